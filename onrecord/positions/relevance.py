"""Which sentence speaks to which option: by its words, by its vector, and by what was under discussion just before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.positions.clauses import Token
from onrecord.positions.options import Profile, action_book, keyword_hits, stem
from onrecord.positions.phrases import Phrasebook, language
from onrecord.types import Embedder

Matrix = npt.NDArray[np.float32]

# A word stands for a term of the option where their vectors are this close. Of 40 pairs looked at, synonyms lie above
# (troops/soldiers 0.88, refugees/migrants 0.77, guns/firearms 0.85) and mere company below (war/combat 0.65 to 0.69, as
# quantised vectors shift a little with their batch; runway/airport 0.57).
SYNONYM = 0.72


@dataclass(frozen=True, slots=True)
class Match:
    """How an option meets a row of tokens: the matching token places, how much of the option they cover (0 to 1),
    the terms met, and whether one of the option's keywords stands whole.
    """

    places: tuple[int, ...]
    cover: float
    stems: frozenset[str]
    keyword: bool


NO_MATCH = Match((), 0.0, frozenset(), False)


class Relevance:
    """Compares sentences with options; remembers the vectors of words and options."""

    def __init__(self, profiles: Sequence[Profile], embed: Embedder | None) -> None:
        """Embed the options once."""
        self.profiles = profiles
        self._embed = embed
        self._options: list[Matrix] = []
        self._terms: list[Matrix] = []
        self._synonyms: dict[str, tuple[tuple[int, str], ...]] = {}
        if embed is not None:
            for profile in profiles:
                self._options.append(np.asarray(embed(profile.texts), dtype=np.float32))
                self._terms.append(np.asarray(embed(profile.words or (profile.option.label,)), dtype=np.float32))

        self.shared = [self._shared(number) for number in range(len(profiles))]

    def _shared(self, number: int) -> frozenset[str]:
        """The terms of an option whose words mean the same as words in the label of another that is no part of it."""
        if self._embed is None:
            return frozenset()
        mine, found = self.profiles[number], set()
        for other, terms in zip(self.profiles, self._terms, strict=True):
            if other is mine or other.option.parent == mine.option.id or not (mine.words and other.words):
                continue
            labelled = [i for i, word in enumerate(other.words) if stem(word) in other.label]
            close = (self._terms[number] @ terms[labelled].T).max(axis=1, initial=0.0) >= SYNONYM
            found |= {stem(word) for word, near in zip(mine.words, close, strict=True) if near}
        return frozenset(found)

    @property
    def has_vectors(self) -> bool:
        """Whether likeness counts, or words alone."""
        return self._embed is not None

    def similarities(self, texts: Sequence[str]) -> Matrix:
        """Cosine of each text with each option, the nearest of the option's texts counting; zeros without vectors."""
        if self._embed is None or not texts:
            return np.zeros((len(texts), len(self.profiles)), dtype=np.float32)
        vectors = np.asarray(self._embed(texts), dtype=np.float32)
        return np.stack([(vectors @ option.T).max(axis=1) for option in self._options], axis=1)

    def learn_words(self, words: set[str]) -> None:
        """Look up once which terms of which options each new word stands for."""
        if self._embed is None:
            return
        new = sorted(word for word in words if word not in self._synonyms)
        if not new:
            return
        vectors = np.asarray(self._embed(new), dtype=np.float32)
        found: dict[str, list[tuple[int, str]]] = {word: [] for word in new}
        for number, (profile, terms) in enumerate(zip(self.profiles, self._terms, strict=True)):
            close = vectors @ terms.T
            for row, column in zip(*np.nonzero(close >= SYNONYM), strict=True):
                if profile.words:
                    found[new[row]].append((number, stem(profile.words[column])))
        self._synonyms.update({word: tuple(pairs) for word, pairs in found.items()})

    def stems(self, tokens: Sequence[Token]) -> set[str]:
        """The stems of the tokens and of the terms that they stand for."""
        found = {stem(token.text) for token in tokens}
        return found.union(*({term for _, term in self._synonyms.get(token.text, ())} for token in tokens))

    def match(self, tokens: Sequence[Token], number: int, spoken_for: frozenset[int] = frozenset()) -> Match:
        """The tokens that stand for terms of option ``number``.

        Places ``spoken_for`` are words of stance, not of an option.
        """
        profile = self.profiles[number]
        texts = [token.text for token in tokens]
        whole = keyword_hits(profile, texts)
        places: list[int] = [i for begin, end in whole for i in range(begin, end)]
        acting: list[int] = []
        met: dict[str, float] = {}
        for place, text in enumerate(texts):
            if place in spoken_for:
                continue
            term = stem(text)
            weight = profile.terms.get(term, 0.0)
            if weight == 0.0:
                for option, synonym in self._synonyms.get(text, ()):
                    if option == number and profile.terms.get(synonym, 0.0) > weight:
                        term, weight = synonym, profile.terms[synonym]
            if weight > 0.0:
                met[term] = weight
                (acting if term in profile.actions else places).append(place)
        if not met and not whole:
            return NO_MATCH
        # "lifted the ban" names an option by its act alone where its object went before
        places = places or acting
        named = sum(profile.terms[term] for term in profile.label)
        cover = 1.0 if whole else min(1.0, sum(met.values()) / max(named, 0.5))
        return Match(tuple(sorted(set(places))), cover, frozenset(met), bool(whole))


def anaphors(tokens: Sequence[Token]) -> tuple[list[int], bool]:
    """Places of words that name the course under discussion without saying it again; whether they sweep ("nothing")."""
    table = language()["anaphors"]
    texts = [token.text for token in tokens]
    sweeping = [hit.begin for hit in _SWEEPING.find(texts)]
    if sweeping:
        return sweeping, True
    nouns, pronouns = set(table["nouns"]), set(table["pronouns"])
    acts = {hit.begin for hit in action_book().find(texts) if tokens[hit.begin].pos == "NOUN"}
    places = [i for i, text in enumerate(texts) if (text in nouns or i in acts) and _definite(texts, i, act=i in acts)]
    places += [i for i, text in enumerate(texts) if text in pronouns and _points(tokens, i)]
    return sorted(places), False


_SWEEPING: Phrasebook[bool] = Phrasebook((pattern, True) for pattern in language()["anaphors"]["sweeping"])


def _points(tokens: Sequence[Token], place: int) -> bool:
    """Whether a pronoun stands for something said before: not "this war", "that he", the empty "it is time"."""
    if tokens[place].pos not in {"PRON", "DET", "ADV", ""}:
        return False
    following = tokens[place + 1].pos if place + 1 < len(tokens) else "PUNCT"
    if tokens[place].text == "it":
        return following not in {"AUX", "VERB", "PART"}
    return following not in {"NOUN", "PROPN", "ADJ", "PRON", "DET"}


_POINTERS = frozenset({"the", "this", "that", "these", "those", "such", "'s", "no", "his", "her", "its", "their"})


def _definite(texts: Sequence[str], place: int, *, act: bool) -> bool:
    """Whether a noun points back: "the idea", "such plans", of acts "a ban" too; not "plans for a bridge"."""
    after = texts[place + 1 : place + 2]
    if after and after[0] in {"for", "to"}:
        return False
    pointers = _POINTERS | {"a", "an", "any"} if act else _POINTERS
    return any(text in pointers for text in texts[max(0, place - 3) : place])
