"""The lines of a page in the order in which people read them: columns left to right, what spans them in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from onrecord.origins.documents.glyphs import Sheet, Word

# In heights of a line of type. A gutter is as wide as two blanks at least; blanks in justified columns can be wider,
# but then they do not stand above each other over several lines, and no line begins at them.
_GUTTER = 0.5
_NARROW = 0.8  # a gutter beside few lines
_FEW = 5
_FEWEST = 3
_FULL = 8  # lines of a column beside which one with fewer may stand
_COLUMN = 5.0  # the narrowest column
_ALIGNED = 0.5  # share of the lines right of a gutter that begin where the column does
_DEEPEST = 12  # columns in columns
_STEP = 2.0  # points between the places that are tried
_MOST_PLACES = 600  # of them on a page; a broadsheet of A1 is 1,700 points wide


@dataclass(frozen=True, slots=True)
class Row:
    """A line of type in its column."""

    text: str
    left: float
    right: float
    base: float
    height: float
    page: int
    column: tuple[float, float]  # its left and right edge


def rows_of(sheet: Sheet, page: int, gutters: list[float]) -> list[Row]:
    """The lines of a page; ``gutters`` are those met on the pages before, and take in this page's."""
    words = _without_initials(list(sheet.words))
    found: list[Row] = []
    for group in _regions(words, gutters, 0):
        lines = _lines(group)
        left = min(word.left for word in group)
        right = max(word.right for word in group)
        found.extend(_row(line, page, (left, right)) for line in lines)
    return found


def _regions(words: list[Word], gutters: list[float], depth: int) -> list[list[Word]]:
    """Parts of a page, each with one column, in the order of reading."""
    if not words:
        return []
    split = _best(words, gutters) if depth < _DEEPEST else None
    if split is None:
        return [words]
    place, bands = split
    if not any(abs(place - known) < _STEP for known in gutters):
        gutters.append(place)
    found: list[list[Word]] = []
    for is_split, band in bands:
        if is_split:
            found.extend(_regions([word for word in band if word.right <= place + 1], gutters, depth + 1))
            found.extend(_regions([word for word in band if word.right > place + 1], gutters, depth + 1))
        else:
            found.extend(_regions(band, gutters, depth + 1))
    return found


_Bands = list[tuple[bool, list[Word]]]


def _best(words: list[Word], gutters: Sequence[float]) -> tuple[float, _Bands] | None:
    """The gutter along which most lines are parted, and the bands of the page that it parts and that it does not."""
    lines = _lines(words)
    em = median(word.height for word in words)
    solid = [_solid(line, em) for line in lines]
    left, right = min(word.left for word in words), max(word.right for word in words)
    best: tuple[float, float, _Bands] | None = None
    before: list[bool] = []
    step = max(_STEP, (right - left) / _MOST_PLACES)
    place = left + _COLUMN * em
    while place < right - _COLUMN * em:
        crossing = [any(begin < place < end for begin, end in parts) for parts in solid]
        if crossing != before and sum(crossing) < len(lines):
            known = any(abs(place - gutter) <= _STEP for gutter in gutters)
            score, bands = _banded(lines, crossing, place, em, known)
            if score and (best is None or score > best[0]):
                best = (score, place, bands)
        before = crossing
        place += step
    return (best[1], best[2]) if best else None


def _banded(
    lines: list[list[Word]], crossing: list[bool], place: float, em: float, known: bool
) -> tuple[float, _Bands]:
    """How many lines a gutter parts, with a little more for a wide one, and the bands that it makes."""
    score = 0.0
    bands: _Bands = []
    begin = 0
    while begin < len(lines):
        end = begin
        while end < len(lines) and crossing[end] == crossing[begin]:
            end += 1
        group = lines[begin:end]
        words = [word for line in group for word in line]
        width = 0.0 if crossing[begin] else _gap(group, place, em, known)
        if width:
            score += len(group) + min(width / em, 3.0) / 10
            bands.append((True, words))
        elif bands and not bands[-1][0]:
            bands[-1][1].extend(words)
        else:
            bands.append((False, words))
        begin = end
    return score, bands


