# ruff: noqa: E501 - samples stand here as they come
import pytest

from onrecord.origins.press.words import is_byline, is_rights, labelled, without_by


@pytest.mark.parametrize(
    "line",
    [
        "Copyright 2011 The Gazette",
        "© Alden Press",
        "(c) 2024 Tide Media",
        "Tous droits réservés",
        "2024 Tide. All rights reserved.",
    ],
)
def test_rights_are_told(line: str) -> None:
    assert is_rights(line)


@pytest.mark.parametrize(
    "line",
    [
        "Copyright holders said the law was unfair.",
        "(c) the minister shall report every year",
        "She said that all rights reserved to the crown had lapsed, and that nobody would miss them in the year to come or after it.",
    ],
)
def test_sentences_about_rights_are_none(line: str) -> None:
    assert not is_rights(line)


def test_labels_go_by_kind_whatever_their_language() -> None:
    assert labelled("RUBRIK: POLITIK; S. 5", "nexis", upper=True) == ("section", "POLITIK; S. 5")
    assert labelled("Longueur: 95 mots", "nexis") == ("length", "95 mots")
    assert labelled("Longueur: 95 mots", "nexis", upper=True) is None
    assert labelled("He said: nothing", "nexis") is None


def test_by_lines() -> None:
    assert is_byline("By Ann Leeward in Port Alden")
    assert not is_byline("By then it was too late for the island and its people to do anything about the levy.")
    assert without_by("Von ERNST GROTH.") == "ERNST GROTH"
    assert without_by("Diane Abel") == "Diane Abel"
