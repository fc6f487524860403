"""Which source and which content belong to which cue: every pair is weighed, then the likeliest are taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.statements.affinity import Network, Pairs, networks
from onrecord.statements.page import Page
from onrecord.types import Span, Tag

# Chosen on the development articles of PolNeAR with their own tags (training/linking/README.md); 0.1 for the first, 0.5
# for the second or 0.1 for the third each lose about half a point of exact F1.
_LEAST_FIRST = 0.02  # a content that may be the first of its cue
_LEAST_FURTHER = 0.3  # a content for a cue that has one already
_LEAST_SOURCE = 0.3

Chance = tuple[float, int]  # how likely a pair is, and the number of its part


@dataclass(slots=True)
class Attribution:
    """A cue with its source and content on the way to become a statement."""

    cue: list[Span] = field(default_factory=list)
    source: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)
    method: str = "tagger"
    score: float = 1.0
    holder: Span | None = None


def link(page: Page, tags: Sequence[Tag]) -> list[Attribution]:
    """Join the tagged parts: one attribution per cue, one more per content that no cue could be found for.

    The score of an attribution tells how likely its cue and its content are right.
    """
    pairs = Pairs(page, tags)
    trained = networks()
    contents, sources = chosen_contents(page, pairs, trained), chosen_sources(pairs, trained)
    numbers = sorted(contents)
    scores = trained["statement"]([pairs.joined(cue, contents[cue], sources.get(cue)) for cue in numbers])
    trust = dict(zip(numbers, scores, strict=True))
    linked = [
        Attribution(
            [cue.span],
            [pairs.sources.placed[sources[number][1]].span] if number in sources else [],
            sorted(pairs.contents.placed[place].span for _, place in contents.get(number, ())),
            score=trust.get(number, cue.score),
        )
        for number, cue in enumerate(pairs.cues.placed)
    ]
    taken = {place for its in contents.values() for _, place in its}
    orphans = (content for place, content in enumerate(pairs.contents.placed) if place not in taken)
    return [*linked, *(Attribution(content=[orphan.span], score=orphan.score) for orphan in orphans)]


def chosen_contents(page: Page, pairs: Pairs, trained: Mapping[str, Network]) -> dict[int, list[Chance]]:
    """For each cue the content that suits it best, then what is left over for cues that have one.

    A content that runs on from a quotation in the paragraph before belongs to that one's speaker, unless a cue is
    left that has no content at all.
    """
    numbers, looks = pairs.with_contents()
    ranked = sorted(zip(trained["content"](looks), numbers, strict=True), key=lambda row: (-row[0], row[1]))
    late = {place for place, content in enumerate(pairs.contents.placed) if _runs_on(page, content.span)}
    chosen: dict[int, list[Chance]] = {}
    taken: set[int] = set()
    for chance, (place, cue) in sorted(ranked, key=lambda row: row[1][0] in late):
        if chance >= _LEAST_FIRST and place not in taken and cue not in chosen:
            chosen[cue] = [(chance, place)]
            taken.add(place)
    for chance, (place, cue) in ranked:
        if chance >= _LEAST_FURTHER and place not in taken and place not in late:
            chosen.setdefault(cue, []).append((chance, place))
            taken.add(place)
    return chosen


def _runs_on(page: Page, content: Span) -> bool:
    quotation = page.quotation_at(content.begin)
    return quotation is not None and quotation.continues


def chosen_sources(pairs: Pairs, trained: Mapping[str, Network]) -> dict[int, Chance]:
    """For each cue its likeliest source, if any is likely; several cues may share one."""
    numbers, looks = pairs.with_sources()
    best: dict[int, Chance] = {}
    for chance, (place, cue) in zip(trained["source"](looks), numbers, strict=True):
        if chance >= max(_LEAST_SOURCE, best.get(cue, (0.0, 0))[0]):
            best[cue] = chance, place
    return best
