"""What every corpus comes out as: documents with layers of spans over raw text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

Layer = list[tuple[int, int, str]]
# A stretch of the entity layer of which nothing is known: the loss leaves it out.
UNSURE = "unsure"


@dataclass
class Document:
    """A raw text and what is known of it; a layer that is None is unknown, and an empty one is known to be empty."""

    name: str
    corpus: str
    text: str
    attribution: list[tuple[list[tuple[int, int]], str]] | None = None
    entities: Layer | None = None
    sentences: list[tuple[int, int]] | None = None
    words: Layer | None = None
    silver: bool = False
    partial: bool = False  # only the marked names are sure: other words with a capital are unknown
    paragraphs: list[tuple[int, int]] = field(default_factory=list)
    chains: list[tuple[int, int, str]] = field(default_factory=list)  # mentions and the chain of coreference of each
    proper: list[bool] = field(default_factory=list)  # for each word, whether it is (part of) a proper name

    def __post_init__(self) -> None:
        """Paragraphs are the lines that are not empty."""
        if not self.paragraphs:
            self.paragraphs = [match.span() for match in re.finditer(r"\S[^\n]*", self.text)]


def flat(layer: Layer) -> Layer:
    """The spans in their order; where some overlap, the longest."""
    taken: Layer = []
    for begin, end, kind in sorted(layer, key=lambda e: (e[0] - e[1], e[0])):
        if end > begin and all(end <= other[0] or other[1] <= begin for other in taken):
            taken.append((begin, end, kind))
    return sorted(taken)


def is_free(layer: Layer, begin: int, end: int) -> bool:
    """Whether no span of the layer touches the stretch."""
    return all(end <= other[0] or other[1] <= begin for other in layer)
