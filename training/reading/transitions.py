"""How much likelier than by chance one label of a word follows another, counted in the training articles."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from onrecord.reading.words import words
from training.data import Document
from training.reading.labels import ATTRIBUTION
from training.reading.windows import Marks


def transitions(documents: Iterable[tuple[Document, Marks]]) -> list[list[float]]:
    """Pointwise mutual information of neighbouring attribution labels: row first, column second."""
    count = np.full((len(ATTRIBUTION), len(ATTRIBUTION)), 0.5)
    for document, marks in documents:
        if document.attribution is None:
            continue
        begin, _ = words(document.text)
        span = marks.spans[0][begin]
        first = np.array([ATTRIBUTION.index(f"B-{kind}") if kind else 0 for kind in marks.kinds[0]])
        goes_on = (span > 0) & (span == np.concatenate(([0], span[:-1])))
        label = first[span] + goes_on
        np.add.at(count, (label[:-1], label[1:]), 1)
    follows = np.log(count / count.sum(axis=1, keepdims=True))
    information = follows - np.log(count.sum(axis=0) / count.sum())
    return [[round(float(value), 3) for value in row] for row in information]
