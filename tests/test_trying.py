"""A changed codebook tried on the record: what comes, goes and changes, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord import stages
from onrecord.orders import read_order
from onrecord.positions import parse
from onrecord.record import open_record
from onrecord.settings import Engine
from onrecord.trying import checker
from onrecord.types import ArticleMaterial, Codebook, Coding, Stance
from onrecord.web.place import Step
from onrecord.web.trials import TrialOrder, Tried
from tests import tuned

YAML = """issues:
  - issue: The river
    options:
      - id: bridge
        label: A bridge over the river
        description: It is built.
      - id: tunnel
        label: A tunnel under the river
        description: It is dug.
"""


class Fake:
    """Codes like the record's own coder, but for what a test changes."""

    def __init__(self, codebook: Codebook, change: Callable[[int], Stance | None]) -> None:
        self._new = any(option.id == "tunnel" for option in codebook.options)
        self._change = change

    def code(self, material: ArticleMaterial) -> Coding:
        found = []
        for line in tuned.lines(material):
            one = tuned.position(material.article.id, line, material.article.text)
            stance = self._change(line.number) if self._new else one.stance
            if stance is not None:
                found.append(replace(one, stance=stance))
            elif self._new:
                found.append(replace(one, option="tunnel"))
        return Coding(material.article.id, tuple(found))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    where = tmp_path / "r.db"
    with open_record(where) as record:
        tuned.fill(record, articles=6)
    return where


def trial(path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[int], Stance | None], most: int = 30) -> Tried:
    monkeypatch.setattr(stages, "coder_of", lambda codebook, models: Fake(codebook, change))
    steps: list[Step] = []
    order = TrialOrder("A trial", "Ada", codebook=YAML, most=most)
    made = read_order(str(path), order, Engine(threads=1), steps.append)
    assert isinstance(made, Tried)
    assert steps[-1].done == steps[-1].total
    return made


def test_what_would_change_is_counted_by_option(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_record(path) as record:
        before = (record.revision(), record.positions(as_coded=True), record.codebooks())
    made = trial(path, monkeypatch, lambda number: None if number == 0 else Stance.UNDECIDED)
    counts = {one.option: (one.before, one.after, one.gained, one.lost, one.turned) for one in made.options}
    assert counts == {"bridge": (24, 18, 0, 6, 18), "tunnel": (0, 6, 6, 0, 0), "ferry": (0, 0, 0, 0, 0)}
    assert [one.option for one in made.altered] == ["bridge", "tunnel"]
    assert (made.articles, made.all_articles, made.version) == (6, 6, parse(YAML).version)
    kinds = {(one.before is None, one.after is None) for one in made.options[0].examples}
    assert kinds == {(False, False), (False, True)}
    assert made.options[1].examples[0].actor == "Ada"
    with open_record(path) as record:
        assert (record.revision(), record.positions(as_coded=True), record.codebooks()) == before


def test_some_articles_are_enough(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = trial(path, monkeypatch, lambda number: Stance.OPEN, most=2)
    assert (made.articles, made.all_articles) == (2, 6)


def test_an_article_that_cannot_be_coded_stops_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = [0]

    def broken(number: int) -> Stance:
        left[0] += 1
        if left[0] == 1:
            raise RuntimeError("no")
        return Stance.OPEN

    made = trial(path, monkeypatch, broken)
    assert (made.articles, len(made.failed)) == (5, 1)


def test_problems_come_one_by_one_with_their_lines() -> None:
    check = checker(Engine(threads=1))
    found = check(YAML.replace("label: A", "lable: A"))
    assert [one.line for one in found.problems] == [5, 8]
    assert all("codebook, line" not in one.text for one in found.problems)
    assert check("issues: [").problems[0].line is not None
    assert check("").problems[0].line is None
    assert check("").problems[0].text.startswith("codebook is empty")
    assert check(YAML).problems == ()
    assert [one.line for one in check(YAML.replace("description: It is dug.", "")).warnings] == [7]
