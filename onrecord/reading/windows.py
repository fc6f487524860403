"""Articles cut into windows of word pieces, as many paragraphs in each as it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from onrecord.reading.features import codes, surface, trimmed
from onrecord.reading.words import words
from onrecord.types import Article, Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = npt.NDArray[np.int64]

WINDOW = 254  # pieces, without [CLS] and [SEP]: what the training windows are cut to
# A paragraph longer than this is cut at a blank: it bounds the memory, and no paragraph of prose is so long.
_STRETCH = 8000
_SURROGATE = re.compile("[\ud800-\udfff]")
_ENDS = np.array([ord(mark) for mark in ".!?…"], dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Window:
    """Some pieces of one article, and the words that start in them; ``owner`` maps a piece to its word here."""

    article: int
    pieces: Ints
    case: Ints
    gap: Ints
    begin: Ints  # of the words, in code points of the article
    end: Ints
    owner: Ints
    starts: npt.NDArray[np.bool_]  # words that start a block


def windows(number: int, article: Article, blocks: Sequence[Span], tokenizer: Tokenizer) -> Iterator[Window]:
    """The windows of an article in their order; every word lies in exactly one."""
    batch: list[Span] = []
    length = 0
    for stretch in _stretches(article.text, blocks):
        batch.append(stretch)
        length += stretch.end - stretch.begin
        if length > 16 * _STRETCH:  # tokenise a good many at once, but not a book
            yield from _windows(number, article.text, batch, tokenizer)
            batch, length = [], 0
    if batch:
        yield from _windows(number, article.text, batch, tokenizer)


def _stretches(text: str, blocks: Iterable[Span]) -> Iterator[Span]:
    for block in blocks:
        begin = block.begin
        while block.end - begin > _STRETCH:
            at = max(text.rfind(" ", begin + 1, begin + _STRETCH), text.rfind("\t", begin + 1, begin + _STRETCH))
            at = at if at > begin else begin + _STRETCH
            yield Span(begin, at)
            begin = at
        yield Span(begin, block.end)


def _windows(number: int, text: str, stretches: Sequence[Span], tokenizer: Tokenizer) -> Iterator[Window]:
    base, last = stretches[0].begin, stretches[-1].end
    points = codes(text[base:last])
    # half a surrogate pair is no text to the tokenizer; any other mark in its place keeps the places
    parts = [_SURROGATE.sub("\ufffd", text[stretch.begin : stretch.end]) for stretch in stretches]
    ids, places, firsts = [], [], [0]
    begins, ends, starts = [], [], []
    for stretch, part, encoding in zip(
        stretches, parts, tokenizer.encode_batch(parts, add_special_tokens=False), strict=True
    ):
        offset = stretch.begin - base
        ids.append(np.array(encoding.ids, dtype=np.int64))
        places.append(np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2) + offset)
        firsts.append(firsts[-1] + len(encoding.ids))
        begin, end = words(part)
        begins.append(begin + offset)
        ends.append(end + offset)
        starts.append(np.arange(len(begin)) == 0)
    piece, place = np.concatenate(ids), np.concatenate(places)
    begin, end, start = np.concatenate(begins), np.concatenate(ends), np.concatenate(starts)
    if not len(begin):
        return
    place = trimmed(points, place)
    case, gap = surface(points, place[:, 0], place[:, 1])
    owner = np.clip(np.searchsorted(begin, place[:, 0], side="right") - 1, 0, None)
    at = 0
    word = 0
    for stop in _cuts(firsts, place, gap, points):
        until = len(begin) if stop == len(piece) else int(owner[stop])
        if until > word:
            mine = np.clip(owner[at:stop] - word, 0, until - word - 1)
            heading = gap[at:stop].copy()
            heading[:1] = 2  # as in training: a window starts where a line or a sentence starts
            yield Window(
                number, piece[at:stop], case[at:stop], heading, begin[word:until] + base, end[word:until] + base,
                mine, start[word:until],
            )  # fmt: skip
        at, word = stop, until


def _cuts(firsts: Sequence[int], place: Ints, gap: Ints, points: npt.NDArray[np.uint32]) -> Iterator[int]:
    """Where windows end: behind as many whole paragraphs as fit, else behind a sentence, else behind a word."""
    at, total = 0, firsts[-1]
    number = 0
    while at < total:
        while number + 1 < len(firsts) and firsts[number + 1] - at <= WINDOW:
            number += 1
        if firsts[number] > at:
            at = firsts[number]
        else:
            inside = np.arange(at + WINDOW // 2, at + WINDOW + 1)
            inside = inside[(inside < total) & (gap[np.minimum(inside, total - 1)] > 0)]
            ended = inside[np.isin(points[place[inside - 1, 1] - 1], _ENDS)]
            at = int(ended[-1] if len(ended) else inside[-1] if len(inside) else at + WINDOW)
        yield at
