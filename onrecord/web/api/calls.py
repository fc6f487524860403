"""A program's call: whether it has the answer already, and what pages of claims need to be told in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import Response

from onrecord.exports.objects import Exported, Sources, position_object, relation_object, statement_object
from onrecord.record.naming import actors_called
from onrecord.record.search import Found, Hit
from onrecord.record.search_pages import is_cursor
from onrecord.record.wanted import ArticleLine
from onrecord.types import Actor, ActorKind, Article, Codebook, Position, Relation, Statement
from onrecord.version import __version__
from onrecord.web.desk import AtDesk, Desk
from onrecord.web.refusals import Refusal

Item = TypeVar("Item")
Claim = Position | Statement | Relation


class Unchanged(Refusal):
    """The program has this answer already."""

    def __init__(self, mark: str) -> None:
        """Carry the mark of the answer."""
        super().__init__(304, "Nothing has changed.")
        self.mark = mark


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a program, and the answer that is being made."""

    desk: Desk
    response: Response

    def page(self, items: Sequence[Any], found: Found[Any]) -> dict[str, Any]:
        """A page of a list, with where it goes on."""
        return self.listed(items, found.total, found.after, exact=found.exact)

    def listed(self, items: Sequence[Any], total: int, after: str | None, *, exact: bool = True) -> dict[str, Any]:
        """A page of a list that is ``total`` long; ``after`` is the cursor of the page behind it."""
        url = None if after is None else str(self.desk.request.url.include_query_params(after=after))
        if url is not None:
            self.response.headers["Link"] = f'<{url}>; rel="next"'
        return {"items": items, "total": total, "exact": exact, "next": url}

    def cut(self, items: Sequence[Item], after: str | None, limit: int) -> tuple[Sequence[Item], str | None]:
        """A page of what lies in memory: the cursor is the number of the first item."""
        begin = number_of(after)
        end = begin + limit
        return items[begin:end], str(end) if end < len(items) else None

    def sources(self, claims: Iterable[Claim], articles: Mapping[str, Article]) -> Sources:
        """What the ids in some claims stand for."""
        named: set[str] = set()
        for claim in claims:
            met = (claim.actor, getattr(claim, "by", None), getattr(claim, "toward", None))
            named.update(one for one in met if one is not None)
        record = self.desk.record
        known = dict(actors_called(record, named))
        bodies = {one.affiliation for one in known.values() if one.affiliation is not None} - known.keys()
        known |= actors_called(record, bodies)
        # Who stands nowhere any more keeps the id as a name.
        known |= {one: Actor(one, one, ActorKind.GROUP) for one in named - known.keys()}
        return Sources(articles, known, record.current_codebook() or Codebook((), ""))

    def told(self, claims: Sequence[Claim], articles: Mapping[str, Article] | None = None) -> list[Exported]:
        """Claims as they are exported, in their order; their articles are looked up where they are not given."""
        if articles is None:
            articles = self.articles(claim.article for claim in claims)
        sources = self.sources(claims, articles)
        return [told_one(claim, sources) for claim in claims]

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """Articles by id."""
        found = (self.desk.record.article(one) for one in dict.fromkeys(ids))
        return {one.id: one for one in found if one is not None}


def told_one(claim: Claim, sources: Sources) -> Exported:
    """A claim as it is exported."""
    if isinstance(claim, Position):
        return position_object(claim, sources)
    if isinstance(claim, Statement):
        return statement_object(claim, sources)
    return relation_object(claim, sources)


def heads_of(hits: Iterable[Hit[Any]]) -> dict[str, Article]:
    """The articles of a page of hits, without their texts."""
    return {hit.article.id: head_of(hit.article) for hit in hits}


def head_of(line: ArticleLine) -> Article:
    """An article without its text."""
    return Article(line.id, "", line.origin, line.outlet, line.title, line.published, line.language, line.url)


def head_object(line: ArticleLine | Article) -> Exported:
    """What stands of an article in every claim."""
    return {
        "id": line.id,
        "origin": line.origin,
        "outlet": line.outlet,
        "title": line.title,
        "published": line.published.isoformat() if line.published else None,
        "language": line.language,
    }


def cursor_of(after: str | None) -> str | None:
    """The cursor of a search; a refusal where it is none, lest somebody begins anew without knowing it."""
    if after is not None and not is_cursor(after):
        raise no_cursor(after)
    return after


def number_of(after: str | None) -> int:
    """The cursor of a list in memory."""
    if after is None:
        return 0
    if not (after.isascii() and after.isdecimal() and len(after) < 12):
        raise no_cursor(after)
    return int(after)


def no_cursor(after: str) -> Refusal:
    """The answer to a cursor that was not made here."""
    return Refusal(400, f"“{after[:80]}” is no cursor of this list.", "Follow the address in `next` as it is.")


def _call(desk: AtDesk, response: Response) -> Call:
    # Programs may keep an answer, but ask each time whether it still holds.
    response.headers["Cache-Control"] = "private, no-cache"
    return Call(desk, response)


def _marked(request: Request, call: Annotated[Call, Depends(_call)]) -> Call:
    mark = f'W/"{__version__}.{call.desk.record.revision()}"'
    known = {one.strip() for one in request.headers.get("if-none-match", "").split(",")}
    if mark in known:
        raise Unchanged(mark)
    call.response.headers["ETag"] = mark
    return call


#: A call of a program.
Called = Annotated[Call, Depends(_call)]

#: A call whose answer changes with nothing but the record, so that who has it already is told so.
Marked = Annotated[Call, Depends(_marked)]
