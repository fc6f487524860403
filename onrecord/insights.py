"""What the networks of a record tell, as tables: coalitions, polarisation, brokers, places, and trust in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.networking import Counting
    from onrecord.networks import Network, NetworkOptions
    from onrecord.networks.insight import Broker, Centrality, Coalitions, Draws, Member, Trust
    from onrecord.types import DateInterval

Cell = str | int | float | None

# Above a half a silhouette shows a reasonable structure (Kaufman and Rousseeuw 1990).
_CLEAR = 0.5


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: headings, rows, and what it means in a sentence or two."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a measure may be told; each takes what concerns it. ``rounds`` of 0 draws nothing, None the usual number."""

    method: str = "leiden"
    resolution: float = 1.0
    count: int | None = None
    over: str = "articles"
    rounds: int | None = None
    loss: str = "spectral"
    penalty: float = 0.5
    distance: str = "difference"
    dimensions: int = 1
    anchor: str | None = None
    seed: int = 0


def insight(measure: str, held: Counting, asked: NetworkOptions, wishes: Wishes | None = None) -> Table:
    """One of ``MEASURES`` on the network of actors that is asked for; raises OnrecordError where it has no sense."""
    from onrecord.networks import Mode

    if measure not in MEASURES:
        raise OnrecordError(f"There is no measure {measure!r}; there are {', '.join(MEASURES)}.")
    return MEASURES[measure](held, replace(asked, mode=Mode.ACTORS), wishes or Wishes())


def _coalitions(held: Counting, asked: NetworkOptions, wishes: Wishes) -> Table:
    from onrecord.networks import networks
    from onrecord.networks.insight import Method, coalitions, coalitions_over_time, trust_sentence

    method = Method(wishes.method)
    if asked.windows is None:
        network = _network(held, asked)
        found = coalitions(network, method, seed=wishes.seed, resolution=wishes.resolution, count=wishes.count)
        return Table(_MEMBERS, tuple(_members(network, found)), _told(network, found, trust_sentence(network)))
    listed = list(networks(held.columns, asked, held.known))
    moments = coalitions_over_time(listed, method, seed=wishes.seed, resolution=wishes.resolution)
    rows = tuple(
        (*_days(network.period), *row)
        for network, found in zip(listed, moments, strict=True)
        for row in _members(network, found)
    )
    most = max((len(found.coalitions) for found in moments), default=0)
    sentence = f"{len(moments)} windows with up to {most} coalitions; one that goes on keeps its number."
    return Table((*_PERIOD, *_MEMBERS), rows, sentence)


_PERIOD = ("since", "until")
_MEMBERS = ("coalition", "id", "name", "kind", "within", "outside", "hold", "place")


def _members(network: Network, found: Coalitions) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for one in found.coalitions:
        for member in one.members:
            place = "core" if member.id in one.core else "edge" if member.id in one.edge else ""
            rows.append((one.number, *_node(member), member.within, member.outside, member.hold, place))
    alone = set(found.alone)
    rows += [
        (None, node.id, node.name, node.kind, None, None, None, "alone") for node in network.rows if node.id in alone
    ]
    return rows


def _node(one: Broker | Centrality | Member) -> tuple[str, str, str]:
    return one.id, one.name, one.kind


def _told(network: Network, found: Coalitions, basis: str) -> str:
    if found.modularity is None:
        return basis
    count = len(found.coalitions)
    what = "one coalition" if count == 1 else f"{count} coalitions"
    return f"{what.capitalize()} by {found.by}, modularity {found.modularity:.2f}. {basis}"


def _methods(held: Counting, asked: NetworkOptions, wishes: Wishes) -> Table:
    from onrecord.networks.insight import methods_agree

    network = _network(held, asked)
    found = methods_agree(network, seed=wishes.seed)
    columns = [*found.found, found.consensus]
    rows = tuple((node.id, node.name, *(one.of.get(node.id) for one in columns)) for node in network.rows)
    pairs = "; ".join(
        f"{one} and {other}: Rand {rand:.2f}, information {shared:.2f}" for one, other, rand, shared in found.pairs
    )
    sentence = (
        f"How far the methods agree, 1 for the same: {pairs}."
        if pairs
        else "One method alone has nothing to agree with."
    )
    return Table(("id", "name", *(one.by for one in columns)), rows, " ".join((sentence, *found.left_out)))


