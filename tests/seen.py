"""Hand-built articles that only name actors, for tests of the register of a record."""

from __future__ import annotations

from datetime import date

from onrecord.record import Record
from onrecord.registering import LiveRegister
from onrecord.types import (
    Actor,
    ActorKind,
    Article,
    Part,
    Provenance,
    Reading,
    Resolution,
    Span,
    Statement,
    StatementKind,
)

TEXT = "They said so."


def person(name: str, role: str | None = None, state: str | None = None, *, aliases: tuple[str, ...] = ()) -> Actor:
    code = f".{state.lower()}" if state else ""
    where = f"state:{state}" if state else None
    slug = name.lower().replace(" ", "-").replace(".", "")
    return Actor(f"person:{slug}{code}", name, ActorKind.PERSON, role, where, where, aliases)


def article(name: str, day: date | None = date(2031, 5, 4)) -> Article:
    return Article(name, TEXT, f"{name}.txt", published=day, language="en")


def parts(name: str, *met: Actor) -> tuple[Reading, Resolution]:
    """A reading with nothing in it, and a statement of each actor."""
    statements = tuple(
        Statement(
            f"{name}-{place}",
            name,
            StatementKind.DIRECT,
            Part.BODY,
            (Span(0, 4),),
            (),
            (),
            "They",
            Provenance("m", "v"),
            actor=actor.id,
        )
        for place, actor in enumerate(met)
    )
    return Reading(name, (), (), (), (), (), Provenance("m", "v")), Resolution(statements, (), met)


def see(record: Record, name: str, *met: Actor, register: LiveRegister | None = None) -> None:
    """Write an article that names some actors, and what it changes in the register."""
    live = register or LiveRegister(record)
    reading, resolution = parts(name, *met)
    with record.transaction():
        live.put(article(name), met)
        record.save_article(article(name), reading, resolution)
        live.write()
