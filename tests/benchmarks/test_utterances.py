import json
from collections import Counter

from benchmarks.utterances import CASES, FLOORS, Case, figures, meets, score


def test_the_unseen_half_reaches_its_floor() -> None:
    result = figures(["test"], ["encoders", "joining"])
    assert meets(result, json.loads(FLOORS.read_text(encoding="utf-8"))), result


def test_misses_and_false_finds_both_count() -> None:
    given = [Case("a", "b", 0, same, kind) for same, kind in ((True, "edited"), (True, "edited"), (False, "negated"))]
    assert score(given, [True, True, False])["f1"] == 100.0
    found = score(given, [True, False, True])
    assert (found["f1"], found["precision"], found["recall"]) == (50.0, 50.0, 50.0)
    assert found["kinds"] == {"edited": 50.0, "negated": 0.0}
    assert not meets({"test": {"f1": 84.9}}, {"test": {"f1": 85.0}})


def test_the_halves_share_kinds_and_no_pair() -> None:
    rows = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    halves = {half: Counter(row["kind"] for row in rows if row["split"] == half) for half in ("dev", "test")}
    assert set(halves["dev"]) == set(halves["test"])
    assert all(sum(kinds.values()) >= 200 for kinds in halves.values())
    assert len({(row["a"], row["b"]) for row in rows}) == len(rows)
