"""Quotation marks of all styles, balanced and not."""

from __future__ import annotations

import pytest

from onrecord.statements.quotation import quotations
from onrecord.types import Part
from tests.statements.pages import blocks_of


def found(text: str, *, nested: bool = False) -> list[str]:
    return [q.inner.of(text) for q in quotations(text, blocks_of(text)) if nested or not q.nested]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('"The bridge stays," she said.', ["The bridge stays,"]),
        ("“The bridge stays,” she said.", ["The bridge stays,"]),
        ("„Die Brücke bleibt“, sagte sie.", ["Die Brücke bleibt"]),
        ("«The bridge stays», she said.", ["The bridge stays"]),
        ("« The bridge stays », she said.", [" The bridge stays "]),
        ("»The bridge stays«, she said.", ["The bridge stays"]),
        ("”The bridge stays”, she said.", ["The bridge stays"]),
        ("``The bridge stays,'' she said.", ["The bridge stays,"]),
        ("''The bridge stays,'' she said.", ["The bridge stays,"]),
        ("‘The bridge stays,’ she said.", ["The bridge stays,"]),
        ("'The bridge stays,' she said.", ["The bridge stays,"]),
        ("‹The bridge stays›, she said.", ["The bridge stays"]),
    ],
)
def test_every_style_of_marks(text: str, inner: list[str]) -> None:
    assert found(text) == inner


def test_a_quote_split_by_its_cue_gives_two() -> None:
    text = '"We have waited," he said, "for ten years."'
    assert found(text) == ["We have waited,", "for ten years."]


def test_another_mark_may_close() -> None:
    assert found('“The levy is fair." That was all.') == ["The levy is fair."]
    assert found('"The levy is fair. .”') == ["The levy is fair. ."]
    assert found("»The levy is fair.” That was all.") == ["The levy is fair."]


@pytest.mark.parametrize(
    "text",
    [
        "The farmers' union and the minister's office don't agree.",
        "In the '90s the countries’ ferries weren't full.",
        "The mast is 6'2\" high and the gate 5' 10\" wide.",
        "Rock 'n' roll is not 'til Monday.",
    ],
)
def test_apostrophes_and_inches_are_no_quotations(text: str) -> None:
    assert found(text) == []


def test_apostrophes_inside_single_marks() -> None:
    text = "'The farmers' ferry doesn't sail,' he said."
    assert found(text) == ["The farmers' ferry doesn't sail,"]


def test_nested_quotations_stay_inside() -> None:
    text = "\"He told me 'never again' and left,\" she said."
    assert found(text) == ["He told me 'never again' and left,"]
    assert found(text, nested=True) == ["He told me 'never again' and left,", "never again"]


def test_the_same_marks_nested() -> None:
    text = '"There are no "ifs". We must build the bridge," he said.'
    assert found(text) == ['There are no "ifs". We must build the bridge,']


def test_a_closer_that_nobody_opened_prolongs_the_quotation_before() -> None:
    text = 'He went on: “Who pays for it? You sent no money." or bricks, and now you rage?" That is not how it works."'
    assert found(text) == [
        'Who pays for it? You sent no money." or bricks, and now you rage?" That is not how it works.'
    ]


def test_a_missing_opener_is_taken_from_the_sentence() -> None:
    assert found("We will build the bridge,” the mayor said.") == ["We will build the bridge,"]
    assert found("The mayor said: We will build the bridge.”") == ["We will build the bridge."]


def test_a_missing_closer_ends_before_the_cue_or_with_the_paragraph() -> None:
    assert found('"We will build it, he said. "It will stand for long."') == [
        "We will build it,",
        "It will stand for long.",
    ]
    text = '"We will build it and it will stand.\nThe council meets on Monday.'
    assert found(text) == ["We will build it and it will stand."]
    assert not quotations(text, blocks_of(text))[0].closed


def test_each_paragraph_reopened() -> None:
    text = "“We begin today.\n“We end tomorrow,” she said.\nThe council met."
    first, second = quotations(text, blocks_of(text))
    assert (first.closed, first.continues) == (False, False)
    assert (second.closed, second.continues) == (True, True)


def test_closed_only_in_a_later_paragraph() -> None:
    text = '“We begin today.\nThere is a lot to do." The council met.'
    first, second = quotations(text, blocks_of(text))
    assert second.inner.of(text) == "There is a lot to do."
    assert second.continues
    assert not first.closed


def test_a_paragraph_with_its_own_quotation_ends_an_unclosed_one() -> None:
    text = '“We begin today.\nThe mayor spoke of a "good day" for all.'
    assert [q.continues for q in quotations(text, blocks_of(text))] == [False, False]


def test_credits_and_hints_are_not_read() -> None:
    text = 'Photo: "Blue" agency\n"We begin today," she said.'
    blocks = blocks_of(text, (Part.CREDIT,))
    assert [q.inner.of(text) for q in quotations(text, blocks)] == ["We begin today,"]


@pytest.mark.parametrize("text", ["", '"', '""', "“", "”", "' ' '", '" " "', "«»", "'''", '"“”"'])
def test_marks_alone_do_no_harm(text: str) -> None:
    for quotation in quotations(text, blocks_of(text)):
        assert quotation.span.covers(quotation.inner)


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("&ldquo;The bridge stays,&rdquo; she said.", ["The bridge stays,"]),
        ("&#8220;The bridge stays,&#8221; she said.", ["The bridge stays,"]),
        ('""The bridge stays,"" she said.', ["The bridge stays,"]),
        ("„The bridge stays», she said.", ["The bridge stays"]),
        ('"The 60" mast stays," she said.', ['The 60" mast stays,']),
        ("'It's the cod 'n' the oil,' she said.", ["It's the cod 'n' the oil,"]),
        ("—The bridge stays —said Ana Ruiz—. It was paid for.", ["The bridge stays", "It was paid for."]),
        ("— The bridge stays, said Ana Ruiz. The council met.", ["The bridge stays,"]),
        ('"The bridge stays, the mayor, Ana Ruiz, said. It rained.', ["The bridge stays,"]),
    ],
)
def test_conventions_of_many_presses(text: str, inner: list[str]) -> None:
    assert found(text) == inner


def test_a_single_mark_reopens_its_paragraph() -> None:
    text = "'We begin today, and we know it.\n'We end tomorrow,' she said."
    first, second = quotations(text, blocks_of(text))
    assert (first.closed, second.closed, second.continues) == (False, True, True)


def test_inches_do_not_close_what_nobody_opened() -> None:
    assert found('A 60" screen fell. "It missed me," she said.') == ["It missed me,"]
