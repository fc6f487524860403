"""The command `onrecord picture`: networks, heat maps, coalitions and curves, drawn for paper, slides or a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from onrecord.cli.choosing import COUNT, ISOLATES, MODE, asked_for, chosen_among, with_choices
from onrecord.cli.options import OUT, RECORD, where
from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.networking import Counting
    from onrecord.networks import NetworkOptions
    from onrecord.web.drawing import Picture, Size

#: The formats of pictures, which `onrecord network` writes too.
FORMS = ("svg", "png", "pdf", "html")
_KINDS = ("network", "heatmap", "coalitions", "polarisation", "trajectories")
# Formats that a terminal can not show.
_BYTES = ("png", "pdf")


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture with the table of what it shows and the sentence under it; ``name`` sets it apart from others."""

    picture: Picture
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    sentence: str = ""
    name: str = ""


@click.command()
@click.argument("what", metavar="KIND", type=click.Choice(_KINDS))
@MODE
@COUNT
@with_choices
@ISOLATES
@click.option("--format", "form", type=click.Choice(FORMS), help="Default: by the ending of --out, else svg.")
@click.option("--for", "made_for", type=click.Choice(["paper", "slide"]), default="paper", show_default=True)
@click.option("--layout", type=click.Choice(["columns", "forces"]), default="columns", show_default=True,
              help="Two modes: actors and options in two columns, or by nearness.")  # fmt: skip
@click.option("--bands", type=click.IntRange(0, 10_000), default=0, metavar="N",
              help="Polarisation: bands of uncertainty from so many draws.")  # fmt: skip
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed gives the same picture.")
@RECORD
@OUT
def picture(what: str, form: str | None, record: str | None, out: Path | None, **given: Any) -> int:
    """Draw who goes together and how they stand, for a paper, a slide, or as a page that stands alone.

    KIND is network, heatmap (mean stances), coalitions (over time), polarisation or trajectories (of stances).
    Pictures over time have windows of quarters unless --window says otherwise.
    """
    from onrecord.networking import counting
    from onrecord.web.drawing import Size

    form = form or _by_ending(out)
    size = Size(given.pop("made_for"))
    seed, layout, bands = given.pop("seed"), given.pop("layout"), given.pop("bands")
    if given["mode"] == "events":
        raise OnrecordError("A list of events is no picture; `onrecord network --mode events` writes it.")
    if what != "network":
        given = {**given, "mode": "actors"}
    if what in ("coalitions", "polarisation", "trajectories") and given["window"] is None:
        given = {**given, "window": "quarters"}
    if what == "heatmap" and given["window"]:
        raise OnrecordError("A heat map is one picture of a period; leave out --window, or draw trajectories.")
    held = counting(where(record))
    asked = chosen_among(asked_for(_weighed(given)), given, held)
    if what == "network":
        write_pictures(network_pictures(held, asked, size=size, columns=layout == "columns", seed=seed), form, out)
    else:
        write_pictures([_charts()[what](held, asked, size, bands, seed)], form, out)
    return 0


def _weighed(given: Mapping[str, Any]) -> dict[str, Any]:
    """Ties of actors averaged unless another normalisation is asked for: else who says much agrees with everybody."""
    source = click.get_current_context().get_parameter_source("normalise")
    usual = source is ParameterSource.DEFAULT and given["mode"] == "actors"
    return {**given, "normalise": "average"} if usual else dict(given)


# ---------------------------------------------------------------- pictures


def network_pictures(
    held: Counting, asked: NetworkOptions, *, size: Size | None = None, columns: bool = True, seed: int = 0
) -> Iterator[Shown]:
    """The network that is asked for, or one picture for each of its windows."""
    from onrecord.networks import networks
    from onrecord.networks.insight import trust_sentence
    from onrecord.web.drawing import Size
    from onrecord.web.pictures import Drawing, camps_of, draw, tie_table, web_of

    drawing = Drawing(size=size or Size.PAPER, columns=columns, seed=seed)
    camps = camps_of(held.columns, replace(asked, windows=None), held.known, seed=seed)
    for number, found in enumerate(networks(held.columns, asked, held.known), start=1):
        web = web_of(found, camps, trust_sentence(found), drawing)
        first = found.period.first.isoformat() if found.period else "undated"
        name = "" if asked.windows is None else f"{number:04d}-{first}"
        headings, rows = tie_table(web)
        yield Shown(draw(web, drawing), headings, rows, web.caption, name)


def _charts() -> Mapping[str, Callable[[Counting, NetworkOptions, Size, int, int], Shown]]:
    from onrecord.web import charts

    def shown(chart: charts.Chart) -> Shown:
        return Shown(chart.picture, chart.headings, chart.rows, chart.sentence)

    return {
        "heatmap": lambda held, asked, *_: shown(charts.heat_chart(charts.heat_of(held.columns, asked, held.known))),
        "coalitions": lambda held, asked, size, _, seed: shown(
            charts.coalition_chart(held.columns, asked, held.known, seed=seed, size=size)
        ),
        "polarisation": lambda held, asked, size, rounds, seed: shown(
            charts.polarisation_chart(held.columns, asked, held.known, rounds=rounds, seed=seed, size=size)
        ),
        "trajectories": lambda held, asked, size, *_: shown(
            charts.trajectory_chart(held.columns, asked, held.known, size=size)
        ),
    }


# ---------------------------------------------------------------- files


def _by_ending(out: Path | None) -> str:
    """The format that the name of a file asks for."""
    if out is None or not out.suffix:
        return "svg"
    ending = out.suffix.lower().lstrip(".")
    if ending not in FORMS:
        raise OnrecordError(f"No picture ends in .{ending}; there are {', '.join(FORMS)}. Or name one with --format.")
    return ending


def write_pictures(found: Iterable[Shown], form: str, out: Path | None) -> None:
    """The pictures into files, one for each, or a single one of letters to the terminal."""
    if out is None and form in _BYTES:
        raise OnrecordError(f"A terminal shows no {form}: name a file with --out.")
    written = 0
    for one in found:
        written += 1
        if out is None and one.name:
            raise OnrecordError(
                f"Several windows are several {form} files: name them with --out, say --out net.{form}."
            )
        made = _made(one, form)
        if out is None:
            click.echo(made.decode(), nl=False)
        else:
            _keep(out.with_name(f"{out.stem}-{one.name}{out.suffix or f'.{form}'}") if one.name else out, made)
        if not one.name:
            click.echo(one.sentence, err=True)
    if out is not None:
        click.echo(f"Wrote {out}." if written == 1 else f"Wrote {written} files beside {out}.", err=True)


def _made(one: Shown, form: str) -> bytes:
    from onrecord.web.drawing import as_file, pdf_of, png_of

    if form == "png":
        return png_of(one.picture)
    if form == "pdf":
        return pdf_of(one.picture)
    if form == "svg":
        return as_file(one.picture).encode()
    from onrecord.web.alone import page_of

    return page_of(one.picture, one.headings, one.rows).encode()


def _keep(path: Path, made: bytes) -> None:
    """Into a file that is there whole or not at all."""
    from onrecord.exports.writing import replacing

    with replacing(path) as place:
        place.write_bytes(made)
