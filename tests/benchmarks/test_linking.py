"""The benchmark of linking: kinds of statements, causes of mistakes, scores."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.brat import GoldArticle, GoldStatement
from benchmarks.linking import Case, Places, kinds, linked, mistakes, score
from onrecord.types import Span, TagLabel
from tests.statements.pages import page_of

TEXT = "[S Lund] [C said] [T the levy was fair], and [C added] [T that it must stay]."


def case_of(text: str) -> Case:
    """Every tag of the text as the annotators would have joined it: the first source for every cue."""
    article, reading = page_of(text)
    row = {
        label: [tag.span for tag in reading.tags if tag.label.value == label] for label in ("source", "cue", "content")
    }
    statements = tuple(
        GoldStatement(tuple(row["source"][:1]), (cue,), (content,))
        for cue, content in zip(row["cue"], row["content"], strict=False)
    )
    spans = tuple((tag.label.value, tag.span) for tag in reading.tags)
    return Case(GoldArticle("a1", article.text, spans, statements), reading)


def test_tokens_are_those_that_share_a_letter() -> None:
    places = Places("Lund said: yes.")
    assert places.tokens([Span(2, 6)]) == {0, 1}
    assert places.tokens([Span(4, 5)]) == frozenset()
    assert places.marks == {2, 4}


def test_right_links_score_full_marks() -> None:
    result = score([case_of(TEXT)], linked)
    assert result["exact"]["f1"] == result["overlap"]["f1"] == 100
    assert result["kinds"]["shared source"] == {"statements": 2, "exact": 100.0, "overlap": 100.0}


def test_kinds_of_statements() -> None:
    case = case_of(TEXT)
    first, second = case.gold.statements
    assert kinds(first, case) == ["shared source"]
    split = replace(second, source=(), content=(Span(0, 4), second.content[0]))
    assert kinds(split, case) == ["discontinuous content", "no source"]
    inner = replace(second, cue=(Span(first.content[0].begin, first.content[0].begin + 3),))
    assert "nested" in kinds(inner, case)


def test_kinds_across_sentences_and_paragraphs() -> None:
    case = case_of("[S Lund] came. He [C said] [T yes].\n[T No].")
    first = case.gold.statements[0]
    assert kinds(first, case) == ["source in another sentence"]
    after = case.gold.text.index("No")
    assert "content in another sentence" in kinds(replace(first, content=(Span(after, after + 2),)), case)
    over = replace(first, content=(*first.content, Span(after, after + 2)))
    assert "content over paragraphs" in kinds(over, case)


def test_causes_of_mistakes() -> None:
    case = case_of(TEXT)
    assert mistakes([case]) == {"exact": {}, "overlap": {}}
    tags = case.reading.tags
    no_cues = replace(case.reading, tags=tuple(tag for tag in tags if tag.label is not TagLabel.CUE))
    assert mistakes([Case(case.gold, no_cues)])["overlap"] == {"reader: no cue": 2}
    last = tags[-1]
    longer = replace(case.reading, tags=(*tags[:-1], replace(last, span=Span(last.span.begin, last.span.end + 1))))
    assert mistakes([Case(case.gold, longer)]) == {"exact": {"convention: marks at the border": 1}, "overlap": {}}
