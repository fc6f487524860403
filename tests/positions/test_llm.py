"""A language model as a stance coder, over real HTTP."""

import json
import math
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import MissingExtra, RecordError
from onrecord.positions import endpoint as endpoints
from onrecord.positions import llm
from onrecord.positions.endpoint import Endpoint
from onrecord.positions.llm import LanguageModel
from onrecord.types import STANCE_COLUMNS, Span, Stance, StanceQuestion, StanceScorer
from tests.positions.model_server import (
    Given,
    ModelServer,
    entry,
    in_turn,
    options_of,
    refused,
    said,
    serving,
    stances,
)

KEY = "sk-secret-7391"
TEXT = "Ada Holm said the bridge must be built."
QUESTION = StanceQuestion(TEXT, Span(0, 8), ("A bridge", "A toll"))
GOOD = stances(("supports", "the bridge must be built", 0.9), ("irrelevant", "", 1.0))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoints, "BACKOFF", 0.01)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving(in_turn(GOOD)) as started:
        yield started


def made(
    server: ModelServer, key: str | None = None, timeout: float = 5.0, at_once: int = 1, **given: Any
) -> LanguageModel:
    return LanguageModel(Endpoint(server.url, "small", key, timeout, at_once), **given)


def many(number: int) -> list[StanceQuestion]:
    return [StanceQuestion(f"{TEXT} No. {n}.", Span(0, 8), ("A bridge",)) for n in range(number)]


def answered(row: list[float]) -> Stance | str | None:
    """The stance of a row, or that it is no answer."""
    if all(map(math.isnan, row)):
        return "no answer"
    assert sum(row) == pytest.approx(1.0)
    stance: Stance | None = STANCE_COLUMNS[row.index(max(row))]
    return stance


def test_good_answers_become_rows_of_probabilities(server: ModelServer) -> None:
    model: StanceScorer = made(server)
    ((bridge, toll),) = model([QUESTION])
    assert bridge == pytest.approx([0.9, 0.02, 0.02, 0.02, 0.02, 0.02])
    assert list(toll) == [0, 0, 0, 0, 0, 1]
    assert "1. A bridge\n2. A toll" in server.asked[0]["messages"][1]["content"]


def test_a_model_that_is_not_sure_at_all_says_nothing(server: ModelServer) -> None:
    server.answer = in_turn(stances(("supports", "the bridge must be built", 0.0), ("irrelevant", "", 0.0)))
    assert made(server)([QUESTION])[0][0] == pytest.approx([1 / 6] * 6)


def test_rows_come_in_the_order_of_the_questions_whoever_answers_first(server: ModelServer) -> None:
    def slower_at_first(body: dict[str, Any], number: int) -> Given:
        stance = "opposes" if "No. 3" in body["messages"][1]["content"] else "supports"
        given = stances((stance, "must be built", 0.9))
        given.wait = 0.2 if number == 0 else 0.0
        return given

    server.answer = slower_at_first
    found = made(server, at_once=4)(many(8))
    assert [answered(rows[0]) for rows in found] == [Stance.OPPOSES if n == 3 else Stance.SUPPORTS for n in range(8)]


def test_calls_are_under_way_at_once(server: ModelServer) -> None:
    meeting = threading.Barrier(3, timeout=5)

    def together(body: dict[str, Any], number: int) -> Given:
        meeting.wait()
        return stances(("supports", "must be built", 0.9))

    server.answer = together
    assert [answered(rows[0]) for rows in made(server, at_once=3)(many(3))] == [Stance.SUPPORTS] * 3


def test_evidence_that_is_not_in_the_text_is_no_answer(server: ModelServer) -> None:
    server.answer = in_turn(stances(("supports", "we will build it", 0.9), ("opposes", "must be “built”", 0.8)))
    model = made(server)
    (rows,) = model([QUESTION])
    assert [answered(row) for row in rows] == ["no answer", "no answer"]
    assert "2 with evidence that is not in the text" in " ".join(model.told())


