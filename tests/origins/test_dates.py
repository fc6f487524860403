from datetime import date

import pytest

from onrecord.errors import InputError
from onrecord.origins.dates import parse_day


@pytest.mark.parametrize(
    "value",
    [
        "2024-03-08",
        " 2024-03-08T23:30:00Z",
        "2024-03-08 10:00:00+02:00",
        "20240308",
        "2024/03/08",
        "8 March 2024",
        "8th of March 2024",
        "March 8, 2024",
        "Mar 8, 2024, 10:15 a.m.",
        "Friday, 8 March 2024",
        "Fri, 08 Mar 2024 10:00:00 GMT",
        "8.3.2024",
        "08.03.2024",
        "1709856000",
        "1709856000000",
    ],
)
def test_days_that_are_plain(value: str) -> None:
    assert parse_day(value) == date(2024, 3, 8)


def test_numbers_that_can_only_be_a_day_tell_the_order() -> None:
    assert parse_day("13/04/2024") == date(2024, 4, 13) == parse_day("04/13/2024") == parse_day("13-04-2024")
    assert parse_day("04/04/2024") == date(2024, 4, 4)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("03/04/2024", "can be 3 April or 4 March; write it as 2024-04-03 or 2024-03-04"),
        ("2024-13-40", "no such day"),
        ("31/02/2024", "no such day"),
        ("2024", "cannot be read"),
        ("March 2024", "cannot be read"),
        ("8 March", "cannot be read"),
        ("yesterday", "cannot be read"),
        ("2 days ago", "cannot be read"),
        ("8 März 2024", "cannot be read"),
        ("x" * 500, "cannot be read"),
    ],
)
def test_days_are_never_guessed(value: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        parse_day(value)
