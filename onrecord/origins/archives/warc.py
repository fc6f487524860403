"""Web archives: the pages of WARC files and the texts of WET files, one record after the other."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from onrecord.errors import InputError, MissingExtra
from onrecord.origins.archives.bodies import payload
from onrecord.origins.archives.members import MOST_UNFOLDED, Members, begins_record, most_unfolded, next_record
from onrecord.origins.charsets import page_text
from onrecord.origins.draft import LONGEST_ARTICLE, Draft, Entry, Found, Unopened, too_long
from onrecord.origins.form import Head
from onrecord.origins.hosts import host_of, place_of
from onrecord.types import Failure

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PAGE = ("text/html", "application/xhtml+xml")
_LARGEST_PAGE = 20_000_000  # bytes, as for a page in a file of its own
_MOST_DAMAGES = 100  # damaged places in one file after which it is no archive any more
_BUFFER = 1 << 18  # bytes; FastWARC asks for so many at once, and four times as many are no faster
_PANIC = "PanicException"  # what the library, which is written in Rust, raises where it had not thought of something
_MOST_TOLD = 6  # reasons; one archive has a dozen kinds of pictures
_FRAMES = (b"\x28\xb5\x2f\xfd", b"\x50\x2a\x4d\x18", b"\x5d\x2a\x4d\x18", b"\x04\x22\x4d\x18")  # Zstandard, LZ4


def is_warc(head: Head) -> bool:
    """Whether a file begins with a WARC record, compressed or not."""
    if begins_record(head.data):
        return True
    if not head.data.startswith(_FRAMES):
        return False
    try:
        from fastwarc.stream_io import Lz4Reader, ZstdReader
    except ImportError:
        return False
    reader = Lz4Reader if head.data.startswith(_FRAMES[3]) else ZstdReader
    try:
        return reader(io.BytesIO(head.data)).read(5) == b"WARC/"
    except OSError:
        return False


@dataclass
class _Tally:
    """What was met in a file and what of it was passed over, to be told once."""

    records: int = 0
    read: int = 0
    cut: int = 0  # pages of which the crawler kept only a part
    passed: Counter[str] = field(default_factory=Counter)
    seen: set[int] = field(default_factory=set)
    damage: tuple[int, str] | None = None  # a damaged place that is not yet told, and what is wrong with it


def read_warc(found: Found) -> Iterator[Entry | Failure]:
    """The pages of a WARC file, unopened, and the texts of a WET file; what it else holds is told in one line."""
    try:
        import fastwarc.warc  # noqa: F401
    except ImportError:
        raise MissingExtra("a web archive needs FastWARC: pip install 'onrecord[archives]'") from None
    tally = _Tally()
    with found.path.open("rb") as file:
        framed = file.read(4) in _FRAMES
    if framed:
        with found.path.open("rb") as file:
            yield from _records(found, file, None, tally)
    else:
        yield from _members(found, tally)
    if tally.damage:
        yield _damaged(found.origin, tally.damage, "what follows was not read")
    if not tally.records:
        raise InputError("it has no whole record in it; fetch it anew.")
    if not tally.read and not tally.passed:
        raise InputError(
            f"none of its {tally.records:,} records is a page or a text; of a crawl, take the WARC or the WET file."
        )
    if tally.cut or tally.passed:
        yield _told(found.origin, tally)


def _members(found: Found, tally: _Tally) -> Iterator[Entry | Failure]:
    """The records of a file that is plain or in gzip members; behind a damaged place the next record is sought."""
    begin: int | None = 0
    for _ in range(_MOST_DAMAGES):
        if begin is None:
            return
        members = Members(found.path, begin)
        try:
            good = yield from _records(found, members, members, tally)
            if not tally.damage or members.bomb:
                return
            # Sought from the last whole record on: a record that lies about its length ends in the midst of others.
            place = begin if good is None else members.member_of(good)
            begin = next_record(found.path, place + 1)
            if good is not None and begin is not None:
                tally.damage = (begin, tally.damage[1])
        finally:
            members.close()


def _records(
    found: Found, stream: BinaryIO | Members, members: Members | None, tally: _Tally
) -> Generator[Entry | Failure, None, int | None]:
    """The articles of a stream of records; returns where in it the last whole record began.

    It ends at the end of the stream or where something is wrong, which then stands in the tally.
    """
    from fastwarc.warc import ArchiveIterator

    good: int | None = None
    records = iter(ArchiveIterator(stream, parse_http=False, strict_mode=False, buffer_size=_BUFFER))
    while True:
        fault: str | None = None
        try:
            record = next(records, None)
            if record is not None and members is None and record.content_length > most_unfolded(found.path):
                fault = f"it unfolds to more than {MOST_UNFOLDED} times its size, as only a bomb does"
            elif record is not None:
                item, whole = _entry(record, found.origin, tally)
                fault = None if whole else "it ends in the middle of a record"
        except BaseException as error:
            if not isinstance(error, (OSError, ValueError, OverflowError)) and type(error).__name__ != _PANIC:
                raise
            record, fault = None, f"it is damaged ({str(error)[:60].lower().rstrip('.')})"
        if members and members.fault and (record is None or fault):
            fault = members.fault
        if fault and not tally.damage:
            place = good or 0
            tally.damage = (members.member_of(place) if members else place, fault)
        if fault or record is None:
            return good
        good = record.stream_pos
        tally.records += 1
        if tally.damage and members:
            yield _damaged(found.origin, tally.damage, f"read on from byte {members.member_of(good):,}")
            tally.damage = None
        if item is not None:
            yield item


# ---------------------------------------------------------------- one record


def _entry(record: WarcRecord, origin: str, tally: _Tally) -> tuple[Entry | Failure | None, bool]:
    """What one record gives, and whether it is there to its end; what is no article is counted."""
    from fastwarc.warc import WarcRecordType

    kind, size = record.record_type, record.content_length
    if not (record.headers.get("Content-Length") or "").strip().isdecimal():
        return None, False
    url = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>") or None
    if kind == WarcRecordType.conversion:
        return _text(record, url, origin, tally)
    if kind == WarcRecordType.resource:
        named = record.headers.get("Content-Type") or ""
        refused = None if _is_html(named, record) else f"not a page ({_plainly(named)})"
    elif kind == WarcRecordType.response and (url or "").lower().startswith("http"):
        refused = _refused(record)
        size = record.content_length
    else:  # requests, notes of the crawler, pages that it had fetched before
        return None, record.reader.consume() >= size
    if refused is None and size > _LARGEST_PAGE:
        refused = f"larger than {_LARGEST_PAGE // 1_000_000} MB"
    if refused is not None:
        if whole := record.reader.consume() >= size:
            tally.passed[refused] += 1
        return None, whole
    data = record.reader.read(_LARGEST_PAGE)
    whole = len(data) >= size
    return (_page(record, data, url, origin, tally) if whole else None), whole


def _page(record: WarcRecord, data: bytes, url: str | None, origin: str, tally: _Tally) -> Entry | Failure:
    place = _place(record, url, origin, tally)
    tally.read += 1
    tally.cut += bool(record.headers.get("WARC-Truncated"))
    if record.is_http_parsed:
        headers = record.http_headers
        try:
            transfer, content = headers.get("Transfer-Encoding") or "", headers.get("Content-Encoding") or ""
            data = payload(data, transfer, content, _LARGEST_PAGE)
        except InputError as error:
            return Failure(place, "origins", f"{place} cannot be read: {error}.")
        data = page_text(data, record.http_charset).encode("utf-8", "replace")  # the server knows, the opener does not
    return Unopened("page", data, Draft("", place, url=url))


def _text(record: WarcRecord, url: str | None, origin: str, tally: _Tally) -> tuple[Entry | Failure | None, bool]:
    """A text that was made of a page; it has no title or day of its own."""
    size = record.content_length
    place = _place(record, url, origin, tally)
    tally.read += 1
    if size > 4 * LONGEST_ARTICLE:
        return Failure(place, "origins", too_long(place, size)), record.reader.consume() >= size
    data = record.reader.read(size) if size else b""
    draft = Draft(data.decode("utf-8", "replace"), place, outlet=host_of(url), url=url)
    return (draft if len(data) >= size else None), len(data) >= size


def _refused(record: WarcRecord) -> str | None:
    """Why a response is no page to read, in the words in which it is counted."""
    try:
        record.parse_http(auto_decode="none", strict_mode=False)
    except (OSError, ValueError):
        return "with broken headers"
    if not record.is_http_parsed:
        return "without a status"
    headers = record.http_headers
    status = headers.status_code
    if status != 200:
        return f"of status {status}" if status else "without a status"
    named = headers.get("Content-Type") or ""
    return None if _is_html(named, record) else f"not a page ({_plainly(named)})"


def _is_html(named: str, record: WarcRecord) -> bool:
    """Whether the server calls it a page or, where it does not say what it is, the crawler does."""
    kind = named.split(";")[0].strip().lower()
    if kind in ("", "application/octet-stream"):
        kind = (record.headers.get("WARC-Identified-Payload-Type") or "").strip().lower()
    return kind in _PAGE


def _plainly(named: str) -> str:
    kind = named.split(";")[0].strip().lower()
    return kind if 0 < len(kind) <= 60 and kind.isprintable() else "of no known kind"


def _place(record: WarcRecord, url: str | None, origin: str, tally: _Tally) -> str:
    """The origin of a page: by its address where that is new in the file, by its record else, or by its number."""
    identifier = (record.record_id or "").strip("<>").removeprefix("urn:uuid:")
    return place_of(origin, (url, identifier), tally.records + 1, tally.seen)


# ---------------------------------------------------------------- what is told


def _damaged(origin: str, damage: tuple[int, str], rest: str) -> Failure:
    place, fault = damage
    reason = f"{origin}: {fault}, near byte {place:,}; {rest}. Fetch the file anew if it should be whole."
    return Failure(f"{origin}#byte-{place}", "origins", reason)


def _told(origin: str, tally: _Tally) -> Failure:
    """How many records were passed over and why, as one line for the whole file."""
    words = []
    if tally.passed:
        total = sum(tally.passed.values())
        reasons = [f"{count:,} {reason}" for reason, count in tally.passed.most_common(_MOST_TOLD)]
        more = len(tally.passed) - _MOST_TOLD
        listed = ", ".join(reasons) + (f" and more of {more} other kinds" if more > 0 else "")
        words.append(f"{total:,} of {total + tally.read:,} responses were passed over: {listed}")
    if tally.cut:
        words.append(f"{tally.cut:,} of the pages read are there only in part, as the crawler says (WARC-Truncated)")
    return Failure(origin, "origins", f"{origin}: {'; '.join(words)}.", skipped=True)
