"""One saying or two: pairs written for this test, with the nearness that sentence vectors give them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from onrecord.statements import assign_utterances, same_utterance
from onrecord.types import DateInterval, Part, Provenance, Span, Statement, StatementKind

_SAME = [
    (
        "We will spare no effort so that the bridge cannot be closed",
        "We will do everything we can to keep the bridge from being closed",
        0.90,
    ),
    (
        "The levy must be decided before the summer, and not one day later.",
        "The levy has to be decided before summer and not a day later",
        0.98,
    ),
    (
        "Nobody will be left alone with the costs of the flood",
        "No one will be left on their own with the costs of the flood",
        0.93,
    ),
    (
        "We will do all that is required to make sure that inflation does not win",
        "We will do whatever is needed to prevent inflation from winning",
        0.93,
    ),
    ("Our farmers cannot carry this burden alone", "Our farmers can't bear this burden on their own", 0.90),
    (
        "It is not the task of the bank to tell us how we should run our schools",
        "It isn't up to the bank to tell us how to run our schools",
        0.92,
    ),
    (
        "There is today no majority for the reform in parliament",
        "There is currently no majority in parliament for the reform",
        0.96,
    ),
    ("That would be a terrible mistake", "This would be a terrible mistake", 0.93),
]
_APART = [
    (
        "We will do everything to make sure that the bridge is built",
        "We will do everything to make sure that the levy is raised",
        0.51,
    ),
    ("The levy must be decided before the summer", "The levy must not be decided before the summer", 0.95),
    ("We support the merger of the two banks", "We do not support the merger of the two banks", 0.82),
    ("There is no majority for the reform in parliament", "There is a majority for the reform in parliament", 0.86),
    (
        "Our engineers will be sent to the tunnel in March",
        "Our engineers will not be sent to the tunnel before March",
        0.88,
    ),
    ("The clocks should stay on summer time", "The clocks should stay on winter time", 0.81),
    (
        "Our country has no plans to send engineers to the tunnel",
        "Our country will send engineers to the tunnel in spring",
        0.79,
    ),
    ("The agreement is a good day for Europe", "The agreement is a black day for Europe", 0.81),
    (
        "We will build the bridge together with our neighbours",
        "We will pay for the bridge together with our neighbours",
        0.86,
    ),
]


@pytest.mark.parametrize(("a", "b", "cosine"), _SAME)
def test_one_saying_translated_twice(a: str, b: str, cosine: float) -> None:
    assert same_utterance(a, b, cosine=lambda x, y: cosine)
    assert same_utterance(b, a, cosine=lambda x, y: cosine)


@pytest.mark.parametrize(("a", "b", "cosine"), _APART)
def test_two_sayings_that_sound_alike(a: str, b: str, cosine: float) -> None:
    assert not same_utterance(a, b, cosine=lambda x, y: cosine)
    assert not same_utterance(a, b)


def test_without_vectors_marks_case_and_cuts_do_not_matter() -> None:
    assert same_utterance("“The Levy is fair to everybody in this town.”", "the levy is fair to everybody in this town")
    assert same_utterance("The levy is fair to everybody", '"I tell you: the levy is fair to everybody in this town."')
    assert same_utterance("Yes.", "“Yes”")
    assert not same_utterance("Yes.", "No.")


def test_a_caption_meets_its_twin_in_a_longer_passage() -> None:
    caption = "We will do everything needed to ensure that the flood cannot take this town"
    text = "But much is unclear. We will do whatever it takes to prevent the flood from taking this town."
    assert same_utterance(caption, text, caption=True)
    assert not same_utterance(caption, text)


def _statement(number: int, text: str, actor: str | None = "lund", **changes: object) -> Statement:
    made = Statement(
        id=f"s{number}",
        article="a1",
        kind=StatementKind.DIRECT,
        part=Part.BODY,
        content=(Span(0, 1),),
        cue=(),
        source=(),
        text=text,
        provenance=Provenance("test", "0"),
        actor=actor,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


_WORDS = "The levy must be decided before the summer"


def test_only_words_of_the_same_actor_meet() -> None:
    first, second, third, nobody = assign_utterances(
        [
            _statement(1, _WORDS),
            _statement(2, _WORDS + "."),
            _statement(3, _WORDS, "moreau"),
            _statement(4, _WORDS, None),
        ]
    )
    assert first.utterance is not None
    assert first.utterance == second.utterance
    assert third.utterance not in (None, first.utterance)
    assert nobody.utterance is None


def test_attitudes_are_no_sayings() -> None:
    (statement,) = assign_utterances([_statement(1, _WORDS, kind=StatementKind.ATTITUDE)])
    assert statement.utterance is None


def test_known_statements_lend_their_utterance() -> None:
    known = _statement(1, _WORDS, utterance="u7", article="a0")
    (statement,) = assign_utterances([_statement(2, f"“{_WORDS}!”")], [known])
    assert statement.utterance == "u7"


def test_the_same_words_months_apart_are_said_twice() -> None:
    march = DateInterval(date(2025, 3, 1), date(2025, 3, 1))
    july = DateInterval(date(2025, 7, 1), date(2025, 7, 1))
    first, second = assign_utterances([_statement(1, _WORDS, said_on=march), _statement(2, _WORDS, said_on=july)])
    assert first.utterance != second.utterance


def test_the_vectors_handed_over_are_used() -> None:
    asked: list[str] = []

    def embed(texts: Sequence[str]) -> Sequence[Sequence[float]]:
        asked.extend(texts)
        return [[1.0, 0.0] for _ in texts]

    a, b, _ = _SAME[2]
    first, second = assign_utterances([_statement(1, a), _statement(2, b)], embed=embed)
    assert first.utterance == second.utterance
    assert len(asked) == len(set(asked)) == 2
