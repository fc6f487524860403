"""What a worker does with a block: all stages over what it holds, written where every machine sees it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from onrecord.cluster.blocks import Block, Piece
from onrecord.cluster.outcome import Manifest, Outcome, Rules, manifest_of, write_block
from onrecord.cluster.shelf import Shelf, here, is_remote
from onrecord.errors import OnrecordError
from onrecord.origins.collect import entries_of
from onrecord.origins.draft import Defaults, Entry, Found
from onrecord.origins.opening import finish
from onrecord.settings import Engine
from onrecord.stages import Models, code_articles, coder_of, read_articles
from onrecord.types import Article, ArticleMaterial, Codebook, Failure
from onrecord.version import __version__

# Articles given to the reader at once, as in a run on one machine.
_CHUNK = 32


@dataclass(frozen=True, slots=True)
class Job:
    """What every worker is told: where to write, by which rules, with what."""

    out: str
    rules: Rules
    codebook: Codebook | None
    defaults: Defaults
    weights: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What a worker tells of a block: how many articles it has, or why it could not be read."""

    block: str
    articles: int
    error: str = ""


class Worker:
    """One worker: its encoders are loaded once, with one thread, and serve for all its blocks."""

    def __init__(self, job: Job) -> None:
        """Load nothing yet. Raises OnrecordError where another version of onrecord gave the job."""
        if job.rules.onrecord != __version__:
            raise OnrecordError(
                f"A worker has onrecord {__version__}, the run was begun by {job.rules.onrecord}; "
                "install the same on all machines."
            )
        self._job = job
        self._shelf = Shelf(job.out)
        self._models = Models(Engine(threads=1, weights=job.weights))
        self._coder = coder_of(job.codebook, self._models) if job.codebook else None

    def do(self, block: Block) -> Done:
        """Read a block and write it; one that is written by these rules, from this input, is left as it is."""
        held = manifest_of(self._shelf, block.name)
        if held is not None and is_done(held, block, self._job.rules):
            return Done(block.name, held.articles)
        outcomes = self._outcomes(block)
        read = [one.material for one in outcomes if one.material is not None]
        manifest = Manifest(
            block=block.name,
            rules=self._job.rules,
            mark=block.mark,
            articles=len(read),
            failures=sum(one.failure is not None for one in outcomes),
            statements=sum(len(one.resolution.statements) for one in read),
            positions=sum(len(one.coding.positions) for one in outcomes if one.coding is not None),
        )
        write_block(self._shelf, manifest, outcomes, self._job.codebook)
        return Done(block.name, len(read))

    def _outcomes(self, block: Block) -> list[Outcome]:
        items = (
            item if isinstance(item, Failure) else finish(item, self._job.defaults)
            for piece in block.pieces
            for item in _entries(piece)
        )
        found: list[Outcome] = []
        while chunk := list(islice(items, _CHUNK)):
            found.extend(self._read(chunk))
        return found

    def _read(self, chunk: Sequence[Article | Failure]) -> Iterator[Outcome]:
        articles = [item for item in chunk if isinstance(item, Article)]
        read = read_articles(articles, self._models.reader) if articles else iter(())
        for item in chunk:
            outcome = item if isinstance(item, Failure) else next(read)
            yield Outcome(failure=outcome) if isinstance(outcome, Failure) else self._coded(outcome)

    def _coded(self, material: ArticleMaterial) -> Outcome:
        if self._coder is None:
            return Outcome(material)
        ((_, coding),) = code_articles([material], self._coder)
        return Outcome(material, failure=coding) if isinstance(coding, Failure) else Outcome(material, coding)


def is_done(held: Manifest, block: Block, rules: Rules) -> bool:
    """Whether a manifest is of this input as it is now, read by these rules."""
    return held.rules == rules and held.mark == block.mark


def count(piece: Piece) -> int:
    """How many things a file holds, articles and failures alike."""
    return sum(1 for _ in _entries(piece))


def _entries(piece: Piece) -> Iterator[Entry | Failure]:
    if not is_remote(piece.place) and not os.path.exists(piece.place):
        raise OnrecordError(
            f"A worker on {os.uname().nodename} does not see {piece.place}; all machines must see the input under "
            "one path, or it must lie in an object store."
        )
    with here(piece.place) as path:
        yield from islice(entries_of(Found(path, piece.origin, named=True)), piece.first, piece.last)
