"""The sayings of a record with where they were reported: rows of statements that have an utterance."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from onrecord.record.actor_rows import chunks
from onrecord.record.codec import spans_of
from onrecord.record.coding_rows import current_version
from onrecord.record.identity_rows import read_identities
from onrecord.record.schema import UNDATED, articles, positions, statements
from onrecord.record.store import Record

_BY_DAY = (statements.c.day == UNDATED, statements.c.day, statements.c.id)  # undated ones last


class Report(NamedTuple):
    """A report of a saying: the words, whose, and where they stand."""

    utterance: str
    statement: str
    actor: str
    kind: str
    text: str
    day: date | None
    article: str
    begin: int
    end: int
    outlet: str | None
    title: str | None
    published: date | None
    origin: str
    url: str | None


def reports(
    record: Record,
    *,
    actors: Collection[str] | None = None,
    option: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Iterator[list[Report]]:
    """The reports of each utterance of which one is chosen, the earliest first.

    Chosen are those of some canonical actors, those on which positions on an option rest, those said in a period.
    """
    with record.reading() as connection:
        known = read_identities(connection)
        chosen = _chosen(actors and known.sighted_as(actors), since, until)
        if option is not None:
            held = select(positions.c.statement).where(
                positions.c.option == option, positions.c.codebook == current_version(connection)
            )
            chosen = chosen.where(statements.c.id.in_(held))
        found = list(dict.fromkeys(connection.scalars(chosen.order_by(*_BY_DAY))))
        for chunk in chunks(found):
            groups: dict[str, list[Report]] = {utterance: [] for utterance in chunk}
            for row in connection.execute(_rows().where(statements.c.utterance.in_(chunk))):
                report = _report(row, known.of(row.actor, row.article))
                if actors is None or report.actor in actors:
                    groups[row.utterance].append(report)
            yield from (sorted(group, key=_order) for group in groups.values() if group)


def _chosen(sighted: Collection[str] | None, since: date | None, until: date | None) -> Select[Any]:
    found = select(statements.c.utterance).where(statements.c.utterance.is_not(None))
    if sighted is not None:
        found = found.where(statements.c.actor.in_(sorted(sighted)))
    if since is not None:
        found = found.where(statements.c.day >= since)
    if until is not None:
        found = found.where(statements.c.day <= until)
    return found


def _rows() -> Select[Any]:
    columns = (articles.c.outlet, articles.c.title, articles.c.published, articles.c.origin, articles.c.url)
    return select(statements, *columns).join(articles, articles.c.id == statements.c.article)


def _report(row: Any, actor: str) -> Report:
    content = spans_of(row.content)
    day = None if row.day == date.min else row.day
    return Report(
        row.utterance, row.id, actor, row.kind, row.text, day, row.article, content[0].begin, content[-1].end,
        row.outlet, row.title, row.published, row.origin, row.url,
    )  # fmt: skip


def _order(report: Report) -> tuple[object, ...]:
    return report.published or date.max, report.day or date.max, report.article, report.begin
