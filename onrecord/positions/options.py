"""What an option is about: its terms, and whether it makes or ends its object."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

import snowballstemmer

from onrecord.positions.phrases import Hit, Phrasebook, language, without_overlap
from onrecord.types import Codebook, Option

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@lru_cache(maxsize=1)
def _empty() -> frozenset[str]:
    """Words that say nothing of what an option is about."""
    return frozenset(language()["empty"]["words"])


@dataclass(frozen=True, slots=True)
class Profile:
    """An option as the matcher sees it.

    ``terms`` weighs each stem by how far it tells this option from its sisters, ``named`` are those of label and
    keywords, ``label`` those of the label alone, ``objects`` what its act is done to, ``leading`` the act that comes
    first; ``sign`` is +1 where the option makes or keeps its object ("building a bridge") and -1 where it ends or bars
    it ("a ban on lorries"). ``object_sign`` is the sign that the object has in itself (-1 for "the ban" in "lifting the
    ban"); ``gerund`` tells "abolishing the levy", where "it" is the levy, from "a ban on lorries", where "it" is the
    ban; ``plural`` objects are "them", never "it".
    """

    option: Option
    terms: dict[str, float]
    named: frozenset[str]
    label: frozenset[str]
    objects: frozenset[str]
    actions: frozenset[str]
    leading: frozenset[str]
    sign: int
    object_sign: int
    gerund: bool
    plural: bool
    texts: tuple[str, ...]
    words: tuple[str, ...]
    keywords: tuple[tuple[str, ...], ...]  # each as its stems

    @property
    def keyword_heads(self) -> frozenset[str]:
        """The stems that keywords begin with."""
        return frozenset(keyword[0] for keyword in self.keywords if keyword)


@lru_cache(maxsize=1)
def action_book() -> Phrasebook[int]:
    """Patterns of making (+1) and ending (-1)."""
    table = language()["actions"]
    return Phrasebook([(p, 1) for p in table["up"]] + [(p, -1) for p in table["down"]])


_stemmer = snowballstemmer.stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The Snowball stem of a word in lower case."""
    result: str = _stemmer.stemWord(word.lower())
    return result


def content_words(text: str) -> list[str]:
    """The words of a text in lower case that say what it is about."""
    return [
        word
        for word in (match.group().lower() for match in _WORD.finditer(text))
        if word not in _empty() and len(word) > 1
    ]


def action_sign(hits: Iterable[Hit[int]]) -> int:
    """The product of the actions: "delay the phase-out" makes, "stop deliveries" ends."""
    sign = 1
    for hit in hits:
        sign *= hit.label
    return sign


def profiles(codebook: Codebook) -> tuple[Profile, ...]:
    """One profile per option; terms that many options share weigh less."""
    drafts = [_draft(option) for option in codebook.options]
    shared: dict[str, int] = {}
    for stems, _, _ in drafts:
        for term in stems:
            shared[term] = shared.get(term, 0) + 1
    return tuple(_profile(option, draft, shared) for option, draft in zip(codebook.options, drafts, strict=True))


def _draft(option: Option) -> tuple[dict[str, float], frozenset[str], tuple[int, int]]:
    tokens = [match.group().lower() for match in _WORD.finditer(option.label)]
    hits = without_overlap(action_book().find(tokens))
    acting = {stem(tokens[index]) for hit in hits for index in range(hit.begin, hit.end)}
    stems: dict[str, float] = {}
    for word in content_words(option.description):
        stems[stem(word)] = 0.5  # the description explains, the label and the keywords name
    for word in content_words(option.label):
        stems[stem(word)] = 1.0
    for keyword in option.keywords:
        for word in content_words(keyword):
            stems[stem(word)] = 1.0
    return stems, frozenset(acting), (action_sign(hits), action_sign(hits[1:]))


def _profile(
    option: Option, draft: tuple[dict[str, float], frozenset[str], tuple[int, int]], shared: dict[str, int]
) -> Profile:
    stems, acting, signs = draft
    leading = _leading(option.label)
    terms = {term: weight * (0.4 if term in leading else 1.0) / shared[term] ** 0.5 for term, weight in stems.items()}
    described = f"{option.label}. {option.description}".strip()
    texts = tuple(dict.fromkeys([option.label, described, *option.keywords]))
    words = tuple(
        dict.fromkeys(w for t in (option.label, *option.keywords) for w in content_words(t) if stem(w) not in acting)
    )
    named = frozenset(stem(word) for text in (option.label, *option.keywords) for word in content_words(text))
    label = frozenset(stem(word) for word in content_words(option.label))
    keywords = tuple(tuple(stem(match.group()) for match in _WORD.finditer(keyword)) for keyword in option.keywords)
    words_in = [match.group().lower() for match in _WORD.finditer(option.label)]
    gerund = any(stem(word) in acting and word.endswith("ing") for word in words_in[:2])
    return Profile(
        option,
        terms,
        named,
        label,
        _objects(option.label),
        acting,
        leading,
        *signs,
        gerund,
        _plural(option.label),
        texts,
        words,
        keywords,
    )


def _objects(label: str) -> frozenset[str]:
    """The stems of what the label's act is done to: all that stands behind the act."""
    words = [match.group().lower() for match in _WORD.finditer(label)]
    hits = without_overlap(action_book().find(words))
    if not hits:
        return frozenset()
    inside = {i for hit in hits for i in range(hit.begin, hit.end)}
    behind = [w for i, w in enumerate(words) if i >= hits[0].end and i not in inside and not w.isdigit()]
    return frozenset(stem(word) for word in behind if word not in _empty())


def _leading(label: str) -> frozenset[str]:
    """The stems of the label's first act: "sending" in "sending soldiers to train forces"."""
    words = [match.group().lower() for match in _WORD.finditer(label)]
    hits = without_overlap(action_book().find(words))
    return frozenset(stem(words[i]) for hit in hits[:1] for i in range(hit.begin, hit.end))


def _plural(label: str) -> bool:
    """Whether the act's object is many: the last word of the phrase behind the act."""
    words = [match.group().lower() for match in _WORD.finditer(label)]
    hits = without_overlap(action_book().find(words))
    begin = hits[0].end if hits else 0
    phrase = list(takewhile(lambda word: word not in _PREPOSITIONS or word == "of", words[begin:]))
    return bool(phrase) and phrase[-1].endswith("s") and not phrase[-1].endswith("ss")


_PREPOSITIONS = frozenset({"in", "on", "to", "from", "for", "with", "by", "at", "until", "after", "before", "under"})


def keyword_hits(profile: Profile, texts: Sequence[str]) -> list[tuple[int, int]]:
    """Places [begin, end) where one of the option's keywords stands whole, by stems."""
    stems = tuple(stem(text) for text in texts)
    found = []
    for wanted in profile.keywords:
        size = len(wanted)
        found += [(i, i + size) for i in range(len(stems) - size + 1) if size and stems[i : i + size] == wanted]
    return found
