"""The data that the page carries: what its panels show when they are opened."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from onrecord.types import Article, Passage, Position, Relation, Spans, Statement
from onrecord.web.grid import Mark
from onrecord.web.view import MapView
from onrecord.web.wording import RELATION_WORDS, article_name, date_words, day_words

Json = dict[str, Any]

# Marks that end a script element, end a line in old readers, or turn the direction of what follows.
_UNSAFE = "<>&\u0085\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_ESCAPED = {ord(mark): f"\\u{ord(mark):04x}" for mark in _UNSAFE}


def page_json(view: MapView) -> str:
    """The view as JSON that may stand inside a script element: no character in it can end the element."""
    return json.dumps(payload(view), ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)


def payload(view: MapView) -> Json:
    """The view as plain values, spans in code points."""
    return {
        "actors": {identifier: _actor(identifier, view) for identifier in _actors_met(view)},
        "options": {
            option.id: {"label": option.label, "description": option.description, "issue": option.issue}
            for option in view.options.values()
        },
        "articles": {article.id: _article(article) for article in view.articles.values()},
        "positions": {p.id: _position(p, view) for p in view.positions.values()},
        "cells": [
            {
                "actor": cell.actor,
                "option": cell.option,
                "marks": [_mark(mark) for mark in cell.marks],
                "positions": cell.positions,
            }
            for cell in view.cells()
        ],
        "statements": [_statement(statement) for statement in view.statements],
        "relations": [_relation(relation) for relation in view.relations],
    }


def link(article: Article) -> str | None:
    """The address of an article where a page may link to it: http or https, with a host, in plain characters."""
    for address in (article.url, article.origin):
        if not address or any(mark.isspace() or not mark.isprintable() for mark in address):
            continue
        try:
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname:
            return address
    return None


def _actors_met(view: MapView) -> list[str]:
    """Every actor that something on the page speaks of, and the bodies and members that these name."""
    met = {position.actor for position in view.positions.values()} | set(view.holders.values())
    met |= {position.by for position in view.positions.values() if position.by}
    met |= {statement.actor for statement in view.statements if statement.actor}
    met |= {end for relation in view.relations for end in (relation.actor, relation.toward) if end}
    met |= {shift.actor for shift in view.shifts} | {split.body for split in view.splits}
    met |= {block.body for issue in view.maps for block in issue.blocks}
    known = [view.actors[identifier] for identifier in met if identifier in view.actors]
    met |= {near for actor in known for near in (actor.affiliation, actor.state, *actor.members) if near}
    return sorted(met)


def _actor(identifier: str, view: MapView) -> Json:
    actor = view.actors.get(identifier)
    if actor is None:
        return {"name": identifier, "kind": ""}
    return _full(
        name=actor.name,
        kind=actor.kind.value,
        role=actor.role,
        body=next((body for body in (actor.affiliation, actor.state) if body != identifier), None),
        aliases=[alias for alias in actor.aliases if alias != actor.name],
        members=list(actor.members),
    )


def _article(article: Article) -> Json:
    return _full(
        name=article_name(article),
        title=article.title,
        outlet=article.outlet,
        date=day_words(article.published) if article.published else None,
        origin=article.origin,
        link=link(article),
        text=article.text,
    )


def _position(position: Position, view: MapView) -> Json:
    condition = position.condition
    holder = view.holders.get(position.id, position.actor)
    return _full(
        actor=position.actor,
        holder=holder if holder != position.actor else None,
        option=position.option,
        stance=position.stance.value,
        scope=position.scope.value,
        voice=position.voice.value,
        former=position.tense.value == "former",
        derived=position.provenance.method if position.derived else None,
        condition={"kind": condition.kind.value, "text": condition.text, "spans": _spans(condition.spans)}
        if condition
        else None,
        reason=_passage(position.reason),
        by=position.by,
        via=position.via,
        addressee=position.addressee,
        date=date_words(position.date),
        day=position.date.last.isoformat() if position.date else None,
        article=position.article,
        evidence=[position.evidence.begin, position.evidence.end],
        context=_spans(position.context),
        score=round(position.provenance.score, 2),
    )


def _mark(mark: Mark) -> Json:
    return _full(
        stance=mark.stance.value,
        scopes=[scope.value for scope in mark.scopes],
        derived=mark.derived,
        unsure=mark.unsure,
        strength=mark.backing.strength.value,
        disputed=mark.disputed,
    )


def _statement(statement: Statement) -> Json:
    return _full(
        article=statement.article,
        kind=statement.kind.value,
        part=statement.part.value,
        content=_spans(statement.content),
        cue=_spans(statement.cue),
        source=_spans(statement.source),
        actor=statement.actor,
        said=date_words(statement.said_on) if statement.said_on else None,
        utterance=statement.utterance,
    )


def _relation(relation: Relation) -> Json:
    return _full(
        article=relation.article,
        kind=relation.kind.value,
        words=RELATION_WORDS[relation.kind],
        actor=relation.actor,
        toward=relation.toward,
        voice=relation.voice.value,
        evidence=[relation.evidence.begin, relation.evidence.end],
        reason=_passage(relation.reason),
        date=date_words(relation.date),
    )


def _passage(passage: Passage | None) -> Json | None:
    return {"text": passage.text, "spans": _spans(passage.spans)} if passage else None


def _spans(spans: Spans) -> list[list[int]]:
    return [[span.begin, span.end] for span in spans]


def _full(**values: Any) -> Json:
    """Only what there is, so that the page stays small."""
    return {key: value for key, value in values.items() if value not in (None, False, [], "")}
