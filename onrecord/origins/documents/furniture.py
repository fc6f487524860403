"""What stands on page after page and is no part of a report: running heads, feet, page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from onrecord.origins.documents.columns import Row

# Heads and feet stand in the outermost lines of a page, of which this many are looked at on either side…
_OUTERMOST = 3
# … and on a third of the pages, for left and right pages can differ, and chapters change.
_SHARE = 0.3
# In the margin, apart from all else and in no larger type than the text: no text, on a single page either.
_MARGIN = 0.055
_APART = 1.6
_NUMBER = re.compile(
    r"^\W*(?:(?:page|seite|pagina|página|p\.|s\.)\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of|von|de|sur|di)\s*\d{1,4})?\W*$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


def without_furniture(
    pages: Sequence[list[Row]], heights: Sequence[float], body: float, apart: Callable[[str], bool] | None = None
) -> tuple[list[list[Row]], list[str]]:
    """Pages without their running heads, feet and numbers, and what these say.

    ``body`` is the height of the text. What is ``apart`` stays: articles that begin on a page each begin alike.
    """
    edges = [_edges(rows, height) for rows, height in zip(pages, heights, strict=True)]
    counts = Counter(shape for rows in edges for shape in {_shape(row) for row in rows})
    lone: dict[str, int] = defaultdict(int)
    for rows in pages:
        for shape in {_shape(row) for row in rows}:
            lone[shape] += 1
    least = max(2, round(_SHARE * len(pages)))
    kept: list[list[Row]] = []
    said: list[str] = []
    for rows, edge, height in zip(pages, edges, heights, strict=True):
        if apart is not None:
            edge = [row for row in edge if not apart(row.text) and _is_marginal(row, rows, height, body)]
        gone = {id(row) for row in edge if counts[_shape(row)] >= least and lone[_shape(row)] >= least}
        gone |= {id(row) for row in edge if _NUMBER.match(row.text) and not 0.12 * height < row.base < 0.88 * height}
        gone |= {id(row) for row in edge if _is_marginal(row, rows, height, body)}
        kept.append([row for row in rows if id(row) not in gone])
        said.extend(row.text for row in rows if id(row) in gone)
    return kept, said


def _edges(rows: list[Row], height: float) -> list[Row]:
    """The outermost lines of a page; lines beside each other are one."""
    bases = sorted({round(row.base / 3) for row in rows})
    outer = {*bases[:_OUTERMOST], *bases[-_OUTERMOST:]}
    return [row for row in rows if round(row.base / 3) in outer and not 0.2 * height < row.base < 0.8 * height]


def _is_marginal(row: Row, rows: Sequence[Row], height: float, body: float) -> bool:
    if row.height > 1.2 * body or _MARGIN < row.base / height < 1 - _MARGIN:
        return False
    return all(
        abs(other.base - row.base) > _APART * body or abs(other.base - row.base) < 0.3 * body
        for other in rows
        if other is not row
    )


def _shape(row: Row) -> str:
    """A line as it returns on other pages, where only numbers change, and about where."""
    return f"{_DIGITS.sub('#', row.text.casefold()).strip()} {round(row.base / 12)}"
