"""What reviewers have said of who is who, with their contradictions settled."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable

from onrecord.types import IdentityJudgement, IdentityVerdict


class Rulings:
    """Judgements as they hold together: of two that contradict each other, the later one counts."""

    def __init__(self, judgements: Iterable[IdentityJudgement] = ()) -> None:
        """Settle the judgements, which come in the order of their making."""
        self._parts: dict[str, dict[str, str]] = {}
        self._group: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._foes: dict[str, set[str]] = {}
        for same, one, other in reversed(self._pairs(judgements)):
            self._rule(same, one, other)

    def node(self, sighted: str, article: str) -> str:
        """The id under which an article's sighting is counted: its own, or that of the part that was split off."""
        while (part := self._parts.get(sighted, {}).get(article)) is not None:
            sighted = part
        return sighted

    def kin(self, node: str) -> Collection[str]:
        """All ids that are one with this one by judgement."""
        return self._members.get(self._root(node), ())

    def named(self) -> frozenset[str]:
        """The ids on which some judgement holds."""
        return frozenset((*self._group, *self._foes))

    def same(self, one: str, other: str) -> bool:
        """Whether a reviewer said, in one step or several, that two ids are one."""
        return one == other or self._root(one) == self._root(other)

    def different(self, one: str, other: str) -> bool:
        """Whether a reviewer said that two ids, or others that are one with them, are two."""
        return self._root(other) in self._foes.get(self._root(one), ())

    def _pairs(self, judgements: Iterable[IdentityJudgement]) -> list[tuple[bool, str, str]]:
        pairs: list[tuple[bool, str, str]] = []
        for judgement in judgements:
            one, other = judgement.one, judgement.other
            if judgement.verdict is not IdentityVerdict.APART:
                if other is not None and one != other:
                    pairs.append((judgement.verdict is IdentityVerdict.SAME, one, other))
            elif judgement.articles:
                part, known = part_id(one, judgement.articles), self._parts.setdefault(one, {})
                pairs += [(False, part, earlier) for earlier in sorted({one, *known.values()} - {part})]
                known.update(dict.fromkeys(judgement.articles, part))
        return pairs

    def _rule(self, same: bool, one: str, other: str) -> None:
        """Let a judgement hold unless a later one, which was ruled on before it, says the contrary."""
        a, b = self._root(one), self._root(other)
        foes = self._foes.get(a, set())
        if a == b or b in foes:
            return
        if not same:
            self._foes.setdefault(a, set()).add(b)
            self._foes.setdefault(b, set()).add(a)
            return
        joined = self._members.pop(b, {b})
        self._members.setdefault(a, {a}).update(joined)
        self._group.update(dict.fromkeys(self._members[a], a))
        for foe in self._foes.pop(b, ()):
            self._foes[foe].discard(b)
            self._foes[foe].add(a)
            self._foes.setdefault(a, set()).add(foe)

    def _root(self, node: str) -> str:
        return self._group.get(node, node)


def part_id(sighted: str, articles: Iterable[str]) -> str:
    """The id of the part of an actor that a reviewer split off: that of the whole and a mark of the articles."""
    mark = hashlib.sha256("\n".join(sorted(set(articles))).encode()).hexdigest()[:6]
    return f"{sighted}~{mark}"
