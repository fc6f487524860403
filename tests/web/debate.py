"""A debate among invented states, coded by hand: the material that the faces are tested with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.types import (
    Actor,
    ActorKind,
    Article,
    Codebook,
    Condition,
    ConditionKind,
    DateInterval,
    Failure,
    Option,
    Part,
    Passage,
    Position,
    Provenance,
    Relation,
    RelationKind,
    ReportedShift,
    Scope,
    Span,
    Stance,
    Statement,
    StatementKind,
    Tense,
    Voice,
)
from onrecord.web import Material

HAND = Provenance("hand", "1", 0.9)
ISSUE = "Night trains and short flights"

OPTIONS = (
    Option(
        "levy", ISSUE, "A levy on short flights", "Every ticket for a flight under 500 km costs a fixed charge more."
    ),
    Option("levy-hubs", ISSUE, "A levy at the largest airports", "The charge, at hubs only.", parent="levy"),
    Option("ban", ISSUE, "Banning flights under 500 km", "Flights under 500 km are no longer permitted."),
    Option("trains", ISSUE, "Public money for night trains", "States pay for sleeping cars and night services."),
    Option("delay", ISSUE, "Deciding only after the elections", "The decision is put off until after the vote."),
)

ACTORS = (
    Actor("norland", "Norland", ActorKind.STATE, aliases=("Haven", "the Norish government")),
    Actor(
        "varga",
        "Ilse Varga",
        ActorKind.PERSON,
        "prime minister",
        "norland",
        "norland",
        ("Ilse Warga", "Varga", "Wárga"),
    ),
    Actor("reuel", "Tomas Reuel", ActorKind.PERSON, "transport minister", "norland", "norland", ("Reuel",)),
    Actor("sudmark", "Sudmark", ActorKind.STATE, aliases=("Port Anselm",)),
    Actor("belmont", "Ana Belmont", ActorKind.PERSON, "environment minister", "sudmark", "sudmark"),
    Actor("estavia", "Estavia", ActorKind.STATE),
    Actor("okonma", "Daniel Okonma", ActorKind.PERSON, "finance minister", "estavia", "estavia"),
    Actor("kolm", "Kolm", ActorKind.STATE),
    Actor("adviser", "adviser to Kolm’s president", ActorKind.PERSON, "adviser to the president", "kolm", "kolm"),
    Actor("airlines", "Airline Council", ActorKind.ORGANISATION, aliases=("the council",)),
    Actor("rail-union", "Union of Rail Workers", ActorKind.ORGANISATION),
    Actor("greens", "Green Alliance", ActorKind.PARTY, state="norland", aliases=("the Greens",)),
    Actor("islands", "the three island states", ActorKind.GROUP, members=("estavia", "kolm", "terra")),
    Actor("terra", "Terra Insula", ActorKind.STATE),
    Actor("many", "many regional airports", ActorKind.GROUP),
)

# (id, outlet, title, published, origin, text)
_TEXTS: tuple[tuple[str, str | None, str | None, date | None, str, str], ...] = (
    (
        "a1",
        "The Haven Courier",
        "Norland wants travellers back on the rails",
        date(2031, 2, 3),
        "https://courier.example/rails?id=1&lang=en",
        "Norland wants travellers back on the rails\n\n"
        "Prime Minister Ilse Varga said on Monday that every short flight should cost more. “We need a levy on short "
        "flights, and we need it this year,” Varga told reporters in Haven. Her transport minister was more careful. "
        "Tomas Reuel said that he could imagine a levy, but only at the largest airports.\n\n"
        "The Green Alliance called for a ban on flights under 500 kilometres. “Half measures will not do,” the party "
        "said. The Union of Rail Workers demanded public money for night trains, because wages have fallen behind.\n\n"
        "The Airline Council rejected the plan. “This levy would punish families,” its director said, adding that the "
        "council would never accept a ban.",
    ),
    (
        "a2",
        "Anselm Daily",
        "Sudmark holds back",
        date(2031, 2, 9),
        "reports/anselm-0209.txt",
        "Sudmark has no plans to introduce a levy on short flights, its environment minister Ana Belmont "
        "said on Sunday. "
        "“We will not pay for other countries’ sleeping cars,” she said. Belmont criticised Varga for acting alone. "
        "She would accept a decision after the elections, if all members agree to be bound by it.\n\n"
        "According to Varga, Estavia is ready to support the levy. Estavia itself has not decided: “There "
        "are arguments "
        "on both sides,” Finance Minister Daniel Okonma said.",
    ),
    (
        "a3",
        "Wire Service North",
        "Island states open to levy",
        date(2031, 3, 1),
        "reports/wire-0301.txt",
        "The three island states are open to a levy on short flights, diplomats said on Saturday. An adviser to Kolm’s "
        "president said that Kolm would look at it if the money stays on the islands. Many regional airports "
        "oppose it.\n\n"
        "Kolm once backed a ban on flights under 500 kilometres, but it is now against one, for fear of "
        "losing its only "
        "link in winter.",
    ),
    (
        "a4",
        "The Haven Courier",
        "Reuel turns",
        date(2031, 4, 17),
        "https://courier.example/turn",
        "Tomas Reuel has changed his mind. “The levy is dead,” the transport minister told Norish Radio on Thursday. "
        "“I am against it, and so should everybody be.” Varga praised the rail workers and said the levy "
        "remains right. "
        "“Norland will put two hundred million into night trains,” she said. Estavia is moving towards the "
        "levy as well, "
        "the paper has learned. Okonma said that Estavia now supports the levy.",
    ),
    (
        "a5",
        None,
        None,
        None,
        "inbox/forwarded note.txt",
        "Sudmark opposes a ban on flights, an official wrote. Kolm is said to be tired of the debate.",
    ),
)

ARTICLES = tuple(Article(i, text, origin, outlet, title, day, "en") for i, outlet, title, day, origin, text in _TEXTS)
_BY_ID = {article.id: article for article in ARTICLES}


@dataclass(frozen=True)
class More:
    """What a position may have beside the plain fields."""

    scope: Scope = Scope.GENERAL
    voice: Voice = Voice.OWN
    limit: str = ""
    condition: str = ""
    reason: str = ""
    by: str | None = None
    via: str | None = None
    tense: Tense = Tense.CURRENT
    context: str = ""
    score: float = 0.9


def spot(article: str, words: str) -> Span:
    """Where the words stand; they must."""
    begin = _BY_ID[article].text.index(words)
    return Span(begin, begin + len(words))


def _date(article: str) -> DateInterval | None:
    day = _BY_ID[article].published
    return DateInterval(day, day) if day else None


def position(place: str, actor: str, option: str, stance: Stance, words: str, more: More | None = None) -> Position:
    """A position on words that stand in an article; ``place`` is "article/number"."""
    extra = more or More()
    article = place.partition("/")[0]
    condition = None
    if extra.limit:
        condition = Condition(ConditionKind.LIMIT, extra.limit, (spot(article, extra.limit),))
    elif extra.condition:
        condition = Condition(ConditionKind.CONDITION, extra.condition, (spot(article, extra.condition),))
    return Position(
        place,
        article,
        option,
        actor,
        stance,
        extra.scope,
        extra.voice,
        spot(article, words),
        words,
        Provenance("hand", "1", extra.score),
        condition=condition,
        reason=Passage(extra.reason, (spot(article, extra.reason),)) if extra.reason else None,
        by=extra.by,
        via=extra.via,
        tense=extra.tense,
        date=_date(article),
        context=(spot(article, extra.context),) if extra.context else (),
    )


S, O, U, R, N = Stance.SUPPORTS, Stance.OPEN, Stance.UNDECIDED, Stance.RELUCTANT, Stance.OPPOSES  # noqa: E741

POSITIONS = (
    position("a1/1", "varga", "levy", S, "We need a levy on short flights", More(context="Prime Minister Ilse Varga")),
    position("a1/2", "varga", "levy", S, "every short flight should cost more"),
    position("a1/3", "reuel", "levy-hubs", O, "he could imagine a levy", More(limit="only at the largest airports")),
    position("a1/4", "greens", "ban", S, "called for a ban on flights under 500 kilometres"),
    position(
        "a1/5",
        "rail-union",
        "trains",
        S,
        "demanded public money for night trains",
        More(reason="because wages have fallen behind"),
    ),
    position("a1/6", "airlines", "levy", N, "rejected the plan", More(voice=Voice.REPORTED, context="This levy")),
    position("a1/7", "airlines", "ban", N, "the council would never accept a ban"),
    position("a2/1", "belmont", "levy", R, "has no plans to introduce a levy on short flights"),
    position(
        "a2/2", "belmont", "trains", N, "We will not pay for other countries’ sleeping cars", More(scope=Scope.OWN)
    ),
    position(
        "a2/3",
        "belmont",
        "delay",
        O,
        "She would accept a decision after the elections",
        More(condition="if all members agree to be bound by it"),
    ),
    position(
        "a2/4",
        "estavia",
        "levy",
        S,
        "Estavia is ready to support the levy",
        More(voice=Voice.ATTRIBUTED, by="varga"),
    ),
    position("a2/5", "okonma", "levy", U, "There are arguments on both sides"),
    position("a3/1", "islands", "levy", O, "are open to a levy on short flights", More(voice=Voice.REPORTED)),
    position(
        "a3/2",
        "adviser",
        "levy",
        O,
        "Kolm would look at it",
        More(condition="if the money stays on the islands"),
    ),
    position("a3/3", "many", "levy", N, "Many regional airports oppose it", More(voice=Voice.REPORTED, score=0.4)),
    position("a3/4", "kolm", "ban", S, "once backed a ban", More(voice=Voice.REPORTED, tense=Tense.FORMER)),
    position(
        "a3/5",
        "kolm",
        "ban",
        N,
        "it is now against one",
        More(voice=Voice.REPORTED, reason="for fear of losing its only link in winter"),
    ),
    position("a4/1", "reuel", "levy", N, "I am against it", More(via="Norish Radio", context="The levy is dead")),
    position("a4/2", "varga", "levy", S, "the levy remains right"),
    position(
        "a4/3",
        "varga",
        "trains",
        S,
        "Norland will put two hundred million into night trains",
        More(scope=Scope.OWN),
    ),
    position("a4/4", "okonma", "levy", S, "Estavia now supports the levy"),
    position("a5/1", "sudmark", "ban", N, "Sudmark opposes a ban on flights", More(voice=Voice.REPORTED)),
)


def statement(
    number: int, article: str, actor: str | None, parts: tuple[str, str, str], kind: StatementKind
) -> Statement:
    """A statement from its content, cue and source words."""
    content, cue, source = parts

    def places(words: str) -> tuple[Span, ...]:
        return (spot(article, words),) if words else ()

    return Statement(
        f"s{number}",
        article,
        kind,
        Part.BODY,
        places(content),
        places(cue),
        places(source),
        content,
        HAND,
        actor=actor,
        said_on=_date(article),
        utterance=content,
    )


D, I, A = StatementKind.DIRECT, StatementKind.INDIRECT, StatementKind.ATTITUDE  # noqa: E741

STATEMENTS = (
    statement(1, "a1", "varga", ("We need a levy on short flights, and we need it this year", "told", "Varga told"), D),
    statement(2, "a1", "reuel", ("he could imagine a levy, but only at the largest airports", "said that", "Reuel"), I),
    statement(3, "a1", "greens", ("Half measures will not do", "the party said", "the party"), D),
    statement(4, "a1", "airlines", ("This levy would punish families", "said", "its director"), D),
    statement(5, "a2", "belmont", ("We will not pay for other countries’ sleeping cars", "she said", "she"), D),
    statement(6, "a2", "okonma", ("There are arguments on both sides", "said", "Daniel Okonma"), D),
    statement(7, "a3", "many", ("oppose it", "oppose", "Many regional airports"), A),
    statement(8, "a4", "reuel", ("The levy is dead", "told", "the transport minister"), D),
    statement(9, "a4", None, ("Estavia is moving towards the levy as well", "has learned", "the paper"), I),
)

RELATIONS = (
    Relation(
        "r1",
        "a2",
        RelationKind.CRITICISES,
        "belmont",
        "varga",
        Voice.REPORTED,
        spot("a2", "Belmont criticised Varga for acting alone"),
        "Belmont criticised Varga for acting alone",
        HAND,
        Passage("for acting alone", (spot("a2", "for acting alone"),)),
        _date("a2"),
    ),
    Relation(
        "r2",
        "a4",
        RelationKind.PRAISES,
        "varga",
        "rail-union",
        Voice.REPORTED,
        spot("a4", "Varga praised the rail workers"),
        "Varga praised the rail workers",
        HAND,
        date=_date("a4"),
    ),
)

REPORTED = (
    ReportedShift(
        "t1",
        "a4",
        "estavia",
        "levy",
        None,
        Stance.OPEN,
        spot("a4", "Estavia is moving towards the levy as well"),
        "Estavia is moving towards the levy as well",
        HAND,
        _date("a4"),
    ),
)

FAILURES = (
    Failure("inbox/lettre.txt", "language", "the text is French; only English is read", skipped=True),
    Failure("inbox/scan.pdf", "origins", "not a text: begins with %PDF"),
)

DEBATE = Material(
    ARTICLES, ACTORS, Codebook(OPTIONS, "v1", "codebook.yaml"), POSITIONS, STATEMENTS, RELATIONS, REPORTED, FAILURES
)
