"""The format of written passages."""

import random
from pathlib import Path

import pytest

pytest.importorskip("numpy")

from training.pairs.pairs import SILENT, STANCES
from training.pairs.written import HERE, issues, written

PLAIN = """# issue: A toll, 2004
o toll | A toll | Lorries pay.
o free | Free roads | Nobody pays. | opposed to toll

> The minister wants a toll. "Never," said the
> hauliers.
@ The minister: toll=supports
@ the hauliers: -
"""


def test_passages_holders_and_stances_are_read(tmp_path: Path) -> None:
    path = tmp_path / "one.pairs"
    path.write_text(PLAIN.replace("@ the hauliers", "@ hauliers"), encoding="utf-8")
    (issue,) = issues(path)
    assert issue.options["toll"] == ("A toll", "Lorries pay.")
    assert issue.passages[0].text.endswith("said the hauliers.")
    assert issue.passages[0].holders == [("The minister", {"toll": "supports"}), ("hauliers", {})]
    first, second = written([path], random.Random(1), bare=0.0)
    assert dict(first.options)["A toll. Lorries pay."] == {"supports"}
    assert all(stances == SILENT for _, stances in second.options)
    assert first.text[slice(*first.holder)] == "The minister"


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (PLAIN.replace("toll=supports", "toll=likes"), "line 7"),
        (PLAIN.replace("@ The minister", "@ The king"), "these words do not stand"),
        (PLAIN.replace("o toll | A toll | Lorries pay.", "o toll"), "line 2"),
        (PLAIN + "\nwhat is this\n", "not understood"),
    ],
)
def test_what_is_broken_is_named_with_its_line(tmp_path: Path, broken: str, told: str) -> None:
    path = tmp_path / "one.pairs"
    path.write_text(broken.replace("@ the hauliers", "@ hauliers"), encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        issues(path)


def test_all_passages_are_in_the_format_and_none_is_of_the_test() -> None:
    names = {issue.name for path in HERE.glob("*.pairs") for issue in issues(path)}
    held = Path(__file__).parents[2] / "benchmarks" / "cases" / "stances"
    kept_apart = {issue.name for path in held.glob("*.pairs") for issue in issues(path)}
    assert len(names) > 200
    assert not names & kept_apart
    assert set(STANCES) == {"supports", "open", "undecided", "reluctant", "opposes", "irrelevant"}