def test_lies_about_the_form_cost_only_what_they_are_about(server: ModelServer) -> None:
    def liar(body: dict[str, Any], number: int) -> Given:
        if "No. 0" in body["messages"][1]["content"]:
            return said("I would rather not answer in JSON.")
        if "No. 1" in body["messages"][1]["content"]:
            return said({"answers": [entry(1, "in favour", "must be built", 0.9)]})
        if "No. 2" in body["messages"][1]["content"]:
            return said({"answers": []})
        return said(f"Sure!\n```json\n{json.dumps({'answers': [entry(1, 'supports', 'must be built', 0.9)]})}\n```")

    server.answer = liar
    model = made(server)
    found = model(many(4))
    assert [answered(rows[0]) for rows in found] == ["no answer", "no answer", "no answer", Stance.SUPPORTS]
    told = " ".join(model.told())
    assert "1 left out, 1 not in the form asked for" in told
    assert "Replies that are not in the form asked for: 1." in told
    assert model.unasked == 0


def test_an_answer_that_is_known_costs_no_call(server: ModelServer, tmp_path: Path) -> None:
    cache = tmp_path / "answers.jsonl"
    first = made(server, cache=cache)
    rows = first([QUESTION, QUESTION])
    assert first([QUESTION]) == [rows[0]]
    again = made(server, cache=cache)
    assert again([QUESTION]) == [rows[0]]
    assert len(server.asked) == 1
    assert again.told() == ("Language model small: 0 calls; 0 questions answered, 1 more by earlier answers.",)


@pytest.mark.parametrize(
    "other",
    [
        StanceQuestion(TEXT, Span(0, 3), QUESTION.options),
        StanceQuestion(TEXT, None, QUESTION.options),
        StanceQuestion(f"{TEXT} ", QUESTION.holder, QUESTION.options),
        StanceQuestion(TEXT, QUESTION.holder, QUESTION.options[::-1]),
    ],
)
def test_another_question_is_another_call(server: ModelServer, tmp_path: Path, other: StanceQuestion) -> None:
    made(server, cache=tmp_path / "a")([QUESTION])
    made(server, cache=tmp_path / "a")([other])
    assert len(server.asked) == 2


def test_another_model_is_asked_anew(server: ModelServer, tmp_path: Path) -> None:
    made(server, cache=tmp_path / "a")([QUESTION])
    other = LanguageModel(Endpoint(server.url, "large"), cache=tmp_path / "a")
    other([QUESTION])
    assert len(server.asked) == 2
    assert (other.method, other.version) == ("llm", "large stance.v1")


def test_what_was_answered_before_a_run_broke_off_is_kept(server: ModelServer, tmp_path: Path) -> None:
    server.answer = lambda body, n: stances(("supports", "must be built", 0.9)) if n < 3 else refused(401)
    made(server, cache=tmp_path / "a")(many(5))
    server.answer = in_turn(stances(("opposes", "must be built", 0.9)))
    found = made(server, cache=tmp_path / "a")(many(5))
    assert [answered(rows[0]) for rows in found] == [Stance.SUPPORTS] * 3 + [Stance.OPPOSES] * 2


def test_a_dry_run_makes_no_call(server: ModelServer, tmp_path: Path) -> None:
    made(server, cache=tmp_path / "a")([QUESTION])
    model = made(server, cache=tmp_path / "a", dry=True)
    found = model([*many(3), QUESTION])
    model([*many(4), QUESTION])
    assert all(answered(rows[0]) == "no answer" for rows in found[:3])
    assert len(server.asked) == 1
    (told,) = model.told()
    assert told.startswith("A run would make 4 calls of small (about ")
    assert "1 questions more were answered before" in told
    assert model.unasked == 0


def test_the_estimate_is_near_what_is_sent(server: ModelServer) -> None:
    dry = made(server, dry=True)
    dry(many(10))
    made(server)(many(10))
    sent = sum(len(row["content"]) for body in server.asked for row in body["messages"]) / 4
    told = int(dry.told()[0].split("about ")[1].split(" tokens")[0].replace(",", ""))
    assert told == pytest.approx(sent, abs=100)


def test_a_dry_run_needs_no_extra(server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoints, "find_spec", lambda name: None)
    made(server, dry=True)([QUESTION])
    with pytest.raises(MissingExtra):
        made(server)


def test_no_more_calls_than_allowed(server: ModelServer) -> None:
    server.answer = in_turn(stances(("supports", "must be built", 0.9)))
    model = made(server, calls=3, at_once=2)
    found = model(many(10))
    assert sum(answered(rows[0]) == Stance.SUPPORTS for rows in found) == 3
    assert (len(server.asked), model.unasked) == (3, 7)
    assert model.told()[-1].startswith(
        "7 questions were coded without it (all 3 calls that --llm-calls allows were made)"
    )


