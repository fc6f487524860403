"""Web Annotations read back: our own, others', and Hypothesis' export."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.exports import webanno as out
from onrecord.exports.writing import write_lines
from onrecord.imports.incoming import Incoming, Wishes, article_id
from onrecord.imports.webanno import read, recognises
from onrecord.types import Article, Provenance, Stance
from tests.exports.chapters import ACTORS, CHAPTERS, CODEBOOK, EMOJI

NO_WISHES = Wishes()
TALK = Article(
    "t1", "We want no toll.\n\nNobody  wants a toll, said Cy. We want no toll.", "talk.txt", url="https://a.example/1"
)
HELD = Wishes(find=lambda key: TALK if key in (TALK.id, TALK.url) else None)


def annotation(tags: list[str], **quote: Any) -> dict[str, Any]:
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:x:1",
        "type": "Annotation",
        "creator": {"type": "Person", "name": "Ben"},
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags],
        "target": {
            "source": "https://a.example/1",
            "selector": [
                {"type": "TextPositionSelector", "start": 0, "end": 7},
                {"type": "TextQuoteSelector", **(quote or {"exact": "We want"})},
            ],
        },
    }


def written(place: Path, held: Any) -> Path:
    (place / "a.jsonld").write_text(json.dumps(held), encoding="utf-8")
    return place / "a.jsonld"


def only(found: Incoming) -> tuple[str, str, Stance, str]:
    (claim,) = found.claims
    labels = {option.id: option.label for option in found.options}
    names = {actor.id: actor.name for actor in found.actors}
    position = claim.position
    return names[position.actor], labels[position.option], position.stance, claim.reviewer


def test_our_own_comes_back_whole(tmp_path: Path) -> None:
    write_lines(tmp_path / "p.jsonld", out.lines("positions", CHAPTERS, ACTORS, CODEBOOK))
    assert recognises(tmp_path / "p.jsonld")
    found = read(tmp_path / "p.jsonld", NO_WISHES)
    for chapter, text, claim in zip(CHAPTERS, found.texts, found.claims, strict=True):
        identifier = article_id(chapter.article.origin, chapter.article.text)
        assert text.article == replace(chapter.article, id=identifier)
        assert claim.position == replace(
            *chapter.positions, id="", article=identifier, statement=None, provenance=Provenance("import", "webanno")
        )
    assert [claim.reviewer for claim in found.claims] == ["onrecord", "onrecord", "Ada"]
    assert {option.id: (option.issue, option.label) for option in found.options} == {
        option.id: (option.issue, option.label) for option in CODEBOOK.options
    }
    assert {actor.id: actor.name for actor in found.actors} == {one.id: one.name for one in ACTORS.values()}


def test_statements_are_counted(tmp_path: Path) -> None:
    write_lines(tmp_path / "s.jsonld", out.lines("statements", CHAPTERS, ACTORS, CODEBOOK))
    found = read(tmp_path / "s.jsonld", NO_WISHES)
    assert found.claims == ()
    assert found.left == ("2 left out: statements: positions alone come in",)


@pytest.mark.parametrize(
    "tags",
    [
        ["speaker: Cy", "Toll", "against"],
        ["speaker: Cy", "Toll: against"],
        ["Actor: Cy", "option: Toll", "stance: against"],
    ],
)
def test_tags_say_who_on_what(tmp_path: Path, tags: list[str]) -> None:
    found = read(written(tmp_path, annotation(tags)), HELD)
    assert only(found) == ("Cy", "Toll", Stance.OPPOSES, "Ben")
    assert found.claims[0].position.text == "We want"
    assert found.texts[0].article == TALK


@pytest.mark.parametrize(
    ("quote", "begin"),
    [
        ({"exact": "Nobody wants"}, 18),
        ({"exact": "want no toll", "prefix": "said Cy. We ", "suffix": "."}, TALK.text.rindex("want")),
        ({"exact": "want no toll"}, 3),
    ],
)
def test_words_are_found_where_they_stand(tmp_path: Path, quote: dict[str, str], begin: int) -> None:
    found = read(written(tmp_path, [annotation(["speaker: Cy", "Toll", "pro"], **quote)]), HELD)
    assert found.claims[0].position.evidence.begin == begin


def test_hypothesis(tmp_path: Path) -> None:
    row = {
        "uri": "https://a.example/1",
        "user": "acct:ben@hypothes.is",
        "tags": ["Toll", "pro", "speaker: Cy"],
        "target": [{"source": "https://a.example/1", "selector": [{"type": "TextQuoteSelector", "exact": "no toll"}]}],
    }
    found = read(written(tmp_path, {"total": 1, "rows": [row]}), HELD)
    assert only(found) == ("Cy", "Toll", Stance.SUPPORTS, "ben")


def test_what_no_position_comes_of_is_counted(tmp_path: Path) -> None:
    rows = [
        annotation(["speaker: Cy", "Toll"]),
        annotation(["speaker: Cy", "pro"]),
        annotation(["Toll", "pro"]),
        annotation(["x"], exact="never said"),
    ]
    found = read(written(tmp_path, {"items": rows}), HELD)
    assert sorted(line.partition(": ")[2] for line in found.left) == [
        "annotations of words that the text does not have",
        "annotations without a stance",
        "annotations without an actor",
        "annotations without an option",
    ]
    lost = read(written(tmp_path, rows), NO_WISHES)
    assert lost.left == ("4 left out: annotations of texts that neither the file nor the record holds",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "line 1: this is no JSON"),
        ("{}", "no annotation"),
        ('{"a": 1}\n\n{"b"}', "line 3"),
        ("[" * 99999, "nested too deep"),
    ],
)
def test_files_that_can_not_be_read(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "a.jsonld").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        read(tmp_path / "a.jsonld", NO_WISHES)


def test_places_are_code_points(tmp_path: Path) -> None:
    write_lines(tmp_path / "p.jsonld", out.lines("positions", CHAPTERS[2:], ACTORS, CODEBOOK))
    page = json.loads((tmp_path / "p.jsonld").read_text(encoding="utf-8"))
    position, quote = page["items"][0]["target"]["selector"]
    assert EMOJI.text[position["start"] : position["end"]] == quote["exact"] == "We want"
    assert EMOJI.text == quote["prefix"] + quote["exact"] + quote["suffix"]
