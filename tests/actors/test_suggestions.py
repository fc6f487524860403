"""Pairs for a reviewer to decide on."""

from onrecord.actors.register import Register
from onrecord.types import Actor, ActorKind, IdentityJudgement, IdentityVerdict
from tests.actors.worlds import person, seen


def test_a_pair_comes_with_what_speaks_for_and_against_it() -> None:
    world = seen(person("Ann Reed", "judge", "GB"), person("Ann Reed", "senator", "US"))
    (suggestion,) = Register(world).suggestions()
    assert (suggestion.one, suggestion.other) == ("person:ann-reed.gb", "person:ann-reed.us")
    assert suggestion.reasons == ("same name",)
    assert suggestion.against == ("other state: state:GB and state:US", "other role: judge and senator")
    for verdict in (IdentityVerdict.SAME, IdentityVerdict.DIFFERENT):
        ruled = IdentityJudgement(verdict, "person:ann-reed.gb", "person:ann-reed.us")
        assert Register(world, judgements=[ruled]).suggestions() == []


def test_a_surname_that_fits_two_is_suggested_for_both() -> None:
    world = seen(person("Bill Clay", None, "US"), person("Hilda Clay", None, "US"), person("Clay", None, "US"))
    suggestions = Register(world).suggestions()
    assert [(s.one, s.other) for s in suggestions] == [
        ("person:bill-clay", "person:clay"),
        ("person:clay", "person:hilda-clay"),
    ]
    assert all("fits 1 other as well" in s.against for s in suggestions)


def test_an_entry_of_an_authority_list_is_suggested_and_may_be_unlike() -> None:
    entry = Actor("Q1", "Ann Reed", ActorKind.PERSON, "judge", "state:GB", "state:GB")
    (suggestion,) = Register(seen(person("Ann Reed", "senator", "US")), authority=[entry]).suggestions()
    assert (suggestion.one, suggestion.other) == ("Q1", "person:ann-reed")
    assert suggestion.score < 0.8
    assert Register(seen(person("Bo Lund")), authority=[entry]).suggestions() == []
