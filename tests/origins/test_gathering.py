"""Files are passed over when they were read to their end, and only then."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.origins import gathering
from onrecord.origins.gathering import Bound, Gatherable, Passed, Rules, Sealed, gather
from onrecord.types import Article, Failure

TEXT = "The mayor of Rivermouth said on Monday that the old bridge will be closed to lorries. "


def lines(path: Path, number: int) -> Path:
    path.write_text("".join(json.dumps({"text": f"{n}. {TEXT}"}) + "\n" for n in range(number)), encoding="utf-8")
    return path


def bounds(path: Path, known: Callable[[str], tuple[int, int] | None] = lambda one: None, **given: str) -> list[Bound]:
    gathered = gather([path], **given).under(Rules("1", known))  # type: ignore[arg-type]
    return [item for item in gathered if isinstance(item, Bound)]


def test_entries_come_unopened_and_are_opened_later(tmp_path: Path) -> None:
    file = lines(tmp_path / "a.jsonl", 3)
    gathered = gather([file], outlet="Post", published=date(2024, 3, 8))
    items = list(gathered)
    assert [type(item) for item in items] == [Sealed, Sealed, Sealed, Bound]
    assert gathered.size == file.stat().st_size
    sealed = items[0]
    assert isinstance(sealed, Sealed)
    article = sealed.open()
    assert isinstance(article, Article)
    assert (article.outlet, article.published, sealed.origin) == ("Post", date(2024, 3, 8), article.origin)
    assert sealed.size == len(article.text)


def test_a_file_has_another_mark_when_it_or_the_rules_change(tmp_path: Path) -> None:
    file = lines(tmp_path / "a.jsonl", 3)
    [first] = bounds(file)
    assert (first.whole, first.size, bounds(file)[0].id) == (True, file.stat().st_size, first.id)
    assert bounds(file, outlet="Post")[0].id != first.id
    [other] = [item for item in gather([file]).under(Rules("2")) if isinstance(item, Bound)]
    assert other.id != first.id
    held = file.stat()
    file.write_text(file.read_text().replace("closed", "opened"))
    os.utime(file, ns=(held.st_atime_ns, held.st_mtime_ns))
    assert bounds(file)[0].id != first.id


def test_what_is_known_is_passed_over_unread(tmp_path: Path) -> None:
    file = lines(tmp_path / "a.jsonl", 3)
    [bound] = bounds(file)
    items = list(gather([file]).under(Rules("1", {bound.id: (3, 0)}.get)))
    assert items == [Bound(bound.id, bound.origin, size=bound.size, passed=Passed(3, 0))]


def test_a_long_file_goes_on_behind_its_last_stretch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "STRETCH", 4)
    file = lines(tmp_path / "a.jsonl", 10)
    first, second, whole = bounds(file)
    assert (first.whole, second.whole, whole.whole) == (False, False, True)
    items = list(gather([file]).under(Rules("1", {first.id: (4, 0), "x": (1, 1)}.get)))
    assert isinstance(items[0], Bound)
    assert (items[0].id, items[0].passed) == (first.id, Passed(4, 0))
    assert items[0].size > 4 * len(TEXT)
    assert [item.origin for item in items if isinstance(item, Sealed)] == [f"{file}#{n}" for n in range(5, 11)]
    assert items[-1] == whole


def test_everything_goes_through_what_the_rules_name(tmp_path: Path) -> None:
    def without(items: Iterator[Gatherable]) -> Iterator[Gatherable]:
        return (item if isinstance(item, Bound) else Failure("a", "origins", "no") for item in items)

    items = list(gather([lines(tmp_path / "a.jsonl", 2)]).under(Rules(through=without)))  # type: ignore[arg-type]
    assert [type(item) for item in items] == [Failure, Failure, Bound]


def test_where_nothing_is_found_it_says_so_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        gather([tmp_path / "none"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    [failure] = list(gather([tmp_path / "a.txt"]))
    assert isinstance(failure, Failure)
