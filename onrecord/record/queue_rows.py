"""The queue of what waits for a reviewer: kept in rows of its own, made anew only where something changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, bindparam, delete, func, null, or_, select

from onrecord.record.actor_rows import chunks
from onrecord.record.claim_rows import options_under, position_of
from onrecord.record.coding_rows import current_version
from onrecord.record.dialects import write_rows
from onrecord.record.judged_rows import judged_position
from onrecord.record.review_tables import judged, queue, queue_waiting
from onrecord.record.revisions import lock_turn
from onrecord.record.schema import articles, positions, statements
from onrecord.record.values import Identities, QueueFilter, QueueItem, State
from onrecord.record.weighing import ACTIVE, Candidate, Weighed, weigh, words

# From this many places on it is less work to make the whole queue anew than their part of it: with 100,000 positions
# the whole takes as long as some 2,000 cells.
_MANY = 2000

_SCALE = {"supports": 1.0, "open": 0.5, "undecided": 0.0, "reluctant": -0.5, "opposes": -1.0}
_Cell = tuple[str, str]  # option and canonical actor
_OF = (
    select(positions.c.codebook, positions.c.suggested)
    .where(positions.c.actor.in_(bindparam("who", expanding=True)))
    .limit(50 * ACTIVE)
)
_ROWS = select(queue).where(queue.c.id.in_(bindparam("these", expanding=True)))


# ---------------------------------------------------------------- making it


def refresh(connection: Connection, known: Identities) -> None:
    """Bring the queue in step with what was coded, judged and said of who is who since it was last looked at."""
    lock_turn(connection)
    waiting = connection.execute(delete(queue_waiting).returning(queue_waiting.c.article, queue_waiting.c.option)).all()
    if not waiting:
        return
    codebook = current_version(connection)
    cells: set[_Cell] | None = None
    if codebook is not None and all(row.article for row in waiting) and len(waiting) <= _MANY:
        cells = _cells_of(connection, codebook, waiting, known)
        _take_out(connection, [row.article for row in waiting if not row.option], cells)
    else:
        connection.execute(delete(queue))
    if codebook is not None and (cells is None or cells):
        candidates = _candidates(connection, codebook, cells, known)
        _put_in(connection, weigh(candidates, _active(connection, codebook, cells, known)))


def _cells_of(connection: Connection, codebook: str, waiting: Iterable[Any], known: Identities) -> set[_Cell]:
    """The cells that articles have something in, now or when the queue was made."""
    options = options_under(connection, codebook)
    asked: dict[str, set[str]] = {}
    for row in waiting:
        asked.setdefault(row.article, set()).add(row.option)
    cells: set[_Cell] = set()
    for chunk in chunks(asked):
        was = select(queue.c.option, queue.c.actor, queue.c.article).where(queue.c.article.in_(chunk))
        machine = select(positions.c.option, positions.c.actor, positions.c.article)
        machine = machine.where(positions.c.codebook == codebook, positions.c.article.in_(chunk))
        ours = select(judged.c.option, judged.c.actor, judged.c.article).where(judged.c.article.in_(chunk))
        for found in (was, machine, ours):
            for option, actor, article in connection.execute(found):
                if option in options and ("" in asked[article] or option in asked[article]):
                    cells.add((option, actor if found is was else known.of(actor, article)))
    return cells


def _take_out(connection: Connection, waiting: Sequence[str], cells: Iterable[_Cell]) -> None:
    for chunk in chunks(waiting):
        connection.execute(delete(queue).where(queue.c.article.in_(chunk)))
    for option, actor in cells:
        connection.execute(delete(queue).where(queue.c.option == option, queue.c.actor == actor))


def _candidates(connection: Connection, codebook: str, cells: set[_Cell] | None, known: Identities) -> list[Candidate]:
    """Every claim of some cells, or of all: what is judged among them, for it tells of the others."""
    nothing = (null().label("state"), null().label("disputed"), null().label("disagrees"))
    machine = _details(positions, nothing).where(positions.c.codebook == codebook, positions.c.covered.is_(None))
    options = sorted(options_under(connection, codebook))
    ours = _details(judged, (judged.c.state, judged.c.disputed, judged.c.disagrees)).where(judged.c.option.in_(options))
    return [
        candidate
        for table, found in ((positions, machine), (judged, ours))
        for candidate in _in_cells(connection, (table, found), cells, known)
    ]


def _details(table: Table, review: Iterable[ColumnElement[Any]]) -> Select[Any]:
    """What makes a Candidate, in the order of its fields; the value of the stance is put in."""
    names = ("id", "article", "option", "actor", "stance", "scope", "voice", "begin", "score", "derived", "tense")
    days = (table.c.date_first, table.c.date_last)
    more = (table.c.suggested, articles.c.outlet, statements.c.kind.label("statement_kind"))
    found = select(*(table.c[name] for name in names), *days, *more, *review)
    found = found.join(articles, articles.c.id == table.c.article)
    return found.outerjoin(statements, statements.c.id == table.c.statement)


def _in_cells(
    connection: Connection, asked: tuple[Table, Select[Any]], cells: set[_Cell] | None, known: Identities
) -> Iterator[Candidate]:
    table, found = asked
    if cells is None:
        yield from (_candidate(row, known) for row in connection.execute(found))
        return
    sighted = {actor: sorted(known.sighted_as((actor,))) for actor in {actor for _, actor in cells}}
    cell = found.where(table.c.option == bindparam("on"), table.c.actor.in_(bindparam("who", expanding=True)))
    for option, actor in sorted(cells):
        some = connection.execute(cell, {"on": option, "who": sighted[actor]})
        yield from (one for row in some if (one := _candidate(row, known)).actor == actor)


def _candidate(row: Sequence[Any], known: Identities) -> Candidate:
    identifier, article, option, actor, stance, scope, voice, begin, score, derived, tense, *more = row
    first, last, suggested, outlet, kind, state, disputed, disagrees = more
    actor, value = known.of(actor, article), _SCALE[stance]
    words = (identifier, article, option, actor, stance, value, scope, voice)
    numbers = (begin, score, derived, tense == "former", first, last, suggested)
    return Candidate(*words, *numbers, outlet, kind, state, bool(disputed), disagrees)


def _active(connection: Connection, codebook: str, cells: set[_Cell] | None, known: Identities) -> set[str]:
    """The actors of some cells, or all, that have many positions; an id that means two actors counts for both."""
    sure = (positions.c.codebook == codebook, positions.c.suggested.is_(False))
    if cells is None:
        number = func.count().label("number")
        total: dict[str, int] = {}
        for row in connection.execute(select(positions.c.actor, number).where(*sure).group_by(positions.c.actor)):
            total[known.of(row.actor)] = total.get(known.of(row.actor), 0) + row.number
        return {actor for actor, number in total.items() if number >= ACTIVE}
    found: set[str] = set()
    for actor in {actor for _, actor in cells}:
        # By the actor alone: asked for the codebook too, SQLite would go through all of that.
        some = connection.execute(_OF, {"who": sorted(known.sighted_as((actor,)))})
        if sum(row.codebook == codebook and not row.suggested for row in some) >= ACTIVE:
            found.add(actor)
    return found


def _put_in(connection: Connection, weighed: Iterable[Weighed]) -> None:
    rows = [
        {
            "id": one.claim.id,
            "article": one.claim.article,
            "option": one.claim.option,
            "actor": one.claim.actor,
            "stance": one.claim.stance,
            "outlet": one.claim.outlet,
            "kind": one.claim.kind,
            "day_first": one.claim.first,
            "day_last": one.claim.last,
            "score": one.claim.score,
            "suggested": one.claim.suggested,
            "judged": one.claim.state is not None,
            "weight": one.weight,
            "reasons": " ".join(one.reasons),
        }
        for one in sorted(weighed, key=lambda one: one.weight)  # as the index goes, which is faster to write
    ]
    write_rows(connection, queue, rows)


# ---------------------------------------------------------------- asking it


def find_queue(
    connection: Connection, wanted: QueueFilter, known: Identities, *, after: str | None, limit: int
) -> list[QueueItem]:
    """What waits, what matters most first, behind a cursor."""
    # The ids first: they come from an index alone, however little of it the filter lets through.
    found = select(queue.c.id).where(*conditions(wanted)).order_by(queue.c.weight.desc(), queue.c.id.desc())
    if after is not None:
        weight, _, identifier = after.partition("~")
        if not weight.isdecimal() or len(weight) > 6:
            raise ValueError(f"{after!r} is no cursor of the queue")
        place = int(weight)
        found = found.where(queue.c.weight <= place, or_(queue.c.weight < place, queue.c.id < identifier))
    ids = list(connection.scalars(found.limit(max(1, limit))))
    held = {row.id: row for chunk in chunks(ids) for row in connection.execute(_ROWS, {"these": chunk})}
    rows = [held[one] for one in ids]
    claims = _claims_of(connection, rows, known)
    return [
        QueueItem(
            id=row.id,
            claim=claims[row.id][0],
            weight=row.weight,
            reasons=words(row.reasons.split(), row.score),
            cursor=f"{row.weight}~{row.id}",
            version=claims[row.id][1],
            suggested=row.suggested,
            state=claims[row.id][2],
        )
        for row in rows
        if row.id in claims
    ]


def queue_size(connection: Connection, wanted: QueueFilter) -> int:
    """How many wait."""
    return connection.scalar(select(func.count()).select_from(queue).where(*conditions(wanted))) or 0


def conditions(wanted: QueueFilter) -> list[ColumnElement[bool]]:
    """What must hold of a row of the queue."""
    equal: Mapping[str, object] = {
        "option": wanted.option,
        "actor": wanted.actor,
        "stance": wanted.stance and wanted.stance.value,
        "outlet": wanted.outlet,
        "kind": wanted.kind and wanted.kind.value,
        "article": wanted.article,
        "suggested": wanted.suggested,
        "judged": wanted.judged,
    }
    found: list[ColumnElement[bool]] = [queue.c[n] == value for n, value in equal.items() if value is not None]
    if wanted.since is not None:
        found.append(queue.c.day_last >= wanted.since)
    if wanted.until is not None:
        found.append(queue.c.day_first <= wanted.until)
    if wanted.at_least is not None:
        found.append(queue.c.score >= wanted.at_least)
    if wanted.reason is not None:
        found.append((" " + queue.c.reasons + " ").contains(f" {wanted.reason} ", autoescape=True))
    return found


def _claims_of(
    connection: Connection, rows: Sequence[Row[Any]], known: Identities
) -> dict[str, tuple[Any, int, State | None]]:
    found: dict[str, tuple[Any, int, State | None]] = {}
    codebook = current_version(connection) or ""
    for chunk in chunks(row.id for row in rows if not row.judged):
        machine = select(positions).where(positions.c.codebook == codebook, positions.c.id.in_(chunk))
        found |= {row.id: (position_of(row, known), 0, None) for row in connection.execute(machine)}
    for chunk in chunks(row.id for row in rows if row.judged):
        for row in connection.execute(select(judged).where(judged.c.id.in_(chunk))):
            ours = judged_position(row, known)
            found[row.id] = ours.claim, ours.version, ours.state
    return found
