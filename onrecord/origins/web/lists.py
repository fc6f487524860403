"""Lists of addresses: a file of lines, or rows of a table that name an address and no text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.origins.decoding import decode
from onrecord.origins.draft import Address, Draft, Entry, Found
from onrecord.origins.form import HEAD, Head
from onrecord.origins.web.addresses import identity, is_address, shown
from onrecord.types import Failure

_LARGEST_LIST = 200_000_000  # bytes, held in memory as a whole: some two million addresses


def address_of(url: str, known: Draft | None = None) -> Address:
    """An address as an entry; its article goes by it, without what does not name it."""
    return Address(url.strip(), replace(known or Draft("", ""), origin=identity(url)))


def is_list(head: Head) -> bool:
    """Whether a file begins as a list of addresses does: one a line, beside empty lines and remarks after #."""
    lines = head.text.splitlines()
    if len(head.data) >= HEAD and len(lines) > 1:
        lines.pop()  # cut off
    told = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return bool(told) and all(map(is_address, told))


def read_list(found: Found) -> Iterator[Entry | Failure]:
    """The addresses of a file, line by line; a line that is none is a failure of its own."""
    if found.path.stat().st_size > _LARGEST_LIST:
        yield Failure(found.origin, "origins", f"{found.origin} is larger than 200 MB; cut it into several lists.")
        return
    for number, line in enumerate(decode(found.path.read_bytes()).splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if is_address(text):
            yield address_of(text)
            continue
        reason = f"{found.origin}, line {number}, is no address but {shown(text)[:60]!r}; write one a line."
        yield Failure(f"{found.origin}#{number}", "origins", reason)
