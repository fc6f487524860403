"""An article: its text as it was, and all that was found in it, with what people made of that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from markupsafe import Markup
from starlette.responses import Response

from onrecord.record.accounts import Role
from onrecord.record.naming import actors_called
from onrecord.record.reviews import Reviews
from onrecord.record.stories import Stories
from onrecord.record.values import ClaimView, State, StatementView
from onrecord.types import Actor, Article, Option, Position, Relation, ReportedShift, Statement
from onrecord.web.desk import AtDesk, Desk
from onrecord.web.highlighting import Highlight, Layer, marked_text, spans_as
from onrecord.web.refusals import not_found

router = APIRouter()

# The layers that are shown where the address does not say which.
_SHOWN = (Layer.EVIDENCE, Layer.REASON, Layer.CONDITION, Layer.CONTENT, Layer.SOURCE, Layer.CUE)
LAYER_WORDS: Mapping[Layer, str] = {
    Layer.EVIDENCE: "Positions",
    Layer.REASON: "Reasons",
    Layer.CONDITION: "Conditions",
    Layer.CONTENT: "Statements",
    Layer.SOURCE: "Sources",
    Layer.CUE: "Cues",
    Layer.SUGGESTED: "Unsure ones",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A place in the list beside the text: a statement with the positions that rest on it, or such positions alone."""

    statement: StatementView | None
    positions: tuple[ClaimView, ...]
    begin: int


@dataclass(frozen=True, slots=True)
class Page:
    """What the page shows."""

    article: Article
    text: Markup
    items: tuple[Item, ...]
    relations: tuple[Relation, ...]
    shifts: tuple[ReportedShift, ...]
    actors: Mapping[str, Actor]
    options: Mapping[str, Option]
    layers: tuple[tuple[Layer, str, bool, int], ...]  # layer, word, shown, how many claims have it
    counts: tuple[int, int]  # statements, positions
    may_review: bool
    is_read: bool
    also: tuple[Article, ...] = ()  # those that carry the same copy, the earliest first

    def name(self, actor: str | None) -> str:
        """What an actor is called; an id that nobody knows is its own name."""
        if actor is None:
            return "unnamed"
        known = self.actors.get(actor)
        return known.name if known else actor

    def label(self, option: str) -> str:
        """What an option is called."""
        known = self.options.get(option)
        return known.label if known else option


@router.get("/articles/{article_id}")
def show(desk: AtDesk, article_id: str, layers: Annotated[str | None, Query(max_length=200)] = None) -> Response:
    """The article; ``layers`` names what is highlighted, separated by commas."""
    return desk.render("article.html", page_of(desk, article_id, layers), places=places)


def page_of(desk: Desk, article_id: str, layers: str | None) -> Page:
    """All that the page of an article shows."""
    record = desk.record
    with record.reading():  # nothing changes between the questions
        article = record.article(article_id)
        if article is None:
            raise not_found("article", article_id)
        reviews = Reviews(record)
        claims = reviews.of_article(article_id)
        said = reviews.statements_of_article(article_id)
        relations = record.relations(article_id=article_id)
        shifts = record.shifts(article_id=article_id)
        codebook = record.current_codebook()
        try:
            blocks = record.material(article_id).reading.blocks
            is_read = True
        except KeyError:
            blocks, is_read = (), False
        story = Stories(record).of(article_id)
        actors = actors_called(record, _named(claims, said, relations) | {shift.actor for shift in shifts})
    highlights = [*_of_positions(claims), *_of_statements(said)]
    return Page(
        article=article,
        text=marked_text(article.text, blocks, highlights),
        items=_items(claims, said),
        relations=relations,
        shifts=shifts,
        actors=actors,
        options={option.id: option for option in (codebook.options if codebook else ())},
        layers=_layers(highlights, layers),
        counts=(sum(not _is_out(one) for one in said), sum(not one.suggested and not _is_out(one) for one in claims)),
        may_review=desk.person.may(Role.REVIEWER),
        is_read=is_read,
        also=tuple(one.article for one in story.carried if one.article.id != article_id) if story else (),
    )


