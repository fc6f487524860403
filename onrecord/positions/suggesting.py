"""Issues and options that a pile of articles speaks of, for who starts without a codebook."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from onrecord.positions.codebook import slug
from onrecord.positions.courses import Course, courses, small
from onrecord.positions.options import action_book, content_words, stem
from onrecord.types import ArticleMaterial, Embedder

Matrix = npt.NDArray[np.float32]

# Phrases whose vectors are on average this near go into one option, and options this near into one issue: by trial on
# the same piles; from 0.6 wordings of one course fall apart, below 0.5 different ones on one thing run together.
_SAME = 0.55
_RELATED = 0.34
# So many different phrases are compared at most; clustering takes seconds for these and grows with the square.
_MOST_PHRASES = 1500
_NEVER = -9.0
_SHOWN = 240  # characters of a passage; most sentences of news are shorter
# "Sending troops" and "sending troops to the north" gain the first; what is set side by side loses the second. Both by
# trial on three piles (14 articles on one debate, 2 on another, 60 on many).
_SHORTENED = 0.1
_SIDE_BY_SIDE = 0.6
_BESIDE = 4  # words on each side: "neither for summer time nor for winter time"
_EXAMPLES = 3
_KEYWORDS = 6
_VARIANTS = 3
_TELLING = 0.5  # a keyword's words stand in this option's passages at least as often as in all others'


@dataclass(frozen=True, slots=True)
class SuggestedOption:
    """An option with its other wordings, and passages that speak of it, the most central first."""

    label: str
    variants: tuple[str, ...]
    keywords: tuple[str, ...]
    articles: int
    passages: int
    speakers: int
    examples: tuple[Course, ...]


@dataclass(frozen=True, slots=True)
class SuggestedIssue:
    """A debate and its options, the most spoken of first."""

    name: str
    options: tuple[SuggestedOption, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Courses in the same words."""

    label: str
    found: tuple[Course, ...]

    @property
    def acts(self) -> bool:
        """Whether it names an act, by a verb or by a noun such as "ban"."""
        words = self.label.lower().split()
        return self.found[0].acted or any(action_book().find([word]) for word in words)


@dataclass(frozen=True, slots=True)
class _Cluster:
    phrases: tuple[_Phrase, ...]
    vectors: Matrix

    @property
    def found(self) -> tuple[Course, ...]:
        return tuple(course for phrase in self.phrases for course in phrase.found)

    @property
    def articles(self) -> int:
        return len({course.article for course in self.found})

    @property
    def speakers(self) -> int:
        return len({course.spoken for course in self.found if course.spoken})

    @property
    def centre(self) -> Matrix:
        weights = np.array([len(phrase.found) for phrase in self.phrases], dtype=np.float32)
        centre = weights @ self.vectors
        result: Matrix = centre / np.linalg.norm(centre)
        return result

    @property
    def weight(self) -> float:
        """How much it is spoken of: in many articles, by many, in plain words of wanting and refusing."""
        plain = len({course.article for course in self.found if course.plain})
        return float(0.5 * self.articles + plain + 0.5 * self.speakers + 0.1 * len(self.found))


def suggest(materials: Iterable[ArticleMaterial], embed: Embedder, *, most: int = 12) -> tuple[SuggestedIssue, ...]:
    """The issues of a pile of articles with at most so many options in all."""
    found: list[Course] = []
    beside: Counter[frozenset[str]] = Counter()
    articles = 0
    for material in materials:
        articles += 1
        found += courses(material)
        for sentence in material.reading.sentences:
            beside.update(_set_apart(sentence.of(material.article.text)))
    phrases = _phrases(_completed(found))
    if not phrases:
        return ()
    vectors = np.asarray(embed([phrase.label for phrase in phrases]), dtype=np.float32)
    weights = np.array([len(phrase.found) for phrase in phrases], dtype=np.float32)
    near = vectors @ vectors.T + _in_words(phrases, beside)
    clusters = [
        _Cluster(tuple(phrases[i] for i in group), vectors[group]) for group in agglomerated(near, weights, _SAME)
    ]
    least = 1 if articles < 5 else 2
    worth = [one for one in clusters if one.articles >= least and len(one.found) > 1 and _is_course(one)]
    worth = sorted(worth, key=lambda one: -one.weight)[:most]
    return _issues(worth, found) if worth else ()


