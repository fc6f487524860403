"""Whatever the text and the tags are: no crash, and every place lies inside the article."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.statements import find_statements
from onrecord.types import Article, Block, Part, Provenance, Reading, Span, Tag, TagLabel

_WORDS = (
    "neither Norway Lund the minister said is against not rejects has no plans to that it and but for of its "
    "reluctance by shared will send he asked us open"
)
_PIECES = (*_WORDS.split(), *",.:—-()“”\"'’«»„?\n", "''", "5'", "Ü")
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=40).flatmap(
    lambda words: st.sampled_from([" ".join(words), "".join(words)])
)


@st.composite
def _readings(draw: st.DrawFn) -> tuple[Article, Reading]:
    text = draw(_TEXTS)
    blocks, begin = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(Span(begin, begin + len(line)), draw(st.sampled_from(list(Part)))))
        begin += len(line) + 1
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    labels = st.sampled_from(list(TagLabel))
    tags = tuple(Tag(draw(labels), Span(a, b), 0.9) for a, b in zip(places[::2], places[1::2], strict=False))
    sentences = tuple(block.span for block in blocks)
    return Article("a", text, "a.txt"), Reading("a", tuple(blocks), sentences, (), tags, (), Provenance("test", "0"))


@settings(max_examples=150, deadline=None)
@given(_readings())
def test_any_reading(made: tuple[Article, Reading]) -> None:
    article, reading = made
    for statement in find_statements(article, reading):
        assert statement.content
        for span in (*statement.content, *statement.cue, *statement.source):
            assert 0 <= span.begin < span.end <= len(article.text)
        block = next(b for b in reading.blocks if b.span.begin <= statement.content[0].begin < b.span.end)
        assert statement.part is block.part
        assert statement.part not in (Part.CREDIT, Part.HINT)
