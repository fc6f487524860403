"""Positions as columns: what a million of them are counted from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import islice
from operator import attrgetter
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from onrecord.types import Scope, Stance, Voice

Codes = NDArray[np.int32]
Flags = NDArray[np.bool_]
_T = TypeVar("_T", bound=np.generic)

#: The day of a position without a date, and the code of an outlet, statement or speaker that there is not.
#: Ordinals of real days begin at 1, codes at 0.
UNDATED = 0
NONE = -1

#: How far a row is reviewed: its place here is its code. "" is a machine's claim that nobody has judged.
STATES = ("", "accepted", "changed", "added", "unsure")
SCOPES = tuple(Scope)
VOICES = tuple(Voice)
_SETTLED = (STATES.index("accepted"), STATES.index("changed"), STATES.index("added"))


class Row(Protocol):
    """A position as plain values: what the record's light rows are, whatever gives them."""

    @property
    def id(self) -> str:
        """Id of the position."""

    @property
    def article(self) -> str:
        """Id of the article."""

    @property
    def option(self) -> str:
        """Id of the option."""

    @property
    def actor(self) -> str:
        """Canonical id of the actor."""

    @property
    def stance(self) -> str:
        """The stance's name."""

    @property
    def scope(self) -> str:
        """The scope's name."""

    @property
    def voice(self) -> str:
        """The voice's name."""

    @property
    def first(self) -> int | None:
        """Ordinal of the first day on which it may have been said."""

    @property
    def last(self) -> int | None:
        """Ordinal of the last such day."""

    @property
    def tense(self) -> str:
        """ "current" or "former"."""

    @property
    def derived(self) -> bool:
        """Whether it follows from a part, or from membership."""

    @property
    def score(self) -> float:
        """How sure the claim is."""

    @property
    def state(self) -> str | None:
        """What reviewers made of it."""

    @property
    def statement(self) -> str | None:
        """Id of the statement that it rests on."""

    @property
    def by(self) -> str | None:
        """Who says it of the holder."""

    @property
    def limited(self) -> bool:
        """Whether a limit or condition stands with it."""

    @property
    def suggested(self) -> bool:
        """Whether it is only a suggestion."""


