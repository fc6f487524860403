"""The grid of the map: which columns and rows, in which order, and what stands in each cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from onrecord.networks import Backing, Strength, backing, home
from onrecord.types import (
    Actor,
    ActorKind,
    ConditionKind,
    DateInterval,
    Option,
    Position,
    Scope,
    Stance,
    Stand,
    Tense,
    Voice,
)
from onrecord.web.camps import camp_scores


@dataclass(frozen=True, slots=True)
class Mark:
    """One answer in a cell, with what it rests on; equal answers in both scopes are one mark."""

    stance: Stance
    scopes: tuple[Scope, ...]
    voice: Voice
    strings: tuple[ConditionKind, ...]
    backing: Backing
    date: DateInterval | None

    @property
    def derived(self) -> bool:
        """Whether nobody said it in so many words."""
        return self.backing.derived

    @property
    def count(self) -> int:
        """How many passages say it."""
        return self.backing.positions

    @property
    def articles(self) -> int:
        """In how many articles they stand."""
        return self.backing.articles

    @property
    def unsure(self) -> bool:
        """Whether no passage is likelier than not to say it."""
        return self.backing.unsure

    @property
    def weak(self) -> bool:
        """Whether it rests on one weak line."""
        return self.backing.strength is Strength.WEAK

    @property
    def firm(self) -> bool:
        """Whether it rests on many passages in the actor's own words."""
        return self.backing.strength is Strength.FIRM

    @property
    def disputed(self) -> bool:
        """Whether a passage on the other side still counts."""
        return self.backing.disputed


