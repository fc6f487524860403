"""The text of a piece of HTML as feeds carry it: paragraphs, without pictures and the feed's own trailers."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_LONGEST = 4_000_000  # characters of HTML; the longest article has an eighth of that as text
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BREAK = "\n\n"
_ENDS = tuple('.!?:"”’»')  # after these a line break ends a paragraph, elsewhere it only wraps


def prose(markup: str) -> str:
    """The paragraphs of a piece of HTML, a blank line between two; empty where nothing is left."""
    from lxml import etree, html

    markup = _CONTROL.sub("", markup[:_LONGEST])
    if "<" not in markup and "&" not in markup:
        return plain(markup)
    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    dropped, blocks = _tags("dropped"), _tags("blocks")
    layout = (blocks | {"br"}) - {"pre"}
    # Blank lines count only in what has no paragraphs of its own, plain text with a link or two.
    laid_out = any(isinstance(element.tag, str) and element.tag in layout for element in root.iterdescendants())
    parts: list[str] = []
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event == "start":
            tag = element.tag
            if tag in dropped:
                walker.skip_subtree()
            else:
                parts += (_opening(tag, parts, blocks), _spaced(element.text, laid_out))
            continue
        if event == "end":
            parts.append(_BREAK if element.tag in blocks else "”" if element.tag == "q" else "")
        if element is not root:
            parts.append(_spaced(element.tail, laid_out))
    return plain("".join(parts))


def _spaced(text: str | None, laid_out: bool) -> str:
    return re.sub(r"\s+", " ", text or "") if laid_out else text or ""


def _opening(tag: str, parts: list[str], blocks: frozenset[str]) -> str:
    if tag == "br":
        said = next((part.rstrip() for part in reversed(parts) if part.strip(" \t")), "")
        return _BREAK if said.endswith(_ENDS) or not said else "\r"
    return _BREAK if tag in blocks else "“" if tag == "q" else ""


def plain(text: str) -> str:
    """Paragraphs of a text in order: runs of blanks as one, lines that only wrap as one, trailers of feeds left out."""
    text = re.sub(r"\r\s*\r", _BREAK, text.replace("\r\n", "\n"))
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n[ \t\r\f\v\xa0]*\n\s*", text))
    kept = [part for part in paragraphs if part and not _is_trailer(part)]
    return _BREAK.join(kept)


def one_line(markup: str | None) -> str | None:
    """A title or a name as one line of text, its tags and entities undone."""
    if markup is None:
        return None
    return " ".join(prose(markup).split()) or None


def is_cut(text: str) -> bool:
    """Whether a text ends as a teaser does: with dots, or with an invitation to read on."""
    return bool(_words()["cut"].search(text))


def _is_trailer(paragraph: str) -> bool:
    return len(paragraph) <= 400 and bool(_words()["trailer"].match(paragraph))  # two lines with a title and an address


@cache
def _words() -> dict[str, re.Pattern[str]]:
    words = _read()
    trailer = "|".join(words["trailers"])
    cut = "|".join(words["cuts"])
    return {
        "trailer": re.compile(rf"(?:{trailer})$", re.IGNORECASE),
        "cut": re.compile(rf"(?:{cut})[\s.\])»›→>]*$", re.IGNORECASE),
    }


@cache
def _tags(kind: str) -> frozenset[str]:
    return frozenset(_read()[kind].split())


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads((files("onrecord.origins.web") / "feed_words.toml").read_text(encoding="utf-8"))
