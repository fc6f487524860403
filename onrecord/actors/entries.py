"""Rows of a user's list to entries: those that are one joined, each with an id of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from onrecord.actors.canonical import slug
from onrecord.actors.lexicon import lexicon
from onrecord.actors.names import plain
from onrecord.errors import InputError
from onrecord.types import Actor, ActorKind, RoleSeen

_PREFIX = {
    ActorKind.PERSON: "person",
    ActorKind.ORGANISATION: "org",
    ActorKind.PARTY: "party",
    ActorKind.STATE: "state",
    ActorKind.GROUP: "group",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list, each cell checked for itself."""

    line: int
    name: str
    kind: ActorKind
    state: str | None = None
    aliases: tuple[str, ...] = ()
    role: str | None = None
    body: str | None = None
    first: date | None = None
    last: date | None = None
    wikidata: str | None = None
    id: str | None = None


@dataclass(slots=True)
class _Entry:
    """The rows of one actor, in their order; the first names it."""

    rows: list[Row]
    id: str = ""

    @property
    def head(self) -> Row:
        return self.rows[0]

    def one(self, get: Callable[[Row], str | None]) -> str | None:
        """What the first row that says it says."""
        return next((value for row in self.rows if (value := get(row))), None)


def entries_of(rows: Iterable[Row], source: str) -> tuple[Actor, ...]:
    """The actors of a list by id; rows of one id, one Wikidata id or one name, kind and state are one actor.

    A body that only an affiliation names is an entry, too.
    """
    entries = _joined(rows, source)
    _refuse_circles(entries, source)
    _name(entries)
    unlisted: dict[str, Actor] = {}
    body = _bodies(entries, unlisted)
    found = [_actor(entry, body) for entry in entries]
    return tuple(sorted((*found, *unlisted.values()), key=lambda actor: actor.id))


def _joined(rows: Iterable[Row], source: str) -> list[_Entry]:
    entries: list[_Entry] = []
    by_key: dict[tuple[object, ...], _Entry] = {}
    for row in rows:
        named = ("name", plain(row.name), row.kind, row.state)
        keys: list[tuple[object, ...]] = [("id", row.id)] if row.id else []
        keys += [("wikidata", row.wikidata)] if row.wikidata else []
        # Who has an id of either sort is told apart by it; a row without joins the first of its name.
        found = next((by_key[key] for key in keys if key in by_key), None)
        if found is None and named in by_key and not _apart(by_key[named], row):
            found = by_key[named]
        if found is None:
            found = _Entry([])
            entries.append(found)
        elif found.rows and found.head.kind is not row.kind:
            raise InputError(
                f"{source}, line {row.line}: {row.name!r} is a {row.kind.value} here and, under the same id, a "
                f"{found.head.kind.value} on line {found.head.line}. Correct the kind or the id. Nothing was imported"
            )
        found.rows.append(row)
        for key in (*keys, named):
            by_key.setdefault(key, found)
    return entries


def _apart(entry: _Entry, row: Row) -> bool:
    ids, items = {known.id for known in entry.rows if known.id}, {known.wikidata for known in entry.rows} - {None}
    return bool((row.id and ids and row.id not in ids) or (row.wikidata and items and row.wikidata not in items))


def _refuse_circles(entries: Sequence[_Entry], source: str) -> None:
    """Refuse entries each of which calls itself by the other's name, unless an id tells them apart."""
    by_name: dict[tuple[str, ActorKind], list[int]] = {}
    for number, entry in enumerate(entries):
        by_name.setdefault((plain(entry.head.name), entry.head.kind), []).append(number)
    steps: dict[int, list[int]] = {}
    for number, entry in enumerate(entries):
        for row in entry.rows:
            for alias in row.aliases:
                for other in by_name.get((plain(alias), entry.head.kind), ()):
                    if other != number and not _told_apart(entry, entries[other]):
                        steps.setdefault(number, []).append(other)
    circle = _circle(steps)
    if circle:
        told = ", ".join(f"line {entries[number].head.line} ({entries[number].head.name})" for number in circle)
        raise InputError(
            f"{source}: the aliases of {told} lead round in a circle, so that none of them is the name. Keep one line "
            "with all the names, or give each its own Wikidata id or id if they are different actors. Nothing was "
            "imported"
        )


def _told_apart(a: _Entry, b: _Entry) -> bool:
    def differ(one: str | None, other: str | None) -> bool:
        return one is not None and other is not None and one != other

    return (
        differ(a.one(lambda row: row.wikidata), b.one(lambda row: row.wikidata))
        or differ(a.one(lambda row: row.id), b.one(lambda row: row.id))
        or differ(a.one(lambda row: row.state), b.one(lambda row: row.state))
    )


