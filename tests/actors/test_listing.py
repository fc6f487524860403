"""Entries of a long list take part where an article may mean them, and only there."""

import pytest

from onrecord.actors.listing import Directory, Listing
from onrecord.actors.register import Register
from onrecord.types import Actor, ActorKind, IdentityJudgement, IdentityVerdict, Sighting
from tests.actors.worlds import body, person, seen

ENTRIES = (
    Actor("Q1", "Volodymyr Zelensky", ActorKind.PERSON, "president", "state:UA", "state:UA"),
    Actor("Q2", "Pedro Sánchez Pérez", ActorKind.PERSON, "prime minister", "state:ES", "state:ES", ("P. Sánchez",)),
    Actor("Q3", "William Clay", ActorKind.PERSON, None, "state:US", "state:US"),
    Actor("Q4", "Free Workers Union", ActorKind.ORGANISATION, None, "state:US", "state:US"),
    Actor("Q5", "United Kingdom", ActorKind.STATE),
)


def asked(*actors: Actor) -> set[str]:
    listing = Listing(Directory(ENTRIES))
    for actor in actors:
        listing.count(actor, 1)
    found = {entry.id for entry in ENTRIES if listing.asked(entry.id)}
    for actor in actors:
        listing.count(actor, -1)
    assert not any(listing.asked(entry.id) for entry in ENTRIES)
    return found


@pytest.mark.parametrize(
    ("actor", "found"),
    [
        (person("Wolodymyr Selenskyj"), {"Q1"}),
        (person("Zelensky Volodymyr"), {"Q1"}),
        (person("Zelensky", "president"), {"Q1"}),
        (person("Zelensky"), set()),
        (person("Pedro Sanchez"), {"Q2"}),
        (person("Bill Clay"), {"Q3"}),
        (person("Mary Clay"), set()),
        (person("Clay", None, "US"), {"Q3"}),
        (person("Clay", None, "GB"), set()),
        (body("Free Workers Union"), {"Q4"}),
        (body("FWU", "US"), {"Q4"}),
        (body("FWU", "GB"), set()),
        (Actor("state:GB", "United Kingdom", ActorKind.STATE), set()),
    ],
)
def test_a_name_asks_for_whom_it_may_mean(actor: Actor, found: set[str]) -> None:
    assert asked(actor) == found


def test_who_is_not_asked_for_is_found_but_not_compared() -> None:
    register = Register(seen(person("Ada Lind")), authority=ENTRIES)
    assert register.get("Q1") is not None
    assert register.id_of("Q1") == "Q1"
    assert not register.sighted("Q1")
    changes = register.put("x", [Sighting("x", person("Wolodymyr Selenskyj", "president", "UA"))])
    assert [actor.id for actor in changes.actors] == ["Q1"]
    assert register.put("x", []).gone == {"Q1"}
    assert register.get("Q1") == Register(authority=ENTRIES).get("Q1")


def test_a_reviewer_may_mean_who_has_another_name() -> None:
    same = IdentityJudgement(IdentityVerdict.SAME, "person:ada-lind", "Q3")
    (actor,) = Register(seen(person("Ada Lind")), authority=ENTRIES, judgements=[same])
    assert actor.id == "Q3"


def test_one_directory_serves_two_registers() -> None:
    directory = Directory(ENTRIES)
    first, second = (Register(seen(person("Bill Clay", None, "US")), authority=directory) for _ in range(2))
    first.put("article-0", [])
    assert [actor.id for actor in second] == ["Q3"]
    assert list(first) == []
