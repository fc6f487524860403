import time

import pytest

from onrecord.reading.words import words


def cut(text: str) -> list[str]:
    begin, end = words(text)
    return [text[b:e] for b, e in zip(begin.tolist(), end.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He didn't say.", ["He", "did", "n't", "say", "."]),
        ("She’s “here”", ["She", "’s", "“", "here", "”"]),
        ("Mr. O'Neill's U.S. visit", ["Mr.", "O'Neill", "'s", "U.S.", "visit"]),
        ("J. K. Rowling and I. She", ["J.", "K.", "Rowling", "and", "I", ".", "She"]),
        ("at 8:30 for $3.5 million", ["at", "8:30", "for", "$", "3.5", "million"]),
        ("the end.The start", ["the", "end", ".", "The", "start"]),
        ("see https://a.example/b?c=d, or", ["see", "https://a.example/b?c=d", ",", "or"]),
        ("write a@b.example.", ["write", "a@b.example", "."]),
        ("wait... «Séjourné»", ["wait", "...", "«", "Séjourné", "»"]),
        ("Se\u0301journe\u0301 spoke", ["Se\u0301journe\u0301", "spoke"]),
        ("the co-op of AT&T", ["the", "co-op", "of", "AT&T"]),
        ("on Feb. 9", ["on", "Feb.", "9"]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_words_leave_out_nothing_but_white_space() -> None:
    text = "A “b” c’d-e (f/g) … 1,2;3 U.S. x@y ~ § \u200b end."
    assert "".join(cut(text)) == text.replace(" ", "")


@pytest.mark.parametrize("part", ["a-", "a'", ".", "a.", "1,", "n't", "@", "a@a.", "http://", "a&", "w"])
def test_words_take_linear_time(part: str) -> None:
    short, long = part * 20_000, part * 200_000
    began = time.process_time()
    words(short)
    middle = time.process_time()
    words(long)
    # ten times the text: a quadratic pattern would take a hundred times as long
    assert time.process_time() - middle < 40 * max(middle - began, 0.02)
