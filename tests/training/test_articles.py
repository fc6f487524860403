"""The articles written for training: each is whole, and what is kept for weighing is not learned from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.coded import Case
from onrecord.demo import demo_codebook
from onrecord.positions import load
from onrecord.types import Stance, Voice
from training.pairs import articles
from training.pairs.articles import INVENTED, WEIGHED, invented, learned, weighed
from training.pairs.written import issues

CASES = Path(__file__).parents[2] / "benchmarks" / "cases"
PLAIN: Mapping[str, Any] = {
    "text": "Ferries are dear.\n\nThe mayor said the toll must go. The mayor was never for it.\n",
    "codebook": {"issues": [{"issue": "A toll", "options": [{"id": "toll", "label": "A toll on ferries"}]}]},
    "positions": [
        {"actor": ["the mayor"], "option": "toll", "stance": "opposes", "voice": "own", "evidence": "toll must go"},
        {
            "actor": ["the mayor"], "option": "toll", "stance": "opposes", "voice": "attributed", "by": ["the baker"],
            "plain": False, "tense": "former", "evidence": "was never for it",
        },
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def read() -> list[Case]:
    return [*invented(INVENTED), *invented(WEIGHED)]


@pytest.fixture(scope="module")
def rows() -> list[tuple[str, dict[str, Any]]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same, faster where it is there
    return [
        (path.name, yaml.load(path.read_text(encoding="utf-8"), loader))
        for folder in (INVENTED, WEIGHED)
        for path in sorted(folder.glob("*.yaml"))
    ]


def positions_of(rows: list[tuple[str, dict[str, Any]]]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    for name, row in rows:
        for number, one in enumerate(row["positions"], 1):
            yield f"{name}, position {number}", row, one


def test_an_article_is_a_case_with_places_for_its_evidence(tmp_path: Path) -> None:
    (tmp_path / "toll-1.yaml").write_text(yaml.safe_dump(PLAIN), encoding="utf-8")
    (case,) = invented(tmp_path)
    assert (case.article.id, case.article.text) == ("toll-1", PLAIN["text"])
    assert [option.id for option in case.codebook.options] == ["toll"]
    first, second = case.positions
    ((begin, end),) = first["evidence"]
    assert case.article.text[begin:end] == "toll must go"
    assert (first["plain"], first["tense"], first["scope"], first["by"]) == (True, "current", "general", None)
    assert (second["plain"], second["tense"], second["by"]) == (False, "former", ["the baker"])


def test_the_example_of_the_readme_is_one(tmp_path: Path) -> None:
    readme = (INVENTED.parent / "README.md").read_text(encoding="utf-8")
    (tmp_path / "example.yaml").write_text(readme.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    (case,) = invented(tmp_path)
    assert [one["tense"] for one in case.positions] == ["current", "current", "former"]


def test_articles_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b-2", "a-10", "b-1"):
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump(PLAIN), encoding="utf-8")
    assert [case.article.id for case in invented(tmp_path)] == ["a-10", "b-1", "b-2"]


def test_evidence_that_is_not_in_the_text_is_named_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "toll-1.yaml").write_text(
        yaml.safe_dump(dict(PLAIN, text="Ferries are dear. The toll must go.")), encoding="utf-8"
    )
    with pytest.raises(ValueError, match=r"toll-1\.yaml: evidence of position 2 .*'was never for it'"):
        invented(tmp_path)


def test_what_is_kept_for_weighing_is_not_learned_from(monkeypatch: pytest.MonkeyPatch, read: list[Case]) -> None:
    asked: list[tuple[Path, Path]] = []

    def corpus(data: Path, half: str | None = None, path: Path = CASES) -> list[Case]:
        asked.append((data, path))
        return read[:1]

    monkeypatch.setattr(articles, "load", corpus)
    kept, used = weighed(), learned(Path("corpora"))
    assert asked == [(Path("corpora"), articles.CODED)]
    assert used[:1] == read[:1]
    assert not {case.article.id for case in kept} & {case.article.id for case in used[1:]}
    assert {case.article.text for case in [*kept, *used[1:]]} == {case.article.text for case in read}
    assert len(kept) + len(used[1:]) == len(read)


def test_all_articles_are_read_and_there_are_many(read: list[Case], rows: list[tuple[str, dict[str, Any]]]) -> None:
    assert len(read) == len(rows) > 150
    assert all(set(row) == {"text", "codebook", "positions"} for _, row in rows)
    assert all(case.positions and case.codebook.options for case in read)


def test_every_evidence_stands_once_in_its_text(rows: list[tuple[str, dict[str, Any]]]) -> None:
    found = {where: row["text"].count(one["evidence"]) for where, row, one in positions_of(rows)}
    assert not {where: times for where, times in found.items() if times != 1}


def test_every_option_stance_voice_and_key_is_known(rows: list[tuple[str, dict[str, Any]]]) -> None:
    keys = {"actor", "option", "stance", "voice", "evidence", "plain", "by", "tense", "scope"}
    wrong = []
    for where, row, one in positions_of(rows):
        options = {option["id"] for issue in row["codebook"]["issues"] for option in issue["options"]}
        fits = (
            set(one) <= keys
            and one["option"] in options
            and one["stance"] in set(Stance)
            and one["voice"] in set(Voice)
            and one.get("tense", "current") in {"current", "former"}
            and isinstance(one.get("plain", True), bool)
        )
        if not fits:
            wrong.append(where)
    assert not wrong


def test_every_actor_is_named_in_the_text_and_who_attributes_is_told(rows: list[tuple[str, dict[str, Any]]]) -> None:
    wrong = []
    for where, row, one in positions_of(rows):
        text = row["text"].lower()
        named = one["actor"] and all(isinstance(name, str) for name in one["actor"])
        if not named or not any(name.lower() in text for name in one["actor"]):
            wrong.append(f"{where}: {one['actor']}")
        if (one["voice"] == Voice.ATTRIBUTED) != bool(one.get("by")):
            wrong.append(f"{where}: by {one.get('by')}")
    assert not wrong


def test_no_issue_is_one_of_the_test_or_the_demo(rows: list[tuple[str, dict[str, Any]]]) -> None:
    kept_apart = {issue.name for path in (CASES / "stances").glob("*.pairs") for issue in issues(path)}
    for line in (CASES / "coded.jsonl").read_text(encoding="utf-8").splitlines():
        kept_apart |= {issue["issue"] for issue in json.loads(line)["codebook"]["issues"]}
    kept_apart |= {option.issue for option in load(demo_codebook()).options}
    mine = {issue["issue"] for _, row in rows for issue in row["codebook"]["issues"]}
    assert mine
    assert not mine & kept_apart