@dataclass(frozen=True, slots=True)
class Cell:
    """What one actor holds on one option; ``positions`` the deciding ones first, former ones last."""

    actor: str
    option: str
    marks: tuple[Mark, ...]
    positions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An actor with its answers; ``depth`` is 1 for who is listed under a body."""

    actor: str
    depth: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Block:
    """A body and the actors that are listed under it; its own row comes first, with no cells where it is silent."""

    body: str
    rows: tuple[Row, ...]
    answers: Mapping[str, float]
    camp: float


@dataclass(frozen=True, slots=True)
class Column:
    """An option as a column of the map, with how many actors stand where."""

    option: Option
    parent: Option | None
    tally: Mapping[Stance, int]


@dataclass(frozen=True, slots=True)
class IssueMap:
    """The map of one issue."""

    issue: str
    columns: tuple[Column, ...]
    blocks: tuple[Block, ...]


Grid = Mapping[str, Mapping[str, Cell]]
Weighing = Callable[[Sequence[Position]], Backing]


def arrange(
    options: Sequence[Option],
    held: Sequence[Stand],
    positions: Sequence[Position],
    actors: Mapping[str, Actor],
    *,
    weighing: Weighing = backing,
) -> tuple[IssueMap, ...]:
    """One map per issue, in the order of the codebook; ``weighing`` tells what the positions of a stand come to."""
    by_id = {option.id: option for option in options}
    grid = _grid(held, positions, weighing)
    return tuple(
        _issue_map(issue, tuple(_families(o for o in options if o.issue == issue)), by_id, grid, actors)
        for issue in dict.fromkeys(option.issue for option in options)
    )


def _issue_map(
    issue: str, options: Sequence[Option], by_id: Mapping[str, Option], grid: Grid, actors: Mapping[str, Actor]
) -> IssueMap:
    ids = {option.id for option in options}
    rows = {
        actor: {option: cell for option, cell in cells.items() if option in ids}
        for actor, cells in grid.items()
        if any(option in ids for option in cells)
    }
    columns = tuple(Column(o, by_id.get(o.parent) if o.parent else None, _tally(o.id, rows)) for o in options)
    return IssueMap(issue, columns, _blocks(rows, actors))


def _families(options: Iterable[Option]) -> Iterator[Option]:
    """Every option followed by its parts."""
    known = list(options)
    ids = {option.id for option in known}
    told: set[str] = set()

    def family(option: Option) -> Iterator[Option]:
        if option.id not in told:
            told.add(option.id)
            yield option
            for part in known:
                if part.parent == option.id:
                    yield from family(part)

    for option in known:
        if option.parent is None or option.parent not in ids:
            yield from family(option)
    for option in known:  # what hangs in a circle of parents has no first
        yield from family(option)


def _grid(held: Sequence[Stand], positions: Sequence[Position], weighing: Weighing) -> Grid:
    by_id = {position.id: position for position in positions}
    groups: dict[tuple[str, str], list[Stand]] = {}
    for stand in held:
        groups.setdefault((stand.actor, stand.option), []).append(stand)
    former: dict[tuple[str, str], list[str]] = {}
    for position in positions:
        if position.tense is Tense.FORMER:
            former.setdefault((position.actor, position.option), []).append(position.id)
    grid: dict[str, dict[str, Cell]] = {}
    for (actor, option), group in groups.items():
        ids = [identifier for stand in group for identifier in stand.positions]
        cell = Cell(actor, option, _marks(group, by_id, weighing), (*ids, *former.get((actor, option), ())))
        grid.setdefault(actor, {})[option] = cell
    return grid


def _marks(group: Sequence[Stand], by_id: Mapping[str, Position], weighing: Weighing) -> tuple[Mark, ...]:
    coded = [stand for stand in group if not by_id[stand.positions[0]].derived] or group
    same: dict[Stance, list[Stand]] = {}
    for stand in sorted(coded, key=lambda stand: stand.scope is Scope.OWN):
        same.setdefault(stand.stance, []).append(stand)
    return tuple(_mark(stands, by_id, weighing) for stands in same.values())


def _mark(stands: Sequence[Stand], by_id: Mapping[str, Position], weighing: Weighing) -> Mark:
    deciding = by_id[stands[0].positions[0]]
    strings = (by_id[stand.positions[0]].condition for stand in stands)
    return Mark(
        stance=deciding.stance,
        scopes=tuple(stand.scope for stand in stands),
        voice=deciding.voice,
        strings=tuple(dict.fromkeys(condition.kind for condition in strings if condition)),
        backing=weighing([by_id[identifier] for stand in stands for identifier in stand.positions]),
        date=deciding.date,
    )


def _tally(option: str, rows: Grid) -> dict[Stance, int]:
    """How many actors give each answer; who answers differently for their own means counts with the general answer."""
    tally = dict.fromkeys(Stance, 0)
    for cells in rows.values():
        if option in cells:
            tally[cells[option].marks[0].stance] += 1
    return tally


def _blocks(rows: Grid, actors: Mapping[str, Actor]) -> tuple[Block, ...]:
    bodies: dict[str, list[str]] = {}
    for actor in rows:
        bodies.setdefault(home(actor, actors), []).append(actor)
    answers = {body: _answers([rows[actor] for actor in members]) for body, members in bodies.items()}
    scores = dict(zip(bodies, camp_scores([answers[body] for body in bodies]), strict=True))
    blocks = (
        Block(body, _rows(body, members, rows, actors), answers[body], scores[body]) for body, members in bodies.items()
    )
    return tuple(sorted(blocks, key=lambda block: (-block.camp, -len(block.answers), _name(block.body, actors))))


def _answers(cells: Sequence[Mapping[str, Cell]]) -> dict[str, float]:
    values: dict[str, list[float]] = {}
    for row in cells:
        for option, cell in row.items():
            values.setdefault(option, []).append(fmean(mark.stance.value_on_scale for mark in cell.marks))
    return {option: fmean(found) for option, found in values.items()}


def _rows(body: str, members: Sequence[str], rows: Grid, actors: Mapping[str, Actor]) -> tuple[Row, ...]:
    listed = [actor for actor in members if actor != body]
    if not listed:
        return (Row(body, 0, rows[body]),)
    places = dict(zip(listed, camp_scores([_answers([rows[actor]]) for actor in listed]), strict=True))

    def order(actor: str) -> tuple[bool, float, str]:
        known = actors.get(actor)
        return known is not None and known.kind is ActorKind.PERSON, -places[actor], _name(actor, actors)

    under = tuple(Row(actor, 1, rows[actor]) for actor in sorted(listed, key=order))
    return (Row(body, 0, rows.get(body, {})), *under)


def _name(actor: str, actors: Mapping[str, Actor]) -> str:
    return actors[actor].name if actor in actors else actor
