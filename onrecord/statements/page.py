"""One article laid out for the statement stage: tokens with their sentence and paragraph, quick to look up."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from html import unescape
from typing import NamedTuple

from onrecord.statements.lexicon import lexicon
from onrecord.statements.quotation import Quotation, quotations
from onrecord.types import Article, Block, Entity, Part, Reading, Span

# Whole words with their inner hyphens, points and apostrophes ("Macron's", "long-range"); marks one by one, also
# those that a page left as HTML writes them.
_ESCAPED = r"&(?:#\d{2,5}|#[xX][0-9a-fA-F]{2,4}|[a-zA-Z]{4,6});"
_TOKEN = re.compile(rf"\w+(?:(?:[-'’.&]|&(?:#39|#x27|#8217|apos|rsquo);)\w+)*|{_ESCAPED}|[^\w\s]")
_APOSTROPHES = ("'", "’")
_CONTRACTIONS = frozenset(("it's", "that's", "he's", "she's", "there's", "let's", "what's", "who's"))
_PLURAL_POSSESSIVE = re.compile(r"s['’](?=\s\w)")


class Token(NamedTuple):
    """A word or mark: its place, its lower-case form without a possessive ending, its part of speech."""

    begin: int
    end: int
    form: str
    pos: str
    possessive: bool
    capital: bool


class Page:
    """The tokens, sentences, paragraphs, quotations and entities of one article."""

    def __init__(self, article: Article, reading: Reading) -> None:
        """Lay the article out; the reading must be of this article."""
        self.article = article
        self.reading = reading
        self.text = article.text
        self.blocks: tuple[Block, ...] = tuple(b for b in reading.blocks if b.part not in (Part.CREDIT, Part.HINT))
        self.quotations: tuple[Quotation, ...] = quotations(self.text, self.blocks)
        self.sentence_like: dict[Span, bool] = {}  # what direct.sentence_like found of each quotation
        # Where quotations begin, and cue and source of the clause right beside each.
        self.reported: dict[int, tuple[Span, Span | None]] = {}
        self.joined: frozenset[int] = frozenset()  # where quotations begin that go on with the one before
        self.hidden: frozenset[int] = frozenset()  # tokens of contents, where no subject of narration is looked for
        self.outer: tuple[Quotation, ...] = tuple(q for q in self.quotations if not q.nested)
        self._outer_begins = [quotation.span.begin for quotation in self.outer]
        self.tokens: list[Token] = self._tokens()
        self._token_begins = [token.begin for token in self.tokens]
        self.sentences: tuple[Span, ...] = reading.sentences or tuple(block.span for block in reading.blocks)
        self.sentence_pieces: tuple[Span, ...] = self._pieces()
        self._sentence_begins = [span.begin for span in self.sentences]
        self._block_begins = [block.span.begin for block in self.blocks]
        self._entity_begins = [entity.span.begin for entity in reading.entities]

    def _tokens(self) -> list[Token]:
        words, text = self.reading.words, self.text
        tokens: list[Token] = []
        place = 0
        for block in self.blocks:
            for match in _TOKEN.finditer(text, block.span.begin, block.span.end):
                raw, begin, end = match.group(), match.start(), match.end()
                if "&" in raw:
                    raw = unescape(raw)
                form = raw.lower().replace("’", "'")
                while place < len(words) and words[place].span.end <= begin:
                    place += 1
                known = place < len(words) and words[place].span.begin <= begin
                pos = words[place].pos if known and text[begin] != "&" else _guess(raw, form)
                possessive = form.endswith("'s") and form not in _CONTRACTIONS
                if possessive:
                    form = form[:-2]
                elif form.endswith("s") and text[end : end + 1] in _APOSTROPHES:
                    possessive = bool(_PLURAL_POSSESSIVE.match(text, end - 1))
                tokens.append(Token(begin, end, form, pos, possessive, raw[0].isupper()))
        return tokens

    def _pieces(self) -> tuple[Span, ...]:
        """The sentences cut at the borders of paragraphs."""
        pieces: list[Span] = []
        at = 0
        for block in self.blocks:
            while at < len(self.sentences) and self.sentences[at].end <= block.span.begin:
                at += 1
            place = at
            while place < len(self.sentences) and self.sentences[place].begin < block.span.end:
                sentence = self.sentences[place]
                pieces.append(Span(max(sentence.begin, block.span.begin), min(sentence.end, block.span.end)))
                place += 1
        return tuple(pieces)

    def token_range(self, span: Span) -> tuple[int, int]:
        """The numbers [first, last) of the tokens that begin inside the span."""
        return bisect_left(self._token_begins, span.begin), bisect_left(self._token_begins, span.end)

    def sentence_at(self, place: int) -> int:
        """The number of the sentence in which this code point stands."""
        return max(0, bisect_right(self._sentence_begins, place) - 1)

    def block_at(self, place: int) -> int:
        """The number of the paragraph in which this code point stands."""
        return max(0, bisect_right(self._block_begins, place) - 1)

    def part_at(self, place: int) -> Part | None:
        """What the paragraph around this code point is; None in a credit or a hint."""
        if not self.blocks:
            return None
        block = self.blocks[self.block_at(place)]
        return block.part if block.span.begin <= place < block.span.end else None

    def sentence_span(self, place: int) -> Span:
        """The sentence around this code point, cut to its paragraph."""
        if not self.sentences:
            return self.blocks[self.block_at(place)].span
        sentence, block = self.sentences[self.sentence_at(place)], self.blocks[self.block_at(place)].span
        begin, end = max(sentence.begin, block.begin), min(sentence.end, block.end)
        return Span(begin, end) if begin < end else block

    def entities_in(self, span: Span) -> Sequence[Entity]:
        """The entities that begin inside the span."""
        first = bisect_left(self._entity_begins, span.begin)
        last = bisect_left(self._entity_begins, span.end)
        return self.reading.entities[first:last]

    def goes_on(self, place: int) -> bool:
        """Whether the quotation around this code point has the speaker of the one before it in the paragraph."""
        quotation = self.quotation_at(place)
        return quotation is not None and quotation.span.begin in self.joined

    def quotation_at(self, place: int) -> Quotation | None:
        """The outermost quotation around this code point."""
        number = bisect_right(self._outer_begins, place) - 1
        return self.outer[number] if number >= 0 and place < self.outer[number].span.end else None

    def quotations_in(self, span: Span) -> Sequence[Quotation]:
        """The outermost quotations that share a code point with the span."""
        first = max(0, bisect_right(self._outer_begins, span.begin) - 1)
        last = bisect_left(self._outer_begins, span.end)
        if first < last and self.outer[first].span.end <= span.begin:
            first += 1
        return self.outer[first:last]

    def span_of(self, first: int, last: int) -> Span:
        """The place of the tokens [first, last)."""
        return Span(self.tokens[first].begin, self.tokens[last - 1].end)


def _guess(raw: str, form: str) -> str:
    """A part of speech for a word that the reading has none for: closed classes, capitals, the lexicon's verbs."""
    known = lexicon()
    words = known.words
    if not raw[0].isalnum():
        return "PUNCT"
    for name, pos in _CLOSED:
        if form in words[name]:
            return pos
    if form in known.auxiliaries:
        return "AUX"
    if raw[0].isupper():
        return "PROPN"
    if raw[0].isdigit():
        return "NUM"
    if form in known.speech_forms or form in known.attitude_forms:
        return "VERB"
    return "ADV" if form.endswith("ly") else "NOUN"


_CLOSED = (
    ("subject_pronouns", "PRON"),
    ("prepositions", "ADP"),
    ("negations", "PART"),
    ("determiners", "DET"),
    ("conjunctions", "CCONJ"),
    ("subordinators", "SCONJ"),
    ("adverbs", "ADV"),
)
