"""A user's own list of actors: lines of CSV to entries of the register, or a message that says what to mend."""

from __future__ import annotations

import calendar
import csv
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from onrecord.actors.entries import Row, entries_of
from onrecord.actors.lexicon import lexicon, state_id
from onrecord.actors.names import plain
from onrecord.errors import InputError
from onrecord.types import Actor, ActorKind

_NEEDED = ("name", "kind")
_LISTS = re.compile(r"[;|]")
_WIKIDATA = re.compile(r"(?:https?://www\.wikidata\.org/(?:wiki|entity)/)?(Q[1-9]\d*)", re.IGNORECASE)
_DAY = re.compile(r"\+?(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T[\d:.]+Z?)?")
_ID = re.compile(r"[a-z]+:[^\s~]+")
# Rows between two words of progress: some ten a second.
_STEP = 5_000
# A cell of 131,072 characters or more is taken for a quotation mark that was never closed (the limit of Python's csv).


def read_authority(
    lines: Iterable[str], source: str, report: Callable[[int], None] = lambda rows: None
) -> tuple[Actor, ...]:
    """The entries of a list in CSV, those that are one joined; ``source`` is its name in messages.

    ``report`` is told how many rows are read. Raises InputError for the first line that can not be right.
    """
    return entries_of(_rows(lines, source, report), source)


def _rows(lines: Iterable[str], source: str, report: Callable[[int], None]) -> Iterator[Row]:
    waiting = iter(lines)
    heading = next((line for line in waiting if line.strip()), "").removeprefix("\ufeff")
    delimiter = max(",;\t", key=heading.count)
    table = csv.reader(waiting, delimiter=delimiter, strict=True)
    columns = _columns(next(csv.reader([heading], delimiter=delimiter), []), source)
    count = 0
    begun = 2  # the line on which the row begins, of the file as it is counted from 1
    while True:
        try:
            cells = next(table)
        except StopIteration:
            break
        except csv.Error as error:
            raise InputError(
                f"{source}, line {begun}: this is no CSV ({error}). Look for a quotation mark that is not closed, "
                "and double those that stand inside a cell"
            ) from error
        if any(cell.strip() for cell in cells):
            yield _row(cells, columns, _Place(source, begun))
            count += 1
            if count % _STEP == 0:
                report(count)
        begun = table.line_num + 2
    if count == 0:
        raise InputError(f"{source} has no rows. Below the header there is one line for each actor")
    report(count)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something stands, for messages."""

    source: str
    line: int

    def wrong(self, what: str) -> InputError:
        return InputError(f"{self.source}, line {self.line}: {what}. Nothing was imported")


def _columns(heading: Sequence[str], source: str) -> tuple[str | None, ...]:
    """What each column is; one of another name is left out."""
    known = _words()["columns"]
    columns = tuple(known.get(_bare(cell)) for cell in heading)
    for name in _NEEDED:
        if name not in columns:
            shown = ", ".join(repr(cell.strip()) for cell in heading) or "nothing"
            raise InputError(
                f"{source}, line 1: there is no column {name!r}, only {shown}. The first line names the columns: "
                "name, kind and, as far as they are known, aliases, state, role, affiliation, wikidata, from, to, id"
            )
    for name in {column for column in columns if column is not None}:
        if columns.count(name) > 1:
            both = " and ".join(repr(h.strip()) for h, c in zip(heading, columns, strict=True) if c == name)
            raise InputError(f"{source}, line 1: {both} both mean the column {name!r}. Rename or take out one of them")
    return columns


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Mapping[str, str]]:
    """What the names of columns and kinds mean."""
    data = tomllib.loads((files("onrecord.actors") / "data" / "authority.toml").read_text(encoding="utf-8"))
    return {part: {_bare(form): key for key, forms in table.items() for form in forms} for part, table in data.items()}


def _bare(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).casefold()


def _row(cells: Sequence[str], columns: Sequence[str | None], place: _Place) -> Row:
    if len(cells) != len(columns):
        raise place.wrong(
            f"{len(cells)} cells, but the header has {len(columns)} columns. Give every cell, empty ones too, and put "
            "quotation marks around a cell that holds the delimiter"
        )
    values = {column: " ".join(cell.split()) for column, cell in zip(columns, cells, strict=True) if column}
    name = values["name"]
    if not plain(name):
        raise place.wrong(f"the name {name!r} has no letters" if name else "the name is missing")
    kind = _words()["kinds"].get(_bare(values["kind"]))
    if kind is None:
        given = f"the kind {values['kind']!r} is not known" if values["kind"] else "the kind is missing"
        raise place.wrong(f"{given}; write {', '.join(ActorKind)}")
    first, last = _day(values.get("from"), place, last=False), _day(values.get("to"), place, last=True)
    if first and last and first > last:
        raise place.wrong(f"it begins on {first}, after its end on {last}. Exchange the two")
    aliases = (" ".join(alias.split()) for alias in _LISTS.split(values.get("aliases", "")))
    return Row(
        line=place.line,
        name=name,
        kind=ActorKind(kind),
        state=_state(values.get("state"), name if kind == "state" else None, place),
        aliases=tuple(dict.fromkeys(alias for alias in aliases if alias and alias != name)),
        role=values.get("role") or None,
        body=values.get("affiliation") or None,
        first=first,
        last=last,
        wikidata=_wikidata(values.get("wikidata"), place),
        id=_identifier(values.get("id"), place),
    )


def _wikidata(given: str | None, place: _Place) -> str | None:
    if not given:
        return None
    found = _WIKIDATA.fullmatch(given)
    if found is None:
        raise place.wrong(f"the Wikidata id {given!r} is none; it is Q and a number, as Q76, or the address with it")
    return found[1].upper()


def _identifier(given: str | None, place: _Place) -> str | None:
    if not given:
        return None
    if _ID.fullmatch(given) is None:
        raise place.wrong(f"the id {given!r} is none; write a word, a colon and a name without blanks, as org:x-union")
    return given


def _day(given: str | None, place: _Place, *, last: bool) -> date | None:
    """The first or, of a year or month, last day that a cell means."""
    if not given:
        return None
    found = _DAY.fullmatch(given)
    try:
        if found is None:
            raise ValueError
        year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
        month = month or (12 if last else 1)  # Wikidata writes 00 where it knows the year only
        return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
    except (ValueError, calendar.IllegalMonthError):
        raise place.wrong(f"the day {given!r} is none; write 2024-12-31, 2024-12 or 2024") from None


def _state(given: str | None, name: str | None, place: _Place) -> str | None:
    """The id of the state that a cell means: two letters, an id or a name; that of a state is its own."""
    known = _states()
    if not given:
        return known.get(plain(name)) if name else None
    found = known.get(given.removeprefix("state:").casefold()) or known.get(plain(given))
    if found is None:
        raise place.wrong(
            f"the state {given!r} is not known; write its two-letter code, as FR, or its English name, or leave the "
            "cell empty"
        )
    return found


@lru_cache(maxsize=1)
def _states() -> Mapping[str, str]:
    """The ids of states by two-letter code and by name, in small letters."""
    lex = lexicon()
    known = {plain(" ".join(e.words)): e.actor for es in lex.entries.values() for e in es if e.sort.value == "state"}
    known |= {plain(actor.name): key for key, actor in lex.actors.items() if actor.kind is ActorKind.STATE}
    codes = {key.rpartition(":")[2].casefold(): key for key in lex.actors if key.startswith(state_id(""))}
    return known | codes
