"""Every noun that crosses a wall between rooms, frozen, on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

# ---------------------------------------------------------------- places in a text


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open place [begin, end) in code points of an article's text."""

    begin: int
    end: int

    def of(self, text: str) -> str:
        """The words that stand at this place."""
        return text[self.begin : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two places share at least one code point."""
        return self.begin < other.end and other.begin < self.end

    def covers(self, other: Span) -> bool:
        """Whether the other place lies inside this one."""
        return self.begin <= other.begin and other.end <= self.end


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class DateInterval:
    """Days from first to last, both included; a plain day has first == last."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a machine claim comes from: which method, in which version, how sure."""

    method: str
    version: str
    score: float = 1.0


# ---------------------------------------------------------------- origins


@dataclass(frozen=True, slots=True)
class Article:
    """One report as it came; its id is a hash of text and origin, its text is never changed.

    ``author`` is who signs it, ``agency`` the news agency that it credits, ``section`` the part of the paper.
    """

    id: str
    text: str
    origin: str
    outlet: str | None = None
    title: str | None = None
    published: date | None = None
    language: str | None = None
    url: str | None = None
    author: str | None = None
    agency: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that was not read, with the stage that gave up and why; a row of the record."""

    origin: str
    stage: str
    reason: str
    skipped: bool = False  # True where nothing is wrong (another language), False where reading failed


# ---------------------------------------------------------------- reading


class Part(StrEnum):
    """What a block of an article is, seen from its form; credit and hint are nobody's narration."""

    BODY = "body"
    HEADLINE = "headline"
    CAPTION = "caption"
    CREDIT = "credit"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or line of an article and what it is."""

    span: Span
    part: Part


class TagLabel(StrEnum):
    """The three parts of an attribution."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Tag:
    """A stretch that the reader takes for a source, cue or content."""

    label: TagLabel
    span: Span
    score: float


class EntityKind(StrEnum):
    """What a mention names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    DATE = "date"
    NATIONALITY = "nationality"
    ROLE = "role"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention that the reader found."""

    kind: EntityKind
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Word:
    """A word or punctuation mark with its universal part of speech (NOUN, VERB, PROPN, PUNCT…)."""

    span: Span
    pos: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder sees in an article; everything sorted by place, nothing overlaps in its own list."""

    article: str
    blocks: tuple[Block, ...]
    sentences: Spans
    words: tuple[Word, ...]
    tags: tuple[Tag, ...]
    entities: tuple[Entity, ...]
    provenance: Provenance


# ---------------------------------------------------------------- statements


class StatementKind(StrEnum):
    """How the article gives somebody's words or attitude."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    ATTITUDE = "attitude"


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody's words or attitude as the article gives them.

    ``actor`` and ``utterance`` are None until the later stages have filled them; ``holder`` is the
    place that names the speaker when it lies outside the source (a sentence before, a pronoun's name).
    """

    id: str
    article: str
    kind: StatementKind
    part: Part
    content: Spans
    cue: Spans
    source: Spans
    text: str
    provenance: Provenance
    holder: Span | None = None
    actor: str | None = None
    said_on: DateInterval | None = None
    utterance: str | None = None


# ---------------------------------------------------------------- actors


class ActorKind(StrEnum):
    """What sort of actor it is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PARTY = "party"
    STATE = "state"
    GROUP = "group"


@dataclass(frozen=True, slots=True, order=True)
class RoleSeen:
    """A role in which an actor was seen, with the id of the body that it is held in and the days of first and last."""

    role: str
    body: str | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor; ``affiliation`` is the id of the body that it counts for, ``members`` of a group are ids.

    Within one article's Resolution it is the actor as that article gives it; the register makes canonical ones of
    these, which have ``roles`` as they were seen over time and, where an authority list gives it, a Wikidata id.
    """

    id: str
    name: str
    kind: ActorKind
    role: str | None = None
    affiliation: str | None = None
    state: str | None = None
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    roles: tuple[RoleSeen, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """An actor as one article gives it, on the day of the article: what the register is made of."""

    article: str
    actor: Actor
    day: date | None = None


class IdentityVerdict(StrEnum):
    """What a reviewer says of two actors: one, two, or one id that means two in some articles."""

    SAME = "same"
    DIFFERENT = "different"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class IdentityJudgement:
    """A reviewer's word on who is who; ids are those of sightings, so that no later merge can change what was meant.

    SAME and DIFFERENT name two ids; APART says that ``one`` is another actor in these ``articles`` than elsewhere.
    """

    verdict: IdentityVerdict
    one: str
    other: str | None = None
    articles: tuple[str, ...] = ()


class MentionForm(StrEnum):
    """How a mention refers to its actor."""

    NAME = "name"
    ROLE = "role"
    PRONOUN = "pronoun"
    METONYM = "metonym"
    DEMONYM = "demonym"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place of an article that refers to one or, where it is a list, several actors."""

    span: Span
    actors: tuple[str, ...]
    form: MentionForm
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the actor stage makes of one article: statements with actors, mentions, and the actors met."""

    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    actors: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class ArticleMaterial:
    """All that the position stage needs to know of one article."""

    article: Article
    reading: Reading
    resolution: Resolution


# ---------------------------------------------------------------- codebook


@dataclass(frozen=True, slots=True)
class Option:
    """A proposal that one can be for or against; ``parent`` is the id of the option that it is a part of.

    ``opposed`` are the ids of the options that nobody can want together with it; it stands on both sides.
    """

    id: str
    issue: str
    label: str
    description: str = ""
    keywords: tuple[str, ...] = ()
    parent: str | None = None
    opposed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """The user's issues and options; ``version`` is a hash of their content."""

    options: tuple[Option, ...]
    version: str
    source: str = ""

    def option(self, identifier: str) -> Option:
        """The option of that id; KeyError where there is none."""
        for option in self.options:
            if option.id == identifier:
                return option
        raise KeyError(identifier)


# ---------------------------------------------------------------- positions


class Stance(StrEnum):
    """Five steps from for to against."""

    SUPPORTS = "supports"
    OPEN = "open"
    UNDECIDED = "undecided"
    RELUCTANT = "reluctant"
    OPPOSES = "opposes"

    @property
    def value_on_scale(self) -> float:
        """1, 0.5, 0, -0.5 or -1."""
        return _SCALE[self]

    @property
    def side(self) -> int:
        """1 for yes, -1 for no, 0 for undecided."""
        value = _SCALE[self]
        return (value > 0) - (value < 0)


_SCALE: Mapping[Stance, float] = {
    Stance.SUPPORTS: 1.0,
    Stance.OPEN: 0.5,
    Stance.UNDECIDED: 0.0,
    Stance.RELUCTANT: -0.5,
    Stance.OPPOSES: -1.0,
}


class Scope(StrEnum):
    """Whether the course is tied to the actor's own means."""

    OWN = "own"
    GENERAL = "general"


class Voice(StrEnum):
    """Whose words carry the position."""

    OWN = "own"
    REPORTED = "reported"
    ATTRIBUTED = "attributed"


class Tense(StrEnum):
    """Whether the text gives the position as held now or as a former one."""

    CURRENT = "current"
    FORMER = "former"


class ConditionKind(StrEnum):
    """A limit names the part of the option meant, a condition what must hold."""

    LIMIT = "limit"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class Condition:
    """The limit or condition of a position, verbatim."""

    kind: ConditionKind
    text: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the article with their places (a reason)."""

    text: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class Position:
    """One actor's stance on one option, and the words it rests on.

    ``evidence`` is the main span, ``context`` the places where actor or option stand elsewhere; ``by`` is
    the actor who says it of the holder, ``via`` who relays it, ``derived`` marks what followed from a part.
    """

    id: str
    article: str
    option: str
    actor: str
    stance: Stance
    scope: Scope
    voice: Voice
    evidence: Span
    text: str
    provenance: Provenance
    condition: Condition | None = None
    reason: Passage | None = None
    by: str | None = None
    via: str | None = None
    addressee: str | None = None
    tense: Tense = Tense.CURRENT
    derived: bool = False
    date: DateInterval | None = None
    context: Spans = ()
    statement: str | None = None


class RelationKind(StrEnum):
    """What one actor does toward another; the last three are mutual."""

    PRAISES = "praises"
    CRITICISES = "criticises"
    SUPPORTS = "supports"
    ECHOES = "echoes"
    CORRECTS = "corrects"
    CONTRADICTS = "contradicts"
    REJECTS = "rejects"
    PRESSURES = "pressures"
    THREATENS = "threatens"
    CLASHES = "clashes"
    ALLIES = "allies"
    SHARES_POSITION = "shares position"


@dataclass(frozen=True, slots=True)
class Relation:
    """One actor toward another; ``actor`` is None where the text leaves the source unnamed."""

    id: str
    article: str
    kind: RelationKind
    actor: str | None
    toward: str
    voice: Voice
    evidence: Span
    text: str
    provenance: Provenance
    reason: Passage | None = None
    date: DateInterval | None = None


@dataclass(frozen=True, slots=True)
class ReportedShift:
    """A change of position that a text itself reports, with as much of it as the text gives."""

    id: str
    article: str
    actor: str
    option: str | None
    before: Stance | None
    after: Stance | None
    evidence: Span
    text: str
    provenance: Provenance
    date: DateInterval | None = None


@dataclass(frozen=True, slots=True)
class Coding:
    """What the position stage makes of one article under one codebook.

    ``suggestions`` are positions that are not sure enough: for a reviewer to look at, on no map.
    """

    article: str
    positions: tuple[Position, ...] = ()
    relations: tuple[Relation, ...] = ()
    shifts: tuple[ReportedShift, ...] = ()
    suggestions: tuple[Position, ...] = ()


# ---------------------------------------------------------------- what the map shows


@dataclass(frozen=True, slots=True)
class Stand:
    """What the positions of an actor on an option add up to; ``positions`` the deciding one first."""

    actor: str
    option: str
    scope: Scope
    stance: Stance
    positions: tuple[str, ...]
    date: DateInterval | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """A stand that changes between dates, or a change that a text reports (then dates may be missing)."""

    actor: str
    option: str | None
    scope: Scope | None
    before: Stance | None
    after: Stance | None
    positions: tuple[str, ...]
    reported: bool = False
    date: DateInterval | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """Two voices of one body on one option; ``opposite`` where they stand on opposite sides in the same scope."""

    body: str
    option: str
    opposite: bool
    positions: tuple[str, ...]


# ---------------------------------------------------------------- what rooms hand each other as callables


@dataclass(frozen=True, slots=True)
class StanceQuestion:
    """A text, where in it the holder is named (None where nowhere), and the options that are asked about.

    ``holder`` counts in the text given here, not in an article. An option is its label and description in one string.
    """

    text: str
    holder: Span | None
    options: tuple[str, ...]


#: The columns of what a stance scorer gives: the five steps, and that the holder says nothing on the option.
STANCE_COLUMNS = (*Stance, None)


class StanceScorer(Protocol):
    """Questions to one matrix each: a row for each option, the probabilities of ``STANCE_COLUMNS``.

    A row of not-a-numbers is no answer.
    """

    def __call__(self, questions: Sequence[StanceQuestion], /) -> Sequence[Sequence[Sequence[float]]]:
        """Score them."""
        ...


class Embedder(Protocol):
    """Sentence vectors: unit length, one row of 384 floats per text."""

    def __call__(self, texts: Sequence[str], /) -> Sequence[Sequence[float]]:
        """Embed the texts."""
        ...
