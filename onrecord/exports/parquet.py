"""Parquet for R, pandas, DuckDB and Spark: the columns of the CSV with their types, names joined with an underscore.

Dates are days, an interval is two columns (``date_first``, ``date_last``), spans are lists of begin and end, names and
roles are lists. Needs pyarrow, the extra ``parquet``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.exports.csv import COLUMNS
from onrecord.exports.objects import Exported
from onrecord.exports.writing import extra, replacing

# Rows that are written at once: 10,000 statements are some 15 MB while they wait, and make row groups worth reading.
_GROUP = 10_000

_SPANS = frozenset({"content", "cue", "source", "evidence", "context", "spans"})
_DAYS = frozenset({"said_on", "date"})
_NAMES = frozenset({"aliases", "members"})


def write(path: Path, what: str, objects: Iterable[Exported]) -> None:
    """Write objects of one sort ("statements", "positions"…) into a Parquet file, whole or not at all."""
    arrow: Any = extra("pyarrow", "parquet", "Parquet")
    parquet: Any = extra("pyarrow.parquet", "parquet", "Parquet")
    schema = _schema(arrow, what)
    with replacing(path) as place, parquet.ParquetWriter(place, schema, compression="zstd") as writer:
        for columns in _groups(objects, schema.names):
            writer.write_table(arrow.table(columns, schema=schema))


def _groups(objects: Iterable[Exported], names: Iterable[str]) -> Iterator[dict[str, list[Any]]]:
    """The values of so many objects at a time, column by column; the objects themselves are let go at once."""
    columns: dict[str, list[Any]] = {name: [] for name in names}
    rows = 0
    for rows, exported in enumerate(objects, 1):
        held = dict(_flat("", exported))
        for name, values in columns.items():
            values.append(held.get(name))
        if rows % _GROUP == 0:
            yield columns
            columns = {name: [] for name in columns}
    if rows % _GROUP:
        yield columns


def _schema(arrow: Any, what: str) -> Any:
    span = arrow.list_(arrow.struct([("begin", arrow.int32()), ("end", arrow.int32())]))
    role = arrow.struct(
        [("role", arrow.string()), ("body", arrow.string()), ("first", arrow.date32()), ("last", arrow.date32())]
    )
    kinds = {"score": arrow.float64(), "derived": arrow.bool_(), "published": arrow.date32()}
    kinds |= {"roles": arrow.list_(role), **dict.fromkeys(_SPANS, span)}
    kinds |= dict.fromkeys(_NAMES, arrow.list_(arrow.string()))
    fields = []
    for column in COLUMNS[what]:
        name, key = column.replace(".", "_"), column.rpartition(".")[2]
        if key in _DAYS:
            fields += [(f"{name}_first", arrow.date32()), (f"{name}_last", arrow.date32())]
        else:
            fields.append((name, kinds.get(key, arrow.string())))
    return arrow.schema(fields)


def _flat(prefix: str, exported: Exported) -> Iterator[tuple[str, Any]]:
    for key, value in exported.items():
        name = f"{prefix}{key}"
        if value is None:
            continue
        if isinstance(value, dict):
            yield from _flat(f"{name}_", value)
        elif key in _DAYS:
            first, _, last = value.partition("/")
            yield f"{name}_first", date.fromisoformat(first)
            yield f"{name}_last", date.fromisoformat(last or first)
        elif key in _SPANS:
            yield name, [(begin, end) for begin, end in value]
        elif key == "published":
            yield name, date.fromisoformat(value)
        elif key == "roles":
            yield name, [{**seen, "first": _day(seen["first"]), "last": _day(seen["last"])} for seen in value]
        else:
            yield name, value


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
