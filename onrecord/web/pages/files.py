"""Tables that are downloaded as CSV: all pages write them the same way, as the exports do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.exports.csv import rows


def csv_file(lines: Iterable[str]) -> Iterator[str]:
    """Lines that are safe already as a file, with the mark by which a spreadsheet takes it for UTF-8."""
    yield "\ufeff"
    yield from (f"{line}\r\n" for line in lines)


def csv_lines(table: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """Rows as such a file, their cells made safe to open; what is None is left empty."""
    texts = (["" if value is None else str(value) for value in row] for row in table)
    yield from csv_file(rows(texts, numbers=True))
