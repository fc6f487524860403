"""What speaks for and against two actors being one."""

import pytest

from onrecord.actors import Register
from onrecord.types import Actor, ActorKind, Sighting
from tests.actors.worlds import body, person, together

PARTY = ActorKind.PARTY


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (person("Ann Reed"), person("Ann Reed", "senator", "US"), True),
        (person("Ann Reed", None, "GB"), person("Ann Reed", None, "US"), True),  # a state may be guessed wrong
        (person("Ann Reed", "judge", "GB"), person("Ann Reed", "senator", "US"), False),
        (person("Petr Novak", "minister", "CZ"), person("Peter Novak", "minister", "AT"), False),
        (person("J. Smith"), person("John Smith"), False),  # an initial needs a role or state
        (person("J. Smith", "senator"), person("John Smith", "senator"), True),
        (person("John Smith Jr", "senator", "US"), person("John Smith", "senator", "US"), False),
        (person("Macron"), person("Emmanuel Macron", "president", "FR"), False),
        (person("Macron", "president"), person("Emmanuel Macron", "president", "FR"), True),
        (person("Macron", None, "FR"), person("Emmanuel Macron", "president", "FR"), True),
        (person("Macron", "president", "RU"), person("Emmanuel Macron", "president", "FR"), False),
        (person("Macron", "farmer", "FR"), person("Emmanuel Macron", "president", "FR"), False),
        (body("Solidarité", "FR"), body("Solidarite", kind=PARTY), True),
        (body("Solidarité", "FR"), body("Solidarite", "CA", PARTY), False),
        (body("Labour", "GB"), body("Labour Party", "GB", PARTY), True),
        (body("Labour"), body("Labour Party", "GB", PARTY), False),
        (body("Green Party", "DE"), body("Green Movement", "DE"), False),
        (body("ECB", "DE"), body("European Central Bank", "DE"), True),
        (body("ECB"), body("European Central Bank", "DE"), False),
        (body("ECB"), body("European Central Bank", aliases="ECB"), True),
    ],
)
def test_one_or_two(one: Actor, other: Actor, same: bool) -> None:
    assert together([one, other]) is same


def test_states_groups_and_unnamed_officials_meet_by_id_only() -> None:
    for kind in (ActorKind.STATE, ActorKind.GROUP):
        assert not together([Actor("a:1", "The North", kind), Actor("a:2", "The North", kind)])
    adviser = Actor("role:adviser", "adviser", ActorKind.PERSON, "adviser")
    assert not together([adviser, Actor("role:adviser-2", "adviser", ActorKind.PERSON, "adviser")])
    assert together([adviser, adviser])


def test_a_surname_that_the_users_list_gives_needs_no_role() -> None:
    entry = Actor("person:q1", "Ana Kovač", ActorKind.PERSON, "minister", None, "state:HR", ("Kovač",))
    bare = Sighting("a", Actor("person:kovac", "Kovac", ActorKind.PERSON))
    full = Sighting("b", Actor("person:ana-kovac", "Ana Kovac", ActorKind.PERSON))
    assert len(Register([bare, full])) == 2
    assert [actor.id for actor in Register([bare, full], authority=[entry])] == ["person:q1"]
