"""What a run came to, as its command says it at the end."""

from __future__ import annotations

import click

from onrecord.cli.options import printable
from onrecord.pipeline import Summary


def tell(summary: Summary) -> None:
    """The summary of a run, every article that was left out with its reason."""
    for failure in (*summary.skipped, *summary.failed):
        word = "skipped" if failure.skipped else "failed"
        click.echo(printable(f"{word}: {failure.origin}: {failure.reason}"), err=True)
    for origin in summary.changed:
        said = f"changed: {origin}: its text is another than before; the record keeps both articles."
        click.echo(printable(said), err=True)
    unnamed = summary.more_skipped + summary.more_failed + summary.more_changed
    if unnamed:
        click.echo(f"(and {unnamed:,} more, which stand in the record)", err=True)
    click.echo(
        f"{summary.read} read, {summary.known} already known, {len(summary.skipped) + summary.more_skipped} skipped, "
        f"{len(summary.failed) + summary.more_failed} failed; {summary.coded} coded."
    )
    for note in summary.notes:
        click.echo(printable(note))
