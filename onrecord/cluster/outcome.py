"""What came of a block: Parquet for whoever asks, exact values for the record, and a manifest that says it is done."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from onrecord.cluster.shelf import NEEDS, Shelf
from onrecord.errors import InputError, MissingExtra
from onrecord.types import (
    Actor,
    Article,
    ArticleMaterial,
    Codebook,
    Coding,
    Failure,
    Position,
    Relation,
    Statement,
)

FORMAT = 1
PLAN = "onrecord.json"
_CLAIMS = ("statements", "positions", "suggestions", "relations")
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one thing of the input: an article with its coding, or why there is none."""

    material: ArticleMaterial | None = None
    coding: Coding | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """By what a block was read; what was read by others is read anew."""

    onrecord: str
    reading: str
    coding: str
    codebook: str | None
    published: str | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """All of a run: its rules, its codebook, and the names of its blocks in the order of the input."""

    rules: Rules
    codebook: Codebook | None
    blocks: tuple[str, ...]
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Manifest:
    """That a block is done: by which rules, from which input, what it holds, and the sums of its files."""

    block: str
    rules: Rules
    mark: str
    articles: int
    failures: int
    statements: int
    positions: int
    files: Mapping[str, str] = field(default_factory=dict)


def encoded(value: object) -> bytes:
    """A value as JSON."""
    return bytes(_msgspec().json.encode(value))


def decoded(data: bytes, kind: type[_Value], name: str) -> _Value:
    """The value that ``encoded`` wrote; InputError that names the file where it is another."""
    library = _msgspec()
    try:
        value: _Value = library.json.decode(data, type=kind)
    except (library.DecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f"{name} is damaged, or of another version of onrecord: {error}. Read its input again."
        ) from None
    return value


def write_block(shelf: Shelf, manifest: Manifest, outcomes: Sequence[Outcome], codebook: Codebook | None) -> None:
    """Write the files of a block and, as the last one, its manifest."""
    sums: dict[str, str] = {}
    with TemporaryDirectory(prefix="onrecord-") as folder:
        for what, write in _tables(outcomes, codebook):
            path = Path(folder, f"{what}.parquet")
            write(path)
            data = path.read_bytes()
            name = f"{what}/{manifest.block}.parquet"
            shelf.put(name, data)
            sums[name] = hashlib.sha256(data).hexdigest()
    shelf.put(manifest_name(manifest.block), encoded(replace(manifest, files=sums)))


def manifest_name(block: str) -> str:
    """Where the manifest of a block lies."""
    return f"manifests/{block}.json"


def manifest_of(shelf: Shelf, block: str) -> Manifest | None:
    """The manifest of a block, None where it is not done."""
    name = manifest_name(block)
    data = shelf.get(name)
    return None if data is None else decoded(data, Manifest, f"{shelf.place}/{name}")


def outcomes_of(shelf: Shelf, manifest: Manifest) -> Iterator[Outcome]:
    """What came of a block, exactly and in the order of the input; InputError where its file is another by now."""
    from pyarrow import parquet

    name = f"materials/{manifest.block}.parquet"
    data = shelf.get(name)
    if data is None or hashlib.sha256(data).hexdigest() != manifest.files.get(name):
        state = "is missing" if data is None else "is not as it was written"
        way_out = f"remove {manifest_name(manifest.block)} and run the same `onrecord read … --cluster` again"
        raise InputError(f"{shelf.place}/{name} {state}; {way_out}.")
    for batch in parquet.ParquetFile(BytesIO(data)).iter_batches(batch_size=32, columns=["content"]):
        for value in batch.column(0):
            yield decoded(value.as_buffer().to_pybytes(), Outcome, f"{shelf.place}/{name}")


# ---------------------------------------------------------------- tables

_Write = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class _Chapter:
    """An article and what was found in it, as the exports take it."""

    article: Article
    statements: Sequence[Statement]
    positions: Sequence[Position] = ()
    suggestions: Sequence[Position] = ()
    relations: Sequence[Relation] = ()


def _chapter(material: ArticleMaterial, coding: Coding | None) -> _Chapter:
    said = material.resolution.statements
    if coding is None:
        return _Chapter(material.article, said)
    return _Chapter(material.article, said, coding.positions, coding.suggestions, coding.relations)


def _tables(outcomes: Sequence[Outcome], codebook: Codebook | None) -> Iterator[tuple[str, _Write]]:
    """What is written of a block, and how; actors are those that its articles name, each as it is met first."""
    from onrecord.exports import objects
    from onrecord.exports.parquet import write

    read = [(one.material, one.coding) for one in outcomes if one.material is not None]
    actors: dict[str, Actor] = {}
    for material, _ in read:
        for actor in material.resolution.actors:
            actors.setdefault(actor.id, actor)
    chapters = [_chapter(material, coding) for material, coding in read]
    book = codebook or Codebook((), "")
    rows: dict[str, Iterable[objects.Exported]] = {
        "articles": map(objects.article_object, (chapter.article for chapter in chapters)),
        "actors": (objects.actor_object(actor, objects.Sources({}, actors)) for actor in actors.values()),
        **{what: objects.claim_objects(what, chapters, actors, book) for what in _CLAIMS},
    }
    for what, found in rows.items():
        yield what, partial(write, what=what, objects=found)
    yield "failures", partial(_rows, rows=[_failure(one.failure) for one in outcomes if one.failure is not None])
    yield "materials", partial(_rows, rows=[_exact(one) for one in outcomes])


def _failure(failure: Failure) -> dict[str, Any]:
    return {name: getattr(failure, name) for name in ("origin", "stage", "reason", "skipped")}


def _exact(outcome: Outcome) -> dict[str, Any]:
    return {"article": outcome.material.article.id if outcome.material else None, "content": encoded(outcome)}


def _rows(path: Path, rows: list[dict[str, Any]]) -> None:
    import pyarrow
    from pyarrow import parquet

    kinds = {"skipped": pyarrow.bool_(), "content": pyarrow.binary()}
    names = ("article", "content") if path.stem == "materials" else ("origin", "stage", "reason", "skipped")
    schema = pyarrow.schema([(name, kinds.get(name, pyarrow.string())) for name in names])
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema=schema), path, compression="zstd", row_group_size=1000)


def _msgspec() -> Any:
    try:
        import msgspec
    except ImportError as error:
        raise MissingExtra(f"{NEEDS} needs msgspec: pip install 'onrecord[cluster]'") from error
    return msgspec
