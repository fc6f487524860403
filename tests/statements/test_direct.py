"""Quotations with their clause, label or headline, whatever the reader tagged."""

from __future__ import annotations

import pytest

from onrecord.statements import find_statements
from onrecord.types import Part, Statement, StatementKind
from tests.statements.pages import page_of, told


def read(text: str, **options: object) -> tuple[list[tuple[str, str, str]], tuple[Statement, ...]]:
    article, reading = page_of(text, **options)  # type: ignore[arg-type]
    found = find_statements(article, reading)
    return [told(article, statement) for statement in found], found


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('"The toll goes," said Ada Lund.', ("Ada Lund", "said", '"The toll goes,"')),
        ('"Enough!" shouted Ada Lund.', ("Ada Lund", "shouted", '"Enough!"')),
        ("„The toll goes“, said Ada Lund.", ("Ada Lund", "said", "„The toll goes“")),
        ("« The toll goes », said Ada Lund.", ("Ada Lund", "said", "« The toll goes »")),
        ("&quot;The toll goes,&quot; said Ada Lund.", ("Ada Lund", "said", "&quot;The toll goes,&quot;")),
        ("— The toll goes, said Ada Lund.", ("Ada Lund", "said", "— The toll goes,")),
        ("—The toll goes —said Ada Lund.", ("Ada Lund", "said", "—The toll goes")),
        ('Ada Lund: "The toll goes now."', ("Ada Lund", ":", '"The toll goes now."')),
    ],
)
def test_the_clause_beside_a_quotation_gives_its_speaker(text: str, line: tuple[str, str, str]) -> None:
    lines, statements = read(text, pos={"shouted": "VERB", "goes": "VERB"})
    assert lines == [line]
    assert statements[0].kind is StatementKind.DIRECT


def test_a_comma_behind_the_closing_mark_is_not_part_of_the_words() -> None:
    lines, _ = read("[T „The toll goes“,] [C said] [S Ada Lund].", pos={"goes": "VERB"})
    assert lines == [("Ada Lund", "said", "„The toll goes“")]


def test_a_source_that_names_nobody_gives_way() -> None:
    words = {"its": "PRON", "editor": "NOUN", "closed": "VERB", "explained": "VERB"}
    lines, _ = read('[T "We closed,"] [C explained] [S its] editor.', pos=words)
    assert lines == [("its editor", "explained", '"We closed,"')]


def test_a_paragraph_with_a_dash_and_no_speaker_is_no_speech() -> None:
    assert read("— The budget was passed, and the session closed at noon.")[0] == []


def test_a_headline_has_the_speaker_of_the_report_below() -> None:
    text = '"This is our last year"\nThe mill will close. "We tried all we could," said Ada Lund.'
    lines, statements = read(text, parts=(Part.HEADLINE, Part.BODY), pos={"is": "AUX", "tried": "VERB"})
    assert lines[0] == ("(Ada Lund)", "", '"This is our last year"')
    assert statements[0].part is Part.HEADLINE


def test_words_of_nobody_are_kept_without_a_speaker() -> None:
    lines, (statement,) = read(
        '"Where are the swallows?" Such questions are heard.', pos={"are": "AUX", "heard": "VERB"}
    )
    assert lines == [("", "", '"Where are the swallows?"')]
    assert (statement.source, statement.holder) == ((), None)


@pytest.mark.parametrize(
    "text",
    [
        'The play "Who Stole The Moon?" opens on Friday.',
        'The ship "Sea Rose" and the ferry "Santa Clara" met.',
        'Al "Two Hats" Greco was there.',
        "A “fast track” exists on paper only.",
        'They use 2" nails and 4" boards for the farmers\' fences.',
    ],
)
def test_names_titles_and_measures_are_no_statements(text: str) -> None:
    assert read(text, pos={"Stole": "VERB", "opens": "VERB", "exists": "VERB"})[0] == []
