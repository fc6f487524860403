import pytest

from onrecord.networks import bodies, home
from onrecord.types import Actor, ActorKind
from tests.networks.hand import ACTORS


@pytest.mark.parametrize(
    ("actor", "chain"),
    [
        ("varga", ("norland",)),
        ("envoy", ("norland",)),
        ("works", ("norland",)),
        ("clerk", ("works", "norland")),
        ("engineer", ("works", "norland")),
        ("green-one", ("greens",)),
        ("greens", ()),
        ("rival", ()),
        ("farmer", ()),
        ("norland", ()),
        ("many", ()),
        ("nobody", ()),
    ],
)
def test_chain_of_bodies(actor: str, chain: tuple[str, ...]) -> None:
    assert bodies(actor, ACTORS) == chain


@pytest.mark.parametrize(
    ("actor", "place"),
    [
        *(
            ("varga", "norland"),
            ("clerk", "norland"),
            ("rival", "norland"),
            ("green-one", "norland"),
            ("greens", "norland"),
        ),
        *(("norland", "norland"), ("islands", "islands"), ("nobody", "nobody")),
    ],
)
def test_home_is_where_an_actor_is_listed(actor: str, place: str) -> None:
    assert home(actor, ACTORS) == place


def test_circles_end() -> None:
    circle = {
        "a": Actor("a", "A", ActorKind.ORGANISATION, affiliation="b"),
        "b": Actor("b", "B", ActorKind.ORGANISATION, affiliation="c"),
        "c": Actor("c", "C", ActorKind.ORGANISATION, affiliation="a"),
        "self": Actor("self", "Self", ActorKind.ORGANISATION, affiliation="self"),
        "lost": Actor("lost", "Lost", ActorKind.PERSON, "minister", "gone", "gone"),
    }
    assert bodies("a", circle) == ("b", "c")
    assert home("a", circle) == "c"
    assert bodies("self", circle) == bodies("lost", circle) == ()
    assert (home("self", circle), home("lost", circle)) == ("self", "lost")
