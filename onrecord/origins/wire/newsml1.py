"""NewsML 1, the first generation: news items made of components, which many agencies still send."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.errors import InputError
from onrecord.origins.draft import Draft, Entry
from onrecord.origins.hosts import place_of
from onrecord.origins.wire.hardened import attribute, below, children, local, words
from onrecord.origins.wire.markup import text_of, text_of_html
from onrecord.origins.wire.nitf import day, signed, story
from onrecord.types import Failure

_USABLE = ("usable", "")
_NOT_THE_STORY = ("caption", "picture", "photo", "graphic", "video", "audio", "thumbnail", "preview", "quicklook")


def read_components(root: Any, origin: str) -> Iterator[Entry | Failure]:
    """The stories of a NewsML 1 document."""
    items = children(root, "newsitem")
    if not items:
        raise InputError("it has no NewsItem in it.")
    seen: set[int] = set()
    for number, item in enumerate(items, start=1):
        names = below(item, "identification", "newsidentifier")
        key = _text(names, "publicidentifier") or _text(names, "newsitemid")
        place = origin if len(items) == 1 else place_of(origin, (key,), number, seen)
        status = (attribute(below(item, "newsmanagement", "status"), "FormalName") or "").lower()
        if status not in _USABLE:
            yield Failure(place, "origins", f"{place} was skipped: its sender says it is {status}.", skipped=True)
            continue
        yield _story(root, item, place)


def _story(root: Any, item: Any, place: str) -> Draft:
    component = _main(item)
    lines = [below(one, "newslines") for one in _above(component, item)]
    title = _first(lines, "headline")
    inner = _inner(component, place, title)
    about = [below(one, "administrativemetadata") for one in _above(component, item)]
    told = [below(one, "descriptivemetadata") for one in _above(component, item)]
    management, names = below(item, "newsmanagement"), below(item, "identification", "newsidentifier")
    moments = (
        *(_text(management, "thisrevisioncreated"), _text(management, "firstcreated")),
        *(_text(names, "dateid"), _text(below(root, "newsenvelope"), "dateandtime")),
    )
    languages = [attribute(below(one, "language"), "FormalName") for one in told if one is not None]
    own = [attribute(one, "lang") for one in (*_above(component, item), item)]
    return Draft(
        text=inner.text,
        origin=place,
        outlet=inner.outlet or _party(about, "provider") or _text(names, "providerid"),
        title=title or inner.title,
        published=next((day(moment) for moment in moments if moment), None) or inner.published,
        language=next((one for one in (*languages, *own) if one), None) or inner.language,
        url=inner.url,
        author=signed(_first(lines, "byline")) or inner.author,
        agency=_first(lines, "creditline") or _party(about, "source") or inner.agency,
        section=_subject(told) or inner.section,
    )


def _main(item: Any) -> Any:
    """The component that holds the story: the first whose content is text and which is no caption or picture."""
    first = below(item, "newscomponent")
    for one in item.iter():
        if (
            local(one) == "newscomponent"
            and _is_story(one, item)
            and any(_is_text(c) for c in children(one, "contentitem"))
        ):
            return one
    return first if first is not None else item


def _is_story(component: Any, item: Any) -> bool:
    roles = [attribute(below(one, "role"), "FormalName") or "" for one in _above(component, item)]
    return not any(role.lower() in _NOT_THE_STORY for role in roles)


def _is_text(content: Any) -> bool:
    kind = (attribute(below(content, "mediatype"), "FormalName") or "text").lower()
    return kind in ("text", "complexdata") and words(below(content, "datacontent")) is not None


def _above(component: Any, item: Any) -> list[Any]:
    """A component and those around it, the innermost first."""
    found = []
    one = component
    while one is not None and one is not item:
        if local(one) == "newscomponent":
            found.append(one)
        one = one.getparent()
    return found


def _inner(component: Any, place: str, title: str | None) -> Draft:
    for content in children(component, "contentitem"):
        data = below(content, "datacontent")
        if data is None or not _is_text(content):
            continue
        nitf = next((one for one in data.iter() if local(one) == "nitf"), None)
        if nitf is not None:
            return story(nitf, place)
        if len(data):
            return Draft(text_of(data, title), place)
        value = "".join(data.itertext())
        return Draft(text_of_html(value, title) if "</p>" in value else value.strip("\r\n"), place)
    return Draft("", place)


def _text(element: Any | None, name: str) -> str | None:
    return words(below(element, name)) if element is not None else None


def _first(lines: list[Any | None], name: str) -> str | None:
    return next((text for one in lines if (text := _text(one, name))), None)


def _party(about: list[Any | None], name: str) -> str | None:
    for one in about:
        party = below(one, name, "party") if one is not None else None
        if said := attribute(party, "FormalName"):
            return said
    return None


def _subject(told: list[Any | None]) -> str | None:
    """The topic in words, where a property or its code has them."""
    for one in told:
        for code in children(one, "subjectcode") if one is not None else []:
            for subject in code:
                name = attribute(subject, "FormalName") or ""
                if name and not name.isdigit():
                    return name
    return None