def _gap(lines: list[list[Word]], place: float, em: float, known: bool) -> float:
    """The width of a gutter beside which lines stand on both sides, or 0."""
    lefts = [
        max(word.right for word in part)
        for line in lines
        if (part := [word for word in line if word.right <= place + 1])
    ]
    starts = [
        min(word.left for word in part) for line in lines if (part := [word for word in line if word.right > place + 1])
    ]
    if not lefts or not starts:
        return 0.0
    width = min(starts) - max(lefts)
    few = min(len(lefts), len(starts))
    edge = Counter(round(start / (0.25 * em)) for start in starts).most_common(1)[0]
    aligned = sum(abs(start / (0.25 * em) - edge[0]) <= 1 for start in starts) >= _ALIGNED * len(starts)
    if known:
        return width if width >= _GUTTER * em else 0.0
    if not aligned or width < (_NARROW if few < _FEW else _GUTTER) * em:
        return 0.0
    # On a last page the second column can have a line or two, beside a first that is full.
    return width if few >= _FEWEST or max(len(lefts), len(starts)) >= _FULL else 0.0


def _solid(line: list[Word], em: float) -> list[tuple[float, float]]:
    """The stretches of a line without a gap that could be a gutter."""
    parts: list[tuple[float, float]] = []
    blank = _GUTTER * max(em, *(word.height for word in line))  # those of a headline are wider
    for word in line:
        if parts and word.left - parts[-1][1] < blank:
            parts[-1] = (parts[-1][0], max(parts[-1][1], word.right))
        else:
            parts.append((word.left, word.right))
    return parts


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """Words by the line that they stand on, from top to bottom and left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda item: -item.base):
        if lines and lines[-1][0].base - word.base <= 0.3 * min(lines[-1][0].height, word.height):
            lines[-1].append(word)
        else:
            lines.append([word])
    return _with_raised([sorted(line, key=lambda item: item.left) for line in lines])


def _with_raised(lines: list[list[Word]]) -> list[list[Word]]:
    """Lines with the small raised words, numbers of notes for the most part, in the line that they belong to."""
    kept: list[list[Word]] = []
    raised: list[Word] = []
    for line in lines:
        body = max(word.height for word in line)
        below = [word for word in raised if word.base - line[0].base < 0.7 * body and word.height < 0.8 * body]
        if below:
            kept = [[word for word in other if word not in below] for other in kept]
            line = sorted(
                [*line, *(word for word in below if not word.text.strip("*†‡[](),").isdigit())],
                key=lambda item: item.left,
            )
        kept.append(line)
        raised = line if all(len(word.text) <= 3 for word in line) else []
    return [line for line in kept if line]


def _row(line: list[Word], page: int, column: tuple[float, float]) -> Row:
    heights = sorted(word.height for word in line for _ in word.text)
    height = heights[len(heights) // 2] if heights else line[0].height
    # Small raised numbers are those of notes.
    shown = [word for word in line if not (word.height < 0.75 * height and word.text.strip("[](),").isdigit())] or line
    return Row(" ".join(word.text for word in shown), line[0].left, line[-1].right, line[0].base, height, page, column)


def _without_initials(words: list[Word]) -> list[Word]:
    """Words with the large initials that reach over several lines joined to the word beside them."""
    if len(words) < 20:
        return words
    em = median(word.height for word in words)
    for initial in [
        word for word in words if len(word.text) <= 2 and word.height > 1.8 * em and word.text[:1].isupper()
    ]:
        top = initial.base + 0.75 * initial.height
        beside = [
            word
            for word in words
            if word is not initial
            and 0 <= word.left - initial.right < 1.2 * em
            and word.height < 1.5 * em
            and initial.base - 0.3 * em <= word.base <= top
        ]
        if len(beside) > 1:
            first = max(beside, key=lambda word: word.base)
            near = first.left - initial.right < 0.6 * em
            merged = replace(first, text=initial.text + first.text) if near or len(initial.text) == 1 else first
            words = [merged if word is first else word for word in words if word is not initial]
    return words
