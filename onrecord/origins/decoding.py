"""From bytes to text, without guessing: what cannot be decoded safely is refused with a way out."""

from __future__ import annotations

import codecs

from onrecord.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How the files that people mistake for text begin, and what to do with them.
_MAGIC = (
    (b"%PDF", "a PDF", "save its text as a .txt file, for instance with `pdftotext FILE`"),
    (b"PK\x03\x04", "a zip archive or an office document", "unpack it, or save the document as plain text"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as plain text"),
    (b"{\\rtf", "an RTF document", "save it as plain text"),
    (b"\x1f\x8b", "a gzip archive", "unpack it with `gunzip FILE`"),
    (b"BZh", "a bzip2 archive", "unpack it with `bunzip2 FILE`"),
    (b"\xfd7zXZ", "an xz archive", "unpack it with `unxz FILE`"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it"),
    (b"SQLite format 3", "a database", "give it as --record if it is a record of onrecord"),
    (b"\x89PNG", "a picture", "give the text of the report"),
    (b"\xff\xd8\xff", "a picture", "give the text of the report"),
    (b"GIF8", "a picture", "give the text of the report"),
)


def refuse_binary(data: bytes) -> None:
    """Raise InputError, with what it is and what to do, for bytes that are no text."""
    for magic, what, way_out in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"it is {what}, not text; {way_out}.")
    if any(data.startswith(bom) for bom, _ in _BOMS[1:]):
        return
    if (place := data.find(b"\0")) >= 0:
        head = data[:2000]
        if head[1::2].count(0) * 10 > len(head) * 4 or head[::2].count(0) * 10 > len(head) * 4:
            way_out = f"save it as UTF-8 ({_iconv('UTF-16LE')})"
            raise InputError(f"it seems to be UTF-16 without a byte order mark; {way_out}.")
        raise InputError(f"it is not text: there is a zero byte at place {place}; give the text of the report.")


def decode(data: bytes) -> str:
    """The text of the bytes: UTF-8, UTF-16 and UTF-32 with their marks, or Windows-1252 where that is safe.

    It is safe where every byte means the same in Windows-1250, the encoding with which it is most easily
    confused (curly quotes and é do; è could as well be č). Raises InputError for all else.
    """
    refuse_binary(data)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data[len(bom) :].decode(encoding)
            except UnicodeDecodeError as error:
                place = f"line {_line(data, len(bom) + error.start)}" if encoding == "utf-8" else f"byte {error.start}"
                reason = f"it begins as {encoding.upper()} but is damaged at {place}; save it again as UTF-8."
                raise InputError(reason) from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(data, error)


def _legacy(data: bytes, error: UnicodeDecodeError) -> str:
    line = _line(data, error.start)
    head = f"it is not UTF-8 (byte 0x{data[error.start]:02X} in line {line})"
    try:
        western, central = data.decode("cp1252"), data.decode("cp1250")
    except UnicodeDecodeError:
        way_out = f"find out its encoding and save it as UTF-8 ({_iconv('ENCODING')})"
        raise InputError(f"{head} and not Windows-1252 either; {way_out}.") from None
    for place, (one, other) in enumerate(zip(western, central, strict=True)):
        if one != other:
            raise InputError(
                f"{head}: “{_word(western, place)}” if it is Windows-1252, “{_word(central, place)}” if it is "
                f"Windows-1250; save it as UTF-8 ({_iconv('WINDOWS-1252')})."
            )
    return western


def _iconv(encoding: str) -> str:
    return f"`iconv -f {encoding} -t UTF-8 FILE > NEW`"


def _line(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1


def _word(text: str, place: int) -> str:
    """The word around a place, 20 characters to either side at most: enough to recognise a name."""
    before, after = text[max(0, place - 20) : place].split(" "), text[place : place + 20].split(" ")
    return (before[-1].splitlines() or [""])[-1] + after[0].splitlines()[0]
