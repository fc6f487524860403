"""How strongly a cue belongs to a content or a source: what the pair looks like, in numbers, and a small network."""

from __future__ import annotations

import json
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from onrecord.statements.lexicon import lexicon
from onrecord.statements.page import Page
from onrecord.types import Span, Tag, TagLabel

Floats = npt.NDArray[np.float32]

_FAR = 60  # tokens; what stands farther off is all the same far
# Cues looked at on either side of a part. Among the training articles of PolNeAR the right one is all but always the
# first or second; the limit keeps a text without paragraphs from costing the square of its length.
_CUES_A_SIDE = 4
_SOURCE_LOOKS = 11  # numbers that describe a source
_CLAUSE_WORDS = frozenset(("whether", "if", "how", "why", "what", "who", "where", "when"))
_OWNERS = frozenset(("my", "his", "her", "their", "our", "its", "your"))
_RELATIVES = frozenset(("who", "which", "that"))
_OPENERS = frozenset("\"“„«'‘‹")
_MARKS = frozenset("\"“”„«»'‘’")


@dataclass(frozen=True, slots=True)
class Placed:
    """A tag with its tokens [first, last) and the paragraph and sentence of either end."""

    span: Span
    score: float
    first: int
    last: int
    block: int
    head_sentence: int
    tail_sentence: int


class Row:
    """The tags of one label in order."""

    def __init__(self, page: Page, tags: Sequence[Tag], label: TagLabel) -> None:
        """Place the tags of that label."""
        self.placed = [_placed(page, tag) for tag in tags if tag.label is label]
        self._firsts = [p.first for p in self.placed]
        self._lasts = [p.last for p in self.placed]
        self._sums = [0]
        for p in self.placed:
            self._sums.append(self._sums[-1] + p.last - p.first)

    def within(self, place: tuple[int, int]) -> tuple[int, int]:
        """How many tags stand wholly in the place, and how many tokens they have."""
        low, high = bisect_left(self._firsts, place[0]), bisect_right(self._lasts, place[1])
        return (0, 0) if high <= low else (high - low, self._sums[high] - self._sums[low])

    def near(self, one: Placed, blocks: int) -> Iterator[tuple[int, Placed]]:
        """The nearest tags on either side of a place, in its paragraph or so many away, with their numbers."""
        middle = bisect_left(self._firsts, one.first)
        for number in range(max(0, middle - _CUES_A_SIDE), min(len(self.placed), middle + _CUES_A_SIDE)):
            if abs(self.placed[number].block - one.block) <= blocks:
                yield number, self.placed[number]

    def before(self, first: int) -> Placed | None:
        """The last tag that ends at or before a token."""
        number = bisect_right(self._lasts, first) - 1
        return self.placed[number] if number >= 0 else None

    def behind(self, last: int) -> Placed | None:
        """The next tag that begins at or behind a token."""
        number = bisect_left(self._firsts, last)
        return self.placed[number] if number < len(self.placed) else None


def _placed(page: Page, tag: Tag) -> Placed:
    first, last = page.token_range(tag.span)
    begin, end = tag.span.begin, tag.span.end - 1
    return Placed(
        tag.span, tag.score, first, last, page.block_at(begin), page.sentence_at(begin), page.sentence_at(end)
    )


