"""What counts as the actor of a word in the benchmark of metonyms."""

from __future__ import annotations

import json

import pytest

from benchmarks import metonyms
from onrecord.types import Actor, ActorKind, Mention, MentionForm, Provenance, Resolution, Span

SPAIN = Actor("state:ES", "Spain", ActorKind.STATE, state="state:ES")
CABINET = Actor("org:spain-cabinet", "cabinet (Spain)", ActorKind.ORGANISATION, None, "state:ES", "state:ES")
ENVOY = Actor("person:ana-ruiz", "Ana Ruiz", ActorKind.PERSON, "envoy", "state:ES", "state:ES")
POST = Actor("org:madrid-post", "Madrid Post", ActorKind.ORGANISATION)


def case(text: str, word: str, actor: str | None, kind: str = "capital") -> metonyms.Case:
    row = {"id": "x", "half": "dev", "text": text, "word": word, "at": text.index(word), "actor": actor, "class": kind}
    return metonyms.cases([json.dumps(row)])[0]


def resolution(text: str, *mentions: tuple[str, Actor, float]) -> Resolution:
    made = tuple(
        Mention(
            Span(text.index(words), text.index(words) + len(words)),
            (actor.id,),
            MentionForm.NAME,
            Provenance("test", "1", score),
        )
        for words, actor, score in mentions
    )
    return Resolution((), made, (SPAIN, CABINET, ENVOY, POST))


def judged(asked: metonyms.Case, found: Resolution) -> bool:
    return metonyms.right(asked, metonyms.given(asked, found))


@pytest.mark.parametrize(("score", "wanted"), [(0.97, True), (0.5, False)])
def test_a_mention_that_is_no_surer_than_half_does_not_act(score: float, wanted: bool) -> None:
    text = "Madrid said no."
    found = resolution(text, ("Madrid", SPAIN, score))
    assert judged(case(text, "Madrid", "Spain|Kingdom of Spain"), found) is wanted
    assert judged(case(text, "Madrid", None), found) is not wanted


def test_a_longer_name_is_not_the_word() -> None:
    text = "The Madrid Post said no."
    assert judged(case(text, "Madrid", None), resolution(text, ("The Madrid Post", POST, 0.9)))
    assert not judged(case(text, "Madrid", "Spain"), resolution(text, ("The Madrid Post", POST, 0.9)))


def test_the_tightest_mention_counts() -> None:
    text = "The Madrid Post said no."
    found = resolution(text, ("The Madrid Post", POST, 0.9), ("Madrid", SPAIN, 0.97))
    assert not judged(case(text, "Madrid", None), found)


def test_a_body_of_the_state_counts_for_it_and_a_person_does_not() -> None:
    text = "The Spanish cabinet and a Spanish envoy said no."
    found = resolution(text, ("The Spanish cabinet", CABINET, 0.9))
    assert judged(case(text, "Spanish", "Spain", "adjective_office"), found)
    found = resolution(text, ("The Spanish cabinet and a Spanish envoy", ENVOY, 0.9))
    assert not judged(case(text, "Spanish", "Spain", "adjective_office"), found)
    assert judged(case(text, "Spanish", None, "nationality"), found)


def test_a_state_over_a_longer_mention_is_wrong_where_nobody_is_meant() -> None:
    text = "Most Spaniards were asleep."
    assert not judged(case(text, "Spaniards", None), resolution(text, ("Most Spaniards", SPAIN, 0.9)))


def test_article_possessive_and_joined_participle_leave_a_word_alone() -> None:
    text = "A Madrid-backed plan"
    found = resolution(text, ("Madrid-backed", SPAIN, 0.9))
    assert judged(case(text, "Madrid", "Spain"), found)
    assert metonyms.letters("The Élysée") == "elysee"


def test_a_person_of_the_name_is_no_state() -> None:
    text = "Ruiz said no."
    assert judged(case(text, "Ruiz", None, "person_name"), resolution(text, ("Ruiz", ENVOY, 0.9)))


def test_mistakes_of_the_unseen_half_are_not_shown() -> None:
    seen = case("Madrid said no.", "Madrid", "Spain")
    unseen = metonyms.Case("y", "test", seen.text, seen.span, seen.wanted, seen.kind)
    lines = metonyms.mistakes([(seen, ()), (unseen, ())])
    assert len(lines) == 1
    assert lines[0].startswith("x capital")


def test_figures_by_class_and_the_floors() -> None:
    right = case("Madrid said no.", "Madrid", "Spain")
    wrong = case("He lives in Madrid.", "Madrid", None, "place")
    result = metonyms.figures([(right, (SPAIN,)), (wrong, (SPAIN,))])
    assert (result["accuracy"], result["acting"], result["idle"]) == (50.0, 100.0, 0.0)
    assert result["classes"] == {"capital": 100.0, "place": 0.0}
    assert metonyms.meets({"dev": result}, {"dev": {"accuracy": 50.0}})
    assert not metonyms.meets({"dev": result}, {"dev": {"accuracy": 50.1}})
