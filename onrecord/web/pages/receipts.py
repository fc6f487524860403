"""Lines with their receipts: what pages show of a position, a statement or an article and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from onrecord.record import Record
from onrecord.record.wanted import ArticleLine, Found, Hit, Snippet
from onrecord.types import (
    ConditionKind,
    Position,
    Relation,
    Scope,
    Span,
    Stance,
    Statement,
    Tense,
    Voice,
)
from onrecord.web.board import Board
from onrecord.web.wording import VOICE_WORDS, date_words, derivation, short_origin

# As much of the article before and after the words is shown as makes two lines of the panel.
_AROUND = 180

Pieces = tuple[tuple[str, bool], ...]

STATE_WORDS = {
    "accepted": "checked: right",
    "changed": "corrected",
    "added": "added by a person",
    "rejected": "checked: wrong",
    "unsure": "a reviewer is unsure",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where words stand: the article, its name, outlet and day, and the address of the place."""

    article: str
    name: str
    outlet: str | None
    day: str
    href: str


@dataclass(frozen=True, slots=True)
class Named:
    """An actor or option with its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """A position with the words that it rests on; ``pieces`` are these words, marked where they were looked for."""

    id: str
    actor: Named
    option: Named
    stance: Stance
    notes: tuple[str, ...]
    said: str
    pieces: Pieces
    source: Source
    condition: str | None = None
    reason: str | None = None
    by: Named | None = None
    before: str = ""
    after: str = ""
    derived: bool = False
    former: bool = False
    state: str | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement with its speaker and its words."""

    id: str
    actor: Named | None
    kind: str
    said: str | None
    pieces: Pieces
    source: Source
    before: str = ""
    after: str = ""
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between two actors with its receipt."""

    id: str
    kind: str
    words: str
    actor: Named | None
    toward: Named
    text: str
    said: str
    source: Source


def receipt_of(hit: Hit[Position], board: Board, text: str | None = None) -> Receipt:
    """The receipt of a position; with the ``text`` of its article, the words around it too."""
    one = hit.value
    before, after = around(text, one.evidence) if text is not None else ("", "")
    return Receipt(
        id=one.id,
        actor=named(board, one.actor),
        option=Named(one.option, option_name(board, one.option)),
        stance=one.stance,
        notes=tuple(_notes(one)),
        said=date_words(one.date),
        pieces=pieces(hit.snippet),
        source=source_of(hit.article, f"position-{one.id}"),
        condition=_condition(one),
        reason=one.reason.text if one.reason else None,
        by=named(board, one.by) if one.by else None,
        before=before,
        after=after,
        derived=one.derived,
        former=one.tense is Tense.FORMER,
        state=hit.state,
        score=one.provenance.score,
    )


def sayings_of(record: Record, found: Found[Statement], board: Board) -> tuple[Saying, ...]:
    """The lines of statements, each with the words around it: what was said is often half a sentence."""
    texts: dict[str, str] = {}
    for hit in found.rows:
        if hit.article.id not in texts:
            held = record.article(hit.article.id)
            texts[hit.article.id] = held.text if held else ""
    return tuple(_saying(hit, board, texts[hit.article.id]) for hit in found.rows)


def _saying(hit: Hit[Statement], board: Board, text: str) -> Saying:
    one = hit.value
    places = one.content or one.cue
    before, after = around(text, Span(places[0].begin, places[-1].end)) if places and text else ("", "")
    return Saying(
        id=one.id,
        actor=named(board, one.actor) if one.actor else None,
        kind=one.kind.value,
        said=date_words(one.said_on) if one.said_on else None,
        pieces=pieces(hit.snippet),
        source=source_of(hit.article, f"statement-{one.id}"),
        before=before,
        after=after,
        state=hit.state,
    )


def tie_of(one: Relation, board: Board, words: str) -> Tie:
    """The line of a relation."""
    head = board.heads[one.article]
    line = ArticleLine(head.id, head.origin, head.outlet, head.title, head.published, None, head.url, 0)
    return Tie(
        id=one.id,
        kind=one.kind.value.replace(" ", "-"),
        words=words,
        actor=named(board, one.actor) if one.actor else None,
        toward=named(board, one.toward),
        text=one.text,
        said=date_words(one.date),
        source=source_of(line, f"relation-{one.id}"),
    )


def source_of(article: ArticleLine, fragment: str = "") -> Source:
    """Where something stands in an article."""
    place = f"#{quote(fragment, safe='')}" if fragment else ""
    return Source(
        article=article.id,
        name=article.title or short_origin(article.origin),
        outlet=article.outlet,
        day=date_words_of(article),
        href=f"/articles/{quote(article.id, safe='')}{place}",
    )


def date_words_of(article: ArticleLine) -> str:
    """The day of an article in words."""
    from onrecord.web.wording import day_words

    return day_words(article.published) if article.published else "undated"


def named(board: Board, actor: str) -> Named:
    """An actor with its name."""
    return Named(actor, board.name(actor))


def option_name(board: Board, option: str) -> str:
    """The label of an option; one of an older codebook is its own name."""
    known = board.options.get(option)
    return known.label if known else option


def pieces(snippet: Snippet) -> Pieces:
    """A text in pieces, each with whether it was looked for."""
    return marked(snippet.text, snippet.hits)


def marked(text: str, hits: Iterable[Span]) -> Pieces:
    """A text in pieces, those at the given places marked."""
    found: list[tuple[str, bool]] = []
    at = 0
    for hit in sorted(hits):
        begin, end = max(at, hit.begin), min(len(text), hit.end)
        if begin >= end:
            continue
        found += [(text[at:begin], False), (text[begin:end], True)]
        at = end
    return tuple(piece for piece in (*found, (text[at:], False)) if piece[0])


def around(text: str, place: Span) -> tuple[str, str]:
    """The words before and after a place within its paragraph, cut at a word."""
    before = text[max(0, place.begin - _AROUND) : place.begin].rpartition("\n")[2]
    after = text[place.end : place.end + _AROUND].partition("\n")[0]
    if len(before) >= _AROUND:
        before = "… " + before.partition(" ")[2]
    if len(after) >= _AROUND:
        after = after.rpartition(" ")[0] + " …"
    return before, after


def _notes(one: Position) -> Iterable[str]:
    if one.tense is Tense.FORMER:
        yield "formerly"
    yield "own means" if one.scope is Scope.OWN else "in general"
    if one.voice is not Voice.ATTRIBUTED or one.by is None:
        yield VOICE_WORDS[one.voice]
    if one.derived:
        yield derivation(one)
    if one.provenance.score < 0.5:  # less likely than not, as networks.Backing has it
        yield "unsure"


def _condition(one: Position) -> str | None:
    if one.condition is None:
        return None
    lead = "Limited to" if one.condition.kind is ConditionKind.LIMIT else "On the condition"
    return f"{lead}: {one.condition.text}"
