"""Undo and redo over all that a reviewer judged: positions, statements, and who is who."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.registering import renew

if TYPE_CHECKING:
    from onrecord.record.store import Record
    from onrecord.record.values import Step


def undo(record: Record, reviewer: str) -> Step | None:
    """Take back what a reviewer judged last, whatever it was on; None where nothing of theirs stands."""
    from onrecord.record.reviews import Reviews

    return Reviews(record).undo(reviewer, renew=lambda: renew(record))


def redo(record: Record, reviewer: str) -> Step | None:
    """Bring back what the reviewer took back last; None where nothing is, or where they judged anew since."""
    from onrecord.record.reviews import Reviews

    return Reviews(record).redo(reviewer, renew=lambda: renew(record))
