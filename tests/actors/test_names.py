"""Which names are one person's."""

import pytest

from onrecord.actors.names import SAME, block_keys, parse, same_person, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stephane Sejournay", "Stéphane Séjourné"),
        ("Volodymyr Zelenskyy", "Wolodymyr Selenskyj"),
        ("Emmanuel Macon", "Emmanuel Macron"),
        ("Sergey Lavrov", "Sergei Lawrow"),
        ("Klaus Müller", "Klaus Mueller"),
        ("Viktor Orbán", "Orban Viktor"),
        ("Joe Biden", "Joseph R. Biden"),
        ("J. Biden", "Joe Biden"),
        ("Ursula von der Leyen", "Ursula Leyen"),
        ("Annegret Kramp-Karrenbauer", "Annegret Karrenbauer"),
        ("Pedro Sánchez", "Pedro Sanchez Perez-Castejon"),
        ("Mr. Jens Stoltenberg", "Jens Stoltenberg"),
        ("George Bush", "George W. Bush"),
    ],
)
def test_variants_are_one_person(one: str, other: str) -> None:
    assert same_person(one, other) >= SAME
    assert same_person(one, other) == same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bill Clinton", "Hillary Clinton"),
        ("Lech Kaczyński", "Jarosław Kaczyński"),
        ("George H. W. Bush", "George W. Bush"),
        ("Donald Trump", "Donald Trump Jr."),
        ("Jan Novak", "Jana Novak"),
        ("Maria Rossi", "Mario Rossi"),
        ("Angela Merkel", "Friedrich Merz"),
        ("John Kerry", "John Kelly"),
        ("Robert Fico", "Roberta Metsola"),
    ],
)
def test_different_persons_stay_apart(one: str, other: str) -> None:
    assert same_person(one, other) < 0.6


def test_a_bare_surname_never_reaches_certainty() -> None:
    assert same_person("Tusk", "Donald Tusk") == pytest.approx(0.9)


def test_short_surnames_must_agree_in_full() -> None:
    assert same_person("Rama", "Lama") < 0.6
    assert same_person("Merz", "Mertz") < same_person("Sejourne", "Sejournay") + 0.2


def test_particles_belong_to_the_family_name() -> None:
    assert parse("Ursula von der Leyen").family == ("von", "der", "leyen")
    assert parse("Guy Verhofstadt").given == ("guy",)


def test_transliterations_share_a_skeleton() -> None:
    assert skeleton("Zelensky") == skeleton("Selenskyj")


def test_a_slip_of_the_pen_shares_a_block() -> None:
    assert block_keys("Emmanuel Macon") & block_keys("Emmanuel Macron")
    assert not block_keys("Donald Tusk") & block_keys("Angela Merkel")
