"""NewsML-G2: items, messages and packages of agencies, with the story inside as XHTML, NITF or plain text."""

from __future__ import annotations

import base64
import binascii
from collections import Counter
from collections.abc import Iterator
from typing import Any

from onrecord.errors import InputError
from onrecord.origins.draft import Draft, Entry, Found
from onrecord.origins.form import Head
from onrecord.origins.hosts import host_of, place_of
from onrecord.origins.wire.hardened import attribute, below, children, local, read_xml, words
from onrecord.origins.wire.markup import text_of, text_of_html, without_tags
from onrecord.origins.wire.newsml1 import read_components
from onrecord.origins.wire.nitf import day, signed, story
from onrecord.types import Failure

_ITEMS = ("newsitem", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem")
_USABLE = ("", "usable")
_MAIN = ("", "title", "main", "headline", "hl1")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def is_newsml(head: Head) -> bool:
    """Whether a file begins as a document of NewsML, of either generation."""
    text = head.text[:8000]
    return text.startswith(("<?xml", "<!doctype", "<n", "<p")) and (
        "iptc.org/std/nar/" in text or "<newsml" in text or "newsml-g2" in text
    )


def read_newsml(found: Found) -> Iterator[Entry | Failure]:
    """The stories of a NewsML file; items that are pictures, events or pointers are counted and told in one line."""
    root = read_xml(found)
    if local(root) == "newsml":
        yield from read_components(root, found.origin)
        return
    items = [root] if local(root) in _ITEMS else [one for one in root.iter() if local(one) in _ITEMS]
    if not items:
        raise InputError("it has no item of NewsML-G2 in it.")
    passed: Counter[str] = Counter()
    seen: set[int] = set()
    single = len(items) == 1
    for number, item in enumerate(items, start=1):
        kind = _kind(item)
        if kind is not None:
            passed[kind] += 1
            continue
        place = found.origin if single else place_of(found.origin, (attribute(item, "guid"),), number, seen)
        status = _code(below(item, "itemmeta", "pubstatus"))
        if status not in _USABLE:
            yield Failure(place, "origins", f"{place} was skipped: its sender says it is {status}.", skipped=True)
            continue
        draft = _story(item, place)
        if not draft.text and (where := _elsewhere(item)):
            reason = f"{place} has no text of its own: it points to {where}; get that file and read it."
            yield Failure(place, "origins", reason, skipped=True)
            continue
        yield draft
    if passed:
        listed = ", ".join(f"{count:,} {kind}" for kind, count in passed.most_common())
        reason = f"{found.origin}: {sum(passed.values()):,} of {len(items):,} items are no stories: {listed}."
        yield Failure(found.origin, "origins", reason, skipped=True)


# ---------------------------------------------------------------- one item


def _story(item: Any, place: str) -> Draft:
    meta, content = below(item, "itemmeta"), below(item, "contentmeta")
    title = _headline(content)
    inner = _inner(item, place, title)
    provider = _named(below(meta, "provider")) if meta is not None else None
    rights = _named(below(item, "rightsinfo", "copyrightholder"))
    credit = (words(below(content, "creditline")) if content is not None else None) or _infosource(content)
    guid = attribute(item, "guid") or ""
    return Draft(
        text=inner.text,
        origin=place,
        outlet=inner.outlet or provider or rights,
        title=title or inner.title,
        published=_moment(meta, "versioncreated")
        or _moment(content, "contentcreated", "contentmodified")
        or _moment(meta, "firstcreated")
        or inner.published,
        language=_language(item, content) or inner.language,
        url=_link(meta) or (guid if guid.startswith(("http://", "https://")) else None),
        author=_authors(content) or inner.author,
        agency=credit or inner.agency,
        section=_section(content) or inner.section,
    )


def _inner(item: Any, place: str, title: str | None) -> Draft:
    """The story inside an item: the first rendition in it that has text."""
    drafts = [Draft("", place)]
    for sets in children(item, "contentset"):
        for part in sets:
            if local(part) == "inlinexml":
                nitf = next((one for one in part.iter() if local(one) == "nitf"), None)
                drafts.append(story(nitf, place) if nitf is not None else Draft(text_of(part, title), place))
            elif local(part) == "inlinedata":
                drafts.append(Draft(_data(part, title), place))
    return next((draft for draft in drafts if draft.text), drafts[0])


def _data(part: Any, title: str | None) -> str:
    """Text that is no XML: as it stands, or in Base64."""
    value = "".join(part.itertext())
    if (attribute(part, "encoding") or "").lower().endswith("base64"):
        try:
            value = base64.b64decode(value, validate=False).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            return ""
    kind = (attribute(part, "contenttype") or "").lower()
    if "html" in kind or value.lstrip().startswith(("<p", "<div", "<html")):
        return text_of_html(value, title)
    return value.strip("\r\n") if value.strip() else ""


def _kind(item: Any) -> str | None:
    """What an item is where it is no story."""
    if local(item) != "newsitem":
        return local(item).removesuffix("item") + " item"
    kind = _code(below(item, "itemmeta", "itemclass"))
    return None if kind in ("", "text") else kind


def _elsewhere(item: Any) -> str | None:
    parts = [part for sets in children(item, "contentset") for part in children(sets, "remotecontent")]
    return next((where for part in parts if (where := attribute(part, "href", "residref"))), None)


# ---------------------------------------------------------------- what it says of itself


def _headline(content: Any | None) -> str | None:
    lines = sorted(children(content, "headline") if content is not None else [], key=_rank)
    filled = [(line, text) for line in lines if (text := words(line))]
    main = [text for line, text in filled if (attribute(line, "role") or "").rpartition(":")[2].lower() in _MAIN]
    first = main or [text for _, text in filled]
    return without_tags(first[0]) if first else None


def _rank(element: Any) -> int:
    """The rank that its sender gives it, the first being the highest."""
    rank = attribute(element, "rank") or ""
    return int(rank) if rank.isdecimal() and len(rank) < 9 else 0


def _moment(meta: Any | None, *names: str) -> str | None:
    return next((day(text) for name in names if meta is not None and (text := words(below(meta, name)))), None)


def _language(item: Any, content: Any | None) -> str | None:
    tag = attribute(below(content, "language"), "tag") if content is not None else None
    inline = next((part for sets in children(item, "contentset") for part in sets), None)
    return tag or (inline.get(_LANGUAGE) if inline is not None else None) or item.get(_LANGUAGE)


def _authors(content: Any | None) -> str | None:
    """The line of authors, or the persons named as creators."""
    if content is None:
        return None
    if line := signed(words(below(content, "by"))):
        return line
    names = [name for one in children(content, "creator") if (name := words(below(one, "name"))) and " " in name]
    return "; ".join(dict.fromkeys(names)) or None


def _infosource(content: Any | None) -> str | None:
    sources = children(content, "infosource") if content is not None else []
    return next((name for one in sources if (name := words(below(one, "name")) or attribute(one, "literal"))), None)


def _named(element: Any | None) -> str | None:
    """The name of a party: written out, or what its code or address says."""
    if element is None:
        return None
    if name := words(below(element, "name")) or attribute(element, "literal"):
        return name
    uri = attribute(element, "uri")
    return _bare(attribute(element, "qcode")) or host_of(uri) or None


def _section(content: Any | None) -> str | None:
    """The part of the paper: a desk, else the topic, the broadest that is named."""
    subjects = children(content, "subject") if content is not None else []
    named = [(attribute(one, "qcode", "uri") or "", name) for one in subjects if (name := words(below(one, "name")))]
    desks = [name for code, name in named if "desk" in code.lower() or "ressort" in code.lower()]
    topics = [name for code, name in named if code.endswith("000000")]  # the top of the tree of IPTC's Media Topics
    abstract = [name for code, name in named if "medtop" in code.lower() or "subj" in code.lower()]
    return next(iter(desks + topics + abstract), None)


def _link(meta: Any | None) -> str | None:
    """The address under which the item was published, where a link says so."""
    for one in children(meta, "link") if meta is not None else []:
        role = (attribute(one, "rel") or "").rpartition(":")[2].lower()
        address = attribute(one, "href") or ""
        if role in ("canonical", "webpage", "publishedat", "permalink") and address.startswith("http"):
            return address
    return None


def _code(element: Any | None) -> str:
    """The last part of a code ("stat:usable", "http://cv.iptc.org/newscodes/pubstatusg2/usable")."""
    return (_bare(attribute(element, "qcode", "uri")) or "").lower()


def _bare(code: str | None) -> str | None:
    return (code.rpartition("/")[2] if "://" in code else code.rpartition(":")[2]) or None if code else None
