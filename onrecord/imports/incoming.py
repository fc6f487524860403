"""What a file says in the words of the record, before any of it is written."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from anyascii import anyascii

from onrecord.types import Actor, ActorKind, Article, Option, Position

Cell = int | float | str | bytes | None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a caller says of a file that it does not say itself.

    ``mapping`` says what a variable of the file is: actor, organization, option, stance or nothing. ``name`` is what
    the file goes by from one import to the next (its own name by default), ``issue`` that of the options new in it.
    ``find`` gives the article that the record holds under an id, address or origin: some files hold no texts.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    name: str | None = None
    issue: str | None = None
    find: Callable[[str], Article | None] | None = None


NO_WISHES = Wishes()


@dataclass(frozen=True, slots=True)
class Text:
    """An article, what the file calls it, and the actors that the file names in it."""

    key: str
    article: Article
    actors: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A position as a reviewer coded it, and what the file calls it; its article, actor and option are those of here.

    Two claims with the same ``key`` from two imports of a file are one, said anew. ``also`` are other keys of it. Where
    the file is one of our own that came back, ``of`` is the id of the record's position that it was made of, and
    ``untouched`` says that nobody has changed it there.
    """

    key: str
    position: Position
    reviewer: str
    also: tuple[str, ...] = ()
    of: str | None = None
    untouched: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """What a variable was taken for; of a stance, what each value means."""

    name: str
    steps: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Incoming:
    """All that a file says: articles with their actors, options, claims, and what is only kept.

    ``entities`` says what the file calls each actor, ``concepts`` the same of options, ``roles`` how each variable was
    taken and what its values mean. ``kept`` are tables of rows for the record to keep as they are. ``understood`` is
    how the file was taken, ``left`` what of it no position came of and why, line by line.
    """

    form: str
    name: str
    texts: tuple[Text, ...]
    actors: tuple[Actor, ...] = ()
    options: tuple[Option, ...] = ()
    claims: tuple[Claim, ...] = ()
    reviewers: tuple[str, ...] = ()
    entities: Mapping[str, str] = field(default_factory=dict)  # what the file calls it -> id of the actor
    concepts: Mapping[str, str] = field(default_factory=dict)  # what the file calls it -> id of the option
    roles: Mapping[str, Role] = field(default_factory=dict)
    kept: Mapping[str, Sequence[tuple[Cell, ...]]] = field(default_factory=dict)
    understood: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def article_id(origin: str, text: str) -> str:
    """The id that an article of this origin and text has everywhere in onrecord."""
    return hashlib.sha256(f"{posixpath.normpath(origin)}\0{text}".encode()).hexdigest()[:16]


def actor_id(name: str, kind: ActorKind) -> str:
    """The id of an actor of this name."""
    prefix = {ActorKind.PARTY: "org", ActorKind.ORGANISATION: "org"}.get(kind, kind.value)
    return f"{prefix}:{slug(name)}"


def slug(text: str) -> str:
    """Text as a readable piece of an id: plain lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower().replace("'", "")).strip("-") or "unnamed"


def options_of(labels: Iterable[tuple[str, str]], issue: str, *, taken: Collection[str] = ()) -> dict[str, Option]:
    """Options for what a file calls concepts: (key, label) pairs to options with ids of their own, by key.

    An id is made of the label; where it is taken, with a number behind it.
    """
    made: dict[str, Option] = {}
    used = set(taken)
    for key, label in labels:
        plain = slug(label)[:80].strip("-")  # labels may be sentences
        identifier = plain
        number = 2
        while identifier in used:
            identifier, number = f"{plain}-{number}", number + 1
        used.add(identifier)
        made[key] = Option(identifier, issue, label)
    return made
