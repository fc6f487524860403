"""The memory that a record is to whoever asks the web."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from onrecord.origins.web.fetching import Remembered
from onrecord.types import Article

if TYPE_CHECKING:
    from onrecord.record import Record


class RecordMemory:
    """What an open record remembers of addresses, from run to run."""

    def __init__(self, record: Record) -> None:
        """Look into this record."""
        from onrecord.record.fetched import Fetched

        self._fetched = Fetched(record)

    def get(self, url: str) -> Remembered | None:
        """What is remembered of an address."""
        row = self._fetched.row(url)
        if row is None:
            return None
        return Remembered(**{name: value for name, value in asdict(row).items() if name != "url"})

    def put(self, url: str, remembered: Remembered) -> None:
        """Remember it, over what was remembered before."""
        from onrecord.record.fetched_rows import FetchedRow

        self._fetched.save(FetchedRow(url, **asdict(remembered)))

    def article(self, origin: str) -> Article | None:
        """The article that was read from there last, if it is still held."""
        return self._fetched.article(origin)
