"""Passages written for the training, with the positions that a careful coder finds in them (``written/*.pairs``)."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training.pairs.pairs import SILENT, STANCES, Sample

HERE = Path(__file__).parent / "written"

_OPTION = re.compile(r"(part of|opposed to) (\S+)$")


@dataclass
class Passage:
    """A text and for each of its holders (words of the text) the stance on each option that is coded."""

    text: str = ""
    holders: list[tuple[str, dict[str, str]]] = field(default_factory=list)


@dataclass
class Issue:
    """An issue, its options (label, description) and its passages."""

    name: str
    options: dict[str, tuple[str, str]] = field(default_factory=dict)
    passages: list[Passage] = field(default_factory=list)


def issues(path: Path) -> list[Issue]:
    """The issues of a file; ValueError with the line where it is not in the format of ``README.md``."""
    found: list[Issue] = []
    open_passage: Passage | None = None
    for number, raw in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        line = raw.strip()
        where = f"{path}, line {number}"
        if not line:
            open_passage = None
        elif line.startswith("# issue:"):
            found.append(Issue(line.removeprefix("# issue:").strip()))
        elif line.startswith("o "):
            parts = [part.strip() for part in line[2:].split("|")]
            if len(parts) < 3 or any(not _OPTION.match(part) for part in parts[3:]):
                raise ValueError(f"{where}: an option reads 'o id | label | description | part of id': {line}")
            found[-1].options[parts[0]] = (parts[1], parts[2])
        elif line.startswith(">"):
            if open_passage is None or open_passage.holders:
                open_passage = Passage()
                found[-1].passages.append(open_passage)
            open_passage.text = f"{open_passage.text} {line[1:].strip()}".strip()
        elif line.startswith("@") and open_passage is not None:
            open_passage.holders.append(_holder(line, found[-1], open_passage, where))
        elif not line.startswith("#"):
            raise ValueError(f"{where}: not understood: {line}")
    return found


def _holder(line: str, issue: Issue, passage: Passage, where: str) -> tuple[str, dict[str, str]]:
    words, _, codes = line[1:].rpartition(":")
    stances: dict[str, str] = {}
    for code in codes.split(","):
        option, _, stance = code.strip().partition("=")
        if option in {"", "-"} and not stance:
            continue
        if option not in issue.options or stance not in STANCES:
            raise ValueError(f"{where}: no such option or stance: {code}")
        stances[option] = stance
    if words.strip() not in passage.text:
        raise ValueError(f"{where}: these words do not stand in the passage: {words.strip()}")
    return words.strip(), stances


def written(paths: Iterable[Path], dice: random.Random, *, bare: float = 0.25) -> Iterator[Sample]:
    """Every holder of every passage with the options of its issue, and sometimes one of another issue.

    In a share ``bare`` of the samples the options are shown by their labels alone, without descriptions.
    """
    everything = [(path.stem, issue) for path in sorted(paths) for issue in issues(path)]
    strange = [words for _, issue in everything for words in issue.options.values()]
    for corpus, issue in everything:
        for passage in issue.passages:
            for words, stances in passage.holders:
                begin = passage.text.index(words)
                short = dice.random() < bare
                options = [
                    (label if short else question(label, description), frozenset({stances.get(name, "irrelevant")}))
                    for name, (label, description) in issue.options.items()
                ]
                if dice.random() < 0.2:
                    label, description = dice.choice(strange)
                    if (label, description) not in issue.options.values():
                        options.append((label if short else question(label, description), SILENT))
                dice.shuffle(options)
                yield Sample(passage.text, (begin, begin + len(words)), tuple(options), corpus)


def question(label: str, description: str) -> str:
    """The option as the encoder reads it."""
    return f"{label}. {description}" if description else label
