"""One of everything that is exported, by hand, on a toll for an invented bridge."""

from datetime import date

from onrecord.exports import Sources
from onrecord.types import (
    Actor,
    ActorKind,
    Article,
    Codebook,
    Condition,
    ConditionKind,
    DateInterval,
    Option,
    Part,
    Passage,
    Position,
    Provenance,
    Relation,
    RelationKind,
    RoleSeen,
    Scope,
    Span,
    Stance,
    Statement,
    StatementKind,
    Tense,
    Voice,
)

TEXT = "Mayor Orla Brück said:\n“No toll, if the city pays.” Rivermouth, for fear of delays, praised her. \U0001f309"


def place(words: str) -> Span:
    begin = TEXT.index(words)
    return Span(begin, begin + len(words))


ARTICLE = Article(
    "a1", TEXT, "news/1.txt", "The Ferry", 'A "toll", again', date(2031, 5, 4), "en", "https://ferry.example/1"
)
BARE = Article("a2", "Nothing.", "news/2.txt")
CITY = Actor("city", "Rivermouth", ActorKind.STATE, state="city", aliases=("the city", "the port"))
MAYOR = Actor(
    "orla",
    "Orla Brück",
    ActorKind.PERSON,
    "mayor",
    "city",
    "city",
    ("Brueck",),
    roles=(
        RoleSeen("councillor", "city", date(2028, 1, 2), date(2030, 3, 4)),
        RoleSeen("mayor", None, date(2030, 5, 6), None),
        RoleSeen("poet", "league"),
    ),
    wikidata="Q7",
)
GROUP = Actor("towns", "the two towns", ActorKind.GROUP, None, "league", None, (), ("city", "ford"))
BOOK = Codebook((Option("toll", "The bridge", "A toll on the bridge"),), "v1")
SOURCES = Sources({a.id: a for a in (ARTICLE, BARE)}, {a.id: a for a in (CITY, MAYOR, GROUP)}, BOOK)

STATEMENT = Statement(
    id="s1",
    article="a1",
    kind=StatementKind.DIRECT,
    part=Part.BODY,
    content=(place("No toll"), place("if the city pays")),
    cue=(place("said"),),
    source=(place("Mayor Orla Brück"),),
    text="No toll … if the city pays",
    provenance=Provenance("tagger", "7", 0.123456),
    actor="orla",
    said_on=DateInterval(date(2031, 5, 3), date(2031, 5, 3)),
    utterance="u1",
)
UNNAMED = Statement(
    "s2", "a2", StatementKind.INDIRECT, Part.HEADLINE, (Span(0, 7),), (), (), "Nothing", Provenance("tagger", "7")
)
POSITION = Position(
    id="p1",
    article="a1",
    option="toll",
    actor="orla",
    stance=Stance.OPPOSES,
    scope=Scope.OWN,
    voice=Voice.ATTRIBUTED,
    evidence=place("No toll, if the city pays"),
    text="No toll, if the city pays",
    provenance=Provenance("rule", "2", 0.5),
    condition=Condition(ConditionKind.CONDITION, "if the city pays", (place("if the city pays"),)),
    reason=Passage("for fear of delays", (place("for fear of delays"),)),
    by="city",
    via="Ferry Radio",
    addressee="the council",
    tense=Tense.FORMER,
    derived=True,
    date=DateInterval(date(2031, 5, 1), date(2031, 5, 31)),
    context=(place("Mayor Orla Brück"), place("said")),
    statement="s1",
)
PLAIN = Position(
    "p2", "a2", "ferry", "towns", Stance.OPEN, Scope.GENERAL, Voice.OWN, Span(0, 7), "Nothing", Provenance("rule", "2")
)
RELATION = Relation(
    id="r1",
    article="a1",
    kind=RelationKind.SHARES_POSITION,
    actor=None,
    toward="orla",
    voice=Voice.REPORTED,
    evidence=place("praised her"),
    text="praised her",
    provenance=Provenance("rule", "2", 0.75),
    reason=Passage("for fear of delays", (place("for fear of delays"),)),
    date=DateInterval(date(2031, 5, 4), date(2031, 5, 4)),
)
