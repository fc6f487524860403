"""A record of any size, filled with fiction made of small word lists: the same for the same size, always.

Twenty statements, five positions and a dozen actors to an article. How often a word or an actor comes falls with its
rank (Zipf), and actors come under several names that the register has brought together.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import accumulate, product
from typing import Any

from onrecord.record import Record
from onrecord.record.codec import codebook_text, reading_bytes
from onrecord.record.dialects import write_rows
from onrecord.record.review_tables import queue_waiting
from onrecord.record.schema import (
    articles,
    codebooks,
    codings,
    mentions,
    metadata,
    positions,
    readings,
    sightings,
    statements,
)
from onrecord.types import Block, Codebook, Option, Part, Provenance, Reading, Scope, Span, Stance, StatementKind, Voice

STATEMENTS, POSITIONS, ACTORS = 20, 5, 12  # in an article
WORDS = 6000  # in use: as many as make up nine tenths of what newspapers print
NAMED = 3000  # actors in a whole record of 20,000 articles; fewer in a small one
NAMES = 4  # under which one of them comes
_PORTION = 250  # articles written at a time

_ONSETS = re.findall(r"\w+", "b br d dr f fl g gr h k kl l m n p pr r s sk sl st t tr v w")
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ou"]
_CODAS = ["n", "r", "s", "l", "k", "m", "t", "nd", "st", "rk"]
_ENDINGS = ("", "", "", "s", "ed", "ing", "tion", "al", "ly")
_ISSUES = re.findall(r"\w+", "harbour bridge airfield orchard reservoir tramway market forest archive lighthouse")
_COURSES = ["closing", "widening", "selling", "lighting", "fencing", "mapping", "renting", "moving"]
_CUES = ("said", "told the council", "argued", "warned", "insisted")
_KINDS = ("person", "person", "person", "organisation", "party", "state", "group")
_OUTLETS = [f"The {name} {paper}" for name, paper in product(("Rivermouth", "Hill", "Bay"), ("Post", "Echo", "Times"))]
_METHOD = {"method": "fiction", "version": "1"}
_NOW = datetime(2031, 1, 1, tzinfo=UTC)

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class World:
    """The words and actors that articles are made of; ``articles`` is how many there are to be."""

    articles: int
    seed: int = 1

    @cached_property
    def words(self) -> Sequence[str]:
        """The words, the most frequent first."""
        rng = random.Random(self.seed)
        made: dict[str, None] = dict.fromkeys(["the", "of", "and", "to", "in", "that", "for", "on", "with", "as"])
        while len(made) < WORDS:
            syllables = (
                rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS) for _ in range(rng.choice((1, 2, 2)))
            )
            made["".join(syllables) + rng.choice(_ENDINGS)] = None
        return tuple(made)

    @cached_property
    def actors(self) -> Sequence[tuple[str, str]]:
        """Id and name of every actor, the most frequent first."""
        rng = random.Random(self.seed + 1)
        many = max(40, min(NAMED, self.articles * 2))
        return tuple(
            (
                f"{rng.choice(_KINDS)}:{number}",
                f"{self.words[50 + number % 900].title()} {self.words[-1 - number].title()}",
            )
            for number in range(many)
        )

    @cached_property
    def codebook(self) -> Codebook:
        """Ten issues with six to eight options each."""
        rng = random.Random(self.seed + 2)
        made = [
            Option(
                f"{issue}-{course}", issue.title(), f"{course.title()} the {issue}", f"The {issue} is up for {course}."
            )
            for issue in _ISSUES
            for course in _COURSES[: rng.randint(6, 8)]
        ]
        return Codebook(tuple(made), "fiction", "fiction.yaml")


def zipf(count: int) -> list[float]:
    """Sums of frequencies that fall with the rank."""
    return list(accumulate(1 / (rank + 2) for rank in range(count)))


def fill(record: Record, world: World) -> None:
    """Write a whole world into an empty record, a portion of articles at a time."""
    with record.transaction() as connection:
        for name, rows in _known(world).items():
            write_rows(connection, metadata.tables[name], rows)
        connection.execute(
            codebooks.insert(),
            {
                "version": world.codebook.version,
                "source": world.codebook.source,
                "content": codebook_text(world.codebook),
                "first_used": _NOW,
                "turn": 1,
            },
        )
    for begin in range(0, world.articles, _PORTION):
        portion = _portion(world, range(begin, min(begin + _PORTION, world.articles)))
        with record.transaction() as connection:
            connection.execute(articles.insert(), portion.pop("articles"))
            for name, rows in portion.items():
                write_rows(connection, metadata.tables[name], rows)
    with record.transaction() as connection:
        connection.execute(
            queue_waiting.insert(), {"article": "", "option": ""}
        )  # the queue is to be made of all of it
    if record.where.startswith("postgresql"):
        with record.transaction() as connection:
            connection.exec_driver_sql("ANALYZE")


def _known(world: World) -> Rows:
    """Who was ever named, whom that means, and the register."""
    rows: Rows = {"sighted": [], "identities": [], "actors": []}
    states = [identifier for identifier, _ in world.actors if identifier.startswith("state:")]
    for place, (identifier, name) in enumerate(world.actors):
        kind = identifier.partition(":")[0]
        state = states[place % min(30, len(states))] if states and kind != "state" else None
        details = {"name": name, "kind": kind, "role": "speaker" if kind == "person" else None, "affiliation": state}
        for variant in range(NAMES):
            seen = identifier if variant == 0 else f"{identifier}.{variant}"
            rows["sighted"].append({"id": seen, **details, "state": state})
            if variant:
                rows["identities"].append({"sighted": seen, "article": "", "actor": identifier})
        rest = {"aliases": f'["{name.split()[1]}"]', "members": "[]", "roles": "[]", "wikidata": None}
        rows["actors"].append({"id": identifier, **details, "state": state, **rest})
    return rows


def _portion(world: World, numbers: range) -> Rows:
    tables = (articles, readings, sightings, statements, mentions, codings, positions)
    rows: Rows = {table.name: [] for table in tables}
    sums = Sums(zipf(len(world.words)), zipf(len(world.actors)))
    for number in numbers:
        _Article(world, number, sums).write(rows)
    return rows


@dataclass(frozen=True)
class Sums:
    """Of the frequencies of words and of actors."""

    words: Sequence[float]
    actors: Sequence[float]


class _Article:
    """One article on its way into rows."""

    def __init__(self, world: World, number: int, sums: Sums) -> None:
        self.world, self.number, self.sums = world, number, sums
        self.rng = random.Random(world.seed * 1_000_003 + number)
        self.id = f"article-{number:06d}"
        self.day = date(2024, 1, 1) + timedelta(days=self.rng.randrange(1800))
        drawn = self.rng.choices(world.actors, cum_weights=sums.actors, k=ACTORS)
        self.met = [
            (identifier if (variant := self.rng.randrange(NAMES)) == 0 else f"{identifier}.{variant}", name)
            for identifier, name in dict.fromkeys(drawn)
        ]

    def write(self, rows: Rows) -> None:
        """Add the rows of the article to those of its portion."""
        spoken = list(self._sentences())
        text = " ".join(sentence for sentence, *_ in spoken)
        self._article(rows, text)
        begin = 0
        options = self.world.codebook.options
        for ordinal, (sentence, said, actor) in enumerate(spoken):
            content = [begin + len(sentence) - len(said) - 1, begin + len(sentence) - 1]
            rows["statements"].append(self._statement(ordinal, said, content, actor))
            rows["mentions"].append(self._mention(ordinal, begin, actor))
            if ordinal < POSITIONS + (self.number % 4 == 0):  # one more is only suggested
                rows["positions"].append(self._position(ordinal, said, content, actor) | self._claim(options))
            begin += len(sentence) + 1

    def _sentences(self) -> Iterator[tuple[str, str, str]]:
        """Sentences with what is said in them, and by whom."""
        for _ in range(STATEMENTS):
            actor, name = self.rng.choice(self.met)
            drawn = self.rng.choices(self.world.words, cum_weights=self.sums.words, k=self.rng.randint(12, 26))
            said = " ".join(drawn)
            yield f"{name} {self.rng.choice(_CUES)} that {said}.", said, actor

    def _article(self, rows: Rows, text: str) -> None:
        title = " ".join(self.rng.choices(self.world.words, cum_weights=self.sums.words, k=6)).capitalize()
        row: dict[str, Any] = {
            "id": self.id,
            "origin": f"fiction/{self.number}.txt",
            "outlet": self.rng.choice(_OUTLETS),
        }
        row |= {"title": title, "published": self.day, "language": "en", "url": None, "text": text, "added_at": _NOW}
        rows["articles"].append(row)
        whole = Span(0, len(text))
        reading = Reading(self.id, (Block(whole, Part.BODY),), (whole,), (), (), (), Provenance("fiction", "1"))
        rows["readings"].append({"article": self.id, **_METHOD, "score": 1.0, "content": reading_bytes(reading)})
        rows["codings"].append({"codebook": "fiction", "article": self.id, "coder_version": "1", "reader_version": "1"})
        rows["sightings"] += [
            {"article": self.id, "ordinal": place, "actor": seen, "name": name, "kind": seen.partition(":")[0]}
            | {"role": None, "affiliation": None, "state": None, "aliases": "[]", "members": "[]"}
            for place, (seen, name) in enumerate(self.met)
        ]

    def _statement(self, ordinal: int, said: str, content: list[int], actor: str) -> dict[str, Any]:
        return {
            "id": f"{self.id}-s{ordinal}",
            "article": self.id,
            "ordinal": ordinal,
            "kind": self.rng.choice(tuple(StatementKind)).value,
            "part": "body",
            "content": f"[[{content[0]},{content[1]}]]",
            "cue": "[]",
            "source": "[]",
            "text": said,
            "holder_begin": None,
            "holder_end": None,
            "actor": actor,
            "said_first": self.day,
            "said_last": self.day,
            "utterance": None,
            **_METHOD,
            "score": self.rng.random(),
        }

    def _mention(self, ordinal: int, begin: int, actor: str) -> dict[str, Any]:
        row = {"article": self.id, "ordinal": ordinal, "place": 0, "actor": actor, "begin": begin, "end": begin + 5}
        return {**row, "form": "name", **_METHOD, "score": 1.0}

    def _claim(self, options: Sequence[Option]) -> dict[str, Any]:
        return {
            "option": self.rng.choice(options).id,
            "stance": self.rng.choices(tuple(Stance), (5, 2, 1, 2, 5))[0].value,
            "scope": self.rng.choice(tuple(Scope)).value,
            "voice": self.rng.choice(tuple(Voice)).value,
            "derived": self.rng.random() < 0.05,
            "score": self.rng.random(),
        }

    def _position(self, ordinal: int, said: str, content: list[int], actor: str) -> dict[str, Any]:
        return {
            "codebook": "fiction",
            "id": f"{self.id}-p{ordinal}",
            "article": self.id,
            "ordinal": ordinal,
            "suggested": ordinal >= POSITIONS,
            "actor": actor,
            "begin": content[0],
            "end": content[1],
            "text": said,
            **dict.fromkeys(("condition_kind", "condition_text", "condition_spans", "reason_text", "reason_spans")),
            **dict.fromkeys(("by", "via", "addressee")),
            "tense": "current",
            "date_first": self.day,
            "date_last": self.day,
            "context": "[]",
            "statement": f"{self.id}-s{ordinal}",
            **_METHOD,
        }
