"""REFI-QDA projects (.qdpx) for MAXQDA, NVivo, ATLAS.ti and QualCoder, by the rules of the standard's version 1.5.

Issues, options and the five steps are codes one within the other; kinds of statement and actors are codes of their own,
actors also cases. An article is a text source. Each statement and each position is a selection of its words, coded with
what it is and with its actor, and described in lines of "key: value". Places count code points, as the standard has it;
line breaks are left as they are.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import IO

from onrecord import described
from onrecord.described import guid
from onrecord.exports.markup import HEADING, escaped, opening, tag
from onrecord.exports.objects import Chapter
from onrecord.exports.writing import replacing
from onrecord.types import Actor, Article, Codebook, Option, Position, Span, Stance, Statement, StatementKind
from onrecord.version import __version__

NAMESPACE = "urn:QDA-XML:project:1.0"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = f"{NAMESPACE} http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd"
_MACHINE = "onrecord"
# Deflate's level 1 writes the same half a gigabyte of XML in a third of the time of 6, for a fifth more bytes.
_LEVEL = 1
_COLOURS = {
    Stance.SUPPORTS: "#2166AC",
    Stance.OPEN: "#92C5DE",
    Stance.UNDECIDED: "#BDBDBD",
    Stance.RELUCTANT: "#F4A582",
    Stance.OPPOSES: "#B2182B",
}
_ACTOR_VARIABLES = ("kind", "role", "affiliation", "state", "wikidata")
_SOURCE_VARIABLES = {"outlet": "Text", "published": "Date", "language": "Text", "url": "Text", "origin": "Text"}


def write(
    path: Path,
    chapters: Iterable[Chapter],
    actors: Mapping[str, Actor],
    codebook: Codebook,
    *,
    when: datetime | None = None,
) -> None:
    """Write a whole record, articles with their texts, into a .qdpx file; the file is there whole or not at all."""
    met = _Met(actors, codebook)
    with (
        replacing(path) as place,
        zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as packed,
        tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n") as sources,
    ):
        for chapter in chapters:
            packed.writestr(_entry(f"Sources/{guid('article', chapter.article.id)}.txt"), chapter.article.text)
            sources.writelines(f"{line}\n" for line in _source(chapter, met))
        sources.seek(0)
        with packed.open(_entry("project.qde"), "w", force_zip64=True) as file:
            for line in _project(met, sources, when or datetime.now(UTC)):
                file.write(f"{line}\n".encode())


# The same codes come again and again; 20,000 GUIDs are 3 MB.
_code_guid = lru_cache(maxsize=20_000)(guid)


@dataclass(slots=True)
class _Met:
    """Who and what came up while the sources were written: what must stand before them in the file."""

    actors: Mapping[str, Actor]
    codebook: Codebook
    options: set[str] = field(init=False)
    strays: dict[str, None] = field(default_factory=dict)
    users: dict[str, None] = field(default_factory=dict)
    articles: int = 0
    selections: dict[str, bytearray] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.options = {option.id for option in self.codebook.options}

    def user(self, claim: Statement | Position) -> str:
        """The GUID of who made a claim: a reviewer, or the machine."""
        name = claim.provenance.version if claim.provenance.method == "reviewer" else _MACHINE
        self.users.setdefault(name)
        return _code_guid("user", name)

    def selected(self, actor: str | None, selection: str) -> None:
        """Take down that a selection is an actor's; 16 bytes for each."""
        if actor is not None:
            self.selections.setdefault(actor, bytearray()).extend(bytes.fromhex(selection.replace("-", "")))


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry without the moment of writing: the same record always gives the same bytes."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry._compresslevel = _LEVEL  # type: ignore[attr-defined]  # has no public name before Python 3.13
    return entry


def _project(met: _Met, sources: IO[str], when: datetime) -> Iterator[str]:
    yield HEADING
    yield opening(
        "Project",
        {
            "name": "onrecord",
            "origin": f"onrecord {__version__}",
            "creatingUserGUID": guid("user", _MACHINE),
            "creationDateTime": when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "xmlns": NAMESPACE,
            "xmlns:xsi": _XSI,
            "xsi:schemaLocation": _SCHEMA,
        },
    )
    users = (tag("User", {"guid": guid("user", name), "name": name}) for name in {_MACHINE: None, **met.users})
    yield tag("Users", {}, "".join(users))
    yield "<CodeBook><Codes>"
    yield from _codes(met)
    yield "</Codes></CodeBook>"
    yield "<Variables>"
    for name in _ACTOR_VARIABLES:
        yield _variable("actor", name, "Text")
    for name, kind in _SOURCE_VARIABLES.items():
        yield _variable("source", name, kind)
    yield "</Variables>"
    if met.selections:
        yield "<Cases>"
        yield from (_case(actor, met) for actor in sorted(met.selections))
        yield "</Cases>"
    if met.articles:
        yield "<Sources>"
        yield from (line.removesuffix("\n") for line in sources)
        yield "</Sources>"
    yield "</Project>"


# ---------------------------------------------------------------- codes


def _codes(met: _Met) -> Iterator[str]:
    options = met.codebook.options
    for issue in dict.fromkeys(option.issue for option in options):
        inside = "".join(_option(option, options) for option in options if option.issue == issue and _tops(option, met))
        yield _code(guid("issue", issue), issue, inside=inside, codable=False)
    if met.strays:
        inside = "".join(_option(Option(one, "", one), ()) for one in met.strays)
        yield _code(guid("folder", "strays"), "Options of no codebook", inside=inside, codable=False)
    kinds = "".join(_code(guid("kind", kind), kind.value) for kind in StatementKind)
    yield _code(guid("folder", "statements"), "Statements", inside=kinds, codable=False)
    if met.selections:
        people = "".join(_actor_code(actor, met) for actor in sorted(met.selections))
        yield _code(guid("folder", "actors"), "Actors", inside=people, codable=False)


