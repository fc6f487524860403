"""Rows of the log of all that people did: added, never changed, never taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from onrecord.record.codec import json_text
from onrecord.record.review_tables import audit
from onrecord.record.values import AuditRow

_NEW = insert(audit)
# Rows fetched at once: a few hundred kilobytes.
_BATCH = 1000


def write_audit(
    connection: Connection,
    person: str,
    verb: str,
    target_kind: str,
    target_id: str,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Write that a person did something; never a secret in ``detail``, for the log is handed out."""
    row = {
        "at": datetime.now(UTC),
        "person": person,
        "verb": verb,
        "target_kind": target_kind,
        "target_id": target_id,
        "detail": json_text(detail or {}),
    }
    connection.execute(_NEW, row)


def read_audit(
    connection: Connection,
    *,
    person: str | None = None,
    verb: str | None = None,
    target: tuple[str, str] | None = None,
    after: int = 0,
    before: int | None = None,
    newest_first: bool = False,
    limit: int | None = None,
) -> Iterator[AuditRow]:
    """What people did, the earliest first or the newest, narrowed to a person, a verb or a target (kind and id).

    ``after`` and ``before`` are ids of rows that are left out themselves.
    """
    last, left = (before, limit) if newest_first else (after, limit)
    while left is None or left > 0:
        found = select(audit)
        if newest_first:
            found = found.where(audit.c.id > after).order_by(audit.c.id.desc())
            found = found if last is None else found.where(audit.c.id < last)
        else:
            found = found.where(audit.c.id > (last or 0)).order_by(audit.c.id)
            found = found if before is None else found.where(audit.c.id < before)
        if person is not None:
            found = found.where(audit.c.person == person)
        if verb is not None:
            found = found.where(audit.c.verb == verb)
        if target is not None:
            found = found.where(audit.c.target_kind == target[0], audit.c.target_id == target[1])
        size = _BATCH if left is None else min(_BATCH, left)
        rows = connection.execute(found.limit(size)).all()
        for row in rows:
            yield AuditRow(row.id, row.at, row.person, row.verb, row.target_kind, row.target_id, row.detail)
        if len(rows) < size:
            return
        last = rows[-1].id
        left = None if left is None else left - len(rows)
