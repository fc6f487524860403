"""Reads a codebook: the issues and options of a debate, as a person writes them in YAML."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import yaml

from onrecord.errors import CodebookError
from onrecord.positions.nodes import EXAMPLE, Problems, compose, fields, items, line_of, listed, nearest, text_of
from onrecord.types import Codebook, Option

_ISSUE_KEYS = ("issue", "options")
_OPTION_KEYS = ("id", "label", "description", "keywords", "parent", "opposed")
_LARGEST = 5_000_000  # bytes; a codebook of a thousand options has some 500,000
_SHOWN = 20  # problems named in one message; who has more mends these first


@dataclass(frozen=True, slots=True)
class Written:
    """A codebook and the line in which each option, by its id, is written."""

    codebook: Codebook
    lines: Mapping[str, int]


def load(path: Path) -> Codebook:
    """The codebook of a YAML file; raises CodebookError with every problem, its line and the way out."""
    return written(path).codebook


def parse(text: str, source: str = "codebook") -> Codebook:
    """The codebook that a YAML text holds; ``source`` is its name in messages.

    Raises CodebookError that lists every problem with its line. An option without an id goes by its label.
    """
    return written_in(text, source).codebook


def written(path: Path) -> Written:
    """The codebook of a YAML file with its lines; raises CodebookError with every problem, its line and the way out."""
    try:
        if path.stat().st_size > _LARGEST:
            raise CodebookError(f"{path} is larger than any codebook; is it another file?")
        data = path.read_bytes()
    except FileNotFoundError:
        raise CodebookError(f"The codebook {path} does not exist; check spelling and folder.") from None
    except IsADirectoryError:
        raise CodebookError(f"The codebook {path} is a folder; name the YAML file in it.") from None
    except PermissionError:
        raise CodebookError(f"The codebook {path} may not be read; try `chmod u+r {path}`.") from None
    except OSError as error:
        raise CodebookError(f"The codebook {path} cannot be read: {error.strerror or error}.") from None
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CodebookError(f"{path}, line {line}: the file is not UTF-8 text; save it as UTF-8.") from None
    return written_in(text, str(path))


def written_in(text: str, source: str) -> Written:
    """The codebook that a YAML text holds, with its lines."""
    reading = Problems(source)
    root = compose(text, source)
    options = _options(root, reading)
    if not reading.problems:
        _check_parents(options, reading)
    if not reading.problems:
        options = _opposed_on_both_sides(options, reading)
    if not reading.problems and not options:
        reading.problem(root, f"there are no options; a codebook looks like this:\n{EXAMPLE}")
    if reading.problems:
        shown = "\n".join(reading.problems[:_SHOWN])
        more = len(reading.problems) - _SHOWN
        raise CodebookError(shown + (f"\n(and {more} more problems)" if more > 0 else ""))
    read = tuple(placed.option for placed in options)
    lines = {placed.option.id: line_of(placed.node) for placed in options}
    return Written(Codebook(read, _version(read), source), lines)


@dataclass(frozen=True, slots=True)
class _Placed:
    """An option and where it stands."""

    option: Option
    node: yaml.Node


# ---------------------------------------------------------------- issues and options


def _options(root: yaml.Node, reading: Problems) -> list[_Placed]:
    top = fields(root, ("issues",), "a codebook", reading)
    if top is None:
        return []
    issues = top.get("issues")
    if issues is None:
        if not reading.problems:
            reading.problem(root, f"`issues:` is missing; a codebook looks like this:\n{EXAMPLE}")
        return []
    placed: list[_Placed] = []
    for issue in items(issues, "issues", reading):
        before = len(reading.problems)
        held = fields(issue, _ISSUE_KEYS, "an issue", reading)
        if held is None:
            continue
        name = text_of(held.get("issue"), "issue", reading)
        if not name and len(reading.problems) == before:
            reading.problem(issue, "this issue has no name; write `issue: The debate in a few words`.")
        listed_there = items(held["options"], "options", reading) if "options" in held else []
        if not listed_there and len(reading.problems) == before:
            reading.problem(issue, f"the issue {name!r} has no options; name at least one below `options:`.")
        for item in listed_there:
            if (option := _option(item, name or "", reading)) is not None:
                placed.append(_Placed(option, item))
    _check_unique(placed, reading)
    return placed


def _option(node: yaml.Node, issue: str, reading: Problems) -> Option | None:
    before = len(reading.problems)  # a misspelt field is named once, not also as a missing one
    held = fields(node, _OPTION_KEYS, "an option", reading)
    if held is None:
        return None
    label = text_of(held.get("label"), "label", reading)
    identifier = text_of(held.get("id"), "id", reading)
    if not label:
        if len(reading.problems) == before:
            name = f"the option {identifier!r}" if identifier else "this option"
            reading.problem(node, f"{name} has no label; write `label: The proposal in a few words`.")
        return None
    if identifier and identifier != slug(identifier, keep=True):
        advice = f"write {slug(identifier)!r}" if slug(identifier) else "use letters, digits and hyphens"
        reading.problem(held["id"], f"the id {identifier!r} has spaces or marks in it; {advice}.")
    identifier = identifier or slug(label)
    if not identifier:
        reading.problem(node, f"no id can be made of the label {label!r}; write one, such as `id: option-1`.")
    return Option(
        id=identifier,
        issue=issue,
        label=label,
        description=text_of(held.get("description"), "description", reading) or "",
        keywords=listed(held.get("keywords"), "keywords", reading),
        parent=text_of(held.get("parent"), "parent", reading),
        opposed=listed(held.get("opposed"), "opposed", reading),
    )


def _check_unique(placed: list[_Placed], reading: Problems) -> None:
    first: dict[str, yaml.Node] = {}
    for item in placed:
        if item.option.id in first:
            line = line_of(first[item.option.id])
            reading.problem(item.node, f"the id {item.option.id!r} stands in line {line} already; change one.")
        first.setdefault(item.option.id, item.node)


def _check_parents(placed: list[_Placed], reading: Problems) -> None:
    options = {item.option.id: item.option for item in placed}
    for item in placed:
        parent = item.option.parent
        if parent is None:
            continue
        if parent not in options:
            advice = nearest(parent, options) or "."
            reading.problem(item.node, f"its parent {parent!r} is no option of this codebook{advice}")
        elif options[parent].issue != item.option.issue:
            reading.problem(item.node, f"its parent {parent!r} belongs to another issue, {options[parent].issue!r}.")
    if reading.problems:
        return
    reported: set[str] = set()
    for item in placed:
        chain = [item.option.id]
        while (parent := options[chain[-1]].parent) is not None and parent not in chain:
            chain.append(parent)
        if parent == item.option.id and not reported & set(chain):
            reported.update(chain)
            circle = " in ".join((*chain, item.option.id))
            reading.problem(item.node, f"parents run in a circle: {circle}; take one `parent:` away.")


def _opposed_on_both_sides(placed: list[_Placed], reading: Problems) -> list[_Placed]:
    """The options with each opposition, which may be written on one side, on both; wrong ones are problems."""
    options = {item.option.id: item.option for item in placed}
    found: dict[str, set[str]] = {identifier: set() for identifier in options}
    for item in placed:
        one = item.option.id
        for other in item.option.opposed:
            if other not in options:
                advice = nearest(other, options) or "."
                reading.problem(
                    item.node, f"{one!r} is opposed to {other!r}, which is no option of this codebook{advice}"
                )
            elif other == one:
                reading.problem(item.node, f"{one!r} is opposed to itself; take `opposed: {one}` away.")
            elif other in _above(one, options) or one in _above(other, options):
                part, whole = (one, other) if other in _above(one, options) else (other, one)
                reading.problem(
                    item.node,
                    f"{one!r} is opposed to {other!r}, but {part!r} is a part of {whole!r}: who wants a part cannot be "
                    f"against all of it. Take `opposed:` away, or the `parent:` of {part!r}.",
                )
            else:
                found[one].add(other)
                found[other].add(one)
    return [
        replace(item, option=replace(item.option, opposed=tuple(i for i in options if i in found[item.option.id])))
        for item in placed
    ]


def _above(identifier: str, options: Mapping[str, Option]) -> list[str]:
    """The parent of an option, its parent, and so on; parents run in no circle here."""
    chain: list[str] = []
    parent = options[identifier].parent
    while parent is not None:
        chain.append(parent)
        parent = options[parent].parent
    return chain


def slug(label: str, keep: bool = False) -> str:
    """A label as an id: "Ending the clock change" is "ending-the-clock-change"."""
    if keep:  # what a person chose as an id may have letters of any alphabet, underscores and dots
        return re.sub(r"[^\w.-]+", "", label)
    plain = unicodedata.normalize("NFKD", label.lower())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^\w]+", "-", plain).strip("-")


def _version(options: tuple[Option, ...]) -> str:
    content = [asdict(option) for option in options]
    for option in content:
        if not option["opposed"]:  # codebooks that say nothing of it keep the version that they had before it was known
            del option["opposed"]
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:12]
