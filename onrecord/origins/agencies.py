"""The news agencies that a report credits: in dateline, byline or credit line, not those that it merely quotes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("agencies.toml")

# Lines at the beginning (headline, byline, dateline) and at the end (credits, copyright) where credits stand.
_FIRST, _LAST = 6, 6
# Characters of a line that is nothing but a credit; the longest forbid in a sentence or two to publish.
_LONGEST = 220
_SEPARATED = re.compile(r"\s*(?:[/,;&|·•+]|\band\b|\s[-–—]\s)\s*")
# A place of a dateline, a date in it, or what joins two of them.
_PLACE = re.compile(r"(?:[A-Z0-9ÀÖØ-Þ][\w.'’/-]*|de|del|la|of|and|the|oct|ene|jan|feb|mar|apr|nov)[,.]?")
_MOST_PLACES = 8
_FORBIDS = re.compile(r"\bthis (?:material|story|content|article) may not\b.*", re.IGNORECASE)
_YEAR = re.compile(r"[(\[]?©[)\]]?|\([cC]\)|\b(?:19|20)\d\d\b(?:-\d+)?")
_DESK = re.compile(r"^[a-z]{2,3}(?:/[a-z]{2,3})+\s+(?=\()")  # who wrote and who checked, as German desks sign


@dataclass(frozen=True, slots=True)
class Credit:
    """The agencies that a report credits, in its order; ``whole`` is False where they gave only a part of it."""

    agencies: tuple[str, ...]
    whole: bool = True

    @property
    def named(self) -> str:
        """All of them in one line."""
        return ", ".join(self.agencies)


@dataclass(frozen=True, slots=True)
class _Known:
    """Agencies by their written forms, and patterns made of these."""

    by_form: dict[str, str]
    form: str
    words: dict[str, tuple[str, ...]]

    def names(self, written: str) -> tuple[str, ...]:
        """The agencies in a list of forms, each once."""
        found = re.findall(self.form, written)
        return tuple(dict.fromkeys(self.by_form.get(one) or self.by_form[one.casefold()] for one in found))


def agency_of(text: str, *, author: str | None = None, outlet: str | None = None) -> Credit | None:
    """What a report credits to agencies; None where it credits nothing to any.

    Who signs it and where it stood tell as well: an agency's own report is its report.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not lines:
        return None
    first, last = lines[:_FIRST], lines[-_LAST:][::-1]
    agencies = (
        _by(author or "")
        or _first_of(map(_dateline, first))
        or _first_of(map(_byline, first))
        or _first_of(_alone(line) for line in (*first, *last))
        or _first_of(map(_trailing, last[:3]))
        or (_alone(outlet) if outlet else ())
    )
    if agencies:
        return Credit(agencies)
    agencies = _first_of(map(_part, last))
    return Credit(agencies, whole=False) if agencies else None


