"""What was fitted to the record's own judgements, and the judgements that it can be fitted to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, insert, select, update

from onrecord.record import coding_rows
from onrecord.record.audit_rows import write_audit
from onrecord.record.claim_rows import options_under
from onrecord.record.codec import json_text
from onrecord.record.judged_rows import judged_position
from onrecord.record.review_tables import judged, tunings
from onrecord.record.values import Judged, State

if TYPE_CHECKING:
    from onrecord.record.store import Record

_SAID = (State.ACCEPTED, State.CHANGED, State.ADDED, State.REJECTED)


@dataclass(frozen=True, slots=True)
class Tuning:
    """Weights and thresholds as they were fitted once: ``base`` names those of the program that they start from.

    ``content`` is what was fitted, ``figures`` what it was worth and on how many judgements.
    """

    id: int
    at: datetime
    person: str
    version: str
    base: str
    content: Mapping[str, Any]
    figures: Mapping[str, Any]
    used: bool


class Tunings:
    """What was fitted to the judgements of an open record."""

    def __init__(self, record: Record) -> None:
        """Look at this record."""
        self._record = record

    def save(self, content: Mapping[str, Any], figures: Mapping[str, Any], *, base: str, by: str, used: bool) -> Tuning:
        """Keep what was fitted; where it is ``used``, in place of what was in use until now."""
        text = json_text(content)
        row = {
            "at": datetime.now(UTC),
            "person": by,
            "version": hashlib.sha256(f"{base} {text}".encode()).hexdigest()[:8],
            "base": base,
            "content": text,
            "figures": json_text(figures),
            "used": used,
        }
        with self._record.transaction() as connection:
            if used:
                connection.execute(update(tunings).values(used=False))
            identifier = connection.execute(insert(tunings).returning(tunings.c.id), row).scalar_one()
            told = {"version": row["version"], "used": used}
            write_audit(connection, by, "tune", "tuning", str(identifier), told)
            return _tuning(connection.execute(select(tunings).where(tunings.c.id == identifier)).one())

    def standing(self) -> Tuning | None:
        """The one in use, None where the program's own weights are."""
        with self._record.reading() as connection:
            row = connection.execute(select(tunings).where(tunings.c.used)).one_or_none()
            return None if row is None else _tuning(row)

    def all(self) -> tuple[Tuning, ...]:
        """Every one that was ever kept, the latest last."""
        with self._record.reading() as connection:
            return tuple(map(_tuning, connection.execute(select(tunings).order_by(tunings.c.id))))

    def turn_off(self, by: str) -> Tuning | None:
        """Go back to the program's own weights; the one that was in use until now, None where none was."""
        with self._record.transaction() as connection:
            standing = self.standing()
            if standing is not None:
                connection.execute(update(tunings).values(used=False))
                write_audit(connection, by, "untune", "tuning", str(standing.id), {"version": standing.version})
            return standing


def judged_claims(record: Record) -> tuple[Judged, ...]:
    """The judged positions on options of the current codebook, article by article; not those judged unsure."""
    with record.reading() as connection:
        codebook = coding_rows.current_version(connection)
        if codebook is None:
            return ()
        options = sorted(options_under(connection, codebook))
        found = select(judged).where(judged.c.state.in_(_SAID), judged.c.option.in_(options))
        known = record.identities()
        rows = connection.execute(found.order_by(judged.c.article, judged.c.ordinal, judged.c.id))
        return tuple(judged_position(row, known) for row in rows)


def _tuning(row: Row[Any]) -> Tuning:
    content, figures = json.loads(row.content), json.loads(row.figures)
    return Tuning(row.id, row.at, row.person, row.version, row.base, content, figures, row.used)
