import pytest

from onrecord.imports.gathering import Gathering, day_of, role_of, spans_of, split, stance_of
from onrecord.types import ActorKind, Span, Stance


@pytest.mark.parametrize(
    ("name", "label", "stance"),
    [
        ("Toll: against", "Toll", Stance.OPPOSES),
        ("Toll (pro)", "Toll", Stance.SUPPORTS),
        ("Toll - Neutral", "Toll", Stance.UNDECIDED),
        ("Bridge: a toll", "Bridge: a toll", None),
        ("against", "against", None),
    ],
)
def test_the_stance_at_the_end_of_a_name(name: str, label: str, stance: Stance | None) -> None:
    assert split(name) == (label, stance)


def test_words_for_roles_and_stances() -> None:
    assert [role_of(word) for word in ("Speakers", "Organisations", "people", "Parties", "Policy", "Money")] == [
        *("actor", "organization", "actor", "organization", "option", None),
    ]
    assert stance_of(" In  favour ") is Stance.SUPPORTS
    assert stance_of("maybe so") is None


def test_actors_by_name_and_id() -> None:
    gathering = Gathering("x", "Issue")
    assert gathering.actor("Orla Brück [orla]", ActorKind.PERSON) == "orla"
    assert gathering.actor("Orla Brück") == "orla"
    assert gathering.actor("Norland", None, {"kind": "Country"}) == "state:norland"
    full = {"id": "orla", "kind": "person", "affiliation": "Rivermouth [city]", "state": "Orland [orla]"}
    assert gathering.actor("Orla Brück", None, full) == "orla"
    assert gathering.actors["orla"].affiliation == "city"
    assert gathering.actors["orla"].state == "orla"
    assert gathering.actors["city"].kind is ActorKind.ORGANISATION


def test_two_options_never_share_an_id() -> None:
    gathering = Gathering("x", "Issue")
    ids = [
        gathering.option("A toll"),
        gathering.option("A toll!"),
        gathering.option("A toll", "Another"),
        gathering.option("A toll"),
    ]
    assert ids == ["a-toll", "a-toll-2", "a-toll-3", "a-toll"]


def test_places_and_days_that_are_none() -> None:
    assert spans_of("0-4 3-9 5-5 x", 8) == (Span(0, 4),)
    assert day_of("2031-05-04T12:00:00Z") is not None
    assert day_of("4 May") is None
    assert day_of(None) is None
