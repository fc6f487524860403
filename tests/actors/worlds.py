"""Small worlds of actors for the tests of the register: sightings by name, role and state, and what comes out."""

from collections.abc import Iterable
from datetime import date

from onrecord.actors.canonical import slug
from onrecord.actors.register import Register
from onrecord.types import Actor, ActorKind, Sighting


def person(name: str, role: str | None = None, state: str | None = None, identifier: str = "") -> Actor:
    """A person as one article gives it, under the id that the actor stage would make."""
    code = f".{state.lower()}" if state else ""
    held = f"state:{state}" if state else None
    return Actor(identifier or f"person:{slug(name)}{code}", name, ActorKind.PERSON, role, held, held)


def body(name: str, state: str | None = None, kind: ActorKind = ActorKind.ORGANISATION, aliases: str = "") -> Actor:
    """A body as one article gives it."""
    prefix, held = "party" if kind is ActorKind.PARTY else "org", f"state:{state}" if state else None
    return Actor(f"{prefix}:{slug(name)}", name, kind, None, held, held, tuple(aliases.split(";")) if aliases else ())


def seen(*actors: Actor, day: date | None = None) -> list[Sighting]:
    """Each of the actors in an article of its own."""
    return [Sighting(f"article-{number}", actor, day) for number, actor in enumerate(actors)]


def clusters(register: Register) -> set[frozenset[str]]:
    """The sighted ids of each actor."""
    return {frozenset(register.sighted(actor.id)) for actor in register}


def together(actors: Iterable[Actor]) -> bool:
    """Whether a register takes all these for one."""
    return len(Register(seen(*actors))) == 1
