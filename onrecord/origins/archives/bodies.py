"""What a server sent, as the page that it meant: unchunked and unfolded."""

from __future__ import annotations

import zlib

from onrecord.errors import InputError

_GZIP = b"\x1f\x8b"


def payload(data: bytes, transfer: str, content: str, limit: int) -> bytes:
    """The body without the codings that its headers name, where it truly has them; crawlers take them off and forget.

    Raises InputError where it cannot be unfolded or has more bytes than the limit.
    """
    if "chunked" in transfer.lower():
        data = _unchunked(data)
    for coding in reversed([name.strip().lower() for name in content.split(",")]):
        if coding in ("gzip", "x-gzip", "deflate"):
            data = _inflated(data, limit)
        elif coding in ("br", "zstd"):
            data = _by_library(data, coding, limit)
    if len(data) > limit:
        raise InputError(f"it unfolds to more than {limit / 1e6:.0f} MB")
    return data


def _unchunked(data: bytes) -> bytes:
    """The chunks put together; a body that is not chunked, whatever its header says, as it is."""
    parts: list[bytes] = []
    place = 0
    while True:
        end = data.find(b"\r\n", place, place + 100)
        size = data[place:end].split(b";")[0].strip() if end >= 0 else b""
        if not size or size.strip(b"0123456789abcdefABCDEF"):
            return b"".join(parts) if parts else data  # the last chunk may lack its end
        length = int(size, 16)
        if not length:
            return b"".join(parts)
        parts.append(data[end + 2 : end + 2 + length])
        place = end + 2 + length + 2
        if place >= len(data):
            return b"".join(parts)


def _inflated(data: bytes, limit: int) -> bytes:
    if data.startswith(_GZIP):
        sizes: tuple[int, ...] = (31,)
    elif data[:1] == b"<" or data.lstrip()[:1] == b"<":
        return data  # the page itself
    else:
        sizes = (15, -15)  # "deflate" is sent with and without its head
    for size in sizes:
        unfolder = zlib.decompressobj(wbits=size)
        try:
            page = unfolder.decompress(data, limit + 1)
        except zlib.error:
            continue
        return page
    if data.startswith(_GZIP):
        raise InputError("its compressed bytes are damaged")
    return data


def _by_library(data: bytes, coding: str, limit: int) -> bytes:
    """Brotli and Zstandard, which FastWARC brings; what does not unfold is taken as it is."""
    import io

    from fastwarc.stream_io import BrotliReader, ZstdReader

    reader = (BrotliReader if coding == "br" else ZstdReader)(io.BytesIO(data))
    parts: list[bytes] = []
    size = 0
    try:
        while (part := reader.read(1 << 16)) and size <= limit:
            parts.append(part)
            size += len(part)
    except OSError:
        return data if data.lstrip()[:1] == b"<" else b"".join(parts)
    return b"".join(parts)
