"""Interviews whose turns name nobody: who answers, and what only looks like one."""

from __future__ import annotations

import pytest

from onrecord.statements import find_statements
from onrecord.statements.interviews import answers
from onrecord.types import Part, StatementKind
from tests.statements.pages import blocks_of, page_of, told

HEAD = "“I shall keep the harbour as it is.”\nInterview with transport minister Ida Berg. By Ole Lind, Westhaven"
TALK = (
    "Minister, you want to close the old port. Why?\n"
    "Because I have seen the numbers. We lose money there every day.\n"
    "The unions want a referendum.\n"
    "They told me so. I am against it.\n"
    "(The minister pours some tea.)\n"
    "And your own party?\n"
    "My party is patient. I spoke with all of them.\n"
    "There were two who left the room.\n"
    "Will you resign?\n"
    "Not on a Friday."
)
TAIL = "Ida Berg, born in 1970, has been minister since 2020."


def answered(text: str, parts: tuple[Part, ...] = ()) -> list[str]:
    """The answers, those that go on with the one before after a plus sign."""
    found = answers(text, blocks_of(text, parts))
    return [("+ " if turn.goes_on else "") + turn.speech.of(text) for turn in found if turn is not None]


def test_paragraphs_answer_by_turns() -> None:
    assert answered(f"{HEAD}\n{TALK}\n{TAIL}") == [
        "Because I have seen the numbers. We lose money there every day.",
        "They told me so. I am against it.",
        "My party is patient. I spoke with all of them.",
        "+ There were two who left the room.",
        "Not on a Friday.",
    ]


def test_without_the_word_questions_must_ask_and_address() -> None:
    head = "The harbour stays ours\nTransport minister Ida Berg has a plan."
    assert len(answered(f"{head}\n{TALK}")) == 5
    plain = TALK.replace("Minister, you want to close the old port. Why?", "The old port is to close.")
    assert answered(f"{head}\n{plain.replace('your own party', 'the party').replace('Will you', 'Will she')}") == []


@pytest.mark.parametrize("head", [HEAD, HEAD.replace("Interview with t", "T"), HEAD.replace("By Ole Lind", "")])
def test_answers_are_statements_of_whom_the_standfirst_names(head: str) -> None:
    article, reading = page_of(f"{head}\n{TALK}\n{TAIL}", people=("Ida Berg", "Ole Lind"))
    found = [told(article, one) for one in find_statements(article, reading) if one.kind is StatementKind.DIRECT]
    assert {named for named, _, _ in found} == {"(Ida Berg)"}
    assert "I shall keep" in found[0][2]
    assert [content[:9] for _, _, content in found[1:]] == ["Because I", "They told", "My party ", "Not on a "]
    assert found[3][2].endswith("left the room.")


def test_who_asked_is_nobodys_answer() -> None:
    head = "“The harbour stays ours”\nInterview: Ole Lind\nIda Berg has been minister for nine weeks."
    article, reading = page_of(f"{head}\n{TALK}", people=("Ida Berg", "Ole Lind"))
    assert {told(article, one)[0] for one in find_statements(article, reading) if not one.source} == {"(Ida Berg)"}


def test_a_question_may_name_who_answers() -> None:
    text = f"The port\nAn interview about money\n{TALK.replace('Minister, you', 'Ms Berg, you')}"
    article, reading = page_of(text, people=("Berg",))
    assert {told(article, one)[0] for one in find_statements(article, reading) if not one.source} == {"(Berg)"}


@pytest.mark.parametrize(
    "text",
    [
        (  # an explainer: the journalist answers
            "Explainer: what will happen to the port?\nIda Berg has a plan. Here is what you need to know.\n"
            "What is the quarrel about?\nMoney, chiefly. “I have seen the numbers,” says Ms Berg.\n"
            "Who is against it?\nThe unions. “We were never asked,” they say.\n"
            "What happens to you as a customer?\nNothing before May. “I promise,” the minister says.\n"
            "What next?\nThe vote is on Tuesday."
        ),
        (  # common questions: who asks says "I"
            "Questions about the new ticket\nBy Ida Berg\n"
            "Where do I buy it?\nYou buy it at any counter or on our pages.\n"
            "Can I give it to my sister?\nYou can, if she signs it. We check.\n"
            "What if I lose my ticket?\nYou get another one from us.\n"
            "May I take my dog?\nYes, we love dogs."
        ),
        (  # an essay that asks its readers
            "The port and I\nBy Ida Berg\nI grew up beside the port and I still go there.\n"
            "We used to count the ships.\nI remember the green ones best.\nDo you remember them?\n"
            "I do. My father painted them.\nWhere are they now?\nI have asked the owners. They did not answer me.\n"
            "We sold them, I was told later.\nSo what are we waiting for?\nWe must buy them back. I shall begin."
        ),
        (  # a report whose quotations have paragraphs of their own
            "Minister defends her plan\nIda Berg gave an interview to this paper.\n"
            "Mr. Lind, who leads the union, is angry.\n"
            "''I have told you before,'' he said.\nMr. Roos, a docker, agrees.\n"
            "''We see it and I hate it,'' he said.\n"
            "Mr. Vik, the third of them, asks what will come.\n“I do not know,” he said.\nWho pays?\nThe state does."
        ),
    ],
)
def test_what_only_looks_like_an_interview(text: str) -> None:
    assert answered(text) == []


def test_labels_are_left_to_transcripts() -> None:
    text = "Interview\nQ: Will you pay?\nA: I will not.\nQ: Why?\nA: I have no money. I told you."
    article, reading = page_of(text)
    assert {told(article, one)[0] for one in find_statements(article, reading)} == {"Q", "A"}
