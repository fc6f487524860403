"""The short lines around a headline, in which pages without any marks say who wrote and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.errors import InputError
from onrecord.origins.dates import parse_day

_SKIPPED = frozenset(
    ("script", "style", "template", "noscript", "nav", "footer", "aside", "form", "select", "button", "svg")
)
_INLINE = frozenset(
    (
        "a",
        "abbr",
        "address",
        "b",
        "bdi",
        "big",
        "cite",
        "data",
        "em",
        "font",
        "i",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
    )
)
_LONGEST = 160  # letters of a line that says who wrote or when; a first sentence is longer or says neither
# Lines before and after a headline that are looked at: kicker, date and byline of one paper stand within three of it,
# tools for sharing push them to ten.
_BEFORE, _AFTER = 4, 12
# "By Jane Roe", "Story by Jane Roe", "Text: Jane Roe"
_BY = re.compile(
    r"^(?:(?:(?:story|report|words|text|analysis|written|posted|reported)\s+)?by[:\s]|"
    r"(?:words|text|author|writer|reporter|story|report)\s?:)\s*(\w.{2,120})$",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"^(?:first\s+)?(?:posted|published|publication date|date|issued|dated|on)\b\s*(?:on|at|by)?\s*[:|-]?\s*",
    re.IGNORECASE,
)
# Above its headline a paper writes the day of today, with its name.
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_BARS = re.compile(r"\s*[|•·]\s*")
_NAME = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?:\s+[A-ZÀ-Þ][\w.'’-]*){1,2}")
_NOT_WHEN = re.compile(r"\b(?:updated|modified|edited|corrected|accessed|retrieved)\b", re.IGNORECASE)
_DAY = re.compile(
    r"\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}(?:\.\s?|/)\d{1,2}(?:\.\s?|/)\d{4}"
    r"|(?:\d{1,2}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?[A-Z][a-z]{2,8}\.?,?[\s-]+\d{4})"
    r"|(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})"
)


def lines_around(lines: Sequence[tuple[str, str]], title: str | None) -> list[str]:
    """The short lines of a page just before and after its headline, nearest after it first; none without a headline."""
    heads = [place for place, (text, tag) in enumerate(lines) if title and _bare(text) == _bare(title)]
    heads = heads or [place for place, (_, tag) in enumerate(lines) if tag == "h1"][:1]
    if not heads:
        return []
    place = heads[0]
    after = [text for text, _ in lines[place + 1 : place + 1 + _AFTER]]
    before = [text for text, _ in reversed(lines[max(0, place - _BEFORE) : place]) if not _WEEKDAY.match(text)]
    return [text for text in (*after, *before) if len(text) <= _LONGEST]


def byline_in(lines: Sequence[str]) -> str | None:
    """What follows "By" in the first line that begins so."""
    parts = (part for text in lines for part in _BARS.split(text))
    return next((match[1] for part in parts if (match := _BY.match(part))), None)


def name_beside_day(lines: Sequence[str]) -> str | None:
    """A name that stands in one line with a day, apart by a bar ("12 October 2009 | Jane Roe")."""
    for text in lines:
        parts = _BARS.split(text)
        if len(parts) > 1 and any(_DAY.search(part) for part in parts):
            return next((part for part in parts if _NAME.fullmatch(part)), None)
    return None


def day_in(lines: Sequence[str]) -> str | None:
    """The first full day in the lines, not the day of a change."""
    for text in lines:
        for part in re.split(r"\s*[|•·–—]\s*|\s{2,}", text):
            part = _WHEN.sub("", part)
            if _NOT_WHEN.search(part) or not (match := _DAY.search(part)):
                continue
            try:
                day = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|(?<=\.)\s", "", match[0])
                return parse_day(day).isoformat()
            except InputError:
                continue
    return None


def shown_lines(tree: Any) -> Iterator[tuple[str, str]]:
    """The lines of a page as they are shown, each with the name of its element."""
    body = tree.find(".//body") if tree.tag != "body" else tree
    waiting: list[str] = []
    yield from _walk(tree if body is None else body, waiting, "")
    if text := " ".join(" ".join(waiting).split()):
        yield text, ""


def _walk(element: Any, waiting: list[str], tag: str) -> Iterator[tuple[str, str]]:
    """The lines of an element and what it holds; ``waiting`` is the line that is not at its end yet."""
    for kind, one in _events(element):
        name = one.tag if isinstance(one.tag, str) else ""
        if kind == "text":
            waiting.append(one.text or "")
        elif kind == "tail":
            waiting.append(one.tail or "")
        elif name and name not in _INLINE:
            if text := " ".join("".join(waiting).split()):
                yield text, tag
            waiting.clear()
            tag = name if kind == "begin" else ""


def _events(root: Any) -> Iterator[tuple[str, Any]]:
    """Begin, text, end and tail of elements in the order of the page; without recursion, for pages nest deeply."""
    stack: list[tuple[str, Any]] = [("begin", root)]
    while stack:
        kind, one = stack.pop()
        if kind != "begin":
            yield kind, one
            continue
        if not isinstance(one.tag, str) or one.tag in _SKIPPED:
            continue
        yield "begin", one
        stack.append(("end", one))
        for child in reversed(one):
            stack.append(("tail", child))
            stack.append(("begin", child))
        stack.append(("text", one))


def _bare(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())
