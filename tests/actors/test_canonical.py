"""Names and ids of canonical actors."""

from onrecord.actors import Register
from onrecord.actors.canonical import Wish, best_name, family_of, numbered, spelled_better
from onrecord.types import Actor, ActorKind, Sighting


def test_the_best_name_is_full_frequent_and_well_spelt() -> None:
    person = ActorKind.PERSON
    assert best_name({"Novak": 9, "Jan Novak": 5, "Jan Novák": 2, "Jon Novak": 3}, person) == "Jan Novák"
    assert best_name({"Jan Novak": 99, "Ján Novak": 1}, person) == "Jan Novak"  # a slip
    assert best_name({"NATO": 3, "Nato": 3}, ActorKind.ORGANISATION) == "NATO"
    assert spelled_better("Novák", "Jan Novak") == "Jan Novak"


def test_ids_that_could_collide_are_of_one_family() -> None:
    ids = ("person:a-b", "person:a-b.us", "person:a-b.us-2", "person:a-b-3", "person:a-b.us-2~0a1b2c")
    assert {family_of(identifier) for identifier in ids} == {"person:a-b"}


def test_ids_are_plain_where_they_can_be() -> None:
    wishes: dict[tuple[str, ...], Wish] = {
        ("a",): Wish("person:x", "state:US"),
        ("b",): Wish("person:x", "state:US"),
        ("c",): Wish("person:x", None),
        ("d",): Wish("person:x-2", "state:GB"),
    }
    given = numbered(wishes, lambda identifier, cluster: True)
    assert list(given.values()) == ["person:x.us", "person:x.us-2", "person:x", "person:x-2"]
    taken = numbered({("d",): wishes[("d",)]}, lambda identifier, cluster: identifier != "person:x-2")
    assert taken == {("d",): "person:x-2.gb"}


def test_an_article_that_spells_a_name_in_many_ways_is_trusted_less() -> None:
    many = Actor(
        "person:ana-kovatsch",
        "Ana Kovatsch",
        ActorKind.PERSON,
        "minister",
        "state:HR",
        "state:HR",
        ("Kovac", "Kovatz", "Kovach"),
    )
    once = Actor("person:ana-kovac", "Ana Kovač", ActorKind.PERSON, "minister", "state:HR", "state:HR", ("Kovač",))
    register = Register([Sighting("a", many), Sighting("b", once)])
    assert [actor.name for actor in register] == ["Ana Kovač"]
