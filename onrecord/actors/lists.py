"""Lists of references ("Norway, the Netherlands, and Malta") that share one place in the sentence."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors.refs import Ref, RefKind
from onrecord.actors.tokens import Page

_LAST = frozenset({"and", "or", "&"})
_LINKS = (("as", "well", "as"), ("along", "with"), ("together", "with"))
_MEMBERS = (
    ("including",),
    ("such", "as"),
    ("like",),
    ("among", "them"),
    ("especially",),
    ("above", "all"),
    ("notably",),
)


def lists_of(page: Page, refs: Sequence[Ref]) -> list[tuple[Ref, ...]]:
    """Runs of two and more references that commas and a conjunction join."""
    runs: list[tuple[Ref, ...]] = []
    current: list[Ref] = []
    closed = False
    usable = [r for r in refs if r.kind is not RefKind.PRONOUN or r.name in ("he", "she")]
    for ref in usable:
        if current:
            link = _link(page, current[-1].end, ref.begin)
            if link == "members":
                link = link if current[-1].kind is RefKind.GROUP else ""
            elif closed and link == "," and current[0].kind is not RefKind.GROUP:
                link = ""
            described = link == "," and ref.kind is RefKind.ROLE and not ref.definite
            if link and not described and _alike(current[-1], ref):
                closed = closed or link != ","
                current.append(ref)
                continue
        if len(current) > 1 and closed:
            runs.append(tuple(current))
        current, closed = [ref], False
    if len(current) > 1 and closed:
        runs.append(tuple(current))
    return runs


def _link(page: Page, end: int, begin: int) -> str:
    """How the text between two references joins them: ",", "and", or not at all."""
    words = [t.lower for t in page.tokens[end:begin]]
    if not words or len(words) > 4 or page.tokens[end].block != page.tokens[begin].block:
        return ""
    if words[-1] in ("the", "both"):
        words = words[:-1]
    if words == [","]:
        return ","
    stripped = [w for w in words if w not in (",", "—", "–", "-", "(")]
    if tuple(stripped) in _MEMBERS:
        return "members"
    if len(stripped) == 1 and stripped[0] in _LAST:
        return "and"
    return "and" if tuple(stripped) in _LINKS else ""


def _alike(a: Ref, b: Ref) -> bool:
    if a.kind is RefKind.ROLE and b.kind is RefKind.ROLE and b.definite and b.begin == b.core:
        return False  # "its president and chief executive" is one person
    people = (RefKind.PERSON, RefKind.ROLE, RefKind.PRONOUN)  # "he and Rubio"
    if (a.kind in people) != (b.kind in people):
        return RefKind.GROUP in (a.kind, b.kind)
    return True
