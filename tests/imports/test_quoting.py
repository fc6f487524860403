import pytest

from onrecord.imports.quoting import quoted
from onrecord.types import Span

TEXT = "No toll. We said no\n toll (again). No toll?"


@pytest.mark.parametrize(
    ("words", "around", "begin"),
    [
        ("No toll", {}, 0),
        ("No toll", {"after": "?"}, 35),
        ("No toll", {"before": "(again). "}, 35),
        ("No toll", {"near": 30}, 35),
        ("no toll", {}, 17),
        ("toll (again).", {}, 21),
    ],
)
def test_the_place_that_fits_best(words: str, around: dict[str, str], begin: int) -> None:
    found = quoted(words, TEXT, **around)  # type: ignore[arg-type]
    assert found is not None
    assert found.begin == begin
    assert found.of(TEXT).split() == words.split()


def test_words_that_are_not_there() -> None:
    assert quoted("toll bridge", TEXT) is None
    assert quoted("  ", TEXT) is None
    assert quoted("x", "x") == Span(0, 1)
