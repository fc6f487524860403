"""Numbers in words and in digits are one figure."""

import re

import pytest

from onrecord.statements.figures import figured, is_figure, ungrouped


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("twenty-six million tonnes", "26000000 tonnes"),
        ("1.2 million children", "1200000 children"),
        ("13,400 cases and 13 400 cases", "13400 cases and 13400 cases"),
        ("two hundred and six", "206"),
        ("four hundred firms and two banks", "400 firms and 2 banks"),
        ("by nineteen ninety-nine", "by 1999"),
        ("september 1st", "september 1"),
        ("a 20mph limit", "a 20 mph limit"),
        ("one of us, no one, the second time", "one of us no one the second time"),
        ("hundreds of people", "hundreds of people"),
        ("half a million and a hundred", "500000 and 100"),
        ("two and a half million", "2500000"),
        ("1,5 per cent at 10:30", "1.5 per cent at 10.3"),
        ("30k", "30000"),
        ("twenty first century", "21 century"),
    ],
)
def test_a_number_is_one_plain_figure(text: str, plain: str) -> None:
    assert " ".join(figured(re.findall(r"[a-z0-9.]+", ungrouped(text)))) == plain


def test_what_is_a_figure() -> None:
    assert is_figure("206")
    assert not is_figure("two")
    assert not is_figure("")
