"""What a position on one option says about others: the option that it is a part of, and those that it excludes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from onrecord.types import Codebook, Condition, ConditionKind, Option, Position, Provenance, Stance
from onrecord.version import __version__

PART_METHOD = "part-of"
"""The provenance method of a position that followed from a part."""
EXCLUDED_METHOD = "opposed-to"
"""The provenance method of a position that followed from a yes on an option that excludes this one."""


def derive(positions: Iterable[Position], codebook: Codebook) -> tuple[Position, ...]:
    """The positions, followed by what they say about the parents of their options and the options opposed to them.

    A yes on a part is open on the parent, limited to the part; anything else on a part says nothing about the parent.
    Who wants an option without limit or condition is reluctant on those opposed to it: it holds back from them, though
    it did not refuse them. Anything less, and any no, says nothing about them.
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
    above = tuple(_ancestors(part, options))
    for parent in above:
        yield replace(
            position,
            id=f"{position.id}>{parent}",
            option=parent,
            stance=Stance.OPEN,
            condition=Condition(ConditionKind.LIMIT, part.label, ()),
            derived=True,
            provenance=Provenance(PART_METHOD, __version__, position.provenance.score),
        )
    if position.stance is not Stance.SUPPORTS or position.condition is not None:
        return
    for other in _excluded(part, options):
        if other not in above:
            yield replace(
                position,
                id=f"{position.id}>{other}",
                option=other,
                stance=Stance.RELUCTANT,
                derived=True,
                provenance=Provenance(EXCLUDED_METHOD, __version__, position.provenance.score),
            )


def _excluded(option: Option, options: Mapping[str, Option]) -> tuple[str, ...]:
    """The options opposed to this one, whichever of the two says so."""
    named = {*option.opposed, *(other.id for other in options.values() if option.id in other.opposed)} - {option.id}
    return tuple(other for other in options if other in named)


def _ancestors(part: Option, options: Mapping[str, Option]) -> Iterator[str]:
    seen = {part.id}
    above = part.parent
    while above is not None and above in options and above not in seen:
        yield above
        seen.add(above)
        above = options[above].parent
