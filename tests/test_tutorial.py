"""docs/tutorial.ipynb runs from its first cell to its last.

Its cells are run here one after the other, which needs no notebook server: it uses nothing that only a notebook has.
"""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

NOTEBOOK = Path(__file__).parent.parent / "docs" / "tutorial.ipynb"


def cells(kind: str) -> list[str]:
    held = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in held["cells"] if cell["cell_type"] == kind]


def test_it_is_a_clean_notebook() -> None:
    held = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert (held["nbformat"], held["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in held["cells"]}) == len(held["cells"])
    for cell in held["cells"]:
        assert cell["cell_type"] == "markdown" or (cell["outputs"], cell["execution_count"]) == ([], None)


def test_commands_that_it_names_exist() -> None:
    from onrecord.cli import commands

    named = {
        words.split()[1] for text in cells("markdown") for words in text.split("`") if words.startswith("onrecord ")
    }
    assert named
    assert named <= set(commands.commands)


def test_it_runs_from_articles_to_a_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for number, source in enumerate(cells("code"), 1):
        exec(compile(source, f"tutorial.ipynb, code cell {number}", "exec"), names)
    told = capsys.readouterr().out
    assert "14 reports read, 1 skipped" in told
    assert "Coalition 1:" in told
    assert "bipolarity" in told
    assert "careful reader" in told
    drawn = ElementTree.parse(tmp_path / "coalitions.svg").getroot()
    shown = " ".join("".join(drawn.itertext()).split())
    first = names["found"].coalitions[0].members[0].name
    assert first.split()[0] in shown
    assert names["reports"].rounds == 100
