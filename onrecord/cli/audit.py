"""The command that writes out the log of all that people did."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.options import OUT, RECORD, where, write


@click.command()
@RECORD
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
@click.option("--person", metavar="NAME", help="Only what this person did.")
@click.option("--verb", metavar="VERB", help="Only this: accept, reject, change, add, undo, same…")
@OUT
def audit(record: str | None, form: str, person: str | None, verb: str | None, out: Path | None) -> int:
    """Write out all that people did in a record, the earliest first: judgements, undo and redo, merges, accounts."""
    from onrecord.exports.audit_lines import csv_lines, json_lines
    from onrecord.record import open_record
    from onrecord.record.audit_rows import read_audit

    with open_record(where(record), create=False) as opened, opened.reading() as connection:
        found = read_audit(connection, person=person, verb=verb)
        if form == "csv":
            write(csv_lines(found), out, encoding="utf-8-sig" if out else "utf-8")
        else:
            write(json_lines(found), out)
    return 0
