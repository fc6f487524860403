"""The command `onrecord backup`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from onrecord.cli.options import RECORD, where


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@RECORD
@click.option("--force", is_flag=True, help="Replace the file where it is there already.")
def backup(file: Path, record: str | None, force: bool) -> int:
    """Write a copy of the record, which may be in use meanwhile, into FILE: one file, also of a PostgreSQL record."""
    from onrecord.record import open_record
    from onrecord.record.backing_up import back_up

    def tell(done: int, total: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{done / max(total, 1):4.0%}", nl=False, err=True)

    with open_record(where(record), create=False) as opened:
        rows = back_up(opened, file, force=force, progress=tell)
    start = "\r" if sys.stderr.isatty() else ""
    click.echo(f"{start}Wrote {file}: {rows:,} rows, looked through.", err=True)
    return 0
