"""Articles of PolNeAR with their attributions, linked, as brat files keep them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.types import Span, Spans

_SPAN = re.compile(r"(T\d+)\t(Source|Cue|Content) ([\d; ]+)\t")


@dataclass(frozen=True)
class GoldStatement:
    """The parts of one attribution; a part that it lacks is empty."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True)
class GoldArticle:
    """An article, its spans (each fragment one) and its linked statements."""

    name: str
    text: str
    spans: tuple[tuple[str, Span], ...]
    statements: tuple[GoldStatement, ...]


def documents(folder: Path) -> Iterator[GoldArticle]:
    """The articles of a split; where several annotators did one, the first file by name counts."""
    files: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        files.setdefault(path.stem.rsplit("_", 1)[0], path)
    for path in sorted((folder / "text").glob("*.txt")):
        if path.stem in files:
            annotation = files[path.stem].read_text(encoding="utf-8")
            yield article(path.stem, path.read_bytes().decode("utf-8"), annotation)


def article(name: str, text: str, annotation: str) -> GoldArticle:
    """One article from its text and its brat lines."""
    marks: dict[str, tuple[str, Spans]] = {}
    statements = []
    for line in annotation.splitlines():
        match = _SPAN.match(line)
        if match:
            fragments = tuple(Span(*map(int, part.split())) for part in match[3].split(";"))
            marks[match[1]] = (match[2].lower(), fragments)
    for line in annotation.splitlines():
        if not re.match(r"E\d+\t", line):
            continue
        parts: dict[str, Spans] = {"source": (), "cue": (), "content": ()}
        for identifier in re.findall(r":(T\d+)", line):
            if identifier in marks:
                label, fragments = marks[identifier]
                parts[label] = (*parts[label], *fragments)
        if any(parts.values()):
            statements.append(GoldStatement(**parts))
    spans = tuple((label, span) for label, fragments in marks.values() for span in fragments)
    return GoldArticle(name, text, spans, tuple(statements))
