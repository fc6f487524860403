"""Attitudes by the lexicon: who stands before the cue, what the cue is, what follows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.statements.lexicon import Cue, CueClass, lexicon
from onrecord.statements.linking import Attribution
from onrecord.statements.page import Page, Token
from onrecord.statements.phrases import clause_end, group_start, noun_phrase_ending, subject_before
from onrecord.types import EntityKind, Span

# What the lexicon finds alone is right less often than what the reader tags.
_SCORE = 0.6
_DECISION_SCORE = 0.5
# Adverbs that may stand between the words of one cue ("refused flatly to").
_WORDS_BETWEEN = 2
_NOMINAL = frozenset(("NOUN", "PROPN", "NUM", "ADJ", "DET", "SYM", "X"))
_BE = frozenset(("be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re"))
# A content holds at least one word of these: "most" or a full stop alone is none.
_MATTER = frozenset(("NOUN", "PROPN", "PRON", "VERB", "ADJ", "NUM", "SYM", "X", "INTJ", "AUX"))
_ACTING = frozenset(
    (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE, EntityKind.ROLE, EntityKind.NATIONALITY)
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The tokens [first, last) of a sentence, or of a stretch of somebody's words inside one."""

    first: int
    last: int
    inside: bool


@dataclass(frozen=True, slots=True)
class _Match:
    cue: Cue
    head: int
    end: int


def attitudes(page: Page, known: Sequence[Attribution]) -> list[Attribution]:
    """The attitudes that no known attribution covers, in body, headlines and captions; inner ones of quotations too."""
    found: list[Attribution] = []
    taken = [span for attribution in known for span in attribution.cue]
    contents = [span for attribution in known for span in attribution.content]
    for sentence in _stretches(page, contents):
        done = sentence.first
        for match in _matches(page, sentence):
            if match.head < done or any(page.span_of(match.head, match.end).overlaps(span) for span in taken):
                continue
            attribution = _attribution(page, match, sentence)
            if attribution is None or (sentence.inside and not _named(page, attribution.source[0])):
                continue
            found.append(attribution)
            done = max(done, match.end)
            if match.cue.kind is CueClass.VERB and attribution.content:
                done = _governed_end(page, match, attribution)
    return found


def _stretches(page: Page, contents: Sequence[Span]) -> Iterator[_Sentence]:
    """Narration sentence by sentence, and the sentences inside contents apart, so that no cue reaches across."""
    spans = sorted(
        {
            Span(max(s.begin, b.span.begin), min(s.end, b.span.end))
            for b in page.blocks
            for s in page.sentences
            if s.overlaps(b.span)
        }
    )
    for span in spans:
        first, last = page.token_range(span)
        if first == last:
            continue
        covers = sorted({page.token_range(c) for c in contents if c.overlaps(span)})
        outside = first
        for begin, end in covers:
            begin, end = max(begin, first), min(end, last)
            if outside < begin:
                yield _Sentence(outside, begin, False)
            if begin < end:
                yield _Sentence(begin, end, True)
            outside = max(outside, end)
        if outside < last:
            yield _Sentence(outside, last, False)


def _matches(page: Page, sentence: _Sentence) -> Iterator[_Match]:
    known, tokens = lexicon(), page.tokens
    for at in range(sentence.first, sentence.last):
        for cue in known.cues.get(tokens[at].form, ()):
            if cue.kind in (CueClass.SPEECH, CueClass.AMBIGUOUS):
                continue
            end = cue_end(page, cue, at, sentence.last)
            if end is not None and _fits(page, cue, at):
                yield _Match(cue, at, end)
                break


def cue_end(page: Page, cue: Cue, at: int, ceiling: int) -> int | None:
    """The token after the cue whose first word stands at ``at``; None where its other words do not follow."""
    place = at + 1
    for word in cue.rest:
        skipped = 0
        while (
            place < ceiling
            and skipped < _WORDS_BETWEEN
            and page.tokens[place].form != word
            and page.tokens[place].pos == "ADV"
        ):
            place += 1
            skipped += 1
        if place >= ceiling or page.tokens[place].form != word:
            return None
        place += 1
    return place


def _fits(page: Page, cue: Cue, at: int) -> bool:
    """Whether the part of speech allows this reading of the word."""
    token = page.tokens[at]
    if cue.kind in (CueClass.VERB, CueClass.PASSIVE):
        return token.pos in ("VERB", "AUX") or (token.pos == "ADJ" and cue.kind is CueClass.PASSIVE)
    if cue.kind is CueClass.NOUN:
        return token.pos == "NOUN"
    return True


