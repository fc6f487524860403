"""What a REFI-QDA project (.qdpx) holds, as plain values: codes, cases, and texts with their coded places."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from onrecord.errors import InputError

# What a project may hold unpacked: some twenty times the largest that was measured, and far below a zip bomb.
_LARGEST = 8_000_000_000
_CHUNK = 1 << 16
# A text or project shrinks to a tenth or a thirtieth; what shrinks to a two-hundredth is padding, made to fill memory.
# Below so many bytes it does not matter.
_MOST_SHRUNK, _SMALL = 200, 5_000_000
# Sources that one text may be shared by: each source has a file of its own in what programs write.
_SHARED = 10
_GROUPS = ("Users", "Codes", "Variables", "Cases", "Sources")
_UNREAD = {"PictureSource": "pictures", "AudioSource": "sound", "VideoSource": "video"}


@dataclass(frozen=True, slots=True)
class Code:
    """A code with the names of those above it, the topmost first."""

    guid: str
    name: str
    above: tuple[str, ...] = ()
    description: str = ""
    codable: bool = True


@dataclass(frozen=True, slots=True)
class Selection:
    """A coded place of a text as the file counts it, the codes with the GUID of who gave each."""

    guid: str
    begin: int
    end: int
    name: str
    description: str
    codings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A text with its selections; ``values`` are those of its variables by name."""

    guid: str
    name: str
    text: str
    description: str
    selections: tuple[Selection, ...]
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """A case: mostly a person, with the selections and codes that are theirs."""

    name: str
    values: Mapping[str, str]
    selections: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(slots=True)
class Project:
    """A whole project; ``unread`` counts what is no text, ``shared`` how many sources name a file of the zip."""

    users: dict[str, str] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    cases: list[Case] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    unread: dict[str, int] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    shared: dict[str, int] = field(default_factory=dict)


def is_qdpx(path: Path) -> bool:
    """Whether a file is a zip with a project in it."""
    try:
        with zipfile.ZipFile(path) as packed:
            return _project_name(packed) is not None
    except (zipfile.BadZipFile, OSError):
        return path.suffix.lower() == ".qdpx"  # a broken one: its reader says what is wrong


def read_project(path: Path) -> Project:
    """A project out of its file; InputError where the zip is broken, too large, or holds no readable project."""
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
            if size > _LARGEST:
                raise InputError(f"{path} would unpack to {size / 1e9:.0f} GB; a project of texts has far less")
            name = _project_name(packed)
            if name is not None:
                _refuse_padding(packed.getinfo(name))
            else:
                raise InputError(f"{path} holds no project.qde: it is no REFI-QDA project. Export it once more")
            project = Project()
            with packed.open(name) as file:
                for group, element in _elements(file):
                    _take(project, group, element, packed)
            return project
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise InputError(f"{path} is a broken zip: {error}. Export or copy it once more") from error
    except (expat.ExpatError, LookupError) as error:  # the latter where it names an encoding that there is not
        raise InputError(f"{path}, project.qde: {error}. Export it once more") from error


def _project_name(packed: zipfile.ZipFile) -> str | None:
    names = [name for name in packed.namelist() if name.lower().endswith(".qde")]
    return min(names, key=lambda name: (name.lower() != "project.qde", len(name)), default=None)


def _elements(file: IO[bytes]) -> Iterator[tuple[str, Element]]:
    """Each user, code, variable, case and source with the group that it stands in, one at a time."""
    parser = expat.ParserCreate(namespace_separator="}")
    done: list[tuple[str, Element]] = []
    above: list[str] = []
    builder: list[TreeBuilder] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        plain = name.rpartition("}")[2]
        if not builder and above and above[-1] in _GROUPS:
            builder.append(TreeBuilder())
        above.append(plain)
        if builder:
            builder[0].start(plain, attributes)

    def end(name: str) -> None:
        above.pop()
        if builder:
            element = builder[0].end(name.rpartition("}")[2])
            if above[-1] in _GROUPS and len(above) <= 3:
                done.append((above[-1], element))
                builder.clear()

    def refuse(*doctype: object) -> None:
        raise InputError("project.qde has a document type of its own, which no REFI-QDA project has; it is not read")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda text: builder[0].data(text) if builder else None
    parser.StartDoctypeDeclHandler = refuse
    parser.buffer_text = True
    while chunk := file.read(_CHUNK):
        parser.Parse(chunk, False)
        yield from done
        done.clear()
    parser.Parse(b"", True)
    yield from done


