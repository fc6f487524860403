"""Hand-built articles in which somebody says something, for tests of utterances."""

from __future__ import annotations

from datetime import date

from onrecord.record import Record
from onrecord.registering import LiveRegister
from onrecord.types import (
    Actor,
    Article,
    ArticleMaterial,
    Part,
    Provenance,
    Reading,
    Resolution,
    Span,
    Statement,
    StatementKind,
)
from tests.seen import person

LUND = person("Ida Lund", "minister", "DK")
NO_TROOPS = "Norland will not send engineers to 14 islands before the end of the year"


def said_in(
    name: str,
    *texts: str,
    outlet: str | None = None,
    day: date | None = date(2031, 5, 4),
    utterance: str | None = None,
    who: Actor = LUND,
) -> ArticleMaterial:
    """An article in which an actor says some texts."""
    article = Article(name, " ".join(texts), f"{name}.txt", outlet=outlet, published=day, language="en")
    places = [article.text.index(text) for text in texts]
    statements = tuple(
        Statement(
            f"{name}-{number}",
            name,
            StatementKind.DIRECT,
            Part.BODY,
            (Span(begin, begin + len(text)),),
            (),
            (),
            text,
            Provenance("m", "v"),
            actor=who.id,
            utterance=utterance,
        )
        for number, (begin, text) in enumerate(zip(places, texts, strict=True))
    )
    reading = Reading(name, (), (), (), (), (), Provenance("m", "v"))
    return ArticleMaterial(article, reading, Resolution(statements, (), (who,)))


def save_material(record: Record, material: ArticleMaterial, register: LiveRegister | None = None) -> None:
    """Write an article and what it changes in the register."""
    live = register or LiveRegister(record)
    with record.transaction():
        live.put(material.article, material.resolution.actors)
        record.save_article(material.article, material.reading, material.resolution)
        live.write()


def save_said(
    record: Record,
    name: str,
    *texts: str,
    outlet: str | None = None,
    day: date | None = date(2031, 5, 4),
    utterance: str | None = None,
    who: Actor = LUND,
) -> None:
    """Write such an article."""
    save_material(record, said_in(name, *texts, outlet=outlet, day=day, utterance=utterance, who=who))
