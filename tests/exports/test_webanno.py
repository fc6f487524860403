"""Web Annotations: what the W3C's model asks of them."""

import json
from typing import Any

import pytest

from onrecord.exports import webanno
from onrecord.types import Codebook
from tests.exports.chapters import ACTORS, CHAPTERS, CODEBOOK
from tests.exports.values import TEXT


def page(what: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads("\n".join(webanno.lines(what, CHAPTERS, ACTORS, CODEBOOK)))
    return made


@pytest.mark.parametrize("what", ["statements", "positions", "suggestions"])
def test_the_page_keeps_the_model(what: str) -> None:
    held = page(what)
    assert held["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert (held["type"], held["id"]) == ("AnnotationPage", f"urn:onrecord:page:{what}")
    ids = [one["id"] for one in held["items"]]
    assert len(ids) == len(set(ids)) == {"statements": 2, "positions": 3, "suggestions": 0}[what]
    for one in held["items"]:
        assert one["type"] == "Annotation"
        assert all(body["type"] in ("TextualBody", "SpecificResource", "Dataset") for body in one["body"])
        for target in one["target"] if isinstance(one["target"], list) else [one["target"]]:
            assert {"id", "type"} <= target["source"].keys()
            assert [each["type"] for each in target["selector"]] == ["TextPositionSelector", "TextQuoteSelector"]


def test_the_parts_of_a_discontinuous_statement_are_targets_of_their_own() -> None:
    first, second = page("statements")["items"][0]["target"]
    assert [one["selector"][1]["exact"] for one in (first, second)] == ["No toll", "if the city pays"]
    quote = second["selector"][1]
    assert quote["prefix"] + quote["exact"] + quote["suffix"] in TEXT


def test_who_says_it() -> None:
    assert [one["creator"] for one in page("positions")["items"]][1:] == [
        {"type": "Software", "name": "onrecord rule 2"},
        {"type": "Person", "name": "Ada"},
    ]
    bodies = page("positions")["items"][0]["body"]
    assert [body["value"] for body in bodies[:2]] == ["opposes", "The bridge: A toll on the bridge"]
    assert bodies[2]["source"] == {"id": "http://www.wikidata.org/entity/Q7", "type": "Person", "name": "Orla Brück"}


def test_no_claims() -> None:
    assert json.loads("\n".join(webanno.lines("positions", (), {}, Codebook((), ""))))["items"] == []
