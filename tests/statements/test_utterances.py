"""One saying or two: pairs written for this test, told apart by the shipped encoders; then by the words alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from onrecord.reading import Pairs, Vectors
from onrecord.statements import Judge, assign_utterances, same_utterance
from onrecord.statements.sameness import Verdict
from onrecord.types import DateInterval, Part, Provenance, Span, Statement, StatementKind

_SAME = [
    (
        "We will spare no effort so that the bridge cannot be closed",
        "We will do everything we can to keep the bridge from being closed",
    ),
    (
        "The levy must be decided before the summer, and not one day later.",
        "The levy has to be decided before summer and not a day later",
    ),
    (
        "Nobody will be left alone with the costs of the flood",
        "No one will be left on their own with the costs of the flood",
    ),
    (
        "We will do all that is required to make sure that inflation does not win",
        "We will do whatever is needed to prevent inflation from winning",
    ),
    ("Our farmers cannot carry this burden alone", "Our farmers can't bear this burden on their own"),
    (
        "It is not the task of the bank to tell us how we should run our schools",
        "It isn't up to the bank to tell us how to run our schools",
    ),
    (
        "There is today no majority for the reform in parliament",
        "There is currently no majority in parliament for the reform",
    ),
    ("That would be a terrible mistake", "This would be a terrible mistake"),
]
_APART = [
    (
        "We will do everything to make sure that the bridge is built",
        "We will do everything to make sure that the levy is raised",
    ),
    ("The levy must be decided before the summer", "The levy must not be decided before the summer"),
    ("We support the merger of the two banks", "We do not support the merger of the two banks"),
    ("There is no majority for the reform in parliament", "There is a majority for the reform in parliament"),
    (
        "Our engineers will be sent to the tunnel in March",
        "Our engineers will not be sent to the tunnel before March",
    ),
    ("The clocks should stay on summer time", "The clocks should stay on winter time"),
    (
        "Our country has no plans to send engineers to the tunnel",
        "Our country will send engineers to the tunnel in spring",
    ),
    ("The agreement is a good day for Europe", "The agreement is a black day for Europe"),
    (
        "We will build the bridge together with our neighbours",
        "We will pay for the bridge together with our neighbours",
    ),
]


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(Vectors.load(1), Pairs.load(1))


@pytest.mark.parametrize(("a", "b"), _SAME)
def test_one_saying_translated_twice(judge: Judge, a: str, b: str) -> None:
    assert same_utterance(a, b, judge=judge)
    assert same_utterance(b, a, judge=judge)


@pytest.mark.parametrize(("a", "b"), _APART)
def test_two_sayings_that_sound_alike(judge: Judge, a: str, b: str) -> None:
    assert not same_utterance(a, b, judge=judge)
    assert not same_utterance(b, a, judge=judge)
    assert not same_utterance(a, b)


def test_the_verdict_names_what_weighed_most(judge: Judge) -> None:
    assert judge("The levy is fair to all.", "the levy is fair to all") == Verdict(1.0, ("words",))
    chance, why = (verdict := judge(*_APART[1])).chance, verdict.why
    assert chance < 0.2
    assert "negated_frame" in why


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


def test_vectors_are_made_once_for_each_text() -> None:
    asked: list[str] = []

    def embed(texts: Sequence[str]) -> Sequence[Sequence[float]]:
        asked.extend(texts)
        return [[1.0, 0.0] for _ in texts]

    a, b = _SAME[2]
    judge = Judge(embed)
    first, second = (judge(a, b) for _ in range(2))
    assert first == second
    assert len(asked) == len(set(asked)) > 2


def test_a_report_of_two_papers_is_one_utterance_and_two_remarks_of_one_text_are_two(judge: Judge) -> None:
    first = _statement(1, _SAME[2][0], article="a1")
    other = _statement(2, _SAME[2][1], article="a2")
    (there,) = assign_utterances([other], [replace(first, utterance="u1")], judge)
    assert there.utterance == "u1"
    one, two = assign_utterances([first, replace(other, article="a1")], judge=judge)
    assert one.utterance != two.utterance


def test_who_is_known_first_does_not_matter(judge: Judge) -> None:
    known = [
        _statement(number, text, article=f"a{number}", utterance=f"u{number}")
        for number, text in enumerate([_SAME[1][0], _SAME[2][0], *(a for a, _ in _APART)])
    ]
    new = _statement(99, _SAME[2][1], article="z")
    found = {assign_utterances([new], order, judge)[0].utterance for order in (known, known[::-1])}
    assert found == {"u1"}