class Pairs:
    """The tags of an article side by side, each pair of a part and a cue as a row of numbers."""

    def __init__(self, page: Page, tags: Sequence[Tag]) -> None:
        """Place the tags; what each looks like alone is worked out once."""
        self._page = page
        self.cues, self.sources, self.contents = (
            Row(page, tags, label) for label in (TagLabel.CUE, TagLabel.SOURCE, TagLabel.CONTENT)
        )
        self._cue_looks = [_cue_looks(page, cue) for cue in self.cues.placed]

    def with_contents(self) -> tuple[list[tuple[int, int]], list[list[float]]]:
        """Pairs of a content and a cue: their numbers, and what they look like."""
        numbers, looks = [], []
        for place, content in enumerate(self.contents.placed):
            alone = _content_looks(self._page, content)
            for number, cue in self.cues.near(content, 1):
                numbers.append((place, number))
                looks.append([*self._beside_content(content, cue), *self._cue_looks[number], *alone])
        return numbers, looks

    def with_sources(self) -> tuple[list[tuple[int, int]], list[list[float]]]:
        """Pairs of a source and a cue: their numbers, and what they look like."""
        numbers, looks = [], []
        for place, source in enumerate(self.sources.placed):
            alone = _source_looks(self._page, source)
            for number, cue in self.cues.near(source, 0):
                numbers.append((place, number))
                looks.append([*self._beside_source(source, cue), *alone, *self._cue_looks[number]])
        return numbers, looks

    def joined(self, cue: int, contents: Sequence[tuple[float, int]], source: tuple[float, int] | None) -> list[float]:
        """What a cue looks like with all that was joined to it; each part comes with the chance of its pair."""
        placed = [self.contents.placed[place] for _, place in contents]
        one = self.cues.placed[cue]
        holder = None if source is None else self.sources.placed[source[1]]
        first, last = gap(placed[0], one)
        return [
            *self._cue_looks[cue],
            *_content_looks(self._page, placed[0]),
            *([0.0] * _SOURCE_LOOKS if holder is None else _source_looks(self._page, holder)),
            float(holder is None),
            max(chance for chance, _ in contents),
            0.0 if source is None else source[0],
            float(min(len(placed), 3)),
            float(placed[0].first < one.first),
            math.log1p(min(last - first, _FAR)),
            min(content.score for content in placed),
            float(placed[0].block == one.block),
            float(_ends(placed[0], one)[0] == _ends(placed[0], one)[1]),
        ]

    def _beside_content(self, content: Placed, cue: Placed) -> list[float]:
        page, place = self._page, gap(content, cue)
        sources, taken = self.sources.within(place)
        before = content.first < cue.first
        near, far = _ends(content, cue)
        return [
            *_near(place[1] - place[0] - taken),
            float(before),
            float(content.block == cue.block),
            float(near == far),
            float(min(abs(near - far), 4)),
            float(min(self.cues.within(place)[0], 3)),
            float(min(self.contents.within(place)[0], 3)),
            float(min(sources, 2)),
            *_rival(self.cues.before(content.first) if before else self.cues.behind(content.last), content),
            *_rival(self.contents.behind(cue.last) if before else self.contents.before(cue.first), cue),
            *_rival(self.sources.before(cue.first), cue),
            *_rival(self.sources.behind(cue.last), cue),
            float(page.quotation_at(cue.span.begin) == page.quotation_at(content.span.begin)),
            *_between(page, content, cue),
        ]

    def _beside_source(self, source: Placed, cue: Placed) -> list[float]:
        page, place = self._page, gap(source, cue)
        contents, taken = self.contents.within(place)
        before = source.first < cue.first
        near, far = _ends(source, cue)
        middle = page.tokens[place[0]].form if place[1] > place[0] else ""
        return [
            *_near(place[1] - place[0] - taken),
            *_near(place[1] - place[0]),
            float(before),
            float(near == far),
            float(min(abs(near - far), 4)),
            float(min(self.cues.within(place)[0], 3)),
            float(min(contents, 3)),
            float(min(self.sources.within(place)[0], 3)),
            *_rival(self.cues.before(source.first) if before else self.cues.behind(source.last), source),
            *_rival(self.cues.behind(source.last) if before else self.cues.before(source.first), source),
            *_rival(self.sources.behind(cue.last) if before else self.sources.before(cue.first), cue),
            *_rival(self.contents.before(cue.first), cue),
            *_rival(self.contents.behind(cue.last), cue),
            float(page.quotation_at(cue.span.begin) == page.quotation_at(source.span.begin)),
            float(middle in ("and", "but", ",")),
            float(middle in _RELATIVES),
            *_between(page, source, cue),
        ]


def gap(a: Placed, b: Placed) -> tuple[int, int]:
    """The tokens [first, last) between two tags."""
    if a.first > b.first:
        a, b = b, a
    return a.last, max(a.last, b.first)


def _ends(part: Placed, cue: Placed) -> tuple[int, int]:
    """The sentences of the two ends that face each other."""
    if part.first < cue.first:
        return part.tail_sentence, cue.head_sentence
    return part.head_sentence, cue.tail_sentence


def _near(tokens: int) -> list[float]:
    return [math.log1p(max(0, min(tokens, _FAR))), float(tokens <= 0), float(tokens <= 2), float(tokens >= _FAR)]


def _rival(one: Placed | None, place: Placed) -> list[float]:
    """How near another tag stands, and whether in the same sentence."""
    if one is None:
        return [math.log1p(_FAR), 0.0]
    first, last = gap(one, place)
    same = one.tail_sentence == place.head_sentence or one.head_sentence == place.tail_sentence
    return [math.log1p(min(last - first, _FAR)), float(same)]


