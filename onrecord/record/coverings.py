"""Which rows of the machine stand back behind judged claims, article by article."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, exists, null, select, update

from onrecord.record import revisions
from onrecord.record.actor_rows import chunks
from onrecord.record.claim_rows import options_under
from onrecord.record.codec import spans_of
from onrecord.record.coding_rows import current_version
from onrecord.record.judged_rows import KINDS, POSITION, STATEMENT, Kind, is_shared, refold
from onrecord.record.matching import Claimed, Trace, assign, claimed_of, disagreement, overlap
from onrecord.record.queue_waits import let_cells_wait
from onrecord.record.review_tables import judged, judged_statements
from onrecord.record.schema import codebooks, codings, judgements, positions, sightings, statements
from onrecord.record.snapshots import basis_of, claim_of
from onrecord.record.values import Identities, Judgement, State
from onrecord.types import Position, Span

# Articles set against the machine's claims at once: so many that the questions cost little beside the work.
_BATCH = 200

_SOME: BindParameter[str] = bindparam("these", expanding=True)
_POSITIONS = select(
    *(
        positions.c[name]
        for name in ("article", "codebook", "id", "option", "actor", "scope", "stance", "begin", "end", "covered")
    )
).where(positions.c.codebook.in_(select(codebooks.c.version)), positions.c.article.in_(_SOME))
_STATEMENTS = select(*(statements.c[name] for name in ("article", "id", "kind", "actor", "content", "covered"))).where(
    statements.c.article.in_(_SOME)
)
_STAND_BACK = select(statements.c.article).where(statements.c.article.in_(_SOME), statements.c.covered.is_not(None))
_CODED = select(codings.c.article).where(codings.c.codebook == bindparam("current"), codings.c.article.in_(_SOME))
_CLAIMS = {
    kind.name: select(
        *(kind.table.c[name] for name in ("id", "article", "state", "basis", "disagrees")),
        (kind.table.c.statement if kind is POSITION else null()).label("statement"),
        judgements.c.value.label("snapshot"),
    )
    .join(judgements, judgements.c.id == kind.table.c.judgement)
    .where(kind.table.c.article.in_(_SOME))
    .order_by(kind.table.c.id)
    for kind in KINDS.values()
}
_DISAGREE = {
    kind.name: update(kind.table).where(kind.table.c.id == bindparam("this")).values(disagrees=bindparam("new"))
    for kind in KINDS.values()
}
_LINK = update(judged).where(judged.c.id == bindparam("this")).values(statement=bindparam("new"))
_COVER_STATEMENT = update(statements).where(statements.c.id == bindparam("this")).values(covered=bindparam("new"))
_COVER_POSITION = (
    update(positions)
    .where(positions.c.codebook == bindparam("under"), positions.c.id == bindparam("this"))
    .values(covered=bindparam("new"))
)


def cover(connection: Connection, articles: Iterable[str], known: Identities) -> set[str]:
    """Set the judged claims of articles against what the machine claims there now; the articles where a row changed.

    What comes of it is a function of the judgements that stand, the machine's rows and the register.
    """
    wanted = sorted(set(articles))
    changed: set[str] = set()
    for begin in range(0, len(wanted), _BATCH):
        some = wanted[begin : begin + _BATCH]
        changed |= _cover_statements(connection, some, known) | _cover_positions(connection, some, known)
    return changed


def bring_about(connection: Connection, said: Iterable[Judgement], turn: int, known: Identities) -> None:
    """Bring judged claims and what stands back behind them in step with judgements just written or withdrawn."""
    shared = [one for one in said if is_shared(one)]
    touched = {claim_of(one.value or "").article for one in shared}
    for kind in KINDS.values():
        targets = [one.target_id for one in shared if one.target_kind == kind.name]
        let_cells_wait(connection, kind, targets)
        refold(connection, kind, targets)
    cover(connection, touched, known)
    for kind in KINDS.values():
        let_cells_wait(connection, kind, [one.target_id for one in shared if one.target_kind == kind.name])
    revisions.note_articles(connection, touched, turn)


def cover_anew(connection: Connection, articles: Iterable[str], known: Identities) -> None:
    """Set the judged claims of some articles against what the machine claims there, for that changed."""
    judged_here = _judged_among(connection, articles)
    if not judged_here:
        return
    turn = revisions.next_turn(connection)
    changed = cover(connection, judged_here, known)
    revisions.note_articles(connection, changed, turn)
    revisions.let_wait(connection, changed)


def rebuild(connection: Connection, known: Identities) -> None:
    """Make everything that follows from the judgements anew."""
    for kind in KINDS.values():
        connection.execute(delete(kind.table))
        connection.execute(update(kind.machine).where(kind.machine.c.covered.is_not(None)).values(covered=None))
    targets = connection.execute(
        select(judgements.c.target_kind, judgements.c.target_id)
        .where(judgements.c.target_kind.in_(sorted(KINDS)))
        .distinct()
    ).all()
    for kind in KINDS.values():
        refold(connection, kind, [target for name, target in targets if name == kind.name])
    articles = all_judged(connection)
    cover(connection, articles, known)
    revisions.note_articles(connection, articles, revisions.next_turn(connection))
    revisions.let_wait(connection, ("",))


def all_judged(connection: Connection) -> list[str]:
    """Every article with judged claims."""
    return sorted({a for kind in KINDS.values() for a in connection.scalars(select(kind.table.c.article).distinct())})


def articles_judged(connection: Connection, sighted: Iterable[str]) -> list[str]:
    """The articles with judged claims in which any of these sighted ids was met."""
    ids = set(sighted)
    found: set[str] = set()
    for table in (judged, judged_statements):
        if connection.execute(select(table.c.id).limit(1)).first() is None:
            continue
        for chunk in chunks(sorted(ids)):
            met = exists().where(sightings.c.article == table.c.article, sightings.c.actor.in_(chunk))
            found.update(connection.scalars(select(table.c.article).where(met | table.c.actor.in_(chunk)).distinct()))
    return sorted(found)


def _judged_among(connection: Connection, articles: Iterable[str]) -> set[str]:
    """Which of some articles have judged claims."""
    found: set[str] = set()
    for chunk in chunks(articles):
        for kind in KINDS.values():
            rows = select(kind.table.c.article).where(kind.table.c.article.in_(chunk)).distinct()
            found.update(connection.scalars(rows))
    return found


def _cover_positions(connection: Connection, articles: Sequence[str], known: Identities) -> set[str]:
    rows = connection.execute(_POSITIONS, {"these": articles}).all()
    claims = _claims(connection, POSITION, articles)
    traces: dict[tuple[str, str], dict[Hashable, Trace]] = {}
    for row in rows:
        on = (row.option, known.of(row.actor, row.article))
        trace = Trace(row.id, on, (row.scope, row.stance), (Span(row.begin, row.end),))
        traces.setdefault((row.article, row.codebook), {})[row.codebook, row.id] = trace
    of_article = _by_article(claims, known)
    found = {
        key: claim
        for (article, _), some in traces.items()
        for key, claim in assign(of_article.get(article, ()), some).items()
    }
    moved = [(row, cover) for row in rows if row.covered != (cover := found.get((row.codebook, row.id)))]
    if moved:
        values = [{"under": row.codebook, "this": row.id, "new": covering} for row, covering in moved]
        connection.execute(_COVER_POSITION, values)
    changed = {row.article for row, _ in moved}
    if claims:
        current = current_version(connection) or ""
        coded = set(connection.scalars(_CODED, {"current": current, "these": articles}))
        options = options_under(connection, current)
        present = {key: trace for (_, book), some in traces.items() if book == current for key, trace in some.items()}

        def asked(article: str, claim: Claimed) -> bool:
            return article in coded and any(trace.on[0] in options for trace in claim.traces)

        changed |= _write_disagreements(connection, POSITION, (claims, of_article), (present, found, asked))
        changed |= _link(connection, articles, claims)
    return changed


def _cover_statements(connection: Connection, articles: Sequence[str], known: Identities) -> set[str]:
    claims = _claims(connection, STATEMENT, articles)
    touched = sorted({row.article for row in claims} | set(connection.scalars(_STAND_BACK, {"these": articles})))
    if not touched:
        return set()
    of_article = _by_article(claims, known)
    rows = connection.execute(_STATEMENTS, {"these": touched}).all()
    traces: dict[str, dict[Hashable, Trace]] = {}
    for row in rows:
        says = (row.kind, known.of(row.actor, row.article) or "")
        traces.setdefault(row.article, {})[row.id] = Trace(row.id, (), says, spans_of(row.content))
    found = {
        key: claim
        for article, some in traces.items()
        for key, claim in assign(of_article.get(article, ()), some).items()
    }
    moved = [(row, cover) for row in rows if row.covered != (cover := found.get(row.id))]
    if moved:
        connection.execute(_COVER_STATEMENT, [{"this": row.id, "new": covering} for row, covering in moved])
    present = {key: trace for some in traces.values() for key, trace in some.items()}
    against = (present, found, lambda article, claim: True)
    return {row.article for row, _ in moved} | _write_disagreements(
        connection, STATEMENT, (claims, of_article), against
    )


def _claims(connection: Connection, kind: Kind, articles: Sequence[str]) -> Sequence[Any]:
    """The judged claims of articles, as judged and as the machine had them then."""
    return connection.execute(_CLAIMS[kind.name], {"these": articles}).all()


def _by_article(rows: Iterable[Row[Any]], known: Identities) -> dict[str, list[Claimed]]:
    """The judged claims of each article as they are to be found again."""
    found: dict[str, list[Claimed]] = {}
    for row in rows:
        claimed = claimed_of(row.id, State(row.state), claim_of(row.snapshot), basis_of(row.basis), known)
        found.setdefault(row.article, []).append(claimed)
    return found


def _write_disagreements(
    connection: Connection,
    kind: Kind,
    judged_here: tuple[Sequence[Row[Any]], Mapping[str, Sequence[Claimed]]],
    against: tuple[Mapping[Hashable, Trace], Mapping[Hashable, str], Callable[[str, Claimed], bool]],
) -> set[str]:
    (rows, of_article), (present, found, asked) = judged_here, against
    behind: dict[str, list[Trace]] = {}
    for key, trace in present.items():
        if key in found:
            behind.setdefault(found[key], []).append(trace)
    differs = {
        claim.id: disagreement(claim, behind.get(claim.id, ()), coded=asked(article, claim))
        for article, some in of_article.items()
        for claim in some
    }
    changed = [row for row in rows if row.disagrees != differs[row.id]]
    if changed:
        connection.execute(_DISAGREE[kind.name], [{"this": row.id, "new": differs[row.id]} for row in changed])
    return {row.article for row in changed}


def _link(connection: Connection, articles: Sequence[str], rows: Sequence[Row[Any]]) -> set[str]:
    """Let judged positions rest on statements that there are: their own, else those on the same words."""
    wanted = [(row, claim) for row in rows if isinstance(claim := claim_of(row.snapshot), Position)]
    if all(claim.statement is None for _, claim in wanted):
        return set()
    ours = select(judged_statements.c.article, judged_statements.c.id, judged_statements.c.content)
    held = [
        *connection.execute(_STATEMENTS, {"these": articles}),
        *connection.execute(ours.where(judged_statements.c.article.in_(articles))),
    ]
    present: dict[str, dict[str, str]] = {}
    for row in held:
        present.setdefault(row.article, {})[row.id] = row.content
    moved = []
    for row, claim in wanted:
        there, statement = present.get(row.article, {}), claim.statement
        if statement is not None and statement not in there:
            shared = {one: overlap((claim.evidence,), spans_of(content)) for one, content in there.items()}
            best = max(sorted(shared), key=lambda one: shared[one], default=None)
            statement = best if best is not None and shared[best] > 0 else None
        if row.statement != statement:
            moved.append((row, statement))
    if moved:
        connection.execute(_LINK, [{"this": row.id, "new": statement} for row, statement in moved])
    return {row.article for row, _ in moved}
