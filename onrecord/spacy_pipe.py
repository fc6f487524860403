"""onrecord as a component of a spaCy pipeline: ``nlp.add_pipe("onrecord")``; the extra ``onrecord[spacy]``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from itertools import islice
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from onrecord.pipeline import CHUNK
from onrecord.texts import Findings, Text, read_texts
from onrecord.types import (
    Actor,
    ActorKind,
    DateInterval,
    Part,
    Provenance,
    RoleSeen,
    Span,
    Spans,
    Statement,
    StatementKind,
)

# Where the findings lie in ``doc.user_data``: as JSON, so that a Doc goes through pickle, bytes and processes.
_STATEMENTS, _ACTORS, _PUBLISHED = "onrecord_statements", "onrecord_actors", "onrecord_published"
_GROUPS = ("onrecord_statements", "onrecord_content", "onrecord_source", "onrecord_cue")


@Language.factory("onrecord", default_config={"threads": None, "weights": None})
def make(nlp: Language, name: str, threads: int | None, weights: str | None) -> Component:
    """The component: threads of the encoder, and the folder of its weights where they are one's own."""
    return Component(threads, weights)


class Component:
    """Sets the statements of a Doc as spans and as ``doc._.statements``; it has no state of its own.

    ``doc._.published``, a date, is what "on Friday" is counted from where it has been set.
    """

    def __init__(self, threads: int | None = None, weights: str | None = None) -> None:
        """Make a component; the weights are loaded with the first Doc."""
        self._threads = threads
        self._weights = weights
        _extend()

    def __call__(self, doc: Doc) -> Doc:
        """Read one Doc."""
        return next(self.pipe((doc,)))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = CHUNK) -> Iterator[Doc]:
        """Read many, a batch at a time."""
        waiting = iter(stream)
        while docs := list(islice(waiting, batch_size)):
            texts = (Text(doc.text, published=doc._.published) for doc in docs)
            for doc, found in zip(docs, read_texts(texts, weights=self._weights, threads=self._threads), strict=True):
                _set(doc, found)
                yield doc


def _extend() -> None:
    """Give every Doc the attributes, once."""
    if not Doc.has_extension("published"):
        Doc.set_extension("published", getter=_published, setter=_set_published)
    if not Doc.has_extension("statements"):
        Doc.set_extension("statements", getter=_statements)
    if not Doc.has_extension("actors"):
        Doc.set_extension("actors", getter=_actors)


def _published(doc: Doc) -> date | None:
    day = doc.user_data.get(_PUBLISHED)
    return None if day is None else date.fromisoformat(day)


def _set_published(doc: Doc, day: date | None) -> None:
    doc.user_data[_PUBLISHED] = None if day is None else day.isoformat()[:10]


def _set(doc: Doc, found: Findings) -> None:
    doc.user_data[_STATEMENTS] = json.dumps([asdict(one) for one in found.statements], default=date.isoformat)
    doc.user_data[_ACTORS] = json.dumps([asdict(one) for one in found.actors], default=date.isoformat)
    for name in _GROUPS:
        doc.spans[name] = []
    for one in found.statements:
        parts = (*one.content, *one.source, *one.cue)
        whole = Span(min(span.begin for span in parts), max(span.end for span in parts))
        for name, places in zip(_GROUPS, ((whole,), one.content, one.source, one.cue), strict=True):
            doc.spans[name].extend(_tokens(doc, one, places))


def _tokens(doc: Doc, one: Statement, places: Spans) -> list[TokenSpan]:
    """The places in whole tokens, labelled with the kind and the ids of the statement and its actor."""
    made = (
        doc.char_span(
            span.begin, span.end, one.kind.value, kb_id=one.actor or "", span_id=one.id, alignment_mode="expand"
        )
        for span in places
    )
    return [span for span in made if span is not None]


def _statements(doc: Doc) -> tuple[Statement, ...]:
    return tuple(_statement(row) for row in json.loads(doc.user_data.get(_STATEMENTS, "[]")))


def _statement(row: dict[str, Any]) -> Statement:
    said = row["said_on"]
    return Statement(
        **{
            **row,
            "kind": StatementKind(row["kind"]),
            "part": Part(row["part"]),
            "content": _spans(row["content"]),
            "cue": _spans(row["cue"]),
            "source": _spans(row["source"]),
            "provenance": Provenance(**row["provenance"]),
            "holder": Span(**row["holder"]) if row["holder"] else None,
            "said_on": DateInterval(*map(date.fromisoformat, (said["first"], said["last"]))) if said else None,
        }
    )


def _spans(rows: Sequence[dict[str, int]]) -> Spans:
    return tuple(Span(**row) for row in rows)


def _actors(doc: Doc) -> tuple[Actor, ...]:
    rows = json.loads(doc.user_data.get(_ACTORS, "[]"))
    return tuple(map(_actor, rows))


def _actor(row: dict[str, Any]) -> Actor:
    def day(text: str | None) -> date | None:
        return None if text is None else date.fromisoformat(text)

    return Actor(
        **{
            **row,
            "kind": ActorKind(row["kind"]),
            "aliases": tuple(row["aliases"]),
            "members": tuple(row["members"]),
            "roles": tuple(
                RoleSeen(seen["role"], seen["body"], day(seen["first"]), day(seen["last"])) for seen in row["roles"]
            ),
        }
    )