def _polarisation(held: Counting, asked: NetworkOptions, wishes: Wishes) -> Table:
    from onrecord.networks.insight import MEASURES as NAMES
    from onrecord.networks.insight import polarisation_over_time

    rounds = wishes.rounds or 0
    found = polarisation_over_time(held.columns, asked, held.known, seed=wishes.seed, rounds=rounds)
    headings = [*_PERIOD, "positions", "actors", *NAMES]
    if rounds:
        headings += [f"{name} {end}" for name in NAMES for end in ("low", "high")]
    rows = []
    for one in found:
        values: list[Cell] = [*_days(one.period), one.counted, one.actors, *(getattr(one, name) for name in NAMES)]
        if rounds:
            values += [value for name in NAMES for value in one.bands.get(name, (None, None))]
        rows.append(tuple(values))
    most = found[0].options[0] if len(found) == 1 and found[0].options else None
    divides = f" {held.known.options.get(most.option, most.option)} divides most ({most.spread:.2f})." if most else ""
    return Table(tuple(headings), tuple(rows), _MEASURED + divides)


_MEASURED = (
    "Modularity: how far agreement falls into coalitions. Outward: from -1, all agreement inside them, to 1. "
    "Bipolarity: how far the debate is two equal camps, 0 to 1. Spread: how far stances lie at both ends, 0 to 1. "
    "Few actors make all of them high by chance."
)


def _centrality(held: Counting, asked: NetworkOptions, wishes: Wishes) -> Table:
    from onrecord.networks.insight import centralities, trust_sentence

    network = _network(held, asked)
    names = ("degree", "strength", "betweenness", "closeness", "eigenvector")
    rows = tuple((*_node(one), *(getattr(one, name) for name in names)) for one in centralities(network))
    return Table(("id", "name", "kind", *names), rows, trust_sentence(network))


def _brokers(held: Counting, asked: NetworkOptions, wishes: Wishes) -> Table:
    from onrecord.networks.insight import Method, brokers, coalitions

    network = _network(held, asked)
    found = coalitions(
        network, Method(wishes.method), seed=wishes.seed, resolution=wishes.resolution, count=wishes.count
    )
    names = ("coalition", "coordinator", "itinerant", "gatekeeper", "liaison", "total", "across")
    listed = brokers(network, found)
    rows = tuple((*_node(one), *(getattr(one, name) for name in names)) for one in listed)
    first = listed[0] if listed and listed[0].across else None
    sentence = (
        f"{first.name} links most pairs of different coalitions ({first.across})."
        if first
        else "Nobody links two coalitions that are not linked anyway."
    )
    return Table(("id", "name", "kind", *names), rows, sentence)


def _backbone(held: Counting, asked: NetworkOptions, wishes: Wishes) -> Table:
    from onrecord.networks.insight import Loss, backbone

    found = backbone(held.columns, asked, held.known, loss=Loss(wishes.loss), penalty=wishes.penalty, seed=wishes.seed)
    kept = set(found.kept)
    rows = tuple(
        (place, one.option, one.name, one.loss, "backbone" if one.option in kept else "redundant")
        for place, one in enumerate(found.order, 1)
    )
    if not rows:
        return Table(
            ("removed", "id", "name", "loss", "part"), (), "Nobody speaks of any option: there is no backbone."
        )
    how = "every choice was tried" if found.exact else "by simulated annealing"
    sentence = f"{len(found.kept)} of {len(rows)} options keep {1 - found.loss:.0%} of the structure ({how})."
    return Table(("removed", "id", "name", "loss", "part"), rows, sentence)


def _phases(held: Counting, asked: NetworkOptions, wishes: Wishes) -> Table:
    from onrecord.networks import networks
    from onrecord.networks.insight import Distance, phases

    if asked.windows is None:
        raise OnrecordError("Phases are found in windows: say how long with --window months --size 3, for example.")
    found = phases(networks(held.columns, asked, held.known), distance=Distance(wishes.distance), count=wishes.count)
    rows = tuple(
        (*_days(period), state, "new" if place in found.changes else "")
        for place, (period, state) in enumerate(zip(found.windows, found.states, strict=True))
    )
    states = len(set(found.states))
    if states < 2:
        return Table((*_PERIOD, "state", "change"), rows, "One state: no window differs from the others.")
    clear = found.silhouette or 0.0
    how = "they differ clearly" if clear > _CLEAR else "they run into one another, so take them with care"
    changes = "1 change" if len(found.changes) == 1 else f"{len(found.changes)} changes"
    sentence = f"{states} states, {changes}; silhouette {clear:.2f}: {how}."
    return Table((*_PERIOD, "state", "change"), rows, sentence)


