"""The encoder of text and options: what it is shown, and what it says of plain cases."""

import numpy as np
import pytest

from onrecord.reading.pairs import LONGEST_TEXT, Pairs, encoded, filled
from onrecord.reading.session import open_tokenizer, weights
from onrecord.types import STANCE_COLUMNS, Span, Stance, StanceQuestion

TEXT = "The mayor flatly rejects a toll on the bridge, and wants more night buses."
ASKED = StanceQuestion(TEXT, Span(4, 9), ("A toll on the bridge", "More night buses", "A new opera house"))


@pytest.fixture(scope="module")
def pairs() -> Pairs:
    return Pairs.load(1)


def test_text_and_options_are_groups_and_the_holder_is_marked() -> None:
    (row,) = encoded(open_tokenizer(weights().checked("tokenizer.json")), [ASKED])
    assert set(row.groups) == {0, 1, 2, 3}
    assert [row.groups[mark] for mark in row.marks] == [1, 2, 3]
    assert sum(row.kinds == 2) == 1  # "mayor"
    assert len({row.places[mark] for mark in row.marks}) == 1  # no option comes before another


def test_of_a_long_text_the_end_is_kept() -> None:
    long = StanceQuestion("word " * 5000 + "the end", None, ("An option",))
    (row,) = encoded(open_tokenizer(weights().checked("tokenizer.json")), [long])
    assert sum(row.groups == 0) == LONGEST_TEXT + 2
    assert filled([row])["pieces"].shape == (1, len(row.pieces))


def test_plain_words_for_and_against_are_understood(pairs: Pairs) -> None:
    options = ("A toll on the bridge", "A new opera house")
    texts = ("The mayor flatly rejects a toll on the bridge.", "The mayor called for a toll on the bridge.")
    against, wanted = pairs([StanceQuestion(text, Span(4, 9), options) for text in texts])
    assert against.shape == (2, len(STANCE_COLUMNS))
    assert np.allclose(against.sum(axis=1), 1.0, atol=1e-4)
    assert [STANCE_COLUMNS[int(row.argmax())] for row in against] == [Stance.OPPOSES, None]
    assert [STANCE_COLUMNS[int(row.argmax())] for row in wanted] == [Stance.SUPPORTS, None]


def test_what_is_said_of_an_option_does_not_hang_on_the_batch(pairs: Pairs) -> None:
    other = StanceQuestion("A longer text about ships and harbours. " * 4, None, ("Fewer ships",))
    (alone,) = pairs([ASKED])
    together = pairs([other, ASKED])[1]
    assert np.allclose(alone, together, atol=0.05)


def test_no_questions_and_odd_ones(pairs: Pairs) -> None:
    assert pairs([]) == []
    empty, strange = pairs([StanceQuestion("", None, ()), StanceQuestion("\x00", Span(0, 1), ("",))])
    assert empty.shape == (0, len(STANCE_COLUMNS))
    assert np.isfinite(strange).all()
