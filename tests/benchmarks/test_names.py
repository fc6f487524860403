import json

from benchmarks.names import FLOORS, HALVES, SETS, Pair, figures, judged, meets, mistakes, pairs, score


def test_the_pairs_reach_their_floors() -> None:
    result = figures()
    assert meets(result, json.loads(FLOORS.read_text(encoding="utf-8"))), result


def test_the_halves_share_classes_and_no_pair() -> None:
    halves = {half: pairs(half) for half in HALVES}
    assert min(len(found) for found in halves.values()) >= 400
    assert {p.kind for p in halves["dev"]} == {p.kind for p in halves["test"]}
    assert not {frozenset((p.a, p.b)) for p in halves["dev"]} & {frozenset((p.a, p.b)) for p in halves["test"]}


def test_organisations_are_judged_as_organisations() -> None:
    assert judged(Pair("dev", True, "Ministry of Fisheries", "the Fisheries Ministry", "org-reordered"))
    assert not judged(Pair("dev", False, "Ministry of Fisheries", "Ministry of Finance", "org-reordered"))


def test_a_pair_missed_and_one_too_many_lower_their_figures() -> None:
    asked = [Pair("dev", same, "a", "b", "titles") for same in (True, True, False, False)]
    counted = score(asked, [True, False, True, False])
    assert (counted["precision"], counted["recall"], counted["f1"], counted["right"]) == (50.0, 50.0, 50.0, 50.0)
    assert not meets({"test": {"all": counted}}, {"test": {"all": {"f1": 90.0}}})


def test_mistakes_are_never_of_the_test_half() -> None:
    shown = {tuple(line.split("\t")[2:]) for line in mistakes()}
    assert shown <= {(p.a, p.b) for half in SETS if half != "test" for p in pairs(half)}
