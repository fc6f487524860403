"""Whose position a mention gives that stands in no statement."""

from __future__ import annotations

import pytest

from onrecord.positions.clauses import Tokens
from onrecord.positions.holders import Holders
from onrecord.types import Actor, ActorKind, Mention, MentionForm, Voice
from tests.positions.articles import HAND, material, place


@pytest.mark.parametrize(
    ("text", "word", "voice"), [("I oppose the toll.", "I", Voice.OWN), ("She opposes it.", "She", Voice.REPORTED)]
)
def test_who_says_i_outside_statements_holds_it_in_an_own_voice(text: str, word: str, voice: Voice) -> None:
    said = Mention(place(text, word), ("berg",), MentionForm.PRONOUN, HAND)
    made = material(text, [], [said], [Actor("berg", "Ida Berg", ActorKind.PERSON)])
    holder = Holders(made, Tokens(made.article.text, made.reading)).of_mention(said)
    assert holder is not None
    assert (holder.actors, holder.voice, holder.selves) == (("berg",), voice, voice is Voice.OWN)
