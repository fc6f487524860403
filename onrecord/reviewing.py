"""What a person decides of who is who: the own list of actors, and judgements that two are one or one is two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import InputError, OnrecordError
from onrecord.registering import directory_of, make, renew
from onrecord.types import Actor, IdentityJudgement, IdentityVerdict

if TYPE_CHECKING:
    from onrecord.actors import Register
    from onrecord.actors.rulings import Rulings
    from onrecord.record import Judgement, Record


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: entries of the list, how many of them are new or other than before, actors that they name."""

    entries: int
    changed: int
    named: int


@dataclass(frozen=True, slots=True)
class Ruled:
    """A judgement and what came of it: whom it was on, as they are now, and how many actors there were and are."""

    number: int
    actors: tuple[Actor, ...]
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two actors that may be one, or an actor and an entry of the own list, with what speaks for and against it."""

    one: Actor
    other: Actor
    score: float
    reasons: tuple[str, ...]
    against: tuple[str, ...]


# What to say, the least first; the last says all that was meant.
_Attempts = Sequence[Sequence[IdentityJudgement]]


@dataclass(frozen=True, slots=True)
class _Meant:
    """Whom a caller means: the canonical id, and the sighted one where that was given."""

    actor: str
    sighted: str | None = None


# ---------------------------------------------------------------- the own list


def import_authority(
    record: Record, path: Path, *, alone: bool = False, report: Callable[[int], None] = lambda rows: None
) -> Imported:
    """Take a CSV of actors into the record; the same file again changes nothing, and of a bad one nothing is taken.

    An entry with the id or the Wikidata id of one held before takes its place; ``alone`` drops all that are not in
    the file.
    """
    from onrecord.actors.authority import read_authority
    from onrecord.actors.listing import uncollected

    try:
        with path.open(encoding="utf-8-sig", newline="") as file, uncollected():
            entries = read_authority(file, str(path), report)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path} is not in UTF-8 (byte {error.start}). Save it as CSV UTF-8, which spreadsheets offer. Nothing was "
            "imported"
        ) from error
    except OSError as error:
        raise InputError(f"{path} can not be read: {error.strerror or error}. Check the name") from error
    with record.transaction():
        if not alone:
            entries = _under_held_ids(entries, record.authority())
        changed = record.save_authority(entries, alone=alone)
        if changed:
            renew(record)
        met = set(map(record.identities().of, {sighting.actor.id for sighting in record.sightings()}))
    return Imported(len(entries), changed, sum(entry.id in met for entry in entries))


def _under_held_ids(entries: Iterable[Actor], held: Iterable[Actor]) -> tuple[Actor, ...]:
    """The entries, each under the id that an entry with its Wikidata id has already."""
    known = {entry.wikidata: entry.id for entry in held if entry.wikidata}
    return tuple(replace(entry, id=known.get(entry.wikidata or "", entry.id)) for entry in entries)


def proposals(record: Record, limit: int | None = None) -> list[Proposal]:
    """Pairs of actors, or of an actor and an entry of the own list, that may be one; the likeliest first."""
    register = make(record)
    found = register.suggestions()[:limit]
    return [
        Proposal(one, other, pair.score, tuple(pair.reasons), tuple(pair.against))
        for pair in found
        if (one := register.get(pair.one)) is not None and (other := register.get(pair.other)) is not None
    ]


# ---------------------------------------------------------------- judgements


def judge_same(record: Record, one: str, other: str, reviewer: str) -> Ruled:
    """Let two actors be one from now on, whatever is read."""

    def said(register: Register, rulings: Rulings) -> _Attempts:
        a, b = _meant(register, one), _meant(register, other)
        if a.actor == b.actor:
            raise OnrecordError(f"{one!r} and {other!r} are one actor already: {_called(register, a.actor)}.")
        ours, theirs = _nodes(register, a), _nodes(register, b)
        first, *rest = (ours[0], theirs[0], *ours[1:], *theirs[1:])
        every = [IdentityJudgement(IdentityVerdict.SAME, first, x) for x in rest]
        # One pair draws the others along, unless an earlier judgement or something in the texts holds them back.
        return every[:1], every

    return _rule(record, said, reviewer)


def judge_different(record: Record, one: str, other: str, reviewer: str) -> Ruled:
    """Let two actors, or two ids within one actor, never be one."""

    def said(register: Register, rulings: Rulings) -> _Attempts:
        a, b = _meant(register, one), _meant(register, other)
        if a.actor == b.actor:
            within = _nodes(register, _Meant(a.actor))
            if a.sighted is None or b.sighted is None or a.sighted == b.sighted:
                raise OnrecordError(
                    f"{one!r} and {other!r} are one actor, {_called(register, a.actor)}. Name two of the ids that it "
                    f"was made of ({', '.join(within)}), or take articles out of it: onrecord actors split"
                )
            ours, theirs = [a.sighted], [b.sighted]
        else:
            ours, theirs = _nodes(register, _Meant(a.actor)), _nodes(register, _Meant(b.actor))
        return ([IdentityJudgement(IdentityVerdict.DIFFERENT, x, y) for x, y in product(ours, theirs)],)

    return _rule(record, said, reviewer)


def split(record: Record, actor: str, articles: Sequence[str], reviewer: str) -> Ruled:
    """Let an actor be another one in these articles, given by id or origin, than elsewhere."""
    chosen = [identifier for given in articles for identifier in _articles(record, given)]

    def said(register: Register, rulings: Rulings) -> _Attempts:
        meant = _meant(register, actor).actor
        places: dict[tuple[str, str], list[str]] = {}
        for sighted, where in record.appearances(meant).items():
            for article in where:
                places.setdefault((sighted, rulings.node(sighted, article)), []).append(article)
        met = {article for where in places.values() for article in where}
        strange = [article for article in chosen if article not in met]
        if strange:
            raise OnrecordError(f"{_called(register, meant)} is not met in the article {strange[0]}.")
        if met <= set(chosen):
            raise OnrecordError(f"{_called(register, meant)} is met in no other article; there is nothing to split.")
        return (_parted(places, set(chosen)),)

    return _rule(record, said, reviewer)


def undo(record: Record, number: int) -> Ruled:
    """Take a judgement back, with all that it said."""
    if number not in {judgement.id for judgement, _ in record.identity_judgements()}:
        raise OnrecordError(
            f"No judgement {number} on actors stands in the record; `onrecord actors judgements` lists those that do."
        )
    with record.transaction():
        before = len(record.actors())
        record.withdraw_judgement(number)
        renew(record)
        return Ruled(number, (), before, len(record.actors()))


def judgements(record: Record) -> tuple[tuple[Judgement, tuple[IdentityJudgement, ...]], ...]:
    """The judgements on who is who that stand, the earliest first."""
    return record.identity_judgements()


def actors(record: Record, find: str | None = None) -> list[tuple[Actor, int]]:
    """The actors of a record, those with a text in id or one of the names, and in how many articles each is met."""
    from onrecord.web.finding import plain

    wanted = plain(find or "")
    known = record.identities()
    met: dict[str, set[str]] = {}
    for sighting in record.sightings():
        met.setdefault(known.of(sighting.actor.id, sighting.article), set()).add(sighting.article)
    return [
        (actor, len(met.get(actor.id, ())))
        for actor in record.actors()
        if any(wanted in plain(name) for name in (actor.id, actor.name, *actor.aliases))
    ]


def _rule(record: Record, said: Callable[[Register, Rulings], _Attempts], reviewer: str) -> Ruled:
    from onrecord.actors.rulings import Rulings

    with record.transaction():
        listed = directory_of(record)
        register = make(record, listed)
        before = len(record.actors())
        attempts = said(register, Rulings(one for _, some in record.identity_judgements() for one in some))
        named = dict.fromkeys(x for one in attempts[-1] for x in (one.one, one.other) if x is not None)
        for place, ruled in enumerate(attempts, 1):
            try:
                with record.transaction():
                    written = record.judge_identity(ruled, reviewer)
                    after = renew(record, listed)
                    if place < len(attempts) and len({after.id_of(x) for x in named}) > 1:
                        raise _NotEnoughError
            except _NotEnoughError:
                continue
            break
        count = len(record.actors())
    assert written.id is not None
    now = dict.fromkeys(map(after.id_of, named))
    found = tuple(actor for identifier in now if (actor := after.get(identifier)) is not None)
    return Ruled(written.id, found, before, count)


class _NotEnoughError(Exception):
    """What was said first does not bring about what was meant; it is taken back, and more is said."""


def _parted(places: Mapping[tuple[str, str], Sequence[str]], chosen: set[str]) -> list[IdentityJudgement]:
    """What sets the chosen articles apart: each id that is within and without gets a part of its own."""
    from onrecord.actors.rulings import part_id

    said: list[IdentityJudgement] = []
    within: list[str] = []
    without: list[str] = []
    for (sighted, node), articles in sorted(places.items()):
        inside = tuple(article for article in articles if article in chosen)
        if not inside:
            without.append(node)
        elif len(inside) == len(articles):
            within.append(node)
        else:
            said.append(IdentityJudgement(IdentityVerdict.APART, sighted, articles=inside))
            within.append(part_id(sighted, inside))
            without.append(node)
    said += [IdentityJudgement(IdentityVerdict.SAME, within[0], other) for other in within[1:]]
    said += [IdentityJudgement(IdentityVerdict.DIFFERENT, x, y) for x, y in product(within, without)]
    return said


# ---------------------------------------------------------------- whom somebody means


def _meant(register: Register, given: str) -> _Meant:
    """Whom an id or a name means; OnrecordError where nobody or several fit."""
    from onrecord.web.finding import fitting, listed

    actor = register.get(given)
    if actor is not None:
        return _Meant(actor.id, given if given in register.sighted(actor.id) else None)
    found = fitting(register, given)
    if not found:
        raise OnrecordError(f"Nobody called {given!r} is in the record; `onrecord actors list --find TEXT` helps.")
    if len(found) > 1:
        raise OnrecordError(f"{given!r} fits several actors: {listed(found)}. Give the id.")
    return _Meant(found[0].id)


def _nodes(register: Register, meant: _Meant) -> list[str]:
    """The sighted ids of an actor, the one meant or the most frequent first; an entry of the list is its own."""
    nodes = list(register.sighted(meant.actor)) or [meant.actor]
    return sorted(nodes, key=lambda node: node != meant.sighted)


def _called(register: Register, identifier: str) -> str:
    actor = register.get(identifier)
    return f"{actor.name} ({identifier})" if actor else identifier


def _articles(record: Record, given: str) -> Iterator[str]:
    """The articles that an id or an origin names."""
    if record.article(given) is not None:
        yield given
        return
    found = record.articles_from(given)
    if not found:
        raise OnrecordError(
            f"No article {given!r} is in the record; give its id or origin, as `onrecord export articles` shows them."
        )
    yield from found
