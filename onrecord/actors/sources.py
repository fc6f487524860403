"""Which actors the source of a statement names."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors.lexicon import Sort
from onrecord.actors.refs import Ref
from onrecord.actors.register import slug
from onrecord.actors.scene import Scene
from onrecord.actors.tokens import Page
from onrecord.types import Actor, ActorKind, Span

_POSSESSIVES = frozenset({"his", "her", "its", "their"})


def holders(
    found: Sequence[tuple[Ref, tuple[str, ...]]],
    lists: Sequence[tuple[Ref, ...]],
) -> tuple[str, ...]:
    """The actors behind a source: all of a list that it holds, else those of its first acting reference."""
    if not found:
        return ()
    actors_at = {(ref.begin, ref.end): actors for ref, actors in found}
    inside = [ref for ref, _ in found]
    for run in lists:
        members = [ref for ref in run if ref in inside]
        if len(members) > 1 and members[0] is _first(inside):
            return tuple(dict.fromkeys(a for ref in members for a in actors_at[ref.begin, ref.end]))
    first = _first(inside)
    return actors_at[first.begin, first.end]


def _first(refs: Sequence[Ref]) -> Ref:
    """The reference that carries the source: the first that is no adjective or possessive before another noun."""
    ordered = sorted(refs, key=lambda r: (r.begin, -r.end))
    for ref in ordered:
        demonym = ref.entry is not None and ref.entry.sort is Sort.DEMONYM and ref.role is None and not ref.plural
        if not demonym and ref.name not in _POSSESSIVES:
            return ref
    return ordered[0]


def fallback_actor(page: Page, span: Span, scene: Scene) -> Actor | None:
    """An actor made from the source's own words where no reference was found; None where it names nobody."""
    indexes = page.within(span)
    tokens = [page.tokens[i] for i in indexes]
    words = scene.lex.words
    while tokens and (
        tokens[0].lower in words["determiners.definite"]
        or tokens[0].lower in words["determiners.indefinite"]
        or not tokens[0].word
    ):
        tokens = tokens[1:]
    tokens = [t for t in tokens if t.word]
    if not tokens or len(tokens) > 8 or tokens[0].lower in scene.lex.groups.stance | words["not_names.words"]:
        return None
    if any(t.lower in scene.lex.pronouns for t in tokens):
        return None
    name = " ".join(page.article.text[tokens[0].begin : tokens[-1].end].split())
    named = tokens[0].pos in ("", "PROPN") or len(tokens) > 1
    if all(t.capital for t in tokens) and named:
        return Actor("org:" + slug(name), name, ActorKind.ORGANISATION)
    if tokens[-1].pos in ("NOUN", "PROPN") and tokens[-1].lower.endswith("s") and tokens[-1].lower not in ("news",):
        return Actor("group:" + slug(name), name, ActorKind.GROUP)
    return None
