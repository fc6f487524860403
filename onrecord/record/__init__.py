"""The store of articles, readings and every claim and judgement on them; the only room with SQL.

SQLAlchemy is imported when a record is opened, not with this package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.record.opening import open_record
from onrecord.record.values import Identities, Judgement, RecordCounts, Verdict

if TYPE_CHECKING:
    from onrecord.record.store import Record

__all__ = ["Identities", "Judgement", "Record", "RecordCounts", "Verdict", "open_record"]


def __getattr__(name: str) -> object:
    """Load the class Record, and SQLAlchemy with it, on first use."""
    if name == "Record":
        from onrecord.record.store import Record

        return Record
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
