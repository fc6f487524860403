"""What a sample came to as CSV: the figures of agreement, and what each coder said of each unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from onrecord.comparing import NONE, Compared, Comparison
from onrecord.exports.csv import rows
from onrecord.scores import Agreement

#: The figures of a comparison by their names in it, in the order in which they are shown.
MEASURES = ("stance", "stance_or_none", "option", "actor")


def figure_lines(comparison: Comparison) -> Iterator[str]:
    """A heading line, then one line for each figure, of all coders and of each pair."""
    return rows(_figure_rows(comparison), numbers=True)


def unit_lines(units: Sequence[Compared], names: Mapping[str, str]) -> Iterator[str]:
    """A heading line, then one line for each unit and coder; ``names`` are those of actors by their ids."""
    return rows(_unit_rows(units, names), numbers=True)


def _figure_rows(comparison: Comparison) -> Iterator[tuple[str, ...]]:
    yield ("measure", "coders", "units", "pairs", "percent", "alpha", "low", "high", "f1", "note")
    everybody = "; ".join(comparison.coders)
    for name in MEASURES:
        found: Agreement = getattr(comparison, name)
        yield (name, everybody, *_cells(found), "", found.why or "")
    yield ("marked", everybody, "", "", "", _number(comparison.marked), "", "", "", "")
    for pair in comparison.pairs:
        both = f"{pair.one}; {pair.other}"
        for name in ("stance", "option", "actor"):
            held: Agreement = getattr(pair, name)
            yield (name, both, *_cells(held), "", held.why or "")
        spans = pair.spans
        units = str(spans.matched + spans.only_one + spans.only_other)
        yield ("passages", both, units, str(spans.matched), "", "", "", "", _number(spans.f1), "")


def _cells(held: Agreement) -> tuple[str, ...]:
    numbers = (_number(value) for value in (held.percent, held.alpha, held.low, held.high))
    return (str(held.units), str(held.pairs), *numbers)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _unit_rows(units: Sequence[Compared], names: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    yield (
        *("item", "unit", "article", "coder", "found", "option", "actor", "actor_name", "stance", "scope", "voice"),
        *("begin", "end", "text", "differs_in"),
    )
    for number, unit in enumerate(units, 1):
        for coder, claim in unit.said.items():
            where = (str(unit.ordinal + 1), str(number), unit.article, coder)
            differs = " ".join(unit.differing)
            if claim is None:
                yield (*where, "no", *[""] * 2, "", NONE, *[""] * 5, differs)
                continue
            said = (claim.option, claim.actor, names.get(claim.actor, claim.actor), claim.stance.value)
            place = (claim.scope.value, claim.voice.value, str(claim.evidence.begin), str(claim.evidence.end))
            yield (*where, "yes", *said, *place, claim.text, differs)
