"""Tables in columns: Parquet and Arrow files, read a few hundred rows at a time."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from onrecord.errors import InputError, MissingExtra
from onrecord.origins.draft import NAMES, Entry, Found
from onrecord.origins.form import Head
from onrecord.origins.tables import Row, numbered
from onrecord.types import Failure

# Rows at once: articles of 5,000 characters are a few MB then; more rows are no faster.
_ROWS = 256
# What the library raises where a file is damaged, or made to be.
_DAMAGES = (OSError, ValueError, KeyError, IndexError, TypeError, OverflowError, SystemError, NotImplementedError)
_WANTED = frozenset(name for names in NAMES.values() for name in names)


def begins_columns(head: Head) -> bool:
    """Whether a file begins as one of Parquet or Arrow does."""
    return head.data.startswith((b"PAR1", b"ARROW1"))


def read_columns(found: Found) -> Iterator[Entry | Failure]:
    """The articles of a Parquet or Arrow file; what its folder says of it (`date=2024-03-08`) holds for all of them."""
    try:
        import pyarrow
    except ImportError:
        raise MissingExtra("a file of columns needs pyarrow: pip install 'onrecord[parquet]'") from None
    try:
        yield from numbered(_rows(found), found.origin)
    except (pyarrow.ArrowException, *_DAMAGES) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk, not the file
        first = (str(error).splitlines() or ["damaged"])[0][:160].rstrip(". ")
        raise InputError(f"it is damaged or no file of columns: {first}.") from None


def _rows(found: Found) -> Iterator[Row | Failure]:
    number = 0
    folders = _of_folders(found.path)
    for batch in _batches(found.path):
        names = [str(name).strip().lower() for name in batch.schema.names]
        columns = [_values(column) for column in batch.columns]
        for place in range(batch.num_rows):
            number += 1
            row = {
                name: column[place] for name, column in zip(names, columns, strict=True) if column[place] is not None
            }
            yield number, "row", {**folders, **row}


def _batches(path: Path) -> Iterator[Any]:
    """The rows of a file in batches, of the columns that an article may have."""
    import pyarrow
    import pyarrow.ipc
    import pyarrow.parquet

    with path.open("rb") as stream:
        magic = stream.read(6)
    if not magic.startswith(b"PAR1"):
        with pyarrow.memory_map(str(path)) as source:
            opened = pyarrow.ipc.open_file(source) if magic == b"ARROW1" else pyarrow.ipc.open_stream(source)
            if magic == b"ARROW1":
                whole = (opened.get_batch(number) for number in range(opened.num_record_batches))
            else:
                whole = iter(opened)
            for batch in whole:
                batch.validate(full=True)  # or a damaged length would be read as far as memory goes
                kept = [name for name in batch.schema.names if name.strip().lower() in _WANTED]
                for begin in range(0, batch.num_rows, _ROWS):
                    yield batch.select(_once(kept)).slice(begin, _ROWS)
        return
    with pyarrow.parquet.ParquetFile(path, pre_buffer=False, buffer_size=1 << 20) as table:
        kept = _once([name for name in table.schema_arrow.names if name.strip().lower() in _WANTED])
        if not kept:
            raise InputError(f"no column holds the text: its columns are {', '.join(table.schema_arrow.names)[:200]}.")
        yield from table.iter_batches(_ROWS, columns=kept, use_threads=False)


def _once(names: list[str]) -> list[str]:
    """Of columns that differ in case alone the first."""
    return list({name.strip().lower(): name for name in reversed(names)}.values())


def _values(column: Any) -> list[Any]:
    """The values of a column as Python has them; text that is no UTF-8 with a mark where it is damaged."""
    try:
        values = column.to_pylist()
    except UnicodeDecodeError:
        values = [bytes(value.as_buffer() or b"") for value in column]
    return [_plain(value) for value in values]


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _of_folders(path: Path) -> dict[str, str]:
    """What the folders of a partitioned set say: `outlet=Northern%20Post/date=2024-03-08/part-0.parquet`."""
    pairs = (folder.partition("=") for folder in path.parts[:-1])
    known = {name.strip().lower(): unquote(value) for name, mark, value in pairs if mark and value}
    return {name: value for name, value in known.items() if name in _WANTED and value != "__HIVE_DEFAULT_PARTITION__"}
