import json
from collections import Counter
from datetime import date

from benchmarks.dates import CASES, FLOORS, cases, figures, meets, score, unmarked
from onrecord.types import Span, Tag, TagLabel


def test_the_passages_reach_their_floors() -> None:
    result = figures()
    assert meets(result, json.loads(FLOORS.read_text(encoding="utf-8"))), result


def test_marks_are_taken_out_and_kept_as_parts() -> None:
    text, tags = unmarked("[S He] [C said] [T it rains].")
    assert text == "He said it rains."
    assert tags == (
        Tag(TagLabel.SOURCE, Span(0, 2), 1.0),
        Tag(TagLabel.CUE, Span(3, 7), 1.0),
        Tag(TagLabel.CONTENT, Span(8, 16), 1.0),
    )


def test_an_unmet_day_and_an_invented_one_are_both_wrong() -> None:
    asked = [case for case in cases() if case.kind in ("weekday", "event")]
    good = score(asked, [case.said_on for case in asked])
    assert (good["all"], good["dated"], good["undated"]) == (100.0, 100.0, 100.0)
    bad = score(asked, ["2000-01-01"] * len(asked))
    assert (bad["all"], bad["dated"], bad["undated"]) == (0.0, 0.0, 0.0)
    assert not meets({"all": 89.9}, {"all": 90.0})


def test_the_halves_share_classes_and_no_passage() -> None:
    rows = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    assert len(rows) >= 150
    halves = {half: Counter(row["class"] for row in rows if row["split"] == half) for half in ("dev", "test")}
    assert set(halves["dev"]) == set(halves["test"])
    assert len({(row["text"], row.get("which")) for row in rows}) == len(rows)
    for row in rows:
        for day in (row["published"], *(row["said_on"] or "").split("/")):
            assert not day or date.fromisoformat(day)
