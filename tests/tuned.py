"""A record in which a reviewer judged the positions of many articles by one rule, and coders that know all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from onrecord.positions.asking import Asked
from onrecord.positions.holders import Holder
from onrecord.positions.judging import Judged
from onrecord.positions.merging import Evidence, settled, shipped
from onrecord.record import Record, Verdict
from onrecord.record.reviews import Reviews
from onrecord.types import (
    STANCE_COLUMNS,
    Actor,
    ActorKind,
    Article,
    ArticleMaterial,
    Block,
    Codebook,
    Coding,
    Option,
    Part,
    Position,
    Provenance,
    Reading,
    Resolution,
    Scope,
    Span,
    Stance,
    Voice,
)

BOOK = Codebook((Option("bridge", "The river", "A bridge"), Option("ferry", "The river", "A ferry")), "1")
ACTORS = tuple(Actor(name, name.title(), ActorKind.PERSON) for name in ("ada", "bo", "cy", "di"))


def _byte(*parts: object) -> int:
    return hashlib.sha256(repr(parts).encode()).digest()[0]


@dataclass(frozen=True)
class Line:
    """A sentence of an article with who is for or against what in it."""

    number: int
    actor: str
    span: Span
    evidence: Evidence
    stance: Stance


def lines(material: ArticleMaterial) -> list[Line]:
    """The sentences of an article: every actor speaks once, half of them as the narration has it."""
    found = []
    for number, (actor, span) in enumerate(zip(ACTORS, material.reading.sentences, strict=True)):
        stance = Stance.SUPPORTS if _byte(material.article.id, number) % 2 else Stance.OPPOSES
        voice = Voice.REPORTED if _byte(number, material.article.id) % 2 else Voice.OWN
        scores = tuple(0.75 if one is stance else 0.05 for one in STANCE_COLUMNS)
        evidence = Evidence(scores, stance, 0.8, 0.5, voice, voice is Voice.OWN)
        found.append(Line(number, actor.id, span, evidence, stance))
    return found


def judges(material: ArticleMaterial) -> list[Judged]:
    """What both coders say of an article, on the bridge."""
    return [
        Judged(Asked(one.number, Holder((one.actor,), one.evidence.voice), None, None), 0, None, one.evidence)
        for one in lines(material)
    ]


def position(article: str, line: Line, text: str) -> Position:
    """What the shipped weights make of a sentence."""
    return Position(
        id=f"{article}-{line.number}",
        article=article,
        option="bridge",
        actor=line.actor,
        stance=line.stance,
        scope=Scope.GENERAL,
        voice=line.evidence.voice,
        evidence=line.span,
        text=line.span.of(text),
        provenance=Provenance("encoder", "c", 0.8),
    )


def fill(record: Record, articles: int = 24) -> None:
    """Articles in which four people speak, coded, and judged: what is only reported is wrong."""
    record.save_codebook(BOOK)
    reviews = Reviews(record)
    for number in range(articles):
        spoken = [f"{actor.name} speaks of the bridge in report {number}." for actor in ACTORS]
        article = Article(f"a{number}", " ".join(spoken), f"{number}.txt", language="en")
        spans, at = [], 0
        for one in spoken:
            spans.append(Span(at, at + len(one)))
            at += len(one) + 1
        whole = (Block(Span(0, len(article.text)), Part.BODY),)
        reading = Reading(article.id, whole, tuple(spans), (), (), (), Provenance("r", "1"))
        material = ArticleMaterial(article, reading, Resolution((), (), ACTORS))
        record.save_article(article, reading, material.resolution)
        found = [(line, position(article.id, line, article.text)) for line in lines(material)]
        assert all(settled(line.evidence, shipped())[2] == "accept" for line, _ in found)
        record.save_coding(BOOK.version, "c", Coding(article.id, tuple(one for _, one in found)))
        for line, claim in found:
            wrong = line.evidence.voice is Voice.REPORTED
            reviews.judge(claim, Verdict.WRONG if wrong else Verdict.RIGHT, "Ida", of=claim.id)
    record.save_register(ACTORS, {}, "by hand")