def _take(project: Project, group: str, element: Element, packed: zipfile.ZipFile) -> None:
    facts = element.attrib
    if element.tag == "User":
        project.users[_guid(facts.get("guid"))] = facts.get("name") or facts.get("id") or "unknown"
    elif element.tag == "Code":
        for code in _codes(element, ()):
            project.codes[code.guid] = code
    elif element.tag == "Variable":
        project.variables[_guid(facts.get("guid"))] = facts.get("name", "")
    elif element.tag == "Case":
        project.cases.append(_case(element, project.variables))
    elif element.tag == "TextSource":
        project.sources.append(_source(element, project, packed))
    elif element.tag == "PDFSource" and (inside := element.find("Representation")) is not None:
        inside.attrib.setdefault("name", facts.get("name", ""))
        project.sources.append(_source(inside, project, packed))
    elif group == "Sources":
        kind = _UNREAD.get(element.tag, element.tag)
        project.unread[kind] = project.unread.get(kind, 0) + 1


def _codes(element: Element, above: tuple[str, ...]) -> Iterator[Code]:
    facts = element.attrib
    name = facts.get("name", "").strip()
    codable = facts.get("isCodable", "true") in ("true", "1")
    yield Code(_guid(facts.get("guid")), name, above, _described(element), codable)
    for inside in element.findall("Code"):
        yield from _codes(inside, (*above, name))


def _case(element: Element, variables: Mapping[str, str]) -> Case:
    def targets(name: str) -> tuple[str, ...]:
        return tuple(_guid(one.attrib.get("targetGUID")) for one in element.findall(name))

    name = element.attrib.get("name", "").strip()
    return Case(name, _values(element, variables), targets("SelectionRef"), targets("CodeRef"))


def _source(element: Element, project: Project, packed: zipfile.ZipFile) -> Source:
    facts = element.attrib
    text = element.findtext("PlainTextContent")
    if text is None:
        text = _text(facts.get("plainTextPath", ""), project, packed)
    return Source(
        guid=_guid(facts.get("guid")),
        name=facts.get("name", "").strip(),
        text=text,
        description=_described(element),
        selections=tuple(_selection(one) for one in element.findall("PlainTextSelection")),
        values=_values(element, project.variables),
    )


def _selection(element: Element) -> Selection:
    facts = element.attrib
    user = _guid(facts.get("creatingUser"))
    codings = tuple(
        (_guid(reference.attrib.get("targetGUID")), _guid(coding.attrib.get("creatingUser")) or user)
        for coding in element.findall("Coding")
        if (reference := coding.find("CodeRef")) is not None
    )
    try:
        begin, end = int(facts["startPosition"]), int(facts["endPosition"])
    except (KeyError, ValueError) as error:
        raise InputError(f"project.qde: a selection of text has no place ({error}). Export it once more") from error
    return Selection(_guid(facts.get("guid")), begin, end, facts.get("name", ""), _described(element), codings)


def _values(element: Element, variables: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for value in element.findall("VariableValue"):
        reference = value.find("VariableRef")
        name = "" if reference is None else variables.get(_guid(reference.attrib.get("targetGUID")), "")
        text = next((one.text for one in value if one.tag != "VariableRef" and one.text), None)
        if name and text:
            found[name] = text.strip()
    return found


def _text(place: str, project: Project, packed: zipfile.ZipFile) -> str:
    """The text of a file of the project, looked for by its name alone: nothing outside the zip is ever read."""
    name = place.rpartition("/")[2].casefold()
    for entry in packed.infolist():
        if name and entry.filename.rpartition("/")[2].casefold() == name:
            _refuse_padding(entry)
            project.shared[name] = project.shared.get(name, 0) + 1
            if project.shared[name] > _SHARED and entry.file_size > _SMALL:
                raise InputError(f"More than {_SHARED} sources have their text in {entry.filename}: that is no project")
            held = packed.read(entry)
            wide = held[:2] in (b"\xff\xfe", b"\xfe\xff")
            return held.decode("utf-16" if wide else "utf-8-sig", "replace")
    return ""


def _refuse_padding(entry: zipfile.ZipInfo) -> None:
    if entry.file_size > max(_SMALL, _MOST_SHRUNK * entry.compress_size):
        raise InputError(
            f"{entry.filename} unpacks to more than {_MOST_SHRUNK} times its size: that is no text. It was not read"
        )


def _described(element: Element) -> str:
    return element.findtext("Description") or ""


def _guid(text: str | None) -> str:
    """A GUID as it is compared: in braces or not, in small letters or large."""
    return (text or "").strip().strip("{}").lower()
