"""XML of strangers: nothing is looked up or filled in, and what is broken is read as far as it goes."""

from __future__ import annotations

import re
from typing import Any

_BARE = re.compile(rb"&(?!#\d{1,7};|#x[0-9a-fA-F]{1,6};|\w{1,31};)")


def parse_xml(data: bytes) -> tuple[Any, str | None]:
    """The first element, None where there is none, and what is wrong with the file, if anything.

    Addresses with a bare "&", which people and programs write, are taken as they are meant.
    """
    from lxml import etree

    try:
        return etree.fromstring(data, _parser(recover=False)), None
    except (etree.XMLSyntaxError, ValueError) as error:
        wrong = f"line {getattr(error, 'lineno', None) or 1}: {getattr(error, 'msg', None) or error}"
    try:
        root = etree.fromstring(_BARE.sub(b"&amp;", data), _parser(recover=True))
    except (etree.XMLSyntaxError, ValueError):
        root = None
    return root, wrong


def _parser(*, recover: bool) -> Any:
    from lxml import etree

    return etree.XMLParser(recover=recover, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def ends_within(data: bytes, *names: str) -> bool:
    """Whether the bytes end in the middle of one of these elements, as those of a broken connection do."""
    opened = re.compile(rf"<(?:[\w.-]+:)?(?:{'|'.join(names)})[\s>/]".encode())
    closed = re.compile(rf"</(?:[\w.-]+:)?(?:{'|'.join(names)})\s*>".encode())
    last_opened = max((match.start() for match in opened.finditer(data)), default=-1)
    return last_opened > max((match.start() for match in closed.finditer(data)), default=-1)
