"""Web pages that a browser saved as one file: MHTML (Chrome, Edge) and web archives (Safari)."""

from __future__ import annotations

import plistlib
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message
from xml.parsers.expat import ExpatError

from onrecord.errors import InputError
from onrecord.origins.documents.mail import text_of
from onrecord.origins.draft import Draft, Entry, Found, Unopened, too_long
from onrecord.types import Failure

_LARGEST_PAGE = 100_000_000  # bytes, pictures and all


def read_mhtml(found: Found) -> Iterator[Entry | Failure]:
    """The page of an MHTML file, unopened."""
    try:
        letter = message_from_bytes(_data(found), policy=policy.compat32)
        pages = [part for part in letter.walk() if not part.is_multipart() and part.get_content_type() == "text/html"]
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError, TypeError, IndexError):
        raise InputError("it is damaged as MHTML; save the page anew.") from None
    if not pages:
        raise InputError("there is no page in it; save it anew as “web page, single file”.")
    url = _address(letter.get("Snapshot-Content-Location")) or _address(pages[0].get("Content-Location"))
    yield Unopened("page", _utf8(pages[0]), Draft("", found.origin, url=url))


def read_webarchive(found: Found) -> Iterator[Entry | Failure]:
    """The page of a web archive, unopened."""
    try:
        loaded = plistlib.loads(_data(found))
        main = loaded["WebMainResource"]
        data, url = main["WebResourceData"], main.get("WebResourceURL")
        encoding = main.get("WebResourceTextEncodingName") or "utf-8"
        text = data.decode(encoding if isinstance(encoding, str) else "utf-8", "replace")
    except (
        plistlib.InvalidFileException,
        ExpatError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        LookupError,
        RecursionError,
        OverflowError,
        MemoryError,
    ):
        raise InputError("it is damaged as a web archive; save the page anew, as HTML if you can.") from None
    yield Unopened("page", text.encode("utf-8", "replace"), Draft("", found.origin, url=_address(url)))


def _utf8(part: Message) -> bytes:
    return text_of(part).encode("utf-8", "replace")


def _address(value: object) -> str | None:
    text = str(value or "").strip()
    return text if text.startswith(("http://", "https://")) and text.isprintable() else None


def _data(found: Found) -> bytes:
    with found.path.open("rb") as stream:
        data = stream.read(_LARGEST_PAGE + 1)
    if len(data) > _LARGEST_PAGE:
        raise InputError(too_long("it", found.path.stat().st_size))
    return data
