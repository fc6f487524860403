"""Attitudes by the lexicon, without any tag."""

from __future__ import annotations

import pytest

from onrecord.statements import find_statements
from onrecord.types import StatementKind
from tests.statements.pages import page_of, told

_PLACES = ("Norway", "Chile", "Oslo", "Malta", "Peru")
_POS = {"send": "VERB", "help": "VERB", "sent": "VERB"}
_PEOPLE = ("Lund", "Moreau", "Ilse Brandt")


def attitudes(text: str) -> list[tuple[str, str, str]]:
    article, reading = page_of(
        text, people=_PEOPLE, places=_PLACES, pos={"send": "VERB", "help": "VERB", "sent": "VERB"}
    )
    found = find_statements(article, reading)
    assert all(s.kind is StatementKind.ATTITUDE for s in found)
    return [told(article, statement) for statement in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The governments of Norway and Chile also clearly opposed closing the harbour.",
            ("The governments of Norway and Chile", "opposed", "closing the harbour"),
        ),
        (
            "Norway is not fundamentally opposed to the idea of a toll.",
            ("Norway", "is not fundamentally opposed to", "the idea of a toll"),
        ),
        ("Lund did not rule out a toll for lorries.", ("Lund", "did not rule out", "a toll for lorries")),
        ("Norway has no plans to build the bridge.", ("Norway", "has no plans to", "build the bridge")),
        ("Norway in particular rejects Moreau's proposal.", ("Norway in particular", "rejects", "Moreau's proposal")),
        (
            "Lund raised the possibility of a toll for lorries.",
            ("Lund", "raised the possibility of", "a toll for lorries"),
        ),
        ("Norway will not send engineers to the tunnel.", ("Norway", "will not", "send engineers to the tunnel")),
        ("Chile was still far more open to the proposal.", ("Chile", "was still far more open to", "the proposal")),
        ("Lund, who leads the party, opposes the toll.", ("Lund", "opposes", "the toll")),
        ("The toll was rejected by Chile.", ("Chile", "was rejected by", "The toll")),
        (
            "For Norway, a toll on the bridge is out of the question.",
            ("Norway", "is out of the question", "a toll on the bridge"),
        ),
        (
            "The mayors of Oslo — the most indebted of all — are open to the toll.",
            ("The mayors of Oslo", "are open to", "the toll"),
        ),
        (
            "Chile's refusal to build the tunnel angered many.",
            ("Chile's", "refusal to", "build the tunnel angered many"),
        ),
    ],
)
def test_one_attitude(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in attitudes(text)


def test_two_clauses_two_attitudes() -> None:
    found = attitudes("Lund raised the possibility of a toll, but Oslo and several smaller towns are against it.")
    assert found == [
        ("Lund", "raised the possibility of", "a toll"),
        ("Oslo and several smaller towns", "are against", "it"),
    ]


def test_its_reluctance_has_the_subject_as_holder() -> None:
    article, reading = page_of(
        "Norway has come under pressure for its reluctance to pay for the tunnel.", places=_PLACES
    )
    found = [s for s in find_statements(article, reading) if s.text.startswith("pay")]
    assert [told(article, s)[:2] for s in found] == [("its", "reluctance to")]
    assert found[0].holder is not None
    assert found[0].holder.of(article.text) == "Norway"


def test_a_shared_position_is_what_stands_before_it() -> None:
    article, reading = page_of(
        "[S The council] [C repeats] [T that it has no money for tunnels] - a position shared by many mayors."
    )
    shared = [told(article, s) for s in find_statements(article, reading) if s.kind is StatementKind.ATTITUDE]
    assert shared == [("many mayors", "shared by", "that it has no money for tunnels")]


@pytest.mark.parametrize(
    "text",
    [
        "The meeting took place in Oslo on Friday.",
        "The plan to close the harbour cost millions.",
        "Engineers were sent to help Norway reject the water.",
        "The ferry will be late.",
        "A tunnel supported by pillars is safe.",
    ],
)
def test_no_attitude(text: str) -> None:
    assert attitudes(text) == []


def test_a_quotation_is_not_searched_for_its_own_speaker() -> None:
    article, reading = page_of('[T "We support the toll and I reject the tunnel,"] [C said] [S Lund].')
    assert len(find_statements(article, reading)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway is against.", ("Norway", "is", "against")),
        ("Norway wants a toll, Chile remains opposed.", ("Chile", "remains", "opposed")),
        ("Norway is still undecided, but Chile wants a toll.", ("Norway", "is", "still undecided")),
        ("Norway has not made up its mind.", ("Norway", "has not made", "up its mind")),
    ],
)
def test_an_attitude_whose_object_stands_before(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in attitudes(text)


def test_an_adjective_before_a_noun_is_no_bare_attitude() -> None:
    assert attitudes("Norway is divided territory.") == []


def test_a_second_passive_shares_the_subject() -> None:
    found = attitudes("The toll was backed by Norway but was rejected by Lund and by Moreau.")
    assert ("Lund", "was rejected by", "The toll") in found