def test_trouble_for_ever_ends_with_one_message(server: ModelServer) -> None:
    server.answer = in_turn(refused(500, f"the key {KEY} crashed me"))
    model = made(server, key=KEY)
    found = model(many(30))
    assert all(answered(rows[0]) == "no answer" for rows in found)
    assert len(server.asked) == llm.SILENT_IN_ROW * endpoints.ATTEMPTS
    model(many(40))
    assert len(server.asked) == llm.SILENT_IN_ROW * endpoints.ATTEMPTS
    assert model.unasked == 70
    said_of_it = [line for line in model.told() if "given up" in line]
    assert len(said_of_it) == 1
    assert "5 questions in a row" in said_of_it[0]
    assert "status 500" in said_of_it[0]
    assert KEY not in " ".join(model.told())


def test_trouble_now_and_then_does_not_end_it(server: ModelServer) -> None:
    good = stances(("supports", "must be built", 0.9))
    server.answer = lambda body, n: good if n % 3 == 2 else refused(413, "too long")
    model = made(server)
    found = model(many(30))
    assert [answered(rows[0]) for rows in found].count(Stance.SUPPORTS) == 10
    assert model.unasked == 20


def test_a_wrong_key_is_found_out_at_once(server: ModelServer) -> None:
    server.answer = in_turn(refused(401, f"Incorrect API key provided: {KEY}"))
    model = made(server, key=KEY)
    model(many(5))
    assert len(server.asked) == 1
    assert "ONRECORD_LLM_KEY" in model.told()[-1]
    assert KEY not in " ".join(model.told())


def test_a_model_that_never_keeps_the_form_is_given_up(server: ModelServer) -> None:
    server.answer = in_turn(said("Bridges are nice."))
    model = made(server)
    model(many(llm.USELESS_IN_ROW + 10))
    assert len(server.asked) == llm.USELESS_IN_ROW
    assert model.unasked == 10
    assert "20 replies in a row" in model.told()[-1]


def test_slow_for_ever_ends(server: ModelServer) -> None:
    server.answer = lambda body, n: Given(body="{}", wait=0.5)
    model = made(server, timeout=0.05, at_once=3)
    model(many(20))
    assert "does not answer within 0.05 seconds" in model.told()[-1]
    assert len(server.asked) <= (llm.SILENT_IN_ROW + 2) * endpoints.ATTEMPTS_FEW


def test_down(tmp_path: Path) -> None:
    with serving(in_turn(GOOD)) as gone:
        pass
    model = made(gone, cache=tmp_path / "a")
    assert answered(model(many(9))[0][0]) == "no answer"
    assert "cannot be reached" in model.told()[-1]
    assert not (tmp_path / "a").exists()


def test_a_question_without_options_is_none(server: ModelServer) -> None:
    assert made(server)([StanceQuestion(TEXT, None, ())]) == [[]]
    assert made(server)([]) == []
    assert not server.asked


def test_three_hundred_options_in_one_question(server: ModelServer) -> None:
    def all_of_them(body: dict[str, Any], number: int) -> Given:
        return stances(*[("supports", "must be built", 0.9) for _ in options_of(body)])

    server.answer = all_of_them
    (rows,) = made(server)([StanceQuestion(TEXT, None, tuple(f"A bridge {n}" for n in range(300)))])
    assert [answered(row) for row in rows] == [Stance.SUPPORTS] * 300
    assert len(server.asked) == 1


def test_the_key_is_written_nowhere(server: ModelServer, tmp_path: Path) -> None:
    model = made(server, key=KEY, cache=tmp_path / "a.jsonl")
    model([QUESTION])
    assert KEY not in (tmp_path / "a.jsonl").read_text()
    assert KEY not in json.dumps(server.asked) + "".join(model.told()) + repr(model) + repr(vars(model)) + model.version


def test_answers_that_cannot_be_kept_stop_the_run(server: ModelServer, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="cannot be written"):
        made(server, cache=tmp_path / "nowhere" / "a")(many(3))
    assert len(server.asked) == 1
