"""XML and HTML from strangers, as trees: no entity is expanded, nothing is fetched, nothing grows without limit."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Any

from onrecord.errors import InputError
from onrecord.origins.draft import Found

LARGEST_TREE = 100_000_000  # bytes of one file, which as a tree take five times as much memory
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")
_OWN_ENTITIES = "it declares entities of its own, which are not expanded; send it without its DOCTYPE."
_PARAMETER = re.compile(rb"<!ENTITY\s+%\s+([^\s%&;]+)")  # those by which a DOCTYPE names another; they make no text
_OWN = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))


def read_xml(found: Found) -> Any:
    """The root of an XML file; raises InputError where it is none, is too large or is made to harm."""
    if found.path.stat().st_size > LARGEST_TREE:
        raise InputError(f"it is larger than {LARGEST_TREE // 1_000_000} MB; send it in several files.")
    return xml_root(found.path.read_bytes())


def xml_root(data: bytes) -> Any:
    """The root of an XML document, its comments and instructions left out."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    data = data.lstrip()
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "amplification" in str(error):
            raise InputError(_OWN_ENTITIES) from None
        # Names of characters that only HTML knows: usual in the bodies that agencies put into XML.
        if "Entity" not in str(error) or (plain := _NAMED.sub(_character, data)) == data:
            raise InputError(f"it is not XML: {_said(error)}.") from None
        try:
            root = etree.fromstring(plain, parser)
        except etree.XMLSyntaxError as second:
            raise InputError(f"it is not XML: {_said(second)}.") from None
    if root is None:
        raise InputError("it is not XML: it has no element.")
    inner = root.getroottree().docinfo.internalDTD
    own = {entity.name for entity in inner.iterentities()} if inner is not None else set()
    if own - {match.decode("utf-8", "replace") for match in _PARAMETER.findall(data)}:
        raise InputError(_OWN_ENTITIES)
    return root


def html_root(text: str) -> Any | None:
    """The root of a page or a piece of one; None where nothing is in it."""
    from lxml import etree

    if not text.strip():
        return None
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(f"<div>{text}</div>".encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def local(element: Any) -> str:
    """The name of an element without its namespace, in lower case; of an entity "&"."""
    tag = element.tag
    if not isinstance(tag, str):
        return "&" if str(element).startswith("&") else ""
    return tag.rpartition("}")[2].lower()


def entity(element: Any) -> str:
    """The character of a named entity that HTML knows, else nothing."""
    return html5.get(str(element.text).lstrip("&"), "")


def children(element: Any, *names: str) -> list[Any]:
    """The elements of these names right below an element."""
    return [child for child in element if local(child) in names]


def below(element: Any, *path: str) -> Any | None:
    """The first element that a path of names leads to."""
    found = [element]
    for name in path:
        found = [child for one in found for child in children(one, name)]
    return found[0] if found else None


def attribute(element: Any | None, *names: str) -> str | None:
    """The first filled attribute of these names, without regard to case and namespace."""
    if element is None:
        return None
    low = {str(key).rpartition("}")[2].lower(): key for key in element.attrib}
    for name in names:
        key = low.get(name.lower())
        if key is not None and (value := str(element.get(key)).strip()):
            return value
    return None


def words(element: Any | None) -> str | None:
    """All text in an element as one line; None where there is none."""
    if element is None:
        return None
    parts: list[str] = []
    for one in element.iter():
        if local(one) == "&":
            parts.append(entity(one))
        elif one.text:
            parts.append(one.text)
        if one is not element and one.tail:
            parts.append(one.tail)
    return " ".join("".join(parts).split()) or None


def _character(match: re.Match[bytes]) -> bytes:
    name = match[1]
    found = None if name in _OWN else html5.get(f"{name.decode()};")
    return "".join(f"&#{ord(char)};" for char in found).encode() if found else match[0]


def _said(error: Exception) -> str:
    return str(error).replace("(<string>, ", "(").split(", try XML")[0].split(", use XML")[0][:160].rstrip(". ")
