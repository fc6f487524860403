"""Look-alikes are found without comparing everybody with everybody."""

import pytest

from onrecord.actors.blocks import Blocks
from onrecord.actors.profiles import Profile, Traits
from tests.actors.worlds import body, person, seen


def traits(name: str, of_body: bool = False) -> Traits:
    profile = Profile("org:x" if of_body else "person:x")
    profile.count(seen(body(name) if of_body else person(name)), 1)
    return profile.traits()


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Volodymyr Zelensky", "Wolodymyr Selenskyj", True),
        ("Emmanuel Macron", "Emmanuel Macon", True),
        ("Bill Clinton", "William Clinton", True),
        ("J. Smith", "John Smith", True),
        ("Orban Viktor", "Viktor Orbán", True),
        ("Kim Jong Un", "Jong Un Kim", True),
        ("John Smith", "Mary Smith", False),
        ("John Smith", "John Brown", False),
        ("Joanna Sir", "Joanna Lund", False),
    ],
)
def test_persons_meet_in_both_directions(one: str, other: str, near: bool) -> None:
    for first, second in ((one, other), (other, one)):
        blocks = Blocks()
        blocks.add("first", traits(first))
        assert (blocks.near(traits(second)) == {"first"}) is near
        blocks.discard("first", traits(first))
        assert blocks.near(traits(second)) == set()


def test_bodies_meet_by_name_and_without_their_last_word() -> None:
    blocks = Blocks()
    blocks.add("party", traits("Labour Party", of_body=True))
    assert blocks.near(traits("Labour", of_body=True)) == {"party"}
    assert blocks.near(traits("Labouring Party", of_body=True)) == set()
