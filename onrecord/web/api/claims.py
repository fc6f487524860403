"""Articles, actors, statements, positions and relations as programs get them: the objects of the exports, typed."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from onrecord.types import (
    ActorKind,
    ConditionKind,
    Part,
    RelationKind,
    Scope,
    Stance,
    StatementKind,
    Tense,
    Voice,
)

Place = Annotated[
    list[int],
    Field(
        min_length=2, max_length=2, description="[begin, end) in code points of the article's text", examples=[[0, 12]]
    ),
]
Day = Annotated[str, Field(description="A day as 2024-02-01", examples=["2024-02-01"])]
Date = Annotated[str, Field(description="2024-02-01, or an interval as 2024-02-01/2024-02-29", examples=["2024-02-01"])]


class Model(BaseModel):
    """What every answer is made of: exactly these fields."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Provenance(Model):
    """How a claim came about: a method of the machine and its version, or ``reviewer`` and a name."""

    method: str
    version: str


class ArticleHead(Model):
    """An article without its text."""

    id: str
    origin: str
    outlet: str | None
    title: str | None
    published: Day | None
    language: str | None


class ArticleLine(ArticleHead):
    """An article in a list: without its text, which is ``length`` code points long.

    ``story`` is the id of the earliest article that carries the same copy, null where no other carries it.
    """

    url: str | None
    length: int
    story: str | None


class Article(ArticleHead):
    """An article with the text that all places point into."""

    url: str | None
    author: str | None
    agency: str | None
    section: str | None
    text: str
    story: str | None


class ActorHead(Model):
    """An actor as it stands in claims; ``affiliation`` is a name."""

    id: str
    name: str
    kind: ActorKind
    role: str | None
    affiliation: str | None


class RoleSeen(Model):
    """A role in which an actor was seen, and from when to when."""

    role: str
    body: str | None
    first: Day | None
    last: Day | None


class Actor(ActorHead):
    """An actor with all names and ties."""

    affiliation_id: str | None
    state: str | None
    aliases: list[str]
    members: list[str]
    roles: list[RoleSeen]
    wikidata: str | None


class Condition(Model):
    """The limit or condition of a position, in the words of the text."""

    kind: ConditionKind
    text: str
    spans: list[Place]


class Passage(Model):
    """Words of an article with their places."""

    text: str
    spans: list[Place]


class Statement(Model):
    """Somebody's words or attitude as an article gives them."""

    id: str
    article: ArticleHead
    kind: StatementKind
    part: Part
    content: list[Place]
    cue: list[Place]
    source: list[Place]
    text: str
    actor: ActorHead | None
    said_on: Date | None
    utterance: str | None
    score: float
    provenance: Provenance


class Position(Model):
    """One actor's stance on one option, and the words it rests on; ``evidence`` holds one place."""

    id: str
    issue: str | None
    option: str
    actor: ActorHead
    stance: Stance
    condition: Condition | None
    scope: Scope
    voice: Voice
    by: ActorHead | None
    via: str | None
    addressee: str | None
    reason: Passage | None
    tense: Tense
    derived: bool
    date: Date | None
    article: ArticleHead
    evidence: list[Place]
    context: list[Place]
    text: str
    statement: str | None
    score: float
    provenance: Provenance


class Relation(Model):
    """What one actor does toward another; ``actor`` is null where the text leaves the source unnamed."""

    id: str
    kind: RelationKind
    actor: ActorHead | None
    toward: ActorHead
    voice: Voice
    reason: Passage | None
    article: ArticleHead
    evidence: list[Place]
    text: str
    date: Date | None
    score: float
    provenance: Provenance