class Sharing(Protocol):
    """What several reports share: the record knows it."""

    def of(self, statement: str | None, article: str) -> str | None:
        """The key under which what rests on a statement, or on none, counts once; None where it is there once."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Positions column by column; names are sorted, a code is the place of a name in its list.

    Arrays are read-only and equally long; ``first`` and ``last`` are ordinals of days with ``UNDATED`` for none,
    ``outlet``, ``statement`` and ``by`` are ``NONE`` where there is none, ``saying`` where nothing else reports it.
    """

    ids: NDArray[np.object_]
    articles: tuple[str, ...]
    article: Codes
    options: tuple[str, ...]
    option: Codes
    actors: tuple[str, ...]
    actor: Codes
    outlets: tuple[str, ...]
    outlet: Codes
    statements: tuple[str, ...]
    statement: Codes
    speakers: tuple[str, ...]
    by: Codes
    sayings: tuple[str, ...]
    saying: Codes
    stance: NDArray[np.float32]
    first: Codes
    last: Codes
    scope: NDArray[np.int8]
    voice: NDArray[np.int8]
    former: Flags
    derived: Flags
    limited: Flags
    suggested: Flags
    score: NDArray[np.float32]
    state: NDArray[np.int8]

    def __len__(self) -> int:
        """How many positions."""
        return len(self.ids)

    @classmethod
    def of(
        cls, rows: Iterable[Row], outlets: Mapping[str, str | None] | None = None, shared: Sharing | None = None
    ) -> Columns:
        """The columns of rows; ``outlets`` names the outlet of each article, ``shared`` what several report."""
        coders = {codes: Coder() for codes in _CODES.values()}
        parts: dict[str, list[NDArray[Any]]] = {field.name: [] for field in fields(cls) if field.name not in _CODES}
        of_article = outlets or {}
        taken = map(_TAKE, rows)
        while portion := tuple(islice(taken, _PORTION)):
            for name, values in _portion(tuple(zip(*portion, strict=True)), of_article, shared):
                parts[name].append(coders[name].codes(values) if name in coders else values)
        made: dict[str, Any] = {name: _frozen(_joined(name, arrays)) for name, arrays in parts.items()}
        for names, codes in _CODES.items():
            made[names], made[codes] = coders[codes].sorted(made[codes])
        return cls(**made)

    def where(self, chosen: Flags | NDArray[np.intp]) -> Columns:
        """The rows that a mask or a list of places names, with the name lists as they are."""
        arrays: dict[str, Any] = {
            field.name: _frozen(value[chosen])
            for field in fields(self)
            if isinstance(value := getattr(self, field.name), np.ndarray)
        }
        return replace(self, **arrays)

    def changed(
        self,
        dropped: Collection[str],
        rows: Iterable[Row],
        outlets: Mapping[str, str | None] | None = None,
        shared: Sharing | None = None,
    ) -> Columns:
        """These columns without the rows of those ids and with the new ones at the end: what a judgement does."""
        gone = set(dropped)
        kept = self.where(np.array([key not in gone for key in self.ids], dtype=np.bool_)) if gone else self
        new = Columns.of(rows, outlets, shared)
        return joined(kept, new) if len(new) else kept

    @property
    def day(self) -> Codes:
        """The day that each position counts on: the middle of its interval, the earlier one of two, or ``UNDATED``."""
        return ((self.first.astype(np.int64) + self.last) // 2).astype(np.int32)

    @property
    def reviewed(self) -> Flags:
        """Which rows a reviewer has settled."""
        return np.isin(self.state, _SETTLED)


_CODES = {
    "articles": "article",
    "options": "option",
    "actors": "actor",
    "outlets": "outlet",
    "statements": "statement",
    "speakers": "by",
    "sayings": "saying",
}
_KINDS: dict[str, type[np.generic]] = {
    "ids": np.object_,
    "stance": np.float32,
    "scope": np.int8,
    "voice": np.int8,
    "former": np.bool_,
    "derived": np.bool_,
    "limited": np.bool_,
    "suggested": np.bool_,
    "score": np.float32,
    "state": np.int8,
}
_FIELDS = (
    *("id", "article", "option", "actor", "statement", "by", "stance", "first", "last", "scope", "voice"),
    *("tense", "derived", "limited", "suggested", "score", "state"),
)
_TAKE = attrgetter(*_FIELDS)
# Rows that are Python objects at a time: enough that a portion's overhead is nothing, few enough to stay small.
_PORTION = 50_000

_STEPS = {str(stance): stance.value_on_scale for stance in Stance}
_SCOPE_CODES = {str(scope): code for code, scope in enumerate(SCOPES)}
_VOICE_CODES = {str(voice): code for code, voice in enumerate(VOICES)}
_STATE_CODES: dict[str | None, int] = {None: 0, **{state: code for code, state in enumerate(STATES)}}


def _portion(
    taken: Sequence[Sequence[Any]], of_article: Mapping[str, str | None], shared: Sharing | None
) -> Iterator[tuple[str, Any]]:
    """The columns of some rows by name; those that are coded as they came."""
    given = dict(zip(_FIELDS, taken, strict=True))
    for name in ("article", "option", "actor", "statement", "by"):
        yield name, given[name]
    yield "outlet", [of_article.get(article) for article in given["article"]]
    if shared is None:
        yield "saying", [None] * len(given["article"])
    else:
        yield "saying", [shared.of(*pair) for pair in zip(given["statement"], given["article"], strict=True)]
    first = [one or other or UNDATED for one, other in zip(given["first"], given["last"], strict=True)]
    plain: dict[str, Sequence[Any]] = {
        "stance": [_STEPS[stance] for stance in given["stance"]],
        "first": first,
        "last": [other or one for one, other in zip(first, given["last"], strict=True)],
        "scope": [_SCOPE_CODES[scope] for scope in given["scope"]],
        "voice": [_VOICE_CODES[voice] for voice in given["voice"]],
        "former": [tense == "former" for tense in given["tense"]],
        "state": [_STATE_CODES[state] for state in given["state"]],
    }
    yield "ids", _objects(given["id"])
    for name in ("derived", "limited", "suggested", "score"):
        plain[name] = given[name]
    for name, values in plain.items():
        yield name, np.array(values, dtype=_KINDS.get(name, np.int32))


def _joined(name: str, arrays: Sequence[NDArray[Any]]) -> NDArray[Any]:
    return np.concatenate(arrays) if arrays else np.empty(0, dtype=_KINDS.get(name, np.int32))


class Coder:
    """Gives names codes as they come and, at the end, the codes of the sorted names."""

    def __init__(self) -> None:
        """Know no name yet."""
        self._met: dict[str | None, int] = {}

    def codes(self, values: Sequence[str | None]) -> Codes:
        """Codes in the order of meeting."""
        met = self._met
        return np.array([met.setdefault(value, len(met)) for value in values], dtype=np.int32)

    def sorted(self, codes: Codes) -> tuple[tuple[str, ...], Codes]:
        """The sorted names, and the codes as places among them, ``NONE`` for None."""
        names = sorted(name for name in self._met if name is not None)
        rank: dict[str | None, int] = {None: NONE, **{name: place for place, name in enumerate(names)}}
        ranks = np.array([rank[name] for name in self._met], dtype=np.int32)
        return tuple(names), _frozen(ranks[codes] if len(codes) else codes)


def joined(one: Columns, two: Columns) -> Columns:
    """The rows of one and then those of the other, under common name lists."""
    values: dict[str, Any] = {}
    for names, codes in _CODES.items():
        values |= _merged(names, codes, one, two)
    for field in fields(Columns):
        if field.name not in values:
            values[field.name] = _frozen(np.concatenate([getattr(one, field.name), getattr(two, field.name)]))
    return Columns(**values)


def _merged(names: str, codes: str, one: Columns, two: Columns) -> dict[str, Any]:
    listed = tuple(sorted({*getattr(one, names), *getattr(two, names)}))
    place = {name: number for number, name in enumerate(listed)}
    moved = []
    for columns in (one, two):
        # The last entry is for NONE, which as an index means just that one.
        ranks = np.array([*(place[name] for name in getattr(columns, names)), NONE], dtype=np.int32)
        moved.append(ranks[getattr(columns, codes)])
    return {names: listed, codes: _frozen(np.concatenate(moved))}


def _objects(values: Sequence[str]) -> NDArray[np.object_]:
    made = np.empty(len(values), dtype=np.object_)
    made[:] = values
    return made


def _frozen(array: NDArray[_T]) -> NDArray[_T]:
    array.setflags(write=False)
    return array
