"""What was packed for the way is unpacked, and never to more than was allowed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain

# What is asked for. Brotli and Zstandard pack a little better, but a few kilobytes of them can hold gigabytes.
ASKED = "gzip, deflate"
_GZIP = b"\x1f\x8b"
_PLAIN = re.compile(rb"\s*(?:<[!?a-z]|[{\[])", re.IGNORECASE)
_ENOUGH = 16  # bytes by which packed data are told from a page, blanks before its first mark included
# An answer may be packed in several layers; more than two are made to harm.
_MOST_LAYERS = 2


class TooMuch(Exception):
    """More bytes than ``limit``."""

    def __init__(self, limit: int) -> None:
        """Say how many were allowed."""
        super().__init__(limit)
        self.limit = limit


class Unreadable(Exception):
    """Packed in a way that is not known, or damaged; the message says which."""


def inflated(chunks: Iterable[bytes], encoding: str, limit: int) -> Iterator[bytes]:
    """The bytes of a body as they were before they were packed, piece by piece.

    ``encoding`` is what the header of that name says. Raises TooMuch as soon as they are more than ``limit`` in all,
    and Unreadable.
    """
    layers = [name for part in encoding.lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if len(layers) > _MOST_LAYERS:
        raise Unreadable(f"packed {len(layers)} times over")
    stream = iter(chunks)
    for name in reversed(layers):
        if name not in ("gzip", "x-gzip", "deflate"):
            raise Unreadable(f"packed as {name[:20]!r}, which was not asked for")
        stream = _unpacked(stream, limit)
    size = 0
    for piece in stream:
        size += len(piece)
        if size > limit:
            raise TooMuch(limit)
        yield piece


def _unpacked(chunks: Iterator[bytes], limit: int) -> Iterator[bytes]:
    """One layer taken off; some servers say "deflate" or "gzip" of what is neither, or not packed at all."""
    stream = _filled(chunks)
    first = next(stream, b"")
    if not first:
        return
    how = _how(first)
    if how is None:
        yield first
        yield from stream
        return
    engine = zlib.decompressobj(how)
    size = 0
    data = first
    while True:
        try:
            piece = engine.decompress(data, limit - size + 1)
        except zlib.error as error:
            raise Unreadable(f"damaged on the way ({error})") from None
        size += len(piece)
        yield piece
        if size > limit:
            raise TooMuch(limit)
        data = engine.unconsumed_tail
        if engine.eof:
            # gzip may be followed by more gzip; what else follows is filling
            stream = _filled(chain((engine.unused_data,), stream))
            data = next(stream, b"")
            if not data.startswith(_GZIP):
                return
            engine = zlib.decompressobj(how)
        elif not data and not (data := next(stream, b"")):
            return  # cut off: what came is given, as browsers do


def _filled(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The chunks, the first long enough to tell how it is packed, none empty."""
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) >= _ENOUGH:
            yield head
            break
    else:
        if head:
            yield head
        return
    yield from (chunk for chunk in chunks if chunk)


def _how(first: bytes) -> int | None:
    """How zlib is to read what begins so; None where it is plainly a page that was not packed."""
    if first.startswith(_GZIP):
        return zlib.MAX_WBITS | 16
    if len(first) > 1 and first[0] & 0x0F == 8 and (first[0] << 8 | first[1]) % 31 == 0:
        return zlib.MAX_WBITS
    return None if _PLAIN.match(first) else -zlib.MAX_WBITS
