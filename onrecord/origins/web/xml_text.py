"""The letters of an XML file, whatever it says of its encoding, without what XML may not hold."""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UNMARKED = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
# What Python counts among encodings and no file is written in.
_NO_TEXTS = frozenset(
    ("unicode-escape", "unicode_escape", "raw-unicode-escape", "raw_unicode_escape", "idna", "punycode")
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_DECLARATION = re.compile(r"""(<\?xml[^>]{0,200}?encoding\s*=\s*["'])[^"'>]*""")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NUMBER = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,12})|(\d{1,12}));?")


def as_utf8(data: bytes, told: str | None = None) -> bytes:
    """The file in UTF-8, which it says of itself then; ``told`` is the encoding that its server names.

    What reads as UTF-8 is UTF-8: feeds pass through many hands, and what they say of themselves is often older.
    """
    text = _FORBIDDEN.sub("", _decoded(data, told)).lstrip()
    text = _NUMBER.sub(_allowed, text)
    return _DECLARATION.sub(r"\g<1>utf-8", text, count=1).encode("utf-8")


def _decoded(data: bytes, told: str | None) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    for mark, encoding in _UNMARKED:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    declared = _DECLARED.match(data)
    named = (declared[1].decode("ascii", "replace") if declared else None, told)
    for name in ("utf-8", *named, "windows-1252"):
        try:
            # of two encodings that the same bytes have, browsers take the larger one
            larger = "windows-1252" if name and name.lower() in ("iso-8859-1", "latin-1", "us-ascii") else name
            if larger and (found := codecs.lookup(larger))._is_text_encoding and found.name not in _NO_TEXTS:
                return data.decode(larger)
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("utf-8", "replace")


def _allowed(match: re.Match[str]) -> str:
    """A character by its number, if there is such a one in XML."""
    number = int(match[1], 16) if match[1] else int(match[2])
    is_there = (
        number in (9, 10, 13) or 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0xFFFF < number < 0x110000
    )
    return match[0] if is_there else ""
