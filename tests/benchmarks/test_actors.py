import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.actors import CASES, FLOORS, RESULT, Case, Choice, Outcome, Source, figures, fits, judged, key, load
from benchmarks.attribution import under_floors
from onrecord.reading.session import weights
from onrecord.types import (
    Actor,
    ActorKind,
    Article,
    Part,
    Provenance,
    Resolution,
    Span,
    Statement,
    StatementKind,
)

ANA = Actor("person:ana-kovac", "Ana Kovac", ActorKind.PERSON)
BODY = Actor("org:north", "North Institute", ActorKind.ORGANISATION)
AIDE = Actor("role:aide-a1", "aide", ActorKind.PERSON)
AIDES_PLACE = Span(0, 8)
TEXT = "The aide said no. She said so."


def person(*names: str) -> Choice:
    return Choice("person", (frozenset(map(key, names)),))


def outcome(choice: Choice, given: Actor | None, form: str = "name", at: Span = AIDES_PLACE) -> Outcome:
    source = Source((at,), form, (choice,))
    case = Case(Article("a", TEXT, "a"), "dev", (source,))
    said = Statement(
        "s",
        "a",
        StatementKind.INDIRECT,
        Part.BODY,
        (Span(14, 16),),
        (),
        (Span(0, 8),),
        "no",
        Provenance("m", "v"),
        actor=given.id if given else None,
    )
    return judged(case, source, Resolution((said,), (), (given,) if given else ()))


def test_a_name_is_compared_without_article_title_and_middle_initial() -> None:
    assert key("The New Yorker") == key("New Yorker")
    assert key("Donald J. Trump") == key("Donald Trump")
    assert key("George W. Bush") != key("Jeb Bush")


def test_who_is_right_wrong_and_unknown() -> None:
    assert outcome(person("Ana Kovac", "Kovac"), ANA).verdict == "right"
    assert outcome(person("Lena Marsh"), ANA).verdict == "wrong"
    assert outcome(person("Ana Kovac"), None).verdict == "unknown"
    assert outcome(person("Ana Kovac"), AIDE).verdict == "unknown"  # an unnamed one of the source's own words
    assert outcome(person("Ana Kovac"), ANA, at=Span(18, 21)).verdict == "missed"


def test_unnamed_people_are_no_named_actor() -> None:
    assert fits(Choice("group"), (AIDE,), set())
    assert fits(Choice("unnamed"), (), set())
    assert not fits(Choice("group"), (ANA,), set())
    assert not fits(Choice("document"), (BODY,), {"report"})
    assert fits(Choice("document"), (BODY,), {"a", "north", "institute", "report"})


def test_a_list_is_right_as_a_whole() -> None:
    both = Choice("person", (frozenset({key("Ana Kovac")}), frozenset({key("North Institute")})))
    assert fits(both, (BODY, ANA), set())
    assert not fits(both, (ANA,), set())
    assert not fits(Choice("person", both.actors[:1]), (ANA, BODY), set())


def test_figures_of_a_half() -> None:
    found = [
        outcome(person("Ana Kovac"), ANA),
        outcome(person("Lena Marsh"), ANA, "pronoun"),
        outcome(person("Ana Kovac"), ANA, at=Span(18, 21)),
        outcome(Choice("group"), AIDE, "anonymous"),
    ]
    result = figures(found)
    assert result["named"] == {"right": 33.3, "found": 66.7, "of": 3}
    assert result["all"] == {"right": 66.7, "wrong": 33.3, "unknown": 0.0, "found": 3, "of": 4}
    assert result["referring"]["wrong"] == 100.0


def test_the_cases_hold_places_and_names_and_no_sentence() -> None:
    rows = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    assert len(rows) >= 14
    assert set(Counter(row["half"] for row in rows)) == {"dev", "test"}
    assert sum(len(row["sources"]) for row in rows) >= 400
    names = [n for row in rows for s in row["sources"] for r in s["readings"] for a in r.get("actors", ()) for n in a]
    assert max(len(name.split()) for name in names) <= 12


def test_a_text_that_is_not_the_one_that_was_read_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "polnear" / "dev" / "text"
    folder.mkdir(parents=True)
    (folder / "x.txt").write_text("other words", encoding="utf-8")
    cases = tmp_path / "cases.jsonl"
    cases.write_text(json.dumps({"article": "polnear/dev/x", "sha256": "0", "half": "dev", "sources": []}) + "\n")
    with pytest.raises(ValueError, match="polnear/dev/x: not the text"):
        load(tmp_path / "data", cases)


def test_the_kept_result_is_of_the_shipped_weights_and_reaches_the_floors() -> None:
    kept = json.loads(RESULT.read_text(encoding="utf-8"))
    assert kept["weights"] == weights().manifest["files"]["reader.onnx"]["sha256"]
    assert not list(under_floors(kept, json.loads(FLOORS.read_text(encoding="utf-8"))["actors"]))
