"""A codebook as it is edited: issues and options as plain texts, its YAML, and how it differs from another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

import yaml

from onrecord.types import Codebook, Option

# A text that YAML reads as itself without quotation marks: it begins with a letter and holds nothing that YAML knows.
_PLAIN = re.compile(r"[^\W\d_][\w ,.;()/'’–-]*", re.UNICODE)

#: Where in the form a line of the YAML stands: issue, option (None: the issue's own), field.
Place = tuple[int, int | None, str]


@dataclass(frozen=True, slots=True)
class DraftOption:
    """An option as it is edited."""

    id: str = ""
    label: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    parent: str = ""
    opposed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftIssue:
    """An issue as it is edited."""

    name: str = ""
    options: tuple[DraftOption, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A codebook as it is edited; anything may still be wrong in it."""

    issues: tuple[DraftIssue, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """How an option differs between two codebooks: ``kind`` added, removed or changed, and in which fields."""

    option: str
    label: str
    kind: str
    fields: tuple[str, ...] = ()
    details: tuple[tuple[str, str, str], ...] = field(default=())


def draft_of(codebook: Codebook | None) -> Draft:
    """A codebook as a draft; an opposition stands on the side that comes first."""
    if codebook is None:
        return Draft()
    before: set[str] = set()
    issues = []
    for name, options in groupby(codebook.options, key=lambda option: option.issue):
        kept = []
        for one in options:
            opposed = tuple(other for other in one.opposed if other not in before)
            before.add(one.id)
            kept.append(DraftOption(one.id, one.label, one.description, one.keywords, one.parent or "", opposed))
        issues.append(DraftIssue(name, tuple(kept)))
    return Draft(tuple(issues))


def yaml_of(draft: Draft) -> str:
    """A draft as YAML that a person can read and edit."""
    return "".join(f"{line}\n" for line, _ in _lines(draft))


def places_of(draft: Draft) -> Mapping[int, Place]:
    """What stands in which line of ``yaml_of``, the first line being 1."""
    return {number: place for number, (_, place) in enumerate(_lines(draft), 1) if place is not None}


def _lines(draft: Draft) -> Iterator[tuple[str, Place | None]]:
    yield "issues:", None
    for number, issue in enumerate(draft.issues):
        yield f"  - issue: {_scalar(issue.name)}", (number, None, "issue")
        yield "    options:" + ("" if issue.options else " []"), (number, None, "issue")
        for which, option in enumerate(issue.options):
            yield from _option_lines(option, number, which)


def _option_lines(option: DraftOption, issue: int, which: int) -> Iterator[tuple[str, Place | None]]:
    said: list[tuple[str, str]] = []
    if option.id:
        said.append(("id", _scalar(option.id)))
    said.append(("label", _scalar(option.label)))
    if option.description:
        said.append(("description", _scalar(option.description)))
    if option.keywords:
        said.append(("keywords", _sequence(option.keywords)))
    if option.parent:
        said.append(("parent", _scalar(option.parent)))
    if option.opposed:
        said.append(("opposed", _sequence(option.opposed)))
    for number, (name, value) in enumerate(said):
        yield f"      {'-' if number == 0 else ' '} {name}: {value}", (issue, which, name)


def _sequence(texts: Iterable[str]) -> str:
    return "[" + ", ".join(_scalar(text, within=True) for text in texts) + "]"


def _scalar(text: str, *, within: bool = False) -> str:
    """A text on one line, in quotation marks where YAML would read it as anything else."""
    text = " ".join(text.split())
    if _PLAIN.fullmatch(text) and not (within and "," in text) and _reads_as_itself(text):
        return text
    return json.dumps(text, ensure_ascii=not text.isprintable())


def _reads_as_itself(text: str) -> bool:
    return bool(yaml.safe_load(text) == text)


def codebook_yaml(codebook: Codebook | None) -> str:
    """A codebook as YAML."""
    return yaml_of(draft_of(codebook)) if codebook is not None else ""


# ---------------------------------------------------------------- differences


_FIELDS = ("issue", "label", "description", "keywords", "parent", "opposed")


def changes(old: Codebook | None, new: Codebook) -> tuple[Change, ...]:
    """What was added, removed and changed, in the order of the new codebook; removed ones come last."""
    before = {option.id: option for option in (old.options if old else ())}
    after = {option.id: option for option in new.options}
    found = []
    for one in new.options:
        was = before.get(one.id)
        if was is None:
            found.append(Change(one.id, one.label, "added"))
            continue
        details = tuple(
            (name, told, now) for name in _FIELDS if (told := _text(was, name)) != (now := _text(one, name))
        )
        if details:
            found.append(Change(one.id, one.label, "changed", tuple(name for name, *_ in details), details))
    found += [Change(one.id, one.label, "removed") for one in before.values() if one.id not in after]
    if not found and [*before] != [*after]:
        found.append(Change("", "The order of the options", "changed", ("order",)))
    return tuple(found)


def _text(option: Option, name: str) -> str:
    value = getattr(option, name)
    return ", ".join(value) if isinstance(value, tuple) else value or ""
