"""The entries of a user's own list that take part: those that something in the articles may mean.

A list may be far longer than the articles are, so that its entries are filed under plain keys, and only one whose keys
an article meets is compared with anybody. Which these are depends on the sightings alone, not on their order.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import permutations
from sys import intern

from onrecord.actors.blocks import Filing
from onrecord.actors.evidence import heads, plain_names, small_words, stems
from onrecord.actors.name_lists import given_groups, nicknames
from onrecord.actors.names import plain
from onrecord.actors.profiles import role_words
from onrecord.types import Actor, ActorKind

# Actors that no name joins to others.
ALONE = (ActorKind.STATE, ActorKind.GROUP)
# What an article calls somebody: a name, whether it is a person's, state and role.
Call = tuple[str, bool, str | None, str | None]

# Letters of one class are written for one another across languages; vowels, h, j and y come and go.
_CLASSES = str.maketrans("fwcqxz", "vvkkss", "aeiouyhj")
_FIRSTS = str.maketrans("fwcqxzeiouyj", "vvkkssaaaaaa")
_PLAIN = re.compile(r"[a-z0-9]+")
_INITIALS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789".translate(_FIRSTS))
_TWICE = re.compile(r"(.)\1+")
# A sound of fewer consonants than this fits too many names with one of them left out.
LONG = 6


class Directory:
    """Entries by id and by plain keys. It never changes, so that one may serve several registers."""

    def __init__(self, entries: Iterable[Actor] = ()) -> None:
        """File all entries."""
        self._entries = {entry.id: entry for entry in entries}
        self._filed = Filing()
        sounds: dict[str, str] = {}  # half of the words of a long list are given names, again and again
        for entry in self._entries.values():
            for key in _keys(entry, sounds):
                self._filed.add(key, entry.id)

    def __bool__(self) -> bool:
        """Whether there is any entry."""
        return bool(self._entries)

    def __contains__(self, identifier: str) -> bool:
        """Whether there is an entry of this id."""
        return identifier in self._entries

    def get(self, identifier: str) -> Actor | None:
        """The entry of an id."""
        return self._entries.get(identifier)

    def meant(self, call: Call) -> set[str]:
        """The ids of the entries that a call may mean."""
        found = {identifier for key in _sought(call) for identifier in self._filed.get(key)}
        name, person, state, role = call
        if not person or len(_words(name)) > 1:
            return found
        # A surname alone means nobody of whom neither state nor role speaks.
        return {one for one in found if _speaks(self._entries[one], state, role)}


class Listing:
    """Entries of a directory, and how often articles ask for each."""

    def __init__(self, directory: Directory) -> None:
        """Start with nobody asking."""
        self._directory = directory
        self._calls: dict[Call, int] = {}
        self._asked: dict[str, int] = {}  # id of an entry -> how many calls ask for it

    def asked(self, identifier: str) -> bool:
        """Whether some article has a name that an entry may be meant by."""
        return identifier in self._asked

    def count(self, actor: Actor, by: int) -> set[str]:
        """Add a sighting (by 1) or take it away (by -1); returns entries that somebody begins or ceases to ask for."""
        changed: set[str] = set()
        if not self._directory or actor.kind in ALONE or actor.id.startswith("role:"):
            return changed
        for name in (actor.name, *actor.aliases):
            call = name, actor.kind is ActorKind.PERSON, actor.state, actor.role
            number = self._calls.pop(call, 0) + by
            if number:
                self._calls[call] = number
            if number == 0 or number == by > 0:
                for identifier in self._directory.meant(call):
                    asking = self._asked.pop(identifier, 0) + by
                    if asking:
                        self._asked[identifier] = asking
                    changed.add(identifier)
        return changed


@contextmanager
def uncollected() -> Iterator[None]:
    """Without garbage collection: all that a bulk load makes stays, and to go through it again and again takes a third
    of the time (benchmarks/register.py)."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _keys(entry: Actor, sounds: dict[str, str]) -> set[str]:
    """The keys under which an entry is found; ``sounds`` are those of words met before."""
    names = (entry.name, *entry.aliases)
    if entry.kind in ALONE:
        return set()
    if entry.kind is not ActorKind.PERSON:
        return {key for name in names for key in _keys_of_body(_words(name), entry.state)}
    found: set[str] = set()
    for name in names:
        first, *others = _words(name) or [""]
        initial = first[:1].translate(_FIRSTS)
        # Of two family names, articles may leave out either.
        for word in others or (first,):
            if len(word) > 1:
                sound = sounds.get(word)
                if sound is None:
                    sound = sounds[word] = intern(_sound(word))
                found.add(f"{sound} {initial}")
    return found


def _keys_of_body(words: Sequence[str], state: str | None) -> Iterator[str]:
    """A name of a body with and without the word for what it is, and its acronym in its state."""
    yield f"={' '.join(words)}"
    if len(words) > 1 and words[-1] in heads():
        yield f"={' '.join(words[:-1])}"
    if state:
        small = small_words()
        letters = "".join(word[0] for word in words if word not in small)
        if len(letters) > 1:
            yield f"{letters.upper()} {state}"


def _sought(call: Call) -> set[str]:
    """The keys under which the entries are that a call may mean."""
    name, person, state, _ = call
    if not person:
        keys = {f"={one}" for one in plain_names((name,)) | stems((name,))}
        return keys | ({f"{name.upper()} {state}"} if state else set())
    words = _words(name)
    if len(words) > 1:
        return {
            f"{sound} {initial}"
            for one, other in permutations(words, 2)
            if len(one) > 1
            for sound in _sounds(one)
            for initial in _initials(other)
        }
    return {f"{sound} {initial}" for word in words for sound in _sounds(word) for initial in _INITIALS}


def _speaks(entry: Actor, state: str | None, role: str | None) -> bool:
    """Whether state or role of an entry speak for a bare surname."""
    if state is not None and state == entry.state:
        return True
    said = role_words(role) if role else frozenset[str]()
    return any(not said.isdisjoint(role_words(held)) for held in (entry.role, *(s.role for s in entry.roles)) if held)


def _words(name: str) -> list[str]:
    """The words of a name in plain letters."""
    # Most names have plain letters already, and a list has many.
    return _PLAIN.findall(name.lower().replace("'", "")) if name.isascii() else plain(name).split()


def _sound(word: str) -> str:
    """The classes of a word's consonants; the word where it has none."""
    if "ch" in word:
        word = word.replace("sch", "s").replace("ch", "s")
    return _TWICE.sub(r"\1", word.translate(_CLASSES)) or word


def _sounds(word: str) -> set[str]:
    """The sound of a word, and those with one consonant left out, which a slip may have put in."""
    sound = _sound(word)
    return {sound, *(sound[:i] + sound[i + 1 :] for i in range(len(sound)) if len(sound) >= LONG)}


@lru_cache(maxsize=20_000)
def _initials(given: str) -> frozenset[str]:
    """The classes of first letters that a given name has in its short and foreign forms."""
    groups = _members()
    forms = {given, *nicknames().get(given, ()), *_nicknames_of().get(given, ())}
    forms.update(name for number in given_groups().get(given, ()) for name in groups[number])
    return frozenset(form[:1].translate(_FIRSTS) for form in forms)


@lru_cache(maxsize=1)
def _nicknames_of() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for short, names in nicknames().items():
        for name in names:
            found.setdefault(name, set()).add(short)
    return found


@lru_cache(maxsize=1)
def _members() -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for name, numbers in given_groups().items():
        for number in numbers:
            found.setdefault(number, set()).add(name)
    return found
