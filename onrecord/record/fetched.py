"""What a record remembers of the web."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.record import fetched_rows
from onrecord.record.fetched_rows import FetchedRow
from onrecord.types import Article

if TYPE_CHECKING:
    from onrecord.record.store import Record


class Fetched:
    """The addresses that were asked for an open record, and the articles that came of them."""

    def __init__(self, record: Record) -> None:
        """Look at this record."""
        self._record = record

    def row(self, url: str) -> FetchedRow | None:
        """What is remembered of an address."""
        with self._record.reading() as connection:
            return fetched_rows.read_row(connection, url)

    def rows(self, kind: str) -> tuple[FetchedRow, ...]:
        """What is remembered of every address of a kind (page, feed, sitemap, robots), by address."""
        with self._record.reading() as connection:
            return tuple(fetched_rows.read_rows(connection, kind))

    def save(self, row: FetchedRow) -> None:
        """Remember, over what was remembered of the same address."""
        with self._record.transaction() as connection:
            fetched_rows.write_row(connection, row)

    def forget(self, url: str) -> None:
        """Remember nothing of an address."""
        with self._record.transaction() as connection:
            fetched_rows.delete_row(connection, url)

    def article(self, origin: str) -> Article | None:
        """The article that came from an origin last; a page that was changed since has more than one."""
        held = self._record.articles_from(origin)
        return self._record.article(held[-1]) if held else None
