import numpy as np

from onrecord.reading.decoding import Heads, decode, spans
from onrecord.reading.windows import Window

HEADS = Heads(
    {
        "attribution": ("O", "B-source", "I-source", "B-cue", "I-cue"),
        "entities": ("O", "B-person", "I-person"),
        "sentence": ("I", "B"),
        "pos": ("NOUN", "VERB"),
    }
)


def window(owner: list[int]) -> Window:
    pieces = np.arange(len(owner))
    words = owner[-1] + 1
    begin = np.arange(words) * 2
    return Window(0, pieces, pieces, pieces, begin, begin + 1, np.array(owner), np.arange(words) == 0)


def scores(rows: list[dict[str, float]]) -> np.ndarray:
    names = [f"{head}:{label}" for head, labels in HEADS.labels.items() for label in labels]
    out = np.zeros((1, len(rows) + 2, len(names)), dtype=np.float32)
    for at, row in enumerate(rows):
        for name, value in row.items():
            out[0, at + 1, names.index(name)] = value
    return out


def test_nothing_goes_on_that_has_not_begun() -> None:
    rows = [{"attribution:I-source": 3.0, "attribution:B-source": 2.0}, {"attribution:I-source": 3.0}]
    (found,) = decode(scores(rows), [window([0, 1])], HEADS)
    assert spans(found.tags, HEADS.labels["attribution"]) == [("source", 0, 1)]


def test_kinds_are_not_mixed_in_a_span() -> None:
    rows = [{"attribution:B-source": 5.0}, {"attribution:I-cue": 3.0, "attribution:B-cue": 2.5}]
    (found,) = decode(scores(rows), [window([0, 1])], HEADS)
    assert spans(found.tags, HEADS.labels["attribution"]) == [("source", 0, 0), ("cue", 1, 1)]


def test_all_pieces_of_a_word_have_a_say() -> None:
    rows = [{"entities:B-person": 1.0}, {"entities:O": 6.0}, {"entities:O": 1.0}]
    (found,) = decode(scores(rows), [window([0, 0, 1])], HEADS)
    assert spans(found.names, HEADS.labels["entities"]) == []


def test_first_piece_decides_sentence_and_part_of_speech() -> None:
    rows = [{"pos:VERB": 1.0}, {"sentence:B": 1.0, "pos:VERB": 1.0}, {"sentence:B": 1.0, "pos:NOUN": 1.0}]
    (found,) = decode(scores(rows), [window([0, 1, 1])], HEADS)
    assert found.begins.tolist() == [True, True]  # the first word starts a block
    assert found.pos.tolist() == [1, 1]


def test_windows_of_one_batch_do_not_touch_each_other() -> None:
    long = scores([{"attribution:B-cue": 4.0}] * 3)
    both = np.zeros((2, 5, long.shape[2]), dtype=np.float32)
    both[0] = long[0]
    both[1, :3] = scores([{"attribution:B-source": 4.0}])[0]
    first, second = decode(both, [window([0, 1, 2]), window([0])], HEADS)
    assert spans(first.tags, HEADS.labels["attribution"]) == [("cue", 0, 0), ("cue", 1, 1), ("cue", 2, 2)]
    assert spans(second.tags, HEADS.labels["attribution"]) == [("source", 0, 0)]


def test_certainty_is_a_share() -> None:
    (found,) = decode(scores([{"attribution:B-cue": 9.0}]), [window([0])], HEADS)
    assert 0.99 < found.tag_scores[0] <= 1.0
