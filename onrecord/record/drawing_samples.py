"""What a sample may be drawn from, and the draw: the same seed on the same record gives the same sample."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, select

from onrecord.errors import OnrecordError
from onrecord.record import coding_rows
from onrecord.record.review_tables import judged, judged_statements
from onrecord.record.sample_values import Candidate, SamplePlan, Stratum, Unit
from onrecord.record.schema import articles, positions, statements
from onrecord.record.values import Identities, State
from onrecord.types import Span

_ABOUT = (articles.c.outlet, articles.c.published)


def candidates(connection: Connection, plan: SamplePlan, known: Identities) -> Iterator[Candidate]:
    """Everything in the record that the plan may draw, with the stratum that it falls into."""
    if plan.unit is Unit.ARTICLE:
        if plan.drawn_from.option is None and plan.drawn_from.actor is None:
            found = select(articles.c.id.label("target"), articles.c.id.label("article"), *_ABOUT)
            yield from (_candidate(row, plan, None) for row in _rows(connection, found, plan))
        else:  # the articles in which the actor or the option comes up
            whole = {row.article: row for row in _position_rows(connection, plan, known)}
            for row in whole.values():
                yield Candidate(row.article, row.article, None, _stratum(row, plan))
    elif plan.unit is Unit.STATEMENT:
        yield from _statements(connection, plan, known)
    else:
        for row in _position_rows(connection, plan, known):
            yield _candidate(row, plan, Span(row.begin, row.end))


def draw(found: Iterable[Candidate], plan: SamplePlan) -> tuple[Candidate, ...]:
    """The sample: of each stratum in proportion to its size, by chance that only the seed and the ids decide.

    Items of one article stand together, so that it is read once.
    """
    strata: dict[str, list[Candidate]] = defaultdict(list)
    for one in found:
        strata[one.stratum].append(one)
    shares = _shares({name: len(held) for name, held in strata.items()}, plan.size)
    drawn = [
        one
        for name, held in strata.items()
        for one in sorted(held, key=lambda one: (_chance(plan.seed, one.target), one.target))[: shares[name]]
    ]
    drawn.sort(key=lambda one: (_chance(plan.seed, one.article), one.article, one.span or Span(0, 0), one.target))
    return tuple(drawn)


def deal(items: int, plan: SamplePlan) -> Iterator[tuple[str, int]]:
    """Who gets which item: the first ``overlap`` of them by a chance of its own all coders, the others one each."""
    order = sorted(range(items), key=lambda number: _chance(plan.seed, f"deal {number}"))
    shared = round(items * plan.overlap)
    for place, ordinal in enumerate(order):
        if place < shared:
            yield from ((coder, ordinal) for coder in plan.coders)
        else:
            yield plan.coders[(place - shared) % len(plan.coders)], ordinal


def refuse(plan: SamplePlan) -> None:
    """Raise OnrecordError where a plan can not be carried out."""
    if not 1 <= plan.size <= _MOST:
        raise OnrecordError(f"A sample has 1 to {_MOST:,} items")
    if not plan.coders or len(set(plan.coders)) != len(plan.coders) or len(plan.coders) > _CODERS:
        raise OnrecordError(f"A sample has 1 to {_CODERS} coders, each named once; two or more make it comparable")
    if not all(coder.strip() and len(coder) <= _NAME_MOST and coder.isprintable() for coder in plan.coders):
        raise OnrecordError(f"The name of a coder has 1 to {_NAME_MOST} characters, and none that can not be seen")
    if not 0 <= plan.overlap <= 1:
        raise OnrecordError("The part that all code is a share from 0 to 1")
    if Stratum.OPTION in plan.strata and plan.unit is not Unit.POSITION:
        raise OnrecordError("Only a sample of positions can be kept in proportion by option")
    if abs(plan.seed) > 2**31 - 1:
        raise OnrecordError("The seed is a number of at most nine digits")


_MOST, _CODERS = 5000, 20  # more than anybody codes; each item is a row for every coder
_NAME_MOST = 100  # characters, as many as an account's name may have


def _shares(sizes: dict[str, int], wanted: int) -> dict[str, int]:
    """How many of each stratum: in proportion, the largest remainders first, at least one of each where they fit."""
    total = sum(sizes.values())
    wanted = min(wanted, total)
    if not total:
        return {}
    exact = {name: wanted * size / total for name, size in sizes.items()}
    shares = {name: int(share) for name, share in exact.items()}
    if wanted >= len(sizes):
        shares = {name: max(1, share) for name, share in shares.items()}
    over = sum(shares.values()) - wanted
    largest = sorted(sizes, key=lambda name: (shares[name] - exact[name], name))
    while over < 0:  # those that rounding down took most from
        name = min((n for n in largest if shares[n] < sizes[n]), key=lambda n: (shares[n] - exact[n], n))
        shares[name], over = shares[name] + 1, over + 1
    while over > 0:
        name = max((n for n in largest if shares[n] > 1), key=lambda n: (shares[n] - exact[n], n))
        shares[name], over = shares[name] - 1, over - 1
    return shares


def _chance(seed: int, what: str) -> bytes:
    return hashlib.sha256(f"{seed}:{what}".encode(errors="replace")).digest()


def _rows(connection: Connection, found: Select[Any], plan: SamplePlan) -> Iterator[Row[Any]]:
    part = plan.drawn_from
    if part.outlet is not None:
        found = found.where(articles.c.outlet == part.outlet)
    if part.since is not None:
        found = found.where(articles.c.published >= part.since)
    if part.until is not None:
        found = found.where(articles.c.published <= part.until)
    yield from connection.execute(found)


def _statements(connection: Connection, plan: SamplePlan, known: Identities) -> Iterator[Candidate]:
    """The statements that stand: the machine's, and the reviewers' in place of some."""
    part, bearing = plan.drawn_from, None
    if part.option is not None:  # those on which a position on the option rests
        bearing = {row.statement for row in _position_rows(connection, plan, known)}
    for table, stands in (
        (statements, statements.c.covered.is_(None)),
        (judged_statements, judged_statements.c.state != State.REJECTED.value),
    ):
        found = select(table.c.id.label("target"), table.c.article, table.c.content, table.c.actor, *_ABOUT)
        found = found.join(articles, articles.c.id == table.c.article).where(stands)
        for row in _rows(connection, found, plan):
            if part.actor is not None and known.of(row.actor, row.article) != part.actor:
                continue
            if bearing is None or row.target in bearing:
                places = json.loads(row.content)
                span = Span(places[0][0], places[-1][1]) if places else Span(0, 0)
                yield _candidate(row, plan, span)


def _position_rows(connection: Connection, plan: SamplePlan, known: Identities) -> Iterator[Row[Any]]:
    """The positions that stand: the machine's under the current codebook, and the reviewers' in place of some."""
    codebook = coding_rows.current_version(connection)
    coded = _positions(positions).where(
        positions.c.codebook == codebook, positions.c.suggested.is_(False), positions.c.covered.is_(None)
    )
    said = _positions(judged).where(judged.c.state != State.REJECTED.value, judged.c.suggested.is_(False))
    part = plan.drawn_from
    for table, found in ((positions, coded), (judged, said)):
        if part.option is not None:
            found = found.where(table.c.option == part.option)
        for row in _rows(connection, found, plan):
            if part.actor is None or known.of(row.actor, row.article) == part.actor:
                yield row


def _positions(table: Table) -> Select[Any]:
    named = (table.c.article, table.c.option, table.c.actor, table.c.begin, table.c.end, table.c.statement)
    found = select(table.c.id.label("target"), *named, *_ABOUT)
    return found.join(articles, articles.c.id == table.c.article)


def _candidate(row: Row[Any], plan: SamplePlan, span: Span | None) -> Candidate:
    return Candidate(row.target, row.article, span, _stratum(row, plan))


def _stratum(row: Row[Any], plan: SamplePlan) -> str:
    said: Sequence[str] = [
        row.option
        if by is Stratum.OPTION
        else (row.outlet or "no outlet")
        if by is Stratum.OUTLET
        else (f"{row.published:%Y-%m}" if row.published else "no date")
        for by in plan.strata
    ]
    return " · ".join(said)
