import json
from pathlib import Path

import pytest

from benchmarks import metadata
from benchmarks.metadata import FLOORS, SAMPLES, score, short_of

FORMATS = sorted(path.parent.name for path in SAMPLES.glob("*/expected.jsonl"))
SENTENCE = "The minister said on Monday that the bridge would be built with money from the state."


@pytest.mark.parametrize("form", FORMATS)
def test_what_samples_say_of_themselves_is_read(form: str) -> None:
    found = score(SAMPLES / form)
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert not short_of({form: found.told()}, floors), found.misses
    assert found.met == found.articles, found.misses


def test_what_is_wrong_missing_or_too_much_counts(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": SENTENCE, "title": "One"}, {"id": "b", "text": SENTENCE, "date": "2024-03-08"}]
    (tmp_path / "a.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    nothing = dict.fromkeys(metadata.FIELDS)
    wanted = [
        {"file": "a.jsonl", "origin_key": "a", **nothing, "title": "one ", "author": "Ada Moor"},
        {"file": "a.jsonl", "origin_key": "c", **nothing, "title": "Three"},
    ]
    (tmp_path / "expected.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in wanted))
    told = score(tmp_path).told()
    assert (told["articles"], told["met"], told["more"]) == (2, 1, 1)
    assert (told["title"], told["author"], told["outlet"]) == (50.0, 0.0, None)
    assert short_of({"x": told}, {"title": 95}) == ["x: title 50.0 %, at least 95", "x: 1 articles that are none"]
