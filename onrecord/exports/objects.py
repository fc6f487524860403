"""The exported form of every noun: plain dictionaries with fixed keys in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from onrecord.types import (
    Actor,
    Article,
    Codebook,
    Condition,
    DateInterval,
    Passage,
    Position,
    Provenance,
    Relation,
    Spans,
    Statement,
)

Exported = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sources:
    """What the ids in a record stand for, by id."""

    articles: Mapping[str, Article]
    actors: Mapping[str, Actor]
    codebook: Codebook = field(default_factory=lambda: Codebook((), ""))
    _issues: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Look the issues up once: a large record asks for every position."""
        object.__setattr__(self, "_issues", {option.id: option.issue for option in reversed(self.codebook.options)})

    def issue(self, option: str) -> str | None:
        """The issue of an option; None where the codebook does not hold it any more."""
        return self._issues.get(option)


class Chapter(Protocol):
    """An article and what was found in it, as a record gives them one after another."""

    @property
    def article(self) -> Article:
        """The article; its text may be left out where only claims are written."""

    @property
    def statements(self) -> Sequence[Statement]:
        """Its statements in their order."""

    @property
    def positions(self) -> Sequence[Position]:
        """Its positions in their order."""

    @property
    def suggestions(self) -> Sequence[Position]:
        """What is suggested as positions."""

    @property
    def relations(self) -> Sequence[Relation]:
        """Its relations in their order."""


def claim_objects(
    what: str, chapters: Iterable[Chapter], actors: Mapping[str, Actor], codebook: Codebook
) -> Iterator[Exported]:
    """The statements, positions, suggestions or relations of chapters as they are exported, one article at a time."""
    held: dict[str, Article] = {}
    sources = Sources(held, actors, codebook)
    for chapter in chapters:
        held.clear()
        held[chapter.article.id] = chapter.article
        if what == "statements":
            yield from (statement_object(statement, sources) for statement in chapter.statements)
        elif what == "relations":
            yield from (relation_object(relation, sources) for relation in chapter.relations)
        else:
            found = chapter.positions if what == "positions" else chapter.suggestions
            yield from (position_object(position, sources) for position in found)


def statement_object(statement: Statement, sources: Sources) -> Exported:
    """A statement as it is exported."""
    return {
        "id": statement.id,
        "article": _article(statement.article, sources),
        "kind": statement.kind.value,
        "part": statement.part.value,
        "content": _spans(statement.content),
        "cue": _spans(statement.cue),
        "source": _spans(statement.source),
        "text": statement.text,
        "actor": _actor(statement.actor, sources),
        "said_on": date_text(statement.said_on),
        "utterance": statement.utterance,
        "score": _score(statement.provenance),
        "provenance": _provenance(statement.provenance),
    }


def position_object(position: Position, sources: Sources) -> Exported:
    """A position as it is exported; ``evidence`` is the main span in a list of its own."""
    return {
        "id": position.id,
        "issue": sources.issue(position.option),
        "option": position.option,
        "actor": _actor(position.actor, sources),
        "stance": position.stance.value,
        "condition": _condition(position.condition),
        "scope": position.scope.value,
        "voice": position.voice.value,
        "by": _actor(position.by, sources),
        "via": position.via,
        "addressee": position.addressee,
        "reason": _passage(position.reason),
        "tense": position.tense.value,
        "derived": position.derived,
        "date": date_text(position.date),
        "article": _article(position.article, sources),
        "evidence": _spans((position.evidence,)),
        "context": _spans(position.context),
        "text": position.text,
        "statement": position.statement,
        "score": _score(position.provenance),
        "provenance": _provenance(position.provenance),
    }


def relation_object(relation: Relation, sources: Sources) -> Exported:
    """A relation as it is exported."""
    return {
        "id": relation.id,
        "kind": relation.kind.value,
        "actor": _actor(relation.actor, sources),
        "toward": _actor(relation.toward, sources),
        "voice": relation.voice.value,
        "reason": _passage(relation.reason),
        "article": _article(relation.article, sources),
        "evidence": _spans((relation.evidence,)),
        "text": relation.text,
        "date": date_text(relation.date),
        "score": _score(relation.provenance),
        "provenance": _provenance(relation.provenance),
    }


def actor_object(actor: Actor, sources: Sources) -> Exported:
    """An actor as it is exported on a line of its own: what stands in every line, and all other names and ties."""
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind.value,
        "role": actor.role,
        "affiliation": _name(actor.affiliation, sources),
        "affiliation_id": actor.affiliation,
        "state": _name(actor.state, sources),
        "aliases": list(actor.aliases),
        "members": list(actor.members),
        "roles": [
            {
                "role": seen.role,
                "body": _name(seen.body, sources),
                "first": seen.first.isoformat() if seen.first else None,
                "last": seen.last.isoformat() if seen.last else None,
            }
            for seen in actor.roles
        ],
        "wikidata": actor.wikidata,
    }


def article_object(article: Article) -> Exported:
    """An article as it is exported, with the text that all spans point into."""
    return {
        "id": article.id,
        "origin": article.origin,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "language": article.language,
        "url": article.url,
        "author": article.author,
        "agency": article.agency,
        "section": article.section,
        "text": article.text,
    }


def date_text(date: DateInterval | None) -> str | None:
    """A day as 2024-02-01, an interval as 2024-02-01/2024-02-29."""
    if date is None:
        return None
    first, last = date.first.isoformat(), date.last.isoformat()
    return first if first == last else f"{first}/{last}"


def _article(identifier: str, sources: Sources) -> Exported:
    article = sources.articles[identifier]
    return {
        "id": article.id,
        "origin": article.origin,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "language": article.language,
    }


def _actor(identifier: str | None, sources: Sources) -> Exported | None:
    if identifier is None:
        return None
    actor = sources.actors[identifier]
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind.value,
        "role": actor.role,
        "affiliation": _name(actor.affiliation, sources),
    }


def _name(identifier: str | None, sources: Sources) -> str | None:
    """The name behind an id; a body that is no actor of the record keeps the id."""
    if identifier is None or identifier not in sources.actors:
        return identifier
    return sources.actors[identifier].name


def _condition(condition: Condition | None) -> Exported | None:
    if condition is None:
        return None
    return {"kind": condition.kind.value, "text": condition.text, "spans": _spans(condition.spans)}


def _passage(passage: Passage | None) -> Exported | None:
    return {"text": passage.text, "spans": _spans(passage.spans)} if passage else None


def _spans(spans: Spans) -> list[list[int]]:
    return [[span.begin, span.end] for span in spans]


def _score(provenance: Provenance) -> float:
    return round(provenance.score, 4)  # more digits than any calibration supports would only make lines differ


def _provenance(provenance: Provenance) -> Exported:
    return {"method": provenance.method, "version": provenance.version}
