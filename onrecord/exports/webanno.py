"""W3C Web Annotations as JSON-LD: one for each statement, position or suggestion, in a page of annotations.

The target is the article by its address, with the places in code points and the words themselves with what stands
around them, so that they are found again where the page has changed; a discontinuous statement has several targets.
Bodies are tags, the actor, and the claim with all that it says. Each annotation stands on a line of its own, and the
first one of an article holds its text, so that the file can be read without the record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from onrecord.described import article_fields, position_fields, statement_fields
from onrecord.exports.jsonl import ESCAPED
from onrecord.exports.objects import Chapter
from onrecord.types import Actor, ActorKind, Article, Codebook, Position, Span, Statement

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# What the model has no words for stands under one key, as plain JSON that programs of linked data keep as it is.
_OWN = {"@version": 1.1, "onrecord": {"@id": "urn:onrecord:fields", "@type": "@json"}}
# Characters of prefix and suffix: what the model's own examples and Hypothesis give.
_AROUND = 32


def lines(what: str, chapters: Iterable[Chapter], actors: Mapping[str, Actor], codebook: Codebook) -> Iterator[str]:
    """The page line by line, without the newlines; ``what`` is statements, positions or suggestions."""
    options = {option.id: option for option in codebook.options}
    labels = {identifier: f"{option.issue}: {option.label}" for identifier, option in options.items()}
    heading = {"@context": [CONTEXT, _OWN], "id": f"urn:onrecord:page:{what}", "type": "AnnotationPage"}
    yield f'{json.dumps(heading).removesuffix("}")}, "items": ['
    before = ""
    for chapter in chapters:
        source = _source(chapter.article)
        source["onrecord"]["text"] = chapter.article.text
        claims: Iterable[Statement | Position] = getattr(chapter, what)
        for claim in claims:
            if before:
                yield f"{before},"
            made = _annotation(claim, (chapter.article, source), actors, labels)
            before = json.dumps(made, ensure_ascii=False).translate(ESCAPED)
            source["onrecord"].pop("text", None)
    if before:
        yield before
    yield "]}"


def _annotation(
    claim: Statement | Position,
    of: tuple[Article, dict[str, Any]],
    actors: Mapping[str, Actor],
    labels: Mapping[str, str],
) -> dict[str, Any]:
    article, source = of
    if isinstance(claim, Statement):
        sort, spans, fields = "statement", claim.content, statement_fields(claim, actors)
        tags = [claim.kind.value]
    else:
        sort, spans, fields = "position", (claim.evidence,), position_fields(claim, actors)
        tags = [claim.stance.value, labels.get(claim.option, claim.option)]
    who = actors.get(claim.actor or "")
    bodies: list[dict[str, Any]] = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags]
    if who is not None:
        bodies.append(
            {
                "type": "SpecificResource",
                "purpose": "identifying",
                "source": {
                    "id": _actor_iri(who),
                    "type": "Person" if who.kind is ActorKind.PERSON else "Organization",
                    "name": who.name,
                },
            }
        )
    about = {key.replace(" ", "_"): value for key, value in fields.items() if value}
    bodies.append({"type": "Dataset", "purpose": "describing", "format": "application/json", "onrecord": about})
    targets = [_target(span, source, article.text) for span in spans]
    return {
        "id": f"urn:onrecord:{sort}:{_escaped(claim.id)}",
        "type": "Annotation",
        "motivation": "classifying",
        "creator": _creator(claim),
        "body": bodies,
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _creator(claim: Statement | Position) -> dict[str, str]:
    given = claim.provenance
    if given.method == "reviewer":
        return {"type": "Person", "name": given.version}
    return {"type": "Software", "name": f"onrecord {given.method} {given.version}"}


def _source(article: Article) -> dict[str, Any]:
    """The page of an article: its address, or where it has none its id as a name."""
    about = {key: value for key, value in article_fields(article).items() if value}
    return {"id": article.url or f"urn:onrecord:article:{_escaped(article.id)}", "type": "Text", "onrecord": about}


def _target(span: Span, source: dict[str, Any], text: str) -> dict[str, Any]:
    """A stretch of an article, said in two ways: by its place, and by its words."""
    return {
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": span.begin, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": text[span.begin : span.end],
                "prefix": text[max(0, span.begin - _AROUND) : span.begin],
                "suffix": text[span.end : span.end + _AROUND],
            },
        ],
    }


def _actor_iri(actor: Actor) -> str:
    if actor.wikidata:
        return f"http://www.wikidata.org/entity/{actor.wikidata}"
    return f"urn:onrecord:actor:{_escaped(actor.id)}"


def _escaped(identifier: str) -> str:
    return quote(identifier, safe=":/-._~")