def _scaling(held: Counting, asked: NetworkOptions, wishes: Wishes) -> Table:
    from onrecord.networks.insight import scaling

    found = scaling(held.columns, asked, held.known, dimensions=wishes.dimensions, anchor=wishes.anchor)
    axes = ("x", "y")[: wishes.dimensions]
    headings = ("what", "id", "name", *axes, *(f"{axis} error" for axis in axes), "positions")
    rows: list[tuple[Cell, ...]] = [
        ("actor", one.id, one.name, *one.place, *one.error, one.counted) for one in found.actors
    ]
    rows += [("option", one.id, one.name, *one.slope, *(None for _ in axes), None) for one in found.options]
    if not found.actors:
        return Table(headings, (), "Nobody has a position with a side: there is nothing to place.")
    sharp = found.options[0].name
    sentence = f"Places in standard deviations; for options the slope. {sharp} tells actors apart best."
    if found.left_out:
        sentence += f" {len(found.left_out)} without a side are left out."
    if not found.settled:
        sentence += " The estimate did not come to rest: take it with care."
    return Table(headings, tuple(rows), sentence)


def _trust(held: Counting, asked: NetworkOptions, wishes: Wishes) -> Table:
    from onrecord.networks.insight import Over, trust, trust_sentence

    network = _network(held, asked)
    found = trust(held.columns, asked, held.known, over=Over(wishes.over), draws=_draws(wishes))
    return Table(_TIES, _edges(network, found), trust_sentence(network, found))


_TIES = ("source", "source name", "target", "target name", "weight", "low", "high", "there")


def _edges(network: Network, found: Trust) -> tuple[tuple[Cell, ...], ...]:
    names = {node.id: node.name for node in network.rows}
    return tuple(
        (one.source, names[one.source], one.target, names[one.target], one.weight, one.low, one.high, one.there)
        for one in found.edges
    )


def _errors(held: Counting, asked: NetworkOptions, wishes: Wishes) -> Table:
    from onrecord.networks.insight import measured, propagated, trust_sentence

    rows: list[tuple[Cell, ...]] = []
    last = None
    for stage, errors in measured().by_stage().items():
        last = propagated(held.columns, asked, held.known, errors=errors, draws=_draws(wishes))
        shares = list(last.groups.values())
        rows.append((stage, last.agreement, min(shares, default=None), max(shares, default=None)))
    headings = ("errors", "agreement of coalitions", "least that comes back", "most")
    return Table(headings, tuple(rows), trust_sentence(_network(held, asked), last, measured()))


def _draws(wishes: Wishes) -> Draws:
    from onrecord.networks.insight import Draws, Method

    made = Draws(seed=wishes.seed, method=Method(wishes.method))
    return made if wishes.rounds is None else replace(made, rounds=wishes.rounds)


def _network(held: Counting, asked: NetworkOptions) -> Network:
    from onrecord.networks import network

    if asked.windows is not None:
        raise OnrecordError("This measure is of one network: give a period (--since, --until) instead of --window.")
    return network(held.columns, asked, held.known)


def _days(period: DateInterval | None) -> tuple[str | None, str | None]:
    return (None, None) if period is None else (period.first.isoformat(), period.last.isoformat())


_Measure = Callable[["Counting", "NetworkOptions", Wishes], Table]
MEASURES: dict[str, _Measure] = {
    "coalitions": _coalitions,
    "methods": _methods,
    "polarisation": _polarisation,
    "centrality": _centrality,
    "brokers": _brokers,
    "backbone": _backbone,
    "phases": _phases,
    "scaling": _scaling,
    "trust": _trust,
    "errors": _errors,
}


def comparison(
    one: Counting, other: Counting, asked: NetworkOptions, sizes: Sequence[int | None] | None = None
) -> Table:
    """How near the networks of one record come to those of another, say one that people coded by hand."""
    from onrecord.networks.insight import Side, compare, validity_sentence
    from onrecord.networks.insight.validity import SIZES

    first, second = (Side(held.columns, held.known) for held in (one, other))
    found = compare(first, second, asked, sizes=SIZES if sizes is None else sizes)
    names = ("windows", "precision", "recall", "f1", "correlation", "chance", "coalitions")
    rows = tuple(
        ("whole" if line.months is None else line.months, *(getattr(line, name) for name in names))
        for line in found.by_window
    )
    met = found.coverage
    known = (
        f"Of the second record's {met.actors} actors the first one knows {met.actors_met}, of its {met.options} "
        f"options {met.options_met}."
    )
    if met.actor_positions is not None:
        known += f" Those actors have {met.actor_positions:.0%} of its positions."
    if found.articles:
        known += f" Compared in the {found.articles} articles that both have."
    return Table(("months", *names), rows, f"{known} {validity_sentence(found)}")
