"""How a judgement on a claim is written: on which claim it is, what the machine said then, who was first."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from onrecord.errors import Stale
from onrecord.record.article_rows import find_article
from onrecord.record.claim_rows import options_under
from onrecord.record.coding_rows import current_version
from onrecord.record.judged_rows import POSITION, Kind, find_judged, kind_of
from onrecord.record.judgement_rows import write_judgement
from onrecord.record.matching import beside, trace_of
from onrecord.record.schema import actors, authority, codebooks, sighted, sightings
from onrecord.record.snapshots import Basis, Claim, basis_of, basis_text, claim_of, claim_text
from onrecord.record.values import Identities, Judgement, Verdict
from onrecord.types import Article, Position, Span, Spans, Statement

# Between the parts of a text that stands in several places.
_JOINT = " … "
_NAMED: dict[str, tuple[str, ...]] = {
    "position": ("actor", "by", "via", "addressee"),
    "statement": ("actor",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A judgement as it is made; ``expected`` None where it is to stand whatever others said."""

    claim: Claim
    verdict: Verdict
    reviewer: str
    expected: int | None = 0
    of: str | None = None
    sample: int | None = None
    settles: int | None = None
    step: int | None = None
    note: str | None = None


def write_saying(connection: Connection, saying: Saying, known: Identities) -> Judgement:
    """Write a judgement, not what becomes of it; Stale where somebody was first, ValueError for what can not be."""
    claim, kind = saying.claim, kind_of(saying.claim)
    if not saying.reviewer.strip():
        raise ValueError("A judgement needs the name of its reviewer")
    article = find_article(connection, claim.article)
    if article is None:
        raise ValueError(f"The record holds no article {claim.article}")
    target, rows = find_target(connection, kind, saying.of, article.id)
    held = find_judged(connection, kind, target)
    if held is not None and held.article != claim.article:
        raise ValueError(f"The claim {target} is of the article {held.article}, not of {claim.article}")
    if saying.expected is not None and saying.sample is None:
        _check_version(held, saying.expected)
    basis = _basis(kind, rows, held, saying, known)
    base = basis.machine
    if saying.verdict is Verdict.CORRECTED and saying.sample is None:  # a sample keeps the codebook of its draw
        _check_option(connection, claim, base, held)
    snapshot = replace(_as_sighted(connection, _grounded(claim, article, base), known, base), id=target)
    basis = replace(basis, beside=_beside(connection, kind, snapshot, rows, known))
    return write_judgement(
        connection,
        Judgement(
            target_kind=kind.name,
            target_id=target,
            verdict=saying.verdict,
            reviewer=saying.reviewer,
            value=claim_text(snapshot),
            sample=saying.sample,
            settles=saying.settles,
            step=saying.step,
            basis=basis_text(basis),
            note=saying.note,
        ),
    )


def find_target(connection: Connection, kind: Kind, of: str | None, article: str) -> tuple[str, list[Row[Any]]]:
    """Which claim an id means, and the rows of the machine behind it, those under the current codebook first."""
    if of is None:
        return f"added-{secrets.token_hex(8)}", []
    rows = [row for row in _machine_rows(connection, kind, article) if of in (row.id, row.covered)]
    if rows and find_judged(connection, kind, of) is None:
        own = [row for row in rows if row.id == of]
        covering = next((row.covered for row in own if row.covered is not None), None)
        if covering is not None:
            of = covering
            rows = [row for row in _machine_rows(connection, kind, article) if row.covered == of]
        else:
            rows = own
    else:
        rows = [row for row in rows if row.covered == of]
    if kind is POSITION and len(rows) > 1:
        current = current_version(connection)
        rows.sort(key=lambda row: (row.codebook != current, row.id != of))
    return of, rows


def _machine_rows(connection: Connection, kind: Kind, article: str) -> Sequence[Row[Any]]:
    table: Table = kind.machine
    found = select(table).where(table.c.article == article).order_by(table.c.ordinal)
    if kind is POSITION:
        found = found.where(table.c.codebook.in_(select(codebooks.c.version)))
    return connection.execute(found).all()


def _check_version(held: Row[Any] | None, expected: int) -> None:
    version = 0 if held is None else held.judgement
    if version == expected:
        return
    if held is None:
        raise Stale("The judgement that you saw was taken back meanwhile. Nothing was written; look again")
    raise Stale(
        f"{held.reviewer} judged this on {held.at:%Y-%m-%d at %H:%M} UTC, after you looked. "
        "Nothing was written; look at both and judge again",
        who=held.reviewer,
        at=held.at,
        version=version,
    )


