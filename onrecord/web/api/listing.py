"""Lists of what the record holds: articles, statements, positions, relations, actors, and the search in them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from onrecord.exports.objects import Exported, Sources, actor_object, article_object
from onrecord.record.search import Found, Hit, Search
from onrecord.record.stories import Stories
from onrecord.types import Actor, Relation
from onrecord.web.api import answers, asking, claims
from onrecord.web.api.calls import Call, Marked, cursor_of, head_object, heads_of
from onrecord.web.refusals import Refusal, not_found
from onrecord.web.templating import address

router = APIRouter()


@router.get("/articles", tags=["Claims"], response_model=answers.Page[claims.ArticleLine])
def articles(call: Marked, asked: Annotated[asking.ClaimsAsked, Query()]) -> Any:
    """Articles without their texts, by their own words and by what stands in them."""
    found = Search(call.desk.record).articles(asked.wanted(), after=cursor_of(asked.after), limit=asked.limit)
    told = Stories(call.desk.record).among(hit.value.id for hit in found.rows)
    lines = [
        {
            **head_object(hit.value),
            "url": hit.value.url,
            "length": hit.value.length,
            "story": told.get(hit.value.id, (None,))[0],
        }
        for hit in found.rows
    ]
    return call.page(lines, found)


@router.get("/articles/{article}", tags=["Claims"], response_model=claims.Article)
def article(call: Marked, article: str) -> Any:
    """One article with its text."""
    held = call.desk.record.article(article)
    if held is None:
        raise not_found("article", article)
    story = Stories(call.desk.record).among((article,)).get(article, (None,))[0]
    return {**article_object(held), "story": story}


@router.get("/statements", tags=["Claims"], response_model=answers.ClaimPage[claims.Statement])
def statements(call: Marked, asked: Annotated[asking.ClaimsAsked, Query()]) -> Any:
    """Statements as they stand: as the machine found them, and as reviewers judged them."""
    found = Search(call.desk.record).statements(asked.wanted(), after=cursor_of(asked.after), limit=asked.limit)
    return _claims(call, found)


@router.get("/positions", tags=["Claims"], response_model=answers.ClaimPage[claims.Position])
def positions(call: Marked, asked: Annotated[asking.ClaimsAsked, Query()]) -> Any:
    """Positions as they stand under the current codebook."""
    found = Search(call.desk.record).positions(asked.wanted(), after=cursor_of(asked.after), limit=asked.limit)
    return _claims(call, found)


@router.get("/suggestions", tags=["Claims"], response_model=answers.ClaimPage[claims.Position])
def suggestions(call: Marked, asked: Annotated[asking.ClaimsAsked, Query()]) -> Any:
    """What is not sure enough to be a position: for a reviewer to look at, on no map."""
    wanted = asked.wanted(suggested=True)
    found = Search(call.desk.record).positions(wanted, after=cursor_of(asked.after), limit=asked.limit)
    return _claims(call, found)


@router.get("/relations", tags=["Claims"], response_model=answers.Page[claims.Relation])
def relations(call: Marked, asked: Annotated[asking.RelationsAsked, Query()]) -> Any:
    """What actors do toward each other, in the order of the articles."""
    record = call.desk.record
    if asked.article is None:
        held = call.desk.house.boards.of(record).answers.get("api relations", record.relations)
    else:
        held = record.relations(article_id=asked.article)
    found = [one for one in held if _fits(one, asked)]
    some, after = call.cut(found, asked.after, asked.limit)
    return call.listed(call.told(list(some)), len(found), after)


@router.get("/actors", tags=["Claims"], response_model=answers.Page[claims.Actor])
def actors(call: Marked, asked: Annotated[asking.ActorsAsked, Query()]) -> Any:
    """Actors by name."""
    board = call.desk.house.boards.of(call.desk.record)
    found = _actors(board.actors.values(), asked)
    if asked.body is not None:
        under = {
            board.lists.actors.names[at] for at in board.crew.under(asked.body, listed=False).nonzero()[0].tolist()
        }
        found = [one for one in found if one.id in under]
    some, after = call.cut(found, asked.after, asked.limit)
    sources = Sources({}, board.actors)
    return call.listed([actor_object(one, sources) for one in some], len(found), after)


@router.get("/actors/{actor:path}", tags=["Claims"], response_model=claims.Actor)
def actor(call: Marked, actor: str) -> Any:
    """One actor with all names and ties."""
    board = call.desk.house.boards.of(call.desk.record)
    if actor not in board.actors:
        raise not_found("actor", actor)
    return actor_object(board.actors[actor], Sources({}, board.actors))


@router.get("/search", tags=["Claims"], response_model=answers.Page[answers.Hit])
def search(call: Marked, asked: Annotated[asking.SearchAsked, Query()]) -> Any:
    """What has certain words, each with the words around them; ``url`` leads to the whole of it."""
    if not asked.q.strip():
        raise Refusal(422, "A search needs words.", 'Say what to look for as q, for example q="night trains".')
    record = Search(call.desk.record)
    ask: Any = {"articles": record.articles, "statements": record.statements, "positions": record.positions}[asked.what]
    found = ask(asked.wanted(), after=cursor_of(asked.after), limit=asked.limit)
    return call.page([_hit(call, asked.what.removesuffix("s"), hit) for hit in found.rows], found)


def _claims(call: Call, found: Found[Any]) -> dict[str, Any]:
    told = call.told([hit.value for hit in found.rows], heads_of(found.rows))
    states = {hit.value.id: hit.state for hit in found.rows if hit.state}
    return {**call.page(told, found), "states": states}


def _fits(one: Relation, asked: asking.RelationsAsked) -> bool:
    if asked.since is not None and (one.date is None or one.date.last < asked.since):
        return False
    if asked.until is not None and (one.date is None or one.date.first > asked.until):
        return False
    return asked.actor in (None, one.actor) and asked.toward in (None, one.toward) and asked.kind in (None, one.kind)


def _actors(known: Any, asked: asking.ActorsAsked) -> list[Actor]:
    words = " ".join(asked.q.split()).casefold()
    found = [
        one
        for one in known
        if asked.kind in (None, one.kind)
        and (not words or any(words in name.casefold() for name in (one.name, *one.aliases)))
    ]
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def _hit(call: Call, what: str, hit: Hit[Any]) -> Exported:
    noun = "articles" if what == "article" else "claims"
    snippet = hit.snippet
    return {
        "id": hit.value.id,
        "what": what,
        "url": f"{str(call.desk.request.base_url).rstrip('/')}/api/v1{address(noun, hit.value.id)}",
        "article": head_object(hit.article),
        "snippet": {
            "text": snippet.text,
            "begin": snippet.begin,
            "hits": [[span.begin, span.end] for span in snippet.hits],
        },
        "title_hits": [[span.begin, span.end] for span in hit.title_hits],
        "state": hit.state,
    }
