"""Mail: single letters (.eml), mailboxes (mbox) and mail folders, as press releases and newsletters come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import BinaryIO

from onrecord.errors import InputError
from onrecord.origins.documents.letters import letter_of
from onrecord.origins.documents.markup import lines_of, parse_page
from onrecord.origins.draft import LONGEST_ARTICLE, Draft, Entry, Found, too_long
from onrecord.origins.form import Head
from onrecord.types import Failure

# Bytes of one letter; with its attachments the largest that servers take has some 50 MB.
_LONGEST_SENDER = 300  # letters of a name and an address; the library calls itself for each comma
_LARGEST_LETTER = 60_000_000
_FIELD = re.compile(
    r"^(?:return-path|received|from|to|date|subject|message-id|mime-version|delivered-to|x-[\w-]+|content-type|list-[\w-]+|dkim-signature"
    r"|reply-to|sender|authentication-results|arc-[\w-]+)[ \t]*:"
)
_CONTINUED = re.compile(r"^[ \t]|^[\w-]+[ \t]*:")
_PARTS = 500  # parts of a letter that are looked at
_WEEKS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def is_mailbox(head: Head) -> bool:
    """Whether a file begins as a mailbox does: "From sender Fri Mar  8 …", and then a letter."""
    first, _, rest = head.text.partition("\n")
    return first.startswith("from ") and any(day in first for day in _WEEKS) and _is_letter(rest)


def is_letter(head: Head) -> bool:
    """Whether a file begins as a letter does: at least two of the fields that every one has, and nothing else."""
    return _is_letter(head.text)


def _is_letter(text: str) -> bool:
    top = text.lstrip("\r\n").partition("\n\n")[0].partition("\r\n\r\n")[0].splitlines()
    if not top or not all(_CONTINUED.match(line) for line in top[:-1] if line.strip()):
        return False
    names = {match[0].rstrip(": \t") for line in top if (match := _FIELD.match(line))}
    return len(names) >= 2 and bool(names & {"from", "message-id", "received", "return-path", "mime-version"})


def read_letter_file(found: Found) -> Iterator[Entry | Failure]:
    """The letter of a file."""
    if found.path.stat().st_size > _LARGEST_LETTER:
        yield Failure(found.origin, "origins", too_long(found.origin, found.path.stat().st_size))
        return
    yield from _entries(_parsed(found.path.read_bytes()), found.origin)


def read_mailbox(found: Found) -> Iterator[Entry | Failure]:
    """The letters of a mailbox, each under its own number or, where it has none, its place."""
    seen: set[str] = set()
    with found.path.open("rb") as stream:
        if not stream.read(5) == b"From ":
            raise InputError("it is not a mailbox, which begins with “From ”; export it anew from your mail program.")
        stream.seek(0)
        for number, data in enumerate(_letters(stream), start=1):
            if len(data) > _LARGEST_LETTER:
                yield Failure(f"{found.origin}#{number}", "origins", too_long(f"{found.origin}#{number}", len(data)))
                continue
            try:
                letter = _parsed(data)
            except InputError as error:
                yield Failure(f"{found.origin}#{number}", "origins", f"{found.origin}, letter {number}: {error}")
                continue
            own = _header(letter, "Message-ID").strip("<> ")
            key = own if own and own not in seen and own.isprintable() and len(own) <= 200 else str(number)
            seen.add(key)
            try:
                yield from _entries(letter, f"{found.origin}#{key}")
            except InputError as error:
                yield Failure(
                    f"{found.origin}#{key}", "origins", f"{found.origin}, letter {number}, cannot be read: {error}"
                )


def _letters(stream: BinaryIO) -> Iterator[bytes]:
    """The letters of a mailbox; one begins with "From " below a blank line. Too large ones are cut."""
    lines: list[bytes] = []
    size = 0
    blank = True
    for line in iter(lambda: stream.readline(1 << 20), b""):
        if blank and line.startswith(b"From ") and (lines or size == 0):
            if lines:
                yield b"".join(lines)
            lines, size, blank = [], 1, False
            continue
        blank = not line.strip()
        size += len(line)
        if size <= _LARGEST_LETTER + (1 << 20):
            lines.append(line[1:] if line.startswith((b">From ", b">>From ")) else line)
    if lines:
        yield b"".join(lines)


def _parsed(data: bytes) -> Message:
    try:
        return message_from_bytes(data, policy=policy.compat32)
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError, TypeError, IndexError):
        raise InputError("it is damaged as mail; export it anew from your mail program.") from None


def _entries(letter: Message, origin: str) -> Iterator[Entry | Failure]:
    plain, page, attached = _bodies(letter)
    lines = _lines_of_page(page) if page else []
    # The plain twin of a newsletter is often a stub ("view this in your browser"), or has its links between its words.
    text = letter_of(plain.splitlines(), plain=True) if plain else ""
    if not text or len(text.split()) * 2 < sum(len(line.split()) for line in lines) or text.count("http") > 12:
        text = letter_of(lines, plain=False) or text
    for name in attached:
        reason = f"{name}, attached to {origin}, was passed over; save it as a file of its own to have it read."
        yield Failure(f"{origin}/{name}", "origins", reason, skipped=True)
    if not text.strip():
        raise InputError("there is no text in this letter" + (", only what is attached to it." if attached else "."))
    if len(text) > LONGEST_ARTICLE:
        yield Failure(origin, "origins", too_long(origin, len(text)))
        return
    name, address = parseaddr(_header(letter, "From")[:_LONGEST_SENDER])
    yield Draft(
        text=text,
        origin=origin,
        outlet=(name or address.rpartition("@")[2]).strip() or None,
        title=re.sub(
            r"^(?:(?:fwd?|wg|tr|re|aw|rv)\s*:\s*)+", "", _header(letter, "Subject"), flags=re.IGNORECASE
        ).strip()
        or None,
        published=_day(_header(letter, "Date")),
    )


def _bodies(letter: Message) -> tuple[str, str, list[str]]:
    """The plain text and the page of a letter, and the names of what is attached."""
    plain: list[str] = []
    page: list[str] = []
    attached: list[str] = []
    for number, part in enumerate(letter.walk()):
        if number > _PARTS:
            break
        if part.is_multipart():
            continue
        kind = part.get_content_type()
        name = _filename(part)
        if name or _header(part, "Content-Disposition").lower().startswith("attachment"):
            if not kind.startswith("image/"):
                attached.append(name or f"part {number}")
        elif kind == "text/plain":
            plain.append(text_of(part))
        elif kind == "text/html":
            page.append(text_of(part))
    return "\n\n".join(plain).strip(), "\n".join(page).strip(), attached


def text_of(part: Message) -> str:
    """The text of a part of a letter, in the encoding that it declares, else in a likely one."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AttributeError, TypeError):
        payload = None
    data = payload if isinstance(payload, bytes) else b""
    try:
        declared = part.get_content_charset() or ""
    except (ValueError, LookupError, AttributeError, TypeError):
        declared = ""
    for encoding in dict.fromkeys((declared if declared != "us-ascii" else "utf-8", "utf-8", "cp1252")):
        try:
            return data.decode(encoding) if encoding else data.decode("utf-8")
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return data.decode("latin-1")


def _lines_of_page(page: str) -> list[str]:
    try:
        return lines_of(parse_page(page))
    except InputError:
        return []


def _header(part: Message, name: str) -> str:
    """A field of a letter as people read it."""
    try:
        raw = str(part.get(name, "") or "")
        pieces = decode_header(raw.replace("\r", "").replace("\n", ""))
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, IndexError):
        return ""
    found: list[str] = []
    for piece, encoding in pieces:
        if isinstance(piece, bytes):
            try:
                found.append(piece.decode(encoding or "utf-8"))
            except (UnicodeDecodeError, LookupError, ValueError):
                found.append(piece.decode("cp1252", "replace"))
        else:
            found.append(piece)
    text = "".join(found).encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _filename(part: Message) -> str:
    try:
        name = part.get_filename()
    except (ValueError, LookupError, TypeError, AttributeError, MessageError, IndexError):
        name = None
    return " ".join(str(name or "").encode("utf-8", "replace").decode("utf-8").split())[:120]


def _day(value: str) -> str | None:
    """The day of a letter, where it was sent."""
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None
