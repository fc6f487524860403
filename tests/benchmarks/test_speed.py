import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks import speed, yardsticks
from benchmarks.speed import Work, missed, part, ratios, speeds, spread, words
from onrecord.reading.session import open_session
from onrecord.reading.windows import Window
from onrecord.types import Article


def article(name: str, text: str) -> Article:
    return Article(name, text, name)


def test_a_part_is_whole_articles_up_to_the_number_of_words() -> None:
    texts = [article(str(n), "one two three") for n in range(5)]
    assert words(texts) == 15
    assert [one.id for one in part(texts, 4)] == ["0", "1"]
    assert part(texts, 100) == texts


def test_works_go_by_turns_and_the_best_round_counts() -> None:
    done: list[str] = []
    ticks = iter([0, 4, 10, 11, 20, 22, 30, 35])
    works = [Work("a", 8, lambda: done.append("a")), Work("b", 10, lambda: done.append("b"))]
    assert speeds(works, 2, lambda: float(next(ticks))) == {"a": 4.0, "b": 10.0}
    assert done == ["a", "b", "a", "b"]


def test_ratios_are_to_the_encoder_and_to_each_yardstick() -> None:
    found = {"encoder": 1000.0, "reading": 900.0, "chain": 700.0, "chain_ten_options": 400.0, "bert_int8": 200.0}
    assert ratios(found) == {
        "reading": 0.9,
        "chain": 0.7,
        "chain_ten_options": 0.4,
        "reading_to_bert_int8": 4.5,
        "chain_to_bert_int8": 3.5,
    }


def test_what_is_missed_is_named() -> None:
    good = {"chain": 0.7, "chain_ten_options": 0.4, "reading_to_bert_int8": 4.5, "memory_mb": 500, "help_s": 0.3}
    assert missed(good) == []
    assert missed(good | {"chain": 0.5, "help_s": 0.5}) == ["chain", "help_s"]
    assert missed(good | {"reading_to_bert_int8": 3.9, "memory_mb": 701}) == ["reading_to_bert_int8", "memory_mb"]


def test_processor_seconds_go_on_with_work() -> None:
    begin, own = speed.processor_seconds(), os.times().user
    while os.times().user < own + 0.06:
        sum(range(10_000))
    assert speed.processor_seconds() >= begin + 0.05


def window(pieces: int) -> Window:
    numbers = np.arange(pieces, dtype=np.int64)
    return Window(0, numbers, numbers * 0, numbers * 0, numbers, numbers + 1, numbers, numbers == 0)


def test_windows_are_spread_in_their_order() -> None:
    made = [window(n) for n in (3, 1, 2)]
    assert spread(lambda one: len(one.pieces), made, threads=2) == [3, 1, 2]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The classifier with next to no layers, in a folder of its own."""
    pytest.importorskip("onnx", reason="the bench extra is not installed")
    for name, value in {"LAYERS": 1, "WIDTH": 24, "INNER": 48, "PIECES": 200}.items():
        monkeypatch.setattr(yardsticks, name, value)
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("kind", ["float", "int8"])
def test_bert_scores_every_piece(small: Path, kind: str) -> None:
    assert yardsticks.Bert(kind)(window(9)).shape == (1, 11, yardsticks.LABELS)
    assert (small / "onrecord-yardsticks" / f"bert-{kind}.onnx").exists()


def test_bert_in_integers_keeps_no_matrix_in_floats(small: Path) -> None:
    import onnx

    yardsticks.Bert("int8")
    graph = onnx.load(small / "onrecord-yardsticks" / "bert-int8.onnx").graph
    made = {node.op_type for node in graph.node}
    assert {"QAttention", "MatMulInteger"} <= made
    assert not {"Attention", "MatMul"} & made


def test_bert_minds_its_mask(small: Path) -> None:
    yardsticks.Bert("float")
    session = open_session(small / "onrecord-yardsticks" / "bert-float.onnx", threads=1)
    pieces = np.array([[1, 2, 3, 4], [1, 2, 9, 9]], dtype=np.int64)
    mask = np.array([[1, 1, 1, 1], [1, 1, 0, 0]], dtype=np.int64)
    both = session.run(["scores"], {"pieces": pieces, "mask": mask})[0]
    alone = session.run(["scores"], {"pieces": pieces[1:, :2], "mask": mask[1:, :2]})[0]
    assert np.allclose(both[1, :2], alone[0], atol=1e-5)


def test_the_spacy_pipeline_has_the_labels_of_the_small_english_one() -> None:
    pytest.importorskip("spacy", reason="the bench extra is not installed")
    nlp = yardsticks.spacy_pipeline()
    assert nlp.pipe_names == ["tok2vec", "tagger", "parser", "ner"]
    pipes: dict[str, Any] = dict(nlp.pipeline)
    assert [len(pipes[name].labels) for name in ("tagger", "parser", "ner")] == [50, 45, 18]
    doc = nlp("The mayor of Rivermouth said that the bridge would stay.")  # which labels random weights give is chance
    assert all(token.tag_ and token.dep_ for token in doc)
    assert yardsticks.annotated(nlp, ["One two.", "Three"], 1) == 4
