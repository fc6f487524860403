"""Actors meet again across articles."""

from itertools import permutations

import pytest

from onrecord.actors.register import Register, merged, slug
from onrecord.types import Actor, ActorKind


def person(name: str, role: str | None = None, state: str | None = None, identifier: str = "") -> Actor:
    return Actor(identifier or f"person:{slug(name)}", name, ActorKind.PERSON, role, state, state)


def test_a_variant_is_found_again() -> None:
    known = person("Stephane Sejournay", "foreign minister", "state:FR")
    found = Register([known]).match(person("Stéphane Séjourné", "foreign minister", "state:FR"))
    assert found == known


def test_a_bare_surname_needs_role_or_state() -> None:
    register = Register([person("Emmanuel Macron", "president", "state:FR")])
    assert register.match(person("Macron")) is None
    assert register.match(person("Macron", "president")) is not None
    assert register.match(person("Macron", None, "state:FR")) is not None
    assert register.match(person("Macron", "president", "state:RU")) is None


def test_a_look_alike_of_another_state_is_another_person() -> None:
    register = Register([person("Petr Novak", "minister", "state:CZ")])
    assert register.match(person("Peter Novak", "minister", "state:AT")) is None


def test_two_that_fit_equally_are_no_match() -> None:
    register = Register([person("Bill Clinton", None, "state:US"), person("Hillary Clinton", None, "state:US")])
    assert register.match(person("Clinton", None, "state:US")) is None


def test_unnamed_officials_meet_by_id_only() -> None:
    adviser = person("adviser to the mayor", "adviser", identifier="role:adviser-to-the-mayor")
    register = Register([adviser])
    assert register.match(adviser) == adviser
    assert register.match(person("adviser to the queen", "adviser", identifier="role:adviser-to-the-queen")) is None


def test_merging_keeps_every_form_and_the_best_name() -> None:
    both = merged(person("Stephane Sejournay", "minister"), person("Stéphane Séjourné", None, "state:FR"))
    assert both.id == "person:stephane-sejournay"
    assert both.name == "Stéphane Séjourné"
    assert "Stephane Sejournay" in both.aliases
    assert (both.role, both.state) == ("minister", "state:FR")


def test_the_order_of_arrival_does_not_matter() -> None:
    forms = [
        person("Wolodymyr Selenskyj", "president", "state:UA"),
        person("Volodymyr Zelensky", "president", "state:UA"),
        person("Zelenskyy", "president", "state:UA"),
    ]
    for order in permutations(forms[:2]):
        register = Register()
        for form in (*order, forms[2]):
            known = register.match(form)
            register.add(form if known is None else merged(known, form))
        assert len(register) == 1


def test_organisations_match_by_plain_name_and_state() -> None:
    union = Actor("org:solidarite", "Solidarité", ActorKind.ORGANISATION, state="state:FR")
    register = Register([union])
    assert register.match(Actor("org:x", "Solidarite", ActorKind.ORGANISATION)) == union
    assert register.match(Actor("org:y", "Solidarite", ActorKind.ORGANISATION, state="state:CA")) is None


@pytest.mark.parametrize(
    ("text", "piece"), [("Dáil Éireann", "dail-eireann"), ("N'Djamena", "ndjamena"), ("…", "unnamed")]
)
def test_slugs_are_plain(text: str, piece: str) -> None:
    assert slug(text) == piece
