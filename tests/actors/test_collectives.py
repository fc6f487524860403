"""Bodies by their description alone; and words that only look like one."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from onrecord.actors import resolve
from onrecord.types import ActorKind, Resolution, Span, Word
from tests.actors.building import actor, article, reading, span, statement

_POS = {
    "VERB": "said met went held warned came",
    "DET": "the a an her his our another",
    "ADP": "in of at for with on by from",
    "ADJ": "local small vast new turkish general long second energetic",
    "CCONJ": "and or",
    "ADV": "late so out",
}
_BY_WORD = {word: pos for pos, words in _POS.items() for word in words.split()}


def read(text: str, source: str = "", people: tuple[str, ...] = (), bodies: tuple[str, ...] = ()) -> Resolution:
    """A text in which small words that no list above names are nouns; its statement is what follows "said that"."""
    words = []
    for match in re.finditer(r"\w+", text):
        default = "PROPN" if match.group()[0].isupper() and match.start() else "NOUN"
        words.append(Word(Span(*match.span()), _BY_WORD.get(match.group().lower(), default)))
    said = [statement(text, span(text, source), text.partition("said that ")[2].rstrip("."))] if source else []
    return resolve(article(text), replace(reading(text, people, bodies), words=tuple(words)), said)


def described(text: str, source: str = "", bodies: tuple[str, ...] = ()) -> list[str]:
    """The descriptions in a text that are kept as bodies."""
    found = read(text, source, bodies=bodies)
    bodies_of_words = {a.id for a in found.actors if a.id.startswith("role:") and a.kind is ActorKind.ORGANISATION}
    return [m.span.of(text) for m in found.mentions if bodies_of_words.issuperset(m.actors) and m.actors]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On Monday the bus drivers' union met.", "the bus drivers' union"),
        ("On Monday the farmers' and growers' association met.", "the farmers' and growers' association"),
        ("On Monday the data protection authority met.", "the data protection authority"),
        ("On Monday a steel workers' federation met.", "a steel workers' federation"),
        ("On Monday the Turkish air force met.", "the Turkish air force"),
    ],
)
def test_a_description_is_a_body(text: str, words: str) -> None:
    assert described(text) == [words]


def test_the_same_words_are_the_same_body_in_an_article() -> None:
    found = read("On Monday a bus drivers' union met. On Friday the bus drivers' union met.")
    bodies = [a for a in found.actors if a.kind is ActorKind.ORGANISATION]
    assert [a.name for a in bodies] == ["bus drivers' union"]


def test_a_head_of_two_meanings_is_a_body_where_it_speaks() -> None:
    text = "On Monday the football club said that the toll is fair."
    assert described(text) == []
    assert described(text, "the football club") == ["the football club"]


@pytest.mark.parametrize(
    "text",
    [
        "On Monday the union leaders met.",
        "On Monday the union met.",
        "He has a lot of business there.",
        "In the long run it went so.",
        "On Monday the press conference went late.",
        "At the dinner party she came late.",
        "On Monday the age group met.",
        "On Monday the rail network came late.",
        "On Monday the cold front came.",
        "He came by the post office.",
        "A vast majority met.",
        "Our union met.",
        "On Monday another steel union met.",
    ],
)
def test_what_is_no_body(text: str) -> None:
    assert described(text) == []


def test_a_noun_behind_a_name_says_only_what_it_is() -> None:
    assert described("On Monday the Northwind union met.", bodies=("Northwind",)) == []


def test_a_body_counts_for_its_owner() -> None:
    text = "Ana Kovac came late. Her coalition said that the toll is fair."
    found = read(text, "Her coalition", people=("Ana Kovac",))
    body = actor(found, found.statements[0].actor or "")
    assert (body.name, body.affiliation) == ("Ana Kovac's coalition", "person:ana-kovac")


def test_her_coalition_of_nobody_known_is_nobody_s() -> None:
    assert described("Her coalition met.") == []
