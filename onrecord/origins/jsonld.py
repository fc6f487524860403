"""What a page says of itself in JSON-LD (schema.org), broken JSON and all kinds of nesting included."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlsplit

Thing = Mapping[str, Any]

_LARGEST = 3_000_000  # characters of one block; the largest, of live blogs with all their entries, have some 1 million
_DEEPEST = 12
_WRAPPERS = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_PAIR = re.compile(r'"(headline|datePublished|articleSection|dateModified)"\s*:\s*"((?:[^"\\\n]|\\.)*)"')
# What an article is called, the plainest news first: where several lie on a page, the first of these is the report.
_ARTICLES = (
    "reportagenewsarticle",
    "newsarticle",
    "liveblogposting",
    "analysisnewsarticle",
    "opinionnewsarticle",
    "backgroundnewsarticle",
    "reviewnewsarticle",
    "asknewsarticle",
    "report",
    "article",
    "blogposting",
    "techarticle",
    "scholarlyarticle",
    "socialmediaposting",
)


@dataclass(frozen=True, slots=True)
class Told:
    """All things that a page tells of, by their ids, and the one that is its report."""

    things: tuple[Thing, ...]
    by_id: Mapping[str, Thing]
    report: Thing

    def full(self, value: Any) -> Any:
        """A thing in place of a reference to it ({"@id": …})."""
        if isinstance(value, Mapping) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
            return self.by_id.get(value["@id"], value)
        return value

    def names(self, value: Any) -> list[str]:
        """The names of persons and bodies, however they are written."""
        found: list[str] = []
        for one in value if isinstance(value, list) else [value]:
            one = self.full(one)
            name = one.get("name") if isinstance(one, Mapping) else one
            found.extend(text for each in (name if isinstance(name, list) else [name]) if (text := line(each)))
        return list(dict.fromkeys(found))

    def of_type(self, *names: str) -> Iterator[Thing]:
        """The things of a type, in the order of the page."""
        yield from (thing for thing in self.things if kinds(thing) & set(names))


def told(blocks: Sequence[str], address: str | None = None) -> Told:
    """What the blocks of a page tell; ``address`` is the page's own, to know its report from others."""
    things: list[Thing] = []
    for block in blocks:
        things.extend(_things(_loaded(block[:_LARGEST]), 0))
    by_id: dict[str, Thing] = {}
    for thing in things:
        if isinstance(name := thing.get("@id"), str) and len(thing) > len(by_id.get(name, ())):
            by_id[name] = thing
    return Told(tuple(things), by_id, _report(things, address))


def kinds(thing: Thing) -> set[str]:
    """The types of a thing, in lower case and without the place where they are defined."""
    value = thing.get("@type")
    given = value if isinstance(value, list) else [value]
    return {re.split(r"[/#:]", one)[-1].lower() for one in given if isinstance(one, str)}


def line(value: Any) -> str:
    """A text as one line: entities and markup resolved, blanks as one; empty for what is none."""
    if isinstance(value, Mapping):
        value = value.get("@value")
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str) and one.strip()), None)
    if not isinstance(value, str):
        return ""
    return " ".join(re.sub(r"</?[A-Za-z][^>]{0,200}>", " ", unescape(unescape(value))).split())


def _loaded(block: str) -> Any:
    text = _WRAPPERS.sub("", _WRAPPERS.sub("", block.strip())).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text), unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except ValueError:
            continue
        except RecursionError:
            return None
    pieces = _pieces(text)
    if pieces:
        return pieces
    # what is beyond mending still has the plainest fields, one after the other
    fields = {key: value.replace('\\"', '"').replace("\\/", "/") for key, value in reversed(_PAIR.findall(text))}
    return {"@type": "NewsArticle", **fields} if fields else None


def _pieces(text: str) -> list[Any]:
    """Several values one after the other, as templates put them together."""
    decoder, place = json.JSONDecoder(strict=False), 0
    found: list[Any] = []
    while (place := _next_brace(text, place)) >= 0:
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return found
        found.append(value)
    return found


def _next_brace(text: str, place: int) -> int:
    match = re.compile(r"[{\[]").search(text, place)
    return match.start() if match else -1


def _things(value: Any, depth: int) -> Iterator[Thing]:
    """Everything with a type, outer things first."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _things(one, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for one in value.values():
            if isinstance(one, dict | list):
                yield from _things(one, depth + 1)


def _report(things: Sequence[Thing], address: str | None) -> Thing:
    """The thing that the page is about: an article of this address, else the first of the plainest kind."""
    articles = [thing for thing in things if kinds(thing) & set(_ARTICLES) and _is_whole(thing)]
    if address:
        place = _place(address)
        own = [one for one in articles if any(_place(url) == place for url in addresses(one))]
        articles = own or articles
    ranked = sorted(articles, key=lambda one: min(_ARTICLES.index(kind) for kind in kinds(one) & set(_ARTICLES)))
    return ranked[0] if ranked else {}


def addresses(thing: Thing) -> list[str]:
    """The addresses that a thing gives as its own."""
    main = thing.get("mainEntityOfPage")
    inner = [main.get("@id"), main.get("url")] if isinstance(main, Mapping) else [main]
    return [one for one in (thing.get("url"), *inner, thing.get("@id")) if isinstance(one, str) and "://" in one]


def _is_whole(thing: Thing) -> bool:
    """Whether it tells more than that there is another article."""
    return any(thing.get(name) for name in ("headline", "datePublished", "articleBody", "author", "liveBlogUpdate"))


def _place(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}"
