"""How onrecord writes into a .dna database what DNA has no column for: names of types and variables, lines of notes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

from onrecord.types import Stance

#: DNA's own statement type, and that of positions on five steps.
STATEMENT, GRADED = "DNA Statement", "Graded position"

#: The values of the integer variable "stance".
STEPS: Mapping[Stance, int] = {
    Stance.SUPPORTS: 2,
    Stance.OPEN: 1,
    Stance.UNDECIDED: 0,
    Stance.RELUCTANT: -1,
    Stance.OPPOSES: -2,
}

#: The variables of the two types in their order, with their data types.
VARIABLES: Mapping[str, Mapping[str, str]] = {
    STATEMENT: {
        "person": "short text",
        "organization": "short text",
        "concept": "short text",
        "agreement": "boolean",
    },
    GRADED: {
        "person": "short text",
        "organization": "short text",
        "concept": "short text",
        "stance": "integer",
        "condition": "short text",
        "limit": "short text",
        "reason": "short text",
        "scope": "short text",
        "voice": "short text",
        "details": "long text",
    },
}

#: What DNA gives every short text variable.
ATTRIBUTES = ("Type", "Alias", "Notes")


_OPTION = re.compile(r"id: ([^\s|]+)(?: \| part of: ([^\s|]+))?(?: \| (.*))?", re.DOTALL)


def seal(values: Iterable[object]) -> str:
    """A short text that is the same as long as nobody changes any of the values of a statement."""
    return hashlib.sha256(repr(tuple(values)).encode()).hexdigest()[:8]


def option_notes(identifier: str, parent: str | None, description: str) -> str:
    """What the attribute Notes of a concept says of an option."""
    part = f"part of: {parent}" if parent else ""
    return " | ".join(filter(None, (f"id: {identifier}", part, description)))


def read_option_notes(notes: str) -> tuple[str, str | None, str] | None:
    """Id, parent and description, where ``option_notes`` wrote them."""
    found = _OPTION.fullmatch(notes)
    return None if found is None else (found[1], found[2], found[3] or "")


def lines(pairs: Iterable[tuple[str, str | None]]) -> str:
    """One line "name: value" for each pair that has a value."""
    return "\n".join(f"{name}: {' '.join(value.split())}" for name, value in pairs if value)


def read_lines(text: str) -> dict[str, str]:
    """The pairs of the lines that are such, by name in lower case; of a name that comes twice, the first."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        name, colon, value = line.partition(": ")
        if colon and value.strip():
            found.setdefault(name.strip().lower(), value.strip())
    return found
