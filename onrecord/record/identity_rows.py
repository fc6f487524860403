"""Rows of who is who: which actor each sighted id means, and what reviewers say of it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, select, tuple_

from onrecord.record.actor_rows import chunks
from onrecord.record.audit_rows import write_audit
from onrecord.record.codec import json_text
from onrecord.record.dialects import upsert, write_rows
from onrecord.record.judgement_rows import read_judgements, write_judgement
from onrecord.record.schema import identities, meta
from onrecord.record.values import Identities, Judgement, Verdict
from onrecord.types import IdentityJudgement, IdentityVerdict

# What a judgement on who is who is filed under, among all others.
_KIND, _FIELD = "actor", "identity"
# Rows of meta: a mark that is another one after every change, and the rules by which the register was made.
_MARK, _RULES = "register mark", "register rules"

_META = select(meta.c.value).where(meta.c.name == bindparam("line"))

IdentityMap = Mapping[tuple[str, str], str]


# ---------------------------------------------------------------- which actor an id means


def read_identities(connection: Connection) -> Identities:
    """Which actor each sighted id means."""
    whole: dict[str, str] = {}
    parts: dict[tuple[str, str], str] = {}
    for one, article, actor in connection.execute(select(*identities.c)):
        if article:
            parts[one, article] = actor
        else:
            whole[one] = actor
    return Identities(whole, parts)


def write_identities(connection: Connection, changed: IdentityMap) -> None:
    """Write which actors some sighted ids mean; one that means itself everywhere needs no row."""
    plain = [one for (one, article), actor in changed.items() if not article and one == actor]
    for chunk in chunks(plain):
        connection.execute(delete(identities).where(identities.c.article == "", identities.c.sighted.in_(chunk)))
    rows = _rows(changed)
    if rows:
        keys = ("sighted", "article")
        connection.execute(upsert(connection, identities, keys=keys, over=("actor",)), rows)


def replace_identities(connection: Connection, present: IdentityMap) -> set[str]:
    """Let the identities be these; rows that are the same are left alone. The sighted ids that mean others now."""
    held = {(one, article): actor for one, article, actor in connection.execute(select(*identities.c))}
    wanted = {(row["sighted"], row["article"]): row["actor"] for row in _rows(present)}
    stale = [key for key in held if key not in wanted]
    for begin in range(0, len(stale), 300):  # two values each: within what one question of SQLite may hold
        some = stale[begin : begin + 300]
        connection.execute(delete(identities).where(tuple_(identities.c.sighted, identities.c.article).in_(some)))
    changed = {key: actor for key, actor in wanted.items() if held.get(key) != actor}
    new = {key: actor for key, actor in changed.items() if key not in held}
    write_rows(connection, identities, _rows(new))
    write_identities(connection, {key: actor for key, actor in changed.items() if key in held})
    return {sighted for sighted, _ in (*stale, *changed)}


def _rows(pairs: IdentityMap) -> list[dict[str, str]]:
    return [
        {"sighted": one, "article": article, "actor": actor}
        for (one, article), actor in pairs.items()
        if article or one != actor
    ]


# ---------------------------------------------------------------- what reviewers say


def write_verdicts(connection: Connection, said: Sequence[IdentityJudgement], reviewer: str) -> Judgement:
    """Write what a reviewer says at one time of who is who, as one judgement."""
    value = json_text(
        [{"verdict": s.verdict.value, "one": s.one, "other": s.other, "articles": list(s.articles)} for s in said]
    )
    written = write_judgement(
        connection, Judgement(_KIND, said[0].one, Verdict.CORRECTED, reviewer, field=_FIELD, value=value)
    )
    told = {"judgement": written.id, "said": [[s.verdict.value, s.one, s.other, list(s.articles)] for s in said]}
    write_audit(connection, reviewer, said[-1].verdict.value, _KIND, said[0].one, told)
    return written


def read_verdicts(connection: Connection, *, withdrawn: bool) -> list[tuple[Judgement, tuple[IdentityJudgement, ...]]]:
    """What reviewers said of who is who, the earliest first."""
    found = read_judgements(connection, target_kind=_KIND, target_id=None, withdrawn=withdrawn)
    return [(one, _verdicts_of(one)) for one in found if one.field == _FIELD and one.value is not None]


def _verdicts_of(judgement: Judgement) -> tuple[IdentityJudgement, ...]:
    return tuple(
        IdentityJudgement(IdentityVerdict(said["verdict"]), said["one"], said["other"], tuple(said["articles"]))
        for said in json.loads(judgement.value or "[]")
    )


# ---------------------------------------------------------------- in what state the register is


def read_mark(connection: Connection) -> str:
    """A word that is another one after every change of what the register is made of, or of the register."""
    return connection.scalar(_META, {"line": _MARK}) or ""


def change_mark(connection: Connection) -> None:
    """Let everybody see that the register has changed. By chance, not by counting: a count may come again."""
    _write_meta(connection, ((_MARK, secrets.token_hex(8)),))


def read_rules(connection: Connection) -> str | None:
    """The rules by which the register was made as a whole; None where it never was."""
    return connection.scalar(_META, {"line": _RULES})


def write_rules(connection: Connection, rules: str) -> None:
    """Write by which rules the register was made."""
    _write_meta(connection, ((_RULES, rules),))


def _write_meta(connection: Connection, lines: Iterable[tuple[str, str]]) -> None:
    rows = [{"name": name, "value": value} for name, value in lines]
    connection.execute(upsert(connection, meta, keys=("name",), over=("value",)), rows)
