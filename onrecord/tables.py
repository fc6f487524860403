"""What a record gives to scripts: frozen values in order, as frames of pandas, polars or Arrow where wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib import import_module
from itertools import islice
from types import ModuleType
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from onrecord.errors import MissingExtra

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from onrecord.exports.objects import Exported

Value = TypeVar("Value")

# Values that are shown of a table where somebody looks at it.
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``kind`` is text, number, integer, truth, day, moment or choice; ``choices`` in their order."""

    name: str
    kind: str = "text"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Table(Sequence[Value], Generic[Value]):
    """A sequence of frozen values that also is a table; it needs its record no more.

    The columns are named as in the CSV export. A date that may be an interval has two columns more, ``date.first`` and
    ``date.last``, which are days.
    """

    what: str
    values: tuple[Value, ...]
    columns: tuple[Column, ...]
    told: Callable[[Iterable[Value]], Iterator[Exported]] = field(compare=False)

    # ------------------------------------------------------------ a sequence

    def __len__(self) -> int:
        """How many values there are."""
        return len(self.values)

    @overload
    def __getitem__(self, place: int) -> Value: ...
    @overload
    def __getitem__(self, place: slice) -> Table[Value]: ...
    def __getitem__(self, place: int | slice) -> Value | Table[Value]:
        """One value, or a table of some."""
        if isinstance(place, slice):
            return Table(self.what, self.values[place], self.columns, self.told)
        return self.values[place]

    def __iter__(self) -> Iterator[Value]:
        """The values in their order."""
        return iter(self.values)

    def __repr__(self) -> str:
        """How many of what, and the first of them."""
        first = "".join(f"\n  {value!r}" for value in islice(self.values, _SHOWN))
        more = f"\n  … {len(self) - _SHOWN} more" if len(self) > _SHOWN else ""
        return f"<{len(self)} {self.what}>{first}{more}"

    # ------------------------------------------------------------ a table

    def to_objects(self) -> list[Exported]:
        """The values as the nested objects of the JSON Lines export."""
        return list(self.told(self.values))

    def to_dicts(self) -> list[dict[str, Any]]:
        """The values as flat dictionaries by column, with days, numbers and truth values as such."""
        return [self._row(exported) for exported in self.told(self.values)]

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas DataFrame: days as datetime64, stances and the like as ordered categories. Raises MissingExtra."""
        library: Any = _extra("pandas")
        rows = self.to_dicts()
        made = {
            column.name: _pandas_column(library, column, [row[column.name] for row in rows]) for column in self.columns
        }
        frame: pandas.DataFrame = library.DataFrame(made, columns=[column.name for column in self.columns])
        return frame

    def to_polars(self) -> polars.DataFrame:
        """A polars DataFrame: days as Date, stances and the like as Enum. Raises MissingExtra."""
        library: Any = _extra("polars")
        kinds = {
            "text": library.String,
            "number": library.Float64,
            "integer": library.Int64,
            "truth": library.Boolean,
            "day": library.Date,
            "moment": library.Datetime("us", "UTC"),
        }
        schema = {
            column.name: library.Enum(list(column.choices)) if column.kind == "choice" else kinds[column.kind]
            for column in self.columns
        }
        frame: polars.DataFrame = library.DataFrame(self.to_dicts(), schema=schema)
        return frame

    def to_arrow(self) -> pyarrow.Table:
        """An Arrow table: days as date32, choices as dictionaries. Raises MissingExtra."""
        library: Any = _extra("pyarrow")
        kinds = {
            "text": library.string(),
            "number": library.float64(),
            "integer": library.int64(),
            "truth": library.bool_(),
            "day": library.date32(),
            "moment": library.timestamp("us", "UTC"),
        }
        rows = self.to_dicts()
        arrays = {}
        for column in self.columns:
            values = [row[column.name] for row in rows]
            arrays[column.name] = (
                _dictionary(library, column, values)
                if column.kind == "choice"
                else library.array(values, type=kinds[column.kind])
            )
        made: pyarrow.Table = library.table(arrays)
        return made

    def _row(self, exported: Exported) -> dict[str, Any]:
        from onrecord.exports.csv import cells

        held = cells(exported)
        return {column.name: _typed(column, held) for column in self.columns}


def _typed(column: Column, held: Mapping[str, str]) -> Any:
    name = column.name
    if name not in held and name.endswith((".first", ".last")):
        name, _, end = name.rpartition(".")
        first, _, last = held.get(name, "").partition("/")
        text = first if end == "first" else last or first
    else:
        text = held.get(name, "")
    if text == "":
        return None
    made: Mapping[str, Callable[[str], Any]] = {
        "number": float,
        "integer": int,
        "truth": lambda told: told == "true",
        "day": date.fromisoformat,
        "moment": datetime.fromisoformat,
    }
    return made[column.kind](text) if column.kind in made else text


def _pandas_column(library: Any, column: Column, values: list[Any]) -> Any:
    if column.kind == "choice":
        return library.Categorical(values, categories=list(column.choices), ordered=True)
    if column.kind == "moment":
        return library.to_datetime(library.Series(values, dtype="object"), utc=True)
    whole = {"integer": "Int64" if None in values else "int64", "truth": "boolean" if None in values else "bool"}
    kinds = {"text": "string", "number": "float64", "day": "datetime64[s]", **whole}  # seconds reach back to every day
    return library.Series(values, dtype=kinds[column.kind])


def _dictionary(library: Any, column: Column, values: list[Any]) -> Any:
    places = {choice: place for place, choice in enumerate(column.choices)}
    numbers = library.array([None if value is None else places[value] for value in values], type=library.int8())
    return library.DictionaryArray.from_arrays(numbers, library.array(list(column.choices), type=library.string()))


def _extra(library: str) -> ModuleType:
    try:
        return import_module(library)
    except ImportError as error:
        raise MissingExtra(f"This needs {library}: pip install 'onrecord[tables]'") from error
