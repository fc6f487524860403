"""An open database, and the transactions in which it is read and written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from onrecord.record import identity_rows, revisions
from onrecord.record.dialects import announce_writing
from onrecord.record.trouble import explained
from onrecord.record.values import Identities


class OpenDatabase:
    """A connection with its transactions, and who is who in it at present."""

    def __init__(self, connection: Connection, where: str) -> None:
        """Take over a connection to a database whose tables are up to date."""
        self._connection = connection
        self.where = where
        self._known: tuple[str, Identities] | None = None  # with the mark of the register that they belong to

    def __enter__(self) -> Self:
        """The record itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the record."""
        self.close()

    def close(self) -> None:
        """Give the database back; what is not committed is undone."""
        self._connection.close()
        self._connection.engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Write everything in the block or, where it raises, nothing; a block in a block stands or falls alone."""
        with explained(self.where):
            if self._connection.in_transaction():
                with self._connection.begin_nested():
                    yield self._connection
                return
            announce_writing(self._connection, True)
            try:
                with self._connection.begin():
                    yield self._connection
                    revisions.write_changes(self._connection)
            except BaseException:
                revisions.forget_changes(self._connection)
                raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """What a block reads stands still while it lasts."""
        with explained(self.where):
            if self._connection.in_transaction():
                yield self._connection
            else:
                announce_writing(self._connection, False)
                with self._connection.begin():
                    yield self._connection

    def revision(self) -> str:
        """``machine.register.turn``, short marks: the first changes with articles, codings and codebooks, the second
        with who is who, the third is a number that grows with every judgement.
        """
        with self.reading() as connection:
            return revisions.read_revision(connection)

    def identities(self) -> Identities:
        """Which canonical actor each sighted id means at present."""
        with self.reading():
            return self._identities()

    def _identities(self) -> Identities:
        """The identities, read anew only where somebody has changed them."""
        mark = identity_rows.read_mark(self._connection)
        if self._known is None or self._known[0] != mark:
            self._known = mark, identity_rows.read_identities(self._connection)
        return self._known[1]
