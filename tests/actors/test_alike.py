"""Ids whose names are like each other's."""

from onrecord.actors.alike import Alikes
from onrecord.actors.profiles import Profile, Traits
from onrecord.types import Actor
from tests.actors.worlds import body, person, seen


def filed(*actors: Actor) -> tuple[Alikes, dict[str, Traits]]:
    traits: dict[str, Traits] = {}
    alikes = Alikes(traits)
    for actor in actors:
        profile = Profile(actor.id)
        profile.count(seen(actor), 1)
        traits[actor.id] = profile.traits()
        alikes.add(actor.id, traits[actor.id])
    return alikes, traits


def test_ids_of_one_name_and_of_like_names() -> None:
    alikes, traits = filed(
        person("Emmanuel Macron", None, "FR"),
        person("Emmanuel Macron"),
        person("Emanuel Macron"),
        person("Ada Lind"),
    )
    found = alikes.of("person:emmanuel-macron")
    assert found.pop("person:emmanuel-macron.fr") == 1.0
    assert list(found) == ["person:emanuel-macron"]
    assert found["person:emanuel-macron"] == alikes.score(
        traits["person:emanuel-macron"], traits["person:emmanuel-macron.fr"]
    )
    assert alikes.score(traits["person:ada-lind"], traits["person:emmanuel-macron"]) is None
    assert alikes.near("person:ada-lind") == set()


def test_a_name_goes_with_its_last_id() -> None:
    alikes, traits = filed(person("Emmanuel Macron", None, "FR"), person("Emmanuel Macron"), person("Emanuel Macron"))
    for node in ("person:emmanuel-macron.fr", "person:emmanuel-macron"):
        assert alikes.of("person:emanuel-macron").keys() >= {node}
        alikes.discard(node, traits.pop(node))
    assert alikes.of("person:emanuel-macron") == {}


def test_bodies_meet_by_name_and_without_their_last_word() -> None:
    alikes, traits = filed(body("Labour Party"), body("Labour"), body("Labouring Party"))
    assert set(alikes.of("org:labour")) == {"org:labour-party"}
    alikes.discard("org:labour", traits["org:labour"])
    assert alikes.near("org:labour-party") == set()