def _phrases(found: Sequence[Course]) -> list[_Phrase]:
    """Courses of the same content words together, the most spoken of first."""
    groups: dict[frozenset[str], list[Course]] = {}
    for course in found:
        if course.stems:
            groups.setdefault(course.stems, []).append(course)
    phrases = [_Phrase(Counter(c.label for c in group).most_common(1)[0][0], tuple(group)) for group in groups.values()]
    shared = Counter(word for stems, group in groups.items() for word in stems for _ in {c.article for c in group})

    def rank(phrase: _Phrase) -> tuple[int, int]:
        return -len(phrase.found), -sum(shared[word] for word in phrase.found[0].stems)

    return sorted(phrases, key=rank)[:_MOST_PHRASES]


def _completed(found: Sequence[Course]) -> list[Course]:
    """The courses with "the abolition" said in full, where the pile says only of one thing that it be abolished."""
    of_act: dict[str, Counter[str]] = {}
    for course in found:
        if len(course.stems) > 1:
            for act in course.stems & _acts(course.label):
                of_act.setdefault(act, Counter())[course.label] += 1
    full = {label: course for course in found for label in [course.label]}
    out = []
    for course in found:
        known = of_act.get(next(iter(course.stems)), Counter()) if len(course.stems) == 1 and not course.acted else None
        if known:
            whole = full[known.most_common(1)[0][0]]
            course = replace(course, label=whole.label, object=whole.object, stems=whole.stems, acted=whole.acted)
        out.append(course)
    return out


def _acts(label: str) -> frozenset[str]:
    """The stems of the words of a label that make or end something."""
    words = label.lower().split()
    return frozenset(stem(words[i]) for hit in action_book().find(words) for i in range(hit.begin, hit.end))


def _set_apart(text: str) -> set[frozenset[str]]:
    """Pairs of stems that a sentence sets side by side: on both sides of "or", "nor", "not", "than", "instead"."""
    words = [word.strip(".,;:!?\"'“”’()").lower() for word in text.split()]
    pairs: set[frozenset[str]] = set()
    for place, word in enumerate(words):
        if word in small("parting"):
            left = {stem(w) for w in words[max(0, place - _BESIDE) : place]}
            right = {stem(w) for w in words[place + 1 : place + 1 + _BESIDE]}
            pairs |= {frozenset((a, b)) for a in left - right for b in right - left}
    return pairs


def _in_words(phrases: Sequence[_Phrase], beside: Counter[frozenset[str]]) -> Matrix:
    """What words add to or take from the nearness of phrases.

    A phrase whose words are all in another is likely the same in short. Two that differ only in words which sentences
    set side by side ("neither summer time nor winter time") are two, however near their vectors.
    """
    stems = [phrase.found[0].stems for phrase in phrases]
    things = [one - _acts(phrase.label) for one, phrase in zip(stems, phrases, strict=True)]
    holding: dict[str, set[int]] = {}
    for number, words in enumerate(stems):
        for word in words:
            holding.setdefault(word, set()).add(number)
    added = np.zeros((len(phrases), len(phrases)), dtype=np.float32)
    for one in range(len(phrases)):
        for other in {n for word in stems[one] for n in holding[word] if n > one}:
            mine, yours = things[one] - things[other], things[other] - things[one]
            change = 0.0
            if min(len(stems[one]), len(stems[other])) > 1 and not (
                stems[one] - stems[other] and stems[other] - stems[one]
            ):
                change = _SHORTENED
            elif things[one] & things[other] and any(beside[frozenset({a, b})] >= 2 for a in mine for b in yours):
                change = -_SIDE_BY_SIDE
            added[one, other] = added[other, one] = change
    return added


