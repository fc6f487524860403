import json

import pytest

from benchmarks.quotations import FLOORS, SPLITS, Case, Expected, judged, load, mistaken, run, score, under_floors
from onrecord.types import Part, Provenance, Resolution, Span, Statement, StatementKind

TEXT = 'Berg said: "We stay." Then Lund left.'
CASE = Case("c-01", "c", "dev", TEXT, (Expected(Span(11, 21), (Span(0, 4),)),), ())


def statement(content: Span, source: Span | None, kind: StatementKind = StatementKind.DIRECT) -> Statement:
    sources = () if source is None else (source,)
    said = content.of(TEXT)
    return Statement("s", "c-01", kind, Part.BODY, (content,), (), sources, said, Provenance("test", "0"))


def outcome(*statements: Statement) -> tuple[bool, bool]:
    found = judged(CASE, CASE.expected[0], Resolution(statements, (), ()))
    return found.extent, found.speaker


def test_the_shipped_chain_reaches_its_floors() -> None:
    cases = load()
    result = {split: score(*run([case for case in cases if case.split == split])) for split in SPLITS}
    assert under_floors(result, json.loads(FLOORS.read_text(encoding="utf-8"))) == [], result


def test_the_cases_are_many_and_evenly_halved() -> None:
    cases = load()
    assert len(cases) >= 240
    assert len({case.id for case in cases}) == len(cases)
    for kind in {case.kind for case in cases}:
        halves = [sum(c.kind == kind and c.split == split for c in cases) for split in SPLITS]
        assert abs(halves[0] - halves[1]) <= 1, kind


def test_extent_is_exact_and_the_speaker_overlaps() -> None:
    assert outcome(statement(Span(11, 21), Span(0, 4))) == (True, True)
    assert outcome(statement(Span(12, 20), Span(0, 4))) == (False, True)
    assert outcome(statement(Span(11, 21), Span(27, 31))) == (True, False)
    assert outcome(statement(Span(11, 21), None)) == (True, False)
    assert outcome(statement(Span(11, 21), Span(0, 4), StatementKind.INDIRECT)) == (False, True)
    assert outcome() == (False, False)


def test_a_direct_statement_elsewhere_is_a_mistake() -> None:
    assert list(mistaken(CASE, [statement(Span(27, 31), None)])) == ["Lund"]
    assert list(mistaken(CASE, [statement(Span(12, 20), None)])) == []
    assert list(mistaken(CASE, [statement(Span(27, 31), None, StatementKind.INDIRECT)])) == []


@pytest.mark.parametrize(
    ("figures", "lines"),
    [
        ({"extent": 99.0, "false": 1}, 0),
        ({"extent": 98.9, "false": 1}, 1),
        ({"extent": 98.9, "false": 2}, 2),
    ],
)
def test_shares_have_floors_and_mistakes_a_ceiling(figures: dict[str, float], lines: int) -> None:
    assert len(under_floors({"dev": figures}, {"dev": {"extent": 99.0, "false": 1}})) == lines
