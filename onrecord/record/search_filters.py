"""What somebody wants, as conditions on the rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, and_, exists, false, or_, select, union_all

from onrecord.record.claim_rows import options_under
from onrecord.record.coding_rows import current_version
from onrecord.record.origin_tables import stories
from onrecord.record.review_tables import judged, judged_statements
from onrecord.record.schema import UNDATED, articles, identities, positions, sightings, statements
from onrecord.record.search_tables import dialect
from onrecord.record.search_words import Query, parse
from onrecord.record.wanted import Wanted

# Up to so many values stand in a question one by one, which lets the database use its statistics.
_FEW = 300

# Up to so many hits are looked up one by one, in some 2 µs each; of more, the newest are reached sooner by their days.
FEW_HITS = 5000

#: Up to so many rows are counted one by one: nobody reads on, and each costs time.
COUNTED = 10_000

Conditions = list[ColumnElement[bool]]


@dataclass(frozen=True)
class Arm:
    """One of the tables that a list lies in, and which of its rows are meant.

    ``words`` is the condition that they have the words, None where none are asked for, ``hits`` how many of them have;
    ``narrows`` is whether anything else is asked.
    """

    table: Table
    conditions: Conditions
    filters: Filters
    words: ColumnElement[bool] | None = None
    hits: int = 0
    narrows: bool = True

    def rows(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """Columns of the rows that are meant."""
        found: Select[Any] = select(*columns).where(*self.conditions)
        if self.words is not None:
            found = found.where(self.words)
        return found

    def ranked(self) -> tuple[Select[Any], ColumnElement[Any], ColumnElement[Any]]:
        """A question for fit and number of the rows that are meant, and these two columns."""
        hits = dialect(self.filters.connection).ranked(self.table, self.filters.query).subquery()
        found: Select[Any] = select(hits.c.fit, hits.c.number)
        found = found.join_from(hits, self.table, self.table.c.number == hits.c.number)
        return found.where(*self.conditions), hits.c.fit, hits.c.number


@dataclass(frozen=True)
class Filters:
    """What is wanted of an open record, ready to be made conditions of."""

    connection: Connection
    wanted: Wanted
    query: Query
    codebook: str | None
    led: bool = False  # by the words: few rows have them, and the other conditions are tried on these

    @classmethod
    def of(cls, connection: Connection, wanted: Wanted) -> Filters:
        """What is wanted, under the current codebook where no other is."""
        return cls(connection, wanted, parse(wanted.text), wanted.codebook or current_version(connection))

    def arm(self, table: Table) -> Arm | None:
        """Which rows of a table are meant; None where none of them can be."""
        if not self.query:
            made = self._on(table)
            blind = [false()] if self.wanted.text.strip() else []  # no text has a word that was typed
            return None if made is None else Arm(table, [*made, *blind], self)
        hits = dialect(self.connection).hit_count(self.connection, table, self.query, COUNTED + 1)
        few = bool(self.query.groups) and hits <= FEW_HITS
        made = replace(self, led=few)._on(table)
        if made is None:
            return None
        words = dialect(self.connection).matching(table, self.query, few=few)
        narrows = not self.query.groups or self.wanted != Wanted(text=self.wanted.text, order=self.wanted.order)
        return Arm(table, made, self, words, hits, narrows)

    # ------------------------------------------------------------ which rows of a table

    def _on(self, table: Table) -> Conditions | None:
        if table is articles:
            return self._on_articles()
        return self._on_positions(table) if "option" in table.c else self._on_statements(table)

    def _on_articles(self) -> Conditions:
        """Conditions on rows of articles."""
        wanted = self.wanted
        made = [*self._dated(articles)]
        if wanted.outlet is not None:
            made.append(articles.c.outlet == wanted.outlet)
        if wanted.article is not None:
            made.append(articles.c.id == wanted.article)
        if self._asks_positions():
            made.append(self._any(articles.c.id).in_(self._carrying("article")))
        elif wanted.any_actor and wanted.kind is None:
            made.append(self._any(articles.c.id).in_(select(sightings.c.article).where(self.by_actor(sightings))))
        if wanted.kind is not None:
            made.append(self._holds_statement())
        if wanted.reviewed is not None or wanted.state is not None:
            made.append(self._judged_in())
        if wanted.once:
            later = select(1).where(stories.c.article == articles.c.id, stories.c.story != articles.c.id)
            made.append(~exists(later))
        return made

    def _on_statements(self, table: Table) -> Conditions | None:
        """Conditions on rows of statements or judged_statements; None where none of these can be wanted."""
        wanted = self.wanted
        made = [*self._dated(table), *self._placed(table)]
        standing = self._standing(table)
        if standing is None:
            return None
        made += standing
        if wanted.kind is not None:
            made.append(table.c.kind == wanted.kind.value)
        if wanted.any_actor:
            made.append(self.by_actor(table))
        if self._asks_positions():
            broad = wanted.stance is not None and not wanted.any_option and not wanted.any_actor
            if broad and self.led and table is statements:
                # two in five positions: faster looked up for each of a few hits than gathered
                return [*made, self._is_carrying(table)]
            carrying = self._carrying("statement")
            within: ColumnElement[bool] = self._any(table.c.id).in_(carrying)
            if table is judged_statements:
                replaced = select(statements.c.covered).where(
                    statements.c.covered.is_not(None), self._any(statements.c.id).in_(carrying)
                )
                within = or_(within, self._any(table.c.id).in_(replaced))
            made.append(within)
        return made

    def _on_positions(self, table: Table) -> Conditions | None:
        """Conditions on rows of positions or judged; None where none of these can be wanted."""
        wanted = self.wanted
        standing = self._standing(table)
        if standing is None or self.codebook is None:
            return None
        made = [*standing, *self._under_codebook(table), *self._dated(table), *self._placed(table)]
        made += self._claimed(table)
        if wanted.kind is not None:
            made.append(
                or_(
                    *(
                        exists(select(1).where(t.c.id == table.c.statement, t.c.kind == wanted.kind.value))
                        for t in (statements, judged_statements)
                    )
                )
            )
        return made

    # ------------------------------------------------------------ parts of these

    def _dated(self, table: Table) -> Iterator[ColumnElement[bool]]:
        since, until = self.wanted.since, self.wanted.until
        if since is not None or until is not None:
            yield table.c.day > UNDATED
        if since is not None:
            yield table.c.day >= since
        if until is not None:
            yield table.c.day <= until
        if self.wanted.ids is not None:
            yield self._among(table.c.id, self.wanted.ids)

    def _placed(self, table: Table) -> Iterator[ColumnElement[bool]]:
        if self.wanted.article is not None:
            yield table.c.article == self.wanted.article
        if self.wanted.outlet is not None:
            yield self._any(table.c.article).in_(select(articles.c.id).where(articles.c.outlet == self.wanted.outlet))

    def _standing(self, table: Table) -> Conditions | None:
        """What stands now: of the machine's rows those that no judged one replaces, of the judged not the rejected."""
        wanted = self.wanted
        if "covered" in table.c:
            return None if wanted.reviewed or wanted.state is not None else [table.c.covered.is_(None)]
        if wanted.reviewed is False or wanted.suggested:
            return None
        return [table.c.state == wanted.state if wanted.state is not None else table.c.state != "rejected"]

    def _under_codebook(self, table: Table) -> Conditions:
        suggested = self.wanted.suggested if table is positions else False
        made: Conditions = [table.c.suggested.is_(suggested)]
        if table is positions:
            return [table.c.codebook == self.codebook, *made]
        options = options_under(self.connection, self.codebook or "")
        return [self._among(table.c.option, sorted(options)), *made]

    def _asks_positions(self) -> bool:
        wanted = self.wanted
        asked = (wanted.stance, wanted.scope, wanted.voice, wanted.derived)
        return bool(wanted.any_option) or any(each is not None for each in asked)

    def _claimed(self, table: Table) -> Iterator[ColumnElement[bool]]:
        wanted = self.wanted
        if wanted.any_option:
            yield self._among(table.c.option, wanted.any_option)
        for name, value in (("stance", wanted.stance), ("scope", wanted.scope), ("voice", wanted.voice)):
            if value is not None:
                yield table.c[name] == value.value
        if wanted.derived is not None:
            yield table.c.derived.is_(wanted.derived)
        if wanted.any_actor:
            yield self.by_actor(table)

    def _carrying(self, column: str) -> Select[tuple[str]]:
        """The articles or statements of the effective positions that are wanted."""
        carried = union_all(*self._carriers(column)).subquery()
        return select(carried.c[column])

    def _is_carrying(self, table: Table) -> ColumnElement[bool]:
        return or_(*(exists(arm.where(arm.selected_columns[0] == table.c.id)) for arm in self._carriers("statement")))

    def _carriers(self, column: str) -> list[Select[tuple[str]]]:
        if self.codebook is None:
            return [select(positions.c[column]).where(false())]
        plain = replace(self, led=False, wanted=replace(self.wanted, reviewed=None, state=None, suggested=False))
        arms = [
            select(table.c[column]).where(
                *(plain._standing(table) or ()), *plain._under_codebook(table), *plain._claimed(table)
            )
            for table in (positions, judged)
        ]
        return [arm.where(arm.selected_columns[0].is_not(None)) for arm in arms]

    def _holds_statement(self) -> ColumnElement[bool]:
        """Whether an article has a statement of that kind, by one of the actors where any is wanted."""
        wanted = self.wanted
        plain = replace(self, query=Query(), led=False, wanted=Wanted(kind=wanted.kind, actors=wanted.any_actor))
        tables = (statements, judged_statements)
        return or_(
            *(exists(select(1).where(t.c.article == articles.c.id, *(plain._on_statements(t) or ()))) for t in tables)
        )

    def _judged_in(self) -> ColumnElement[bool]:
        arms = (
            select(table.c.article).where(*([] if self.wanted.state is None else [table.c.state == self.wanted.state]))
            for table in (judged, judged_statements)
        )
        found = union_all(*arms).subquery()
        within = self._any(articles.c.id).in_(select(found.c.article))
        return ~within if self.wanted.reviewed is False else within

    # ------------------------------------------------------------ whose a row is

    def by_actor(self, table: Table) -> ColumnElement[bool]:
        """Whether the actor that a row names as sighted means one of the canonical ones that are wanted."""
        actors = self.wanted.any_actor
        mean = self._among(identities.c.actor, actors)
        known = select(identities.c.sighted, identities.c.article)
        rows = self.connection.execute(known.where(mean)).all()
        names = {row.sighted for row in rows if not row.article} | set(actors)
        elsewhere = known.where(self._among(identities.c.sighted, sorted(names)), ~mean)
        others = self.connection.execute(elsewhere).all()
        names -= {row.sighted for row in others if not row.article}  # an id of its own that now means somebody else
        named = self._among(table.c.actor, sorted(names))
        if not any(row.article for row in (*rows, *others)):
            return named
        part = (identities.c.sighted == table.c.actor, identities.c.article == table.c.article)
        ours = tuple(sorted({row.sighted for row in rows if row.article}))
        apart = and_(self._among(table.c.actor, ours), exists(select(1).where(*part, mean)))
        return or_(and_(named, ~exists(select(1).where(*part))), apart)

    def _among(self, column: Column[str], values: Sequence[str]) -> ColumnElement[bool]:
        if len(values) == 1:
            return column == values[0]
        if len(values) <= _FEW:
            return self._any(column).in_(values)
        among: ColumnElement[bool] = dialect(self.connection).among(self._any(column), values)
        return among

    def _any(self, column: Column[str]) -> ColumnElement[str]:
        """A column that is to be one of many."""
        freed: ColumnElement[str] = dialect(self.connection).unindexed(column) if self.led else column
        return freed
