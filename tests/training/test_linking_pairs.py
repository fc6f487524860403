"""Examples for the linking networks: the pairs that the annotators joined are gathered as the right ones."""

from __future__ import annotations

from benchmarks.brat import GoldArticle, GoldStatement
from onrecord.types import Span
from tests.statements.pages import page_of
from training.linking.pairs import gather

TEXT = "[S Lund] [C said] [T the levy was fair]. [S Moreau] [C denied] [T that it was]."


def test_pairs_that_the_annotators_joined_are_the_right_ones() -> None:
    article, reading = page_of(TEXT)
    parts: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    for tag in reading.tags:
        parts[tag.label.value].append(tag.span)
    statements = tuple(
        GoldStatement((source,), (cue,), (content,))
        for source, cue, content in zip(parts["source"], parts["cue"], parts["content"], strict=True)
    )
    spans = tuple((tag.label.value, tag.span) for tag in reading.tags)
    found = gather([(GoldArticle("a1", article.text, spans, statements), article, reading)])
    for examples in found.values():
        assert len(examples.looks) == len(examples.joined) == 8  # two parts, two cues, two sets of tags
        assert sum(examples.joined) == 4
