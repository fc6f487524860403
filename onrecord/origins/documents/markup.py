"""XML and HTML from files that nobody has checked: no entities, no network, no depths; blocks of text out of pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.errors import InputError

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li",
    "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "text", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_SILENT = frozenset((
    "script", "style", "head", "noscript", "template", "svg", "math", "object", "iframe", "select", "textarea",
    "button",
))  # fmt: skip
_CELLS = frozenset(("td", "th"))


def parse_xml(data: bytes, what: str) -> Any:
    """The root of an XML file; raises InputError, also for a file that declares entities, for no such file has any."""
    from lxml import etree

    if b"<!ENTITY" in data[:20_000] or b"<\0!\0E\0N\0T\0I\0T\0Y" in data[:40_000]:
        raise InputError(f"{what} declares entities, which no such file does; save it anew.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(
            f"{what} is not well-formed ({str(error).split(', ')[0][:100]}); open it in its program and save it anew."
        ) from None
    if root is None:
        raise InputError(f"{what} is empty.")
    return root


def local(element: Any) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def parse_page(text: str) -> Any:
    """The root of a page; raises InputError where there is none."""
    from lxml import etree, html

    parser = html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8")
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        root = None
    if root is None:
        raise InputError("there is no text in this page; save it as it stands after loading.")
    return root


def blocks(root: Any) -> Iterator[tuple[str, str]]:
    """The blocks of text of a page or of a part of one, each with the name of the element that it stands in.

    A block that ends in a line break has the name "br".
    """
    from lxml import etree

    parts: list[str] = []
    names: list[str] = ["body"]
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local(element).lower()
        if event == "start":
            silent += name in _SILENT
            if name in _BLOCKS:
                yield from _flushed(parts, "br" if name == "br" else names[-1])
                names.append(name)
            if not silent and element.text:
                parts.append(element.text)
            continue
        silent -= name in _SILENT
        if name in _BLOCKS:
            yield from _flushed(parts, names[-1])
            names.pop()
        if not silent and element is not root and element.tail:
            parts.append(element.tail)
    yield from _flushed(parts, "body")


def _flushed(parts: list[str], name: str) -> Iterator[tuple[str, str]]:
    text = " ".join("".join(parts).split())
    parts.clear()
    if text:
        yield name, text


def lines_of(root: Any) -> list[str]:
    """The blocks of a page as lines."""
    return [text for _, text in blocks(root)]
