"""Lines as they are met in a document with tables: the cells of a row share a line, with tabs between them."""

from __future__ import annotations

from onrecord.errors import InputError
from onrecord.origins.documents.written import Line

# Characters of text that one document may have: four times the longest article, for a download has many of them.
_MOST_TEXT = 100_000_000


class Gathering:
    """The lines of a document, one after the other."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._lines: list[Line] = []
        self._glued = False
        self._size = 0

    def add(self, text: str, kind: str = "text") -> None:
        """Add a paragraph; its breaks make lines of their own."""
        self._size += len(text)
        if self._size > _MOST_TEXT:
            raise InputError(
                f"it unfolds to more than {_MOST_TEXT // 1_000_000} million characters; cut it into several files."
            )
        for part in text.split("\n"):
            if self._glued and self._lines:
                self._lines[-1] = Line(f"{self._lines[-1].text}\t{part}", kind)
            else:
                self._lines.append(Line(part, kind))
            self._glued = False

    def next_cell(self) -> None:
        """The next paragraph stands in the next cell of the same row."""
        self._glued = True

    def next_row(self) -> None:
        """The next paragraph begins a row, or stands below the table."""
        self._glued = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """What was added."""
        return tuple(self._lines)
