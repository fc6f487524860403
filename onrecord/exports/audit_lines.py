"""The log of all that people did, as lines for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Protocol

from onrecord.exports.csv import rows


class Logged(Protocol):
    """A row of the log; ``detail`` is a JSON object."""

    @property
    def id(self) -> int:
        """Its number, in the order in which things were done."""
        ...

    @property
    def at(self) -> datetime:
        """When."""
        ...

    @property
    def person(self) -> str:
        """Who."""
        ...

    @property
    def verb(self) -> str:
        """What was done."""
        ...

    @property
    def target_kind(self) -> str:
        """To what sort of thing."""
        ...

    @property
    def target_id(self) -> str:
        """To which."""
        ...

    @property
    def detail(self) -> str:
        """What more is to be said of it."""
        ...


_COLUMNS = ("id", "at", "person", "verb", "target_kind", "target_id", "detail")


def json_lines(found: Iterable[Logged]) -> Iterator[str]:
    """One JSON object for each row of the log."""
    for row in found:
        plain = {name: getattr(row, name) for name in _COLUMNS}
        whole = {**plain, "at": row.at.isoformat(), "detail": json.loads(row.detail)}
        yield json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def csv_lines(found: Iterable[Logged]) -> Iterator[str]:
    """The same as a table, with the detail as JSON in its last column."""
    cells = (
        (str(row.id), row.at.isoformat(), row.person, row.verb, row.target_kind, row.target_id, row.detail)
        for row in found
    )
    yield from rows((_COLUMNS, *cells))
