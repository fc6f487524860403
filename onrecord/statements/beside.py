"""The clause beside a quotation that tells whose it is: before it, behind it, or a label with a colon."""

from __future__ import annotations

from onrecord.statements.lexicon import lexicon
from onrecord.statements.marks import printing
from onrecord.statements.page import Page
from onrecord.statements.phrases import group_start, noun_phrase_ending, subject_before
from onrecord.statements.quotation import Quotation
from onrecord.statements.transcripts import is_label, label_before
from onrecord.types import Part, Span

# How far from a quotation its reporting verb may stand, in tokens: "said on the fringes of a fair …" needs room.
_CUE_REACH = 14
# A label before a colon ("The tone of the rector:") has at most so many tokens; longer ones are sentences.
_LABEL_REACH = 12
_NOMINAL = frozenset(("NOUN", "PROPN", "DET", "ADJ", "PRON", "NUM"))
_NAMES = frozenset(("NOUN", "PROPN", "ADJ"))
# "Sen." and "Col." are abbreviations; a longer word before a full stop ends its sentence.
_ABBREVIATED = 4
# A signature behind a dash has at most so many tokens: "— Rosa Hug, innkeeper in Davos, aged 61".
_SIGNATURE_REACH = 12
_LABELLING = frozenset(":-–—―")
_POINTING = frozenset(("this", "that", "these", "those", "such"))
_WHOSE = frozenset(("my", "his", "her", "its", "our", "their"))
_REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves"))
_STOPS = frozenset('.!?;:"“”„«»″')

Clause = tuple[Span, Span | None]


def after(page: Page, quotation: Quotation) -> Clause | None:
    """Cue and source of what follows: "…," said the minister; "…," he told reporters."""
    block = page.blocks[page.block_at(quotation.span.begin)].span
    if page.text[block.begin : quotation.span.begin].rstrip().endswith(":"):
        return None
    first, last = page.token_range(Span(quotation.span.end, block.end))
    if first < last and page.tokens[first].form in _LABELLING:
        signed = _signed(page, quotation, first, last)
        if signed is not None:
            return signed
    while first < last and page.tokens[first].form in (",", "-", "–", "—", "―"):
        first += 1
    for at in range(first, min(first + _CUE_REACH, last)):
        token = page.tokens[at]
        if token.form in _STOPS:
            return None
        if at == first and _inverted(page, quotation, at, last):
            start = at + 1
            while start < last and page.tokens[start].form in _REFLEXIVE:
                start += 1
            return Span(token.begin, token.end), _phrase_after(page, start, last)
        infinitive = at > first and page.tokens[at - 1].form == "to"
        if not _reports(page, at) or token.form.endswith("ing") or token.capital or infinitive:
            continue
        if _over(page, quotation) and not _closes_sentence(page, at, last):
            return None
        if at == first:
            return Span(token.begin, token.end), _phrase_after(page, at + 1, last)
        phrase = subject_before(page, group_start(page, at, first), first)
        if phrase is not None and _over(page, quotation) and phrase[0] != first:
            return None
        if phrase is not None:
            return page.span_of(group_start(page, at, first), at + 1), page.span_of(*phrase)
    return None


def _closes_sentence(page: Page, at: int, last: int) -> bool:
    """Whether a plain verb ends its sentence: "Smith said." is a reporting clause even behind a full stop."""
    plain = page.tokens[at].form in lexicon().plain_forms
    return plain and (at + 1 >= last or page.tokens[at + 1].form in _STOPS)


def _over(page: Page, quotation: Quotation) -> bool:
    """Whether a full stop ends a quotation: what follows is another sentence, unless it is but "Smith said."."""
    stopped = quotation.closed and quotation.inner.of(page.text).rstrip().endswith(".")
    return (
        stopped
        and not quotation.inner.of(page.text).rstrip().endswith("..")
        and page.text[quotation.span.end : quotation.span.end + 1] not in (",", "-")
    )


def _signed(page: Page, quotation: Quotation, at: int, last: int) -> Clause | None:
    """The name behind a quotation that opens its line: "We stay": islanders rage; “…” — Rosa Hug, innkeeper."""
    block = page.blocks[page.block_at(quotation.span.begin)].span
    sign = page.tokens[at]
    if page.text[block.begin : quotation.span.begin].strip() or at + 1 >= last:
        return None
    if page.tokens[at + 1].pos not in ("PROPN", "NOUN", "ADJ", "DET", "NUM") or page.tokens[at + 1].form in _POINTING:
        return None
    source = _phrase_after(page, at + 1, last)
    if source is None or (sign.form != ":" and last - at > _SIGNATURE_REACH):
        return None
    return Span(sign.begin, sign.end), source