def _attribution(page: Page, match: _Match, sentence: _Sentence) -> Attribution | None:
    kind = match.cue.kind
    if kind is CueClass.VERB:
        return _verbal(page, match, sentence)
    if kind is CueClass.ADJECTIVE:
        return _adjectival(page, match, sentence)
    if kind is CueClass.NOUN:
        return _nominal(page, match, sentence)
    if kind is CueClass.PASSIVE:
        return _passive(page, match, sentence)
    return _viewpoint(page, match, sentence)


def _governed_end(page: Page, match: _Match, attribution: Attribution) -> int:
    """An infinitive after the cue ("refuses to support") belongs to it and is no attitude of its own."""
    if match.cue.rest and match.cue.rest[-1] == "to":
        return match.end + 1
    return match.end


def _made(page: Page, source: tuple[int, int], cue: tuple[int, int], content: tuple[int, int]) -> Attribution | None:
    if cue[0] >= cue[1] or not any(token.pos in _MATTER for token in page.tokens[content[0] : content[1]]):
        return None
    span = page.span_of(*content)
    return Attribution(
        cue=[page.span_of(*cue)], source=[page.span_of(*source)], content=[span], method="attitude", score=_SCORE
    )


# ---------------------------------------------------------------- by the class of the cue


def _verbal(page: Page, match: _Match, sentence: _Sentence) -> Attribution | None:
    tokens = page.tokens
    start = group_start(page, match.head, sentence.first)
    helpers = {token.form for token in tokens[start : match.head]}
    being = bool(helpers & _BE)
    if being and not tokens[match.head].form.endswith("ing"):
        return None
    if tokens[match.head].form.endswith("ing") and not being and not _participle(page, start, sentence):
        return None
    subject = subject_before(page, start, sentence.first)
    if subject is None:
        return None
    if start > sentence.first and tokens[start - 1].form == "to":
        start -= 1
    made = _made(page, subject, (start, match.end), (match.end, clause_end(page, match.end, sentence.last)))
    if made is None and len(match.cue.rest) > 1:
        return _made(page, subject, (start, match.head + 1), (match.head + 1, match.end))  # "had no such plans."
    return made


def _participle(page: Page, start: int, sentence: _Sentence) -> bool:
    """A participle after a comma tells more of the sentence's subject: ", rejecting the plan"."""
    return start > sentence.first and page.tokens[start - 1].form == ","


def _adverbial(token: Token) -> bool:
    return token.pos in ("ADV", "PART") or token.form in lexicon().words["adverbs"] or token.form == "not"


def _adjectival(page: Page, match: _Match, sentence: _Sentence) -> Attribution | None:
    tokens, known = page.tokens, lexicon()
    at = match.head
    while at - 1 >= sentence.first and (
        tokens[at - 1].pos in ("ADV", "PART")
        or tokens[at - 1].form in known.words["adverbs"]
        or tokens[at - 1].form == "not"
    ):
        at -= 1
    if at - 1 < sentence.first:
        return None
    content = (match.end, clause_end(page, match.end, sentence.last))
    before = tokens[at - 1]
    preposition = match.cue.lemma in known.words["prepositions"]
    if before.form in (_BE | {"remain", "remains", "remained"} if preposition else known.copulas):
        start = group_start(page, at - 1, sentence.first)
        subject = subject_before(page, start, sentence.first)
        return None if subject is None else _made(page, subject, (start, match.end), content)
    if preposition or before.pos not in ("NOUN", "PROPN"):
        return None
    subject = noun_phrase_ending(page, at, sentence.first)
    return None if subject is None else _made(page, subject, (at, match.end), content)


def _nominal(page: Page, match: _Match, sentence: _Sentence) -> Attribution | None:
    tokens, words = page.tokens, lexicon().words
    at = match.head - 1
    while at >= sentence.first and tokens[at].pos in ("ADJ", "ADV") and not tokens[at].possessive:
        at -= 1
    if at < sentence.first:
        return None
    content = (match.end, clause_end(page, match.end, sentence.last))
    if tokens[at].form in words["possessives"]:
        made = _made(page, (at, at + 1), (at + 1, match.end), content)
        if made is not None:
            made.holder = _owner(page, at, sentence)
        return made
    if tokens[at].possessive:
        owner = noun_phrase_ending(page, at + 1, sentence.first)
        return None if owner is None else _made(page, owner, (at + 1, match.end), content)
    return None


