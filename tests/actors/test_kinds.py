"""A name behind the word for what bears it is that name's organisation."""

import pytest

from tests.actors.building import actor, at, resolved, span, who


@pytest.mark.parametrize(
    ("text", "phrase", "actors"),
    [
        ("The opposition party Clear Harbour is against it.", "Clear Harbour", ("party:clear-harbour",)),
        ("The trade union alliance Dockers' Voice Nordland opposes it.", "Voice", ("org:dockers-voice-nordland",)),
        ("The police union BdX has long been demanding a toll.", "BdX", ("org:bdx",)),
        ("The opposition CDU called for a toll.", "opposition", ("party:de-cdu",)),
        ("The governing party Fidesz rejected a toll.", "party", ("party:hu-fidesz",)),
    ],
)
def test_the_descriptor_belongs_to_the_name(text: str, phrase: str, actors: tuple[str, ...]) -> None:
    assert who(text, phrase) == actors


def test_an_adjective_may_open_the_name() -> None:
    text = "The opposition Democratic Harbour Coalition accused the government."
    assert who(text, "opposition") == ("org:democratic-harbour-coalition",)


def test_a_shipping_company_is_no_person_though_its_name_sounds_like_one() -> None:
    text = "Shipping company Minerva Bay said no."
    assert who(text, "Minerva Bay", people=["Minerva Bay"]) == ("org:minerva-bay",)


@pytest.mark.parametrize(
    "text",
    [
        "The union Monday rejected the toll.",
        "The company Peter Moreau founded rejected the toll.",
        "The union President Peter Moreau rejected it.",
    ],
)
def test_no_name_is_made_of_a_day_or_a_person(text: str) -> None:
    found = resolved(text, people=["Peter Moreau"])
    assert not [a for a in found.actors if "monday" in a.id or a.id == "org:peter-moreau"]


def test_a_german_company_counts_for_germany() -> None:
    text = "The German company Nordwerk is for it."
    assert actor(resolved(text), at(resolved(text), span(text, "Nordwerk"))[0]).state == "state:DE"
