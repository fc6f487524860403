"""Hand-built values that the tests of the record share."""

from __future__ import annotations

from datetime import date

from onrecord.types import (
    Actor,
    ActorKind,
    Article,
    Block,
    Codebook,
    Coding,
    Condition,
    ConditionKind,
    DateInterval,
    Entity,
    EntityKind,
    Mention,
    MentionForm,
    Option,
    Part,
    Passage,
    Position,
    Provenance,
    Reading,
    Relation,
    RelationKind,
    ReportedShift,
    Resolution,
    Scope,
    Span,
    Stance,
    Statement,
    StatementKind,
    Tag,
    TagLabel,
    Tense,
    Voice,
    Word,
)

TEXT = "Mayor Orla Brück said: “No toll on the bridge.”\r\nRivermouth opposes it for fear of delays. \U0001f309\n"
READER = Provenance("reader", "r1", 0.875)
RULE = Provenance("rule", "1", 0.1)  # 0.1 has no exact binary form


def article(number: int = 1, *, text: str = TEXT, published: date | None = date(2031, 5, 4)) -> Article:
    return Article(
        id=f"a{number}",
        text=text,
        origin=f"news/{number}.txt",
        outlet="The Ferry",
        title="A toll",
        published=published,
        language="en",
        url="https://ferry.example/1",
    )


def reading(number: int = 1, *, version: str = "r1") -> Reading:
    return Reading(
        article=f"a{number}",
        blocks=(Block(Span(0, 47), Part.HEADLINE), Block(Span(49, 90), Part.BODY)),
        sentences=(Span(0, 47), Span(49, 90)),
        words=(Word(Span(0, 5), "NOUN"), Word(Span(6, 10), "PROPN"), Word(Span(49, 59), "PROPN")),
        tags=(Tag(TagLabel.SOURCE, Span(0, 16), 0.75), Tag(TagLabel.CUE, Span(17, 21), 0.1)),
        entities=(Entity(EntityKind.PERSON, Span(6, 16), 0.5),),
        provenance=Provenance(READER.method, version, READER.score),
    )


def orla() -> Actor:
    return Actor(
        "orla", "Orla Brück", ActorKind.PERSON, role="mayor", affiliation="rivermouth", aliases=("Orla Bruck", "Brück")
    )


def town() -> Actor:
    return Actor("rivermouth", "Rivermouth", ActorKind.ORGANISATION)


def council() -> Actor:
    return Actor("council", "the river towns", ActorKind.GROUP, members=("rivermouth", "orla"))


def statements(number: int = 1) -> tuple[Statement, ...]:
    article_id = f"a{number}"
    return (
        Statement(
            id=f"{article_id}-s2",
            article=article_id,
            kind=StatementKind.DIRECT,
            part=Part.HEADLINE,
            content=(Span(24, 33), Span(34, 46)),
            cue=(Span(17, 21),),
            source=(Span(0, 16),),
            text="No toll on the bridge.",
            provenance=READER,
            holder=Span(6, 16),
            actor="orla",
            said_on=DateInterval(date(2031, 5, 1), date(2031, 5, 3)),
        ),
        Statement(
            id=f"{article_id}-s1",
            article=article_id,
            kind=StatementKind.ATTITUDE,
            part=Part.BODY,
            content=(Span(60, 90),),
            cue=(),
            source=(Span(49, 59),),
            text="opposes it for fear of delays",
            provenance=RULE,
        ),
    )


def resolution(number: int = 1) -> Resolution:
    return Resolution(
        statements=statements(number),
        mentions=(
            Mention(Span(6, 16), ("orla",), MentionForm.NAME, READER),
            Mention(Span(49, 59), ("rivermouth", "orla"), MentionForm.METONYM, RULE),
            Mention(Span(68, 70), (), MentionForm.PRONOUN, RULE),
        ),
        actors=(town(), orla(), council()),
    )


def codebook(version: str = "c1") -> Codebook:
    return Codebook(
        options=(
            Option("toll", "The bridge", "A toll", "Cars pay for the bridge.", ("charge", "péage")),
            Option("lorry-toll", "The bridge", "A toll for lorries", parent="toll"),
        ),
        version=version,
        source="bridge.yaml",
    )


def coding(number: int = 1) -> Coding:
    article_id = f"a{number}"
    return Coding(
        article=article_id,
        positions=(
            Position(
                id=f"{article_id}-p2",
                article=article_id,
                option="toll",
                actor="orla",
                stance=Stance.OPPOSES,
                scope=Scope.OWN,
                voice=Voice.ATTRIBUTED,
                evidence=Span(24, 46),
                text="No toll on the bridge.",
                provenance=READER,
                condition=Condition(ConditionKind.LIMIT, "on the bridge", (Span(32, 45),)),
                reason=Passage("for fear of delays", (Span(71, 89),)),
                by="rivermouth",
                via="The Ferry",
                addressee="orla",
                tense=Tense.FORMER,
                derived=True,
                date=DateInterval(date(2031, 5, 1), date(2031, 5, 3)),
                context=(Span(0, 16), Span(49, 59)),
                statement=f"{article_id}-s2",
            ),
            Position(
                id=f"{article_id}-p1",
                article=article_id,
                option="lorry-toll",
                actor="rivermouth",
                stance=Stance.OPEN,
                scope=Scope.GENERAL,
                voice=Voice.REPORTED,
                evidence=Span(49, 90),
                text="Rivermouth opposes it for fear of delays.",
                provenance=RULE,
            ),
        ),
        relations=(
            Relation(
                id=f"{article_id}-r1",
                article=article_id,
                kind=RelationKind.SHARES_POSITION,
                actor="orla",
                toward="rivermouth",
                voice=Voice.OWN,
                evidence=Span(0, 16),
                text="Mayor Orla Brück",
                provenance=RULE,
                reason=Passage("for fear", (Span(71, 79),)),
                date=DateInterval(date(2031, 5, 1), date(2031, 5, 1)),
            ),
            Relation(
                id=f"{article_id}-r2",
                article=article_id,
                kind=RelationKind.PRAISES,
                actor=None,
                toward="orla",
                voice=Voice.REPORTED,
                evidence=Span(6, 16),
                text="Orla Brück",
                provenance=RULE,
            ),
        ),
        shifts=(
            ReportedShift(
                id=f"{article_id}-c1",
                article=article_id,
                actor="rivermouth",
                option="toll",
                before=Stance.SUPPORTS,
                after=Stance.UNDECIDED,
                evidence=Span(49, 59),
                text="Rivermouth",
                provenance=RULE,
                date=DateInterval(date(2031, 4, 1), date(2031, 4, 30)),
            ),
            ReportedShift(
                id=f"{article_id}-c2",
                article=article_id,
                actor="orla",
                option=None,
                before=None,
                after=None,
                evidence=Span(6, 16),
                text="Orla Brück",
                provenance=RULE,
            ),
        ),
    )
