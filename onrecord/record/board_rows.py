"""Rows for maps in memory: the effective positions of a record as plain values, all or those of some articles."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, Table, literal, select

from onrecord.record import coding_rows
from onrecord.record.actor_rows import chunks
from onrecord.record.claim_rows import options_under, read_relations
from onrecord.record.identity_rows import read_identities
from onrecord.record.review_tables import judged
from onrecord.record.revisions import articles_since, read_revision
from onrecord.record.schema import articles, positions, statements
from onrecord.record.sharing import read_told
from onrecord.record.store import Record
from onrecord.record.values import Identities
from onrecord.types import Relation


class BoardRow(NamedTuple):
    """A position as plain values; days are ordinals, 0 where there is no date.

    ``state`` is what a person made of it, ``saying`` its utterance or else its story, ``string`` whether a limit or a
    condition stands with it and ``words`` how that reads.
    """

    id: str
    article: str
    option: str
    actor: str
    stance: str
    scope: str
    voice: str
    first: int
    last: int
    former: bool
    derived: bool
    score: float
    state: str | None
    saying: str | None
    begin: int
    end: int
    string: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """An article without its text."""

    id: str
    origin: str
    outlet: str | None
    title: str | None
    published: date | None
    url: str | None = None


def board_revision(record: Record) -> tuple[str, int]:
    """What the rows depend on beside judgements, and the number of the last judging."""
    with record.reading() as connection:
        return _revision(connection)


def board_rows(record: Record) -> tuple[tuple[str, int], list[BoardRow]]:
    """The effective positions under the current codebook in no order, with the revision that they are of."""
    with record.reading() as connection:
        return _revision(connection), list(_rows(connection, None))


def board_rows_since(record: Record, turn: int) -> tuple[tuple[str, int], list[str], list[BoardRow]]:
    """The articles in which judgements changed anything after a turn, and all positions of these."""
    with record.reading() as connection:
        changed = articles_since(connection, turn)
        rows = [row for some in chunks(changed) for row in _rows(connection, some)]
        return _revision(connection), changed, rows


def article_heads(record: Record) -> list[ArticleHead]:
    """Every article in the order of arrival, without its text."""
    columns = (articles.c.id, articles.c.origin, articles.c.outlet, articles.c.title, articles.c.published)
    with record.reading() as connection:
        found = connection.execute(select(*columns, articles.c.url).order_by(articles.c.number))
        return [ArticleHead(*row) for row in found]


def _revision(connection: Connection) -> tuple[str, int]:
    machine, register, turn = read_revision(connection).rsplit(".", 2)
    return f"{machine}.{register}.{coding_rows.current_version(connection)}", int(turn)


def _rows(connection: Connection, of: Collection[str] | None) -> Iterator[BoardRow]:
    codebook = coding_rows.current_version(connection)
    if codebook is None:
        return
    known, told = read_identities(connection), read_told(connection)
    machine = _found(positions, literal(None)).where(
        positions.c.codebook == codebook, positions.c.suggested.is_(False), positions.c.covered.is_(None)
    )
    ours = _found(judged, judged.c.state).where(
        judged.c.state != "rejected",
        judged.c.suggested.is_(False),
        judged.c.option.in_(sorted(options_under(connection, codebook))),
    )
    for table, found in ((positions, machine), (judged, ours)):
        chosen = found if of is None else found.where(table.c.article.in_(of))
        for held in connection.execute(chosen):
            one = _row(held, known)
            # what no saying gives counts once in a story, however many papers carry it
            yield one if one.saying else one._replace(saying=told.get(one.article))


def _found(table: Table, state: Any) -> Select[Any]:
    columns = (
        table.c.id,
        table.c.article,
        table.c.option,
        table.c.actor,
        table.c.stance,
        table.c.scope,
        table.c.voice,
        table.c.date_first,
        table.c.date_last,
        table.c.tense,
        table.c.derived,
        table.c.score,
        state.label("state"),
        statements.c.utterance,
        table.c.begin,
        table.c.end,
        table.c.condition_kind,
        table.c.condition_text,
    )
    return select(*columns).select_from(table.outerjoin(statements, statements.c.id == table.c.statement))


def _row(row: Any, known: Identities) -> BoardRow:
    one, article, option, actor, stance, scope, voice, first, last, tense, *rest = row
    dated = first is not None and last is not None
    return BoardRow(
        one,
        article,
        option,
        known.of(actor, article),
        stance,
        scope,
        voice,
        first.toordinal() if dated else 0,
        last.toordinal() if dated else 0,
        tense == "former",
        *rest,
    )


def relations_with(record: Record, actor: str) -> list[Relation]:
    """The relations of a canonical actor toward others and of others toward it, under the current codebook."""
    with record.reading() as connection:
        codebook = coding_rows.current_version(connection)
        if codebook is None:
            return []
        known = read_identities(connection)
        found: dict[str, Relation] = {}
        for one in sorted(known.sighted_as((actor,))):
            for end in ("actor", "toward"):
                met = read_relations(connection, codebook, known, **{end: one})  # type: ignore[arg-type]
                found |= {relation.id: relation for relation in met if actor in (relation.actor, relation.toward)}
        return list(found.values())
