"""How an endpoint is spoken to, over real HTTP."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from importlib.machinery import ModuleSpec
from typing import Any

import pytest

from onrecord.errors import MissingExtra, OnrecordError
from onrecord.positions import endpoint as endpoints
from onrecord.positions.endpoint import Endpoint, Line, Silence, require_extra
from onrecord.positions.prompting import Messages, schema
from tests.positions.model_server import Given, ModelServer, in_turn, refused, said, serving

KEY = "sk-secret-7391"
ASKED = Messages("be brief", "what now?\ud800")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoints, "BACKOFF", 0.01)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving(in_turn(said("yes"))) as started:
        yield started


def ask(line: Line) -> str | Silence:
    with line.open() as client:
        return line.ask(client, ASKED, schema(1), 500)


def reason(line: Line) -> str:
    silence = ask(line)
    assert isinstance(silence, Silence)
    assert KEY not in silence.reason
    return silence.reason


def made(server: ModelServer, **given: Any) -> Line:
    return Line(Endpoint(server.url, "small", **given))


def test_a_question_as_it_is_sent(server: ModelServer) -> None:
    assert ask(made(server, key=KEY)) == "yes"
    body = server.asked[0]
    assert [row["content"] for row in body["messages"]] == ["be brief", "what now?\ud800"]
    assert (body["model"], body["temperature"], body["max_tokens"]) == ("small", 0, 500)
    assert body["response_format"]["json_schema"]["schema"] == schema(1)
    assert server.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert server.paths == ["/v1/chat/completions"]


def test_without_a_key_none_is_sent(server: ModelServer) -> None:
    ask(made(server))
    assert "Authorization" not in server.headers[0]


@pytest.mark.parametrize("path", ["", "/", "/v1", "/v1/", "/v1/chat/completions"])
def test_addresses_as_people_write_them(path: str) -> None:
    assert Endpoint(f"http://h:1{path}", "m").target == "http://h:1/v1/chat/completions"


def test_a_query_is_sent_and_not_shown() -> None:
    one = Endpoint("https://h/openai/v1?secret=1", "m")
    assert (one.target, one.shown) == ("https://h/openai/v1/chat/completions?secret=1", "https://h/openai/v1")


@pytest.mark.parametrize(
    ("url", "model", "given"),
    [
        ("h:1/v1", "m", {}),
        ("ftp://h", "m", {}),
        ("http://", "m", {}),
        ("http://h:many", "m", {}),
        ("http://h h", "m", {}),
        (f"http://me:{KEY}@h/v1", "m", {}),
        (f"ftp://me:{KEY}@h/v1", "m", {}),
        ("http://h", " ", {}),
        ("http://h", "m", {"key": f"{KEY} x"}),
        ("http://h", "m", {"key": f"{KEY}\nx"}),
        ("http://h", "m", {"key": f"{KEY}ö"}),
        ("http://h", "m", {"timeout": 0.0}),
        ("http://h", "m", {"at_once": 0}),
    ],
)
def test_what_no_request_can_be_made_of(url: str, model: str, given: dict[str, Any]) -> None:
    with pytest.raises(OnrecordError) as raised:
        Endpoint(url, model, **given)
    assert KEY not in str(raised.value)


def test_the_key_is_not_shown() -> None:
    assert KEY not in repr(Endpoint("http://h", "m", KEY))


def test_a_form_that_is_refused_is_asked_for_no_more(server: ModelServer) -> None:
    def old(body: dict[str, Any], number: int) -> Given:
        form = body.get("response_format", {}).get("type")
        return refused(400, f"no such response_format {form}") if form else said("in plain text")

    server.answer = old
    line = made(server)
    assert (ask(line), ask(line)) == ("in plain text", "in plain text")
    forms = [body.get("response_format", {}).get("type") for body in server.asked]
    assert forms == ["json_schema", "json_object", None, None]


def test_what_the_endpoint_names_is_left_out(server: ModelServer) -> None:
    def choosy(body: dict[str, Any], number: int) -> Given:
        if "temperature" in body:
            return refused(400, "Unsupported value: 'temperature' does not support 0 with this model.")
        if "max_tokens" in body:
            return refused(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")
        return said("yes")

    server.answer = choosy
    assert ask(made(server)) == "yes"
    assert server.asked[-1]["max_completion_tokens"] == 500
    assert server.asked[-1]["response_format"]["type"] == "json_schema"


def test_one_question_refused_later_changes_nothing_for_the_next(server: ModelServer) -> None:
    server.answer = in_turn(said("yes"), refused(400, "too long for me"), said("yes"))
    line = made(server)
    ask(line)
    assert reason(line) == "it answers with status 400: too long for me"
    assert ask(line) == "yes"
    assert server.asked[-1]["response_format"]["type"] == "json_schema"


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_trouble_that_passes(server: ModelServer, status: int) -> None:
    server.answer = in_turn(refused(status), refused(status), said("yes"))
    assert ask(made(server)) == "yes"
    assert len(server.asked) == 3


def test_retry_after_is_honoured(server: ModelServer) -> None:
    server.answer = in_turn(refused(429, Retry_After="1"), said("yes"))
    begin = time.monotonic()
    assert ask(made(server)) == "yes"
    assert time.monotonic() - begin >= 1


def test_retry_after_as_a_day_long_gone_and_as_nonsense(server: ModelServer) -> None:
    gone = format_datetime(datetime.now(UTC) - timedelta(days=1), usegmt=True)
    server.answer = in_turn(refused(429, Retry_After=gone), refused(429, Retry_After="soon"), said("yes"))
    assert ask(made(server)) == "yes"


def test_retry_after_is_bounded(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoints, "LONGEST_WAIT", 0.05)
    server.answer = in_turn(refused(429, Retry_After="86400"), said("yes"))
    assert ask(made(server)) == "yes"


def test_trouble_that_does_not_pass_ends(server: ModelServer) -> None:
    server.answer = in_turn(refused(500, f"crashed, your key was {KEY}"))
    assert reason(made(server, key=KEY)) == "it answers with status 500: crashed, your key was …"
    assert len(server.asked) == endpoints.ATTEMPTS


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (refused(401, f"wrong key {KEY[:9]}"), "ONRECORD_LLM_KEY"),
        (refused(403), "ONRECORD_LLM_KEY"),
        (refused(404, "no model"), "no model 'small' (404: no model)"),
        (refused(307, Location="http://elsewhere/"), "another address"),
    ],
)
def test_what_no_second_try_would_mend(server: ModelServer, given: Given, says: str) -> None:
    server.answer = in_turn(given)
    silence = ask(made(server, key=KEY))
    assert isinstance(silence, Silence)
    assert silence.hopeless
    assert says in silence.reason
    assert KEY[:9] not in silence.reason
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "body", ["", "<html>Welcome</html>", "[]", '{"choices": []}', '{"choices": [{"message": 1}]}', "[" * 100_000]
)
def test_what_is_no_reply_of_a_chat_model(server: ModelServer, body: str) -> None:
    server.answer = in_turn(Given(body=body))
    assert "chat model" in reason(made(server))
    assert len(server.asked) == 1


def test_an_error_that_calls_itself_a_success(server: ModelServer) -> None:
    server.answer = in_turn(Given(body='{"error": {"message": "no credit"}}'))
    assert reason(made(server)).endswith("chat model: no credit")


def test_replies_in_parts_and_without_words(server: ModelServer) -> None:
    parts = '{"choices": [{"message": {"content": [{"type": "text", "text": "y"}, {"type": "text", "text": "es"}]}}]}'
    server.answer = in_turn(Given(body=parts), Given(body='{"choices": [{"message": {"content": null}}]}'))
    line = made(server)
    assert (ask(line), ask(line)) == ("yes", "")


@pytest.mark.parametrize("slow", [Given(body="{}", wait=2.0), Given(body=" " * 200, drip=0.02)])
def test_an_endpoint_that_is_slow(server: ModelServer, slow: Given) -> None:
    server.answer = in_turn(slow)
    assert reason(made(server, timeout=0.1)) == "it does not answer within 0.1 seconds"
    assert len(server.asked) == endpoints.ATTEMPTS_FEW


def test_a_reply_without_end(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoints, "LARGEST", 1000)
    server.answer = in_turn(Given(body="x" * 100_000))
    assert reason(made(server)) == "its reply has more than 1,000 bytes"


def test_an_endpoint_that_is_down() -> None:
    with serving(in_turn(said("yes"))) as server:
        gone = server.url
    assert "cannot be reached" in reason(Line(Endpoint(gone, "small", KEY)))


def test_the_bound_counts_every_call(server: ModelServer) -> None:
    server.answer = in_turn(refused(400, "no response_format"), said("yes"), refused(500))
    line = Line(Endpoint(server.url, "small"), calls=4)
    assert ask(line) == "yes"
    silence = ask(line)
    assert isinstance(silence, Silence)
    assert silence.bound
    assert line.made == len(server.asked) == 4


def test_no_proxy_leads_to_this_machine(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert ask(made(server)) == "yes"


def test_without_the_extra_the_pip_line_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(name: str) -> ModuleSpec | None:
        return None

    monkeypatch.setattr(endpoints, "find_spec", nothing)
    with pytest.raises(MissingExtra, match=r"pip install 'onrecord\[llm\]'"):
        require_extra()
