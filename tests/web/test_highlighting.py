"""Overlapping places in a text, and characters that a page cannot hold."""

from __future__ import annotations

import html
import re

import pytest

from onrecord.types import Block, Part, Span
from onrecord.web.highlighting import Highlight, Layer, marked_text

STRETCH = re.compile(
    r'<span(?: class="hit ([^"]*)")? data-b="(\d+)"(?: data-claims="([^"]*)")?>(.*?)</span>', re.DOTALL
)


def stretches(markup: str) -> list[tuple[int, str, str, str]]:
    """(begin, layers, claims, text) of every stretch of a text without controls."""
    return [(int(b), layers, claims, html.unescape(text)) for layers, b, claims, text in STRETCH.findall(markup)]


def test_overlaps_are_cut_where_anything_begins_or_ends() -> None:
    text = "She said we will never pay."
    found = stretches(
        marked_text(
            text,
            (),
            [
                Highlight(Span(0, 3), Layer.SOURCE, "statement-s"),
                Highlight(Span(4, 8), Layer.CUE, "statement-s"),
                Highlight(Span(9, 26), Layer.CONTENT, "statement-s"),
                Highlight(Span(0, 26), Layer.EVIDENCE, "position-p"),
                Highlight(Span(12, 26), Layer.EVIDENCE, "position-q"),
            ],
        )
    )
    assert "".join(text for *_, text in found) == text
    assert [(b, t) for b, _, _, t in found] == [
        (0, "She"), (3, " "), (4, "said"), (8, " "), (9, "we "), (12, "will never pay"), (26, "."),
    ]  # fmt: skip
    assert found[0][1:3] == ("in-evidence in-source", "statement-s position-p")
    assert found[5][1:3] == ("in-content in-evidence", "position-p statement-s position-q")
    assert found[6][1:3] == ("", "")


def test_a_claim_with_two_places_that_touch_stays_lit_over_both() -> None:
    found = stretches(
        marked_text(
            "abcdef", (), [Highlight(Span(0, 3), Layer.CONTENT, "x"), Highlight(Span(3, 6), Layer.CONTENT, "x")]
        )
    )
    assert [(t, c) for _, _, c, t in found] == [("abc", "x"), ("def", "x")]


def test_places_outside_of_the_text_are_left_out() -> None:
    found = stretches(
        marked_text("abc", (), [Highlight(Span(2, 9), Layer.CUE, "x"), Highlight(Span(1, 1), Layer.CUE, "y")])
    )
    assert found == [(0, "", "", "abc")]
    assert stretches(marked_text("", (), [])) == []


def test_long_texts_stand_in_pieces_that_break_at_lines() -> None:
    text = "A line of some words.\n" * 1_000
    body = (Block(Span(0, len(text)), Part.BODY),)
    markup = marked_text(text, body, [Highlight(Span(1_990, 2_500), Layer.CONTENT, "x")])
    assert "".join(t for *_, t in stretches(markup)) == text
    pieces = markup.split('<div class="lines">')[1:]
    assert len(pieces) > 5
    assert all(re.sub("<[^>]*>", "", piece).endswith("\n") for piece in pieces)
    assert all(piece.count('class="part') == 1 for piece in pieces)
    for tag in ("span", "div"):
        assert markup.count(f"<{tag}") == markup.count(f"</{tag}>")
    assert sum('data-claims="x"' in piece for piece in pieces) == 2


@pytest.mark.parametrize("text", ["x" * 20_000, "word " * 5_000, "x" * 2_000, "x" * 2_001, "a\n", ""])
def test_endless_lines_are_cut_somewhere(text: str) -> None:
    markup = marked_text(text, (), [])
    assert "".join(t for *_, t in stretches(markup)) == text
    assert all(len(t) <= 8_000 for *_, t in stretches(markup))


def test_begins_count_code_points() -> None:
    found = stretches(marked_text("🌉🌉 bridge", (), [Highlight(Span(3, 9), Layer.CUE, "x")]))
    assert found[1] == (3, "in-cue", "x", "bridge")


def test_parts_wrap_their_stretches() -> None:
    text = "Title\n\nBody"
    blocks = (Block(Span(0, 5), Part.HEADLINE), Block(Span(7, 11), Part.BODY))
    markup = marked_text(text, blocks, [Highlight(Span(3, 9), Layer.CONTENT, "x")])
    assert markup.count("<span") == markup.count("</span>")
    assert '<span class="part part-headline"><span data-b="0">Tit</span>' in markup
    assert '</span></span><span class="hit in-content" data-b="5" data-claims="x">\n\n</span>' in markup


def test_markup_is_text() -> None:
    markup = marked_text("<b>&amp;</b>", (), [Highlight(Span(0, 3), Layer.CUE, 'x" onclick="alert(1)')])
    assert "&lt;b&gt;" in markup
    assert "&amp;amp;" in markup
    assert 'onclick="' not in markup


def test_what_a_page_would_change_is_kept_apart() -> None:
    markup = marked_text("a\r\nb\rc\u202ed\x00e\tf\ufeff", (), [])
    assert '<span data-points="1"></span>\nb' in markup
    assert 'b<span class="line-end" data-points="1"></span>c' in markup
    assert 'data-code="U+202E"></span>d' in markup
    assert 'data-code="U+0000"></span>e\tf' in markup
    assert 'data-code="U+FEFF"' in markup
    assert not re.search("[\r\x00\u202e\ufeff]", markup)
    # every character of the text is either there or counted
    shown = re.sub(r"<[^>]*>", "", markup)
    assert len(shown) + markup.count("data-points") == len("a\r\nb\rc\u202ed\x00e\tf\ufeff")