def _reports(page: Page, at: int) -> bool:
    """Whether a word is a verb that stands beside quotations.

    The plainest ones are taken for verbs even where the reader sees a noun ("the Danes state"), but for a verb behind
    them ("her comment drew …").
    """
    token = page.tokens[at]
    if token.form in lexicon().plain_forms:
        following = page.tokens[at + 1].pos if at + 1 < len(page.tokens) else ""
        return token.pos not in _NAMES or following not in ("VERB", "AUX")
    return token.pos == "VERB" and token.form in printing().quoting


def _inverted(page: Page, quotation: Quotation, at: int, last: int) -> bool:
    """A verb before its subject: only a quotation, as its object, can stand before both ("…", sighed the rector)."""
    token = page.tokens[at]
    if token.pos != "VERB" or token.capital or token.form.endswith("ing") or at + 1 >= last:
        return False
    following = page.tokens[at + 1]
    if following.form not in _REFLEXIVE and following.pos not in _NOMINAL:
        return False
    known = lexicon()
    if token.form in printing().quoting | known.speech_forms:
        return True
    inner = quotation.inner.of(page.text).rstrip()
    comma = inner.endswith(",") or page.text[quotation.span.end : quotation.span.end + 1] == ","
    return comma and token.form.endswith(("ed", "s"))


def _phrase_after(page: Page, start: int, ceiling: int) -> Span | None:
    """The subject that follows its verb: "said the French minister"."""
    end = start
    while end < ceiling and end - start < _CUE_REACH:
        token = page.tokens[end]
        joins = token.pos in ("ADP", "CCONJ") and token.form in ("of", "for", "and") and end > start
        if token.pos not in _NOMINAL and not joins and not token.possessive:
            break
        end += 1
        if token.pos == "PRON" and end - start == 1 and token.form not in _WHOSE:
            break
    phrase = noun_phrase_ending(page, end, start) if end > start else None
    return page.span_of(*_with_name(page, phrase, ceiling)) if phrase is not None else None


def _with_name(page: Page, phrase: tuple[int, int], ceiling: int) -> tuple[int, int]:
    """The phrase with the name behind it: "the mayor, Lola Merino"."""
    first, last = phrase
    tokens = page.tokens
    if last + 1 >= ceiling or tokens[last].form != "," or not any(t.pos == "NOUN" for t in tokens[first:last]):
        return phrase
    end = last + 1
    while end < ceiling and tokens[end].pos == "PROPN" and tokens[end].capital:
        end += 1
    closed = end == ceiling or tokens[end].form in ".,;:—–" or tokens[end].pos in ("ADP", "CCONJ")
    return (first, end) if end - last > 2 and closed else phrase


def before(page: Page, quotation: Quotation) -> Clause | None:
    """The minister said: "…"; in a caption or a transcript also "The minister: …"."""
    number = page.block_at(quotation.span.begin)
    block = page.blocks[number].span
    recorded = label_before(page.text, block.begin, quotation.span.begin)
    if recorded is not None:
        return recorded
    floor, last = page.token_range(Span(block.begin, quotation.span.begin))
    if last == floor and number > 0:
        lead = page.blocks[number - 1].span
        if not lead.of(page.text).rstrip().endswith(":"):
            return None
        floor, last = page.token_range(lead)
    if last == floor:
        return None
    closing = page.tokens[last - 1]
    floor = _sentence_floor(page, floor, last)
    for at in range(last - 1, max(floor - 1, last - 2 - _CUE_REACH), -1):
        token = page.tokens[at]
        if token.form in (".", "!", "?") and at < last - 1:
            break
        if _reports(page, at) and (closing.form in (":", ",") or at >= last - 2):
            start = group_start(page, at, floor)
            phrase = subject_before(page, start, floor)
            return page.span_of(start, at + 1), page.span_of(*phrase) if phrase is not None else None
    return _label(page, floor, last) if closing.form == ":" else None


def _sentence_floor(page: Page, floor: int, last: int) -> int:
    """The first token of the sentence that ends at ``last``; an abbreviation's full stop does not end one."""
    for at in range(last - 2, floor, -1):
        word = page.tokens[at - 1]
        if page.tokens[at].form in (".", "!", "?") and word.end - word.begin > _ABBREVIATED:
            return at + 1
    return floor


def _label(page: Page, floor: int, last: int) -> Clause | None:
    """A name before a colon is a speaker, and the colon is the cue."""
    closing = page.tokens[last - 1]
    first = last - 1
    while first > floor and page.tokens[first - 1].form not in _STOPS:
        first -= 1
    if first == last - 1:
        return None
    whole = page.span_of(first, last - 1)
    if is_label(whole.of(page.text)):
        return Span(closing.begin, closing.end), whole
    phrase = noun_phrase_ending(page, last - 1, first)
    caption = page.part_at(closing.begin) is Part.CAPTION
    if phrase is None or (phrase[0] != first and not caption) or last - first > _LABEL_REACH:
        return None
    return Span(closing.begin, closing.end), page.span_of(*phrase)
