"""The command `onrecord export`."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.options import OUT, RECORD, where, write
from onrecord.exporting import FORMATS, WHAT


@click.command()
@click.argument("what", type=click.Choice(WHAT))
@RECORD
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Default: after the name of --out, else jsonl; qdpx, cas and dna hold a whole record.",
)
@OUT
def export(what: str, record: str | None, form: str | None, out: Path | None) -> int:
    """Write statements, positions, relations, actors, articles or the whole record for another program.

    A whole record is written as qdpx (MAXQDA, NVivo, ATLAS.ti, QualCoder), cas (INCEpTION) or dna (Discourse Network
    Analyzer; `onrecord dna` has more options for it).
    """
    from onrecord import verbs

    if out is None:
        write(verbs.export(what, record=where(record), form=form or "jsonl"), None)
        return 0
    verbs.export_file(out, what, record=where(record), form=form)
    click.echo(f"Wrote {out}.", err=True)
    return 0
