"""What `import onrecord` offers: read reports into a record, look at its map, export it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError
from onrecord.exporting import FORMATS, WHAT, export, export_file
from onrecord.pipeline import Progress, Report, Summary, fill, reading_version
from onrecord.settings import DEFAULT_RECORD, SHIPPED, Engine

if TYPE_CHECKING:
    from onrecord.origins.web.fetching import Fetching
    from onrecord.web import MapView

__all__ = ["FORMATS", "WHAT", "Demo", "Origin", "demo", "export", "export_file", "read", "view"]


@dataclass(frozen=True, slots=True)
class Origin:
    """What a caller says of the articles that do not say it themselves, and how addresses are asked."""

    published: date | None = None
    outlet: str | None = None
    fetching: Fetching | None = None  # None: politely, and nothing that is not public


@dataclass(frozen=True, slots=True)
class Demo:
    """What the bundled debate came to: the run, the record and the HTML report."""

    summary: Summary
    record: Path
    report: Path


def _quiet(progress: Progress) -> None:
    """Show nothing."""


def read(
    paths: Sequence[str | Path],
    *,
    record: str | Path = DEFAULT_RECORD,
    codebook: str | Path | None = None,
    origin: Origin = Origin(),
    engine: Engine = SHIPPED,
    report: Report = _quiet,
) -> Summary:
    """Read reports into a record and code them with a codebook; reading the same again changes nothing.

    ``report`` is told of every step. Raises InputError, CodebookError or RecordError, and MissingExtra where a
    language model is to be asked and the extra is not installed; a single article that fails is a row of the record
    and stands in the summary.
    """
    from onrecord.origins.gathering import Rules, gather
    from onrecord.origins.web.fetching import POLITE
    from onrecord.origins.web.stage import fetched
    from onrecord.record import open_record
    from onrecord.remembering import RecordMemory

    book = None
    if codebook is not None:
        from onrecord.positions import load

        book = load(Path(codebook))
    # A wrong call is found out before the record is touched, so that it leaves none behind.
    gathered = gather(paths, published=origin.published, outlet=origin.outlet)
    engine = _with_answers_beside(record, engine)
    with open_record(record) as opened:
        from onrecord.record.intake import Intake

        through = partial(fetched, fetching=origin.fetching or POLITE, memory=RecordMemory(opened))
        rules = Rules(reading_version(engine), Intake(opened).counts_of, through)
        return fill(opened, gathered.under(rules), codebook=book, engine=engine, report=report)


def _with_answers_beside(record: str | Path, engine: Engine) -> Engine:
    """The engine with a place for the answers of its language model: beside the record, or here if that is no file."""
    use = engine.model
    if use is None:
        return engine
    if not use.dry:
        from onrecord.positions.endpoint import require_extra

        require_extra()
    is_file = "://" not in str(record)
    beside = Path(f"{record}.answers.jsonl") if is_file else Path("onrecord.answers.jsonl")
    return replace(engine, model=replace(use, answers=use.answers or beside))


def view(
    record: str | Path = DEFAULT_RECORD,
    *,
    by: str | None = None,
    issue: str | None = None,
    since: date | None = None,
    count: str = "utterances",
) -> MapView:
    """The map of a record: actors and options with their stands and all that they rest on.

    ``by`` is person, organisation, party or state; by default every actor stands as it was coded. ``count`` is what
    counts once behind a stand: utterances, articles or statements.
    """
    from onrecord.networks import Count, Level
    from onrecord.record import open_record
    from onrecord.record.sharing import shared
    from onrecord.web import Material, Window, build_view

    with open_record(record, create=False) as opened:
        codebook = opened.current_codebook()
        if codebook is None:
            raise OnrecordError(
                f"{record} has not been read with a codebook yet; run `onrecord read` with --codebook FILE."
            )
        known = sorted({option.issue for option in codebook.options})
        if issue is not None and issue not in known:
            raise OnrecordError(f"No issue {issue!r} in the codebook of {record}; it has: {'; '.join(known)}.")
        material = Material(
            articles=tuple(opened.articles()),
            actors=opened.actors(),
            codebook=codebook,
            positions=opened.positions(),
            statements=opened.statements(),
            relations=opened.relations(),
            reported=opened.shifts(),
            failures=opened.failures(),
            told=shared(opened).articles,
        )
    asked = Window(level=Level(by) if by else Level.CODED, issue=issue, since=since, count=Count(count))
    return build_view(material, asked)


def demo(folder: str | Path = ".", *, engine: Engine = SHIPPED, report: Report = _quiet) -> Demo:
    """Read the bundled debate into ``folder`` and write its HTML report beside the record."""
    from onrecord.demo import demo_codebook, demo_paths
    from onrecord.web.report import render_report

    place = Path(folder)
    record, page = place / "onrecord-demo.db", place / "onrecord-demo.html"
    summary = read(demo_paths(), record=record, codebook=demo_codebook(), engine=engine, report=report)
    page.write_text(render_report(view(record)), encoding="utf-8")
    return Demo(summary, record, page)
