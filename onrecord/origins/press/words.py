"""The words by which downloads are laid out, from words.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def words(part: str, name: str) -> frozenset[str]:
    """The words of one kind in one part of words.toml, in lower case."""
    return frozenset(_loaded()[part][name])


@cache
def labels(part: str) -> dict[str, str]:
    """The kind of each label of a part: "ressort" is a section. What is listed under several kinds has the first."""
    kinds: dict[str, str] = {}
    for kind, listed in _loaded()[part].items():
        for label in listed:
            kinds.setdefault(label, kind)
    return kinds


@cache
def _loaded() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("onrecord.origins.press") / "words.toml").read_text(encoding="utf-8"))


_LABEL = re.compile(r"^([^\W\d_][^:\n]{1,40}?)\s?:(?:\s+|$)(.*)$", re.DOTALL)


def labelled(line: str, part: str, *, upper: bool = False) -> tuple[str, str] | None:
    """The kind and the value of a line that begins with a known label: ("section", "Politics").

    With ``upper`` the label must be in capitals, as in downloads that write all of theirs so.
    """
    match = _LABEL.match(line)
    if not match or (upper and match[1] != match[1].upper()):
        return None
    kind = labels(part).get(match[1].strip().lower())
    return (kind, match[2].strip()) if kind else None


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LONGEST_RIGHTS = 30  # words; the longest notices of three publishers with their addresses have some 25


def is_rights(line: str) -> bool:
    """Whether a line says whose the rights are, and nothing else: "Copyright 2011 The Gazette", not "Copyright is…"."""
    low = line.strip().lower()
    if len(low.split()) > _LONGEST_RIGHTS:
        return False
    if low.startswith(tuple(words("rights", "begins"))):
        return low[:1] in "©℗" or bool(_YEAR.search(low)) or any(phrase in low for phrase in words("rights", "says"))
    return low.endswith(tuple(words("rights", "says"))) or (
        bool(_YEAR.search(low)) and any(phrase in low for phrase in words("rights", "says"))
    )


def without_by(line: str) -> str:
    """A by-line without its "By", tidy."""
    line = " ".join(line.split()).strip(" .;,")
    first, _, rest = line.partition(" ")
    return rest.strip() if first.lower().strip(":") in words("byline", "begins") and rest else line


def is_byline(line: str) -> bool:
    """Whether a short line is plainly a by-line: "By Ann Lee", "Von Ernst Groth"."""
    first, _, rest = line.strip().partition(" ")
    return first.lower() in words("byline", "begins") and 0 < len(rest.split()) <= 12 and not rest.endswith((".", "?"))
