"""The word lists of the actor stage, read once from the files beside it."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from anyascii import anyascii

from onrecord.actors.tokens import split_words
from onrecord.types import Actor, ActorKind

# Nobody means each of its states by a body of nearly all: the United Nations have 193; the OSCE, next to it, 57.
_MOST_MEMBERS = 70


class Sort(StrEnum):
    """What a listed name is: it decides how it refers to its actor."""

    STATE = "state"
    CAPITAL = "capital"
    DEMONYM = "demonym"
    BODY = "body"
    SEAT = "seat"
    PARTY = "party"
    BLOC = "bloc"
    BLOC_ADJECTIVE = "bloc adjective"  # Baltic, Nordic: refers only with a plural noun behind it
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Entry:
    """A listed name; a weak one counts only where the article names its body or its state in full."""

    words: tuple[str, ...]
    sort: Sort
    actor: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Roles:
    """Words that name a person by what they do."""

    kinds: Mapping[str, str]
    last_words: frozenset[str]  # of heads and titles, to pass over other words quickly
    singular: Mapping[str, str]
    gender: Mapping[str, str]
    titles: Mapping[str, str]
    belongs: Mapping[str, str]  # the body of a role that only one has: taoiseach
    portfolio: frozenset[str]
    adjective: frozenset[str]
    modifiers: frozenset[str]  # portfolio and adjective together
    state_institutions: frozenset[str]
    institutions: frozenset[str]
    principal_institutions: frozenset[str]  # "the Trump campaign"
    labels: Mapping[str, str]  # "R" in "(R-Iowa)"
    label_states: Mapping[str, str]  # "Mass" in "D-Mass."
    parts_of_states: frozenset[str]  # "the regional government" is not that of the state
    of_states: frozenset[str]  # institutions that every state has: named by it, whatever the capitals
    organisation_heads: frozenset[str]
    party_heads: frozenset[str]
    bodies_by_kind: frozenset[str]  # words that a name follows: "the operator X"
    epithets: frozenset[str]  # "the X politician" may be anybody named last, whatever the office


@dataclass(frozen=True, slots=True)
class Groups:
    """Words of groups: quantifiers, numbers, plural heads."""

    quantifiers: frozenset[str]
    numbers: Mapping[str, int]
    sets: Mapping[str, int]  # "the pair"
    states: frozenset[str]
    bodies: frozenset[str]
    people: frozenset[str]
    collectives: frozenset[str]
    doubtful: frozenset[str]  # collectives that are events, places or things as well
    stance: frozenset[str]
    state_anaphors: frozenset[str]
    body_anaphors: frozenset[str]
    made_things: frozenset[str]  # "the X poll": X speaks
    things: frozenset[str]
    laws: frozenset[str]  # "the Clean Air Act": a body by its form only
    speech_things: frozenset[str]  # "praise from X": X speaks
    human: tuple[str, ...]  # endings of nouns
    not_human: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statesperson:
    """Somebody who is so well known that news give the name alone, and the body that they count for."""

    name: str
    body: str
    gender: str


@dataclass(frozen=True, slots=True)
class Stay:
    """States that joined a body on one day; ``last`` is their last day in it, none where they are members still."""

    first: date | None
    last: date | None
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the stage knows about the world and the language before it reads."""

    actors: Mapping[str, Actor]
    entries: Mapping[str, tuple[Entry, ...]]
    given: Mapping[str, str]
    statespeople: Mapping[str, tuple[Statesperson, ...]]  # by every word of the name, in plain letters
    roles: Roles
    groups: Groups
    pronouns: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    nicknames: frozenset[frozenset[str]] = field(default_factory=frozenset)
    feminine: tuple[str, ...] = ()


def state_id(iso2: str) -> str:
    """The id of a state: state:FR."""
    return f"state:{iso2}"


