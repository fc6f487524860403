"""`onrecord read --dry-run`: what is recognised in each file, before anything is read."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import printable

if TYPE_CHECKING:
    from onrecord.origins.survey import Surveyed

_FIELDS = ("title", "published", "outlet", "author", "agency", "section", "url")
_COLUMNS = ("file", "formats", "articles", *_FIELDS, "languages", "again", "addresses", "skipped", "failed", "reasons")


def can_be_tried(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command of paths --dry-run, with which it only tells what is recognised in them."""

    @wraps(command)
    def with_dry_run(*, dry_run: bool, form: str | None, verbose: bool, **rest: Any) -> int:
        if dry_run:
            return tell_survey(rest["paths"], form or "table", verbose=verbose)
        if form is not None or verbose:
            raise click.UsageError("--format and --verbose say how --dry-run tells what it finds; add --dry-run.")
        return command(**rest)

    options = (
        click.option("--dry-run", is_flag=True, help="Only tell what is recognised in each file; read nothing."),
        click.option(
            "--format",
            "form",
            type=click.Choice(["table", "jsonl", "csv"]),
            help="How --dry-run tells it; default: table.",
        ),
        click.option("-v", "--verbose", is_flag=True, help="With --dry-run: show the first article of each file."),
    )
    for option in reversed(options):
        with_dry_run = option(with_dry_run)
    return with_dry_run


def tell_survey(paths: Sequence[str], form: str, *, verbose: bool = False) -> int:
    """Tell what is recognised in the files; the exit code is that of reading them: 1 where something fails."""
    from onrecord.cli.survey_table import SurveyTable
    from onrecord.origins.survey import survey

    failed = False
    with _progress() as report:
        found = survey(paths, report)
        if form == "table":
            table = SurveyTable(verbose=verbose)
            for one in found:
                table.take(one)
                failed = failed or one.failed > 0
    if form == "table":
        table.show()
        return int(failed)

    def watched() -> Iterator[Surveyed]:
        nonlocal failed
        for one in found:
            failed = failed or one.failed > 0
            yield one

    for line in survey_lines(watched(), form):
        click.echo(line)
    return int(failed)


def survey_lines(found: Iterable[Surveyed], form: str) -> Iterator[str]:
    """One line a file, as JSON or as CSV with a line of names; as it is found."""
    if form == "csv":
        yield _row(_COLUMNS)
    for one in found:
        languages = dict(one.languages.most_common())
        if form == "csv":
            told = "; ".join(f"{code} {number}" for code, number in languages.items())
            counts = (one.again, one.addresses, one.skipped, one.failed)
            reasons = " | ".join(failure.reason for failure in one.failures)
            fields = (one.filled[name] for name in _FIELDS)
            yield _row((one.origin, "; ".join(one.formats), one.articles, *fields, told, *counts, reasons))
            continue
        row = {
            "file": one.origin,
            "formats": list(one.formats),
            "articles": one.articles,
            "filled": {name: one.filled[name] for name in _FIELDS},
            "languages": languages,
            "again": one.again,
            "addresses": one.addresses,
            "skipped": one.skipped,
            "failed": one.failed,
            "reasons": [{"origin": left.origin, "reason": left.reason} for left in one.failures],
        }
        yield json.dumps(row, ensure_ascii=False)


def _row(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


@contextmanager
def _progress() -> Iterator[Callable[[str, int], None]]:
    """A line that says where the survey is, on a terminal."""
    if not sys.stderr.isatty():
        yield lambda origin, articles: None
        return
    from rich.console import Console

    with Console(stderr=True).status("Looking") as status:

        def report(origin: str, articles: int) -> None:
            status.update(f"{articles:,} articles  [dim]{_escaped(origin[-60:])}[/dim]")

        yield report


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(printable(text))
