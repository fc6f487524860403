"""The nouns of the training: a pair of question and statement, and the stances that it may have."""

from __future__ import annotations

from dataclasses import dataclass

# In the order of the columns of training.pairs.scorer.
STANCES = ("supports", "open", "undecided", "reluctant", "opposes", "irrelevant")
FOR = frozenset({"supports", "open"})
AGAINST = frozenset({"opposes", "reluctant"})

# The stance on the contrary of a course. To be open to an end of the tax is to hold back on keeping it, at least; to
# hold back on its end is to be content with it, at most: the templates do not say which, so both steps are allowed.
CONTRARY = {
    "supports": frozenset({"opposes"}),
    "open": AGAINST,
    "undecided": frozenset({"undecided"}),
    "reluctant": FOR,
    "opposes": frozenset({"supports"}),
    "irrelevant": frozenset({"irrelevant"}),
}


@dataclass(frozen=True)
class Pair:
    """A question (option, and whose stance where it is asked), a statement, and the stances it may have."""

    question: str
    statement: str
    stances: frozenset[str]
    corpus: str
