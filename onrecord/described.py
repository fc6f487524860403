"""Claims, options and articles as lines of "key: value", for formats that have a comment where we have fields.

People read them in the other program; ``fields_of`` reads them back, so that nothing is lost on the way.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from onrecord.types import Actor, Article, DateInterval, Option, Position, Spans, Statement

_LINE = re.compile(r"([a-z][a-z ]*): (.*)")
_SPECIAL = re.compile(r"[\\\n\r]")
_ESCAPE = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_PLAIN = {written: mark for mark, written in _ESCAPE.items()}


def guid(kind: str, identifier: str) -> str:
    """A GUID for a thing of the record: always the same for the same id."""
    made = hashlib.sha256(f"onrecord {kind} {identifier}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"{made[:8]}-{made[8:12]}-8{made[13:16]}-8{made[17:20]}-{made[20:32]}"


def text_of(fields: Mapping[str, str | None], *, before: str = "") -> str:
    """Lines of the fields that have a value, after a text of its own; line breaks in values are written ``\\n``."""
    lines = [f"{key}: {_escaped(value)}" for key, value in fields.items() if value]
    return "\n".join(([before, ""] if before and lines else [before] if before else []) + lines)


def fields_of(text: str) -> tuple[str, dict[str, str]]:
    """The text of its own and the fields that ``text_of`` wrote; lines of another form belong to the text."""
    lines = text.replace("\r\n", "\n").split("\n")
    fields: dict[str, str] = {}
    while lines and (found := _LINE.fullmatch(lines[-1])):
        fields.setdefault(found[1], re.sub(r"\\[\\nr]", lambda mark: _PLAIN[mark[0]], found[2]))
        lines.pop()
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines), dict(reversed(fields.items()))


def position_fields(position: Position, actors: Mapping[str, Actor]) -> dict[str, str | None]:
    """All that a position says beside its place."""
    condition, reason = position.condition, position.reason
    return {
        "id": position.id,
        "places": _places((position.evidence,)),
        "option": position.option,
        "stance": position.stance.value,
        "actor": named(position.actor, actors),
        "scope": position.scope.value,
        "voice": position.voice.value,
        "by": named(position.by, actors),
        "via": position.via,
        "addressee": position.addressee,
        condition.kind.value if condition else "condition": condition.text if condition else None,
        "condition places": _places(condition.spans) if condition else None,
        "reason": reason.text if reason else None,
        "reason places": _places(reason.spans) if reason else None,
        "tense": position.tense.value,
        "derived": "yes" if position.derived else None,
        "date": _days(position.date),
        "context places": _places(position.context),
        "statement": position.statement,
        **_provenance(position),
    }


def statement_fields(statement: Statement, actors: Mapping[str, Actor]) -> dict[str, str | None]:
    """All that a statement says beside the place of its words."""
    return {
        "id": statement.id,
        "kind": statement.kind.value,
        "part": statement.part.value,
        "actor": named(statement.actor, actors),
        "places": _places(statement.content),
        "cue places": _places(statement.cue),
        "source places": _places(statement.source),
        "holder places": _places((statement.holder,)) if statement.holder else None,
        "said on": _days(statement.said_on),
        "utterance": statement.utterance,
        **_provenance(statement),
    }


def option_fields(option: Option) -> dict[str, str | None]:
    """What an option has beside label and description."""
    return {"id": option.id, "keywords": " | ".join(option.keywords), "opposed": " | ".join(option.opposed)}


def actor_fields(actor: Actor, actors: Mapping[str, Actor]) -> dict[str, str | None]:
    """What is known of an actor beside the name."""
    return {
        "id": actor.id,
        "kind": actor.kind.value,
        "role": actor.role,
        "affiliation": named(actor.affiliation, actors),
        "state": named(actor.state, actors),
        "aliases": " | ".join(actor.aliases),
        "wikidata": actor.wikidata,
    }


def article_fields(article: Article) -> dict[str, str | None]:
    """What is known of an article beside its text."""
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
    }


def named(identifier: str | None, actors: Mapping[str, Actor]) -> str | None:
    """An actor for people and for machines: "Orla Brück [orla]"."""
    if identifier is None:
        return None
    return f"{actors[identifier].name} [{identifier}]" if identifier in actors else f"[{identifier}]"


def _provenance(claim: Position | Statement) -> dict[str, str | None]:
    given = claim.provenance
    return {"method": given.method, "version": given.version, "score": repr(float(given.score))}


def _days(interval: DateInterval | None) -> str | None:
    if interval is None:
        return None
    first, last = interval.first.isoformat(), interval.last.isoformat()
    return first if first == last else f"{first}/{last}"


def _places(spans: Spans) -> str:
    return " ".join(f"{span.begin}-{span.end}" for span in spans)


def _escaped(value: str) -> str:
    if "\n" in value or "\\" in value or "\r" in value:
        return _SPECIAL.sub(lambda found: _ESCAPE[found[0]], value)
    return value
