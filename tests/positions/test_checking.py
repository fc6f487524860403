import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from onrecord.positions.checking import mentions, warnings
from onrecord.positions.codebook import written, written_in
from onrecord.types import StatementKind
from tests.positions.articles import material, statement

ROOT = Path(__file__).parents[2]
DAM = "{id: dam, label: Building a dam at the narrows, description: A dam is built across the river.}"
FERRY = "{id: ferry, label: Selling the old ferry, description: The town gives up its ferry.}"


def warned(*options: str, embed: object = None) -> tuple[str, ...]:
    text = "issues:\n  - issue: River\n    options:\n" + "\n".join(f"      - {line}" for line in options)
    return warnings(written_in(text, "river.yaml"), embed)  # type: ignore[arg-type]


def test_two_good_options_are_not_warned_of() -> None:
    assert warned(DAM, FERRY) == ()


@pytest.mark.parametrize("name", ["western-troops.yaml", "nuclear-power.yaml", "asylum.yaml"])
def test_the_examples_load_and_are_not_warned_of(name: str) -> None:
    held = written(ROOT / "examples" / name)
    assert 6 <= len(held.codebook.options) <= 10
    assert any(option.parent for option in held.codebook.options)
    assert warnings(held) == ()


@pytest.mark.parametrize(
    ("options", "line", "words"),
    [
        (
            (DAM, "{id: x, label: 'Building a dam at the Narrows', description: Other words.}"),
            5,
            "'dam' and 'x' say the same",
        ),
        (
            (DAM, "{id: x, label: A power plant upstream, description: A dam is built across the river}"),
            5,
            "say the same",
        ),
        ((DAM, "{id: x, label: Levy, description: Ships pay a levy.}"), 5, "'Levy' is one word"),
        ((DAM, "{id: x, label: A levy on ships}"), 5, "'x' has no description"),
        (
            (DAM, "{id: x, label: Abschaffung der alten Fähre, description: Die Stadt verkauft sie.}"),
            5,
            "not look English",
        ),
        ((DAM, "{id: x, label: Продажа парома, description: Город.}"), 5, "not look English"),
        (
            (
                "{id: x, label: A levy on ships, description: They pay., keywords: [river toll]}",
                "{id: y, label: Free moorings, description: Nobody pays., keywords: [River tolls]}",
            ),
            5,
            "'River tolls' stands under 'x' (line 4) too",
        ),
    ],
)
def test_what_misleads_is_named_with_its_line(options: tuple[str, ...], line: int, words: str) -> None:
    (warning,) = warned(*options)
    assert warning.startswith(f"river.yaml, line {line}: ")
    assert words in warning


def test_parts_and_contraries_may_be_alike_and_share_keywords() -> None:
    part = "{id: x, parent: dam, label: Building a dam at the narrow, description: A smaller one., keywords: [weir]}"
    against = "{id: y, opposed: x, label: No weir on the river, description: The river stays free., keywords: [weir]}"
    assert warned(DAM, part, against) == ()


def test_nearness_in_meaning_is_told_by_vectors() -> None:
    def same(texts: Sequence[str]) -> Sequence[Sequence[float]]:
        return np.ones((len(texts), 1)).tolist()

    (warning,) = warned(DAM, FERRY, embed=same)
    assert "'dam' and 'ferry' mean nearly the same" in warning
    assert warned(DAM, FERRY.replace("{id", "{opposed: dam, id"), embed=same) == ()


def test_three_hundred_options_are_many_but_quickly_checked() -> None:
    names = [f"{a}{b}{c}" for a in "bdfgk" for b in "aeiou" for c in "lmnprstvxzqh"]
    options = [f"{{id: o{n}, label: Digging the {x} canal, description: Dug at {x}.}}" for n, x in enumerate(names)]
    began = time.process_time()
    found = warned(*options)
    assert "300 options are many" in found[0]
    assert len(found) < 50, "of each kind the first are named"
    assert time.process_time() - began < 10


def test_mentions_are_counted_by_keyword_and_label() -> None:
    text = "The mayor said that a dam at the narrows is needed. The council likes the harbour toll. Ships pass."
    found = statement(text, "The mayor", "said", "a dam at the narrows is needed", StatementKind.INDIRECT)
    book = written_in(
        "issues:\n  - issue: River\n    options:\n"
        f"      - {DAM}\n      - {FERRY}\n      - {{id: toll, label: A levy on ships, keywords: [harbour tolls]}}",
        "river.yaml",
    ).codebook
    counted = mentions(book, [material(text, [found], [], []), material("Ships pass.", [], [], [])])
    assert [(one.option.id, one.articles, one.statements) for one in counted] == [
        ("dam", 1, 1),
        ("ferry", 0, 0),
        ("toll", 1, 0),
    ]
