"""Whose position it is: the speaker's, or that of somebody the speaker speaks of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.positions.clauses import Clause, Token, Tokens
from onrecord.positions.phrases import language
from onrecord.positions.stance import Operator
from onrecord.types import (
    Actor,
    ActorKind,
    ArticleMaterial,
    Mention,
    MentionForm,
    Span,
    Statement,
    StatementKind,
    Voice,
)

_WORDS = {name: frozenset(words) for name, words in language()["subjects"].items()}
_FIRST, _OWN, _SAME, _NOBODY = (_WORDS[name] for name in ("first", "own", "same", "nobody"))


# Mentions of this score or less are places ("in Ukraine") or stand before a noun ("EU sanctions"): no holders.
PLACE = 0.5


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a position, how it reached the page, and whether the subject is the holder or its own body."""

    actors: tuple[str, ...]
    voice: Voice
    by: str | None = None
    selves: bool = False


class Holders:
    """Looks up actors at places of one article."""

    def __init__(self, material: ArticleMaterial, tokens: Tokens) -> None:
        """Sort the mentions for looking up."""
        self.tokens = tokens.within
        self._actors = {actor.id: actor for actor in material.resolution.actors}
        self._mentions = sorted(material.resolution.mentions, key=lambda m: (m.span.begin, -m.span.end))
        self._begins = [mention.span.begin for mention in self._mentions]
        self._statements = material.resolution.statements
        self._outer = {s.id: _outer(s, self._statements) for s in self._statements}

    def actor(self, identifier: str | None) -> Actor | None:
        """The actor of that id among those met in the article."""
        return self._actors.get(identifier) if identifier else None

    def at(self, span: Span) -> Mention | None:
        """The widest mention that overlaps a place, named ones before pronouns."""
        nearby = self._mentions[max(0, bisect_left(self._begins, span.begin) - 6) : bisect_left(self._begins, span.end)]
        over = [m for m in nearby if m.span.overlaps(span) and m.provenance.score > PLACE]
        return max(over, key=lambda m: (m.form is not MentionForm.PRONOUN, m.span.end - m.span.begin), default=None)

    def acting(self, span: Span) -> list[Mention]:
        """The mentions inside a place that can act, in order: no places."""
        return [m for m in self.within(span) if m.actors and m.provenance.score > PLACE]

    def within(self, span: Span) -> list[Mention]:
        """The mentions that lie inside a place, in order."""
        return [
            m
            for m in self._mentions[bisect_left(self._begins, span.begin) : bisect_left(self._begins, span.end)]
            if span.covers(m.span)
        ]

    def speakers(self, statement: Statement) -> tuple[str, ...]:
        """The actors of a statement's source, all of them where the source is a list."""
        places = statement.source or ((statement.holder,) if statement.holder else ())
        named: list[str] = []
        for place in places:
            for mention in self.within(place):
                named += [a for a in mention.actors if a not in named]
        if statement.actor is None:
            return tuple(named[:1]) if len(named) == 1 else ()
        listed = [m.actors for p in places for m in self.within(p) if statement.actor in m.actors]
        widest = max(listed, key=len, default=())
        return tuple(widest) if len(widest) > 1 else (statement.actor,)

    def same_side(self, speaker: str, other: str) -> bool:
        """Whether ``other`` is the speaker or a body that the speaker belongs to."""
        return other == speaker or other in self._bodies(speaker)

    def _bodies(self, identifier: str) -> list[str]:
        bodies: list[str] = []
        actor = self._actors.get(identifier)
        while actor is not None and len(bodies) < 5:
            above = [b for b in (actor.affiliation, actor.state) if b and b not in bodies]
            bodies += above
            actor = self._actors.get(above[0]) if above else None
        return bodies

    def office(self, identifier: str) -> str:
        """The office that a spokesperson speaks for, else the actor itself."""
        actor = self._actors.get(identifier)
        if (
            actor is not None
            and actor.affiliation
            and actor.role
            and any(mark in actor.role.lower() for mark in _WORDS["spoken"])
        ):
            return actor.affiliation
        return identifier

    def find(
        self,
        statement: Statement,
        tokens: Sequence[Token],
        clause: Clause,
        outermost: Operator,
        anchor: tuple[int, int],
    ) -> Holder | None:
        """The holder of the stance that ``outermost`` gives; None where its subject is nobody we know."""
        speakers = self.speakers(statement)
        outer = self._outer.get(statement.id)
        in_cue = any(span.overlaps(tokens[outermost.begin].span) for span in statement.cue)
        if statement.kind is StatementKind.ATTITUDE or in_cue:
            return self._of_attitude(statement, speakers, outer)
        if not speakers:
            return None
        own = Holder(tuple(self.office(s) for s in speakers), Voice.OWN)
        if outer is not None:
            own = Holder(own.actors, Voice.ATTRIBUTED, self._by(outer))
        if outermost.who == "speaker":
            return own
        in_cues = [
            i for i in range(clause.begin, outermost.begin) if any(c.overlaps(tokens[i].span) for c in statement.cue)
        ]
        begin = in_cues[-1] + 1 if in_cues else clause.begin
        commas = [i for i in range(begin, outermost.begin) if tokens[i].text == "," and i > begin]
        if commas and any(token.pos in {"VERB", "AUX"} for token in tokens[begin : commas[-1]]):
            begin = commas[-1] + 1  # a verb before the comma has a subject of its own
        return self._of_subject(own, speakers, tokens, (begin, outermost), anchor)

    def _of_attitude(self, statement: Statement, speakers: tuple[str, ...], outer: Statement | None) -> Holder | None:
        if not speakers:
            return None
        actors = tuple(self.office(s) for s in speakers)
        if outer is not None and self._by(outer) is not None and self._by(outer) not in actors:
            by = self._by(outer)
            if by is not None and any(self.same_side(by, actor) for actor in actors):
                around = self._outer.get(outer.id)
                teller = self._by(around) if around is not None else None
                return Holder((by,), Voice.ATTRIBUTED if teller else Voice.OWN, teller, selves=True)
            return Holder(actors, Voice.ATTRIBUTED, by)
        voice = Voice.REPORTED if statement.kind is StatementKind.ATTITUDE else Voice.OWN
        return Holder(actors, voice, selves=True)

    def of_statement(self, statement: Statement) -> Holder | None:
        """Whose position the words of a statement are, where they are its source's own."""
        speakers, outer = self.speakers(statement), self._outer.get(statement.id)
        if statement.kind is StatementKind.ATTITUDE:
            return self._of_attitude(statement, speakers, outer)
        if not speakers:
            return None
        actors = tuple(self.office(speaker) for speaker in speakers)
        by = self._by(outer) if outer is not None else None
        return (
            Holder(actors, Voice.ATTRIBUTED, by) if by is not None and by not in actors else Holder(actors, Voice.OWN)
        )

    def of_mention(self, mention: Mention) -> Holder | None:
        """Whose position it would be that a mention is said to hold: reported, or attributed by who speaks there."""
        actors = tuple(self.office(actor) for actor in mention.actors)
        around = self.around(mention)
        if around is None:
            told = mention.form is MentionForm.PRONOUN and self.tokens(mention.span)[0].text in _FIRST
            return Holder(actors, Voice.OWN if told else Voice.REPORTED, selves=told)  # "I": whose piece it is
        speakers = self.speakers(around)
        if not speakers or any(self.same_side(speaker, actor) for speaker in speakers for actor in actors):
            return None
        return Holder(actors, Voice.ATTRIBUTED, self.office(speakers[0]))

    def around(self, mention: Mention) -> Statement | None:
        """The innermost statement in whose content a mention stands."""
        around = [
            statement
            for statement in self._statements
            if statement.kind is not StatementKind.ATTITUDE
            and any(span.covers(mention.span) for span in statement.content)
        ]
        return min(around, key=lambda s: sum(span.end - span.begin for span in s.content), default=None)

    def agent(self, tokens: Sequence[Token], op: Operator) -> Mention | None:
        """Who does it where the verb is passive: the mention behind "by"."""
        for place in range(op.end, min(op.end + 4, len(tokens) - 1)):
            if tokens[place].text == "by":
                return next(
                    (m for i in range(place + 1, min(place + 4, len(tokens))) if (m := self.at(tokens[i].span))), None
                )
        return None

    def _is_group(self, mention: Mention) -> bool:
        """Whether a mention is of people who are part of a course ("foreign soldiers"), not an actor of its own."""
        return all(
            a.kind is ActorKind.GROUP and not a.members
            for i in mention.actors
            if (a := self._actors.get(i)) is not None
        )

    def _by(self, outer: Statement) -> str | None:
        speakers = self.speakers(outer)
        return self.office(speakers[0]) if speakers else None

    def _of_subject(
        self,
        own: Holder,
        speakers: tuple[str, ...],
        tokens: Sequence[Token],
        reach: tuple[int, Operator],
        anchor: tuple[int, int],
    ) -> Holder | None:
        begin, outermost = reach
        if passive(tokens, outermost):
            agent = self.agent(tokens, outermost)
            if agent is not None:  # "is supported by all Nordic countries"
                return Holder(tuple(self.office(a) for a in agent.actors), Voice.ATTRIBUTED, own.actors[0])
            if not anchor[0] < outermost.begin:
                return None  # "we were promised": the holder is whoever promised
        if any(token.text in {"i", "we"} for token in tokens[max(begin, outermost.begin - 3) : outermost.begin]):
            return Holder(own.actors, own.voice, own.by, selves=True)
        place = subject(tokens, begin, outermost.begin)
        if place is None:
            return own
        token = tokens[place]
        if token.text in _FIRST:
            return Holder(own.actors, own.voice, own.by, selves=True)
        mention = self.at(token.span)
        in_course = anchor[0] <= place < anchor[1] and (mention is None or self._is_group(mention))
        if token.text in _NOBODY or in_course:
            return own
        spokesperson = any(
            "spokes" in (a.role or a.name).lower() for s in speakers if (a := self._actors.get(s)) is not None
        )
        if token.text in _SAME and not spokesperson and place == begin + (tokens[begin].text == "that"):
            return Holder(own.actors, own.voice, own.by, selves=True)  # "X said they had no plans": they are X
        if mention is None:
            if token.text in _OWN:
                return Holder(own.actors, own.voice, own.by, selves=True)
            idle = token.pos not in {"PRON", "PROPN"} and (
                outermost.modal or tokens[max(begin, place - 1)].text == "no"
            )
            return own if idle else None  # "the tax will come", "no form of help can be ruled out"
        if any(self.same_side(s, actor) for s in speakers for actor in mention.actors):
            return Holder(own.actors, own.voice, own.by, selves=True)
        return Holder(tuple(self.office(a) for a in mention.actors), Voice.ATTRIBUTED, own.actors[0])


