"""The command `onrecord quotes`: who said what, with every report of it, and how outlets differ in the words."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import OUT, RECORD, printable, where, write

if TYPE_CHECKING:
    from onrecord.quoting import Quoted, Variant

_DAY = click.DateTime(formats=["%Y-%m-%d"])
_FIELDS = (
    *("utterance", "actor", "name", "variant", "drift", "differs", "text", "kind", "said", "outlet", "title"),
    *("published", "url", "origin", "article", "begin", "end", "statement"),
)

_MARKS = ('"', "“", "‘", "«", "„")  # who is quoted word for word has marks in the article


@click.command()
@click.argument("name", required=False)
@click.option("--drift", is_flag=True, help="Only what outlets give in different words, side by side.")
@click.option("--option", metavar="ID", help="Only sayings on which a position on this option rests.")
@click.option("--since", type=_DAY, metavar="DATE", help="Only what was said from this day on.")
@click.option("--until", type=_DAY, metavar="DATE", help="Only what was said to this day.")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "jsonl", "html"]), default="table", show_default=True
)
@RECORD
@OUT
def quotes(name: str | None, drift: bool, form: str, record: str | None, out: Path | None, **asked: Any) -> int:
    """Show what was said, each saying once with all its reports; NAME is an actor's name or id.

    With --drift: where reports of one saying differ, the wordings side by side. Figures and negations come first.
    """
    from onrecord.quoting import drifting
    from onrecord.quoting import quotes as quoted
    from onrecord.record import open_record

    days: dict[str, datetime | None] = {name: asked[name] for name in ("since", "until")}
    with open_record(where(record), create=False) as opened:
        period = {name: day.date() if day else None for name, day in days.items()}
        found: Iterable[Quoted] = quoted(opened, name, option=asked["option"], **period)
        found = drifting(iter(found)) if drift else found
        if form == "html":
            from onrecord.web.quotes import quotes_page

            write([quotes_page(list(found), drift=drift)], out)
        elif form == "csv":
            write(_csv(found), out, encoding="utf-8-sig" if out else "utf-8")
        elif form == "jsonl":
            write((json.dumps(line, ensure_ascii=False) for one in found for line in _rows(one)), out)
        else:
            write(_table(found, drift), out)
    return 0


def _table(found: Iterable[Quoted], drift: bool) -> Iterator[str]:
    number = 0
    for number, one in enumerate(found, 1):
        if number > 1:
            yield ""
        yield printable(f"{one.name}, {one.day or 'undated'}: {_carried(one)}{_far(one)}")
        for variant in one.variants:
            yield from _variant(variant)
    if not number:
        yield "No saying is given in different words." if drift else "The record has no saying like that."


def _carried(one: Quoted) -> str:
    articles = len({report.article for report in one.reports})
    return f"{articles} article{'s' * (articles != 1)}, {len(one.variants)} wording{'s' * (len(one.variants) != 1)}"


def _far(one: Quoted) -> str:
    return f", {one.far:.0%} of the words differ at most" if one.far else ""


def _variant(variant: Variant) -> Iterator[str]:
    text = printable(" ".join(variant.text.split()))
    outlets = printable(", ".join(variant.outlets))
    yield f"  {text}" if text[:1] in _MARKS else f"  “{text}”"
    yield f"      {variant.reports[0].published or 'undated'}  {outlets}"
    if variant.drift is not None:
        for change in _changes(variant):
            yield printable(f"      {change}")


def _changes(variant: Variant) -> list[str]:
    """What differs, the gravest first: negations, figures, then words."""
    from onrecord.statements.drift import Change, Weight

    if variant.drift is None:
        return []
    order = list(Weight)
    differing = [p for p in variant.drift.pieces if p.change is not Change.SAME and p.weight is not Weight.FORM]
    told = {
        Change.ADDED: lambda piece: f"+ {piece.after}",
        Change.DROPPED: lambda piece: f"- {piece.before}",
        Change.CHANGED: lambda piece: f"{piece.before} → {piece.after}",
    }
    return [
        f"{'' if piece.weight is Weight.WORDING else piece.weight.value + ': '}{told[piece.change](piece)}"
        for piece in sorted(differing, key=lambda piece: order.index(piece.weight))
    ]


def _rows(one: Quoted) -> Iterator[dict[str, Any]]:
    """One row for each report."""
    for number, variant in enumerate(one.variants, 1):
        for report in variant.reports:
            yield {
                "utterance": one.id,
                "actor": one.actor,
                "name": one.name,
                "variant": number,
                "drift": variant.drift.far if variant.drift else 0.0,
                "differs": _changes(variant),
                "text": report.text,
                "kind": report.kind,
                "said": report.day and report.day.isoformat(),
                "outlet": report.outlet,
                "title": report.title,
                "published": report.published and report.published.isoformat(),
                "url": report.url,
                "origin": report.origin,
                "article": report.article,
                "begin": report.begin,
                "end": report.end,
                "statement": report.statement,
            }


def _csv(found: Iterable[Quoted]) -> Iterator[str]:
    yield ",".join(_FIELDS)
    for one in found:
        for row in _rows(one):
            yield _line({**row, "differs": "; ".join(row["differs"])})


def _line(row: dict[str, Any]) -> str:
    buffer = io.StringIO()
    csv.DictWriter(buffer, _FIELDS, lineterminator="").writerow(row)
    return buffer.getvalue()
