"""What programs may ask for: the filters, cursors and limits of every list, each with its bounds."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from onrecord.networks import (
    Among,
    Choice,
    Count,
    Duplicates,
    Level,
    Mode,
    NetworkOptions,
    Normalise,
    Qualifier,
    Weight,
)
from onrecord.record.sample_values import Unit
from onrecord.record.values import QueueFilter, State
from onrecord.record.wanted import Order, Wanted
from onrecord.types import ActorKind, RelationKind, Scope, Stance, StatementKind, Voice
from onrecord.web.board.asked import Asked as BoardAsked
from onrecord.web.board.asked import Evidence

# Items of a page at most: some 500 kB of claims, which is made in well under a second.
MOST = 500

Identifier = Annotated[str, Field(max_length=2000)]
Several = Annotated[list[Identifier], Field(max_length=100)]


class Asked(BaseModel):
    """What is not known is refused: a misspelt filter would give everything."""

    model_config = ConfigDict(extra="forbid")


class Listed(Asked):
    """Which page of a list: behind a cursor, and how long."""

    after: Annotated[str | None, Field(max_length=2000, description="The cursor in the address of ``next``")] = None
    limit: Annotated[int, Field(ge=1, le=MOST, description="Items of a page")] = 50


class ClaimsAsked(Listed):
    """The filters of articles, statements and positions; all that is given must hold."""

    q: Annotated[str, Field(max_length=1000, description='Words, "phrases", -not, prefix*, OR')] = ""
    actor: Annotated[Several, Field(description="Ids of actors, of which any will do")] = []
    option: Annotated[Several, Field(description="Ids of options, of which any will do")] = []
    stance: Stance | None = None
    scope: Scope | None = None
    voice: Voice | None = None
    kind: Annotated[StatementKind | None, Field(description="How the article gives the words")] = None
    derived: bool | None = None
    outlet: Identifier | None = None
    since: Annotated[date | None, Field(description="From this day on; leaves out what has none")] = None
    until: Annotated[date | None, Field(description="To this day; leaves out what has none")] = None
    article: Identifier | None = None
    reviewed: Annotated[bool | None, Field(description="Whether a person has judged it")] = None
    state: Annotated[State | None, Field(description="As what a person has judged it")] = None
    once: Annotated[bool, Field(description="Of articles: of each story only the earliest")] = False
    order: Annotated[Order | None, Field(description="best with q, else newest, where nothing is said")] = None

    def wanted(self, *, suggested: bool = False) -> Wanted:
        """What the record is asked for."""
        return Wanted(
            text=self.q,
            actors=tuple(self.actor),
            options=tuple(self.option),
            stance=self.stance,
            scope=self.scope,
            voice=self.voice,
            kind=self.kind,
            derived=self.derived,
            outlet=self.outlet,
            since=self.since,
            until=self.until,
            article=self.article,
            reviewed=self.reviewed,
            state=self.state,
            suggested=suggested,
            once=self.once,
            order=self.order or (Order.BEST if self.q.strip() else Order.NEWEST),
        )


class SearchAsked(ClaimsAsked):
    """The same, and what is looked for among."""

    what: Annotated[Literal["articles", "statements", "positions"], Field(description="Among what")] = "statements"


class RelationsAsked(Listed):
    """The filters of relations."""

    actor: Identifier | None = None
    toward: Identifier | None = None
    kind: RelationKind | None = None
    article: Identifier | None = None
    since: date | None = None
    until: date | None = None


class ActorsAsked(Listed):
    """The filters of actors."""

    q: Annotated[str, Field(max_length=200, description="A part of a name or alias")] = ""
    kind: ActorKind | None = None
    body: Annotated[Identifier | None, Field(description="Only who counts for this body")] = None


class CellsAsked(Asked):
    """What is counted in stands, changes and splits."""

    actor: Identifier | None = None
    option: Identifier | None = None
    scope: Scope | None = None
    since: date | None = None
    until: date | None = None


class StandsAsked(CellsAsked, Listed):
    """The same for lists with pages."""


class ShiftsAsked(StandsAsked):
    """The same, and whether only what texts report."""

    reported: bool | None = None


class QueueAsked(Listed):
    """Which claims of the queue are wanted."""

    option: Identifier | None = None
    actor: Identifier | None = None
    stance: Stance | None = None
    outlet: Identifier | None = None
    since: date | None = None
    until: date | None = None
    kind: StatementKind | None = None
    article: Identifier | None = None
    suggested: bool | None = None
    at_least: Annotated[float | None, Field(ge=0, le=1, description="The machine's score at least")] = None

    def wanted(self) -> QueueFilter:
        """What the record is asked for."""
        return QueueFilter(**self.model_dump(exclude={"after", "limit"}))


class LogAsked(Listed):
    """Which judgements are wanted, the earliest first."""

    claim: Annotated[Identifier | None, Field(description="The id of what was judged")] = None
    kind: Annotated[Literal["position", "statement", "actor"] | None, Field(description="What was judged")] = None
    reviewer: Identifier | None = None
    withdrawn: Annotated[bool, Field(description="Also what was taken back")] = False


class AuditAsked(Listed):
    """Which lines of the audit log are wanted, the earliest first."""

    person: Identifier | None = None
    verb: Identifier | None = None


class SampleAsked(Asked):
    """How far apart passages may lie, and whether the machine is compared too."""

    tolerance: Annotated[float, Field(ge=0.05, le=1)] = 0.5
    machine: bool = False


# ---------------------------------------------------------------- what is sent

_Place = Annotated[list[int], Field(min_length=2, max_length=2)]


class _Reference(BaseModel):
    """An actor as claims have it; only its id counts."""

    model_config = ConfigDict(extra="ignore")

    id: Identifier


class _Words(BaseModel):
    """A passage as claims have it; only its places count, the words are those of the article."""

    model_config = ConfigDict(extra="ignore")

    spans: Annotated[list[_Place], Field(min_length=1, max_length=50)]


class _Limited(_Words):
    kind: Literal["limit", "condition"]


class ClaimGiven(BaseModel):
    """A claim as it should be, in the form in which it is given out; of a claim that there is, only what differs.

    Actors may be given by their id alone. What the record works out itself (text, issue, score) counts for nothing.
    """

    model_config = ConfigDict(extra="ignore")

    article: Identifier | _Reference | None = None
    actor: Identifier | _Reference | None = None
    # of positions
    option: Identifier | None = None
    stance: Stance | None = None
    scope: Scope | None = None
    voice: Voice | None = None
    evidence: Annotated[list[_Place] | None, Field(min_length=1, max_length=1)] = None
    context: Annotated[list[_Place] | None, Field(max_length=50)] = None
    condition: _Limited | None = None
    reason: _Words | None = None
    by: Identifier | _Reference | None = None
    via: Identifier | None = None
    addressee: Identifier | None = None
    tense: Literal["current", "former"] | None = None
    date: Annotated[str | None, Field(max_length=21)] = None
    statement: Identifier | None = None
    # of statements
    kind: StatementKind | None = None
    part: Literal["body", "headline", "caption", "credit", "hint"] | None = None
    content: Annotated[list[_Place] | None, Field(max_length=50)] = None
    cue: Annotated[list[_Place] | None, Field(max_length=50)] = None
    source: Annotated[list[_Place] | None, Field(max_length=50)] = None
    said_on: Annotated[str | None, Field(max_length=21)] = None


class JudgementGiven(Asked):
    """A judgement: on which claim (none for a new one), at which version, and the claim where it should be another."""

    of: Annotated[Identifier | None, Field(description="The id of the claim; none for one that was missed")] = None
    kind: Literal["position", "statement"] = "position"
    verdict: Literal["right", "wrong", "corrected", "unsure"]
    expected: Annotated[int, Field(ge=0, description="The version of the claim that was seen, 0 for none")] = 0
    claim: ClaimGiven | None = None
    note: Annotated[str | None, Field(max_length=2000)] = None


class TextGiven(Asked):
    """A text to be read."""

    text: Annotated[str, Field(min_length=1, max_length=2_000_000)]
    title: Annotated[str | None, Field(max_length=300)] = None


class ReadingGiven(Asked):
    """What is to be read: texts, or the bundled debate. Files are sent as a form to ``/read``."""

    texts: Annotated[list[TextGiven], Field(max_length=5000)] = []
    bundled: bool = False
    published: Annotated[date | None, Field(description="For articles that do not say it themselves")] = None
    outlet: Annotated[str | None, Field(max_length=200, description="For articles that do not say it")] = None
    codebook: Annotated[str | None, Field(max_length=5_000_000, description="Another codebook, as YAML")] = None
    title: Annotated[str | None, Field(max_length=200)] = None


class SampleGiven(Asked):
    """A sample to be drawn."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    unit: Unit = Unit.ARTICLE
    size: Annotated[int, Field(ge=1, le=100_000)]
    coders: Annotated[list[Identifier], Field(min_length=1, max_length=100)]
    seed: int = 0
    overlap: Annotated[float, Field(ge=0, le=1)] = 1.0
    blind: bool = True