def _first_of(found: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return next(filter(None, found), ())


# ---------------------------------------------------------------- where credits stand


def _dateline(line: str) -> tuple[str, ...]:
    """ "BERLIN (AP) — ", "(Reuters) - ", "MOSCOW, March 3. /TASS/. ", "VILNIUS, BNS - ", "AFP - "."""
    known = _known()
    listed = rf"(?:{known.form})(?:\s*[/,&-]\s*(?:{known.form}))*"
    framed = re.match(rf"(?P<place>[^()\[\]\n]{{0,90}}?)\s*[(\[/](?P<forms>{listed})[)\]/](?P<rest>.{{0,3}})", line)
    if framed and _is_place(framed["place"]):
        # A dash, or a place and a date before it as Indian desks write: "New Delhi, Jun 21 (PTI) The ferry…"
        ends = re.match(r"[.:,\s]*[-–—_:.]|$", framed["rest"])
        if ends or re.search(r", \w+\.? \d+", framed["place"]):
            return known.names(framed["forms"])
    plain = re.match(rf"(?P<place>[^()\n]{{0,60}}?)(?:^|, |\s[-–—] )(?:The )?(?P<forms>{listed})\s*[-–—]\s", line)
    if plain and _is_place(plain["place"]):
        return known.names(plain["forms"])
    return ()


def _is_place(written: str) -> bool:
    words = written.split()
    return len(words) <= _MOST_PLACES and all(_PLACE.fullmatch(word) or word in "-–—" for word in words)


def _byline(line: str) -> tuple[str, ...]:
    """ "By JANE ROWE, Associated Press", "By Reuters Staff"."""
    found = re.match(r"by\s+(.{2,100})$", line, re.IGNORECASE)
    return _by(found[1], spaced=True) if found else ()


def _by(author: str, *, spaced: bool = False) -> tuple[str, ...]:
    """The agencies among those who sign; in a line of capitals there may be no comma before them."""
    known = _known()
    author = re.sub(r"^\s*by\s+", "", author, flags=re.IGNORECASE)
    found: list[str] = []
    for part in _SEPARATED.split(author):
        writers = "|".join(map(re.escape, known.words["writers"]))
        match = re.fullmatch(rf"(?:[Tt]he )?({known.form})(?:\s+(?i:{writers}))*(?: in [A-Z][\w ]*)?", part.strip(" ."))
        if match is None and spaced:
            match = re.fullmatch(rf"[A-Z][A-Z.'’ -]+\s(?:The )?({known.form})", part.strip(" ."))
        if match:
            found += known.names(match[1])
    return tuple(dict.fromkeys(found))


def _alone(line: str) -> tuple[str, ...]:
    """A line that names agencies and says nothing else: "dpa/AFP", "© 2023 AFP", "Source: Reuters"."""
    known = _known()
    if len(line) > _LONGEST or line in known.words["other"] or _is_of_picture(line):
        return ()
    plain = _YEAR.sub(" ", _FORBIDS.sub("", _DESK.sub("", line)))
    rest = re.sub(known.form, " ", plain)
    if rest == plain:
        return ()
    rest = re.sub(r"[^\w]+", " ", rest).strip().casefold()
    for word in sorted(known.words["around"], key=len, reverse=True):
        rest = re.sub(rf"\b{re.escape(word)}\b", " ", rest)
    return known.names(plain) if not rest.strip() else ()


def _trailing(line: str) -> tuple[str, ...]:
    """ "… than planned. — AFP", "… than planned. (Reuters)"."""
    known = _known()
    listed = rf"(?:{known.form})(?:\s*[/,&]\s*(?:{known.form}))*"
    found = re.search(rf"[.!?”\"’']\s*(?:[-–—]+\s?(?P<one>{listed})|\((?P<two>{listed})\))\.?$", line)
    return known.names(found["one"] or found["two"]) if found else ()


def _part(line: str) -> tuple[str, ...]:
    """ "The Associated Press contributed to this report.", "With files from The Canadian Press"."""
    known = _known()
    if len(line) > _LONGEST or _is_of_picture(line):
        return ()
    given = re.search(rf"^(?P<who>.*?)\b(?:{_any(known.words['part'])})\b", line, re.IGNORECASE)
    if given:
        return known.names(given["who"])
    begun = re.match(rf"[-–—(\s]*(?:{_any(known.words['part_before'])})\s+(?P<who>.*)$", line, re.IGNORECASE)
    if begun is None:
        return ()
    who = re.sub(known.form, "", begun["who"])
    rest = re.sub(r"[^\w]+", " ", who).casefold().split()
    return known.names(begun["who"]) if set(rest) <= {"the", "and", "news", "agency", "agencies", "wires"} else ()


def _is_of_picture(line: str) -> bool:
    return bool(re.search(rf"\b(?:{_any(_known().words['pictures'])})\b", line, re.IGNORECASE))


# ---------------------------------------------------------------- what is known


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _known() -> _Known:
    held = tomllib.loads(_FILE.read_text("utf-8"))
    by_form: dict[str, str] = {}
    names: list[str] = []
    marks: list[str] = []
    for name, written in held["agencies"].items():
        names += written["forms"]
        marks += written["marks"]
        by_form.update(dict.fromkeys(written["marks"], name))
        by_form.update({form.casefold(): name for form in written["forms"]})
    form = rf"(?<![\w@.])(?:(?i:{_any(names)})|(?:{_any(marks)}))(?![\w@]|\.\w)"
    return _Known(by_form, form, {name: tuple(words) for name, words in held["words"].items()})
