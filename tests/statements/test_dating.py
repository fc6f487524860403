"""Which day of a sentence is that of the saying."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.statements import find_statements
from onrecord.types import DateInterval
from tests.statements.pages import page_of

WEDNESDAY = date(2024, 5, 15)
VERBS = {"closed": "VERB", "elected": "VERB", "published": "VERB", "arrived": "VERB", "burned": "VERB", "and": "CCONJ"}


def days(first: str, last: str | None = None) -> DateInterval:
    return DateInterval(date.fromisoformat(first), date.fromisoformat(last or first))


def dated(text: str, published: date | None = WEDNESDAY) -> list[DateInterval | None]:
    return [s.said_on for s in find_statements(*page_of(text, published=published, pos=VERBS))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[S Lund] [C said] on Friday that [T the toll stays].", days("2024-05-10")),
        ("On Friday, [S Lund] [C said] [T the toll stays].", days("2024-05-10")),
        ("[S Lund] on Friday [C said] [T the toll stays].", days("2024-05-10")),
        ("[S Lund] [C said Friday] [T the toll stays].", days("2024-05-10")),
        ("[T The toll stays], [S Lund] [C said] late on Tuesday.", days("2024-05-14")),
        ("[T “The toll stays for now,”] [S Lund] [C said] on Tuesday.", days("2024-05-14")),
        ("In an interview published Sunday, [S Lund] [C said] [T the toll stays].", days("2024-05-12")),
        ("[S Lund], who was elected in March, [C said] on Monday [T the toll stays].", days("2024-05-13")),
        ("[S Lund] [C told] Sunday's Gazette [T the toll stays].", days("2024-05-12")),
        ("[S Lund] [C said] at Monday's meeting that [T the toll stays].", days("2024-05-13")),
        ("[S Lund] arrived on Monday and [C said] [T the toll stays].", days("2024-05-13")),
        ("As he arrived on Monday, [S Lund] [C said] [T the toll stays].", days("2024-05-13")),
        ("The bridge closed on 6 May. A day earlier, [S Lund] [C said] [T the toll stays].", days("2024-05-05")),
        ("At a fair on Monday and Tuesday [S Lund] [C said] [T the toll stays].", days("2024-05-13", "2024-05-14")),
    ],
)
def test_the_day_of_the_saying(text: str, expected: DateInterval) -> None:
    assert dated(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "[S Lund] [C said] [T the toll ends on Friday].",
        "[T “The toll ended on Friday,”] [S Lund] [C said].",
        "Ahead of Friday's summit, [S Lund] [C said] [T the toll stays].",
        "[S Lund] [C said] before a vote on Friday that [T the toll stays].",
        "[S Lund], elected on Friday, [C said] [T the toll stays].",
        "[S The bridge guild], which closed its hall on Friday, [C said] [T the toll stays].",
        "The bridge burned on Friday, and [S Lund] [C said] [T the toll stays].",
        "[S Lund] will [C say] on Friday whether [T the toll stays].",
        "[S Lund] is expected to [C say] on Friday that [T the toll stays].",
        "Since Friday [S Lund] [C said] [T the toll stays].",
        "Every Friday [S Lund] [C says] [T the toll stays].",
        "[S Lund] [C told] the Sunday Gazette [T the toll stays].",
        "[S Lund] [C said] two days after the fire of Friday that [T the toll stays].",
        "[S Lund] [C said] [T the toll stays].",
    ],
)
def test_another_day_is_not_that_of_the_saying(text: str) -> None:
    assert dated(text) == [None]


def test_each_of_two_sayings_has_its_own_day() -> None:
    text = "[S Lund] [C said on Monday] that [T tolls rise], but [S Roe] [C said on Tuesday] that [T tolls fall]."
    assert dated(text) == [days("2024-05-13"), days("2024-05-14")]


def test_a_saying_that_goes_on_keeps_its_day() -> None:
    text = "[S Lund] [C said] on Monday that [T tolls rise]. [S He] [C added] that [T they rise soon]."
    assert dated(text) == [days("2024-05-13")] * 2


def test_somebody_else_or_another_paragraph_does_not_go_on() -> None:
    text = "[S Lund] [C said] on Monday [T tolls rise]. [S Roe] [C said] [T tolls fall].\n[S He] [C said] [T it rains]."
    assert dated(text) == [days("2024-05-13"), None, None]


def test_without_a_date_of_the_article_a_full_date_alone_counts() -> None:
    assert dated("[S Lund] [C said] on Friday that [T the toll stays].", None) == [None]
    assert dated("[S Lund] [C said] on 3 May 2024 that [T the toll stays].", None) == [days("2024-05-03")]
