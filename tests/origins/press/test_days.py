import pytest

from onrecord.origins.press.days import day_in, only_day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("8 mars 2024", "2024-03-08"),
        ("Freitag, 8. März 2024", "2024-03-08"),
        ("July 26, 2008 Saturday", "2008-07-26"),
        ("1er avril 2024", "2024-04-01"),
        ("8 de marzo de 2024", "2024-03-08"),
        ("Dienstag 10.Dezember 2019", "2019-12-10"),
        ("décembre 10 2019", "2019-12-10"),
        ("10 décembre 2019 mardi 3:00 AM GMT", "2019-12-10"),
        ("Politique, vendredi 8 mars 2024 - 14:05 UTC +0100 845 mots, p. 5", "2024-03-08"),
        ("2024-03-08", "2024-03-08"),
        ("08.03.2024", "2024-03-08"),
        ("March 2024", None),
        ("31 February 2013", None),
        ("03/04/2024", None),
        ("Copyright 2011 The 12 Company 2012", None),
        ("", None),
    ],
)
def test_a_day_is_read_in_many_languages_and_never_guessed(line: str, day: str | None) -> None:
    assert day_in(line) == day


def test_a_sentence_with_a_day_is_no_date_line() -> None:
    assert only_day("Friday, 8 March 2024, Late Edition") == "2024-03-08"
    assert only_day("On 8 March 2024 the assembly met in the old hall and voted on the levy once more") is None
