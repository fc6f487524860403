"""Text as XML 1.0 can hold it, written with the standard library alone."""

from __future__ import annotations

import re
from collections.abc import Mapping

# What must be escaped, and what no XML 1.0 document may hold at all: control characters, lone surrogates and two
# non-characters.
_SPECIAL = re.compile('[&<>"\r\n\t\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
# Readers turn a bare line break in an attribute into a space, and a bare carriage return anywhere into a line feed.
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}

HEADING = '<?xml version="1.0" encoding="UTF-8"?>'


def escaped(text: str) -> str:
    """The text for an element or an attribute in double quotes; a character that XML forbids becomes U+FFFD."""
    return _SPECIAL.sub(_escape, text) if _SPECIAL.search(text) else text


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0], "\ufffd")


def tag(name: str, attributes: Mapping[str, str | None], inside: str | None = None) -> str:
    """An element with the attributes that are not None; ``inside`` is written as it is."""
    written = "".join(f' {key}="{escaped(value)}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{written}/>" if inside is None else f"<{name}{written}>{inside}</{name}>"


def opening(name: str, attributes: Mapping[str, str | None]) -> str:
    """The opening tag of an element."""
    return f"{tag(name, attributes).removesuffix('/>')}>"
