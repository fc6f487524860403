"""One text in, what is said in it and by whom out."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import pytest

import onrecord
from onrecord import texts
from onrecord.errors import InputError, WeightsError
from onrecord.types import DateInterval, StatementKind

TEXT = (
    "Transport minister Ida Lund said on Friday that the ferry line would stay open. "
    "“Nobody on the island will lose a seat,” she told reporters in Varde."
)
SUNDAY = date(2025, 3, 16)
FRENCH = (
    "La ministre des transports a déclaré vendredi que la ligne de ferry resterait ouverte toute l'année, "
    "malgré les critiques de plusieurs élus de l'île et des syndicats de marins."
)


def test_a_text_gives_statements_with_places_days_and_actors() -> None:
    found = onrecord.read_text(TEXT, published=SUNDAY, outlet="Courier", title="Ferries", origin="desk/7")
    assert found.failure is None
    assert found.reading.sentences
    assert [statement.kind for statement in found.statements] == [StatementKind.INDIRECT, StatementKind.DIRECT]
    for statement in found.statements:
        assert statement.content[0].of(TEXT) in statement.text
        actor = found.actor(statement)
        assert actor is not None
        assert actor.name == "Ida Lund"
    assert found.statements[0].said_on == DateInterval(date(2025, 3, 14), date(2025, 3, 14))
    assert found.article is not None
    assert (found.article.outlet, found.article.title, found.article.origin) == ("Courier", "Ferries", "desk/7")


@pytest.mark.parametrize("published", ["2025-03-16", "16 March 2025", datetime(2025, 3, 16, 23, 59)])
def test_the_day_may_be_written_in_other_ways(published: str | date) -> None:
    found = onrecord.read_text(TEXT, published=published)
    assert found.article is not None
    assert found.article.published == SUNDAY
    assert type(found.article.published) is date


def test_no_day_is_made_up() -> None:
    assert [statement.said_on for statement in onrecord.read_text(TEXT).statements] == [None, None]


@pytest.mark.parametrize(
    ("text", "stage", "says"),
    [
        (FRENCH, "language", "'fr'"),
        ("", "origins", "no text"),
        (" \n\t ", "origins", "no text"),
        ("half a \ud83d pair", "origins", "surrogate"),
        ("a " * 300_000, "origins", "characters"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, stage: str, says: str) -> None:
    found = onrecord.read_text(text)
    assert found.failure is not None
    assert found.failure.stage == stage
    assert says in found.failure.reason
    assert (found.statements, found.actors, found.reading.blocks) == ((), (), ())


def test_a_day_that_is_none_says_so() -> None:
    found = onrecord.read_text(TEXT, published="03/04/2025")
    assert found.failure is not None
    assert "2025-04-03" in found.failure.reason


def test_the_language_may_be_given() -> None:
    (found,) = onrecord.read_texts([onrecord.Text(FRENCH, language="en")])
    assert found.failure is None
    assert found.reading.blocks


@pytest.mark.parametrize("given", [None, b"bytes", 7, ["a"], Path("report.txt")])
def test_what_is_no_text_is_a_wrong_call(given: object) -> None:
    with pytest.raises(InputError, match=r"A text is wanted.*onrecord\.read"):
        onrecord.read_text(given)  # type: ignore[arg-type]


@pytest.mark.parametrize("details", [{"published": 2025}, {"outlet": 3}, {"title": b"t"}, {"origin": None}])
def test_what_is_no_detail_is_a_wrong_call(details: dict[str, object]) -> None:
    with pytest.raises(InputError, match="not "):
        onrecord.read_text(TEXT, **details)  # type: ignore[arg-type]


def test_weights_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"manifest\.json"):
        onrecord.read_text(TEXT, weights=tmp_path)


def test_weights_may_lie_anywhere(tmp_path: Path) -> None:
    shipped = Path(texts.__file__).parent / "reading" / "weights"
    (tmp_path / "own").symlink_to(shipped, target_is_directory=True)
    assert onrecord.read_text(TEXT, weights=str(tmp_path / "own")).statements


def test_many_texts_come_back_in_order_as_they_are_read() -> None:
    given = [TEXT, FRENCH, "", "Ida Lund said the line would close."]
    found = list(onrecord.read_texts(iter(given)))
    assert [f.failure is None for f in found] == [True, False, False, True]
    assert found[0].statements[0].actor == found[3].statements[0].actor
    assert found[0].statements == onrecord.read_text(TEXT).statements


def test_an_endless_stream_is_read_a_portion_at_a_time() -> None:
    def endless() -> object:
        while True:
            yield "Ida Lund said the line would close."

    stream = onrecord.read_texts(endless())  # type: ignore[arg-type]
    assert [len(next(stream).statements) for _ in range(3)] == [1, 1, 1]


def test_threads_share_one_encoder() -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(onrecord.read_text, [TEXT] * 8))
    assert all(one == found[0] for one in found)
    held = len(texts._readers)
    onrecord.read_text(TEXT)
    assert len(texts._readers) == held


def test_importing_stays_light() -> None:
    script = (
        "import sys, onrecord\n"
        "heavy = {'onnxruntime', 'numpy', 'sqlalchemy', 'trafilatura', 'dateparser', 'py3langid', 'spacy', 'jinja2'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_example_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    (example,) = [block for block in readme.split("```python\n")[1:] if "onrecord.read_text(" in block.split("```")[0]]
    exec(compile(example.split("```")[0], "README.md", "exec"), {})
    assert capsys.readouterr().out == "Lund 2025-03-14 that the bridge stays open\n"
