"""A table of codings (CSV, with a coding on each row) to what it says in the words of the record.

Columns are known by their names: who, on what, with what stance; the place as begin and end, or the words quoted. The
text is a column of its own, or that of an article of the record. Our own export of positions comes back whole.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.imports.gathering import (
    Gathering,
    Said,
    actor_kind,
    day_of,
    renumbered,
    role_of,
    spans_of,
    split,
    stance_of,
)
from onrecord.imports.incoming import Incoming, Wishes, article_id
from onrecord.imports.quoting import quoted
from onrecord.types import Article, Span, Stance

FORM = "codings"
ROLES = ("article", "full_text", "quote", "begin", "end", "actor", "option", "stance", "reviewer", "issue", "nothing")
_SEPARATORS = ",;\t"
_OWN = "provenance.method"  # a column that only our own export has
_GUARDED = re.compile("'+[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
# A row of a table of codings may hold a whole article, in a book-length report too.
_LONGEST_CELL = 50_000_000


def recognises(path: Path) -> bool:
    """Whether a file is a table with columns for who, on what, and with what stance."""
    if path.suffix.lower() not in (".csv", ".tsv", ".tab"):
        return False
    with path.open("rb") as file:
        first = file.readline(65_536).decode("utf-8-sig", "replace")
    roles = set(_roles(next(csv.reader([first], delimiter=_separator(first)), []), {}).values())
    return {"actor", "option", "stance"} <= roles


def read(path: Path, wishes: Wishes) -> Incoming:
    """What a table says; ``wishes.mapping`` says what a column is.

    Raises InputError where the table can not be read or lacks a column that is needed.
    """
    name = wishes.name or path.name
    heading, rows = _table(path)
    roles = _roles(heading, _wished(path, heading, wishes.mapping))
    lacking = [role for role in ("actor", "option", "stance") if role not in roles.values()]
    if lacking:
        raise InputError(f"{path} has no column for {' and '.join(lacking)}: say which it is, as --map Speaker=actor")
    if not {"article", "full_text"} & set(roles.values()):
        raise InputError(f"{path} has no column that names the article or holds its text: --map COLUMN=article")
    gathering = Gathering(FORM, wishes.issue or path.stem)
    own = _OWN in heading
    finding = _Finding(wishes, name)
    for number, row in enumerate(rows, 2):
        cells = {role: value for column, role in reversed(roles.items()) if (value := row.get(column, ""))}
        _take(gathering, finding, cells, (row if own else {}, f"{name}#{cells.get('id', number)}"))
    gathering.claims = renumbered(gathering.claims)
    shown = ", ".join(f"{column} = {role}" for column, role in roles.items())
    return gathering.incoming(name, (f"columns: {shown}",))


class _Finding:
    """The articles that rows speak of: out of the row itself, or out of the record."""

    def __init__(self, wishes: Wishes, name: str) -> None:
        self._find, self._name = wishes.find, name
        self._known: dict[tuple[str, str], Article | None] = {}

    def article(self, cells: Mapping[str, str], own: Mapping[str, str]) -> Article | None:
        called, text = cells.get("article", ""), cells.get("full_text", "")
        if (called, text) not in self._known:
            self._known[called, text] = self._made(cells) if text.strip() else self._held((called, *_origins(own)))
        return self._known[called, text]

    def _held(self, keys: tuple[str, ...]) -> Article | None:
        found = self._find
        return None if found is None else next((one for key in keys if key and (one := found(key))), None)

    def _made(self, cells: Mapping[str, str]) -> Article:
        text, origin = cells["full_text"], cells.get("article") or self._name
        identifier = article_id(origin, text)
        published = day_of(cells.get("published") or cells.get("date"))
        return Article(identifier, text, origin, cells.get("outlet"), cells.get("title"), published)


def _origins(own: Mapping[str, str]) -> Iterator[str]:
    yield from (own[key] for key in ("article.id", "article.origin") if own.get(key))


def _take(gathering: Gathering, finding: _Finding, cells: Mapping[str, str], of: tuple[Mapping[str, str], str]) -> None:
    own, key = of
    article = finding.article(cells, own)
    if article is None:
        return gathering.leave("rows of texts that neither the table nor the record holds")
    gathering.texts.setdefault(article.id, article)
    span = _place(cells, article.text)
    label, stance = _meant(cells)
    if span is None:
        return gathering.leave("rows whose words the text does not have")
    if not label or stance is None or not cells.get("actor"):
        lacking = "option" if not label else "actor" if stance is not None else "stance that is known"
        return gathering.leave(f"rows without {'a' if lacking[0] == 's' else 'an'} {lacking}")
    fields = _fields(own)
    if own:
        option = gathering.option(label, cells.get("issue", ""), {"id": label})
        about = {
            "id": own.get("actor.id", ""),
            "kind": own.get("actor.kind", ""),
            "role": own.get("actor.role") or None,
        }
        actor = gathering.actor(cells["actor"], None, {key: value for key, value in about.items() if value})
    else:
        option = gathering.option(label, cells.get("issue", ""))
        actor = gathering.actor(cells["actor"], actor_kind("actor", cells.get("kind")))
    reviewer = own.get("provenance.version", "") if own.get(_OWN) == "reviewer" else "onrecord" if own else ""
    reviewer = reviewer or cells.get("reviewer") or "unknown"
    gathering.say(Said(key, article, span, option, actor, stance, reviewer, fields or _dated(cells)))
    return None


def _meant(cells: Mapping[str, str]) -> tuple[str, Stance | None]:
    """Option and stance of a row; a number is for or against as its sign, 1 and 0 are yes and no."""
    label, stance = split(cells.get("option", "").strip())
    said = cells.get("stance", "").strip()
    stance = stance_of(said) or {"1": Stance.SUPPORTS, "0": Stance.OPPOSES, "-1": Stance.OPPOSES}.get(said) or stance
    known = {"true": Stance.SUPPORTS, "false": Stance.OPPOSES}
    return label, stance or known.get(said.casefold())


def _place(cells: Mapping[str, str], text: str) -> Span | None:
    spans = spans_of(cells.get("places"), len(text))
    begin, end = cells.get("begin", ""), cells.get("end", "")
    if not spans and begin.isdecimal() and end.isdecimal() and int(begin) < int(end) <= len(text):
        spans = (Span(int(begin), int(end)),)
    words = cells.get("quote", "")
    if spans and (not words or " ".join(spans[0].of(text).split()) == " ".join(words.split())):
        return spans[0]
    if words.strip():
        return quoted(words, text, near=spans[0].begin if spans else 0)
    return None


def _fields(own: Mapping[str, str]) -> dict[str, str]:
    """What a row of our own export says beside its place, actor and option."""
    if not own:
        return {}
    names = ("scope", "voice", "tense", "date", "via", "addressee")
    made = {name: own[name] for name in names if own.get(name)}
    if own.get("condition.kind"):
        made |= {
            own["condition.kind"]: own.get("condition.text", ""),
            "condition places": own.get("condition.spans", ""),
        }
    if own.get("reason.text"):
        made |= {"reason": own["reason.text"], "reason places": own.get("reason.spans", "")}
    if own.get("by.id"):
        made["by"] = f"{own.get('by.name') or ''} [{own['by.id']}]"
    derived = "yes" if own.get("derived") == "true" else "no"
    return {**made, "id": own.get("id", ""), "context places": own.get("context", ""), "derived": derived}


def _dated(cells: Mapping[str, str]) -> dict[str, str]:
    return {"date": cells["date"]} if day_of(cells.get("date")) else {}


# ---------------------------------------------------------------- the table


def _table(path: Path) -> tuple[list[str], Iterator[dict[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8: byte {error.start}. Save it as CSV UTF-8") from error
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text.partition("\n")[0]))
    try:
        heading = next(reader, [])
    except csv.Error as error:
        raise InputError(f"{path}, line 1: {error}") from error
    if not heading:
        raise InputError(f"{path} is empty; its first line must name the columns")

    def rows() -> Iterator[dict[str, str]]:
        try:
            for cells in reader:
                yield {column: _plain(cell) for column, cell in zip(heading, cells, strict=False)}
        except csv.Error as error:
            raise InputError(f"{path}, line {reader.line_num}: {error}. Save it as CSV once more") from error

    return heading, rows()


def _plain(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _separator(first: str) -> str:
    return max(_SEPARATORS, key=first.count)


def _wished(path: Path, heading: list[str], mapping: Mapping[str, str]) -> dict[str, str]:
    known = {column.casefold(): column for column in heading}
    for column, role in mapping.items():
        if role not in ROLES:
            raise InputError(f"{column}={role}: a column can be {', '.join(ROLES)}")
        if column.casefold() not in known:
            raise InputError(f"{path} has no column {column!r}; it has {', '.join(heading)}")
    return {known[column.casefold()]: role for column, role in mapping.items()}


def _roles(heading: list[str], wished: Mapping[str, str]) -> dict[str, str]:
    """What each column is; what the caller says goes before names, and the names of this table before others."""
    roles = {column: role for column, role in wished.items() if role != "nothing"}
    for known in (_words().get, role_of):
        for column in heading:
            plain = " ".join(column.casefold().split())
            role = None if column in wished else known(plain)
            role = "actor" if role == "organization" else role
            if role in _NAMES and column not in roles and role not in roles.values():
                roles[column] = role
    _tell_text_from_quote(heading, roles, wished)
    return roles


def _tell_text_from_quote(heading: list[str], roles: dict[str, str], wished: Mapping[str, str]) -> None:
    """A column "text" is the words coded, but the whole text where another column is these words."""
    free = [one for one in heading if one not in wished]
    text = next((one for one in free if one.strip().casefold() == "text"), None)
    quotes = (one for one in free if _words().get(" ".join(one.casefold().split())) == "quote" and one != text)
    quote = next(quotes, None)
    taken = {"full_text"} & set(roles.values()) or "quote" in wished.values()
    if text is not None and quote is not None and not taken:
        roles[text], roles[quote] = "full_text", "quote"


_NAMES = {*ROLES, "places", "kind", "id", "date", "title", "outlet", "published"} - {"nothing"}


@cache
def _words() -> Mapping[str, str]:
    data: dict[str, Any] = tomllib.loads((files("onrecord.imports") / "columns.toml").read_text(encoding="utf-8"))
    return {form: role for role, forms in data["columns"].items() for form in forms}
