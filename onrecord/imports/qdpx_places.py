"""How the places of a project's text are counted: as the standard has it, or as its program really does.

The standard counts code points. Programs are known that count UTF-16 units, or a line end of two characters as one. The
names of selections tell which it is: most programs begin them with the words selected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from onrecord.dna.places import Places
from onrecord.imports.qdpx_file import Source

Where = Callable[[int], int | None]


def counting(source: Source) -> Where:
    """The function from a place in the file to one in the text; None for a place that the text does not have.

    Another count than the standard's is taken only where it fits the names of more selections.
    """
    ways = list(_ways(source.text))
    if len(ways) == 1:
        return ways[0]
    fits = [sum(_fits(source.text, way, selection) for selection in source.selections) for way in ways]
    return ways[fits.index(max(fits))]


def _ways(text: str) -> Iterator[Where]:
    """The counts that differ for this text, the standard's first."""
    yield lambda place: place if 0 <= place <= len(text) else None
    wide, pairs = max(text, default="") > "\uffff", "\r\n" in text
    if wide:
        yield _guarded(Places(text, newlines=False).point)
    if pairs:
        whole = Places(text, newlines=True)
        yield _guarded(lambda held: whole.point_of(held) if 0 <= held <= len(whole.text) else None)
        if wide:
            yield _guarded(whole.point)


def _guarded(way: Where) -> Where:
    def where(place: int) -> int | None:
        try:
            return way(place)
        except ValueError:
            return None

    return where


def _fits(text: str, way: Where, selection: object) -> bool:
    """Whether the words at a selection's place are those that its name begins with."""
    name = " ".join(str(getattr(selection, "name", "")).split())
    begin, end = way(getattr(selection, "begin", -1)), way(getattr(selection, "end", -1))
    if not name or begin is None or end is None:
        return False
    words = " ".join(text[begin:end].split())
    return words.startswith(name.rstrip(".…"))
