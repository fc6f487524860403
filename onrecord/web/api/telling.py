"""The description of the API as values that a page can show: operations with examples, and what answers are made of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

_REF = "#/components/schemas/"
_IN_PATH = re.compile(r"\{(\w+)\}")
_UNNAMED = re.compile(r"[^a-z0-9]+")
# Values of a list that are told in its type; longer ones stand in the table of their own.
_TOLD = 12


@dataclass(frozen=True, slots=True)
class Kind:
    """A type in words; ``schema`` is the name of what it is described by."""

    words: str
    schema: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A parameter or field."""

    name: str
    kind: Kind
    required: bool
    about: str = ""
    default: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer that an operation may give."""

    status: str
    about: str
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class Example:
    """How an operation is called from one language."""

    language: str
    code: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that the API does."""

    anchor: str
    method: str
    path: str
    about: str
    parts: tuple[Part, ...]
    body: Kind | None
    replies: tuple[Reply, ...]
    examples: tuple[Example, ...]
    link: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """Operations that belong together."""

    name: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """What an answer or body is made of; ``values`` where it is one of some words."""

    name: str
    about: str
    fields: tuple[Part, ...]
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """What the examples are made with: the server, ids that the record has, bodies by path, example queries by path."""

    server: str
    ids: Mapping[str, str]
    bodies: Mapping[str, Mapping[str, Any]]
    queries: Mapping[str, Mapping[str, str]]


def groups_of(described: Mapping[str, Any], sent: Sent) -> tuple[Group, ...]:
    """Every operation by what it is about, in the order of the description."""
    found: dict[str, list[Operation]] = {told["name"]: [] for told in described.get("tags", ())}
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            name = (told.get("tags") or ["Other"])[0]
            found.setdefault(name, []).append(_operation(path, method.upper(), told, sent))
    return tuple(Group(name, tuple(operations)) for name, operations in found.items() if operations)


def shapes_of(described: Mapping[str, Any]) -> tuple[Shape, ...]:
    """Everything that answers and bodies are made of, by name."""
    schemas = described["components"]["schemas"]
    return tuple(_shape(name, schemas[name]) for name in sorted(schemas, key=str.lstrip))


def _shape(name: str, schema: Mapping[str, Any]) -> Shape:
    needed = set(schema.get("required", ()))
    fields = tuple(_field(one, told, one in needed) for one, told in schema.get("properties", {}).items())
    return Shape(name, schema.get("description", ""), fields, tuple(map(str, schema.get("enum", ()))))


def _field(name: str, schema: Mapping[str, Any], required: bool) -> Part:
    return Part(name, kind_of(schema), required, schema.get("description", ""), _default(schema))


def kind_of(schema: Mapping[str, Any]) -> Kind:
    """A type in words, with the name of the one described schema in it."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(_REF)
        return Kind(name, name)
    several = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
    if several:
        kinds = [kind_of(one) for one in several]
        return Kind(" or ".join(dict.fromkeys(one.words for one in kinds)), _first(one.schema for one in kinds))
    if "const" in schema:
        return Kind(json.dumps(schema["const"]))
    if "enum" in schema:
        values = [str(one) for one in schema["enum"]]
        return Kind(" | ".join(values) if len(values) <= _TOLD else "text")
    kind = schema.get("type")
    if kind == "array":
        inner = kind_of(schema.get("items", {}))
        return Kind(f"list of {inner.words}", inner.schema)
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        inner = kind_of(schema["additionalProperties"])
        return Kind(f"{inner.words} by name", inner.schema)
    words = {"string": "text", "integer": "integer", "number": "number", "boolean": "true or false", "null": "null"}
    return Kind("day" if schema.get("format") == "date" else words.get(str(kind), "anything"))


def _first(names: Iterable[str | None]) -> str | None:
    return next((one for one in names if one is not None), None)


def _default(schema: Mapping[str, Any]) -> str:
    held = schema.get("default")
    return "" if held is None or held in ("", []) else json.dumps(held) if not isinstance(held, str) else held


# ---------------------------------------------------------------- operations


def _operation(path: str, method: str, told: Mapping[str, Any], sent: Sent) -> Operation:
    parts = tuple(_parameter(one) for one in told.get("parameters", ()))
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    url = _filled(path, sent)
    call = (method, None if url is None else sent.server + url, sent.bodies.get(path) if body else None)
    return Operation(
        anchor=f"{method.lower()}-{_UNNAMED.sub('-', path.removeprefix('/api/v1')).strip('-') or 'record'}",
        method=method,
        path=path,
        about=told.get("description", ""),
        parts=parts,
        body=kind_of(body) if body else None,
        replies=tuple(_reply(status, one) for status, one in told["responses"].items()),
        examples=tuple(_examples(*call)) if call[1] else (),
        link=url if method == "GET" else None,
    )


def _parameter(told: Mapping[str, Any]) -> Part:
    schema = told["schema"]
    about = told.get("description", "") or schema.get("description", "")
    kind = kind_of(schema)
    # Leaving a parameter out says the same as null does.
    kind = Kind(kind.words.removesuffix(" or null"), kind.schema)
    return Part(told["name"], kind, bool(told.get("required")), about, _default(schema), told["in"])


def _reply(status: str, told: Mapping[str, Any]) -> Reply:
    content = told.get("content", {})
    schema = next((one.get("schema") for one in content.values()), None)
    return Reply(status, told.get("description", ""), kind_of(schema) if schema else None)


def _filled(path: str, sent: Sent) -> str | None:
    """The address with ids that the record has; None where it has none of that sort."""
    names = _IN_PATH.findall(path)
    if any(name not in sent.ids for name in names):
        return None
    filled = _IN_PATH.sub(lambda found: quote(sent.ids[found[1]], safe="/"), path)
    query = sent.queries.get(path)
    return f"{filled}?{urlencode(query)}" if query else filled


def _examples(method: str, url: str | None, body: Mapping[str, Any] | None) -> Iterator[Example]:
    text = "" if body is None else json.dumps(body, ensure_ascii=False)
    curl = ["curl", *([] if method == "GET" else ["-X", method]), "-H", '"Authorization: Bearer $TOKEN"']
    curl += [] if body is None else ["-H", '"Content-Type: application/json"', "-d", f"'{text}'"]
    yield Example("curl", f'{" ".join(curl)} "{url}"')
    sends = "" if body is None else f",\n    json={body!r},\n"
    plain = f'"{url}", headers={{"Authorization": f"Bearer {{token}}"}}'
    head = "import httpx\n\nanswer = httpx"
    yield Example("Python", f"{head}.{method.lower()}({plain}{sends})\nanswer.raise_for_status()\nprint(answer.json())")
    steps = [f'request("{url}")', "req_auth_bearer_token(token)"]
    steps += [] if body is None else [f"req_body_json(jsonlite::fromJSON('{text}', simplifyVector = FALSE))"]
    steps += ['req_method("POST")'] if method == "POST" and body is None else []
    yield Example("R", "library(httr2)\n\n" + " |>\n  ".join([*steps, "req_perform()", "resp_body_json()"]))
