"""The answers of language models, kept in a file of JSON lines so that nothing is asked and paid twice."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onrecord.errors import RecordError
from onrecord.positions.prompting import Answer
from onrecord.types import Stance

Row = tuple[Answer | None, ...]


class Answers:
    """Answers by the key of their question; None on an option is an answer that did not count.

    Without a path they are kept for this process only. A line that is broken, as a killed run leaves it, is passed
    over.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Use a file, which is read at the first question and made with the first answer."""
        self._path = path
        self._rows: dict[str, Row] | None = None
        self._whole = True  # whether the last line of the file is a whole one

    def get(self, key: str) -> Row | None:
        """The answers under this key, None where there are none."""
        if self._rows is None:
            self._rows = self._load()
        return self._rows.get(key)

    def put(self, key: str, row: Sequence[Answer | None], *, by: str) -> None:
        """Keep the answers of a model, which ``by`` names; RecordError where the file cannot be written."""
        if self.get(key) is not None or self._rows is None:
            return
        self._rows[key] = tuple(row)
        if self._path is None:
            return
        line = json.dumps({"key": key, "by": by, "answers": [_plain(answer) for answer in row]})
        try:
            with self._path.open("ab") as file:
                file.write(f"{'' if self._whole else chr(10)}{line}\n".encode())
        except OSError as error:
            raise RecordError(
                f"{self._path}, where the answers of the language model are kept, cannot be written: {error.strerror}. "
                "Free it, or name a record in another folder."
            ) from error
        self._whole = True

    def _load(self) -> dict[str, Row]:
        if self._path is None or not self._path.exists():
            return {}
        try:
            data = self._path.read_bytes()
        except OSError as error:
            raise RecordError(
                f"{self._path}, where the answers of the language model are kept, cannot be read: {error.strerror}."
            ) from error
        self._whole = not data or data.endswith(b"\n")
        rows = (_row(line) for line in data.decode("utf-8", "replace").splitlines())
        return dict(found for found in rows if found is not None)


def _plain(answer: Answer | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    return {"stance": answer.stance, "evidence": answer.evidence, "sure": answer.sure}


def _row(line: str) -> tuple[str, Row] | None:
    """The key and answers of a line; None where it is broken."""
    try:
        held = json.loads(line)
        key, row = held["key"], tuple(None if one is None else _answer(one) for one in held["answers"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return (key, row) if isinstance(key, str) else None


def _answer(held: dict[str, Any]) -> Answer:
    stance, sure = held["stance"], float(held["sure"])
    if not math.isfinite(sure) or not 0 <= sure <= 1:
        raise ValueError(sure)
    return Answer(None if stance is None else Stance(stance), str(held["evidence"]), sure)
