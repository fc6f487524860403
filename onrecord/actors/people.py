"""The persons whom an article names: which names are one person's, who they are, what they do."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.actors.capitals import usual_letters
from onrecord.actors.lexicon import lexicon
from onrecord.actors.names import SAME, block_keys, parse, plain, same_person, word_likeness
from onrecord.actors.refs import Ref

# Up to so many persons a name is compared with all of them; beyond, only with those that sound alike in some part, as
# the register does. The longest reports name some 100.
_MANY = 200

# Names of more words are no better for it: of two that open with a given name the one written more often is taken.
_USUAL = 3

# A bare surname has no given name to confirm it, so same_person gives it 0.9 at most; a slip of the pen gives 0.765.
BARE = 0.75


@dataclass
class Character:
    """One person of an article while the article is read."""

    refs: list[Ref] = field(default_factory=list)
    gender: str = ""
    role: str | None = None
    head: str | None = None
    body: str | None = None
    state: str | None = None
    id: str = ""
    full: str = ""  # the name as the list of statespeople spells it
    number: int = 0  # in the order in which the persons were met
    first: int = sys.maxsize  # the tokens at which the name begins first and last
    last: int = -1
    prominence: int = 0  # how often the full name is given; a role counts as another time
    forms: set[str] = field(default_factory=set)  # the names, each once

    @property
    def names(self) -> list[str]:
        """The forms of the name, in order of appearance."""
        return [ref.name for ref in self.refs]

    def best_name(self) -> str:
        """The best-spelt full form: the surname as most often written, diacritics preferred, in usual letters."""
        return self.full or usual_letters(self._best_spelt(), self.forms)

    def _best_spelt(self) -> str:
        surnames = Counter(name.split()[-1] for name in self.names)
        full = [n for n in self.names if parse(n).given] or self.names
        # A form with diacritics was typed on purpose: it weighs as much as two plain ones.
        weight = {word: count + 2 * (not word.isascii()) for word, count in surnames.items()}
        often = Counter(full)
        # Of several forms one that opens with a known given name, so that a headline's run of capitals is no name.
        name = max(
            often,
            key=lambda n: (
                weight[n.split()[-1]] + (not n.isascii()),
                n.split()[0].lower() in lexicon().given,
                min(len(n.split()), _USUAL),
                often[n],
            ),
        )
        *given, surname = name.split()
        better = max(weight, key=lambda word: weight[word])
        # "Emmanuel Macon" once and "Macron" twice: the surname as mostly written goes with the given name.
        alike = word_likeness(plain(surname), plain(better)) >= SAME
        return " ".join([*given, better]) if given and alike and weight[better] > weight[surname] else name


def cast(refs: Sequence[Ref]) -> list[Character]:
    """Group the person names of an article: full names by likeness, bare surnames by the full names they fit."""
    characters: list[Character] = []
    met = _Met(characters)
    for ref in [r for r in refs if parse(r.name).given]:
        met.join(met.homes.get(ref.name) or _home(ref, met.near(ref.name)), ref)
    for ref in [r for r in refs if not parse(r.name).given]:
        met.join(_bare_home(ref, met.near(ref.name)), ref)
    for character in characters:
        character.refs.sort(key=lambda r: r.begin)
    return characters


class _Met:
    """The persons met so far, by name and by the sound of their names."""

    def __init__(self, characters: list[Character]) -> None:
        self._characters = characters
        self._by_sound: dict[str, dict[int, Character]] = {}
        self.homes: dict[str, Character] = {}

    def near(self, name: str) -> Sequence[Character]:
        """Those whom the name may mean, in the order in which they were met."""
        if len(self._characters) <= _MANY:
            return self._characters
        found = {n: c for key in block_keys(name) for n, c in self._by_sound.get(key, {}).items()}
        return [found[number] for number in sorted(found)]

    def join(self, home: Character | None, ref: Ref) -> None:
        """Give a name to its person, a new one where it has none."""
        if home is None:
            home = Character(number=len(self._characters))
            self._characters.append(home)
        _join(home, ref)
        if ref.name not in self.homes:
            self.homes[ref.name] = home
        if ref.name not in home.forms:
            home.forms.add(ref.name)
            for key in block_keys(ref.name):
                self._by_sound.setdefault(key, {})[home.number] = home


def _join(character: Character, ref: Ref) -> None:
    character.refs.append(ref)
    character.first, character.last = min(character.first, ref.begin), max(character.last, ref.begin)
    if parse(ref.name).given:
        character.prominence += 1 + bool(ref.head)
    if ref.gender and not character.gender:
        character.gender = ref.gender


def _home(ref: Ref, characters: Sequence[Character]) -> Character | None:
    scored = [(max(same_person(ref.name, n) for n in c.forms), c) for c in characters]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= SAME else None


def _bare_home(ref: Ref, characters: Sequence[Character]) -> Character | None:
    """The person whom a bare surname means: spelt alike, of the same gender, else the one named most."""
    scored = []
    for character in characters:
        if ref.gender and character.gender and ref.gender != character.gender:
            continue
        score = max(same_person(ref.name, n) for n in character.forms)
        if _is_given_name(ref.name, character):
            score = max(score, 0.8)
        if score >= BARE:
            scored.append((score, character))
    if not scored:
        return None
    top = max(score for score, _ in scored)
    exact = [c for score, c in scored if score >= top - 0.01]
    if top < 0.85 and len(exact) > 1:
        return None
    # Relatives are told apart by given name or address; the bare surname is the one named most.
    before = [c for c in exact if c.first < ref.begin]
    return max(before or exact, key=lambda c: (c.prominence, c.last))


def _is_given_name(name: str, character: Character) -> bool:
    word = parse(name).family[-1]
    return any(parse(n).given[:1] == (word,) for n in character.forms)
