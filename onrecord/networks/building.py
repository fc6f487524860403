"""From columns of positions to networks: choose, lift, leave out duplicates, weigh."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import OnrecordError
from onrecord.networks.asking import AS_IT_IS, NOTHING, Known, Mode, NetworkOptions, Weight, check
from onrecord.networks.behind import Behind, meeting
from onrecord.networks.choosing import chosen, chosen_actors, frequent
from onrecord.networks.columns import UNDATED, Codes, Columns, Flags
from onrecord.networks.duplicates import first_ones, once
from onrecord.networks.lifting import lifted
from onrecord.networks.network import Network, Node
from onrecord.networks.qualifying import Levels, Scale, levels, scale
from onrecord.networks.weighing import Counted, one_mode, two_mode
from onrecord.networks.windows import shares, spans
from onrecord.types import DateInterval

_OPTION = "option"
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, eq=False)
class Selected:
    """The positions that count, at the level that is asked for, with the level of each one's stance."""

    columns: Columns
    level: Levels


def network(columns: Columns, asked: NetworkOptions = AS_IT_IS, known: Known = NOTHING) -> Network:
    """The network that is asked for, of all positions chosen, dated or not.

    Raises OnrecordError where what is asked for does not go together, and for windows, which give several networks.
    """
    if asked.windows is not None:
        raise OnrecordError("Windows make several networks: ask for networks() and not for network().")
    found = selected(columns, asked, known)
    rows = np.arange(len(found.columns))
    return _Frame(found, asked, known).network(rows, period=_period(found.columns.day))


def networks(columns: Columns, asked: NetworkOptions = AS_IT_IS, known: Known = NOTHING) -> Iterator[Network]:
    """The networks of the windows that are asked for, one after the other, empty ones too.

    Duplicates are left out once, before the windows. Undated positions are in none. Without windows it is one network.
    """
    if asked.windows is None:
        yield network(columns, asked, known)
        return
    found = selected(columns, asked, known)
    day = found.columns.day
    order = np.argsort(day, kind="stable")
    order = order[np.count_nonzero(day == UNDATED) :]
    days = day[order]
    frame = _Frame(found, asked, known)
    kernel = asked.windows.kernel
    for span in spans(days, asked.windows, asked.choice.since, asked.choice.until):
        begin, end = np.searchsorted(days, [span.first, span.last + 1])
        rows = order[begin:end]
        share = None if kernel is None else shares(days[begin:end], span, kernel)
        if share is not None:
            rows, share = rows[share > 0], share[share > 0]
        period = DateInterval(date.fromordinal(span.first), date.fromordinal(span.last))
        middle = None if span.middle is None else date.fromordinal(span.middle)
        yield frame.network(rows, share=share, period=period, middle=middle)


def selected(columns: Columns, asked: NetworkOptions, known: Known) -> Selected:
    """The positions that a network of these options counts; what goes wrong with the options is said here."""
    check(asked)
    some = _kept(columns, chosen(columns, asked.choice))
    some = lifted(some, known.actors, asked.level)
    has, _ = levels(some, asked.qualifier)
    some = _kept(some, has & chosen_actors(some, asked.choice, known.actors))
    level = None if asked.weight is Weight.IGNORE else levels(some, asked.qualifier)[1]
    some = _kept(some, once(some, asked.count, level))
    some = _kept(some, first_ones(some, asked.duplicates, level))
    some = _kept(some, frequent(some, asked.choice.minimum))
    return Selected(some, levels(some, asked.qualifier)[1])


def _kept(columns: Columns, kept: Flags) -> Columns:
    return columns if kept.all() else columns.where(kept)


def _period(day: Codes) -> DateInterval | None:
    dated = day[day != UNDATED]
    if len(dated) == 0:
        return None
    return DateInterval(date.fromordinal(int(dated.min())), date.fromordinal(int(dated.max())))


class _Frame:
    """What all networks of one question share: the selection, the scale and the nodes in the order of their names.

    An option that bears the id of an actor gets another in a two-mode network, for no graph has two nodes of one id.
    """

    def __init__(self, found: Selected, asked: NetworkOptions, known: Known) -> None:
        self._asked = asked
        self._columns = found.columns
        self._level = found.level
        self._scale: Scale = scale(asked.qualifier)
        actors = [_actor(name, known) for name in found.columns.actors]
        taken = set(found.columns.actors) if asked.mode is Mode.TWO else set()
        options = [
            Node(f"{_OPTION}:{name}" if name in taken else name, known.options.get(name, name), _OPTION)
            for name in found.columns.options
        ]
        self._actors, self._actor = _ordered(actors, found.columns.actor)
        self._options, self._option = _ordered(options, found.columns.option)

    def network(
        self,
        rows: NDArray[np.intp],
        *,
        share: NDArray[np.float64] | None = None,
        period: DateInterval | None = None,
        middle: date | None = None,
    ) -> Network:
        """The network of some rows."""
        asked = self._asked
        actors, actor = self._active(self._actors, self._actor[rows])
        options, option = self._active(self._options, self._option[rows])
        two = asked.mode is Mode.TWO
        if asked.mode is Mode.OPTIONS:
            actors, actor, options, option = options, option, actors, actor
        counted = Counted(actor, option, self._level[rows], share, len(actors), len(options))
        weigh = two_mode if two else one_mode
        ties = weigh(counted, self._scale, asked.weight, asked.normalise)
        behind = Behind(counted, self._columns.ids[rows], meets=None if two else meeting(self._scale, asked.weight))
        return Network(asked, actors, options if two else actors, ties, behind, len(rows), period, middle)

    def _active(self, nodes: tuple[Node, ...], codes: Codes) -> tuple[tuple[Node, ...], Codes]:
        """The nodes that the codes use, or with isolates all, and the codes as places among them."""
        if self._asked.isolates:
            return nodes, codes
        used = np.flatnonzero(np.bincount(codes, minlength=len(nodes)))
        place = np.zeros(len(nodes), dtype=np.int32)
        place[used] = np.arange(len(used), dtype=np.int32)
        return tuple(nodes[number] for number in used.tolist()), place[codes]


def _actor(name: str, known: Known) -> Node:
    actor = known.actors.get(name)
    return Node(name, actor.name, str(actor.kind)) if actor else Node(name, name, _UNKNOWN)


def _ordered(nodes: list[Node], codes: Codes) -> tuple[tuple[Node, ...], Codes]:
    """Nodes in the order of their names, and the codes as places among them."""
    order = sorted(range(len(nodes)), key=lambda number: (nodes[number].name, nodes[number].id))
    place = np.zeros(len(nodes), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return tuple(nodes[number] for number in order), place[codes]