def members(bloc: str, day: date) -> tuple[str, ...]:
    """The ids of the states that belonged to a union, alliance or bloc on a day; none where a body has none."""
    return tuple(
        state
        for stay in _stays().get(bloc, ())
        if (stay.first is None or stay.first <= day) and (stay.last is None or day <= stay.last)
        for state in stay.states
    )


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lists in memory, read at the first call."""
    actors: dict[str, Actor] = {}
    entries: list[Entry] = []
    _read_states(actors, entries)
    _read_bodies(actors, entries)
    _read_seats(actors, entries)
    _read_blocs(actors, entries)
    _read_parties(actors, entries)
    _read_regions(actors, entries)
    _read_ambiguous(entries)
    by_first: dict[str, list[Entry]] = {}
    for entry in entries:
        by_first.setdefault(entry.words[0], []).append(entry)
    words = _toml("words.toml")
    return Lexicon(
        actors=actors,
        entries={k: tuple(sorted(v, key=lambda e: -len(e.words))) for k, v in by_first.items()},
        given=_given_names(),
        statespeople=_statespeople(),
        roles=_read_roles(),
        groups=_read_groups(),
        pronouns={form: name for name, forms in words["pronouns"].items() for form in forms},
        words=_closed_classes(words),
        nicknames=frozenset(frozenset(pair.split()) for pair in words["nicknames"]["pairs"]),
        feminine=tuple(words["feminine"]["endings"]),
    )


def _closed_classes(words: Mapping[str, Mapping[str, list[str]]]) -> Mapping[str, frozenset[str]]:
    flat: dict[str, frozenset[str]] = {}
    for section in (
        "determiners",
        "narrator",
        "not_names",
        "names",
        "phrases",
        "places",
        "relatives",
        "roles",
        "speech",
    ):
        for key, forms in words[section].items():
            flat[f"{section}.{key}"] = frozenset(forms)
    return flat


def _toml(name: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("onrecord.actors") / "data" / name).read_text(encoding="utf-8"))


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("onrecord.actors") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _listed(field_text: str | None) -> list[str]:
    return [part for part in (field_text or "").split(";") if part]


def _entries(names: Iterable[str], sort: Sort, actor: str) -> list[Entry]:
    weak = {name.removeprefix("~"): name.startswith("~") for name in names}
    # Wires leave accents out; a plain form that is a word of its own (Male, Reunion) has its own mark in the table.
    weak |= {plain: weak[name] for name in weak if (plain := anyascii(name)) not in weak}
    return [Entry(tuple(split_words(name)), sort, actor, mark) for name, mark in weak.items()]


def _read_states(actors: dict[str, Actor], entries: list[Entry]) -> None:
    for row in _rows("states.csv"):
        key = state_id(row["iso2"])
        actors[key] = Actor(key, row["name"], ActorKind.STATE, state=key)
        names = [row["name"], *_listed(row["official"]), *_listed(row["aliases"]), *_former(row["former"])]
        demonyms = [*_listed(row["adjectives"]), *_listed(row["people"])]
        # Singapore is its own capital, New Zealand its own adjective: the state's name says it all.
        entries += _entries(names, Sort.STATE, key)
        entries += _entries((n for n in _listed(row["capitals"]) if n not in names), Sort.CAPITAL, key)
        entries += _entries((n for n in dict.fromkeys(demonyms) if n not in names), Sort.DEMONYM, key)


def _former(field_text: str) -> list[str]:
    """The names in "Zaire until 1997;Belgian Congo until 1960"."""
    return [name.partition(" until ")[0] for name in _listed(field_text)]


@lru_cache(maxsize=1)
def _stays() -> Mapping[str, tuple[Stay, ...]]:
    found: dict[str, list[Stay]] = {}
    for row in _rows("members.csv"):
        first, last = (date.fromisoformat(row[name]) if row[name] else None for name in ("from", "until"))
        states = tuple(state_id(iso) for iso in _listed(row["states"]))
        found.setdefault(row["body"], []).append(Stay(first, last, states))
    return {body: tuple(stays) for body, stays in found.items()}


def _present_members(bloc: str) -> tuple[str, ...]:
    """Those who belong to it still; of a body that is no more, those who saw its end."""
    stays = _stays().get(bloc, ())
    if len([state for stay in stays for state in stay.states]) > _MOST_MEMBERS:
        return ()
    ends = [stay.last for stay in stays if stay.last is not None]
    over = all(stay.last is not None for stay in stays) and ends
    return tuple(state for stay in stays if stay.last == (max(ends) if over else None) for state in stay.states)


def _read_bodies(actors: dict[str, Actor], entries: list[Entry]) -> None:
    for row in _rows("bodies.csv"):
        key, state = row["id"], state_id(row["state"]) if row["state"] else None
        actors[key] = Actor(
            key,
            row["name"],
            ActorKind(row["kind"]),
            affiliation=row["parent"] or state,
            state=state,
            members=_present_members(key),
        )
        entries += _entries([row["name"], *_listed(row["aliases"])], Sort.BODY, key)


def _read_seats(actors: dict[str, Actor], entries: list[Entry]) -> None:
    for row in _rows("seats.csv"):
        key, state = row["body"], state_id(row["state"]) if row["state"] else None
        actors.setdefault(key, Actor(key, row["name"], ActorKind.ORGANISATION, affiliation=state, state=state))
        entries += _entries([row["name"], *_listed(row["aliases"])], Sort.SEAT, key)


def _read_blocs(actors: dict[str, Actor], entries: list[Entry]) -> None:
    for row in _rows("blocs.csv"):
        key = row["id"]
        actors[key] = Actor(key, row["name"], ActorKind.GROUP, members=_present_members(key))
        entries += _entries(_listed(row["names"]), Sort.BLOC, key)
        entries += _entries(_listed(row["adjectives"]), Sort.BLOC_ADJECTIVE, key)


def _read_parties(actors: dict[str, Actor], entries: list[Entry]) -> None:
    for row in _rows("parties.csv"):
        key, state = row["id"], state_id(row["state"]) if row["state"] else None
        actors[key] = Actor(key, row["name"], ActorKind.PARTY, affiliation=state, state=state)
        entries += _entries([row["name"], *_listed(row["aliases"])], Sort.PARTY, key)


def _read_regions(actors: dict[str, Actor], entries: list[Entry]) -> None:
    for row in _rows("regions.csv"):
        state = state_id(row["state"])
        key = "org:" + row["name"].lower().replace(" ", "-").replace(".", "")
        actors[key] = Actor(key, row["name"], ActorKind.ORGANISATION, affiliation=state, state=state)
        entries += _entries([row["name"], *_listed(row["aliases"])], Sort.REGION, key)
        entries += _entries(_listed(row["demonyms"]), Sort.DEMONYM, key)


def _read_ambiguous(entries: list[Entry]) -> None:
    """The rarer meanings of names that the other tables give to one actor: Georgia, Congo, Dominican."""
    for row in _rows("ambiguous.csv"):
        for actor in _listed(row["others"]):
            entries += _entries(["~" + row["name"]], Sort(row["sort"]), actor)


def _given_names() -> Mapping[str, str]:
    return {name.lower(): row["gender"] for row in _rows("given_names.csv") for name in row["names"].split()}


def _statespeople() -> Mapping[str, tuple[Statesperson, ...]]:
    found: dict[str, list[Statesperson]] = {}
    for row in _rows("statespeople.csv"):
        for name in _listed(row["names"]):
            person = Statesperson(name, row["body"], row["gender"])
            found.setdefault(anyascii(name.split()[-1]).lower(), []).append(person)
    return {word: tuple(people) for word, people in found.items()}


def _read_roles() -> Roles:
    data = _toml("roles.toml")
    plurals: Mapping[str, str] = dict(data["plurals"].items())  # type: ignore[arg-type]
    kinds: dict[str, str] = {}
    singular: dict[str, str] = {}
    for kind in ("office", "spokesperson", "staff", "occupation", "relation", "counterpart"):
        for word in data[kind]["words"]:
            kinds.setdefault(word, kind)
            singular.setdefault(plurals.get(word, word + "s"), word)
    titles: Mapping[str, str] = dict(data["titles"].items())  # type: ignore[arg-type]
    return Roles(
        kinds=kinds,
        last_words=frozenset(word.split()[-1] for word in (*kinds, *titles)),
        singular={k: v for k, v in singular.items() if k not in kinds},
        gender={word: gender for gender in ("m", "f") for word in data["gender"][gender]}
        | {word: gender for gender in ("m", "f") for word in data["title_gender"][gender]},
        titles=titles,
        belongs=dict(data["belongs"].items()),  # type: ignore[arg-type]
        portfolio=frozenset(data["modifiers"]["portfolio"]),
        adjective=frozenset(data["modifiers"]["adjective"]),
        modifiers=frozenset(data["modifiers"]["portfolio"]) | frozenset(data["modifiers"]["adjective"]),
        state_institutions=frozenset(data["institutions"]["state"]),
        institutions=frozenset(data["institutions"]["body"]),
        principal_institutions=frozenset(data["institutions"]["principal"]),
        labels={forms[0]: label for label, forms in data["labels"].items()},
        label_states={short: name for name, forms in data["label_states"].items() for short in (name, *forms)},
        parts_of_states=frozenset(data["institutions"]["parts"]),
        of_states=frozenset(data["institutions"]["of_states"]),
        organisation_heads=frozenset(data["name_heads"]["organisation"]),
        party_heads=frozenset(data["name_heads"]["party"]),
        bodies_by_kind=frozenset(data["name_heads"]["kind"]),
        epithets=frozenset(data["epithets"]["words"]),
    )


def _read_groups() -> Groups:
    data = _toml("groups.toml")
    return Groups(
        quantifiers=frozenset(data["quantifiers"]["words"]),
        numbers=dict(data["quantifiers"]["numbers"].items()),  # type: ignore[attr-defined]
        sets=dict(data["quantifiers"]["sets"].items()),  # type: ignore[attr-defined]
        states=frozenset(data["heads"]["states"]),
        bodies=frozenset(data["heads"]["bodies"]),
        people=frozenset(data["heads"]["people"]),
        collectives=frozenset(data["collectives"]["heads"]),
        doubtful=frozenset(data["collectives"]["doubtful"]),
        stance=frozenset(data["stance"]["words"]),
        state_anaphors=frozenset(data["anaphors"]["state"]),
        body_anaphors=frozenset(data["anaphors"]["body"]),
        made_things=frozenset(data["things"]["made"]),
        things=frozenset((*data["things"]["made"], *data["things"]["other"])),
        laws=frozenset(data["things"]["laws"]),
        speech_things=frozenset(data["things"]["speech"]),
        human=tuple(data["unnamed"]["endings"]),
        not_human=tuple(data["unnamed"]["except"]),
    )
