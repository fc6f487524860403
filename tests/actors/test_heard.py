"""Names as they are looked for, and the quick look that spares comparing most of those that sound alike."""

import pytest

from onrecord.actors.heard import given_keys, heard, spelt_apart


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("Volodymyr Zelensky", "Wolodymyr Selenskyj", False),
        ("Emmanuel Macron", "Emmanuel Macon", False),
        ("Bill Clinton", "William Clinton", False),
        ("Orban Viktor", "Viktor Orbán", False),
        ("Petra Nováková", "Petra Novak", False),
        ("Pak Yŏng-su", "Park Young-soo", False),
        ("Владимир Путин", "Vladimir Putin", False),
        ("Mario Gozanen", "Marie Heizon", True),
        ("Joel Ber", "Joel Wuersky", True),
        ("Joyce Treweski", "Zach Trous", True),
    ],
)
def test_a_quick_look_passes_over_what_can_not_be_one(one: str, other: str, apart: bool) -> None:
    assert spelt_apart(one, other) is spelt_apart(other, one) is apart


def test_a_middle_name_may_be_a_part_of_the_family_name() -> None:
    assert heard("Ana Lind Berg").given == "ana"
    assert set(heard("Ana Berg").families) < set(heard("Ana Lind Berg").families)
    assert heard("Berg").given == ""


def test_an_initial_meets_names_and_names_meet_initials() -> None:
    filed, sought = given_keys("john")
    initial_filed, initial_sought = given_keys("j")
    assert not filed.isdisjoint(initial_sought)
    assert not initial_filed.isdisjoint(sought)
    assert filed.isdisjoint(given_keys("m")[1])
