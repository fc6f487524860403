"""The command that fits the coders to the record's own judgements."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import RECORD, progress, where
from onrecord.cli.people import BY, who
from onrecord.settings import from_environment

if TYPE_CHECKING:
    from onrecord.positions.tuning import Rate, Tuned
    from onrecord.record import Record


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what it would be worth; keep nothing.")
@click.option("--off", is_flag=True, help="Go back to the weights that onrecord comes with.")
@click.option("--recode", is_flag=True, help="Code all articles of the record anew at once.")
@BY
@RECORD
def tune(dry_run: bool, off: bool, recode: bool, by: str | None, record: str | None) -> int:
    """Fit the coders to what reviewers judged; used only where that is better on articles held back."""
    from onrecord import tuning
    from onrecord.record import open_record

    if dry_run and (off or recode):
        raise click.UsageError("--dry-run changes nothing: give neither --off nor --recode with it.")
    with open_record(where(record), create=False) as opened:
        if off:
            if not _turn_off(opened, who(by)):
                return 0
        else:
            with progress() as report:
                made = tuning.tune(opened, from_environment().engine, report=report)
            _tell(made)
            if dry_run:
                click.echo("Nothing was kept (--dry-run).")
                return 0
            kept = tuning.keep(opened, made, by=who(by))
            click.echo(
                f"In use from now on as tuning {kept.version}."
                if kept.used
                else "Not better beyond chance: it is kept with its figures, but not used."
            )
            if not kept.used:
                return 0
        if recode:
            _recode(opened)
        else:
            click.echo("The next reading codes all articles anew; to do so now, add --recode.")
    return 0


def _turn_off(record: Record, by: str) -> bool:
    from onrecord.record.tunings import Tunings

    was = Tunings(record).turn_off(by)
    click.echo(f"Tuning {was.version} is no longer in use." if was else "No tuning was in use.")
    return was is not None


def _recode(record: Record) -> None:
    from onrecord.pipeline import fill

    with progress() as report:
        summary = fill(record, (), engine=replace(from_environment().engine, jobs=None), report=report)
    click.echo(f"Coded {summary.coded:,} articles anew.")
    for failure in summary.failed:
        click.echo(f"{failure.origin}: {failure.reason}", err=True)


def _tell(made: Tuned) -> None:
    click.echo(
        f"{made.judgements:,} judged positions in {made.articles:,} articles; "
        f"{made.held_judgements:,} of them in {made.held_articles:,} articles were held back for these figures."
    )
    click.echo(f"{'sides':10}{'as shipped':>22}{'tuned':>22}")
    for name in ("precision", "recall", "f1"):
        shipped, tuned = getattr(made.shipped, name), getattr(made.tuned, name)
        click.echo(f"{'F1' if name == 'f1' else name:10}{_rate(shipped):>22}{_rate(tuned):>22}")
    click.echo(
        f"F1 {made.gain.value:+.3f} ({made.gain.low:+.3f} to {made.gain.high:+.3f}); of the decisions that become "
        f"others {made.better} are right now and {made.worse} were right before (by chance: p = {made.chance:.3f})."
    )


def _rate(rate: Rate) -> str:
    return f"{rate.value:.3f} ({rate.low:.3f}-{rate.high:.3f})"
