import json

import pytest

from onrecord.positions.prompting import Answer, Flaw, answers, is_verbatim, messages, schema
from onrecord.types import Span, Stance, StanceQuestion
from tests.positions.model_server import entry

TEXT = "Mayor Ada Holm said: “We want\n this bridge — it's ours.” Denmark’s party is against the toll."
QUESTION = StanceQuestion(TEXT, Span(6, 14), ("A bridge over the river", "A toll\n on it. Lorries pay."))


def reply(*entries: object) -> str:
    return json.dumps({"answers": list(entries)})


WANTS = entry(1, "supports", "We want this bridge", 0.9)
NOTHING = entry(2, "irrelevant", "", 1)
WANTED = Answer(Stance.SUPPORTS, "We want this bridge", 0.9)


def test_the_holder_is_marked_and_the_options_are_numbered() -> None:
    asked = messages(QUESTION)
    assert "Mayor ⟦Ada Holm⟧ said" in asked.user
    assert "1. A bridge over the river\n2. A toll on it. Lorries pay.\n" in asked.user
    assert asked.user.endswith(TEXT[14:])
    assert all(f"- {stance}:" in asked.system for stance in (*Stance, "irrelevant"))
    assert "$" not in asked.system + asked.user


def test_what_looks_like_a_mark_or_a_place_to_fill_stays_text() -> None:
    asked = messages(StanceQuestion("⟦Lund⟧ pays $holder $9.", None, ("A toll",))).user
    assert asked.endswith("[Lund] pays $holder $9.")
    assert "no name of theirs" in asked


def test_answers_in_the_right_form() -> None:
    assert answers(QUESTION, reply(WANTS, NOTHING)) == (WANTED, Answer(None, "", 1.0))


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "```json\n{}\n```",
        "<think>\n{{ is it {{1}}? }}\n</think>\n{}",
        "Here you are: {} Is there anything else?",
        '{{"answers": [{{"option": 1, "stance": "opposes", "evidence": "no", "sure": 1}}]}} No, rather: {}',
    ],
)
def test_the_last_object_with_answers_counts_whatever_stands_around_it(around: str) -> None:
    assert answers(QUESTION, around.format(reply(WANTS, NOTHING))) == (WANTED, Answer(None, "", 1.0))


@pytest.mark.parametrize("said", ["", "I cannot tell.", "{", "[1, 2]", '{"answers": 3}', '{"a":' * 5000, "{" * 100_000])
def test_what_is_no_answer(said: str) -> None:
    assert answers(QUESTION, said) is None


@pytest.mark.parametrize(
    ("given", "flaw"),
    [
        (entry(1, "for", "We want this bridge", 0.9), Flaw.WRONG),
        (entry(1, "supports", "We want this bridge", 90), Flaw.WRONG),
        (entry(1, "supports", "We want this bridge", float("nan")), Flaw.WRONG),
        (entry(1, "supports", "We want this bridge", True), Flaw.WRONG),
        ({"option": 1, "stance": "supports", "sure": 0.5}, Flaw.WRONG),
        ({"option": 1, "evidence": "We want this bridge", "stance": ["supports"], "sure": 0.5}, Flaw.WRONG),
        (entry(1, "supports", "We must have this bridge", 0.9), Flaw.NOT_VERBATIM),
        (entry(1, "supports", "", 0.9), Flaw.NOT_VERBATIM),
        (entry(1, "supports", "…", 0.9), Flaw.NOT_VERBATIM),
        (entry(1, "opposes", "art", 0.9), Flaw.NOT_VERBATIM),
        (entry(7, "supports", "We want this bridge", 0.9), Flaw.MISSING),
        ("supports", Flaw.MISSING),
    ],
)
def test_a_flawed_answer_costs_only_its_own_option(given: object, flaw: Flaw) -> None:
    assert answers(QUESTION, reply(given, NOTHING)) == (flaw, Answer(None, "", 1.0))


def test_two_answers_on_one_option_count_where_they_agree() -> None:
    assert answers(QUESTION, reply(WANTS, WANTS)) == (WANTED, Flaw.MISSING)
    twice = reply(WANTS, entry(1, "opposes", "this bridge", 0.9), WANTS, NOTHING)
    assert answers(QUESTION, twice) == (Flaw.WRONG, Answer(None, "", 1.0))


@pytest.mark.parametrize(
    "evidence",
    [
        "We want this bridge",
        '"We want this  bridge',
        "'We want this bridge — it's ours.'",
        "Denmark's party",
        "it’s ours!",
        'said: "We want',
    ],
)
def test_blanks_and_the_shape_of_marks_do_not_matter(evidence: str) -> None:
    assert is_verbatim(evidence, TEXT)


@pytest.mark.parametrize(
    "evidence", ["we want this bridge", "We want bridge", "want … bridge", "Denmarks party", "he toll"]
)
def test_other_words_are_not_verbatim(evidence: str) -> None:
    assert not is_verbatim(evidence, TEXT)


def test_the_mark_of_the_holder_may_be_copied() -> None:
    found = answers(QUESTION, reply(entry(1, "supports", "⟦Ada Holm⟧ said", 1), NOTHING))
    assert found == (Answer(Stance.SUPPORTS, "Ada Holm said", 1.0), Answer(None, "", 1.0))


def test_the_schema_names_every_option_and_stance() -> None:
    fields = schema(2)["properties"]["answers"]["items"]["properties"]
    assert fields["option"]["enum"] == [1, 2]
    assert fields["stance"]["enum"] == ["supports", "open", "undecided", "reluctant", "opposes", "irrelevant"]
    json.dumps(schema(300))
