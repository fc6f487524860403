import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.origins.draft import Found
from onrecord.origins.wire.objects import objects, text_in
from onrecord.types import Failure

ONE, TWO = {"uri": "1"}, {"uri": "2"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (json.dumps(ONE), [(1, ONE)]),
        (json.dumps(ONE, indent=1), [(1, ONE)]),
        (json.dumps([ONE, TWO]), [(1, ONE), (2, TWO)]),
        (f"{json.dumps(ONE)}\n\n{json.dumps(TWO)}\n", [(1, ONE), (3, TWO)]),
        (json.dumps({"hits": [ONE, TWO], "total": 2}), [(1, ONE), (2, TWO)]),
        (json.dumps({"data": {"items": [{"item": ONE, "meta": {}}]}}, indent=1), [(1, ONE)]),
        (json.dumps({"hits": {"hits": [{"_id": "x", "_source": ONE}]}}), [(1, ONE)]),
    ],
)
def test_articles_are_found_in_whatever_is_around_them(tmp_path: Path, text: str, expected: list[Any]) -> None:
    path = tmp_path / "a.json"
    path.write_text(text)
    assert list(objects(Found(path, "a.json", True))) == expected


def test_broken_lines_and_other_values_fail_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("\n".join([json.dumps(ONE), '{"uri": ', "[7]", json.dumps(TWO)]))
    items = list(objects(Found(path, "a.json", True)))
    assert [isinstance(item, Failure) for item in items] == [False, True, True, False]
    assert items[3] == (4, TWO)


def test_values_as_text() -> None:
    values: tuple[object, ...] = (" a ", 7, 1.5, True, None, ["a"], {})
    assert [text_in(value) for value in values] == ["a", "7", "1.5", "", "", "", ""]
