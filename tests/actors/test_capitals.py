"""Names in capitals only get usual letters; the article's own writing stays an alias."""

from __future__ import annotations

import pytest

from onrecord.actors.capitals import usual_letters
from tests.actors.building import actor, resolved


@pytest.mark.parametrize(
    ("printed", "usual"),
    [
        ("IMAMURA", "Imamura"),
        ("O'BRIEN", "O'Brien"),
        ("McCAIN", "McCain"),
        ("MCCAIN", "McCain"),
        ("LaHOOD", "LaHood"),
        ("VAN DER MEER", "van der Meer"),
        ("DE LA CRUZ", "de la Cruz"),
        ("OCASIO-CORTEZ", "Ocasio-Cortez"),
        ("Emmanuel MOREL", "Emmanuel Morel"),
        ("ANNA ŻAK", "Anna Żak"),
        ("CHARLES III", "Charles III"),
        ("JD MARSH", "JD Marsh"),
        ("LEE", "Lee"),
        ("JFK", "JFK"),
        ("J. R. MARSH", "J. R. Marsh"),
        ("Anna Kern", "Anna Kern"),
        ("Ana de la Cruz", "Ana de la Cruz"),
    ],
)
def test_usual_letters(printed: str, usual: str) -> None:
    assert usual_letters(printed) == usual


def test_the_article_s_own_letters_come_first() -> None:
    assert usual_letters("DI MARCO", ["Di Marco", "DI MARCO"]) == "Di Marco"


def test_a_person_in_capitals_has_a_usual_name_and_keeps_what_was_written() -> None:
    found = resolved("Dr. IMAMURA came late. Dr. IMAMURA said that the bridge is unsafe.", people=["IMAMURA"])
    person = actor(found, "person:imamura")
    assert (person.name, person.aliases) == ("Imamura", ("IMAMURA",))