def _basis(kind: Kind, rows: Sequence[Row[Any]], held: Row[Any] | None, saying: Saying, known: Identities) -> Basis:
    """What the machine says of a claim now or, where it says nothing any more, what it said last."""
    if not rows:
        before = basis_of(None if held is None else held.basis)
        if (
            before.machine is None
            and saying.of is not None
            and held is None
            and saying.verdict is not Verdict.CORRECTED
        ):
            return Basis(saying.claim, gone=True)  # found anew while the reviewer looked at it: that is what was judged
        return replace(before, gone=before.machine is not None)
    first, *others = rows
    machine = kind.value(first, Identities())
    said = trace_of(machine, known).says
    heard = frozenset(trace_of(kind.value(row, Identities()), known).says for row in others) - {said}
    return Basis(machine, first.ordinal, suggested=kind is POSITION and first.suggested, heard=heard)


def _check_option(connection: Connection, claim: Claim, base: Claim | None, held: Row[Any] | None) -> None:
    """ValueError where a claim is moved to an option that nobody sees: one that the codebook has no more, or never."""
    if not isinstance(claim, Position) or (current := current_version(connection)) is None:
        return
    before = {getattr(base, "option", None), getattr(held, "option", None)}
    if claim.option not in before | options_under(connection, current):
        raise ValueError(f"The codebook has no option {claim.option}: it may have been changed since you looked")


def _beside(
    connection: Connection, kind: Kind, snapshot: Claim, rows: Sequence[Row[Any]], known: Identities
) -> frozenset[tuple[str, str]]:
    """What the machine says besides of the same words."""
    behind = [(row.id, getattr(row, "codebook", None)) for row in rows]
    mine = [trace_of(snapshot, known), *(trace_of(kind.value(row, Identities()), known) for row in rows)]
    others = (
        trace_of(kind.value(row, Identities()), known)
        for row in _machine_rows(connection, kind, snapshot.article)
        if (row.id, getattr(row, "codebook", None)) not in behind
    )
    return beside(mine, others, added=not rows)


# ---------------------------------------------------------------- the claim itself


def _grounded(claim: Claim, article: Article, base: Claim | None) -> Claim:
    """The claim with the words that stand at its places; ValueError where there are no such places."""
    text = article.text
    if isinstance(claim, Statement):
        _check_places((*claim.content, *claim.cue, *claim.source, *filter(None, (claim.holder,))), text)
        if not claim.content:
            raise ValueError("A statement needs content: the words that are somebody's")
        same = isinstance(base, Statement) and base.content == claim.content
        return replace(claim, text=base.text if same and base else _JOINT.join(s.of(text) for s in claim.content))
    _check_places((claim.evidence, *claim.context), text)
    if isinstance(base, Position) and base.evidence == claim.evidence:
        claim = replace(claim, text=base.text)
    else:
        claim = replace(claim, text=claim.evidence.of(text))
    condition, reason = claim.condition, claim.reason
    if condition is not None and not (isinstance(base, Position) and base.condition == condition):
        _check_places(condition.spans, text)
        claim = replace(claim, condition=replace(condition, text=_words(condition.spans, text)))
    if reason is not None and not (isinstance(base, Position) and base.reason == reason):
        _check_places(reason.spans, text)
        claim = replace(claim, reason=replace(reason, text=_words(reason.spans, text)))
    return claim


def _words(spans: Spans, text: str) -> str:
    if not spans:
        raise ValueError("A condition or reason needs its place in the text")
    return _JOINT.join(span.of(text) for span in spans)


def _check_places(spans: Iterable[Span], text: str) -> None:
    for span in spans:
        if not 0 <= span.begin < span.end <= len(text):
            raise ValueError(f"The article has no place {span.begin}-{span.end}: it has {len(text)} characters")


def _as_sighted(connection: Connection, claim: Claim, known: Identities, base: Claim | None) -> Claim:
    """The claim with its actors as the article gives them, so that it follows what is judged of who is who later."""
    changed: dict[str, Any] = {}
    met: list[str] | None = None
    for name in _NAMED[kind_of(claim).name]:
        wanted = getattr(claim, name)
        before = getattr(base, name, None)
        if wanted is None:
            continue
        if before is not None and wanted in (before, known.of(before, claim.article)):
            changed[name] = before
            continue
        if met is None:
            rows = select(sightings.c.actor).where(sightings.c.article == claim.article)
            met = sorted(set(connection.scalars(rows)))
        meant = [one for one in met if known.of(one, claim.article) == wanted]
        changed[name] = wanted if wanted in meant or not meant else meant[0]
        if not meant and name in ("actor", "by") and not _is_known(connection, wanted):
            raise ValueError(f"The record holds no actor {wanted}")
    return replace(claim, **changed)


def _is_known(connection: Connection, actor: str) -> bool:
    return any(
        connection.execute(select(table.c.id).where(table.c.id == actor)).first() is not None
        for table in (sighted, actors, authority)
    )


def article_of(said: Judgement) -> str:
    """The article that a judgement on a claim is about."""
    return claim_of(said.value or "").article
