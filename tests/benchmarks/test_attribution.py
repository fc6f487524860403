import json
from pathlib import Path

import pytest

from benchmarks.attribution import Counts, detokenised, matched, overlapping, runs, span_figures, under_floors
from benchmarks.brat import article
from onrecord.reading.session import weights

HERE = Path(__file__).parent.parent.parent / "benchmarks"


def test_the_shipped_weights_are_the_measured_ones() -> None:
    measured = json.loads((HERE / "results" / "attribution.json").read_text(encoding="utf-8"))
    assert measured["weights"] == weights().manifest["files"]["reader.onnx"]["sha256"]
    assert measured["segments"] == weights().manifest["segments"]


def test_the_measured_figures_reach_their_floors() -> None:
    measured = json.loads((HERE / "results" / "attribution.json").read_text(encoding="utf-8"))
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["attribution"]["cofenet"]
    assert {path.split(".")[1] for path in floors} == {"source", "cue", "content"}
    assert list(under_floors(measured, floors)) == []


def test_a_figure_under_its_floor_is_told() -> None:
    result = {"exact": {"cue": {"f1": 70.4}}}
    assert list(under_floors(result, {"exact.cue.f1": 70.5})) == ["exact.cue.f1: 70.4 is under the floor of 70.5"]
    assert list(under_floors(result, {"exact.cue.f1": 70.4})) == []


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        (["``", "No", ",", "''", "he", "said", "."], '"No," he said.'),
        (["She", "did", "n't", "(", "-LRB-", "R-Wis", ".", "-RRB-"], "She didn't ((R-Wis.)"),
        (["''", "It", "'s", "$", "5", ",", "''", "x"], '"It\'s $5," x'),
        (["voters", "'", "minds"], "voters' minds"),
    ],
)
def test_detokenised(tokens: list[str], text: str) -> None:
    made, places = detokenised(tokens)
    assert made == text
    assert all(place.begin < place.end for place in places)


def test_runs() -> None:
    assert runs(["O", "B-cue", "I-cue", "B-cue", "I-source", "O"]) == {(1, 3, "cue"), (3, 4, "cue"), (4, 5, "source")}


def test_span_figures() -> None:
    found = {(0, 2, "cue"), (5, 6, "cue")}
    gold = {(0, 3, "cue"), (8, 9, "cue")}
    figures = span_figures([(found, gold)])
    assert figures["exact"]["cue"]["f1"] == 0.0
    assert figures["begin"]["cue"] == {"precision": 50.0, "recall": 50.0, "f1": 50.0}
    assert figures["overlap"]["cue"]["f1"] == 50.0
    assert Counts().figures() == {"precision": 0.0, "recall": 0.0, "f1": 0.0}


def parts(source: set[int], cue: set[int], content: set[int]) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
    return frozenset(source), frozenset(cue), frozenset(content)


def test_overlapping_wants_every_part_and_no_other() -> None:
    gold = parts({1, 2}, {3}, set())
    assert overlapping(parts({2}, {3, 4}, set()), gold)
    assert not overlapping(parts({2}, set(), set()), gold)
    assert not overlapping(parts({2}, {3}, {9}), gold)


def test_matched_is_one_to_one_and_largest() -> None:
    a, b = parts({1}, {2}, {3, 4}), parts({1}, {2}, {4})
    assert matched([a, a], [b], overlapping) == 1
    # a greedy match of the first with the first would leave the second without a partner
    assert matched([parts({1}, {2}, {3, 9}), a], [a, parts({1}, {2}, {9})], overlapping) == 2


def test_article_links_the_parts() -> None:
    lines = (
        "T1\tSource 0 2\tHe\nT2\tCue 3 7\tsaid\nT3\tContent 8 10;12 14\tno yes\nT4\tAttribution 3 7\tsaid\n"
        "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"
    )
    made = article("x", "He said no, yes", lines)
    assert [(s.begin, s.end) for s in made.statements[0].content] == [(8, 10), (12, 14)]
    assert [label for label, _ in made.spans] == ["source", "cue", "content", "content"]
