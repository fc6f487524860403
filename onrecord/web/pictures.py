"""Networks to pictures: which of their nodes and ties are drawn, in which coalition, and what is said of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import MissingExtra
from onrecord.networks import Columns, Known, Mode, Network, NetworkOptions, Normalise, Weight, network
from onrecord.networks.outspoken import outspoken
from onrecord.web.drawing import Knot, Picture, Size, Tie, Web, draw_columns, draw_network
from onrecord.web.wording import counted, date_words

# More nodes than these leave no room for names; more ties than these are one grey field.
MOST_KNOTS, MOST_TIES = 120, 600
# Ties that are not drawn still pull; beyond these they no longer move anything.
_MOST_PULLS = 20_000
# Coalitions of more actors than these take longer than somebody waits for a page (2 s for 700 of them in 2026).
MOST_IN_CAMPS = 400
# So many names of a coalition stand in the legend.
_NAMED = 3

_OF_TIES: Mapping[Weight, str] = {
    Weight.IGNORE: "positions",
    Weight.COMBINE: "positions, whatever their side",
    Weight.CONGRUENCE: "positions that agree",
    Weight.CONFLICT: "positions that conflict",
    Weight.SUBTRACT: "agreement less conflict",
}
_TITLES: Mapping[Mode, str] = {
    Mode.TWO: "Actors and options",
    Mode.ACTORS: "Actors",
    Mode.OPTIONS: "Options",
}

Places = NDArray[np.int64]
Address = Callable[[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """How a network is drawn: on what, by what forces, and where its nodes and ties lead to."""

    size: Size = Size.PAPER
    columns: bool = True
    seed: int = 0
    node_href: Address | None = None
    tie_href: Address | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Camps:
    """The coalition of each actor by id, how each is called in a legend, and what is to be known of them."""

    of: Mapping[str, int]
    names: Mapping[int, str]
    told: str = ""


NO_CAMPS = Camps({}, {})


def draw(web: Web, drawing: Drawing | None = None) -> Picture:
    """The picture of a network; one of two modes in two columns, unless it is to be drawn by forces."""
    how = drawing or Drawing()
    if web.split is not None and how.columns:
        return draw_columns(web, how.size)
    return draw_network(web, how.size, seed=how.seed)


def camps_of(columns: Columns, asked: NetworkOptions, known: Known, *, seed: int = 0) -> Camps:
    """The coalitions of the actors who agree most, by the same choices as the network; none of options."""
    if asked.mode is Mode.OPTIONS:
        return NO_CAMPS
    from onrecord.networks import Qualifier
    from onrecord.networks.insight import coalitions

    if asked.qualifier is Qualifier.NONE:
        return NO_CAMPS
    agreeing = replace(
        asked,
        mode=Mode.ACTORS,
        weight=Weight.SUBTRACT if asked.weight is Weight.SUBTRACT and asked.mode is Mode.ACTORS else Weight.CONGRUENCE,
        normalise=Normalise.AVERAGE if asked.mode is Mode.TWO else asked.normalise,
        windows=None,
    )
    agreeing, rest = outspoken(columns, agreeing, known, most=MOST_IN_CAMPS)
    try:
        found = coalitions(network(columns, agreeing, known), seed=seed)
    except MissingExtra as error:
        return Camps({}, {}, str(error))
    names = {one.number: _camp_name([member.name for member in one.members]) for one in found.coalitions}
    told = f"Coalitions are those of the {MOST_IN_CAMPS} most outspoken actors." if rest else ""
    return Camps(dict(found.of), {number: f"coalition {number}: {name}" for number, name in names.items()}, told)


def _camp_name(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_NAMED])
    return f"{shown} and {len(names) - _NAMED} more" if len(names) > _NAMED else shown


def web_of(found: Network, camps: Camps = NO_CAMPS, caption: str = "", drawing: Drawing | None = None) -> Web:
    """The network as it is drawn: its strongest nodes and ties where it has more than a picture can hold."""
    how = drawing or Drawing()
    ties = found.ties
    shift = len(found.rows) if found.two_mode else 0
    source, target = ties.source.astype(np.int64), ties.target.astype(np.int64) + shift
    strength = np.zeros(len(found.nodes))
    np.add.at(strength, source, np.abs(ties.weight))
    np.add.at(strength, target, np.abs(ties.weight))
    kept = _kept(found, strength)
    alone = int((strength[kept] == 0).sum()) if not found.asked.isolates else 0
    if alone:
        kept = [number for number in kept if strength[number] > 0]
    place = {number: at for at, number in enumerate(kept)}
    listed = np.flatnonzero(np.isin(source, kept) & np.isin(target, kept))
    order = listed[np.argsort(-np.abs(ties.weight[listed]), kind="stable")]
    strongest = _shown(order, source, target)
    unseen = np.setdiff1d(order, strongest)[:_MOST_PULLS]
    knots = [_knot(found, number, float(strength[number]), camps, how) for number in kept]
    drawn = [
        _tie(found, (int(source[one]), int(target[one]) - shift), float(ties.weight[one]), how, place, shift)
        for one in strongest.tolist()
    ]
    told = [caption, *_left_out(found, (len(kept), alone), (len(listed), len(drawn))), camps.told]
    split = sum(1 for number in kept if number < shift) if found.two_mode else None
    shown = {one.camp for one in knots}
    return Web(
        how.title or _title(found),
        knots,
        drawn,
        " ".join(part for part in told if part),
        split,
        bool((ties.weight < 0).any()) or found.asked.weight is Weight.SUBTRACT,
        {number: name for number, name in camps.names.items() if number in shown},
        _words(found),
        [Tie(place[int(source[one])], place[int(target[one])], float(ties.weight[one])) for one in unseen.tolist()],
    )


def _shown(order: Places, source: Places, target: Places) -> Places:
    """Of ties from the strongest on those that are drawn: so many, and of every node the strongest."""
    of_node: list[int] = []
    seen: set[int] = set()
    for at in order.tolist():
        ends = {int(source[at]), int(target[at])}
        if not ends <= seen:
            of_node.append(at)
            seen |= ends
    return np.union1d(order[:MOST_TIES], np.array(of_node, dtype=np.int64))


def _kept(found: Network, strength: NDArray[np.float64]) -> list[int]:
    """The nodes that are drawn, in their order: all, or the strongest; of two modes, options first."""
    if len(strength) <= MOST_KNOTS:
        return list(range(len(strength)))
    first = len(found.rows)
    chosen: list[int] = []
    if found.two_mode:
        options = np.argsort(-strength[first:], kind="stable")[: MOST_KNOTS // 3] + first
        chosen = options.tolist()
    actors = np.argsort(-strength[:first], kind="stable")[: MOST_KNOTS - len(chosen)]
    return sorted([*actors.tolist(), *chosen])


def _knot(found: Network, number: int, strength: float, camps: Camps, how: Drawing) -> Knot:
    node = found.nodes[number]
    camp = camps.of.get(node.id)
    said = (
        f"{node.name}, {node.kind}" + (f", coalition {camp}" if camp is not None else "") + f": {strength:.3g} in all"
    )
    href = how.node_href(node.kind, node.id) if how.node_href else None
    return Knot(node.id, node.name, node.kind, strength, camp, href, said)


def _tie(
    found: Network, ends: tuple[int, int], weight: float, how: Drawing, place: Mapping[int, int], shift: int
) -> Tie:
    one, two = found.rows[ends[0]], found.columns[ends[1]]
    behind = len(found.behind.ids(*ends))
    said = f"{one.name} – {two.name}: {weight:.3g}, {counted(behind, 'position')}"
    href = how.tie_href(one.id, two.id) if how.tie_href else None
    return Tie(place[ends[0]], place[ends[1] + shift], weight, said, href, behind)


def _left_out(found: Network, nodes: tuple[int, int], ties: tuple[int, int]) -> Iterator[str]:
    kept, alone = nodes
    if alone:
        yield f"Without a tie and not drawn: {counted(alone, 'node')}."
    if kept + alone < len(found.nodes):
        yield f"Drawn are the {kept} of {len(found.nodes):,} nodes with the strongest ties."
    if ties[1] < ties[0]:
        yield f"Of {ties[0]:,} ties between them the {ties[1]} strongest are drawn."


def _title(found: Network) -> str:
    period = f", {date_words(found.period)}" if found.period is not None else ""
    how = "" if found.asked.normalise is Normalise.NO else f" ({found.asked.normalise})"
    ties = "support less opposition" if found.two_mode and found.asked.weight is Weight.SUBTRACT else None
    return f"{_TITLES[found.asked.mode]} by {ties or _OF_TIES[found.asked.weight]}{how}{period}"


def _words(found: Network) -> tuple[str, str]:
    if found.asked.weight is not Weight.SUBTRACT:
        return (_OF_TIES[found.asked.weight], "")
    return ("for", "against") if found.two_mode else ("more agreement", "more conflict")


def tie_table(web: Web) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The drawn ties in the order of their numbers, for a table under a picture."""
    names = [knot.name for knot in web.knots]
    rows = ((names[tie.source], names[tie.target], f"{tie.weight:.3g}", str(tie.count)) for tie in web.ties)
    return ("from", "to", "weight", "positions"), tuple(rows)
