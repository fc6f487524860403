"""Which sentence speaks to which option: by its words, by its vector, and by what was under discussion just before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.positions.clauses import Token
from onrecord.positions.options import Profile, keyword_hits, stem
from onrecord.positions.phrases import Phrasebook, language
from onrecord.types import Embedder

Matrix = npt.NDArray[np.float32]

# A word stands for a term of the option where their vectors are this close: "soldiers" for "troops" (0.68), "levy" for
# "tax" (0.66), while words that merely keep company stay below ("bridge" and "river" 0.47).
SYNONYM = 0.62


@dataclass(frozen=True, slots=True)
class Match:
    """How an option meets a row of tokens: the matching token places and how much of the option they cover (0 to 1)."""

    places: tuple[int, ...]
    cover: float
    keyword: bool


NO_MATCH = Match((), 0.0, False)


class Relevance:
    """Compares sentences with options; remembers the vectors of words and options."""

    def __init__(self, profiles: Sequence[Profile], embed: Embedder | None) -> None:
        self.profiles = profiles
        self._embed = embed
        self._options: list[Matrix] = []
        self._terms: list[Matrix] = []
        self._synonyms: dict[str, tuple[tuple[int, str], ...]] = {}
        if embed is not None:
            for profile in profiles:
                self._options.append(np.asarray(embed(profile.texts), dtype=np.float32))
                self._terms.append(np.asarray(embed(profile.words or (profile.option.label,)), dtype=np.float32))

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

    def match(self, tokens: Sequence[Token], number: int) -> Match:
        """The tokens that stand for terms of option ``number``."""
        profile = self.profiles[number]
        texts = [token.text for token in tokens]
        whole = keyword_hits(profile, texts)
        places: list[int] = [i for begin, end in whole for i in range(begin, end)]
        acting: list[int] = []
        met: dict[str, float] = {}
        for place, text in enumerate(texts):
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
        named = sum(weight for term, weight in profile.terms.items() if term in _label_terms(profile))
        cover = 1.0 if whole else min(1.0, sum(met.values()) / max(named, 0.5))
        return Match(tuple(sorted(set(places))), cover, bool(whole))


def _label_terms(profile: Profile) -> set[str]:
    return {stem(word) for word in profile.option.label.lower().replace("-", " ").split()} & set(profile.terms)


def anaphors(tokens: Sequence[Token]) -> tuple[list[int], bool]:
    """Places of words that name the course under discussion without saying it again; whether they sweep ("nothing")."""
    table = language()["anaphors"]
    texts = [token.text for token in tokens]
    sweeping = [hit.begin for hit in _SWEEPING.find(texts)]
    if sweeping:
        return sweeping, True
    nouns, pronouns = set(table["nouns"]), set(table["pronouns"])
    places = [i for i, text in enumerate(texts) if text in nouns and _definite(texts, i)]
    places += [i for i, text in enumerate(texts) if text in pronouns and tokens[i].pos in {"PRON", "DET", "ADV", ""}]
    return sorted(places), False


_SWEEPING: Phrasebook[bool] = Phrasebook((pattern, True) for pattern in language()["anaphors"]["sweeping"])


def _definite(texts: Sequence[str], place: int) -> bool:
    """"the idea", "this step", "Macron's initiative", "such plans", "no plans" point back; "an idea" does not."""
    return any(text in {"the", "this", "that", "these", "those", "such", "'s", "no", "his", "her", "its", "their"} for text in texts[max(0, place - 3) : place])
