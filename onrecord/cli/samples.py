"""The commands on samples: draw one, see how far it is, and take its figures and codings out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import OUT, RECORD, printable, where, write
from onrecord.cli.people import BY, who

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.record.sample_values import Sample, SamplePlan

_DAY = click.DateTime(formats=["%Y-%m-%d"])
# As record.sample_values has them, which is slow to import; a test compares.
_UNITS = ("article", "statement", "position")
_STRATA = ("option", "outlet", "month")


@click.group()
def samples() -> None:
    """Let several people code a drawn part of the record apart from each other, and tell how far they agree."""


@contextmanager
def _opened(record: str | None) -> Iterator[Record]:
    from onrecord.record import open_record

    with open_record(where(record), create=False) as opened:
        yield opened


@samples.command()
@click.argument("name")
@click.option("--of", "unit", type=click.Choice(_UNITS), default="article", show_default=True, help="What is coded.")
@click.option("--size", type=int, required=True, metavar="N", help="How many.")
@click.option("--coder", "coders", multiple=True, required=True, metavar="NAME", help="Who codes; repeatable.")
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed draws the same sample.")
@click.option("--overlap", type=click.FloatRange(0, 100), default=100.0, metavar="PERCENT", help="Coded by all.")
@click.option(
    "--by", "strata", type=click.Choice(_STRATA), multiple=True, help="Keep in proportion by this; repeatable."
)
@click.option("--shown", is_flag=True, help="Show coders what the machine found.")
@click.option("--option", metavar="ID", help="Only what is on this option.")
@click.option("--outlet", metavar="NAME", help="Only of this outlet.")
@click.option("--since", type=_DAY, metavar="DATE", help="Only of articles of this day or later.")
@click.option("--until", type=_DAY, metavar="DATE", help="Only of articles of this day or earlier.")
@BY
@RECORD
def draw(name: str, record: str | None, by: str | None, **asked: Any) -> int:
    """Draw a sample called NAME and share it out among its coders."""
    from onrecord.record.samples import Samples

    with _opened(record) as opened:
        sample = Samples(opened).draw(name, _plan(asked), by=who(by))
    click.echo(f"Sample {sample.id}: {sample.items} items for {', '.join(map(printable, sample.plan.coders))}.")
    return 0


def _plan(asked: Mapping[str, Any]) -> SamplePlan:
    from onrecord.record.sample_values import DrawFrom, SamplePlan, Stratum, Unit

    since, until = (asked[name].date() if asked[name] else None for name in ("since", "until"))
    return SamplePlan(
        unit=Unit(asked["unit"]),
        size=asked["size"],
        seed=asked["seed"],
        coders=asked["coders"],
        overlap=asked["overlap"] / 100,
        strata=tuple(Stratum(one) for one in asked["strata"]),
        blind=not asked["shown"],
        drawn_from=DrawFrom(outlet=asked["outlet"], option=asked["option"], since=since, until=until),
    )


@samples.command("list")
@RECORD
@OUT
def list_(record: str | None, out: Path | None) -> int:
    """List the samples: number, name, what is coded, how far each coder is, how much is settled."""
    from onrecord.record.samples import Samples

    with _opened(record) as opened:
        found = Samples(opened).all()
    if not found:
        click.echo("No samples.")
        return 0
    write((printable(_told(one)) for one in found), out)
    return 0


@samples.command()
@click.argument("number", type=int, metavar="N")
@click.option(
    "--tolerance", type=click.FloatRange(0.05, 1), help="From which share of common text two passages are one."
)
@click.option("--machine", is_flag=True, help="Set the machine beside the coders.")
@RECORD
@OUT
def agreement(number: int, tolerance: float | None, machine: bool, record: str | None, out: Path | None) -> int:
    """How far the coders of sample N agree, as CSV: Krippendorff's alpha with its interval, percent, F1 of passages."""
    from onrecord.comparing import TOLERANCE
    from onrecord.exports.agreement_csv import figure_lines
    from onrecord.sampling import compared

    with _opened(record) as opened:
        _, comparison = compared(opened, number, tolerance=tolerance or TOLERANCE, machine=machine)
    write(figure_lines(comparison), out, encoding="utf-8-sig" if out else "utf-8")
    return 0


@samples.command()
@click.argument("number", type=int, metavar="N")
@click.option("--differing", is_flag=True, help="Only where the coders differ.")
@RECORD
@OUT
def codings(number: int, differing: bool, record: str | None, out: Path | None) -> int:
    """What each coder of sample N said of each unit, as CSV; hidden until all have finished."""
    from onrecord.exports.agreement_csv import unit_lines
    from onrecord.sampling import answered, names_of

    with _opened(record) as opened:
        _, items = answered(opened, number)
        units = [unit for one in items for unit in one.units if unit.differing or not differing]
        names = names_of(opened, units)
    write(unit_lines(units, names), out, encoding="utf-8-sig" if out else "utf-8")
    return 0


@samples.command("open")
@click.argument("number", type=int, metavar="N")
@BY
@RECORD
def open_(number: int, by: str | None, record: str | None) -> int:
    """Let sample N be compared before all have finished; nobody codes in it any more."""
    from onrecord.record.samples import Samples

    with _opened(record) as opened:
        Samples(opened).open(number, by=who(by))
    click.echo(f"Sample {number} can be compared now.")
    return 0


def _told(one: Sample) -> str:
    far = ", ".join(f"{p.coder} {p.done}/{p.items}" for p in one.progress)
    state = "closed" if one.closed_at else f"{one.settled} of {one.items} settled" if one.comparable else "hidden"
    return f"{one.id}  {one.name}  {one.items} of {one.plan.unit.value}  {far}  {state}"
