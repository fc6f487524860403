"""Whole exports as streams: the same lines as ``onrecord export`` writes, in little memory."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from onrecord.exports import csv, jsonl, webanno
from onrecord.exports.objects import Exported, Sources, actor_object, article_object, claim_objects
from onrecord.record import Record
from onrecord.record.streaming import chapters
from onrecord.types import Codebook
from onrecord.web.api.calls import Called
from onrecord.web.refusals import Refusal

router = APIRouter(tags=["Exports"])


class What(StrEnum):
    """What is exported."""

    STATEMENTS = "statements"
    POSITIONS = "positions"
    SUGGESTIONS = "suggestions"
    RELATIONS = "relations"
    ACTORS = "actors"
    ARTICLES = "articles"


class Form(StrEnum):
    """As what it is written."""

    JSONL = "jsonl"
    CSV = "csv"
    JSONLD = "jsonld"


_TYPES = {
    Form.JSONL: "application/x-ndjson; charset=utf-8",
    Form.CSV: "text/csv; charset=utf-8",
    Form.JSONLD: "application/ld+json; charset=utf-8",
}
_PLACED = (What.STATEMENTS, What.POSITIONS, What.SUGGESTIONS)
_MARK = "\ufeff"  # without it a spreadsheet takes the file for an old code page

_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Lines, one for each object",
        "content": {kind.partition(";")[0]: {"schema": {"type": "string"}} for kind in _TYPES.values()},
    }
}


@router.get("/export/{what}.{form}", response_class=Response, responses=_STREAM)
def export(call: Called, what: What, form: Form) -> Response:
    """Everything of one sort in one file: JSON Lines, CSV for spreadsheets, or W3C Web Annotations."""
    if form is Form.JSONLD and what not in _PLACED:
        raise Refusal(422, f"{what.capitalize()} have no places in a text.", f"Ask for {what}.jsonl or {what}.csv.")
    return call.desk.download(_lines(call.desk.record, what, form), f"{what}.{form}", _TYPES[form])


def _lines(record: Record, what: What, form: Form) -> Iterator[str]:
    with record.reading():
        if form is Form.CSV:
            yield _MARK
            yield from (f"{line}\r\n" for line in csv.lines(what, _objects(record, what)))
        elif form is Form.JSONL:
            yield from (f"{line}\n" for line in jsonl.lines(_objects(record, what)))
        else:
            actors = {one.id: one for one in record.actors()}
            told = webanno.lines(what, chapters(record, ("text", what)), actors, _book(record))
            yield from (f"{line}\n" for line in told)


def _objects(record: Record, what: What) -> Iterator[Exported]:
    if what is What.ARTICLES:
        return map(article_object, record.articles())
    actors = {one.id: one for one in record.actors()}
    if what is What.ACTORS:
        sources = Sources({}, actors)
        return (actor_object(one, sources) for one in actors.values())
    return claim_objects(what, chapters(record, (what,)), actors, _book(record))


def _book(record: Record) -> Codebook:
    return record.current_codebook() or Codebook((), "")
