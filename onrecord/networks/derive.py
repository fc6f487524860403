"""Positions on a part of an option, carried to the option that it is a part of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from onrecord.types import Codebook, Condition, ConditionKind, Option, Position, Provenance, Stance
from onrecord.version import __version__

PART_METHOD = "part-of"
"""The provenance method of a position that followed from a part."""


def derive(positions: Iterable[Position], codebook: Codebook) -> tuple[Position, ...]:
    """The positions, followed by what they say about the parents of their options.

    A yes on a part is open on the parent, limited to the part; anything else on a part says nothing about the parent.
    """
    options = {option.id: option for option in codebook.options}
    coded = tuple(positions)
    present = {position.id for position in coded}
    followed = (new for position in coded if not position.derived for new in _carried(position, options))
    return (*coded, *(position for position in followed if position.id not in present))


def _carried(position: Position, options: Mapping[str, Option]) -> Iterator[Position]:
    if position.stance.side <= 0 or position.option not in options:
        return
    part = options[position.option]
    for parent in _ancestors(part, options):
        yield replace(
            position,
            id=f"{position.id}>{parent}",
            option=parent,
            stance=Stance.OPEN,
            condition=Condition(ConditionKind.LIMIT, part.label, ()),
            derived=True,
            provenance=Provenance(PART_METHOD, __version__, position.provenance.score),
        )


def _ancestors(part: Option, options: Mapping[str, Option]) -> Iterator[str]:
    seen = {part.id}
    above = part.parent
    while above is not None and above in options and above not in seen:
        yield above
        seen.add(above)
        above = options[above].parent