def _tops(option: Option, met: _Met) -> bool:
    """Whether an option stands right below its issue."""
    parent = next((one for one in met.codebook.options if one.id == option.parent), None)
    return parent is None or parent.issue != option.issue


def _option(option: Option, options: tuple[Option, ...]) -> str:
    stances = "".join(
        _code(guid("stance", f"{option.id} {stance}"), stance.value, colour=_COLOURS[stance]) for stance in Stance
    )
    parts = "".join(_option(one, options) for one in options if one.parent == option.id and one.issue == option.issue)
    said = described.text_of(described.option_fields(option), before=option.description)
    return _code(guid("option", option.id), option.label, said=said, inside=stances + parts)


def _actor_code(actor: str, met: _Met) -> str:
    known = met.actors.get(actor)
    said = described.text_of(described.actor_fields(known, met.actors)) if known else f"id: {actor}"
    return _code(guid("actor", actor), known.name if known else actor, said=said)


def _code(
    identifier: str, name: str, *, said: str = "", inside: str = "", codable: bool = True, colour: str | None = None
) -> str:
    facts = {"guid": identifier, "name": name or "?", "isCodable": "true" if codable else "false", "color": colour}
    return tag("Code", facts, _description(said) + inside or None)


# ---------------------------------------------------------------- variables and cases


def _variable(owner: str, name: str, kind: str) -> str:
    facts = {"guid": guid("variable", f"{owner} {name}"), "name": f"{owner} {name}", "typeOfVariable": kind}
    return tag("Variable", facts)


def _value(owner: str, name: str, value: str, kind: str = "Text") -> str:
    reference = tag("VariableRef", {"targetGUID": guid("variable", f"{owner} {name}")})
    return tag("VariableValue", {}, reference + tag(f"{kind}Value", {}, escaped(value)))


def _case(actor: str, met: _Met) -> str:
    known, held = met.actors.get(actor), met.selections[actor].hex()
    fields = described.actor_fields(known, met.actors) if known else {}
    inside = [tag("CodeRef", {"targetGUID": guid("actor", actor)})]
    inside += [_value("actor", name, value) for name in _ACTOR_VARIABLES if (value := fields.get(name))]
    for begin in range(0, len(held), 32):
        one = held[begin : begin + 32]
        target = f"{one[:8]}-{one[8:12]}-{one[12:16]}-{one[16:20]}-{one[20:]}"
        inside.append(tag("SelectionRef", {"targetGUID": target}))
    return tag("Case", {"guid": guid("case", actor), "name": known.name if known else actor}, "".join(inside))


# ---------------------------------------------------------------- sources


def _source(chapter: Chapter, met: _Met) -> Iterator[str]:
    article = chapter.article
    identifier = guid("article", article.id)
    met.articles += 1
    fields = described.article_fields(article)
    facts = {
        "guid": identifier,
        "name": article.title or article.origin,
        "plainTextPath": f"internal://{identifier}.txt",
    }
    yield opening("TextSource", {**facts, "creatingUser": guid("user", _MACHINE)})
    yield _description(described.text_of(fields))
    for statement in chapter.statements:
        yield from _statement(statement, article, met)
    for position in chapter.positions:
        yield _position(position, article, met)
    for name, kind in _SOURCE_VARIABLES.items():
        if value := fields[name]:
            yield _value("source", name, value, kind)
    yield "</TextSource>"


def _statement(statement: Statement, article: Article, met: _Met) -> Iterator[str]:
    """A selection for each stretch of its words, described at the first."""
    said = described.text_of(described.statement_fields(statement, met.actors))
    for number, span in enumerate(statement.content):
        further = f"{statement.id} {number}" if number else statement.id
        codes = [_code_guid("kind", statement.kind)]
        codes += [_code_guid("actor", statement.actor)] if statement.actor else []
        selection = guid("statement", further)
        met.selected(statement.actor, selection)
        told = f"part of: {statement.id}" if number else said
        yield _selection((selection, met.user(statement)), span, article, codes, told)


def _position(position: Position, article: Article, met: _Met) -> str:
    if position.option not in met.options:
        met.strays.setdefault(position.option)
    stance = _code_guid("stance", f"{position.option} {position.stance}")
    codes = [stance, _code_guid("actor", position.actor)]
    selection = guid("position", position.id)
    met.selected(position.actor, selection)
    said = described.text_of(described.position_fields(position, met.actors))
    return _selection((selection, met.user(position)), position.evidence, article, codes, said)


def _selection(made: tuple[str, str], span: Span, article: Article, codes: Iterable[str], said: str) -> str:
    """A selection by its GUID and that of its user; its name begins with its words, as other programs have it."""
    selection, user = made
    codings = "".join(  # written out: of an export of a large record, this is most
        f'<Coding guid="{guid("coding", selection + code)}" creatingUser="{user}">'
        f'<CodeRef targetGUID="{code}"/></Coding>'
        for code in codes
    )
    words = " ".join(article.text[span.begin : min(span.end, span.begin + 80)].split())
    name = f' name="{escaped(words)}"' if words else ""
    return (
        f'<PlainTextSelection guid="{selection}"{name} startPosition="{span.begin:d}" endPosition="{span.end:d}" '
        f'creatingUser="{user}">{_description(said)}{codings}</PlainTextSelection>'
    )


def _description(text: str) -> str:
    return f"<Description>{escaped(text)}</Description>" if text else ""
