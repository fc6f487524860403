"""The reader: articles in, readings out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from onrecord.reading.decoding import Decoded, Heads, decode, spans
from onrecord.reading.layout import blocks
from onrecord.reading.session import filled, open_session, open_tokenizer, weights
from onrecord.reading.windows import Window, windows
from onrecord.types import Article, Block, Entity, EntityKind, Provenance, Reading, Span, Tag, TagLabel, Word

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

# Windows of several articles are read together so that each batch holds windows of like length.
_CHUNK_ARTICLES = 32
_CHUNK_LETTERS = 300_000
_BATCH_PIECES = 2048  # 8 full windows: both encoders peak at 434 MB so, at 613 MB with twice as many
# What lies behind this in one article is given as blocks but not read: no article is so long,
# and the words of more would not fit into the memory of a small machine.
READ_AT_MOST = 1_000_000
_CLS, _SEP = 101, 102


@dataclass(frozen=True)
class _Task:
    article: Article
    blocks: tuple[Block, ...]
    windows: list[Window]


class Reader:
    """Reads articles with the shipped encoder."""

    def __init__(self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer, heads: Heads, version: str) -> None:
        """Use an open session; ``Reader.load`` opens the shipped one."""
        self._session = session
        self._tokenizer = tokenizer
        self._heads = heads
        self._provenance = Provenance("reader", version)

    @classmethod
    def load(cls, threads: int | None = None, weights_folder: Path | None = None) -> Reader:
        """The reader that the package ships; WeightsError where a file is not the one in the manifest."""
        files = weights(weights_folder)
        heads = Heads(
            {name: tuple(labels) for name, labels in files.manifest["labels"].items()},
            {name: np.array(rows) for name, rows in files.manifest.get("transitions", {}).items()},
        )
        tokenizer = open_tokenizer(files.checked("tokenizer.json"))
        return cls(open_session(files.checked("reader.onnx"), threads), tokenizer, heads, files.version)

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """One reading for each article, in their order."""
        chunk: list[Article] = []
        letters = 0
        for article in articles:
            chunk.append(article)
            letters += len(article.text)
            if len(chunk) == _CHUNK_ARTICLES or letters > _CHUNK_LETTERS:
                yield from self._read(chunk)
                chunk, letters = [], 0
        if chunk:
            yield from self._read(chunk)

    def _read(self, articles: Sequence[Article]) -> Iterator[Reading]:
        tasks = []
        for number, article in enumerate(articles):
            found = blocks(article.text)
            readable = [block.span for block in found if block.span.begin < READ_AT_MOST]
            if readable and readable[-1].end > READ_AT_MOST:
                readable[-1] = Span(readable[-1].begin, READ_AT_MOST)
            made = list(windows(number, article, readable, self._tokenizer))
            tasks.append(_Task(article, found, made))
        decoded = self._decoded([window for task in tasks for window in task.windows])
        at = 0
        for task in tasks:
            mine = decoded[at : at + len(task.windows)]
            at += len(task.windows)
            yield self._reading(task, mine)

    def _decoded(self, all_windows: Sequence[Window]) -> list[Decoded]:
        out: list[Decoded | None] = [None] * len(all_windows)
        for numbers in _batches([len(window.pieces) for window in all_windows]):
            batch = [all_windows[number] for number in numbers]
            for number, one in zip(numbers, decode(self._scores(batch), batch, self._heads), strict=True):
                out[number] = one
        return [one for one in out if one is not None]

    def _scores(self, batch: Sequence[Window]) -> np.ndarray:
        width = max(len(window.pieces) for window in batch) + 2
        none = np.zeros(1, dtype=np.int64)
        feed = {
            "pieces": filled([np.concatenate(([_CLS], window.pieces, [_SEP])) for window in batch], width),
            "mask": filled([np.ones(len(window.pieces) + 2, dtype=np.int64) for window in batch], width),
            "case": filled([np.concatenate((none, window.case)) for window in batch], width),
            "gap": filled([np.concatenate((none, window.gap)) for window in batch], width),
        }
        scores: np.ndarray = self._session.run(["scores"], feed)[0]
        return scores

    def _reading(self, task: _Task, decoded: Sequence[Decoded]) -> Reading:
        tags: list[Tag] = []
        entities: list[Entity] = []
        words: list[Word] = []
        sentences: list[Span] = []
        labels = self._heads.labels
        for window, found in zip(task.windows, decoded, strict=True):
            begin, end = window.begin.tolist(), window.end.tolist()
            for label, first, last in spans(found.tags, labels["attribution"]):
                score = float(found.tag_scores[first : last + 1].mean())
                tags.append(Tag(TagLabel(label), Span(begin[first], end[last]), round(score, 4)))
            for kind, first, last in spans(found.names, labels["entities"]):
                score = float(found.name_scores[first : last + 1].mean())
                entities.append(Entity(EntityKind(kind), Span(begin[first], end[last]), round(score, 4)))
            pos = [labels["pos"][number] for number in found.pos.tolist()]
            words += [Word(Span(b, e), p) for b, e, p in zip(begin, end, pos, strict=True)]
            for at, starts in enumerate(found.begins.tolist()):
                if starts or not sentences:
                    sentences.append(Span(begin[at], end[at]))
                else:
                    sentences[-1] = Span(sentences[-1].begin, end[at])
        return Reading(
            task.article.id, task.blocks, tuple(sentences), tuple(words), tuple(tags), tuple(entities), self._provenance
        )


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Numbers of windows that are read together: of like length, and no more than fit."""
    batch: list[int] = []
    for number in sorted(range(len(lengths)), key=lambda n: lengths[n]):
        if batch and (len(batch) + 1) * (lengths[number] + 2) > _BATCH_PIECES:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch
