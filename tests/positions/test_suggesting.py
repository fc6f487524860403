import numpy as np

from onrecord.positions import parse
from onrecord.positions.checking import warnings
from onrecord.positions.codebook import written_in
from onrecord.positions.courses import Course
from onrecord.positions.options import content_words, stem
from onrecord.positions.suggesting import SuggestedIssue, SuggestedOption, agglomerated, sheet


def course(label: str, text: str, origin: str = "a.txt") -> Course:
    stems = frozenset(map(stem, content_words(label)))
    return Course(label, label, stems, True, True, origin, origin, 2, text, "p:lund")


def test_the_nearest_are_joined_until_none_are_near() -> None:
    near = np.array([[1, 0.9, 0.1, 0.0], [0.9, 1, 0.2, 0.0], [0.1, 0.2, 1, 0.8], [0, 0, 0.8, 1]], dtype=np.float32)
    groups = agglomerated(near, np.ones(4, dtype=np.float32), 0.5)
    assert sorted(map(sorted, groups)) == [[0, 1], [2, 3]]
    assert sorted(map(sorted, agglomerated(near, np.ones(4, dtype=np.float32), 0.95))) == [[0], [1], [2], [3]]


def test_linkage_is_by_the_average_and_by_weight() -> None:
    # 2 is near to 0 but far from 1: joined only where 0 counts more
    near = np.array([[1, 0.9, 0.8], [0.9, 1, 0.0], [0.8, 0.0, 1]], dtype=np.float32)
    assert len(agglomerated(near, np.ones(3, dtype=np.float32), 0.5)) == 2
    assert len(agglomerated(near, np.array([5, 1, 1], dtype=np.float32), 0.5)) == 1


def test_one_phrase_is_one_group() -> None:
    assert agglomerated(np.ones((1, 1), dtype=np.float32), np.ones(1, dtype=np.float32), 0.5) == [[0]]


def test_the_sheet_is_a_codebook_whatever_the_articles_say() -> None:
    odd = 'He said: "sell it, \u2028 # now" {a: b}'
    options = (
        SuggestedOption(
            "Selling the ferry", ("Sale of the ferry",), ("old ferry",), 2, 3, 1, (course("Selling", odd),)
        ),
        SuggestedOption("Selling: the 'ferry'", (), ("a, b", "#x"), 1, 1, 0, (course("Selling", odd),)),
        SuggestedOption("No", (), (), 1, 1, 0, (course("No", odd),)),
    )
    text = sheet((SuggestedIssue("Ferry: yes", options),), 3)
    book = parse(text, "draft.yaml")
    assert [option.label for option in book.options] == ["Selling the ferry", "Selling: the 'ferry'", "No"]
    assert len({option.id for option in book.options}) == 3
    assert book.options[1].keywords == ("a, b", "#x")
    assert book.options[0].description == "Selling the ferry or sale of the ferry."
    assert "a.txt, paragraph 2" in text
    assert not any("has no description" in warning for warning in warnings(written_in(text, "draft.yaml")))
