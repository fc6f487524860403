"""JSON Lines, JSON and CSV of articles, one row after the other."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from onrecord.errors import InputError
from onrecord.origins.decoding import decode, refuse_binary
from onrecord.origins.draft import LONGEST_ARTICLE, NAMES, Entry, Found, drafted, named, too_long
from onrecord.origins.form import ending_of
from onrecord.origins.web.addresses import is_address
from onrecord.origins.web.lists import address_of
from onrecord.types import Failure

_LONGEST_ROW = 4 * LONGEST_ARTICLE  # characters; JSON may write a character as six, text in Latin letters rarely does
_LARGEST_WHOLE = 100_000_000  # bytes of a file that must be held in memory as a whole; the reading stays under 700 MB
_CHUNK = 1 << 20
_LISTS = ("articles", "items", "results", "documents", "data", "rows", "stories", "docs")
_WANTED = ", ".join(NAMES["text"][:3])


def read_lines(found: Found) -> Iterator[Entry | Failure]:
    """The articles of a JSON Lines file; a broken line is a failure of its own."""
    with open_text(found.path) as stream:
        yield from numbered(json_lines(stream, found.origin), found.origin)


def read_json(found: Found) -> Iterator[Entry | Failure]:
    """The articles of a JSON file: a list, an object that holds a list, one article, or JSON Lines under that name."""
    path, origin = found.path, found.origin
    if path.stat().st_size > _LARGEST_WHOLE:
        raise InputError("it is too large to be read as one JSON value; make it JSON Lines, one article a line.")
    text = decode(path.read_bytes())
    try:
        loaded = json.loads(text)
    except RecursionError:
        raise InputError("its brackets are nested too deeply for a list of articles.") from None
    except json.JSONDecodeError as error:
        first = text.lstrip().split("\n", 1)[0]
        if error.msg == "Extra data" and first.startswith("{"):
            yield from numbered(json_lines(io.StringIO(text, newline=""), origin), origin)
            return
        raise InputError(f"it is not JSON: {error.msg} in line {error.lineno}, column {error.colno}.") from None
    if isinstance(loaded, dict):
        low = {str(key).lower(): value for key, value in loaded.items()}
        if not any(isinstance(low.get(name), str) for name in NAMES["text"]):
            inside = next((low[name] for name in _LISTS if isinstance(low.get(name), list)), None)
            if inside is None:
                raise InputError(f"it holds no list of articles; its keys are {_listed(low)}.")
            loaded = inside
    rows = loaded if isinstance(loaded, list) else [loaded]
    if not rows:
        raise InputError("its list of articles is empty.")
    yield from numbered(((number, "article", row) for number, row in enumerate(rows, start=1)), origin)


def read_csv(found: Found) -> Iterator[Entry | Failure]:
    """The articles of a CSV or TSV file with a line of column names."""
    csv.field_size_limit(_LONGEST_ROW)
    path, origin = found.path, found.origin
    with open_text(path) as stream:
        header = stream.readline(_CHUNK)
        delimiter = "\t" if ending_of(found) == ".tsv" else max(",;\t|", key=header.count)
        columns = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])]
        if not any(name in columns for name in (*NAMES["text"], *NAMES["url"])):
            columns_there = f"its columns are {_listed(columns)}"
            wanted = f"wanted is one named {_WANTED}, or url where the texts are to be fetched"
            raise InputError(f"no column holds the text: {columns_there}; {wanted}.")
        yield from numbered(_csv_rows(csv.reader(stream, delimiter=delimiter), columns, origin), origin)


# ---------------------------------------------------------------- rows

Row = tuple[int, str, Any]


def numbered(rows: Iterator[Row | Failure], origin: str) -> Iterator[Entry | Failure]:
    """What rows hold, an address where they name one and have no place for a text.

    A row goes by its own id where it has one that is unique in the file, else by its number.
    """
    seen: set[str] = set()
    empty = True
    for row in rows:
        empty = False
        if isinstance(row, Failure):
            yield row
            continue
        number, what, value = row
        place = f"{origin}#{number}"
        if not isinstance(value, dict):
            yield _failure(place, f"{origin}, {what} {number}, is not an article but {_kind(value)}.")
            continue
        low = {str(key).strip().lower(): item for key, item in value.items()}
        # a list of paragraphs is a text, a list of names are several authors
        fields = {name: _plain(item, "\n" if name in NAMES["text"] else "; ") for name, item in low.items()}
        text = named(fields, "text")
        url = named(fields, "url")
        if text is None and url and is_address(url) and not any(name in fields for name in NAMES["text"]):
            yield address_of(url, replace(drafted("", place, fields), url=None))
            continue
        if text is None:
            found = _listed(key for key, item in fields.items() if item)
            reason = f"{origin}, {what} {number}, has no text: it has {found}; wanted is one of {_WANTED}."
            yield _failure(place, reason)
            continue
        identifier = named(fields, "id")
        if identifier and identifier not in seen and len(identifier) <= 200 and identifier.isprintable():
            place = f"{origin}#{identifier}"
        seen.add(place.removeprefix(f"{origin}#"))
        yield drafted(text, place, fields)
    if empty:
        raise InputError("it has no articles in it.")


def json_lines(stream: TextIO, origin: str) -> Iterator[Row | Failure]:
    """The values of a stream of JSON Lines, each with the number of its line."""
    number = 0
    while line := stream.readline(_LONGEST_ROW):
        number += 1
        if len(line) == _LONGEST_ROW and not line.endswith("\n"):
            size = len(line)
            while (more := stream.readline(_LONGEST_ROW)) and not more.endswith("\n"):
                size += len(more)
            yield _failure(f"{origin}#{number}", too_long(f"{origin}, line {number},", size))
            continue
        if not line.strip():
            continue
        try:
            yield number, "line", json.loads(line.strip())
        except json.JSONDecodeError as error:
            reason = f"{origin}, line {number}, is not JSON: {error.msg} at column {error.colno}; mend or remove it."
            yield _failure(f"{origin}#{number}", reason)
        except RecursionError:
            yield _failure(f"{origin}#{number}", f"{origin}, line {number}: its brackets are nested too deeply.")
        except ValueError as error:  # a number of thousands of digits
            yield _failure(f"{origin}#{number}", f"{origin}, line {number}, cannot be read: {str(error)[:100]}.")


def _csv_rows(reader: Any, columns: list[str], origin: str) -> Iterator[Row | Failure]:
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = f"{origin}, row {number} (line {reader.line_num + 1}), cannot be read: {error}."
            yield _failure(f"{origin}#{number}", reason)
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(columns):
            reason = (
                f"{origin}, row {number} (line {reader.line_num + 1}), has {len(cells)} cells where the header has "
                f"{len(columns)}; text that holds the separator must stand in double quotes."
            )
            yield _failure(f"{origin}#{number}", reason)
            continue
        yield number, "row", dict(zip(columns, cells, strict=False))


def _failure(origin: str, reason: str) -> Failure:
    return Failure(origin, "origins", reason)


def _plain(value: object, mark: str) -> str:
    """A field as text: the parts of a list with a mark between them, the name of a nested source ({"name": "BBC"})."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        name = value.get("name", value.get("title"))
        return name if isinstance(name, str) else ""
    if isinstance(value, list):
        parts = [_plain(item, mark) if isinstance(item, str | Mapping) else "" for item in value]
        return mark.join(parts) if all(parts) else ""
    return "" if value is None else str(value)


def _kind(value: object) -> str:
    names = {list: "a list", str: "a text", int: "a number", float: "a number", type(None): "null"}
    return names.get(type(value), "something else")


def _listed(names: Any) -> str:
    shown = [str(name)[:40] or "(no name)" for name in names]
    return (", ".join(shown[:12]) + (f" and {len(shown) - 12} more" if len(shown) > 12 else "")) or "none"


# ---------------------------------------------------------------- opening


def open_text(path: Path) -> TextIO:
    """A file as a stream of text, newlines as they are: UTF-8 as it comes, other encodings through memory."""
    with path.open("rb") as stream:
        head = stream.read(_CHUNK)
        refuse_binary(head)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            chunk = head
            while chunk:
                decoder.decode(chunk)
                chunk = stream.read(_CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            if path.stat().st_size > _LARGEST_WHOLE:
                raise InputError("it is not UTF-8; a file of this size must be saved as UTF-8.") from None
            return io.StringIO(decode(path.read_bytes()), newline="")
    return path.open(encoding="utf-8-sig", newline="")
