"""UIMA CAS JSON 0.4 for INCEpTION: a zip with a document for each article, and the layers as a type system.

Layers are Statement, Cue, Source and Position; a statement of several stretches is one annotation for each of them,
with the same identifier. Places count UTF-16 units, as UIMA does.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from onrecord.described import position_fields, statement_fields
from onrecord.dna.places import Places
from onrecord.exports.markup import HEADING, escaped, tag
from onrecord.exports.objects import Chapter
from onrecord.exports.writing import replacing
from onrecord.types import Actor, Codebook, Span

_ANNOTATION = "uima.tcas.Annotation"
_METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
_PREFIX = "webanno.custom."  # where INCEpTION keeps the layers that its users make
#: The layers with their features; each is a text.
LAYERS: Mapping[str, tuple[str, ...]] = {
    "Statement": ("identifier", "kind", "part", "actor", "saidOn", "score"),
    "Cue": ("statement",),
    "Source": ("statement",),
    "Position": (
        *("identifier", "issue", "option", "stance", "actor", "scope", "voice", "sayer", "via", "addressee"),
        *("condition", "limit", "reason", "tense", "date", "statement", "reviewer", "score"),
    ),
}
# Level 1 halves the time of writing for a fifth more bytes; see qdpx.
_LEVEL = 1


def write(path: Path, chapters: Iterable[Chapter], actors: Mapping[str, Actor], codebook: Codebook) -> None:
    """Write a whole record into a zip of CAS documents; the file is there whole or not at all."""
    issues = {option.id: (option.issue, option.label) for option in codebook.options}
    with (
        replacing(path) as place,
        zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as packed,
    ):
        packed.writestr(_entry("TypeSystem.xml"), "\n".join(type_system()))
        for number, chapter in enumerate(chapters, 1):
            name = re.sub(r"[^\w.-]+", "-", chapter.article.title or chapter.article.origin)[:60].strip("-.")
            held = document(chapter, actors, issues)
            packed.writestr(_entry(f"documents/{number:06d}-{name}.json"), json.dumps(held, ensure_ascii=False))


def document(chapter: Chapter, actors: Mapping[str, Actor], issues: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """An article with what was found in it as a CAS; ``issues`` gives issue and label of an option by its id."""
    article = chapter.article
    places = Places(article.text, newlines=False)
    found: list[dict[str, Any]] = [
        {
            "%ID": 1,
            "%TYPE": "uima.cas.Sofa",
            "sofaNum": 1,
            "sofaID": "_InitialView",
            "mimeType": "text",
            "sofaString": article.text,
        },
        {
            "%ID": 2,
            "%TYPE": _METADATA,
            "@sofa": 1,
            "begin": 0,
            "end": places.length,
            "language": article.language or "x-unspecified",
            "documentTitle": article.title or article.origin,
            "documentId": article.id,
            "documentUri": article.url or article.origin,
        },
    ]
    for layer, span, values in _annotations(chapter, actors, issues):
        found.append(
            {
                "%ID": len(found) + 1,
                "%TYPE": f"{_PREFIX}{layer}",
                "@sofa": 1,
                "begin": places.units(span.begin),
                "end": places.units(span.end),
                **{name: value for name, value in values.items() if value},
            }
        )
    members = [one["%ID"] for one in found[1:]]
    return {
        "%TYPES": _TYPES,
        "%FEATURE_STRUCTURES": found,
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": members}},
    }


def type_system() -> Iterator[str]:
    """The layers as a UIMA type system, for INCEpTION's import of layers."""
    yield HEADING
    yield '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>'
    for layer, features in LAYERS.items():
        held = "".join(
            tag(
                "featureDescription",
                {},
                tag("name", {}, feature) + "<description/>" + tag("rangeTypeName", {}, "uima.cas.String"),
            )
            for feature in features
        )
        named = tag("name", {}, escaped(_PREFIX + layer)) + "<description/>"
        named += tag("supertypeName", {}, _ANNOTATION) + tag("features", {}, held)
        yield tag("typeDescription", {}, named)
    yield "</types></typeSystemDescription>"


def _annotations(
    chapter: Chapter, actors: Mapping[str, Actor], issues: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, Span, dict[str, str | None]]]:
    for statement in chapter.statements:
        fields = statement_fields(statement, actors)
        values = {name: fields[name] for name in ("kind", "part", "actor", "score")}
        values |= {"identifier": statement.id, "saidOn": fields["said on"]}
        yield from (("Statement", span, values) for span in statement.content)
        of: dict[str, str | None] = {"statement": statement.id}
        yield from (("Cue", span, of) for span in statement.cue)
        yield from (("Source", span, of) for span in statement.source)
    for position in chapter.positions:
        fields = position_fields(position, actors)
        issue, label = issues.get(position.option, (None, position.option))
        values = {name: fields.get(name) for name in LAYERS["Position"]}
        values |= {"identifier": position.id, "issue": issue, "option": label, "sayer": fields["by"]}
        values["reviewer"] = position.provenance.version if position.provenance.method == "reviewer" else None
        yield "Position", position.evidence, values


def _type(name: str, above: str, features: Iterable[str]) -> dict[str, Any]:
    held = {feature: {"%NAME": feature, "%RANGE": "uima.cas.String"} for feature in features}
    return {"%NAME": name, "%SUPER_TYPE": above, **held}


_TYPES = {
    _METADATA: _type(_METADATA, "uima.tcas.DocumentAnnotation", ("documentTitle", "documentId", "documentUri")),
    **{_PREFIX + layer: _type(_PREFIX + layer, _ANNOTATION, features) for layer, features in LAYERS.items()},
}


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry without the moment of writing: the same record always gives the same bytes."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry._compresslevel = _LEVEL  # type: ignore[attr-defined]  # has no public name before Python 3.13
    return entry
