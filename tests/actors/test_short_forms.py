"""A short form stands for what fits it alone, whatever comes and goes."""

from onrecord.actors.profiles import Profile, Traits
from onrecord.actors.short_forms import ShortForms
from onrecord.types import Actor
from tests.actors.worlds import person, seen


class World:
    """Groups of one id each."""

    def __init__(self) -> None:
        self.traits: dict[str, Traits] = {}
        self.groups: dict[str, tuple[str, ...]] = {}
        self.forms = ShortForms(
            self.traits, self.groups, lambda group: self.traits[group[0]], lambda one, other: "foe" in one + other
        )

    def put(self, actor: Actor) -> set[str]:
        profile = Profile(actor.id)
        profile.count(seen(actor), 1)
        former = self.traits.get(actor.id)
        self.traits[actor.id], self.groups[actor.id] = profile.traits(), (actor.id,)
        self.forms.refile(actor.id, former, self.traits[actor.id])
        return self.forms.settle((), [(actor.id,)])

    def drop(self, node: str) -> set[str]:
        self.forms.refile(node, self.traits.pop(node), None)
        return self.forms.settle([self.groups.pop(node)], ())


def test_it_stands_for_the_only_one_that_fits() -> None:
    world = World()
    assert world.put(person("Clay", None, "US")) == set()
    assert world.put(person("Bill Clay", None, "US")) == {"person:clay.us", "person:bill-clay.us"}
    assert world.forms.meant("person:clay.us") == "person:bill-clay.us"
    assert world.put(person("Bill Clay", "judge", "US")) == set()
    assert set(world.forms.short_for("person:bill-clay.us")) == {"person:clay.us"}


def test_who_fits_several_stands_for_none_until_one_is_left() -> None:
    world = World()
    for name in ("Clay", "Ann Clay", "Bill Clay", "Carl Clay"):
        world.put(person(name, None, "US"))
    assert world.forms.meant("person:clay.us") is None
    assert len(world.forms.fitting(("person:clay.us",))) == 3
    world.drop("person:ann-clay.us")
    assert world.forms.meant("person:clay.us") is None
    world.put(person("Bill Clay", None, "GB", "person:bill-clay.us"))
    assert world.forms.meant("person:clay.us") == "person:carl-clay.us"
    assert world.drop("person:clay.us") == {"person:clay.us", "person:carl-clay.us"}
    assert not world.forms.short_for("person:carl-clay.us")


def test_who_is_at_odds_with_it_does_not_fit() -> None:
    world = World()
    world.put(person("Clay", None, "US"))
    world.put(person("Bill Clay", None, "US", "person:foe"))
    assert world.forms.meant("person:clay.us") is None
