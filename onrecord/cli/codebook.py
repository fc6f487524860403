"""The commands on codebooks: check one, propose one."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import OUT, printable, progress
from onrecord.errors import InputError, OnrecordError
from onrecord.pipeline import Progress, Report
from onrecord.settings import from_environment

if TYPE_CHECKING:
    from onrecord.positions.checking import Mentioned
    from onrecord.types import ArticleMaterial, Codebook


@click.group()
def codebook() -> None:
    """Check a codebook, or have one proposed from a pile of articles."""


@codebook.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@click.option("--record", metavar="FILE", help="Count in the articles of this record how often options are mentioned.")
def check(file: Path, paths: tuple[str, ...], record: str | None) -> int:
    """Name what is wrong in a codebook (exit code 2) and what will mislead (0); with articles, who mentions what."""
    from onrecord.positions.checking import mentions, warnings
    from onrecord.positions.codebook import written
    from onrecord.reading import Vectors

    if record is not None and paths:
        raise click.UsageError("Give either --record or articles, not both.")
    held = written(file)
    count, issues = len(held.codebook.options), len({option.issue for option in held.codebook.options})
    found = list(warnings(held, Vectors.load(from_environment().engine.threads)))
    for warning in found:
        click.echo(printable(f"warning: {warning}"))
    if record is not None or paths:
        with progress() as report, closing(_of_record(record) if record else _of_paths(paths, report)) as materials:
            seen = _Counted(materials)
            counted = mentions(held.codebook, seen)
        _tell_mentions(held.codebook, counted, seen.articles)
        found += [one.option.id for one in counted if not one.articles]
    told = f"{len(found)} warning{'' if len(found) == 1 else 's'}" if found else "no warnings"
    click.echo(printable(f"{file}: {_number(count, 'option')} in {_number(issues, 'issue')}, no problems, {told}."))
    return 0


@codebook.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--options",
    "most",
    type=click.IntRange(min=1, max=100),
    default=12,
    show_default=True,
    metavar="N",
    help="How many options at most.",
)
@OUT
def suggest(paths: tuple[str, ...], most: int, out: Path | None) -> int:
    """Propose issues and options from articles, as a codebook to be mended by hand."""
    from onrecord.positions.suggesting import sheet, suggest
    from onrecord.reading import Vectors

    if out is not None and out.exists():
        raise OnrecordError(f"{out} exists already; name another file, so that no work of yours is lost.")
    with progress() as report, closing(_of_paths(paths, report)) as materials:
        seen = _Counted(materials)
        issues = suggest(seen, Vectors.load(from_environment().engine.threads), most=most)
    if not issues:
        raise InputError(
            f"Nobody in {_number(seen.articles, 'article')} wants, plans or refuses anything more than once; give more "
            f"articles on one debate."
        )
    text = sheet(issues, seen.articles)
    if out is None:
        click.echo(text, nl=False)
        return 0
    out.write_text(text, encoding="utf-8")
    count = sum(len(issue.options) for issue in issues)
    click.echo(
        f"Wrote {out}: {_number(count, 'option')} in {_number(len(issues), 'issue')}. Read and mend it, then run "
        f"`onrecord codebook check {out}`.",
        err=True,
    )
    return 0


class _Counted:
    """Articles in passing, and how many there were."""

    def __init__(self, materials: Iterable[ArticleMaterial]) -> None:
        self._materials = materials
        self.articles = 0

    def __iter__(self) -> Iterator[ArticleMaterial]:
        for material in self._materials:
            self.articles += 1
            yield material


def _of_record(record: str) -> Generator[ArticleMaterial, None, None]:
    from onrecord.record import open_record

    with open_record(record, create=False) as opened:
        for identifier in [article.id for article in opened.articles()]:
            yield opened.material(identifier)


def _of_paths(paths: Sequence[str], report: Report) -> Generator[ArticleMaterial, None, None]:
    """The articles of paths as they are read; what cannot be read is named and stops nothing."""
    from onrecord.origins import collect
    from onrecord.pipeline import chunks, read_articles
    from onrecord.reading import Reader
    from onrecord.types import Article, Failure

    engine = from_environment().engine
    done = 0
    articles = collect(paths)
    reader = Reader.load(engine.threads, engine.folder)
    for chunk in chunks(articles):
        failures = [item for item in chunk if isinstance(item, Failure)]
        for outcome in read_articles([item for item in chunk if isinstance(item, Article)], reader):
            if isinstance(outcome, Failure):
                failures.append(outcome)
                continue
            done += 1
            report(Progress("reading", done, None, outcome.article.origin))
            yield outcome
        for failure in failures:
            word = "skipped" if failure.skipped else "failed"
            click.echo(printable(f"{word}: {failure.origin}: {failure.reason}"), err=True)


def _tell_mentions(codebook: Codebook, counted: Sequence[Mentioned], articles: int) -> None:
    width = max(len(option.id) for option in codebook.options)
    click.echo(f"{'mentioned in':>{width + 14}} articles, statements")
    for one in counted:
        click.echo(printable(f"  {one.option.id:<{width}}  {one.articles:>10}  {one.statements:>10}"))
    for one in counted:
        if not one.articles:
            click.echo(
                printable(
                    f"warning: nobody in {_number(articles, 'article')} mentions {one.option.id!r}; add the words that "
                    f"reports use for it as `keywords:`, or take it away."
                )
            )


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