def _owner(page: Page, at: int, sentence: _Sentence) -> Span | None:
    """Whom "its" means: the subject of the verb before it."""
    for place in range(at - 1, sentence.first, -1):
        token = page.tokens[place]
        if token.pos in ("VERB", "AUX") and not token.form.endswith("ing"):
            subject = subject_before(page, group_start(page, place, sentence.first), sentence.first)
            return None if subject is None else page.span_of(*subject)
    return None


def _passive(page: Page, match: _Match, sentence: _Sentence) -> Attribution | None:
    tokens = page.tokens
    end = match.end
    while end < sentence.last and (
        tokens[end].pos in _NOMINAL
        or tokens[end].possessive
        or (tokens[end].form in ("of", "and", ",") and end > match.end)
    ):
        if tokens[end].form == "," and not (end + 1 < sentence.last and tokens[end + 1].pos in _NOMINAL):
            break
        end += 1
    holder = noun_phrase_ending(page, end, match.end) if end > match.end else None
    start = group_start(page, match.head, sentence.first)
    content = subject_before(page, start, sentence.first)
    return None if holder is None or content is None else _made(page, holder, (start, match.end), content)


def _viewpoint(page: Page, match: _Match, sentence: _Sentence) -> Attribution | None:
    """A verdict with its holder: "for Poland, a veto is not an option"; "a veto is out of the question for Poland"."""
    tokens, known = page.tokens, lexicon()
    at = match.head
    while at - 1 >= sentence.first and _adverbial(tokens[at - 1]):
        at -= 1
    if at - 1 < sentence.first or tokens[at - 1].form not in known.copulas:
        return None
    start = group_start(page, at - 1, sentence.first)
    subject = subject_before(page, start, sentence.first)
    if subject is None:
        return None
    if match.end + 1 < sentence.last and tokens[match.end].form in ("for", "to"):
        end = clause_end(page, match.end + 1, sentence.last)
        holder = noun_phrase_ending(page, end, match.end + 1)
        if holder is not None and holder[0] == match.end + 1 and _named(page, page.span_of(*holder)):
            return _made(page, holder, (start, match.end), subject)
    if tokens[sentence.first].form in ("for", "to") and subject[0] > sentence.first + 1:
        comma = next((p for p in range(sentence.first, subject[0]) if tokens[p].form == ","), None)
        holder = None if comma is None else noun_phrase_ending(page, comma, sentence.first + 1)
        return None if holder is None else _made(page, holder, (start, match.end), subject)
    return None


def _named(page: Page, span: Span) -> bool:
    """Whether a phrase names an actor rather than standing for one."""
    if any(entity.kind in _ACTING for entity in page.entities_in(span)):
        return True
    first, last = page.token_range(span)
    return any(token.pos == "PROPN" for token in page.tokens[first:last])


def decisions(page: Page, known: Sequence[Attribution]) -> list[Attribution]:
    """What a named actor will or will not do, where no known attribution covers the verb."""
    found: list[Attribution] = []
    contents = [span for attribution in known for span in attribution.content if attribution.method != "attitude"]
    taken = [span for attribution in known for span in attribution.cue]
    for sentence in _stretches(page, contents):
        for at in range(sentence.first + 1, sentence.last - 1):
            if page.tokens[at].form not in lexicon().modals or any(page.span_of(at, at + 1).overlaps(s) for s in taken):
                continue
            made = _decision(page, at, sentence)
            if made is not None and not any(made.cue[0].overlaps(span) for span in taken):
                found.append(made)
    return found


def _decision(page: Page, at: int, sentence: _Sentence) -> Attribution | None:
    tokens, known = page.tokens, lexicon()
    subject = subject_before(page, at, sentence.first)
    if subject is None or not _named(page, page.span_of(*subject)):
        return None
    end, negated = at + 1, tokens[at].form in ("won't", "wouldn't")
    while end < sentence.last and (tokens[end].pos in ("ADV", "PART") or tokens[end].form in ("not", "never")):
        negated = negated or tokens[end].form in ("not", "never")
        end += 1
    if end >= sentence.last or tokens[end].pos != "VERB":
        return None
    if not negated and (tokens[at].form.startswith("would") or tokens[end].form in known.words["unwilled"]):
        return None
    made = _made(page, subject, (at, end), (end, clause_end(page, end, sentence.last)))
    if made is not None:
        made.score = _DECISION_SCORE
    return made
