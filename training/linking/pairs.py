"""Pairs of tagged parts from annotated articles: what each looks like, and whether the annotators joined the two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.brat import GoldArticle
from onrecord.statements.affinity import Network, Pairs, Row
from onrecord.statements.direct import complete
from onrecord.statements.linking import chosen_contents, chosen_sources
from onrecord.statements.page import Page
from onrecord.types import Article, Reading, Span, Spans, Tag, TagLabel


@dataclass
class Examples:
    """Rows of numbers, and for each whether the pair belongs together."""

    looks: list[list[float]] = field(default_factory=list)
    joined: list[bool] = field(default_factory=list)


def gold_tags(gold: GoldArticle) -> tuple[Tag, ...]:
    """The annotators' parts as the reader would give them."""
    return tuple(Tag(TagLabel(label), span, 1.0) for label, span in sorted(set(gold.spans), key=lambda mark: mark[1]))


Annotated = tuple[GoldArticle, Article, Reading]


def gather(articles: Iterable[Annotated]) -> dict[str, Examples]:
    """The examples for either network, each article once with its own tags and once with the reader's."""
    out = {"content": Examples(), "source": Examples()}
    for gold, article, reading in articles:
        page = Page(article, reading)
        for tags in (gold_tags(gold), complete(page, reading.tags)[0]):
            pairs = Pairs(page, tags)
            cues = _owners(pairs.cues, [statement.cue for statement in gold.statements])
            for name, row, (numbers, looks), spans in (
                ("content", pairs.contents, pairs.with_contents(), [s.content for s in gold.statements]),
                ("source", pairs.sources, pairs.with_sources(), [s.source for s in gold.statements]),
            ):
                parts = _owners(row, spans)
                out[name].looks.extend(looks)
                out[name].joined.extend(bool(parts[place] & cues[number]) for place, number in numbers)
    return out


def gather_statements(articles: Iterable[Annotated], trained: Mapping[str, Network]) -> Examples:
    """What the reader's tags are joined to by the first two networks, and whether cue and content are right."""
    out = Examples()
    for gold, article, reading in articles:
        page = Page(article, reading)
        pairs = Pairs(page, complete(page, reading.tags)[0])
        cues = _owners(pairs.cues, [statement.cue for statement in gold.statements])
        parts = _owners(pairs.contents, [statement.content for statement in gold.statements])
        sources = chosen_sources(pairs, trained)
        for cue, contents in chosen_contents(page, pairs, trained).items():
            out.looks.append(pairs.joined(cue, contents, sources.get(cue)))
            out.joined.append(any(parts[place] & cues[cue] for _, place in contents))
    return out


def _owners(row: Row, parts: Sequence[Spans]) -> list[set[int]]:
    """For each tag the numbers of the statements whose part it shares a letter with."""
    marks = sorted((span, number) for number, spans in enumerate(parts) for span in spans)
    return [_over(placed.span, marks) for placed in row.placed]


def _over(span: Span, marks: Sequence[tuple[Span, int]]) -> set[int]:
    return {number for mark, number in marks if mark.overlaps(span)}
