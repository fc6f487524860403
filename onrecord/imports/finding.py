"""The articles of a record for files that hold no texts of their own."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from onrecord.types import Article

if TYPE_CHECKING:
    from onrecord.record import Record


def finder(record: Record) -> Callable[[str], Article | None]:
    """A function from an id, address, origin or file name to the article of the record; None where none is meant.

    A file name counts where it is that of one article alone. The record is looked through at the first question.
    """

    @cache
    def known() -> dict[str, str | None]:
        from onrecord.record.streaming import chapters

        found: dict[str, str | None] = {}
        names: dict[str, str | None] = {}
        for chapter in chapters(record, ()):
            article = chapter.article
            found.update(dict.fromkeys((article.id, article.origin, article.url or article.id), article.id))
            name = article.origin.replace("\\", "/").rpartition("/")[2]
            names[name] = None if name in names else article.id
        for name, identifier in names.items():
            found.setdefault(name, identifier)
        return found

    def find(key: str) -> Article | None:
        identifier = known().get(key)
        return None if identifier is None else record.article(identifier)

    return find
