"""Whom the pronouns of an article mean, each as it is read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.actors.refs import Ref, RefKind
from onrecord.actors.salience import THING
from onrecord.actors.scene import Scene
from onrecord.types import Span

_OBJECT = 3  # tokens behind a pronoun in which a verb's object opens: "he later told X"
_LONGEST = 12  # tokens of a reference: none is longer


@dataclass(frozen=True, slots=True)
class Found:
    """A reference with its place and its actors."""

    ref: Ref
    span: Span
    actors: tuple[str, ...]


class Pronouns:
    """Resolves the pronouns of one article, in reading order."""

    def __init__(
        self, scene: Scene, refs: Sequence[Ref], found: Mapping[int, Sequence[Found]], spoken: frozenset[int]
    ) -> None:
        """``found`` fills up while the article is read; ``spoken`` are the tokens inside sources."""
        self._scene, self._page, self._lex, self._refs = scene, scene.page, scene.lex, refs
        self._found, self._in_source = found, spoken
        self._owners = frozenset(r.begin for r in refs if r.owner is not None and r.kind is not RefKind.PRONOUN)
        self._ref_begins = [ref.begin for ref in refs]

    def actors(self, ref: Ref) -> tuple[str, ...]:
        """Whom a pronoun means; empty where that is nobody or nobody can tell."""
        if ref.head in ("he", "she", "it", "they", "who"):
            actors = self._third(ref)
            return actors if actors != THING else ()
        narrator = self._scene.memory.narrator
        if ref.head in ("i", "we") and narrator and self._of_narrator(ref):
            return (narrator,)
        return ()

    def _of_narrator(self, ref: Ref) -> bool:
        """Whether "I" stands outside quotations; "my government" is the narrator's too, "my grandmother" is another."""
        after = self._page.tokens[ref.end].lower if ref.end < len(self._page.tokens) else ""
        own = ref.name not in ("my", "our") or after in self._lex.roles.state_institutions
        return own and not self._scene.memory.quoted(self._page.tokens[ref.begin].begin)

    def _third(self, ref: Ref) -> tuple[str, ...]:
        if ref.head == "who":
            return self._right_before(ref)
        after = self._page.tokens[ref.end].lower if ref.end < len(self._page.tokens) else ""
        in_source = ref.begin in self._in_source or after in self._lex.words["speech.verbs"]
        if ref.name == "it" and not in_source and self._expletive(ref):
            return ()
        if ref.name.endswith(("self", "selves")):
            return self._own_subject(ref)
        owns = ref.begin in self._owners
        return self._scene.memory.antecedent(ref, in_source=in_source, barred=self._addressed(ref), owns=owns)

    def _addressed(self, ref: Ref) -> frozenset[str]:
        """Who stands right behind "he told": never the one who tells."""
        if ref.name not in ("he", "she", "they"):
            return frozenset()
        met = (self._scene.character(r) for r in self._people_from(ref.end, ref.end + _OBJECT))
        return frozenset(c.id for c in met if c is not None and c.first <= ref.begin)

    def _people_from(self, begin: int, end: int) -> list[Ref]:
        first = bisect_left(self._ref_begins, begin)
        last = bisect_left(self._ref_begins, end)
        sentence = self._page.tokens[begin - 1].sentence
        near = self._refs[first:last]
        return [r for r in near if r.kind is RefKind.PERSON and self._page.tokens[r.begin].sentence == sentence]

    def _right_before(self, ref: Ref) -> tuple[str, ...]:
        """Whom "who" means: the reference that ends right before it or before the comma there."""
        tokens, index = self._page.tokens, ref.begin
        if index and not tokens[index - 1].word:
            index -= 1
        ending = [
            f for b in range(max(0, index - _LONGEST), index) for f in self._found.get(b, ()) if f.ref.end == index
        ]
        return max(ending, key=lambda f: f.ref.end - f.ref.begin).actors if ending else ()

    def _own_subject(self, ref: Ref) -> tuple[str, ...]:
        """ "distanced themselves": the subject of the same sentence, nobody else."""
        sentence = self._page.tokens[ref.begin].sentence
        for seen in self._scene.memory.recent():
            if seen.sentence != sentence:
                break
            if seen.subject:
                return seen.actors
        return ()

    def _expletive(self, ref: Ref) -> bool:
        """Whether "it" means nobody: only a verb that an actor can do makes it one."""
        after = self._page.tokens[ref.end] if ref.end < len(self._page.tokens) else None
        return after is None or not (
            after.lower in self._lex.words["speech.verbs"] or after.lower in ("has", "had", "will", "would")
        )
