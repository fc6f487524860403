"""The pairwise encoder at run time, with a session that answers from what it is fed."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from onrecord.errors import WeightsError
from onrecord.reading.session import open_tokenizer, weights
from training.pairs.scorer import LONGEST, STANCES, Pairs, encoded, question


class Echo:
    """A session that gives the score 1 to the column that is the number of statement pieces modulo six."""

    def __init__(self) -> None:
        self.feeds: list[dict[str, Any]] = []

    def run(self, names: list[str], feed: dict[str, Any]) -> list[Any]:
        self.feeds.append(feed)
        scores = np.zeros((len(feed["pieces"]), len(STANCES)), dtype=np.float32)
        for row, kinds in enumerate(feed["kinds"]):
            scores[row, int(kinds.sum()) % len(STANCES)] = 1.0
        return [scores]


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    return open_tokenizer(weights().checked("tokenizer.json"))


def made(tokenizer: Any) -> tuple[Pairs, Echo]:
    echo = Echo()
    return Pairs(cast(Any, echo), tokenizer), echo


def test_a_pair_is_question_and_statement_with_a_mark_after_each(tokenizer: Any) -> None:
    ((pieces, kinds),) = encoded(tokenizer, [("A bridge", "We will build it")])
    asked, said = (len(tokenizer.encode(t, add_special_tokens=False).ids) for t in ("A bridge", "We will build it"))
    assert pieces[0] == 101
    assert [n for n, piece in enumerate(pieces) if piece == 102] == [asked + 1, asked + said + 2]
    assert list(kinds) == [0] * (asked + 2) + [1] * (said + 1)


def test_the_end_of_a_long_statement_is_kept(tokenizer: Any) -> None:
    long = "He spoke for hours. " * 80 + "No"
    ((pieces, _),) = encoded(tokenizer, [("A bridge", long)])
    assert len(pieces) == LONGEST
    assert pieces[-2] == tokenizer.encode("no", add_special_tokens=False).ids[0]


def test_rows_come_back_in_the_order_of_the_pairs(tokenizer: Any) -> None:
    pairs, echo = made(tokenizer)
    statements = ["no no no", "no", "no no", "no " * 150]
    rows = pairs([("A bridge", statement) for statement in statements])
    assert rows.shape == (4, len(STANCES))
    assert list(rows.argmax(axis=1)[:3]) == [4, 2, 3]
    assert np.allclose(rows.sum(axis=1), 1.0)
    assert len(echo.feeds) == 1


def test_a_batch_stays_small(tokenizer: Any) -> None:
    pairs, echo = made(tokenizer)
    assert len(pairs([("A bridge", "no " * 150)] * 60)) == 60
    assert len(echo.feeds) > 1
    assert all(feed["pieces"].size <= 4096 for feed in echo.feeds)


def test_nothing_in_nothing_out(tokenizer: Any) -> None:
    pairs, echo = made(tokenizer)
    assert pairs([]).shape == (0, len(STANCES))
    assert not echo.feeds


def test_the_holder_stands_before_the_option() -> None:
    assert question("A bridge", "Sweden") == "Sweden: A bridge"
    assert question("A bridge") == "A bridge"


def test_a_folder_without_the_encoder_says_so(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"version": "1", "files": {}}', encoding="utf-8")
    with pytest.raises(WeightsError, match="names no file"):
        Pairs.load(folder=tmp_path)
