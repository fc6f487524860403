"""What marks decide over other links."""

from __future__ import annotations

from onrecord.statements.linking import Attribution
from onrecord.statements.page import Page
from onrecord.statements.settling import settle
from onrecord.types import Span, Tag, TagLabel
from tests.statements.pages import page_of

TEXT = 'Ek saw it. "We stay," said Lund.'
QUOTATION, SAW, SAID, LUND = Span(11, 21), Span(3, 6), Span(22, 26), Span(27, 31)


def page() -> Page:
    laid_out = Page(*page_of(TEXT))
    laid_out.reported = {QUOTATION.begin: (SAID, LUND)}
    return laid_out


def test_a_quotation_moves_to_the_clause_beside_it_with_its_source() -> None:
    wrong, right = Attribution([SAW], [], [QUOTATION]), Attribution([SAID], [], [])
    made = settle(page(), [wrong, right], [Tag(TagLabel.SOURCE, LUND, 0.9)])
    assert (made[0].content, made[1].content, made[1].source) == ([], [QUOTATION], [LUND])


def test_what_is_left_with_nothing_goes() -> None:
    made = settle(page(), [Attribution(content=[QUOTATION]), Attribution([SAID], [LUND], [])], [])
    assert [a.content for a in made] == [[QUOTATION]]


def test_narration_of_another_sentence_is_taken_from_a_quotation() -> None:
    (made,) = settle(page(), [Attribution([SAID], [LUND], [Span(0, 9), QUOTATION])], [])
    assert made.content == [QUOTATION]