class MapAsked(Listed):
    """What the map counts, as in the address of its page."""

    issue: Identifier | None = None
    by: Annotated[Level, Field(description="For whom positions count")] = Level.CODED
    since: date | None = None
    until: date | None = None
    scope: Scope | None = None
    reviewed: Annotated[bool, Field(description="Only what a person has judged")] = False
    evidence: Annotated[Evidence, Field(description="How much must rest behind an answer")] = Evidence.ANY
    count: Annotated[Count, Field(description="What evidence counts: sayings, papers or reports")] = Count.UTTERANCES
    derived: Annotated[bool, Field(description="Also what only follows from other positions")] = True
    kind: ActorKind | None = None
    body: Annotated[Identifier | None, Field(description="Only who counts for this body")] = None
    find: Annotated[str, Field(max_length=200, description="A part of a name")] = ""

    def chart(self) -> BoardAsked:
        """What the map is asked for."""
        return BoardAsked(**self.model_dump(exclude={"after", "limit"}))


class NetworkAsked(Asked):
    """Which network; the measures are those of ``onrecord network``."""

    mode: Mode = Mode.TWO
    weight: Annotated[Weight | None, Field(description="Default: subtract for two, else congruence")] = None
    qualifier: Qualifier = Qualifier.BOOLEAN
    normalise: Normalise = Normalise.NO
    count: Annotated[Count, Field(description="Each saying once, each paper, or every report")] = Count.UTTERANCES
    duplicates: Duplicates = Duplicates.INCLUDE
    level: Level = Level.CODED
    isolates: bool = False
    actor: Several = []
    option: Several = []
    outlet: Several = []
    kind: list[ActorKind] = []
    voice: list[Voice] = []
    scope: list[Scope] = []
    stance: list[Stance] = []
    since: date | None = None
    until: date | None = None
    minimum: Annotated[int, Field(ge=1)] = 1
    score: Annotated[float, Field(ge=0, le=1)] = 0.0
    reviewed: bool = False
    former: bool = False
    derived: bool = False
    receipts: Annotated[bool, Field(description="Name the positions behind each edge; only for small networks")] = False

    def options(self) -> NetworkOptions:
        """What the network is asked for."""
        usual = Weight.SUBTRACT if self.mode is Mode.TWO else Weight.CONGRUENCE
        if self.qualifier is Qualifier.NONE:
            usual = Weight.IGNORE
        fields = ("actor", "option", "outlet", "kind", "voice", "scope", "stance")
        chosen: dict[str, Any] = {
            f"{name}s": Among(frozenset(map(str, given))) for name in fields if (given := getattr(self, name))
        }
        plain = ("since", "until", "minimum", "score", "reviewed", "former", "derived")
        chosen |= {name: getattr(self, name) for name in plain}
        return NetworkOptions(
            mode=self.mode,
            weight=self.weight or usual,
            qualifier=self.qualifier,
            normalise=self.normalise,
            count=self.count,
            duplicates=self.duplicates,
            level=self.level,
            isolates=self.isolates,
            choice=Choice(**chosen),
        )
