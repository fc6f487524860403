"""Who says "I" outside quotation marks: the signatory of an opinion piece, but no reporter."""

from __future__ import annotations

import pytest

from onrecord.types import StatementKind
from tests.actors.building import at, resolved, span, statement

PIECE = (
    "I have walked to the port every day. I know the owners. I count the ships. I would close it.\n"
    "So I ask the council to act, and I say it loudly."
)
EVA = "Eva Brandt"


def says(text: str, quoted: tuple[str, ...] = ()) -> str:
    """Whom the "I" of "I would" means."""
    given = [statement(text, "Ole Lind", words, StatementKind.DIRECT) for words in quoted]
    found = at(resolved(text, given, people=(EVA, "Ole Lind")), span(text, "I", 3))
    return found[0] if found else ""


@pytest.mark.parametrize(
    "text",
    [
        f"The old port\nBy {EVA}, columnist of the Courier\n{PIECE}",
        f"The old port\nGuest commentary by {EVA}\n{PIECE}",
        f"The old port\nBy {EVA}\n{PIECE}",
        f"The old port\nAn empty quay.\n{PIECE}\n{EVA} is professor of economics at Westhaven.",
        f"The old port\nAn empty quay.\n{PIECE}\n{EVA}",
        f"Speech by {EVA} in Westhaven\nThe harbour, 3 May\n{PIECE}",
    ],
)
def test_who_signs_a_piece_of_opinion_says_i_in_it(text: str) -> None:
    assert "brandt" in says(text).lower()


QUOTES = ("It is over.", "Nobody came.", "We wait.")
TOLD = "".join(f"\n“{quote}” said Ole Lind." for quote in QUOTES)


@pytest.mark.parametrize(
    "text",
    [
        f"The old port\nBy {EVA} in Westhaven\n{PIECE}{TOLD}",
        f"The old port\nBy {EVA}, our correspondent in Westhaven\n{PIECE}{TOLD}",
        f"The old port\nAn empty quay.\n{PIECE}{TOLD}\n{EVA} is a reporter in Westhaven.",
    ],
)
def test_a_reporter_who_quotes_others_is_no_narrator(text: str) -> None:
    quoted = tuple(f"“{quote}”" for quote in QUOTES)
    given = [
        statement(text, span(text, "Ole Lind", number), words, StatementKind.DIRECT)
        for number, words in enumerate(quoted)
    ]
    found = at(resolved(text, given, people=(EVA, "Ole Lind")), span(text, "I", 3))
    assert not any("brandt" in one.lower() for one in found)


def test_a_columnist_may_quote_others() -> None:
    text = f"The old port\nBy {EVA}, columnist of the Courier\n{PIECE}{TOLD}"
    assert "brandt" in says(text, tuple(f"“{quote}”" for quote in QUOTES)).lower()
