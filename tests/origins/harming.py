"""Files that were harmed in transport or on purpose, for tests of how a reader bears them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import strategies as st

from onrecord.origins.collect import entries_of
from onrecord.origins.draft import Defaults, Found
from onrecord.origins.opening import finish
from onrecord.types import Failure

Harm = Callable[[bytes], bytes]
_ODD = (
    b"\0",
    b"\xff\xfe",
    b"<",
    b">",
    b"&",
    b'"',
    b"{",
    b"[",
    b"}",
    b"\r\n\r\n",
    b"9" * 40,
    b"-1",
    b"<!DOCTYPE x>",
    b"\x1f\x8b\x08",
)


def _harm(data: bytes, kind: int, place: float, size: int, odd: bytes) -> bytes:
    at = int(place * len(data))
    if kind == 0:  # cut
        return data[:at]
    if kind == 1:  # a hole
        return data[:at] + data[at + size :]
    if kind == 2:  # something in between
        return data[:at] + odd + data[at:]
    if kind == 3:  # one byte of another value
        return data[:at] + bytes([data[at] ^ (1 + size % 255)]) + data[at + 1 :] if at < len(data) else data
    if kind == 4:  # a part twice
        return data[: at + size] + data[at:]
    return data[:at] + odd * 3 + data[at + size :]


harms: st.SearchStrategy[list[tuple[int, float, int, bytes]]] = st.lists(
    st.tuples(st.integers(0, 5), st.floats(0, 1), st.integers(1, 400), st.sampled_from(_ODD) | st.binary(max_size=8)),
    min_size=1,
    max_size=4,
)


def harmed(data: bytes, changes: list[tuple[int, float, int, bytes]]) -> bytes:
    """A file with all these changes made to it."""
    for kind, place, size, odd in changes:
        data = _harm(data, kind, place, size, odd)
    return data


def bears(path: Path) -> None:
    """Assert that a file is read, or refused in words."""
    if not path.stat().st_size:
        return
    for entry in entries_of(Found(path, str(path), True)):
        item = entry if isinstance(entry, Failure) else finish(entry, Defaults())
        assert item.origin.encode()


def samples(folder: Path) -> list[Path]:
    """The files of a folder of samples."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "expected.jsonl")
    return files or pytest.fail(f"no samples in {folder}")
