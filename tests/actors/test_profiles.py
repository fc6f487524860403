"""Sightings are added up, and taken away again without a trace."""

from datetime import date

import pytest

from onrecord.actors.profiles import Profile, is_acronym
from onrecord.types import Sighting
from tests.actors.worlds import person


def test_taking_away_leaves_no_trace() -> None:
    profile, fresh = Profile("person:ann-reed"), Profile("person:ann-reed")
    early, late = date(2020, 1, 1), date(2021, 1, 1)
    one = [Sighting("a", person("Ann Reed", "senator", "US"), early)]
    other = [Sighting("b", person("Anne Reed", "senator", "US"), late)]
    profile.count(one, 1)
    profile.count(other, 1)
    assert profile.counts.roles["senator", "state:US"].last == late
    profile.count(other, -1)
    fresh.count(one, 1)
    assert profile == fresh
    profile.count(one, -1)
    assert profile.empty


def test_a_rare_slip_is_no_trait() -> None:
    profile = Profile("person:ann-reed")
    for number in range(20):
        profile.count([Sighting(str(number), person("Ann Reed", "senator", "US"))], 1)
    profile.count([Sighting("slip", person("Ann Reed", "singer", "FR"))], 1)
    assert profile.traits().states == {"state:US"}
    assert profile.traits().roles == {"senator"}


@pytest.mark.parametrize(("name", "short"), [("CDU", True), ("AfD", True), ("Fidesz", False), ("EU Council", False)])
def test_acronyms(name: str, short: bool) -> None:
    assert is_acronym(name) is short
