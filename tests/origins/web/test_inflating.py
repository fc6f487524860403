import gzip
import zlib
from collections.abc import Iterator

import pytest

from onrecord.origins.web.inflating import TooMuch, Unreadable, inflated

TEXT = b"<html>The bridge would be built.</html>" * 200


def raw(data: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return engine.compress(data) + engine.flush()


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    yield from (data[place : place + size] for place in range(0, len(data), size))


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT, mtime=0)),
        ("X-GZIP", gzip.compress(TEXT, mtime=0)),
        ("gzip", gzip.compress(TEXT[:100], mtime=0) + gzip.compress(TEXT[100:], mtime=0)),
        ("gzip", gzip.compress(TEXT, mtime=0) + b"\0\0filling"),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", raw(TEXT)),
        ("gzip", TEXT),  # a server that only says so
        ("deflate, gzip", gzip.compress(zlib.compress(TEXT), mtime=0)),
    ],
)
def test_every_packing_in_pieces_of_any_size(encoding: str, data: bytes) -> None:
    for size in (1, 7, len(data)):
        assert b"".join(inflated(pieces(data, size), encoding, len(TEXT))) == TEXT


def test_what_was_cut_off_is_given_as_far_as_it_came() -> None:
    data = gzip.compress(TEXT, compresslevel=0)
    got = b"".join(inflated([data[: len(data) // 2]], "gzip", len(TEXT)))
    assert TEXT.startswith(got)
    assert got


@pytest.mark.parametrize("encoding", ["", "gzip", "deflate"])
def test_more_than_allowed_is_stopped_at_once(encoding: str) -> None:
    data = {"": TEXT, "gzip": gzip.compress(TEXT), "deflate": zlib.compress(TEXT)}[encoding]
    came: list[bytes] = []
    with pytest.raises(TooMuch):
        came.extend(inflated([data], encoding, 1000))
    assert sum(map(len, came)) <= 1001


@pytest.mark.parametrize(
    ("encoding", "data", "words"),
    [
        ("br", b"x", "packed as 'br', which was not asked for"),
        ("gzip, gzip, gzip", b"x", "packed 3 times over"),
        ("gzip", b"\x1f\x8b\x08\x00" + b"\xff" * 40, "damaged on the way"),
    ],
)
def test_what_cannot_be_unpacked(encoding: str, data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        list(inflated([data], encoding, 1000))


def test_nothing_at_all() -> None:
    assert list(inflated([], "gzip", 10)) == []
    assert b"".join(inflated([b""], "gzip", 10)) == b""
