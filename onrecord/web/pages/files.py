"""Rows as the lines of a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator


def csv_lines(rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """Rows as CSV; what a spreadsheet would take for a formula is marked as text."""
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow([_harmless(value) for value in row])
        yield line.getvalue()


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
