"""Who made which codebook the record's own, when and how, and the file that it was, with its comments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from onrecord.record.audit_rows import write_audit
from onrecord.record.codec import options_of
from onrecord.record.review_tables import codebook_editions, judged
from onrecord.record.schema import codebooks
from onrecord.types import Codebook

if TYPE_CHECKING:
    from onrecord.record.store import Record


@dataclass(frozen=True, slots=True)
class Edition:
    """A codebook as somebody made it the current one; ``text`` is its YAML where it was written as such.

    Without a ``person`` it came with a reading, and ``at`` is when it was first read with.
    """

    codebook: Codebook
    at: datetime
    person: str | None = None
    how: str = "first read with"
    text: str | None = None
    id: int | None = None


class Editions:
    """The codebooks of an open record as they came one after the other."""

    def __init__(self, record: Record) -> None:
        """Look at this record."""
        self._record = record

    def save(self, codebook: Codebook, *, by: str, how: str, text: str | None = None) -> None:
        """Make a codebook the current one, and keep who did so and its file."""
        row = {"version": codebook.version, "at": datetime.now(UTC), "person": by, "how": how, "text": text}
        with self._record.transaction() as connection:
            self._record.save_codebook(codebook)
            connection.execute(insert(codebook_editions), row)
            detail = {"how": how, "options": len(codebook.options)}
            write_audit(connection, by, "codebook", "codebook", codebook.version, detail)

    def all(self) -> tuple[Edition, ...]:
        """Every one, the latest first."""
        with self._record.reading() as connection:
            held = {
                row.version: (Codebook(options_of(row.content), row.version, row.source), row.first_used)
                for row in connection.execute(select(codebooks).order_by(codebooks.c.turn))
            }
            rows = connection.execute(select(codebook_editions).order_by(codebook_editions.c.id)).all()
        found = [
            Edition(held[row.version][0], row.at, row.person, row.how, row.text, row.id)
            for row in rows
            if row.version in held
        ]
        saved = {row.version: row.at for row in reversed(rows)}
        # what came with a reading has no row of its own: it was used before anybody saved it
        found += [
            Edition(book, at)
            for book, at in held.values()
            if at < saved.get(book.version, datetime.max.replace(tzinfo=UTC))
        ]
        return tuple(sorted(found, key=lambda one: (one.at, one.id or 0), reverse=True))

    def text_of(self, version: str) -> str | None:
        """The file of a codebook as it was last written by a person, None where there is none."""
        edition = codebook_editions.c
        found = select(edition.text).where(edition.version == version, edition.text.is_not(None))
        with self._record.reading() as connection:
            return connection.scalar(found.order_by(edition.id.desc()).limit(1))


def judged_by_option(record: Record) -> dict[str, int]:
    """How many positions people have judged on each option, also on those that no codebook has any more."""
    with record.reading() as connection:
        found = select(judged.c.option, func.count().label("many")).group_by(judged.c.option)
        return {row.option: row.many for row in connection.execute(found)}
