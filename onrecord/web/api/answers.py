"""Everything else that programs get: pages of lists, the map, changes, review, samples, readings, the log."""

from __future__ import annotations

from typing import Any, Generic, Literal, TypeVar

from pydantic import Field

from onrecord.networks import Mode, Strength
from onrecord.record.accounts import Role
from onrecord.record.values import Disagreement, State, Verdict
from onrecord.types import ActorKind, Scope, Stance, Voice
from onrecord.web.api.claims import ArticleHead, Date, Day, Model, Place, Position, Statement

Item = TypeVar("Item")


class Problem(Model):
    """Why something could not be done: what happened, the way out, and more where a program can use it."""

    error: str
    way_out: str
    detail: Any = None


class Page(Model, Generic[Item]):
    """A page of a list. ``total`` is exact where ``exact`` says so; ``next`` is the address of the page behind it."""

    items: list[Item]
    total: int
    exact: bool = True
    next: str | None = None


class ClaimPage(Page[Item], Generic[Item]):
    """A page of claims; ``states`` says what reviewers made of those that they judged, by id."""

    states: dict[str, State] = Field(default_factory=dict)


class Hello(Model):
    """The record as a whole: who asks, in what state it is, how much there is."""

    onrecord: str
    you: str
    role: Role
    revision: str
    codebook: str | None
    counts: dict[str, int]


# ---------------------------------------------------------------- search


class Snippet(Model):
    """A piece of a text that begins at ``begin``, and the places in the piece that were looked for."""

    text: str
    begin: int
    hits: list[Place]


class Hit(Model):
    """Something found: its id, its article, and the words around what was looked for."""

    id: str
    what: Literal["article", "statement", "position"]
    url: str
    article: ArticleHead
    snippet: Snippet
    title_hits: list[Place]
    state: State | None


# ---------------------------------------------------------------- codebook and map


class Option(Model):
    """A proposal of the codebook, with how many effective positions there are on it, and how many a person judged."""

    id: str
    issue: str
    label: str
    description: str
    keywords: list[str]
    parent: str | None
    opposed: list[str]
    positions: int
    reviewed: int


class Issue(Model):
    """A debate with the ids of its options."""

    issue: str
    options: list[str]
    positions: int


class CodebookLine(Model):
    """A version of the codebook that the record was read with."""

    version: str
    source: str
    options: int
    current: bool


class CodebookOption(Model):
    """An option as a version of the codebook has it."""

    id: str
    issue: str
    label: str
    description: str
    keywords: list[str]
    parent: str | None
    opposed: list[str]


class Codebook(Model):
    """A version of the codebook with its options."""

    version: str
    source: str
    current: bool
    options: list[CodebookOption]


class Named(Model):
    """An actor by id and name; ``kind`` is null where the register does not know it."""

    id: str
    name: str
    kind: ActorKind | None


class CellStand(Model):
    """What an actor stands for in a cell of the map, as ``onrecord map --format jsonl`` writes it."""

    stance: Stance
    scope: list[Scope]
    voice: Voice
    derived: bool
    count: int
    articles: int
    sayings: int
    voices: dict[Voice, int]
    score: float
    strength: Strength
    disputed: bool
    date: Date | None


class MapCell(Model):
    """A cell of the map: who stands where on an option; ``positions`` leads to what it counts."""

    issue: str
    option: str
    actor: Named
    stance: Stance
    disputed: bool
    strength: Strength
    count: int
    stands: list[CellStand]
    reviewed: int
    changes: int
    split: Literal["split", "two voices"] | None
    positions: str


class Stand(Model):
    """What the positions of an actor on an option add up to; the deciding one comes first."""

    actor: Named
    issue: str | None
    option: str
    scope: Scope
    stance: Stance
    date: Date | None
    positions: list[str]


class Shift(Model):
    """A change of position: between dates, or as a text reports it."""

    actor: Named
    counts_for: Named | None
    issue: str | None
    option: str | None
    scope: Scope | None
    from_: Stance | None = Field(alias="from")
    to: Stance | None
    date: Date | None
    reported: bool
    positions: list[str]


class Split(Model):
    """A body that speaks with two voices on an option."""

    body: Named
    issue: str | None
    option: str
    kind: Literal["split", "two voices"]
    positions: list[str]


class NetworkNode(Model):
    """A node of a network."""

    id: str
    name: str
    kind: str


class NetworkEdge(Model):
    """An edge; ``positions`` are the ids behind it, null where they were not asked for."""

    source: str
    target: str
    weight: float
    positions: list[str] | None


class Network(Model):
    """A network: which one, of how many positions, from when to when."""

    mode: Mode
    counted: int
    since: Day | None
    until: Day | None
    nodes: list[NetworkNode]
    edges: list[NetworkEdge]


# ---------------------------------------------------------------- review


class Judgement(Model):
    """What a reviewer said of a claim at one time; ``value`` is the claim as they wanted it, null for other targets."""

    id: int
    target_kind: str
    target_id: str
    verdict: Verdict
    reviewer: str
    at: str | None
    field: str | None
    value: Any
    note: str | None
    withdrawn_at: str | None
    undone: bool
    settles: int | None


class Claim(Model):
    """A claim with all that is known of it. ``version`` is what ``expected`` has to be for the next judgement on it."""

    id: str
    kind: Literal["position", "statement"]
    version: int
    state: State | None
    suggested: bool
    disputed: bool
    disagreement: Disagreement | None
    reviewer: str | None
    at: str | None
    note: str | None
    position: Position | None
    statement: Statement | None
    machine: list[Position | Statement]
    history: list[Judgement]


class Waiting(Model):
    """A claim that waits for a reviewer, and why."""

    id: str
    version: int
    weight: int
    reasons: list[str]
    suggested: bool
    state: State | None
    position: Position


class Stepped(Model):
    """What one undo or redo did; no judgements where there was nothing more."""

    undone: bool
    judgements: list[Judgement]
    targets: list[str]
