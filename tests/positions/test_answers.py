import json
from pathlib import Path

import pytest

from onrecord.errors import RecordError
from onrecord.positions.answers import Answers
from onrecord.positions.prompting import Answer
from onrecord.types import Stance

ROW = (Answer(Stance.OPEN, "“thinkable” – said Ödön", 0.5), None, Answer(None, "", 1.0))


def test_answers_come_back_in_another_run(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    first = Answers(path)
    assert first.get("k") is None
    assert not path.exists()
    first.put("k", ROW, by="m stance.v1")
    first.put("k", (None,), by="m stance.v1")  # what is known stays
    assert Answers(path).get("k") == first.get("k") == ROW
    assert len(path.read_text().splitlines()) == 1


def test_a_line_that_a_killed_run_left_half_written_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    Answers(path).put("k", ROW, by="m")
    with path.open("a") as file:
        file.write('{"key": "l", "answ')
    after = Answers(path)
    assert after.get("l") is None
    after.put("m", ROW, by="m")
    assert Answers(path).get("m") == Answers(path).get("k") == ROW


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "null",
        '{"key": 1, "answers": []}',
        '{"key": "k", "answers": [{"stance": "pro", "evidence": "", "sure": 1}]}',
        '{"key": "k", "answers": [{"stance": "open", "evidence": "", "sure": 7}]}',
        '{"key": "k", "answers": [{"stance": "open", "evidence": "", "sure": NaN}]}',
        '{"key": "k", "answers": [3]}',
        "\ufffd",
    ],
)
def test_a_line_of_another_kind_is_passed_over(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{line}\n", encoding="utf-8")
    assert Answers(path).get("k") is None


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"nowhere.*cannot be written"):
        Answers(tmp_path / "nowhere" / "a.jsonl").put("k", ROW, by="m")
    with pytest.raises(RecordError, match="cannot be read"):
        Answers(tmp_path).get("k")


def test_without_a_file_answers_are_kept_for_the_run() -> None:
    kept = Answers()
    kept.put("k", ROW, by="m")
    assert kept.get("k") == ROW


def test_a_person_can_read_the_file(tmp_path: Path) -> None:
    Answers(tmp_path / "a.jsonl").put("k", ROW, by="m stance.v1")
    held = json.loads((tmp_path / "a.jsonl").read_text())
    assert (held["by"], held["answers"][0]["stance"], held["answers"][1]) == ("m stance.v1", "open", None)
