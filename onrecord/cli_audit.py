"""The command that writes out the log of all that people did."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli_options import OUT, RECORD, where, write

if TYPE_CHECKING:
    from onrecord.record.values import AuditRow

_COLUMNS = ("id", "at", "person", "verb", "target_kind", "target_id", "detail")


@click.command()
@RECORD
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
@click.option("--person", metavar="NAME", help="Only what this person did.")
@click.option("--verb", metavar="VERB", help="Only this: accept, reject, change, add, undo, same…")
@OUT
def audit(record: str | None, form: str, person: str | None, verb: str | None, out: Path | None) -> int:
    """Write out all that people did in a record, the earliest first: judgements, undo and redo, merges, accounts."""
    from onrecord.record import open_record
    from onrecord.record.audit_rows import read_audit

    with open_record(where(record), create=False) as opened, opened.reading() as connection:
        found = read_audit(connection, person=person, verb=verb)
        if form == "csv":
            write(csv_lines(found), out, encoding="utf-8-sig" if out else "utf-8")
        else:
            write(json_lines(found), out)
    return 0


def json_lines(found: Iterator[AuditRow]) -> Iterator[str]:
    """One JSON object for each row of the log."""
    for row in found:
        plain = {name: getattr(row, name) for name in _COLUMNS}
        yield json.dumps(
            {**plain, "at": row.at.isoformat(), "detail": json.loads(row.detail)},
            ensure_ascii=False,
            separators=(",", ":"),
        )


def csv_lines(found: Iterator[AuditRow]) -> Iterator[str]:
    """The same as a table, with the detail as JSON in its last column."""
    from onrecord.exports.csv import rows

    yield from rows(
        (
            _COLUMNS,
            *(
                (str(row.id), row.at.isoformat(), row.person, row.verb, row.target_kind, row.target_id, row.detail)
                for row in found
            ),
        )
    )
