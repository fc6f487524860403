"""Whether a listed name acts for its state, is a place, or another thing of that name."""

from __future__ import annotations

import pytest

from onrecord.actors.around import Around, Spot
from onrecord.actors.lexicon import lexicon
from onrecord.actors.listed import found_spots, listed_names
from onrecord.actors.signs import signs
from onrecord.actors.standing import Judge, Standing
from onrecord.actors.tokens import page_of
from onrecord.types import EntityKind, Reading
from tests.actors.building import article, reading


def standing(text: str, persons: list[str] | None = None) -> Standing:
    """What the first listed name of a text stands for."""
    tagged = reading(text, persons or [])
    page, lex = page_of(article(text), tagged), lexicon()
    begin, end, entry = found_spots(page, lex)[0]
    judge = Judge(page, tagged, lex)
    judge.persons(set())
    return judge(Spot(begin, end, entry, judge.entity(begin)))


@pytest.mark.parametrize(
    "text",
    [
        "Ankara said no.",
        "The plan was rejected by Ankara.",
        "According to Ankara, nobody was hurt.",
        "An Ankara-backed militia withdrew.",
        "The offer came from Ankara.",
        "Turkish officials said no.",
        "Relations with Ankara improved.",
        "Ankara's refusal surprised them.",
        "Ankara is wary of the offer.",
        "Ankara is slow to answer.",
        "Turkey exports wheat but will not cut prices.",
        "Head of the bloc, Ankara wants a vote.",
        "Ankara's third set of conditions arrived.",
        "Row over fish: Ankara eyes deal",
        "The contract went to Turkey.",
        "Ankara will sell the uranium to whoever pays.",
        "Ankara is known for its stubbornness.",
        "Ankara is weeks away from a deal.",
    ],
)
def test_a_name_that_acts(text: str) -> None:
    assert standing(text) is Standing.ACTS


@pytest.mark.parametrize(
    "text",
    [
        "They met in Ankara.",
        "An Ankara-based charity said no.",
        "The train to Ankara was late.",
        "The population of Turkey grows.",
        "An earthquake shook eastern Turkey.",
        "Snow fell on Turkey.",
        "Ankara's tram is free.",
        "A Turkish pianist cancelled the concert.",
        "Tourists stood outside the Kremlin.",
        "Ankara went dark at noon.",
        "Ankara is full of tourists.",
        "Ankara is the greenest city of all.",
        "Ankara saw no sun for a week.",
        "Ankara was rocked by an explosion.",
        "Ankara lay in ruins.",
        "Ankara is built on a fault line.",
        "Ankara is two hours away by train.",
        "Ankara is known for its carpets.",
        "Ankara must empty its rubbish bins faster, tenants say.",
        "Ankara, 12 Jul (AAP) - The bishops left.",
    ],
)
def test_a_name_that_is_only_a_place_or_a_people(text: str) -> None:
    assert standing(text) is Standing.PLACE


@pytest.mark.parametrize(
    "text",
    [
        "The Ankara Gazette had the story.",
        "Mr Jordan said no.",
        "Athens, Ohio, has a college.",
        "Peru, a hamlet of forty, lost its mill.",
        "In the semi-final Turkey beat the hosts.",
        "The witness spoke in Turkish.",
        "Real Madrid paid the fee.",
        'He sang "Georgia on My Mind" to them.',
    ],
)
def test_a_name_of_another_thing(text: str) -> None:
    assert standing(text) is Standing.OTHER


@pytest.mark.parametrize(
    "text",
    [
        "He served in the Turkish Civil War.",
        "He reads the Turkey Daily.",
        "Turkey 24 broadcast the interview.",
        "Ankara, six, fed the goats.",
        "Turkey, his granddaughter, fed the goats.",
        "Turkey lost to Norway on Sunday.",
        "Turkey chose to bat first.",
    ],
)
def test_a_war_a_paper_a_child_or_a_side_of_that_name(text: str) -> None:
    assert standing(text) is Standing.OTHER


def test_a_rarer_meaning_wins_where_only_its_actor_is_named_otherwise() -> None:
    def meant(text: str) -> list[str]:
        return [entry.actor for _, _, entry in found_spots(page_of(article(text), reading(text)), lexicon())]

    assert meant("Congo signed. Brazzaville was pleased.")[0] == "state:CG"
    assert meant("Congo signed. Kinshasa and Brazzaville were pleased.")[0] == "state:CD"
    assert meant("Congo signed.")[0] == "state:CD"


def test_a_surname_of_the_article_is_the_person_unless_the_state_is_named_otherwise() -> None:
    text = "Jordan said no, and Ruth Jordan left."
    assert standing(text, ["Ruth Jordan"]) is Standing.OTHER
    tagged = reading(f"{text} Amman waits.", ["Ruth Jordan"])
    page = page_of(article(f"{text} Amman waits."), tagged)
    assert "state:JO" in [
        ref.entry.actor for ref in listed_names(page, tagged, lexicon()) if ref.entry and not ref.begin
    ]


def names(text: str) -> list[str]:
    tagged = reading(text)
    return [ref.entry.actor for ref in listed_names(page_of(article(text), tagged), tagged, lexicon()) if ref.entry]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Frankfurt kept rates where they were, and the banks cheered.", "org:european-central-bank"),
        ("Strasbourg condemned the arrests in its judgment.", "org:echr"),
        ("Brussels fined the firm, the commission said.", "org:eu"),
    ],
)
def test_the_words_around_tell_which_meaning(text: str, actor: str) -> None:
    assert names(text)[0] == actor


def test_an_article_makes_the_hill_a_parliament() -> None:
    assert "org:us-congress" in names("Washington waits, and the Hill said no.")
    assert "org:us-congress" not in names("Washington waits, and Benny Hill said no.")


def test_signs_name_what_a_preposition_hangs_on() -> None:
    text = "The streets of Ankara were empty."
    tagged: Reading = reading(text)
    page, lex = page_of(article(text), tagged), lexicon()
    begin, end, entry = found_spots(page, lex)[0]
    judge = Judge(page, tagged, lex)
    assert isinstance(judge.around, Around)
    found = signs(judge.around, Spot(begin, end, entry))
    assert {"prep=of", "of<place", "sort=capital"} <= found
    assert f"entity={EntityKind.PLACE.value}" not in found