def _between(page: Page, a: Placed, b: Placed) -> list[float]:
    """What stands between two tags, the last letters of the first and the first of the second counted in."""
    if a.first > b.first:
        a, b = b, a
    letters = set(page.text[max(a.span.begin, a.span.end - 2) : b.span.begin + 1])
    return [
        float("," in letters),
        float(not letters.isdisjoint(".!?")),
        float(not letters.isdisjoint(";—")),
        float(":" in letters),
        float("\n" in letters),
        float(not letters.isdisjoint(_MARKS)),
        float("(" in letters),
    ]


def _cue_looks(page: Page, cue: Placed) -> list[float]:
    tokens, known = page.tokens[cue.first : cue.last], lexicon()
    forms = [token.form for token in tokens] or [""]
    poses = [token.pos for token in tokens] or [""]
    return [
        float(any(form in known.plain_forms for form in forms)),
        float(any(form in known.attitude_forms for form in forms)),
        float("VERB" in poses),
        float("AUX" in poses),
        float(poses[0] == "NOUN"),
        float(poses[0] in ("ADP", "SCONJ")),
        float(forms[0] == "according"),
        float(forms[-1] == "by"),
        float(forms[-1] == "to"),
        float(forms[-1] == ":"),
        float(any(form.endswith("ing") for form in forms)),
        math.log1p(len(tokens)),
        float(page.quotation_at(cue.span.begin) is not None),
        cue.score,
    ]


def _content_looks(page: Page, content: Placed) -> list[float]:
    tokens = page.tokens[content.first : content.last]
    quotation = page.quotation_at(content.span.begin)
    head = tokens[0].form if tokens else ""
    tail = set(page.text[content.span.end - 2 : content.span.end])
    return [
        float(head == "that"),
        float(head == "to"),
        float(head in _CLAUSE_WORDS),
        float(bool(tokens) and tokens[0].capital),
        float(head[:1] in _OPENERS),
        float(quotation is not None),
        float(quotation is not None and quotation.continues),
        float("," in tail),
        float(not tail.isdisjoint(".!?")),
        float(content.head_sentence != content.tail_sentence),
        math.log1p(len(tokens)),
        content.score,
    ]


def _source_looks(page: Page, source: Placed) -> list[float]:
    tokens = page.tokens[source.first : source.last]
    previous = page.tokens[source.first - 1].form if source.first else ""
    following = page.tokens[source.last].form if source.last < len(page.tokens) else ""
    return [
        float(len(tokens) == 1 and tokens[0].pos == "PRON"),
        float(any(token.pos == "PROPN" for token in tokens)),
        float(bool(tokens) and tokens[-1].possessive),
        float(bool(tokens) and tokens[0].form in _OWNERS),
        float(bool(tokens) and tokens[0].form in _RELATIVES),
        float(previous == "by"),
        float(previous in ("of", "from", "among", "for")),
        float(previous in ("to", "with", "at")),
        float(following in ("and", "but", ",")),
        math.log1p(len(tokens)),
        source.score,
    ]


# ---------------------------------------------------------------- the network


@dataclass(frozen=True, slots=True)
class Network:
    """One hidden layer over what a pair looks like."""

    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: float

    def __call__(self, looks: Sequence[Sequence[float]]) -> list[float]:
        """How likely it is that each pair belongs together."""
        if not looks:
            return []
        inner = np.maximum(np.asarray(looks, dtype=np.float32) @ self.hidden + self.hidden_bias, 0)
        raw = np.clip(inner @ self.out + self.out_bias, -30, 30)
        chances: list[float] = (1 / (1 + np.exp(-raw))).tolist()
        return chances


@cache
def networks() -> dict[str, Network]:
    """The trained networks of linking.json: ``content``, ``source`` and ``statement``."""
    raw = json.loads((files(__package__) / "linking.json").read_text(encoding="utf-8"))
    return {name: network(raw[name]) for name in ("content", "source", "statement")}


def network(raw: dict[str, list[list[float]] | list[float]]) -> Network:
    """A network from its table: a row of ``hidden`` for each number that describes a pair."""
    hidden, bias, out = (np.array(raw[name], dtype=np.float32) for name in ("hidden", "hidden_bias", "out"))
    return Network(hidden, bias, out[:-1], float(out[-1]))
