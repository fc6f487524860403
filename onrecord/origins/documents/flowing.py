"""Paragraphs out of the lines of pages: over columns and pages, with words whole that the ends of lines broke."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from onrecord.origins.documents.columns import Row

# In heights of a line of type, or as shares of the width of a column.
_OTHER_SIZE = 0.12
_LOOSE = 1.3  # of the usual distance of lines: a blank line, or some space between paragraphs
_INDENT = 0.5
_DEEP = 6.0  # what stands in further is centred or set apart, and is not a first line
_SHORT = 0.12  # a line that ends so much before its column does is a last one, where it ends a sentence
_FIELD = 0.3  # a field of a printed list ends so much before its column does, a line of its texts rarely
_BROKEN = re.compile(r"([^\W\d_]+)[-\u2010]$")
_START = re.compile(r"^([^\W\d_]+)(.*)$", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDS = re.compile(r"[.!?:…][\"'”’»)\]]*$")
# Words that keep their hyphen, as nothing else begins so: "self-made", "well-known".
_KEEPING = frozenset((
    "self", "well", "vice", "anglo", "euro", "franco", "left", "right", "centre", "center", "far", "one", "two",
    "three", "four", "five", "six", "seven", "eight", "nine", "ten",
))  # fmt: skip


def flow(
    pages: Sequence[Sequence[Row]], body: float, apart: Callable[[str], bool] | None = None
) -> list[tuple[str, float, int]]:
    """Paragraphs, the height of their type and the page on which they begin.

    ``body`` is the height of the type of the text. With ``apart`` the document is a printed list of fields and texts:
    a line that is apart is a paragraph of its own, and none goes on that does not fill its column.
    """
    rows = [row for page in pages for row in page]
    edges = _left_edges(rows)
    leading = _leading(rows, body)
    indenting = sum(_is_indented(row, edges) for row in rows if abs(row.height - body) <= _OTHER_SIZE * body) >= 3
    words = _whole_words(rows)
    found: list[tuple[list[str], float, int]] = []
    last: Row | None = None
    for row in rows:
        goes_on = (
            last is not None
            and (apart is None or not (apart(row.text) or apart(last.text) or _is_short(last, _FIELD)))
            and _goes_on(last, row, edges, leading, indenting)
        )
        if goes_on:
            found[-1][0].append(row.text)
        else:
            found.append(([row.text], row.height, row.page))
        last = row
    return [(_joined(lines, words), height, page) for lines, height, page in found]


def _whole_words(rows: Sequence[Row]) -> Counter[str]:
    """The words of a document, without the parts of those that are broken at the end of a line."""
    words: Counter[str] = Counter()
    before = ""
    for row in rows:
        text = _BROKEN.sub("", row.text)
        text = text.partition(" ")[2] if before.endswith(("-", "\u2010")) else text
        words.update(word.casefold() for word in _WORD.findall(text))
        before = row.text
    return words


def _goes_on(
    last: Row, row: Row, edges: dict[tuple[int, float, float], float], leading: float, indenting: bool
) -> bool:
    """Whether a line goes on with the paragraph of the one before it."""
    if abs(last.height - row.height) > _OTHER_SIZE * max(last.height, row.height):
        return False
    broken = _BROKEN.search(last.text) is not None and row.text[:1].islower()
    ended = _ENDS.search(last.text) is not None
    full = not _is_short(last, _SHORT)
    if _is_indented(row, edges):
        # Lines below each other that stand in are single lines, or what is quoted apart.
        return broken or (_is_indented(last, edges) and not ended and row.page == last.page)
    distance = last.base - row.base
    if last.page == row.page and last.column == row.column and distance > 0:
        usual = leading * (last.height / row.height)
        return distance <= _LOOSE * usual and not (ended and not full and not indenting and not row.text[:1].islower())
    if row.text[:1].islower() or broken:
        return True
    return not ended or (indenting and full and not _is_indented(row, edges))


def _is_short(row: Row, share: float) -> bool:
    """Whether a line ends before its column does, by more than a share of it."""
    return row.right < row.column[1] - share * max(row.column[1] - row.column[0], 1.0)


def _left_edges(rows: Sequence[Row]) -> dict[tuple[int, float, float], float]:
    """Where the lines of each column begin: the first place from the left at which one in seven does."""
    starts: dict[tuple[int, float, float], Counter[float]] = {}
    for row in rows:
        starts.setdefault((row.page, *row.column), Counter())[round(row.left)] += 1
    return {
        column: min(start for start, count in counter.items() if count * 7 >= counter.total())
        if any(count * 7 >= counter.total() for count in counter.values())
        else min(counter)
        for column, counter in starts.items()
    }


def _is_indented(row: Row, edges: dict[tuple[int, float, float], float]) -> bool:
    return _INDENT * row.height < row.left - edges[row.page, *row.column] < _DEEP * row.height


def _leading(rows: Sequence[Row], body: float) -> float:
    """The usual distance of two lines of the text."""
    near = [
        one.base - two.base
        for one, two in pairwise(rows)
        if one.page == two.page and one.column == two.column and 0 < one.base - two.base < 3 * body
    ]
    # Not the middle, for with a line or two to a paragraph half the distances are those of paragraphs.
    return sorted(near)[len(near) // 3] if near else median([body, body]) * 1.2


def _joined(lines: list[str], words: Counter[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        broken, start = _BROKEN.search(text), _START.match(line)
        if broken and start:
            text = text if _keeps_hyphen(text, broken[1], start[1], words) else text[:-1]
            text += line
        elif text.endswith(("-", "—", "–", "/")) and not text.endswith((" -", " –", " —", " /")):
            text += line
        else:
            text = f"{text} {line}"
    return " ".join(text.split())


def _keeps_hyphen(text: str, first: str, second: str, words: Counter[str]) -> bool:
    """Whether the hyphen at the end of a line belongs to the word: by its parts, and by how the document has it."""
    if not second[:1].islower():
        return True  # Anglo-Saxon, al-Rahman
    whole, parted = words[(first + second).casefold()], words[f"{first}-{second}".casefold()]
    if whole or parted:
        return parted > whole
    if len(first) == 1 or text[: -len(first) - 1].endswith("-") or first.casefold() in _KEEPING:
        return True  # e-mail, state-of-the-art, self-made
    # Two whole words that the document has by themselves: long-standing, cease-fire.
    return len(first) >= 4 and len(second) >= 4 and words[first.casefold()] > 0 and words[second.casefold()] > 0
