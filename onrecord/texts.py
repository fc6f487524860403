"""Reading without a record: a text in, what is said in it and by whom out."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import InputError
from onrecord.pipeline import chunks, read_articles
from onrecord.registering import sightings_of
from onrecord.settings import Engine, from_environment
from onrecord.types import Actor, Article, ArticleMaterial, Failure, Provenance, Reading, Statement

if TYPE_CHECKING:
    from onrecord.actors import Register
    from onrecord.reading import Reader

# What a text is called that the caller has given no name.
_UNNAMED = "text"

_readers: dict[Engine, Reader] = {}
_loading = threading.Lock()


@dataclass(frozen=True, slots=True)
class Text:
    """A text with what its reader knows of it; ``language`` overrules what the text seems to be in."""

    text: str
    published: date | str | None = None
    outlet: str | None = None
    title: str | None = None
    origin: str = _UNNAMED
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """What one text came to; where it could not be read, ``failure`` says why and all else is empty."""

    reading: Reading
    statements: tuple[Statement, ...] = ()
    actors: tuple[Actor, ...] = ()
    article: Article | None = None
    failure: Failure | None = None

    def actor(self, statement: Statement) -> Actor | None:
        """Who makes a statement; None where nobody is named."""
        return next((actor for actor in self.actors if actor.id == statement.actor), None)


def read_text(
    text: str,
    *,
    published: date | str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    origin: str = _UNNAMED,
    weights: str | Path | None = None,
) -> Findings:
    """Read one English text: who says what in it, with every place; nothing is stored.

    ``published`` is what "on Friday" is counted from; ``weights`` a folder of one's own model. Raises InputError
    where ``text`` is no text; one that is in another language, empty or too long comes back with a ``failure``.
    """
    return next(read_texts((Text(text, published, outlet, title, origin),), weights=weights))


def read_texts(
    texts: Iterable[str | Text], *, weights: str | Path | None = None, threads: int | None = None
) -> Iterator[Findings]:
    """Read many texts, in their order, a portion at a time; an actor has the same id in all texts of a portion.

    Later portions keep the ids as long as what they say does not show that two were one, or one was two.
    ``threads`` is how many the encoder may use, by default what ONRECORD_THREADS says, else one per core;
    ``weights`` by default what ONRECORD_WEIGHTS says, else those of the package.
    """
    from onrecord.actors import Register

    engine = from_environment().engine
    engine = replace(engine, threads=threads or engine.threads, weights=str(weights) if weights else engine.weights)
    register = Register()
    for portion in chunks(_drafted(text) for text in texts):
        articles = [item for item in portion if isinstance(item, Article)]
        outcomes = tuple(read_articles(articles, _reader(engine))) if articles else ()
        for outcome in outcomes:
            if isinstance(outcome, ArticleMaterial):
                register.put(outcome.article.id, sightings_of(outcome.article, outcome.resolution.actors))
        yield from _found(portion, iter(outcomes), register)


def _found(
    portion: Sequence[Article | Failure], outcomes: Iterator[ArticleMaterial | Failure], register: Register
) -> Iterator[Findings]:
    """What became of each item of a portion; the outcomes are those of its articles, in order."""
    for item in portion:
        outcome = item if isinstance(item, Failure) else next(outcomes)
        article = item if isinstance(item, Article) else None
        if isinstance(outcome, Failure):
            nothing = Reading(article.id if article else "", (), (), (), (), (), Provenance("none", ""))
            yield Findings(nothing, article=article, failure=outcome)
        else:
            yield _canonical(outcome, register)


def _canonical(material: ArticleMaterial, register: Register) -> Findings:
    """What one article came to, in the terms of the register."""

    def meant(identifier: str | None) -> str | None:
        return None if identifier is None else register.id_of(identifier, material.article.id)

    met: dict[str, Actor] = {}
    for sighted in material.resolution.actors:
        identifier = meant(sighted.id) or sighted.id
        known = register.get(identifier) or replace(sighted, id=identifier)
        met[identifier] = replace(
            known,
            affiliation=meant(known.affiliation),
            state=meant(known.state),
            members=tuple(dict.fromkeys(meant(member) or member for member in known.members)),
            roles=tuple(replace(seen, body=meant(seen.body)) for seen in known.roles),
        )
    statements = tuple(replace(one, actor=meant(one.actor)) for one in material.resolution.statements)
    return Findings(material.reading, statements, tuple(met.values()), material.article)


def _drafted(given: str | Text) -> Article | Failure:
    """The article of a text, or the reason why there is none."""
    from onrecord.origins.draft import Defaults, Draft
    from onrecord.origins.opening import finish

    known = given if isinstance(given, Text) else Text(given)
    if not isinstance(known.text, str):
        raise InputError(f"A text is wanted, not {_kind(known.text)}; files are read by onrecord.read([path]).")
    for name in ("outlet", "title", "origin", "language"):
        value = getattr(known, name)
        if not isinstance(value, str) and (value is not None or name == "origin"):
            raise InputError(f"The {name} of a text is itself a text, not {_kind(value)}.")
    day = known.published
    if day is not None and not isinstance(day, date | str):
        raise InputError(f"The day of publication is a date or a text like 2024-12-31, not {_kind(day)}.")
    draft = Draft(
        text=known.text,
        origin=known.origin or _UNNAMED,
        outlet=known.outlet,
        title=known.title,
        published=day if isinstance(day, str) else None,
        language=known.language,
    )
    return finish(draft, Defaults(day.date() if isinstance(day, datetime) else day if isinstance(day, date) else None))


def _kind(value: object) -> str:
    return "None" if value is None else f"of type {type(value).__name__}"


def _reader(engine: Engine) -> Reader:
    """The encoder, loaded once in a process and kept; it may be used from several threads at once."""
    key = replace(engine, weights=str(engine.folder.resolve()) if engine.folder else None)
    with _loading:
        if key not in _readers:
            from onrecord.reading import Reader

            _readers[key] = Reader.load(key.threads, key.folder)
        return _readers[key]
