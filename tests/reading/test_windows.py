from types import SimpleNamespace
from typing import Any

import pytest

from onrecord.reading.windows import WINDOW, windows
from onrecord.types import Article, Span


class Letters:
    """A tokenizer that makes a piece of every word of a text, by blanks."""

    def encode_batch(self, texts: list[str], add_special_tokens: bool) -> list[Any]:
        assert not add_special_tokens
        out = []
        for text in texts:
            places, at = [], 0
            for word in text.split(" "):
                if word:
                    places.append((at, at + len(word)))
                at += len(word) + 1
            out.append(SimpleNamespace(ids=list(range(len(places))), offsets=places))
        return out


def made(text: str, blocks: list[Span]) -> list[Any]:
    return list(windows(0, Article("a", text, "a"), blocks, Letters()))  # type: ignore[arg-type]


def test_paragraphs_share_a_window() -> None:
    text = "one two\nthree four"
    (window,) = made(text, [Span(0, 7), Span(8, 18)])
    assert window.begin.tolist() == [0, 4, 8, 14]
    assert window.starts.tolist() == [True, False, True, False]
    assert window.gap.tolist() == [2, 1, 2, 1]


def test_a_window_ends_behind_a_paragraph() -> None:
    text = ("word " * 150).strip() + "\n" + ("more " * 150).strip()
    cut = text.index("\n")
    first, second = made(text, [Span(0, cut), Span(cut + 1, len(text))])
    assert (len(first.pieces), len(second.pieces)) == (150, 150)


@pytest.mark.parametrize(("sentence", "length"), [("a b c d. ", 252), ("a ", WINDOW)])
def test_a_long_paragraph_is_cut_behind_a_sentence_or_a_word(sentence: str, length: int) -> None:
    text = (sentence * 1000).strip()
    found = made(text, [Span(0, len(text))])
    assert len(found[0].pieces) == length
    assert max(len(window.pieces) for window in found) <= WINDOW
    assert [b for window in found for b in window.begin.tolist()] == sorted(b for w in found for b in w.begin.tolist())


def test_no_words() -> None:
    assert made("  ", [Span(0, 2)]) == []
    assert made("", []) == []