def passive(tokens: Sequence[Token], op: Operator) -> bool:
    """Whether a verb of stance is passive; "is opposed to", "are committed to" are not."""
    before = tokens[op.begin - 1].text if op.begin else ""
    following = tokens[op.end].text if op.end < len(tokens) else ""
    verb = tokens[op.begin]
    return (
        verb.pos == "VERB"
        and verb.text.endswith("ed")
        and (before in {"was", "were", "been", "be", "being"} or (before in {"is", "are"} and following == "by"))
        and "to" not in {following, tokens[op.end - 1].text}
    )


def subject(tokens: Sequence[Token], begin: int, end: int) -> int | None:
    """The first nominal of tokens [begin, end) that no preposition governs: where an English clause has its subject."""
    skipping = False
    for place in range(begin, end):
        token = tokens[place]
        if token.pos == "ADP" and place + 1 < end:
            skipping = True
        elif token.text == "," or token.pos in {"VERB", "AUX"}:
            skipping = False
        elif token.pos in {"NOUN", "PROPN", "PRON"} or token.text in _FIRST or token.text in _OWN:
            if not skipping:
                return place
            if (
                token.pos in {"NOUN", "PROPN"}
                and place + 1 < end
                and tokens[place + 1].pos not in {"NOUN", "PROPN", "ADP"}
            ):
                skipping = False
    return None


def _outer(statement: Statement, statements: Sequence[Statement]) -> Statement | None:
    """The statement that reports this one: the smallest whose content holds its source or, without one, its cue."""
    marks = statement.source or statement.cue
    if not marks:
        return None
    around = [
        other
        for other in statements
        if other.id != statement.id
        and all(any(span.covers(mark) for span in other.content) for mark in marks)
        and other.source != statement.source
        and other.kind is not StatementKind.ATTITUDE
    ]
    return min(around, key=lambda other: sum(span.end - span.begin for span in other.content), default=None)
