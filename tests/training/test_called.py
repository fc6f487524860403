"""By which names an actor goes in its article, where gold is looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from onrecord.types import Actor, ActorKind, MentionForm
from tests.positions.articles import material, mention
from training.merging.rows import Called

TEXT = "Westby is torn. The  harbour union met its chair. She will not move, and Westby and Norling wait."
STATE = Actor("state:westland", "Westland", ActorKind.STATE)
UNION = Actor("role:union", "dock and harbour workers' union", ActorKind.ORGANISATION, aliases=("DHW",))
CHAIR = Actor("person:chair", "Ines Holt", ActorKind.PERSON, "chair", UNION.id)


@pytest.fixture(scope="module")
def called() -> Called:
    mentions = [
        mention(TEXT, "Westby", STATE.id),
        mention(TEXT, "The  harbour union", UNION.id),
        replace(mention(TEXT, "its chair", CHAIR.id), form=MentionForm.ROLE),
        replace(mention(TEXT, "She", CHAIR.id), form=MentionForm.PRONOUN),
        mention(TEXT, "Westby and Norling", STATE.id, "state:norling"),
    ]
    return Called(material(TEXT, [], mentions, [STATE, UNION, CHAIR]))


@pytest.mark.parametrize(
    ("names", "actor", "meant"),
    [
        (["Westland"], STATE, True),  # its own name
        (["DHW"], UNION, True),  # an alias
        (["westby"], STATE, True),  # what stands for it in the text
        (["the Westland government", "Westby"], STATE, True),  # any of the names
        (["a harbour union"], UNION, True),  # whatever article stands before it, and however many blanks
        (["The chair"], CHAIR, True),
        (["Ines Holt"], CHAIR, True),
        (["She"], CHAIR, False),  # a pronoun is nobody's name
        (["Westby and Norling"], STATE, False),  # a list is not its first member
        (["Westby"], UNION, False),
        (["union"], UNION, False),  # part of a description
        ([], UNION, False),
    ],
)
def test_actors_go_by_their_names_and_by_the_words_for_them(
    called: Called, names: Sequence[str], actor: Actor, meant: bool
) -> None:
    assert called.by(names, actor.id) is meant


def test_who_is_not_met_is_nobody(called: Called) -> None:
    assert not called.by(["Norling"], "state:norling")
