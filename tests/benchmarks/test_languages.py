import json
from collections import Counter

from benchmarks.languages import CASES, FLOORS, SPLITS, Sample, figures, samples


def test_the_development_half_reaches_its_floors() -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    found = figures(samples("dev"))
    assert all(found[name] >= least for name, least in floors["dev"].items()), found


def test_english_taken_for_another_and_the_other_way_round_both_count() -> None:
    two = [Sample("1", "Council votes", "en", "odd", "dev"), Sample("2", "Rat stimmt", "de", "headline", "dev")]
    right = figures(two, lambda text: "en" if "Council" in text else "de")
    assert (right["english or not"], right["language"]) == (100.0, 100.0)
    named_wrong = figures(two, lambda text: "en" if "Council" in text else "nl")
    assert (named_wrong["english or not"], named_wrong["language"]) == (100.0, 50.0)
    wrong = figures(two, lambda text: "en")
    assert (wrong["english kept"], wrong["others skipped"], wrong["by kind"]) == (
        100.0,
        0.0,
        {"headline": 0, "odd": 100},
    )


def test_the_halves_are_of_one_make_and_share_no_text() -> None:
    halves = {split: samples(split) for split in SPLITS}
    assert all(len(half) >= 200 for half in halves.values())
    kinds = {split: set(Counter(one.kind for one in half)) for split, half in halves.items()}
    assert kinds["dev"] == kinds["test"]
    assert not {one.text for one in halves["dev"]} & {one.text for one in halves["test"]}
    assert all(len({one.language for one in half}) >= 35 for half in halves.values())
    assert len(CASES.read_text(encoding="utf-8").splitlines()) == sum(map(len, halves.values()))
