"""Days that words name, against the article's day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.statements.dates import expressions, resolve, time_words
from onrecord.types import DateInterval

SUNDAY = date(2025, 3, 16)


def days(first: str, last: str | None = None) -> DateInterval:
    return DateInterval(date.fromisoformat(first), date.fromisoformat(last or first))


def named(text: str, day: date | None = SUNDAY) -> list[DateInterval | None]:
    return [resolve(expression, day) for expression in expressions(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Friday", days("2025-03-14")),
        ("Monday evening", days("2025-03-10")),
        ("On Sunday", days("2025-03-16")),
        ("Last Sunday", days("2025-03-09")),
        ("Friday of last week", days("2025-03-07")),
        ("last week on Friday", days("2025-03-07")),
        ("Thursday and Friday", days("2025-03-13", "2025-03-14")),
        ("Saturday to Monday", days("2025-03-08", "2025-03-10")),
        ("yesterday", days("2025-03-15")),
        ("the day before yesterday", days("2025-03-14")),
        ("overnight", days("2025-03-15", "2025-03-16")),
        ("this morning", days("2025-03-16")),
        ("this week", days("2025-03-10", "2025-03-16")),
        ("this month", days("2025-03-01", "2025-03-16")),
        ("last month", days("2025-02-01", "2025-02-28")),
        ("last week", days("2025-03-03", "2025-03-09")),
        ("last year", days("2024-01-01", "2024-12-31")),
        ("the weekend", days("2025-03-15", "2025-03-16")),
        ("last weekend", days("2025-03-08", "2025-03-09")),
        ("in December", days("2024-12-01", "2024-12-31")),
        ("in March", days("2025-03-01", "2025-03-16")),
        ("last March", days("2024-03-01", "2024-03-31")),
        ("in May 2019", days("2019-05-01", "2019-05-31")),
        ("mid-January", days("2025-01-11", "2025-01-20")),
        ("the end of February", days("2025-02-21", "2025-02-28")),
        ("early 2024", days("2024-01-01", "2024-04-30")),
        ("in November and December", days("2024-11-01", "2024-12-31")),
        ("in 2018", days("2018-01-01", "2018-12-31")),
        ("last summer", days("2024-06-01", "2024-08-31")),
        ("last winter", days("2024-12-01", "2025-02-28")),
        ("the spring of 2020", days("2020-03-01", "2020-05-31")),
        ("March 3", days("2025-03-03")),
        ("3 March 2024", days("2024-03-03")),
        ("Nov. 12", days("2024-11-12")),
        ("the 1st of March", days("2025-03-01")),
        ("Thursday, 5 October 2017,", days("2017-10-05")),
        ("2 to 4 March", days("2025-03-02", "2025-03-04")),
        ("March 3-5, 2023", days("2023-03-03", "2023-03-05")),
        ("2023-07-01", days("2023-07-01")),
        ("01.07.2023", days("2023-07-01")),
        ("Three days ago", days("2025-03-13")),
        ("two weeks ago", days("2025-02-24", "2025-03-02")),
        ("a fortnight ago", days("2025-02-24", "2025-03-02")),
        ("Two months ago", days("2025-01-01", "2025-01-31")),
        ("a few days ago", days("2025-03-09", "2025-03-14")),
    ],
)
def test_an_expression_means_days_that_are_past(text: str, expected: DateInterval) -> None:
    assert named(text) == [expected]


@pytest.mark.parametrize(
    "text", ["31 February", "20 April", "in May 2031", "2025-13-01", "in 2031", "this Monday night"]
)
def test_what_is_no_past_day_means_none(text: str) -> None:
    expected = [days("2025-03-10")] if text.startswith("this") else [None]
    assert named(text) == expected


@pytest.mark.parametrize(
    "text", ["The march on the harbour may go on.", "may 3", "Clara May", "second", "a Fridayish day"]
)
def test_other_words_name_no_day(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Friday", None),
        ("3 March", None),
        ("last month", None),
        ("the day before", None),
        ("in March", None),
        ("Monday, 3 March 2025", days("2025-03-03")),
        ("June 2019", days("2019-06-01", "2019-06-30")),
    ],
)
def test_an_article_without_a_date_has_only_full_dates(text: str, expected: DateInterval | None) -> None:
    assert named(text, None) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the day before", days("2025-03-04")),
        ("a day earlier", days("2025-03-04")),
        ("the next day", days("2025-03-06")),
        ("two days later", days("2025-03-07")),
        ("a week earlier", days("2025-02-26")),
        ("the same day", days("2025-03-05")),
        ("later that day", days("2025-03-05")),
        ("the following month", None),
        ("three weeks later", None),
    ],
)
def test_some_count_from_the_day_named_before(text: str, expected: DateInterval | None) -> None:
    (expression,) = expressions(text, 0, len(text))
    assert expression.anchored
    assert resolve(expression, SUNDAY, days("2025-03-05")) == expected


_TIME = [*time_words()["weekdays"], *time_words()["months"], *time_words()["numbers"], *time_words()["seasons"]]
_OTHER = "last this the in of ago day days week month year earlier later before after same 3 31 99 1999 0000 9999 - . ,"


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([*_TIME, *_OTHER.split()]), max_size=8).map(" ".join),
    st.none() | st.dates(),
)
def test_no_words_and_no_day_break_it(words: str, day: date | None) -> None:
    text = words.title()
    for expression in expressions(text, 0, len(text)):
        assert expression.span.of(text).strip()
        for before in (None, DateInterval(date.min, date.min), DateInterval(date.max, date.max)):
            found = resolve(expression, day, before)
            if found is not None:
                assert found.first <= found.last
                assert day is None or found.last <= day