def _is_course(cluster: _Cluster) -> bool:
    # a thing that is wanted or refused, without an act, must be so by two who say it plainly
    plain = {course.spoken for course in cluster.found if course.plain and course.spoken}
    return any(phrase.acts for phrase in cluster.phrases) or len(plain) >= 2


def agglomerated(nearness: Matrix, weights: Matrix, least: float) -> list[list[int]]:
    """Groups of rows by average linkage: the two nearest are joined until no two are as near as ``least``."""
    near = nearness.copy()
    groups: list[list[int] | None] = [[i] for i in range(len(near))]
    np.fill_diagonal(near, _NEVER)
    size = weights.astype(np.float32).copy()
    best = near.argmax(axis=1)
    while True:
        one = int(near[np.arange(len(near)), best].argmax())
        other = int(best[one])
        if near[one, other] < least:
            return [group for group in groups if group is not None]
        first, second = groups[one], groups[other]
        assert first is not None
        assert second is not None
        groups[one], groups[other] = first + second, None
        joined = (size[one] * near[one] + size[other] * near[other]) / (size[one] + size[other])
        size[one] += size[other]
        joined[[n for n, group in enumerate(groups) if group is None or n == one]] = _NEVER
        near[one], near[:, one] = joined, joined
        near[other], near[:, other] = _NEVER, _NEVER
        changed = np.flatnonzero((best == one) | (best == other))
        best[changed] = near[changed].argmax(axis=1)
        best[one] = near[one].argmax()
        nearer = near[:, one] > near[np.arange(len(near)), best]
        best[nearer] = one


def _issues(clusters: Sequence[_Cluster], found: Sequence[Course]) -> tuple[SuggestedIssue, ...]:
    centres = np.stack([cluster.centre for cluster in clusters])
    groups = agglomerated(centres @ centres.T, np.ones(len(clusters), dtype=np.float32), _RELATED)
    groups = sorted((sorted(group) for group in groups), key=lambda group: group[0])
    everywhere = Counter(word for course in found for word in course.stems)
    labels: set[str] = set()
    taken: set[str] = set()
    out = []
    for group in groups:
        options = tuple(_option(clusters[i], everywhere, taken) for i in group)
        name = _issue_name([clusters[i] for i in group])
        if name in labels:
            name = f"{name} ({len(labels) + 1})"
        labels.add(name)
        out.append(SuggestedIssue(name, options))
    return tuple(out)


def _issue_name(clusters: Sequence[_Cluster]) -> str:
    """The thing that most of its passages are about, the longer of equals."""
    found = [course for cluster in clusters for course in cluster.found]
    forms: dict[frozenset[str], Counter[str]] = {}
    for course in found:
        words = frozenset(stem(word) for word in content_words(course.object))
        if words and len(words) <= 3:
            forms.setdefault(words, Counter())[course.object] += 1
    if not forms:
        return max(clusters, key=lambda cluster: cluster.weight).phrases[0].label

    def spread(words: frozenset[str]) -> float:
        # two words tell more than one: "summer time" names a debate where it is in two thirds of what "time" is in
        return sum(words <= course.stems for course in found) * (1.0, 1.0, 1.5, 1.4)[len(words)]

    name = forms[max(forms, key=spread)].most_common(1)[0][0]
    return name[:1].upper() + name[1:]


def _keywords(cluster: _Cluster, everywhere: Counter[str], taken: set[str]) -> tuple[str, ...]:
    """The things in its passages by which the option is told from others; each word group stands under one option."""
    inside = Counter(word for course in cluster.found for word in course.stems)
    things = Counter(course.object.lower() for course in cluster.found)

    def telling(thing: str) -> float:
        words = [stem(word) for word in content_words(thing)]
        return max((inside[word] / max(everywhere[word], 1) for word in words), default=0.0)

    worth = [
        t for t, _ in things.most_common() if telling(t) >= _TELLING and len(content_words(t)) > 1 and t not in taken
    ]
    taken.update(worth[:_KEYWORDS])
    return tuple(worth[:_KEYWORDS])


