"""Rows by hand, on a bridge and a levy in an invented town, and a debate of them."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any, NamedTuple

from onrecord.networks.columns import Columns
from onrecord.types import Stance
from tests.networks.plain import Said

_NUMBERS = count(1)


class Row(NamedTuple):
    id: str
    article: str
    option: str
    actor: str
    stance: str
    scope: str = "general"
    voice: str = "own"
    first: int | None = None
    last: int | None = None
    tense: str = "current"
    derived: bool = False
    score: float = 1.0
    state: str | None = None
    statement: str | None = None
    by: str | None = None
    limited: bool = False
    suggested: bool = False


def row(actor: str, option: str, stance: Stance | str, day: str | None = None, **more: Any) -> Row:
    """A position of an actor; ``day`` is a date or two with a slash."""
    first, _, last = (day or "").partition("/")
    days = [date.fromisoformat(one).toordinal() if one else None for one in (first, last or first)]
    values = {"id": f"r{next(_NUMBERS)}", "article": f"a-{day}", "first": days[0], "last": days[1], **more}
    return Row(option=option, actor=actor, stance=str(stance), **values)


def columns(*rows: Row, **outlets: str) -> Columns:
    return Columns.of(rows, outlets)


def said(rows: Sequence[Row]) -> list[Said]:
    """The same for the plain implementation."""
    return [
        Said(
            one.id,
            one.actor,
            one.option,
            Stance(one.stance).value_on_scale,
            one.article,
            date.fromordinal(one.first) if one.first else None,
        )
        for one in rows
    ]


# Six townspeople on five options over two years: repetitions within a document, a week, a month (also of two years), a
# year; changes of side within a document; undecided ones; somebody who is only undecided; undated ones; two who share
# nothing with anybody; half steps throughout.
_DEBATE = """
mayor    bridge  supports  2031-01-06 a1
mayor    bridge  supports  2031-01-06 a1
mayor    bridge  supports  2031-01-09 a2
mayor    bridge  open      2031-01-09 a2
mayor    levy    opposes   2031-01-09 a2
mayor    ferry   reluctant 2031-02-02 a5
ferryman bridge  opposes   2031-01-06 a1
ferryman bridge  opposes   2031-01-12 a3
ferryman bridge  supports  2031-01-12 a3
ferryman ferry   supports  2031-01-13 a4
ferryman ferry   supports  2031-01-31 a6
ferryman ferry   supports  2032-01-31 b1
ferryman levy    open      2032-01-31 b1
baker    bridge  open      2031-01-06 a1
baker    levy    reluctant 2031-03-01 a7
baker    levy    opposes   2031-03-01 a7
baker    levy    opposes   2032-03-01 b2
baker    ferry   undecided 2031-03-01 a7
teacher  levy    supports  2031-03-01 a7
teacher  levy    supports  -          a8
teacher  levy    supports  -          a8
teacher  levy    supports  -          a9
teacher  bridge  undecided 2031-12-29 a10
teacher  ferry   supports  2031-12-29 a10
teacher  ferry   supports  2032-01-01 b3
clerk    bridge  undecided 2032-01-01 b3
hermit   cave    supports  2032-01-02 b4
hermit   cave    opposes   2032-06-30 b5
"""

DEBATE = [
    row(actor, option, stance, None if day == "-" else day, article=article)
    for actor, option, stance, day, article in (line.split() for line in _DEBATE.strip().splitlines())
]
