"""JSON from agencies and corpora: one object, a list of them, or one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from onrecord.errors import InputError
from onrecord.origins.decoding import decode
from onrecord.origins.draft import Found
from onrecord.origins.form import ending_of
from onrecord.origins.tables import json_lines, open_text
from onrecord.origins.wire.hardened import LARGEST_TREE
from onrecord.types import Failure

#: Endings of files of one object a line.
LINES = (".jsonl", ".ndjson")
_LONGEST_LINE = 2_000_000  # characters, as for a line of any JSON Lines file
_WRAPPERS = (
    "data",
    "items",
    "item",
    "newsitems",
    "hits",
    "results",
    "articles",
    "docs",
    "documents",
    "_items",
    "records",
)
# What an article has and no wrapper.
_OWN = frozenset(("uri", "guid", "headline", "headlines", "quotes", "quotations", "quotation"))
_DEEPEST = 4  # wrappers around the list, as in {"data": {"items": [{"item": {...}}]}}


def objects(found: Found) -> Iterator[tuple[int, dict[str, Any]] | Failure]:
    """The objects of a file with their numbers; a broken line or a value that is no object is a failure of its own."""
    number = 0
    with open_text(found.path) as stream:
        if ending_of(found) in LINES or _is_object(stream.readline(_LONGEST_LINE)):
            stream.seek(0)
            for row in json_lines(stream, found.origin):
                if isinstance(row, Failure):
                    yield row
                    continue
                for value in unwrapped(row[2]):
                    number = max(number + 1, row[0])
                    yield from _checked(number, value, found.origin, "line")
            return
    for number, value in enumerate(_whole(found), start=1):
        yield from _checked(number, value, found.origin, "object")


def text_in(value: object) -> str:
    """A value as text: itself, a number, or nothing."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _whole(found: Found) -> list[Any]:
    if found.path.stat().st_size > LARGEST_TREE:
        raise InputError("it is too large to be read as one JSON value; make it JSON Lines, one article a line.")
    try:
        loaded = json.loads(decode(found.path.read_bytes()))
    except RecursionError:
        raise InputError("its brackets are nested too deeply for a list of articles.") from None
    except json.JSONDecodeError as error:
        raise InputError(f"it is not JSON: {error.msg} in line {error.lineno}, column {error.colno}.") from None
    except ValueError as error:  # a number of thousands of digits
        raise InputError(f"it is not JSON that can be read: {str(error)[:100]}.") from None
    return unwrapped(loaded)


def unwrapped(value: Any, depth: int = _DEEPEST) -> list[Any]:
    """The articles in what an interface answers, taken out of the lists and objects around them."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and depth:
        low = {str(key).lower(): inner for key, inner in value.items()}
        if not _OWN.isdisjoint(low):
            return [value]
        for name in _WRAPPERS:
            inner = low.get(name)
            if isinstance(inner, list) and any(isinstance(one, dict) for one in inner):
                return [_bare(one) for one in inner]
            if isinstance(inner, dict):
                return unwrapped(inner, depth - 1)
    return [value]


def _bare(value: Any) -> Any:
    """An article out of the object that only holds it and notes on the delivery."""
    inner = value.get("item") or value.get("_source") if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else value


def _checked(number: int, value: Any, origin: str, what: str) -> Iterator[tuple[int, dict[str, Any]] | Failure]:
    if isinstance(value, dict):
        yield number, value
    else:
        reason = f"{origin}, {what} {number}, is not an article but {type(value).__name__}; remove it."
        yield Failure(f"{origin}#{number}", "origins", reason)
