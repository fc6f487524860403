"""What the holder of a text wants of some options: the encoder that reads text and options together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from onrecord.reading.session import WORDS, open_session, open_tokenizer, weights
from onrecord.types import STANCE_COLUMNS, Span, StanceQuestion

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

LONGEST_TEXT = 160  # pieces; three sentences have about 80, so that this cuts next to nothing
LONGEST_OPTION = 40
_BATCH_PIECES = 4096  # bounds the memory of one call to some 100 MB
_CLS, _SEP = 101, 102
_TEXT, _OPTION, _HOLDER, _MARK = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Row:
    """One text and its options as pieces: what each piece is, its place, its group, and where the options begin.

    All options have the same places, behind the text: none comes before another. Group 0 is the text, each option
    is a group of its own and sees the text and itself only, so that no option changes what is said of another's words.
    """

    pieces: Ints
    kinds: Ints
    places: Ints
    groups: Ints
    marks: tuple[int, ...]


class Pairs:
    """Questions to the probabilities of six stances for each option."""

    def __init__(self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer) -> None:
        """Use an open session; ``Pairs.load`` opens the shipped one."""
        self._session = session
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, threads: int | None = None, folder: Path | None = None) -> Pairs:
        """The encoder of a weights folder; WeightsError where a file is not the one in the manifest."""
        files = weights(folder)
        tokenizer = open_tokenizer(files.checked("tokenizer.json"))
        files.checked(WORDS)
        return cls(open_session(files.checked("pairs.onnx"), threads), tokenizer)

    def __call__(self, questions: Sequence[StanceQuestion], /) -> list[Any]:
        """For each question one row of probabilities for each of its options; the columns are ``STANCE_COLUMNS``."""
        rows = encoded(self._tokenizer, questions)
        out: list[Floats] = [np.zeros((0, len(STANCE_COLUMNS)), dtype=np.float32)] * len(rows)
        for numbers in _batches(rows):
            feed = filled([rows[number] for number in numbers])
            scores = self._session.run(["scores"], feed)[0]
            for line, number in enumerate(numbers):
                some = scores[line, list(rows[number].marks)]
                powers = np.exp(some - some.max(axis=1, keepdims=True))
                out[number] = powers / powers.sum(axis=1, keepdims=True)
        return out


def encoded(tokenizer: Tokenizer, questions: Sequence[StanceQuestion]) -> list[Row]:
    """The pieces of each question; of a text that is too long the end is kept."""
    # texts that are far too long are cut before they are tokenised: no piece is longer than 100 letters
    cut = [max(0, len(question.text) - LONGEST_TEXT * 100) for question in questions]
    texts = tokenizer.encode_batch(
        [question.text[gone:] for question, gone in zip(questions, cut, strict=True)], add_special_tokens=False
    )
    names = sorted({option for question in questions for option in question.options})
    found = tokenizer.encode_batch([name[: LONGEST_OPTION * 100] for name in names], add_special_tokens=False)
    ids = {name: one.ids[:LONGEST_OPTION] for name, one in zip(names, found, strict=True)}
    out = []
    for text, gone, question in zip(texts, cut, questions, strict=True):
        holder = question.holder or Span(0, 0)
        marks = [_HOLDER if b + gone < holder.end and e + gone > holder.begin else _TEXT for b, e in text.offsets]
        out.append(_row(text.ids, marks, question.options, ids))
    return out


def _row(text: list[int], kinds: list[int], options: Sequence[str], ids: dict[str, list[int]]) -> Row:
    pieces = [_CLS, *text[-LONGEST_TEXT:], _SEP]
    kinds = [_TEXT, *kinds[-LONGEST_TEXT:], _TEXT]
    places, groups, begin, marks = list(range(len(pieces))), [0] * len(pieces), len(pieces), []
    for number, option in enumerate(options, 1):
        marks.append(len(pieces))
        groups += [number] * (1 + len(ids[option]))
        pieces += [_SEP, *ids[option]]
        kinds += [_MARK] + [_OPTION] * len(ids[option])
        places += range(begin, begin + 1 + len(ids[option]))
    as_ints = [np.array(row, dtype=np.int64) for row in (pieces, kinds, places, groups)]
    return Row(as_ints[0], as_ints[1], as_ints[2], as_ints[3], tuple(marks))


def filled(rows: Sequence[Row]) -> dict[str, Ints]:
    """The rows as the network takes them, filled up to the longest."""
    width = max(len(row.pieces) for row in rows)
    out = {name: np.zeros((len(rows), width), dtype=np.int64) for name in ("pieces", "kinds", "places", "groups")}
    out["groups"] -= 1  # what fills up belongs to no group that anything sees
    for number, row in enumerate(rows):
        long = len(row.pieces)
        out["pieces"][number, :long], out["groups"][number, :long] = row.pieces, row.groups
        out["kinds"][number, :long], out["places"][number, :long] = row.kinds, row.places
    return out


def _batches(rows: Sequence[Row]) -> Iterator[list[int]]:
    numbers: list[int] = []
    for number in sorted(range(len(rows)), key=lambda n: len(rows[n].pieces)):
        if numbers and (len(numbers) + 1) * len(rows[number].pieces) > _BATCH_PIECES:
            yield numbers
            numbers = []
        numbers.append(number)
    if numbers:
        yield numbers
