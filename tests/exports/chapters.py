"""Two articles with all that was found in them, by hand, as a record gives them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.types import Article, Option, Position, Provenance, Relation, Statement
from tests.exports.values import ARTICLE, BARE, BOOK, CITY, GROUP, MAYOR, PLAIN, POSITION, STATEMENT, UNNAMED


@dataclass(frozen=True)
class Chapter:
    article: Article
    statements: Sequence[Statement] = ()
    positions: Sequence[Position] = ()
    suggestions: Sequence[Position] = ()
    relations: Sequence[Relation] = ()


ACTORS = {actor.id: actor for actor in (CITY, MAYOR, GROUP)}
PART = Option(
    "toll-night", "The bridge", "A toll at night", "Only: at night.", ("dark", "late"), parent="toll", opposed=("toll",)
)
CODEBOOK = replace(BOOK, options=(*BOOK.options, PART, Option("ferry", "The river", 'A "ferry" & <boat>')))
EMOJI = replace(
    BARE, id="a3", origin="news/3.txt", title="\U0001f309 a\nb", text="\U0001f309\U0001f309 no\r\nWe want it."
)
CODED = replace(
    PLAIN,
    id="p3",
    article="a3",
    option="toll-night",
    actor="city",
    evidence=type(PLAIN.evidence)(7, 14),
    text="We want",
    provenance=Provenance("reviewer", "Ada"),
)
CHAPTERS = (
    Chapter(ARTICLE, (STATEMENT,), (POSITION,)),
    Chapter(BARE, (UNNAMED,), (PLAIN,)),
    Chapter(EMOJI, (), (CODED,)),
)
