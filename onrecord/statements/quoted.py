"""What a quotation is: somebody's sentence, or a name, a title, a word held at arm's length."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.statements.beside import after, before
from onrecord.statements.marks import printing
from onrecord.statements.page import Page, Token
from onrecord.statements.quotation import Quotation
from onrecord.types import Span

# A quotation of fewer words without a verb is a name, a title or a word held at arm's length.
FEWEST_WORDS = 4
# "Who Stole the Moon?" is a title: more of its words than this have capitals.
_TITLED = 0.6
_BEFORE_SENTENCE = frozenset('.!?:;,”"»’“«)…—–-')


def words_in(page: Page, span: Span) -> list[Token]:
    """The tokens of a place that are words."""
    first, last = page.token_range(span)
    return [token for token in page.tokens[first:last] if token.pos != "PUNCT" and token.form[0].isalnum()]


def sentence_like(page: Page, quotation: Quotation) -> bool:
    """Whether the quotation is somebody's sentence rather than a word or a phrase built into another's."""
    known = page.sentence_like.get(quotation.span)
    if known is None:
        known = page.sentence_like[quotation.span] = _sentence_like(page, quotation)
    return known


def _sentence_like(page: Page, quotation: Quotation) -> bool:
    words = words_in(page, quotation.inner)
    if not words:
        return False
    inner = quotation.inner.of(page.text).rstrip()
    stopped = inner.endswith((".", "!", "?", ",", "…")) or not quotation.closed
    verb = any(word.pos in ("VERB", "AUX") for word in words)
    begins = _begins_a_sentence(page, quotation)
    if len(words) < FEWEST_WORDS:
        alone = verb or _stands_alone(page, quotation)
        return begins and ((stopped and alone) or _reported(page, quotation, stopped=stopped))
    if quotation.single and not begins:
        return False
    named = titled(words) and not inner.endswith(".") and not inner.isupper()
    if named and not _reported(page, quotation, stopped=stopped):
        return False
    return (stopped and begins) or (verb and begins) or (verb and stopped and len(words) > 5) or quotation.continues


def _stands_alone(page: Page, quotation: Quotation) -> bool:
    """Whether a quotation is a sentence of its own among others: The minister smiled. "Tomorrow." """
    block = page.blocks[page.block_at(quotation.span.begin)].span
    lead = page.text[block.begin : quotation.span.begin].rstrip()
    rest = page.text[quotation.span.end : block.end].lstrip()
    inner = quotation.inner.of(page.text).rstrip()
    stopped = quotation.closed and inner.endswith((".", "!", "?", "…"))
    return stopped and lead.endswith((".", "!", "?", ":")) and not rest[:1].islower()


def _reported(page: Page, quotation: Quotation, *, stopped: bool) -> bool:
    """Whether a clause beside a short quotation says that somebody spoke it: "Enough!" shouted the guard."""
    if not stopped and page.text[quotation.span.end : quotation.span.end + 1] != ",":
        return False
    clause = after(page, quotation)
    if clause is not None:
        return True
    return page.text[: quotation.span.begin].rstrip().endswith(":") and before(page, quotation) is not None


def _begins_a_sentence(page: Page, quotation: Quotation) -> bool:
    block = page.blocks[page.block_at(quotation.span.begin)].span
    lead = page.text[block.begin : quotation.span.begin].rstrip()
    if not lead or lead[-1] in _BEFORE_SENTENCE:
        return True
    word = page.tokens[page.token_range(Span(block.begin, quotation.span.begin))[1] - 1]
    return word.pos == "VERB" and word.form in printing().quoting


def titled(words: Sequence[Token]) -> bool:
    """Whether words have the capitals of a title."""
    return sum(word.capital for word in words) > _TITLED * len(words)


def clause_at_once(page: Page, quotation: Quotation) -> bool:
    """Whether the reporting clause follows a quotation with nothing but a comma between."""
    clause = after(page, quotation)
    if clause is None:
        return False
    begin = min(span.begin for span in clause if span is not None)
    return not wordy(page.text[quotation.span.end : begin])


def wordy(stretch: str) -> bool:
    """Whether there is more than marks and white space."""
    return any(sign.isalnum() for sign in stretch)
