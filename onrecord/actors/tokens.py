"""Words of an article with their place, sentence, paragraph and, where the reader gave it, part of speech."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.types import Article, Part, Reading, Span

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"  # U.S.
    r"|(?:Mr|Mrs|Ms|Dr|St|Prof|Sens|Sen|Reps|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Del|Asst|Insp|Maj|Adm|Brig|Rev|Hon|Jr|Sr|No|Inc|Corp|Ltd)\."
    r"|(?<![^\W_])[A-Z]\.(?=\s?[A-Z])"  # an initial
    r"|['’](?:s|ll|ve|re|d|m)\b|['’](?=\s)"
    r"|[^\W_]+(?:(?:['’](?!(?:s|ll|ve|re|d|m)\b)|[-‐‑&+.](?=[^\W_]))[^\W_]+)*\+?"
    r"|--+"
    r"|\S"
)


_UNSEEN = frozenset({"\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"})  # soft hyphens and their like


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark; ``pos`` is empty where the reader saw no word, ``capital`` says that it starts upper-case."""

    begin: int
    end: int
    text: str
    lower: str
    pos: str
    sentence: int
    block: int
    capital: bool
    word: bool


@dataclass(frozen=True, slots=True)
class Page:
    """An article as the actor stage sees it."""

    article: Article
    tokens: tuple[Token, ...]
    begins: tuple[int, ...]
    starts: frozenset[int]  # indexes of tokens that open a sentence

    def at(self, offset: int) -> int:
        """The index of the token that stands at or after this place."""
        index = bisect_right(self.begins, offset) - 1
        if index >= 0 and self.tokens[index].end > offset:
            return index
        return index + 1

    def within(self, span: Span) -> range:
        """The indexes of the tokens that begin inside a span."""
        first = self.at(span.begin)
        last = first
        while last < len(self.tokens) and self.tokens[last].begin < span.end:
            last += 1
        return range(first, last)

    def span(self, begin: int, end: int) -> Span:
        """The place of the tokens [begin, end)."""
        return Span(self.tokens[begin].begin, self.tokens[end - 1].end)

    def words(self, begin: int, end: int) -> str:
        """The text of the tokens [begin, end), white space as single blanks."""
        if begin >= end:
            return ""
        return " ".join(self.article.text[self.tokens[begin].begin : self.tokens[end - 1].end].split())


def split_words(text: str) -> list[str]:
    """The words of a name, cut as the words of an article are."""
    return [m.group().replace("’", "'") for m in _TOKEN.finditer(text)]


def page_of(article: Article, reading: Reading) -> Page:
    """Cut an article into tokens and join to them what the reader saw."""
    pos = {word.span.begin: word.pos for word in reading.words}
    sentences = [s.begin for s in reading.sentences]
    blocks = [b.span.begin for b in reading.blocks]
    silent = [b.span for b in reading.blocks if b.part in (Part.CREDIT, Part.HINT)]
    tokens = tuple(_tokens(article.text, pos, sentences, blocks, silent))
    starts = frozenset(i for i, t in enumerate(tokens) if t.word and (i == 0 or _opens(tokens, i)))
    return Page(article, tokens, tuple(t.begin for t in tokens), starts)


def _opens(tokens: Sequence[Token], index: int) -> bool:
    before = index - 1
    while before >= 0 and not tokens[before].word and tokens[before].text not in ".!?:…":
        if tokens[before].sentence != tokens[index].sentence:
            return True
        before -= 1
    return before < 0 or tokens[before].sentence != tokens[index].sentence or not tokens[before].word


def _tokens(
    text: str, pos: dict[int, str], sentences: list[int], blocks: list[int], silent: list[Span]
) -> Iterator[Token]:
    quiet = [span.begin for span in silent]
    for match in _TOKEN.finditer(text):
        begin, end = match.span()
        place = bisect_right(quiet, begin) - 1
        if place >= 0 and begin < silent[place].end:
            continue
        word = match.group()
        if word in _UNSEEN:
            continue
        yield Token(
            begin,
            end,
            word.replace("’", "'"),
            word.lower().replace("’", "'"),
            pos.get(begin, ""),
            bisect_right(sentences, begin),
            bisect_right(blocks, begin),
            word[0].isupper(),
            word[0].isalnum() or word[-1].isalnum(),
        )


def articled(page: Page, begin: int, end: int) -> bool:
    """Whether an article in capitals inside a sentence belongs to a name of one word: "…, The Hill reported"."""
    if end - begin != 1 or begin < 2 or page.tokens[begin - 1].text != "The" or begin - 1 in page.starts:
        return False
    return not page.tokens[begin - 2].capital  # in a headline every word has one