def _option(cluster: _Cluster, everywhere: Counter[str], taken: set[str]) -> SuggestedOption:
    near = cluster.vectors @ cluster.centre

    def central(place: int) -> float:
        phrase = cluster.phrases[place]
        words = len(phrase.label.split())
        fitting = 0.04 * min(len(phrase.found[0].stems), 4) - 0.05 * max(0, words - 7) - 0.25 * (words < 2)
        return float(near[place]) + 0.1 * phrase.acts + 0.03 * min(len(phrase.found), 5) + fitting

    order = sorted(range(len(cluster.phrases)), key=lambda place: -central(place))
    phrases = [cluster.phrases[place] for place in order]
    examples: dict[str, Course] = {}
    for phrase in phrases:
        for course in phrase.found:
            examples.setdefault(course.text, course)
    return SuggestedOption(
        label=phrases[0].label,
        variants=tuple(p.label for p in phrases[1 : _VARIANTS + 1]),
        keywords=_keywords(cluster, everywhere, taken),
        articles=cluster.articles,
        passages=len(cluster.found),
        speakers=cluster.speakers,
        examples=tuple(examples.values())[:_EXAMPLES],
    )


def sheet(issues: Sequence[SuggestedIssue], articles: int) -> str:
    """The issues as the YAML of a codebook, with the passages that they come from as comments."""
    lines = [
        f"# A draft of a codebook, made of what {articles} articles speak of. It is a list of questions: rename, join",
        "# and delete options, say in each description what belongs to it, mark parts with `parent:` and contraries",
        "# with `opposed:`. Then run `onrecord codebook check` on it.",
        "",
        "issues:",
    ]
    used: set[str] = set()
    for issue in issues:
        lines += [f"  - issue: {_quoted(issue.name)}", "    options:"]
        for option in issue.options:
            lines += [*_option_lines(option, used), ""]
    return "\n".join(lines).rstrip() + "\n"


def _option_lines(option: SuggestedOption, used: set[str]) -> list[str]:
    identifier = base = slug(option.label) or "option"
    number = 2
    while identifier in used:
        identifier, number = f"{base}-{number}", number + 1
    used.add(identifier)
    said = [f"{variant[:1].lower()}{variant[1:]}" for variant in option.variants]
    wordings = [option.label, *said]
    if said:
        described = f"{', '.join(wordings[:-1])} or {wordings[-1]}."
    else:
        described = f"As in: {_comment(min((one.text for one in option.examples), key=len))}"
    passages = f"{option.passages} passage{'s' * (option.passages != 1)} in {option.articles}"
    lines = [
        f"      # {passages} article{'s' * (option.articles != 1)}, {option.speakers} named speakers. For instance:",
        *(
            f"      #   {_comment(one.text)} ({_comment(one.origin)}, paragraph {one.paragraph})"
            for one in option.examples
        ),
        f"      - id: {_quoted(identifier)}",
        f"        label: {_quoted(option.label)}",
        f"        description: {_quoted(described)}",
    ]
    if option.keywords:
        lines.append(f"        keywords: [{', '.join(map(_quoted, option.keywords))}]")
    return lines


def _quoted(text: str) -> str:
    """A text as YAML, in quotes only where it needs them."""
    if re.fullmatch(r"[A-Za-z][\w '’.-]*[\w.]", text) and text.lower() not in {
        "yes",
        "no",
        "on",
        "off",
        "true",
        "false",
        "null",
    }:
        return text
    return json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> str:
    """A text on one line, cut where it is long."""
    shown = "".join(char if char.isprintable() else " " for char in " ".join(text.split()))
    return shown if len(shown) <= _SHOWN else shown[:_SHOWN].rsplit(" ", 1)[0] + " …"
