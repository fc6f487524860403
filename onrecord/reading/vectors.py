"""Sentence vectors from the frozen base model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from onrecord.reading.session import WORDS, filled, open_session, open_tokenizer, weights

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]

WIDTH = 384
LONGEST = 256  # pieces that the base model was made for; what is behind them does not count
_BATCH_PIECES = 2048  # as in the reader, for the same reason
_CLS, _SEP = 101, 102
_SURROGATE = re.compile("[\ud800-\udfff]")


class Vectors:
    """Texts to unit vectors: near in meaning, near in angle."""

    def __init__(self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer) -> None:
        """Use an open session; ``Vectors.load`` opens the shipped one."""
        self._session = session
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, threads: int | None = None, folder: Path | None = None) -> Vectors:
        """The vectors that the package ships; WeightsError where a file is not the one in the manifest."""
        files = weights(folder)
        tokenizer = open_tokenizer(files.checked("tokenizer.json"))
        files.checked(WORDS)
        return cls(open_session(files.checked("vectors.onnx"), threads), tokenizer)

    def __call__(self, texts: Sequence[str], /) -> Any:
        """One row of 384 floats for each text, of length 1: a numpy array."""
        out: Floats = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for numbers, pieces in self._batches(texts):
            width = max(map(len, pieces))
            mask = filled([np.ones(len(row), dtype=np.int64) for row in pieces], width)
            feed = {"pieces": filled(pieces, width), "mask": mask}
            out[numbers] = self._session.run(["vectors"], feed)[0]
        return out

    def _batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], list[npt.NDArray[np.int64]]]]:
        # texts that are far too long are cut before they are tokenised: no piece is longer than 100 letters
        short = [_SURROGATE.sub("\ufffd", text[: LONGEST * 100]) for text in texts]
        rows = [
            np.array([_CLS, *encoding.ids[: LONGEST - 2], _SEP], dtype=np.int64)
            for encoding in self._tokenizer.encode_batch(short, add_special_tokens=False)
        ]
        numbers: list[int] = []
        for number in sorted(range(len(rows)), key=lambda n: len(rows[n])):
            if numbers and (len(numbers) + 1) * len(rows[number]) > _BATCH_PIECES:
                yield numbers, [rows[n] for n in numbers]
                numbers = []
            numbers.append(number)
        if numbers:
            yield numbers, [rows[n] for n in numbers]
