"""A language model from the command line: what it is asked, what it costs, what is kept."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from onrecord import stages
from onrecord.errors import MissingExtra
from onrecord.pipeline import fill
from onrecord.positions import Coder, endpoint
from onrecord.positions.endpoint import Endpoint
from onrecord.record import Record, open_record
from onrecord.settings import Engine, ModelUse
from onrecord.types import ArticleMaterial, Codebook, Coding, Option, StanceQuestion
from onrecord.verbs import read
from tests.cli.called import told
from tests.positions.model_server import Given, ModelServer, in_turn, options_of, refused, serving, stances
from tests.test_pipeline import PlainReader, article

KEY = "sk-secret-7391"
BOOK = Codebook((Option("bridge", "The river", "A bridge"),), "1")


def irrelevant(body: dict[str, Any], number: int) -> Given:
    return stances(*[("irrelevant", "", 0.9) for _ in options_of(body)])


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving(irrelevant) as started:
        yield started


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    monkeypatch.setattr(endpoint, "BACKOFF", 0.01)
    monkeypatch.setattr("onrecord.reading.Reader.load", lambda threads=None, folder=None: PlainReader())
    monkeypatch.setattr("onrecord.reading.Vectors.load", lambda threads=None: lambda texts: [[1.0] for _ in texts])
    monkeypatch.setattr("onrecord.reading.Pairs.load", lambda threads=None, folder=None: object())
    monkeypatch.setattr(Coder, "__init__", holding)
    monkeypatch.setattr(Coder, "code", asking)
    with open_record(tmp_path / "r.db") as opened:
        yield opened


def holding(
    self: Any, codebook: Codebook, embed: object = None, *, scorer: Any = None, second: Any = None, **more: Any
) -> None:
    self.asked = {"scorer": scorer, "second": second}


def asking(self: Any, material: ArticleMaterial) -> Coding:
    """Code nothing, but ask the language model, wherever it was handed in, one question on the article."""
    question = StanceQuestion(f"{material.article.id}: {material.article.text}", None, ("A bridge",))
    for one in self.asked.values():
        if one is not None and getattr(one, "method", "") == "llm":
            one([question])
    return Coding(material.article.id)


def engine(server: ModelServer, model: str = "small", **given: Any) -> Engine:
    return Engine(model=ModelUse(Endpoint(server.url, model, KEY, at_once=1), **given))


ARTICLES = [article(name) for name in "abc"]


def filled(record: Record, server: ModelServer, **given: Any) -> tuple[int, Sequence[str]]:
    summary = fill(record, ARTICLES, codebook=BOOK, engine=engine(server, **given))
    assert not summary.failed
    return summary.coded, summary.notes


def test_another_model_and_another_use_code_anew(record: Record, server: ModelServer) -> None:
    assert fill(record, ARTICLES, codebook=BOOK).coded == 3
    assert [filled(record, server)[0] for _ in range(2)] == [3, 0]
    assert [filled(record, server, second=False)[0] for _ in range(2)] == [3, 0]
    assert filled(record, server, model="large")[0] == 3
    assert fill(record, ARTICLES, codebook=BOOK).coded == 3


def test_it_reaches_the_coder_as_what_it_is_used_for(record: Record, server: ModelServer) -> None:
    for second in (True, False):
        models = stages.Models(engine(server, second=second))
        asked = vars(stages.coder_of(BOOK, models))["asked"]
        assert asked["second" if second else "scorer"] is models.model
        assert asked["scorer" if second else "second"] is not models.model


def test_articles_on_which_it_was_not_heard_are_coded_again(record: Record, server: ModelServer) -> None:
    coded, notes = filled(record, server, calls=2)
    assert (coded, len(server.asked)) == (3, 2)
    assert "1 questions were coded without it" in notes[-1]
    server.answer = in_turn(refused(503))
    assert filled(record, server)[0] == 1
    server.answer = irrelevant
    assert [filled(record, server)[0] for _ in range(2)] == [1, 0]


def test_a_dry_run_reads_and_codes_nothing(record: Record, server: ModelServer) -> None:
    coded, notes = filled(record, server, dry=True)
    assert (coded, len(server.asked), record.current_codebook()) == (0, 0, None)
    assert notes[0].startswith("A run would make 3 calls of small (about ")
    assert filled(record, server)[0] == 3
    assert "A run would make 0 calls" in filled(record, server, model="small", dry=True)[1][0]


def test_without_the_extra_nothing_is_touched(
    server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoint, "find_spec", lambda name: None)
    (tmp_path / "a.txt").write_text("A bridge is built.", encoding="utf-8")
    with pytest.raises(MissingExtra, match="pip install"):
        read([tmp_path / "a.txt"], record=tmp_path / "r.db", engine=engine(server))
    assert not (tmp_path / "r.db").exists()


def run(*arguments: object, cwd: Path, code: int = 0) -> str:
    done = told("read", *arguments, cwd=cwd, code=code)
    assert KEY not in done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ONRECORD_LLM_KEY", KEY)
    monkeypatch.setenv("ONRECORD_LLM_TIMEOUT", "20")
    monkeypatch.setattr(endpoint, "BACKOFF", 0.01)
    said = "Norway has no plans to build a bridge, Foreign Minister Jonas Berg said. Denmark is against the bridge.\n"
    (tmp_path / "one.txt").write_text(f"The river town quarrels over its bridge.\n\n{said}", encoding="utf-8")
    (tmp_path / "book.yaml").write_text(
        "issues:\n- issue: The river\n  options:\n  - id: bridge\n    label: Building a bridge over the river\n",
        encoding="utf-8",
    )
    return tmp_path


def test_a_run_a_dry_run_and_another_run(desk: Path, server: ModelServer) -> None:
    given = ("one.txt", "--codebook", "book.yaml", "--llm", server.url, "--llm-model", "small", "--llm-use", "coder")
    assert "A run would make" in run(*given, "--llm-dry-run", cwd=desk)
    assert not server.asked
    assert "1 coded" in run(*given, cwd=desk)
    calls = len(server.asked)
    assert calls > 0
    assert server.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert "0 coded" in run(*given, cwd=desk)
    assert len(server.asked) == calls
    kept = (desk / "onrecord.db.answers.jsonl").read_text(encoding="utf-8")
    assert {json.loads(line)["by"] for line in kept.splitlines()} == {"small stance.v1"}
    for path in desk.iterdir():
        assert KEY.encode() not in path.read_bytes()


def test_an_endpoint_that_is_down_costs_the_run_nothing_else(desk: Path) -> None:
    with serving(irrelevant) as gone:
        pass
    given = ("--llm", gone.url, "--llm-model", "small", "--llm-use", "coder")
    told = run("one.txt", "--codebook", "book.yaml", *given, cwd=desk)
    assert "1 read" in told
    assert "cannot be reached" in told


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("--llm-model", "small"), "--llm URL"),
        (("--llm-dry-run",), "--llm URL"),
        (("--llm", "http://127.0.0.1:9"), "--llm-model NAME"),
        (("--llm", "nowhere", "--llm-model", "small"), "no address"),
        (("--llm", "http://me:pass@h/v1", "--llm-model", "small"), "ONRECORD_LLM_KEY"),
        (("--llm", "http://h", "--llm-model", "small", "--llm-calls", "-1"), "--llm-calls"),
    ],
)
def test_a_wrong_call_leaves_no_record_behind(desk: Path, given: Sequence[str], says: str) -> None:
    told = run("one.txt", *given, cwd=desk, code=2)
    assert says in told
    assert "pass@" not in told
    assert not (desk / "onrecord.db").exists()
