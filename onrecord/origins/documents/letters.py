"""The report in a letter: without what it answers, without signature and without the foot of a newsletter."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from onrecord.origins.documents.lines import is_wrapped, paragraphs, tidy

_FLOWED = re.compile(r"[^\s-] $")  # a blank at the end of a line: it goes on (RFC 3676)
_LINK = re.compile(r"\s*[<\[(]?https?://\S+[>\])]?")
_LAST_PART = 0.5  # a foot stands below this share of a letter; above it "unsubscribe" is what somebody writes about
_RULE = re.compile(r"^[\s*=_~#-]{3,}$")


def letter_of(lines: Sequence[str], *, plain: bool) -> str:
    """The text of a letter; ``plain`` text has its lines broken by the mail program."""
    kept = _without_reply([line.rstrip("\r\n") for line in lines])
    kept = [
        line
        for line in _without_foot(kept)
        if not _RULE.match(line) and tidy(line).lower() not in _words("foot", "alone")
    ]
    kept = [_without_links(line) for line in kept]
    if plain and any(_FLOWED.search(line) for line in kept):
        kept = _unflowed(kept)
    return "\n\n".join(paragraphs(kept, plain and is_wrapped(kept)))


def _without_reply(lines: list[str]) -> list[str]:
    kept: list[str] = []
    forwarded = False
    for place, line in enumerate(lines):
        low = tidy(line).lower()
        if low in _words("forwards", "rules"):
            forwarded = True
        elif forwarded and (not low or low.partition(":")[0].strip(" *") in _words("forwards", "fields")):
            forwarded = bool(low) or not any(part.strip() for part in kept[-1:])
        elif low in _words("replies", "rules") or _opens_reply(low, lines[place + 1 : place + 2]):
            if any(part.strip() for part in kept):
                break
        elif line == "-- " or low == "--":
            break
        elif not line.startswith(">"):
            forwarded = False
            kept.append(line)
    return kept


def _opens_reply(low: str, following: Sequence[str]) -> bool:
    """Whether a line, or it and the one below it, opens the letter that is answered."""
    both = f"{low} {tidy(following[0]).lower()}" if following else low
    return any(pattern.fullmatch(low) or pattern.fullmatch(both) for pattern in _openings())


def _without_foot(lines: list[str]) -> list[str]:
    total = sum(len(line.split()) for line in lines)
    so_far = 0
    for place, line in enumerate(lines):
        low = tidy(line).lower().lstrip("*•- ")
        if so_far >= total * _LAST_PART and low.startswith(tuple(_words("foot", "begins"))):
            return lines[:place]
        so_far += len(line.split())
    return lines


def _without_links(line: str) -> str:
    """A line without the addresses that mail programs write behind the words that they lead from."""
    rest = _LINK.sub("", line)
    return rest if rest.strip() else ""


def _unflowed(lines: list[str]) -> list[str]:
    """Lines with those joined that go on."""
    joined: list[str] = []
    open_ = False
    for line in lines:
        if open_ and joined and line.strip():
            joined[-1] += line
        else:
            joined.append(line)
        open_ = _FLOWED.search(line) is not None
    return joined


@cache
def _words(part: str, name: str) -> frozenset[str]:
    return frozenset(_loaded()[part][name])


@cache
def _openings() -> tuple[re.Pattern[str], ...]:
    listed = _loaded()["replies"]["opens"]
    return tuple(re.compile(re.escape(line).replace(re.escape("{…}"), ".{0,200}")) for line in listed)


@cache
def _loaded() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("onrecord.origins.documents") / "mail.toml").read_text(encoding="utf-8"))
