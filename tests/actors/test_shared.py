"""Names that parties of several states have: whose they are, and when nobody can tell."""

from __future__ import annotations

import pytest

from onrecord.types import ActorKind
from tests.actors.building import actor, resolved, who

GREENS, LIBERALS, SOCIAL = "the Greens", "the Liberals", "the Social Democrats"


@pytest.mark.parametrize(
    ("text", "words", "party"),
    [
        (  # Switzerland is a place in an article on Germany
            "The German chancellor met the Bundestag. A tunnel to Switzerland was on the list. "
            "On Monday the Greens rejected it.",
            GREENS,
            "party:de-greens",
        ),
        (
            "Sweden's government presented the budget. The Riksdag will vote on it. A model from Switzerland was new. "
            "On Monday the Liberals rejected it.",
            LIBERALS,
            "party:se-liberals",
        ),
        (
            "The Danish parliament voted. Denmark is no Sweden. On Monday the Social Democrats rejected it.",
            SOCIAL,
            "party:dk-socialdemocrats",
        ),
        (  # an article on Switzerland that names Germany
            "The Swiss government met. Switzerland buys from Germany. Zug is in Switzerland. "
            "On Monday the Greens rejected it.",
            GREENS,
            "party:ch-greens",
        ),
        ("German farmers met. The Swiss too. In Austria, the Greens rejected it.", GREENS, "party:at-greens"),
        ("The German government met in Germany. Now the Greens in Sweden rejected it.", GREENS, "party:se-green-party"),
        ("The German government met in Germany. Now the Swedish Greens rejected it.", "Greens", "party:se-green-party"),
        ("The CDU met. The SPD did not. On Monday the Greens rejected it.", GREENS, "party:de-greens"),
    ],
)
def test_the_state_that_the_article_speaks_of(text: str, words: str, party: str) -> None:
    assert who(text, words.removeprefix("the ")) == (party,)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Trams in Switzerland are old. On Monday the Greens rejected the toll.", "Greens"),
        (
            "Costs rose in France, Sweden, Switzerland and Austria. On Monday the Liberals rejected the toll.",
            "Liberals",
        ),
        (
            "The French president met the French parliament. France will pay. Paris is calm. Switzerland will not. "
            "On Monday the Social Democrats rejected the toll.",
            "Social Democrats",
        ),
        (
            "The European Parliament met. The European Commission proposed it. The EU will vote. A Swiss firm builds. "
            "On Monday the Greens rejected the toll.",
            "Greens",
        ),
        ("The German government met. The Swiss government met. On Monday the Greens rejected the toll.", "Greens"),
        ("On Monday the Greens rejected the toll.", "Greens"),
    ],
)
def test_an_open_name_is_a_party_of_this_article_without_a_state(text: str, name: str) -> None:
    (identifier,) = who(text, name)
    found = actor(resolved(text), identifier)
    assert (found.kind, found.name, found.state) == (ActorKind.PARTY, name, None)
    assert identifier != at_another(text, name)


def at_another(text: str, name: str) -> str:
    """The id that the same name gets in another article."""
    return next(a.id for a in resolved(text, identifier="ffff0000").actors if a.name == name)


def test_the_plain_name_of_one_party_is_another_only_where_its_state_is_spoken_of() -> None:
    assert who("On Monday the FDP rejected the toll.", "FDP") == ("party:de-fdp",)
    swiss = "The Swiss government met. Switzerland will pay. On Monday the FDP rejected the toll."
    assert who(swiss, "FDP") == ("party:ch-fdp",)


def test_people_who_are_no_party_stay_people() -> None:
    assert who("Liberals rejected the toll.", "Liberals") == ("group:liberals",)
