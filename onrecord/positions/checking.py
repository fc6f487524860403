"""What is not wrong in a codebook but will mislead: options that say the same, other languages, bare labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from onrecord.positions.clauses import Tokens
from onrecord.positions.codebook import Written
from onrecord.positions.courses import small
from onrecord.positions.options import Profile, content_words, profiles, stem
from onrecord.positions.relevance import Relevance
from onrecord.types import ArticleMaterial, Codebook, Embedder, Option

# Labels and descriptions this alike, of 100, are the same but for an ending or a small word: "A toll for lorries" and
# "Toll for lorries" have 94, "Permanent summer time" and "Permanent winter time" 86.
_ALIKE = 91
_DESCRIBED = 25  # characters; shorter descriptions are alike by chance
# Vectors this near may mean the same: of 35 options of four codebooks no two that are neither part, contrary nor parts
# of one option come nearer than 0.67; five pairs that say one thing in other words have 0.70 to 0.84.
_MEANT = 0.74
# With more options than this, near ones are confused: codebooks of published discourse networks have 10 to 60.
_MANY = 60
_SHOWN = 20  # warnings of one kind; who has more mends these first
# Another language must be this much likelier (in logarithms): of 17 labels the English ones that the model takes for
# something else lose by less than 3, the German, French, Spanish, Polish, Dutch and Italian ones win by 16 and more.
_SURE = 10.0
_LETTERS = 20
# A sentence mentions an option where a keyword of it stands whole or this share of its label.
_MENTIONED = 0.66


@dataclass(frozen=True, slots=True)
class Mentioned:
    """How many articles and statements mention an option by its words."""

    option: Option
    articles: int
    statements: int


def warnings(written: Written, embed: Embedder | None = None) -> tuple[str, ...]:
    """What will mislead in a codebook that loads, with line and way out; ``embed`` tells what means the same."""
    codebook, lines = written.codebook, written.lines
    related = _Related(codebook)
    found: list[str] = []
    if len(codebook.options) > _MANY:
        found.append(
            f"{codebook.source}: {len(codebook.options)} options are many: near ones will be confused with each other. "
            f"Keep those that you will look at, or part the debate into several codebooks."
        )
    kinds: tuple[Iterator[tuple[Option, str]], ...] = (
        _bare(codebook),
        _foreign(codebook),
        _same(codebook, related, embed),
        _shared_keywords(codebook, related, lines),
    )
    for kind in kinds:
        told = [f"{codebook.source}, line {lines.get(option.id, 0)}: {message}" for option, message in kind]
        found += told[:_SHOWN]
        if len(told) > _SHOWN:
            found.append(f"(and {len(told) - _SHOWN} more of this kind)")
    return tuple(found)


class _Related:
    """Which options are parts of each other or opposed, so that likeness between them is meant."""

    def __init__(self, codebook: Codebook) -> None:
        parents = {option.id: option.parent for option in codebook.options}
        self._above: dict[str, set[str]] = {}
        for option in codebook.options:
            chain: set[str] = set()
            parent = option.parent
            while parent is not None and parent not in chain:
                chain.add(parent)
                parent = parents.get(parent)
            self._above[option.id] = chain

    def __call__(self, one: Option, other: Option) -> bool:
        return (
            other.id in one.opposed
            or one.id in other.opposed
            or other.id in self._above[one.id]
            or one.id in self._above[other.id]
        )


def _bare(codebook: Codebook) -> Iterator[tuple[Option, str]]:
    for option in codebook.options:
        if len(content_words(option.label)) < 2:
            yield (
                option,
                f"the label {option.label!r} is one word, which reports use for many things. Say what is to be done: "
                f"not `Wall`, but `Building a wall on the border`.",
            )
        if not option.description:
            yield (
                option,
                f"{option.id!r} has no description; it decides what belongs to the option. Write `description:` and "
                f"one or two plain sentences.",
            )


def _foreign(codebook: Codebook) -> Iterator[tuple[Option, str]]:
    for option in codebook.options:
        text = f"{option.label}. {option.description}".strip()
        if _language(text) != "en":
            yield (
                option,
                f"{option.label!r} does not look English. The reports that are read are English: write label, "
                f"description and keywords in English, or nothing will be found.",
            )


def _language(text: str) -> str:
    """The language of label and description as two letters; English where nothing speaks plainly against it."""
    letters = [char for char in text if char.isalpha()]
    if sum(char < "\u0250" for char in letters) * 2 < len(letters):
        return "other"
    words = {word.strip(".,;:()").lower() for word in text.split()}
    if words & small("english") or len(letters) < _LETTERS:
        return "en"
    from py3langid.langid import rank

    scores = dict(rank(text.lower()))
    best = max(scores, key=lambda code: scores[code])
    return str(best) if scores[best] - scores["en"] >= _SURE else "en"


def _same(codebook: Codebook, related: _Related, embed: Embedder | None) -> Iterator[tuple[Option, str]]:
    """Options that say the same, by their letters or by their meaning; each pair once."""
    from rapidfuzz import fuzz, process

    options = codebook.options
    labels = [" ".join(option.label.casefold().split()) for option in options]
    alike = process.cdist(labels, labels, scorer=fuzz.token_sort_ratio) >= _ALIKE
    described = [option.description.casefold() for option in options]
    enough = np.array([len(text) >= _DESCRIBED for text in described])
    alike |= (process.cdist(described, described, scorer=fuzz.token_sort_ratio) >= _ALIKE) & np.outer(enough, enough)
    near = alike
    if embed is not None and options:
        vectors = np.asarray(embed([f"{option.label}. {option.description}" for option in options]), dtype=np.float32)
        near = alike | (vectors @ vectors.T >= _MEANT)
    for one, other in zip(*np.nonzero(np.triu(near, 1)), strict=True):
        first, second = options[one], options[other]
        in_letters = bool(alike[one, other])
        # parts of one option are meant to be near in meaning; who writes them has told them apart
        if related(first, second) or (not in_letters and first.parent is not None and first.parent == second.parent):
            continue
        how = "say the same" if in_letters else "mean nearly the same"
        yield (
            second,
            f"{first.id!r} and {second.id!r} {how}: what is said of one will be counted for the other. Join them, make "
            f"one the `parent:` of the other, or say in the descriptions what sets them apart.",
        )


def _shared_keywords(codebook: Codebook, related: _Related, lines: Mapping[str, int]) -> Iterator[tuple[Option, str]]:
    first: dict[tuple[str, ...], list[Option]] = {}
    for option in codebook.options:
        for keyword in option.keywords:
            key = tuple(stem(word) for word in keyword.split())
            for other in first.get(key, ()):
                if other is not option and not related(other, option):
                    yield (
                        option,
                        f"the keyword {keyword!r} stands under {other.id!r} (line {lines.get(other.id, 0)}) too; leave "
                        f"it where it belongs and take the other away.",
                    )
            first.setdefault(key, []).append(option)


def mentions(codebook: Codebook, materials: Iterable[ArticleMaterial]) -> tuple[Mentioned, ...]:
    """How often each option is mentioned, by keyword or by most of its label; in the order of the codebook."""
    matcher = Relevance(profiles(codebook), None)
    holding: dict[str, set[int]] = {}
    for number, profile in enumerate(matcher.profiles):
        for term in profile.named:
            holding.setdefault(term, set()).add(number)
    telling = [_most_telling(profile) for profile in matcher.profiles]
    articles, statements = [0] * len(codebook.options), [0] * len(codebook.options)
    for material in materials:
        tokens = Tokens(material.article.text, material.reading)
        said = [span for one in material.resolution.statements for span in one.content[:1]]
        met: set[int] = set()
        for sentence in material.reading.sentences:
            row = tokens.within(sentence)
            worth = {number for token in row for number in holding.get(stem(token.text), ())}
            for number in worth:
                match = matcher.match(row, number)
                label = matcher.profiles[number].label
                most = match.cover >= _MENTIONED and len(match.stems & label) >= min(2, len(label))
                if match.keyword or (most and telling[number] in match.stems):
                    met.add(number)
                    statements[number] += sum(sentence.overlaps(span) for span in said)
        for number in met:
            articles[number] += 1
    return tuple(map(Mentioned, codebook.options, articles, statements))


def _most_telling(profile: Profile) -> str:
    """The term of the label that tells the option best from the others."""
    return max(sorted(profile.label), key=lambda term: profile.terms.get(term, 0.0), default="")
