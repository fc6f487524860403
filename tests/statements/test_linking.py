"""Which parts are joined: order, distance, sentences, paragraphs, shared and missing sources."""

from __future__ import annotations

import time

import pytest

from onrecord.statements.linking import link
from onrecord.statements.page import Page
from tests.statements.pages import page_of


def joined(text: str) -> list[tuple[str, str, str]]:
    """Source, cue and content in words, of all that has a content."""
    article, reading = page_of(text)
    made = link(Page(article, reading), reading.tags)
    return [
        tuple(" … ".join(span.of(article.text) for span in spans) for spans in (one.source, one.cue, one.content))  # type: ignore[misc]
        for one in made
        if one.content
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "[S The mayor] [C said] [T that the bridge would close].",
            [("The mayor", "said", "that the bridge would close")],
        ),
        (
            "[T The bridge will close], [C according to] [S the mayor].",
            [("the mayor", "according to", "The bridge will close")],
        ),
        (
            '[T "We will wait,"] [C said] [S the mayor], [T "for ten years if we must."]',
            [("the mayor", "said", '"We will wait," … "for ten years if we must."')],
        ),
        (
            "[S Lund] [C said] [T the levy was fair] and [C added] [T that the council must vote].",
            [("Lund", "said", "the levy was fair"), ("Lund", "added", "that the council must vote")],
        ),
        (
            "[S Lund] [C said] [T the levy was fair]. [S Moreau] [C denied] [T that it was].",
            [("Lund", "said", "the levy was fair"), ("Moreau", "denied", "that it was")],
        ),
        (
            '[T "It is fair,"] [S Lund] [C said]. [T "It is not,"] [S Moreau] [C said].',
            [("Lund", "said", '"It is fair,"'), ("Moreau", "said", '"It is not,"')],
        ),
    ],
)
def test_what_belongs_together(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert joined(text) == wanted


def test_a_source_of_another_paragraph_is_not_borrowed() -> None:
    assert joined("[S Lund] arrived late.\n\nIt was [C announced] [T that the bridge would close].") == [
        ("", "announced", "that the bridge would close")
    ]


def test_a_content_without_a_cue_near_stays_alone() -> None:
    lines = joined('[S Lund] [C said] [T the levy was fair].\n\nNothing else was heard.\n\n[T "We will wait."]')
    assert lines[-1] == ("", "", '"We will wait."')


def test_no_tag_is_used_for_two_contents() -> None:
    article, reading = page_of("[S Lund] [C said] [T yes] and [S he] [C said] [T no], [T never], [C said] [S Moreau]. ")
    made = link(Page(article, reading), reading.tags)
    contents = [span for one in made for span in one.content]
    assert len(contents) == len(set(contents)) == 3


def test_a_text_without_paragraphs_takes_no_square_of_its_length() -> None:
    sentence = "[S Lund] [C said] [T that the bridge would close soon]. "
    spent = []
    for many in (200, 800):
        article, reading = page_of(sentence * many)
        page = Page(article, reading)
        begun = time.process_time()
        assert len(link(page, reading.tags)) == many
        spent.append(time.process_time() - begun)
    assert spent[1] < 10 * spent[0] + 0.5
