"""`onrecord load`: what a cluster has read, brought into a record."""

from __future__ import annotations

import click

from onrecord.cli.options import RECORD, progress, where
from onrecord.cli.telling import tell


@click.command()
@click.argument("folder")
@RECORD
@click.option("--partial", is_flag=True, help="Load what is done, where some of it is missing.")
def load(folder: str, record: str | None, partial: bool) -> int:
    """Bring what `read --cluster` has read into the record."""
    from onrecord.cluster import check
    from onrecord.cluster import load as bring_in
    from onrecord.record import open_record

    place = where(record)
    check(folder, partial=partial)  # so that a wrong call leaves no empty record behind
    with open_record(place) as opened, progress() as report:
        summary = bring_in(opened, folder, partial=partial, report=report)
    tell(summary)
    click.echo(f"Record: {place}.")
    return 1 if summary.failed else 0