def _is_out(view: ClaimView | StatementView) -> bool:
    return view.state is State.REJECTED


def _of_positions(claims: Iterable[ClaimView]) -> Iterator[Highlight]:
    for view in claims:
        if _is_out(view):
            continue
        claim, word = view.claim, f"position-{view.id}"
        if view.suggested and view.state is None:
            yield Highlight(claim.evidence, Layer.SUGGESTED, word)
            continue
        yield Highlight(claim.evidence, Layer.EVIDENCE, word)
        yield from spans_as(claim.reason.spans if claim.reason else (), Layer.REASON, word)
        yield from spans_as(claim.condition.spans if claim.condition else (), Layer.CONDITION, word)


def _of_statements(said: Iterable[StatementView]) -> Iterator[Highlight]:
    for view in said:
        if _is_out(view):
            continue
        claim, word = view.claim, f"statement-{view.id}"
        yield from spans_as(claim.content, Layer.CONTENT, word)
        yield from spans_as(claim.source, Layer.SOURCE, word)
        yield from spans_as(claim.cue, Layer.CUE, word)


def _items(claims: Iterable[ClaimView], said: Iterable[StatementView]) -> tuple[Item, ...]:
    """In reading order: positions stand below the statement that they rest on, where it is there."""
    held = {identifier: view for view in said for identifier in (view.id, *(one.id for one in view.machine))}
    below: dict[str, list[ClaimView]] = {view.id: [] for view in held.values()}
    alone: list[ClaimView] = []
    for view in claims:
        statement = held.get(view.claim.statement or "")
        (below[statement.id] if statement is not None else alone).append(view)
    unique = {view.id: view for view in held.values()}
    items = [Item(view, tuple(sorted(below[name], key=_place)), _begin(view)) for name, view in unique.items()]
    items += [Item(None, (view,), view.claim.evidence.begin) for view in alone]
    return tuple(sorted(items, key=lambda item: item.begin))


def _place(view: ClaimView) -> tuple[int, int, str]:
    return view.claim.evidence.begin, view.claim.evidence.end, view.id


def _begin(view: StatementView) -> int:
    claim = view.claim
    return min((span.begin for span in claim.content or claim.cue or claim.source), default=0)


def _named(claims: Iterable[ClaimView], said: Iterable[StatementView], relations: Iterable[Relation]) -> set[str]:
    """The ids of all actors that the page names."""
    named: set[str | None] = set()
    for view in claims:
        for position in (view.claim, *view.machine):
            named.update((position.actor, position.by, position.via, position.addressee))
    for one in said:
        named.add(one.claim.actor)
    for relation in relations:
        named.update((relation.actor, relation.toward))
    return {one for one in named if one}


def _layers(highlights: Iterable[Highlight], asked: str | None) -> tuple[tuple[Layer, str, bool, int], ...]:
    wanted = set(asked.split(",")) if asked is not None else {layer.value for layer in _SHOWN}
    claims: dict[Layer, set[str]] = {layer: set() for layer in Layer}
    for item in highlights:
        claims[item.layer].add(item.claim)
    return tuple((layer, LAYER_WORDS[layer], layer.value in wanted, len(claims[layer])) for layer in Layer)


def spans_text(spans: Iterable[tuple[int, int]]) -> str:
    """Places as "3-9 12-20", for the scripts of the page."""
    return " ".join(f"{begin}-{end}" for begin, end in spans)


def places(claim: Position | Statement) -> Mapping[str, str]:
    """The places of a claim by their part, in code points, as the page's elements carry them."""
    if isinstance(claim, Position):
        return {
            "evidence": spans_text([(claim.evidence.begin, claim.evidence.end)]),
            "reason": spans_text((s.begin, s.end) for s in (claim.reason.spans if claim.reason else ())),
            "condition": spans_text((s.begin, s.end) for s in (claim.condition.spans if claim.condition else ())),
        }
    return {
        part: spans_text((s.begin, s.end) for s in spans)
        for part, spans in (("content", claim.content), ("source", claim.source), ("cue", claim.cue))
    }
