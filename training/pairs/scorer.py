"""What a statement says of an option: the pairwise encoder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from onrecord.reading.session import filled, open_session, open_tokenizer, weights

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

#: The columns of the probabilities, in order.
STANCES = ("supports", "open", "undecided", "reluctant", "opposes", "irrelevant")

LONGEST = 160  # pieces of a pair; two sentences and an option have about 60, so that this cuts next to nothing
LONGEST_QUESTION = 64
_BATCH_PIECES = 4096  # bounds the memory of one call to some 100 MB
_CLS, _SEP = 101, 102


def question(option: str, holder: str | None = None) -> str:
    """The first text of a pair: the option, and whose stance is asked for where a text may hold several."""
    return f"{holder}: {option}" if holder else option


class Pairs:
    """Question and statement to the probabilities of six stances."""

    def __init__(self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer) -> None:
        """Use an open session; ``Pairs.load`` opens the shipped one."""
        self._session = session
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, threads: int | None = None, folder: Path | None = None) -> Pairs:
        """The encoder of a weights folder; WeightsError where a file is not the one in the manifest."""
        files = weights(folder)
        tokenizer = open_tokenizer(files.checked("tokenizer.json"))
        return cls(open_session(files.checked("pairs.onnx"), threads), tokenizer)

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """One row of probabilities for each (question, statement); the columns are ``STANCES``."""
        out = np.zeros((len(pairs), len(STANCES)), dtype=np.float32)
        for numbers, rows in self._batches(pairs):
            width = max(len(pieces) for pieces, _ in rows)
            feed = {
                "pieces": filled([pieces for pieces, _ in rows], width),
                "mask": filled([np.ones(len(pieces), dtype=np.int64) for pieces, _ in rows], width),
                "kinds": filled([kinds for _, kinds in rows], width),
            }
            scores = self._session.run(["scores"], feed)[0]
            powers = np.exp(scores - scores.max(axis=1, keepdims=True))
            out[numbers] = powers / powers.sum(axis=1, keepdims=True)
        return out

    def _batches(self, pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[list[int], list[tuple[Ints, Ints]]]]:
        rows = encoded(self._tokenizer, pairs)
        numbers: list[int] = []
        for number in sorted(range(len(rows)), key=lambda n: len(rows[n][0])):
            if numbers and (len(numbers) + 1) * len(rows[number][0]) > _BATCH_PIECES:
                yield numbers, [rows[n] for n in numbers]
                numbers = []
            numbers.append(number)
        if numbers:
            yield numbers, [rows[n] for n in numbers]


def encoded(tokenizer: Tokenizer, pairs: Sequence[tuple[str, str]]) -> list[tuple[Ints, Ints]]:
    """Pieces and kinds (0 question, 1 statement) of each pair; of a statement that is too long the end is kept."""
    # texts that are far too long are cut before they are tokenised: no piece is longer than 100 letters
    firsts = tokenizer.encode_batch([first[: LONGEST_QUESTION * 100] for first, _ in pairs], add_special_tokens=False)
    seconds = tokenizer.encode_batch([second[-LONGEST * 100 :] for _, second in pairs], add_special_tokens=False)
    out = []
    for first, second in zip(firsts, seconds, strict=True):
        asked = [_CLS, *first.ids[:LONGEST_QUESTION], _SEP]
        said = [*second.ids[-(LONGEST - len(asked) - 1) :], _SEP]
        kinds = [0] * len(asked) + [1] * len(said)
        out.append((np.array(asked + said, dtype=np.int64), np.array(kinds, dtype=np.int64)))
    return out
