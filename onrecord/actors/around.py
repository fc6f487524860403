"""A listed name at its place, and the words around it with what the lists know of them."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.actors.cues import Cues
from onrecord.actors.lexicon import Entry, Lexicon
from onrecord.actors.tokens import Page, Token
from onrecord.types import Entity

AHEAD = 4  # words behind a name in which its verb may stand ("has quietly, some say, agreed"). By judgement
CLOSERS = frozenset(".?!;:")
DETERMINERS = frozenset(("the", "this", "that", "these", "those"))
HOSTS = ("place", "act", "office", "town")


@dataclass(frozen=True, slots=True)
class Spot:
    """A listed name at its place, with the reader's entity over its first word."""

    begin: int
    end: int
    entry: Entry
    entity: Entity | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a name, with what the lists know of words."""

    page: Page
    cues: Cues
    lex: Lexicon

    def token(self, index: int, like: int) -> Token | None:
        """The token at an index if it stands in the sentence of another."""
        tokens = self.page.tokens
        if not 0 <= index < len(tokens):
            return None
        token = tokens[index]
        return token if (token.sentence, token.block) == (tokens[like].sentence, tokens[like].block) else None

    def noun(self, lower: str, *, order: tuple[str, ...] = ("office", "place", "town", "act")) -> str:
        """The class of a noun, the first of those in which it stands."""
        if order is HOSTS and lower in self.cues.nouns["mind"]:
            return "act"
        for name in order:
            if lower in self.cues.nouns[name]:
                return name
        return "act" if lower.endswith(tuple(self.cues.around["abstract"])) else "other"

    def verb(self, lower: str) -> str:
        """The class of a verb."""
        if lower in self.lex.words["speech.verbs"]:
            return "speech"
        for name in ("still", "upon", "giving", "motion"):
            if lower in self.cues.verbs[name]:
                return name
        return "other"


def run(around: Around, index: int) -> list[str]:
    """A short run of nouns and adjectives, in small letters."""
    words: list[str] = []
    for ahead in range(index, min(index + AHEAD, len(around.page.tokens))):
        token = around.token(ahead, index)
        if token is None or not token.word or token.pos not in ("NOUN", "ADJ", "PROPN", "NUM", "VERB", ""):
            break
        if token.pos in ("VERB", "") and words:
            break
        words.append(token.lower)
    return words