def _circle(steps: Mapping[int, Sequence[int]]) -> list[int]:
    """Numbers that lead round in a circle, in the order of their steps; empty where there is none."""
    done: set[int] = set()
    for begin in sorted(steps):
        path: list[int] = []
        on_path: set[int] = set()
        waiting = [(begin, iter(steps.get(begin, ())))] if begin not in done else []
        if waiting:
            path.append(begin)
            on_path.add(begin)
        while waiting:
            number, rest = waiting[-1]
            following = next((n for n in rest if n not in done), None)
            if following is None:
                waiting.pop()
                path.pop()
                on_path.discard(number)
                done.add(number)
            elif following in on_path:
                return path[path.index(following) :]
            else:
                path.append(following)
                on_path.add(following)
                waiting.append((following, iter(steps.get(following, ()))))
    return []


def _name(entries: Sequence[_Entry]) -> None:
    """Give every entry its id: the one given, the state's own, or one made of the name as articles' ids are.

    Where several would have the same, each takes what tells it apart: state, Wikidata id, at last a number.
    """
    taken: dict[str, list[_Entry]] = {}
    for entry in entries:
        head, state = entry.head, entry.one(lambda row: row.state)
        listed = _listed().get((head.kind, plain(head.name), state))
        given = entry.one(lambda row: row.id)
        entry.id = given or listed or f"{_PREFIX[head.kind]}:{slug(head.name)}"
        taken.setdefault(entry.id, []).append(entry)
    ids = set(taken)
    for identifier, alike in taken.items():
        if len(alike) > 1:
            _tell_apart(identifier, alike, ids)


def _tell_apart(identifier: str, alike: Sequence[_Entry], taken: set[str]) -> None:
    for entry in sorted(alike, key=lambda entry: entry.head.line):
        if entry.one(lambda row: row.id):
            continue
        state, item = entry.one(lambda row: row.state), entry.one(lambda row: row.wikidata)
        pieces = [identifier, *([state.rpartition(":")[2].lower()] if state else []), *([item.lower()] if item else [])]
        made, number = ".".join(pieces), 2
        while made in taken:
            made, number = f"{'.'.join(pieces)}-{number}", number + 1
        entry.id = made
        taken.add(made)


@lru_cache(maxsize=1)
def _listed() -> Mapping[tuple[ActorKind, str, str | None], str]:
    """The ids of states, bodies, parties and groups of the tables beside, by kind, name and state."""
    return {(actor.kind, plain(actor.name), actor.state): key for key, actor in lexicon().actors.items()}


def _bodies(entries: Sequence[_Entry], unlisted: dict[str, Actor]) -> Callable[[str], str]:
    """The id of a body that a cell names: an id, an entry of the list, a body of the tables; else it is unlisted."""
    own: dict[str, set[str]] = {}
    for entry in entries:
        if entry.head.kind is not ActorKind.PERSON:
            for row in entry.rows:
                for name in (row.name, *row.aliases):
                    own.setdefault(plain(name), set()).add(entry.id)
    known = {plain(actor.name): key for key, actor in lexicon().actors.items()}
    ids = {entry.id for entry in entries} | set(lexicon().actors)

    def body(given: str) -> str:
        if given in ids:
            return given
        fitting = own.get(plain(given), set())
        if len(fitting) == 1:
            return next(iter(fitting))
        if plain(given) in known:
            return known[plain(given)]
        made = f"org:{slug(given)}"
        if made not in ids:
            unlisted.setdefault(made, Actor(made, given, ActorKind.ORGANISATION))
        return made

    return body


def _actor(entry: _Entry, body: Callable[[str], str]) -> Actor:
    head = entry.head
    roles = {
        RoleSeen(row.role, body(row.body) if row.body else None, row.first, row.last) for row in entry.rows if row.role
    }
    # The newest first: what has no end goes on, and what began later is newer.
    newest = sorted(
        entry.rows, key=lambda row: (row.role is None, row.last is not None, _back(row.last), _back(row.first))
    )
    role = next((row.role for row in newest if row.role), None)
    where = next((row.body for row in newest if row.body), None)
    names = dict.fromkeys(name for row in entry.rows for name in (row.name, *row.aliases) if name != head.name)
    return Actor(
        id=entry.id,
        name=head.name,
        kind=head.kind,
        role=role,
        affiliation=body(where) if where else None,
        state=entry.one(lambda row: row.state),
        aliases=tuple(names),
        roles=tuple(sorted(roles, key=lambda seen: (_back(seen.first), seen.role, seen.body or ""), reverse=True)),
        wikidata=entry.one(lambda row: row.wikidata),
    )


def _back(day: date | None) -> int:
    """A number that is smaller for later days."""
    return 0 if day is None else -day.toordinal()
