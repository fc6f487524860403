"""Whether a value is as a schema of the API's description says: what of JSON Schema the description uses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}
# Words that say nothing about the value.
_SILENT = {"title", "description", "default", "examples"}


def faults(value: Any, schema: Mapping[str, Any], among: Mapping[str, Any], at: str = "") -> Iterator[str]:
    """Where the value is otherwise than the schema says; what is not understood of a schema is a fault too."""
    if "$ref" in schema:
        yield from faults(value, among[schema["$ref"].rpartition("/")[2]], among, at)
        return
    if "anyOf" in schema:
        if all(any(faults(value, one, among, at)) for one in schema["anyOf"]):
            yield f"{at}: {str(value)[:80]!r} is none of {schema['anyOf']}"
        return
    for word in schema:
        if word in _SILENT:
            continue
        if word not in _CHECKS:
            yield f"{at}: the schema says {word}, which is not checked"
        elif not _CHECKS[word](value, schema[word]):
            yield f"{at}: {str(value)[:80]!r} is not {word} {schema[word]}"
    if isinstance(value, dict):
        yield from _of_object(value, schema, among, at)
    if isinstance(value, list) and "items" in schema:
        for place, one in enumerate(value):
            yield from faults(one, schema["items"], among, f"{at}[{place}]")


def _of_object(value: Mapping[str, Any], schema: Mapping[str, Any], among: Mapping[str, Any], at: str) -> Iterator[str]:
    known = schema.get("properties", {})
    for name, one in value.items():
        if name in known:
            yield from faults(one, known[name], among, f"{at}.{name}")
        elif isinstance(schema.get("additionalProperties"), dict):
            yield from faults(one, schema["additionalProperties"], among, f"{at}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{at}: {name} is not in the schema"


def _is_type(value: Any, kind: str) -> bool:
    return isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _has(value: Any, names: Sequence[str]) -> bool:
    return not isinstance(value, dict) or set(names) <= set(value)


_CHECKS: Mapping[str, Callable[[Any, Any], bool]] = {
    "type": _is_type,
    "enum": lambda value, choices: value in choices,
    "const": lambda value, choice: value == choice,
    "required": _has,
    "minItems": lambda value, least: not isinstance(value, list) or len(value) >= least,
    "maxItems": lambda value, most: not isinstance(value, list) or len(value) <= most,
    "pattern": lambda value, pattern: re.search(pattern, value) is not None,
    "properties": lambda value, _: True,
    "items": lambda value, _: True,
    "additionalProperties": lambda value, _: True,
    "propertyNames": lambda value, _: True,
}
