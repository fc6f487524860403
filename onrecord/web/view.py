"""What the faces show, computed once: the map of actors and options with everything behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from onrecord.networks import Count, Level, backing, counts_for, derive, lift, shifts, splits, stands
from onrecord.types import (
    Actor,
    Article,
    Codebook,
    DateInterval,
    Failure,
    Option,
    Position,
    Relation,
    ReportedShift,
    Shift,
    Split,
    Stand,
    Statement,
)
from onrecord.web.grid import Cell, IssueMap, arrange


@dataclass(frozen=True, slots=True)
class Material:
    """Everything of a record that a map is made of; positions as coded, ``told`` the stories of articles by id."""

    articles: tuple[Article, ...]
    actors: tuple[Actor, ...]
    codebook: Codebook
    positions: tuple[Position, ...]
    statements: tuple[Statement, ...] = ()
    relations: tuple[Relation, ...] = ()
    reported: tuple[ReportedShift, ...] = ()
    failures: tuple[Failure, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Window:
    """How the map is to be read: at which level, of which issue, since when, and what counts once."""

    level: Level = Level.CODED
    issue: str | None = None
    since: date | None = None
    count: Count = Count.UTTERANCES


@dataclass(frozen=True, slots=True)
class MapView:
    """All that a face needs, with lookups by id.

    ``holders`` gives who a position was coded for before lifting; ``earlier`` has the positions from before the window
    that a shift within the window sets out from.
    """

    title: str
    level: Level
    period: DateInterval | None
    maps: tuple[IssueMap, ...]
    articles: Mapping[str, Article]
    actors: Mapping[str, Actor]
    options: Mapping[str, Option]
    positions: Mapping[str, Position]
    earlier: Mapping[str, Position]
    holders: Mapping[str, str]
    statements: tuple[Statement, ...]
    relations: tuple[Relation, ...]
    shifts: tuple[Shift, ...]
    splits: tuple[Split, ...]
    reported: Mapping[str, ReportedShift]
    failures: tuple[Failure, ...]
    stands: tuple[Stand, ...]

    def name(self, actor: str | None) -> str:
        """The name of an actor; an id without an actor is its own name."""
        if actor is None:
            return "unnamed"
        known = self.actors.get(actor)
        return known.name if known else actor

    def body(self, actor: str) -> str | None:
        """The body for which an actor counts at the level of the map, where that is somebody else."""
        body = counts_for(actor, self.actors, self.level)
        return body if body != actor else None

    def behind(self, identifier: str) -> Position | ReportedShift | None:
        """What a shift or split rests on, by its id."""
        return self.positions.get(identifier) or self.earlier.get(identifier) or self.reported.get(identifier)

    def cells(self) -> tuple[Cell, ...]:
        """Every cell, map by map and row by row."""
        return tuple(
            row.cells[column.option.id]
            for issue in self.maps
            for block in issue.blocks
            for row in block.rows
            for column in issue.columns
            if column.option.id in row.cells
        )


def _once(material: Material, count: Count) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Under what positions count once: by their statements, and by their articles."""
    if count is Count.STATEMENTS:
        return {}, {}
    if count is Count.ARTICLES:
        return {}, {article.id: article.id for article in material.articles}
    said = {s.id: s.utterance for s in material.statements if s.utterance is not None}
    return said, material.told


def build_view(material: Material, window: Window | None = None) -> MapView:
    """Compute the view of a record: derived positions, lifting, stands, shifts, splits, and the order of the rows."""
    asked = window or Window()
    options = {o.id: o for o in material.codebook.options if asked.issue is None or o.issue == asked.issue}
    actors = {actor.id: actor for actor in material.actors}
    articles = {
        a.id: a for a in sorted(material.articles, key=lambda a: (a.published or date.max, a.outlet or "", a.id))
    }
    ever = tuple(p for p in material.positions if p.option in options)
    coded = tuple(p for p in ever if _within(p.date, asked.since))
    every = derive(coded, material.codebook)
    lifted = lift(every, actors, asked.level)
    held = stands(lifted)
    reported = tuple(r for r in material.reported if _on_issue(r, options, asked))
    # What changed in the window may have been otherwise before it.
    moved = tuple(s for s in shifts(ever, reported) if _within(s.date, asked.since))
    holders = _holders(every, lifted)
    said, told = _once(material, asked.count)
    weighing = partial(backing, utterances=said, told=told, holders=holders)
    issues = tuple(dict.fromkeys(option.issue for option in options.values()))
    return MapView(
        title=" · ".join(issues) if issues else "Who stands where",
        level=asked.level,
        period=_period(tuple(articles.values())),
        maps=arrange(tuple(options.values()), held, lifted, actors, weighing=weighing),
        articles=articles,
        actors=actors,
        options=options,
        positions={p.id: p for p in (*every, *lifted)},
        earlier=_earlier(moved, ever, coded),
        holders=holders,
        statements=_in_order(material.statements, articles, asked.since),
        relations=tuple(r for r in material.relations if _within(r.date, asked.since)),
        shifts=moved,
        splits=splits(every, actors),
        reported={r.id: r for r in reported},
        failures=material.failures,
        stands=held,
    )


def _earlier(moved: Sequence[Shift], ever: Sequence[Position], coded: Sequence[Position]) -> dict[str, Position]:
    named = {identifier for shift in moved for identifier in shift.positions}
    return {p.id: p for p in ever if p.id in named} if len(coded) < len(ever) else {}


def _within(day: DateInterval | None, since: date | None) -> bool:
    """Whether a date lies in the window; undated claims never enter a dated one."""
    return since is None or (day is not None and day.last >= since)


def _on_issue(change: ReportedShift, options: Mapping[str, Option], asked: Window) -> bool:
    return change.option in options or (change.option is None and asked.issue is None)


def _period(articles: Sequence[Article]) -> DateInterval | None:
    days = [article.published for article in articles if article.published is not None]
    return DateInterval(min(days), max(days)) if days else None


def _holders(every: Sequence[Position], lifted: Sequence[Position]) -> dict[str, str]:
    coded_for = {position.id: position.actor for position in every}
    return {p.id: coded_for.get(p.id, coded_for.get(p.id.rpartition(">")[0], p.actor)) for p in (*every, *lifted)}


def _in_order(
    statements: Sequence[Statement], articles: Mapping[str, Article], since: date | None
) -> tuple[Statement, ...]:
    rank = {identifier: place for place, identifier in enumerate(articles)}

    def day(statement: Statement) -> DateInterval | None:
        published = articles[statement.article].published
        return statement.said_on or (DateInterval(published, published) if published else None)

    kept = [s for s in statements if s.article in articles and _within(day(s), since)]
    return tuple(sorted(kept, key=lambda s: (rank[s.article], s.content[0].begin if s.content else 0)))
