"""The nouns of the training: a text with its holder, and the stances that the holder may have on some options."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.types import STANCE_COLUMNS, Span, StanceQuestion

STANCES = tuple("irrelevant" if stance is None else stance.value for stance in STANCE_COLUMNS)
FOR = frozenset({"supports", "open"})
AGAINST = frozenset({"opposes", "reluctant"})
SILENT = frozenset({"irrelevant"})


@dataclass(frozen=True)
class Sample:
    """A text, where in it the holder is named (empty where nobody is), and options with the stances that are right."""

    text: str
    holder: tuple[int, int]
    options: tuple[tuple[str, frozenset[str]], ...]
    corpus: str

    @property
    def question(self) -> StanceQuestion:
        """As the encoder is asked it."""
        holder = Span(*self.holder) if self.holder[1] > self.holder[0] else None
        return StanceQuestion(self.text, holder, tuple(option for option, _ in self.options))
