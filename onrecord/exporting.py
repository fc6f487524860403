"""What a record gives to other programs: lines of text one after another, or a file of their own format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError
from onrecord.settings import DEFAULT_RECORD

if TYPE_CHECKING:
    from onrecord.exports.objects import Exported
    from onrecord.record import Record
    from onrecord.types import Actor, Codebook

WHAT = ("statements", "positions", "suggestions", "relations", "actors", "articles", "record")
FORMATS = ("jsonl", "csv", "jsonld", "parquet", "qdpx", "cas", "dna")

_TEXT = ("jsonl", "csv", "jsonld")
_ANNOTATED = ("statements", "positions", "suggestions")
_WHOLE = ("qdpx", "cas", "dna")
_SUFFIXES = {"json": "jsonld", "zip": "cas", "pq": "parquet", **{form: form for form in FORMATS}}


def export(what: str, *, record: str | Path = DEFAULT_RECORD, form: str = "jsonl") -> Iterator[str]:
    """Yield the lines of an export, in little memory; ``what`` is one of WHAT, ``form`` jsonl, csv or jsonld."""
    from onrecord.record import open_record

    _check(what, form)
    if form not in _TEXT:
        raise OnrecordError(f"{form} is no text: write it into a file (--out FILE).")
    with open_record(record, create=False) as opened, opened.reading():
        yield from _lines(opened, what, form)


def export_file(
    out: str | Path, what: str = "record", *, record: str | Path = DEFAULT_RECORD, form: str | None = None
) -> Path:
    """Write an export into a file, whole or not at all; the format by default after the name of the file."""
    from onrecord.exports.writing import write_lines
    from onrecord.record import open_record

    place = Path(out)
    form = form or _SUFFIXES.get(place.suffix.lower().lstrip("."), "jsonl")
    _check(what, form)
    with open_record(record, create=False) as opened, opened.reading():
        if form in _TEXT:
            encoding = "utf-8-sig" if form == "csv" else "utf-8"
            write_lines(place, _lines(opened, what, form), encoding=encoding)
        elif form == "parquet":
            from onrecord.exports import parquet

            parquet.write(place, what, _objects(opened, what))
        else:
            _whole(form)(place, opened)
    return place


def _check(what: str, form: str) -> None:
    if what not in WHAT:
        raise OnrecordError(f"Nothing called {what!r} to export; choose from {', '.join(WHAT)}.")
    if form not in FORMATS:
        raise OnrecordError(f"No format {form!r}; choose from {', '.join(FORMATS)}.")
    if what == "record" and form not in _WHOLE:
        raise OnrecordError(f"A whole record can not be written as {form}; choose from {', '.join(_WHOLE)}.")
    if what != "record" and form in _WHOLE:
        raise OnrecordError(f"{form} holds a whole record: write `onrecord export record --format {form}`.")
    if form == "jsonld" and what not in _ANNOTATED:
        raise OnrecordError(f"Annotations are made of {', '.join(_ANNOTATED)}; {what} has no places in a text.")


def _lines(record: Record, what: str, form: str) -> Iterator[str]:
    from onrecord.exports import csv, jsonl
    from onrecord.record.streaming import chapters

    if form == "jsonld":
        from onrecord.exports import webanno

        return webanno.lines(what, chapters(record, ("text", what)), _actors(record), _book(record))
    objects = _objects(record, what)
    return jsonl.lines(objects) if form == "jsonl" else csv.lines(what, objects)


def _objects(record: Record, what: str) -> Iterator[Exported]:
    """What is exported, one after another: of the texts and claims, never more than a few articles' at a time."""
    from onrecord.exports.objects import Sources, actor_object, article_object, claim_objects
    from onrecord.record.streaming import chapters

    if what == "articles":
        return map(article_object, record.articles())
    actors = _actors(record)
    if what == "actors":
        sources = Sources({}, actors)
        return (actor_object(actor, sources) for actor in actors.values())
    return claim_objects(what, chapters(record, (what,)), actors, _book(record))


def _actors(record: Record) -> Mapping[str, Actor]:
    return {actor.id: actor for actor in record.actors()}


def _book(record: Record) -> Codebook:
    from onrecord.types import Codebook

    return record.current_codebook() or Codebook((), "")


def _whole(form: str) -> Callable[[Path, Record], None]:
    """The writer of a format that holds a whole record; a new one gets a line here."""
    writers: dict[str, Callable[[Path, Record], None]] = {"qdpx": _qdpx, "cas": _cas, "dna": _dna}
    return writers[form]


def _qdpx(place: Path, record: Record) -> None:
    from onrecord.exports import qdpx
    from onrecord.record.streaming import chapters

    found = chapters(record, ("text", "statements", "positions"))
    qdpx.write(place, found, _actors(record), _book(record))


def _cas(place: Path, record: Record) -> None:
    from onrecord.exports import cas
    from onrecord.record.streaming import chapters

    cas.write(place, chapters(record, ("text", "statements", "positions")), _actors(record), _book(record))


def _dna(place: Path, record: Record) -> None:
    from onrecord.interchange import write_dna

    write_dna(record, place)
