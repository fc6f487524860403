"""The reader: articles in, readings out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from onrecord.reading.decoding import Decoded, Heads, decode, spans
from onrecord.reading.layout import blocks
from onrecord.reading.segments import Segments
from onrecord.reading.session import open_session, open_tokenizer, weights
from onrecord.reading.windows import Window, windows
from onrecord.types import Article, Block, Entity, EntityKind, Provenance, Reading, Span, Tag, TagLabel, Word

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]

# Each window is read in a call of its own, by as many threads as are allowed: its numbers stay in the memory next to
# one core (8,300 pieces a second on a core; 7,700 two windows to a call, 6,500 eight), nothing is filled up to a common
# length, and no article's scores hang on its company.
# So many articles are prepared together, while the windows of those before them are read: enough that no core idles,
# few enough that the words of two portions fit into the memory of a small machine.
_CHUNK_ARTICLES = 16
_CHUNK_LETTERS = 100_000
_DECODED_AT_ONCE = 64  # windows; one at a time takes four times as long, more than this no less
# What lies behind this in one article is given as blocks but not read: no article is so long,
# and the words of more would not fit into the memory of a small machine.
READ_AT_MOST = 1_000_000


class _Map(Protocol):
    """The built-in map, or that of a pool of threads."""

    def __call__(self, work: Callable[[Window], Floats], windows: Iterable[Window], /) -> Iterator[Floats]:
        """What the work makes of each window, in their order."""
        ...


@dataclass(frozen=True)
class _Task:
    article: Article
    blocks: tuple[Block, ...]
    windows: list[Window]


@dataclass(frozen=True)
class _Chunk:
    """Articles that are being read, and the scores of their windows as they get ready."""

    tasks: list[_Task]
    scores: Iterator[Floats]


class Reader:
    """Reads articles with the shipped encoder."""

    def __init__(
        self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer, heads: Heads, version: str, threads: int = 1
    ) -> None:
        """Use an open session of one thread, ``threads`` times at once; ``Reader.load`` opens the shipped one."""
        self._session = session
        self._tokenizer = tokenizer
        self._heads = heads
        self._provenance = Provenance("reader", version)
        self._threads = threads
        # a network that attends to all that it is given needs no mask, and is faster without
        self._inputs = [node.name for node in session.get_inputs()]

    @classmethod
    def load(cls, threads: int | None = None, weights_folder: Path | None = None) -> Reader:
        """The reader that the package ships, on all cores where no number of threads is given.

        WeightsError where a file is not the one in the manifest.
        """
        files = weights(weights_folder)
        heads = Heads(
            {name: tuple(labels) for name, labels in files.manifest["labels"].items()},
            Segments.of(files.manifest["segments"]),
            tuple(files.manifest["ends"]),
        )
        tokenizer = open_tokenizer(files.checked("tokenizer.json"))
        session = open_session(files.checked("reader.onnx"), threads=1)
        return cls(session, tokenizer, heads, files.version, threads or os.cpu_count() or 1)

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """One reading for each article, in their order."""
        pool = ThreadPoolExecutor(self._threads)
        # with one thread nothing is read ahead: the built-in map waits until it is asked
        run: _Map = pool.map if self._threads > 1 else map
        try:
            begun: _Chunk | None = None
            for chunk in _chunks(articles):
                following = self._begin(chunk, run)
                if begun:
                    yield from self._readings(begun)
                begun = following
            if begun:
                yield from self._readings(begun)
        finally:  # also where nobody asks for the rest
            pool.shutdown(cancel_futures=True)

    def _begin(self, articles: Sequence[Article], run: _Map) -> _Chunk:
        tasks = []
        for number, article in enumerate(articles):
            found = blocks(article.text)
            readable = [block.span for block in found if block.span.begin < READ_AT_MOST]
            if readable and readable[-1].end > READ_AT_MOST:
                readable[-1] = Span(readable[-1].begin, READ_AT_MOST)
            made = list(windows(number, article, readable, self._tokenizer))
            tasks.append(_Task(article, found, made))
        return _Chunk(tasks, run(self._scores, [window for task in tasks for window in task.windows]))

    def _readings(self, chunk: _Chunk) -> Iterator[Reading]:
        decoded = self._decoded(chunk)
        at = 0
        for task in chunk.tasks:
            mine = decoded[at : at + len(task.windows)]
            at += len(task.windows)
            yield self._reading(task, mine)

    def _decoded(self, chunk: _Chunk) -> list[Decoded]:
        out: list[Decoded] = []
        made = (window for task in chunk.tasks for window in task.windows)
        while some := list(islice(made, _DECODED_AT_ONCE)):
            width = max(len(window.pieces) for window in some) + 2
            scores = [np.pad(one, ((0, width - len(one)), (0, 0))) for one in islice(chunk.scores, len(some))]
            out += decode(np.stack(scores), some, self._heads)
        return out

    def _scores(self, window: Window) -> Floats:
        """A row of scores for each piece, [CLS] and [SEP] at the ends."""
        before, behind = self._heads.ends
        feed = {
            "pieces": np.concatenate(([before], window.pieces, [behind])),
            "mask": np.ones(len(window.pieces) + 2, dtype=np.int64),
            "case": np.concatenate(([0], window.case, [0])),
            "gap": np.concatenate(([0], window.gap, [0])),
        }
        scores: Floats = self._session.run(["scores"], {name: feed[name][None] for name in self._inputs})[0][0]
        return scores

    def _reading(self, task: _Task, decoded: Sequence[Decoded]) -> Reading:
        tags: list[Tag] = []
        entities: list[Entity] = []
        words: list[Word] = []
        sentences: list[Span] = []
        labels = self._heads.labels
        for window, found in zip(task.windows, decoded, strict=True):
            begin, end = window.begin.tolist(), window.end.tolist()
            for label, first, last, score in found.tags:
                tags.append(Tag(TagLabel(label), Span(begin[first], end[last]), round(score, 4)))
            sure = found.name_scores.tolist()
            for kind, first, last in spans(found.names, labels["entities"]):
                entities.append(Entity(EntityKind(kind), Span(begin[first], end[last]), _mean(sure[first : last + 1])))
            pos = map(labels["pos"].__getitem__, found.pos.tolist())
            words.extend(map(Word, map(Span, begin, end), pos))
            for at, starts in enumerate(found.begins.tolist()):
                if starts or not sentences:
                    sentences.append(Span(begin[at], end[at]))
                else:
                    sentences[-1] = Span(sentences[-1].begin, end[at])
        return Reading(
            task.article.id, task.blocks, tuple(sentences), tuple(words), tuple(tags), tuple(entities), self._provenance
        )


def _mean(scores: Sequence[float]) -> float:
    return round(sum(scores) / len(scores), 4)


def _chunks(articles: Iterable[Article]) -> Iterator[list[Article]]:
    chunk: list[Article] = []
    letters = 0
    for article in articles:
        chunk.append(article)
        letters += len(article.text)
        if len(chunk) == _CHUNK_ARTICLES or letters > _CHUNK_LETTERS:
            yield chunk
            chunk, letters = [], 0
    if chunk:
        yield chunk
