import numpy as np

from onrecord.reading.decoding import Heads, decode, spans
from onrecord.reading.segments import Segments
from onrecord.reading.windows import Window

HEADS = Heads(
    {
        "attribution": ("O", "B-source", "I-source", "B-cue", "I-cue"),
        "entities": ("O", "B-person", "I-person"),
        "sentence": ("I", "B"),
        "pos": ("NOUN", "VERB"),
    },
    Segments.of({"labels": ["source", "cue"], "pair": 1, "follows": [[0, 0, 0], [0, 0, 0], [0, 0, 0]], "words": 0.5}),
)
PARTS = ("none", "source", "cue", "begins:source", "begins:cue", "ends:source", "ends:cue", "a", "b", "c", "d")


def window(owner: list[int]) -> Window:
    pieces = np.arange(len(owner))
    words = owner[-1] + 1
    begin = np.arange(words) * 2
    return Window(0, pieces, pieces, pieces, begin, begin + 1, np.array(owner), np.arange(words) == 0)


def scores(rows: list[dict[str, float]]) -> np.ndarray:
    names = [f"{head}:{label}" for head, labels in HEADS.labels.items() for label in labels]
    names += [f"segments:{part}" for part in PARTS]
    out = np.zeros((1, len(rows) + 2, len(names)), dtype=np.float32)
    for at, row in enumerate(rows):
        for name, value in row.items():
            out[0, at + 1, names.index(name)] = value
    return out


def test_a_segment_is_chosen_as_a_whole() -> None:
    weak = {"segments:source": -0.5}
    last = {"segments:source": 1.0, "segments:begins:source": -1.0, "segments:ends:source": 2.0}
    rows = [{"segments:source": 1.0}, weak, last, {"segments:none": 3.0}]
    (found,) = decode(scores(rows), [window([0, 1, 2, 3])], HEADS)
    assert [tag[:3] for tag in found.tags] == [("source", 0, 2)]


def test_the_labels_of_single_words_count_beside() -> None:
    rows = [{"segments:none": 1.0, "attribution:B-cue": 9.0}, {"segments:none": 1.0, "attribution:O": 9.0}]
    (found,) = decode(scores(rows), [window([0, 1])], HEADS)
    assert [tag[:3] for tag in found.tags] == [("cue", 0, 0)]


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
    cue = {"segments:cue": 2.0, "segments:begins:cue": 2.0, "segments:ends:cue": 2.0}
    long = scores([cue] * 3)
    both = np.zeros((2, 5, long.shape[2]), dtype=np.float32)
    both[0] = long[0]
    both[1, :3] = scores([{"segments:source": 4.0}])[0]
    first, second = decode(both, [window([0, 1, 2]), window([0])], HEADS)
    assert [tag[:3] for tag in first.tags] == [("cue", 0, 0), ("cue", 1, 1), ("cue", 2, 2)]
    assert [tag[:3] for tag in second.tags] == [("source", 0, 0)]


def test_certainty_is_a_share() -> None:
    (found,) = decode(scores([{"attribution:B-cue": 9.0, "segments:cue": 3.0}]), [window([0])], HEADS)
    ((label, first, last, sure),) = found.tags
    assert (label, first, last) == ("cue", 0, 0)
    assert 0.99 < sure <= 1.0
