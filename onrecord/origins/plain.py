"""Plain text and Markdown, with or without front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeGuard

import yaml

from onrecord.errors import InputError
from onrecord.origins.decoding import decode
from onrecord.origins.draft import LONGEST_ARTICLE, NAMES, Draft, Entry, Found, drafted, too_long
from onrecord.types import Failure

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"^([A-Za-z_][\w -]{0,40}?)\s*:(?:\s+(.*))?$")
_LONGEST_FRONT = 20_000  # characters; more than that between two rules is the report itself
_KNOWN = frozenset(name for names in NAMES.values() for name in names) - {"text", "body", "content", "article"}
_LARGEST_TEXT = 4 * LONGEST_ARTICLE  # bytes; a character has four at most


def read_plain_file(found: Found) -> Iterator[Entry | Failure]:
    """The text of a file."""
    with found.path.open("rb") as stream:
        data = stream.read(_LARGEST_TEXT + 1)
    if len(data) > _LARGEST_TEXT:
        yield Failure(found.origin, "origins", too_long(found.origin, found.path.stat().st_size))
        return
    yield read_plain(decode(data), found.origin)


def read_plain(text: str, origin: str) -> Draft:
    """A draft of a text file; front matter is cut off, all else stays as it is."""
    head, body = _cut(text)
    return drafted(body, origin, head)


def _cut(text: str) -> tuple[dict[str, str], str]:
    match = _FRONT.match(text[:_LONGEST_FRONT])
    if not match:
        return {}, text
    lines = [line.rstrip("\r") for line in match[1].split("\n")]
    pairs = [pair for line in lines if (pair := _PAIR.match(line))]
    if not any(pair[1].lower() in _KNOWN for pair in pairs):
        return {}, text  # a rule above and below some lines of text
    return _fields(match[1], lines), text[match.end() :]


def _fields(source: str, lines: list[str]) -> dict[str, str]:
    """The pairs of front matter; YAML, or where it is not quite YAML, one pair a line ("title: Rain: a report")."""
    try:
        # BaseLoader makes nothing but texts: dates stay as written, nothing is executed.
        loaded = yaml.load(source, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        return _by_line(lines, error)
    if not isinstance(loaded, dict):
        raise InputError("the front matter is not made of lines like `outlet: The Times`.")
    fields = {str(key).strip().lower(): value for key, value in loaded.items()}
    lists = {key: "; ".join(value) for key, value in fields.items() if isinstance(value, list) and _are_texts(value)}
    return {key: value for key, value in fields.items() if isinstance(value, str)} | lists


def _are_texts(values: list[object]) -> TypeGuard[list[str]]:
    return all(isinstance(value, str) for value in values)


def _by_line(lines: list[str], error: yaml.YAMLError) -> dict[str, str]:
    fields = {}
    for number, line in enumerate(lines, start=2):  # line 1 holds the three dashes
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        pair = _PAIR.match(line)
        if not pair:
            problem = getattr(error, "problem", None) or "no YAML"
            raise InputError(
                f"line {number} of the front matter cannot be read ({problem}): {line.strip()[:60]!r}. "
                "Write one `name: value` a line between the two lines of dashes."
            )
        fields[pair[1].strip().lower()] = (pair[2] or "").strip().strip("\"'")
    return fields
