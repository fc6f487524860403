from dataclasses import replace

import pytest

from onrecord.errors import OnrecordError
from onrecord.types import Actor, ActorKind
from onrecord.web import MapView, build_view
from onrecord.web.finding import find_actor
from tests.web.debate import ACTORS, DEBATE

VIEW = build_view(DEBATE)


def with_more(*actors: Actor) -> MapView:
    return build_view(replace(DEBATE, actors=(*ACTORS, *actors)))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("varga", "varga"),
        ("Ilse Varga", "varga"),
        ("ilse  varga", "varga"),
        ("Wárga", "varga"),
        ("Warga", "varga"),
        ("Belmont", "belmont"),
        ("okonma", "okonma"),
        ("Haven", "norland"),
        ("Greens", "greens"),
        ("Ilsa Vargaa", "varga"),
        ("Sudmrk", "sudmark"),
        ("airl", "airlines"),
    ],
)
def test_who_is_meant(typed: str, found: str) -> None:
    assert find_actor(VIEW, typed) == found


def test_nobody_fits_and_the_near_ones_are_named() -> None:
    with pytest.raises(OnrecordError, match=r"Nobody called 'Berlmint'.*Ana Belmont \(belmont\)"):
        find_actor(VIEW, "Berlmint")


@pytest.mark.parametrize("typed", ["", "  ", "Xyzzy Qqqq", "\u202e"])
def test_nonsense_is_refused(typed: str) -> None:
    with pytest.raises(OnrecordError):
        find_actor(VIEW, typed)


def test_several_fit_and_are_told_apart_by_id() -> None:
    view = with_more(Actor("varga-2", "Jon Varga", ActorKind.PERSON), Actor("varga-3", "Eva Varga", ActorKind.PERSON))
    view = replace(view, actors={key: actor for key, actor in view.actors.items() if key != "varga"})
    with pytest.raises(OnrecordError, match=r"several actors: .*varga-2.*varga-3"):
        find_actor(view, "Varga")
    assert find_actor(view, "varga-3") == "varga-3"
    assert find_actor(view, "Jon Varga") == "varga-2"


def test_a_name_outranks_an_alias() -> None:
    view = with_more(Actor("haven-town", "Haven", ActorKind.ORGANISATION))
    assert find_actor(view, "Haven") == "haven-town"
