"""The letters of a web page, which often says one encoding and is in another."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Where browsers look for a declaration; some sites have long scripts before it.
_LOOKED_AT = 20_000
_META = re.compile(rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
# What pages call so is in truth what Windows calls by the other name, which has more letters in the same places
# (https://encoding.spec.whatwg.org/#names-and-labels).
_IN_TRUTH = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_WESTERN = "cp1252"
# What Python alone calls an encoding: no page is in it, and some of them raise errors of their own.
_OF_PYTHON = frozenset(
    ("idna", "punycode", "undefined", "charmap", "unicode-escape", "raw-unicode-escape", "mbcs", "oem")
)
# Letters beyond ASCII that are whole in UTF-8, for each byte that is not, from which on a page is UTF-8 with some
# damage (a text cut inside a letter, one quoted name in Latin-1) and not something else: in Windows-1252 such pairs
# (Ã followed by a sign) do not occur in words.
_WHOLE_FOR_BROKEN = 3
_WHOLE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BEYOND = re.compile(rb"[\x80-\xff]")


def page_text(data: bytes, told: str | None = None) -> str:
    """The text of a page's bytes; ``told`` is the encoding that the server named.

    A byte order mark is believed first, then bytes that are whole UTF-8, whatever was declared: by chance they never
    are. Only then the server's word, then the page's own. What fits nothing is read as Windows-1252.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    if (wide := _without_mark(data)) is not None:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    names = [name for label in (told, _declared(data)) if label and (name := _known(label))]
    if _is_damaged_utf8(data, "utf-8" in names):
        return data.decode("utf-8", "replace")
    for name in names:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    first = next((name for name in names if name != "utf-8"), _WESTERN)
    return data.decode(first, "replace")


def _declared(data: bytes) -> str | None:
    head = data[:_LOOKED_AT]
    match = _XML.match(head) or _META.search(head)
    return match[1].decode("ascii", "replace") if match else None


def _known(label: str) -> str | None:
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return None
    # a page in which a declaration could be read is not in an encoding of two bytes a letter
    if name.startswith(("utf-16", "utf-32", "utf-7")) or name in _OF_PYTHON or not _is_text(name):
        return None
    return _IN_TRUTH.get(name, name)


def _is_text(name: str) -> bool:
    """Whether it is an encoding of letters; Python also knows base64 and the like by such names."""
    return bool(getattr(codecs.lookup(name), "_is_text_encoding", True))


def _is_damaged_utf8(data: bytes, is_declared: bool) -> bool:
    whole = _WHOLE.findall(data)
    broken = len(_BEYOND.findall(data)) - sum(map(len, whole))
    return len(whole) >= (broken if is_declared else _WHOLE_FOR_BROKEN * broken)


def _without_mark(data: bytes) -> str | None:
    """UTF-16 that begins without its mark: every other byte of markup is zero."""
    head = data[:200]
    if len(head) < 20 or b"\0" not in head:
        return None
    if head[1::2].count(0) * 10 > len(head) * 4:
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) * 10 > len(head) * 4 else None
