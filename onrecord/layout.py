"""The columns of every table that a record gives to scripts, named as in the CSV export, each with its type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from onrecord.exports.csv import COLUMNS
from onrecord.tables import Column
from onrecord.types import (
    ActorKind,
    ConditionKind,
    Part,
    RelationKind,
    Scope,
    Stance,
    StatementKind,
    Tense,
    Voice,
)

# From no to yes, so that the categories compare as the scale does.
_STANCES = tuple(stance.value for stance in reversed(Stance))
_INTERVALS = frozenset({"date", "said_on"})


def _of(kind: type[StrEnum]) -> tuple[str, ...]:
    return tuple(one.value for one in kind)


_CHOICES: dict[str, tuple[str, ...]] = {
    "stance": _STANCES,
    "from": _STANCES,
    "to": _STANCES,
    "scope": _of(Scope),
    "voice": _of(Voice),
    "tense": _of(Tense),
    "part": _of(Part),
    "condition.kind": _of(ConditionKind),
    **{f"{who}.kind": _of(ActorKind) for who in ("actor", "by", "toward", "body")},
}
_KINDS = {
    "score": "number",
    "derived": "truth",
    "reported": "truth",
    "published": "day",
    "article.published": "day",
    "at": "moment",
    "withdrawn_at": "moment",
    "length": "integer",
    "settles": "integer",
    "undone": "truth",
}
_OWN: dict[str, dict[str, tuple[str, ...]]] = {
    "statements": {"kind": _of(StatementKind)},
    "relations": {"kind": _of(RelationKind)},
    "actors": {"kind": _of(ActorKind)},
    "splits": {"kind": ("two voices", "split")},
    "judgements": {"verdict": ("right", "wrong", "corrected", "unsure")},
}
_ACTOR = ("actor.id", "actor.name", "actor.kind")
_NAMES: dict[str, tuple[str, ...]] = {
    **COLUMNS,
    "stands": (*_ACTOR, "issue", "option", "scope", "stance", "date", "positions"),
    "shifts": (*_ACTOR, "issue", "option", "scope", "from", "to", "date", "reported", "positions"),
    "splits": ("body.id", "body.name", "body.kind", "issue", "option", "kind", "positions"),
    "judgements": (
        *("id", "target_kind", "target_id", "verdict", "reviewer", "at", "field", "value", "note"),
        *("withdrawn_at", "undone", "settles"),
    ),
    "found": (
        *("id", "what", "text", "begin", "hits", "state", "article.id", "article.origin", "article.outlet"),
        *("article.title", "article.published", "article.language"),
    ),
}


def columns_of(what: str) -> tuple[Column, ...]:
    """The columns of a table of statements, positions, stands…"""
    return tuple(_columns(what, _NAMES[what]))


def _columns(what: str, names: Iterable[str]) -> Iterator[Column]:
    own = _OWN.get(what, {})
    for name in names:
        choices = own.get(name) or _CHOICES.get(name, ())
        if choices:
            yield Column(name, "choice", choices)
        elif (what, name) in (("judgements", "id"), ("found", "begin")):
            yield Column(name, "integer")
        else:
            yield Column(name, _KINDS.get(name, "text"))
        if name in _INTERVALS:
            yield Column(f"{name}.first", "day")
            yield Column(f"{name}.last", "day")
