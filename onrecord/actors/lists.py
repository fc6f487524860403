"""Lists of references ("Norway, the Netherlands, and Malta") that share one place in the sentence."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors.refs import Ref, RefKind
from onrecord.actors.tokens import Page

_LAST = frozenset({"and", "or", "nor", "&"})
_ASIDE = 10  # tokens of what may stand between a role in apposition and the comma that ends it
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
    closed, end = False, 0
    usable = [r for r in refs if r.kind is not RefKind.PRONOUN or r.name in ("he", "she")]
    for ref in usable:
        if current:
            link = _link(page, end, ref.begin)
            if link == "," and (behind := _apposition(page, current[-1], ref)):
                end = behind  # "X, the mayor of Riga, and Y"
                continue
            if link and _shares_body(current[-1], ref):
                end = ref.end  # "officials from A and B" are one group
                continue
            if link == "members":
                link = link if current[-1].kind is RefKind.GROUP else ""
            elif closed and link == "," and current[0].kind is not RefKind.GROUP:
                link = ""
            if link and _alike(current[-1], ref, link):
                closed = closed or link != ","
                current.append(ref)
                end = ref.end
                continue
        if len(current) > 1 and closed:
            runs.append(tuple(current))
        current, closed, end = [ref], False, ref.end
    if len(current) > 1 and closed:
        runs.append(tuple(current))
    return runs


def _apposition(page: Page, person: Ref, role: Ref) -> int:
    """The comma behind a role that only tells who the person before it is; 0 where it is somebody else's."""
    determined = page.tokens[role.begin].lower in ("the", "a", "an", "its", "his", "her", "their")
    if person.kind is not RefKind.PERSON or role.kind is not RefKind.ROLE or not determined:
        return 0
    for index in range(role.end, min(role.end + _ASIDE, len(page.tokens))):
        if page.tokens[index].text in (",", ")", "—", "–", "--"):
            return index
        if page.tokens[index].pos in ("VERB", "AUX") or not page.tokens[index].word:
            return 0
    return 0


def _shares_body(group: Ref, ref: Ref) -> bool:
    """Whether a reference is another of the bodies of whose people a group is."""
    body = group.body
    if group.kind is not RefKind.GROUP or group.core >= 0 or body is None or body.end != group.end:
        return False
    return body.entry is not None and ref.entry is not None and body.entry.sort is ref.entry.sort


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


def _alike(a: Ref, b: Ref, link: str) -> bool:
    if a.kind is RefKind.ROLE and b.kind is RefKind.ROLE and b.definite and b.begin == b.core:
        return False  # "its president and chief executive" is one person
    people = (RefKind.PERSON, RefKind.ROLE, RefKind.PRONOUN)  # "he and Rubio"
    if (a.kind in people) != (b.kind in people):
        bodies = (RefKind.ORGANISATION, RefKind.LISTED)
        return RefKind.GROUP in (a.kind, b.kind) or (link == "and" and a.kind is RefKind.PERSON and b.kind in bodies)
    return True
