"""What the reader's parts lack, mended from the words beside them: a source, its other half, a negation."""

from __future__ import annotations

from onrecord.statements.attitudes import cue_end
from onrecord.statements.lexicon import CueClass, lexicon
from onrecord.statements.linking import Attribution
from onrecord.statements.page import Page
from onrecord.statements.phrases import clause_end, group_start, noun_phrase_ending, subject_before
from onrecord.statements.quoted import sentence_like
from onrecord.types import Span

_UNFINISHED = frozenset(("DET", "ADP", "ADJ", "PART"))
_REACH = 100  # tokens; a text without full stops must not cost the square of its length
_ATTITUDES = frozenset((CueClass.VERB, CueClass.ADJECTIVE, CueClass.PASSIVE))


def mend(page: Page, attributions: list[Attribution]) -> None:
    """Mend each attribution in place, and add what one cue hides of another."""
    for attribution in attributions:
        second = _second_stand(page, attribution)
        if second is not None:
            attributions.append(second)
    for attribution in attributions:
        if not attribution.cue:
            continue
        _without_topic(page, attribution)
        _whole_phrase(page, attribution)
        _speaker_before_relay(page, attribution)
        if not attribution.source:
            _source_from_content(page, attribution)
        if not attribution.source:
            _source_of_attitude(page, attribution)
        elif len(attribution.source) == 1:
            attribution.source = [_coordinated(page, attribution.source[0])]
        if len(attribution.source) == 1:
            _subject_of_purpose(page, attribution)
        attribution.cue[0] = _with_negation(page, attribution)
        if attribution.source:
            _without_neither(page, attribution)


def _second_stand(page: Page, attribution: Attribution) -> Attribution | None:
    """In "is in favour of the toll and against the ban" the second stand is a statement of its own."""
    if not attribution.cue or not attribution.content or page.quotation_at(attribution.content[-1].begin) is not None:
        return None
    tokens = page.tokens
    first, last = page.token_range(attribution.content[-1])
    if not _attitude(page, *page.token_range(attribution.cue[0])):
        return None
    for at in range(first + 2, last - 1):
        if tokens[at - 1].form not in ("and", "but"):
            continue
        for cue in lexicon().cues.get(tokens[at].form, ()):
            end = cue_end(page, cue, at, last) if cue.kind is CueClass.ADJECTIVE else None
            if end is not None and end < last and (cue.lemma == "against" or cue.rest):
                rest = page.span_of(end, last)
                attribution.content[-1] = page.span_of(first, at - 1)
                return Attribution([page.span_of(at, end)], list(attribution.source), [rest], score=attribution.score)
    return None


def _without_topic(page: Page, attribution: Attribution) -> None:
    """In "said of the plan: "…"" the plan is what the quotation is about, not part of it."""
    if len(attribution.content) < 2:
        return
    topics = [
        span
        for span, after in zip(attribution.content, attribution.content[1:], strict=False)
        if span.begin > attribution.cue[-1].begin
        and page.quotation_at(span.begin) is None
        and page.text[span.begin : after.begin].rstrip().endswith(":")
        and _quoted(page, after)
    ]
    attribution.content = [span for span in attribution.content if span not in topics]


def _whole_phrase(page: Page, attribution: Attribution) -> None:
    """A content of nothing but "the" was cut short: it goes on to the end of its clause."""
    for number, span in enumerate(attribution.content):
        first, last = page.token_range(span)
        if 0 < last - first < 3 and all(
            token.pos in ("DET", "ADP", "ADJ", "PART") for token in page.tokens[first:last]
        ):
            ceiling = min(page.token_range(page.sentence_span(span.begin))[1], last + _REACH)
            end = clause_end(page, last, ceiling) if last < ceiling else last
            grown = page.span_of(first, max(end, last))
            if not any(grown.overlaps(other) for other in (*attribution.cue, *attribution.source)):
                attribution.content[number] = grown


def _quoted(page: Page, span: Span) -> bool:
    quotation = page.quotation_at(span.begin)
    return quotation is not None and sentence_like(page, quotation)


def _speaker_before_relay(page: Page, attribution: Attribution) -> None:
    """In "…, he said, according to the agency" he is the speaker; the agency only relays it."""
    cue, tokens = attribution.cue[0], page.tokens
    if (
        not attribution.content
        or attribution.content[-1].end > cue.begin
        or not cue.of(page.text).lower().startswith("according to")
    ):
        return
    first, last = page.token_range(attribution.content[-1])
    while last > first and tokens[last - 1].pos == "PUNCT":
        last -= 1
    if last - first < 6 or tokens[last - 1].form not in lexicon().speech_forms or tokens[last - 1].pos != "VERB":
        return
    subject = subject_before(page, last - 1, max(first, last - 8))
    if subject is None or tokens[subject[0] - 1].form != ",":
        return
    attribution.source = [page.span_of(*subject)]
    attribution.cue[0] = page.span_of(last - 1, last)
    attribution.content[-1] = page.span_of(first, subject[0] - 1)


def _subject_of_purpose(page: Page, attribution: Attribution) -> None:
    """In "he met with his colleagues to support the plan" he supports it, not the colleagues."""
    tokens, known = page.tokens, lexicon()
    first = page.token_range(attribution.cue[0])[0]
    begin, end = page.token_range(attribution.source[0])
    if (
        first >= len(tokens)
        or tokens[first].form != "to"
        or end != first
        or begin < 2
        or tokens[begin - 1].pos != "ADP"
    ):
        return
    floor = max(0, page.token_range(page.sentence_span(attribution.cue[0].begin))[0])
    verb = next((at for at in range(begin - 1, floor, -1) if tokens[at].pos == "VERB"), None)
    if verb is None or tokens[verb].form in known.object_control:
        return
    subject = subject_before(page, group_start(page, verb, floor), floor)
    if subject is not None:
        attribution.source = [page.span_of(*subject)]


def _source_from_content(page: Page, attribution: Attribution) -> None:
    """In "…, he said" the pronoun that the content swallowed is the source."""
    cue, tokens = attribution.cue[0], page.tokens
    for number, span in enumerate(attribution.content):
        first, last = page.token_range(span)
        if span.end > cue.begin or page.text[span.end : cue.begin].strip() or last - first < 4:
            continue
        if tokens[last - 1].form in lexicon().words["subject_pronouns"] and tokens[last - 2].form == ",":
            attribution.source = [page.span_of(last - 1, last)]
            attribution.content[number] = Span(span.begin, tokens[last - 3].end)


def _source_of_attitude(page: Page, attribution: Attribution) -> None:
    """The subject of an attitude cue for which the reader saw no source."""
    first, last = page.token_range(attribution.cue[0])
    if first == last or not _attitude(page, first, last):
        return
    block = page.blocks[page.block_at(attribution.cue[0].begin)].span
    sentence = page.sentence_span(attribution.cue[0].begin)
    floor = max(first - _REACH, page.token_range(Span(max(block.begin, sentence.begin), attribution.cue[0].begin))[0])
    subject = subject_before(page, first, floor)
    if subject is not None and not any(page.span_of(*subject).overlaps(span) for span in attribution.content):
        attribution.source = [page.span_of(*subject)]


def _attitude(page: Page, first: int, last: int) -> bool:
    for at in range(first, last):
        for cue in lexicon().cues.get(page.tokens[at].form, ()):
            if cue.kind in _ATTITUDES and cue_end(page, cue, at, len(page.tokens)) is not None:
                return True
    return False


def _coordinated(page: Page, source: Span) -> Span:
    """The whole of "Vienna and most other capitals" where the reader took its last part."""
    first, last = page.token_range(source)
    tokens = page.tokens
    if first < 2 or first == last or tokens[first - 1].form not in ("and", "or", "nor") or tokens[first].pos == "PRON":
        return source
    sentence = page.sentence_span(source.begin)
    floor = max(first - _REACH, page.token_range(sentence)[0])
    if first - 1 <= floor:
        return source
    phrase = noun_phrase_ending(page, last, floor)
    if phrase is None or phrase[0] >= first - 1:
        return source
    before = tokens[phrase[0] - 1] if phrase[0] > floor else None
    if before is not None and before.form != "neither" and before.pos not in ("CCONJ", "SCONJ", "PUNCT"):
        return source
    if page.quotation_at(tokens[phrase[0]].begin) != page.quotation_at(source.begin):
        return source
    return page.span_of(phrase[0], last)


def _without_neither(page: Page, attribution: Attribution) -> None:
    """In "neither Ek nor Berg wants it" the negation belongs to the cue, not to the source."""
    first, last = page.token_range(attribution.source[0])
    if first == last:
        return
    at = first if page.tokens[first].form == "neither" else first - 1
    if at >= 0 and last - at > 1 and page.tokens[at].form == "neither":
        attribution.cue.insert(0, page.span_of(at, at + 1))
        attribution.source[0] = page.span_of(at + 1, last)


def _with_negation(page: Page, attribution: Attribution) -> Span:
    """A cue with the "did not" before it that changes what it says."""
    cue = attribution.cue[0]
    first, last = page.token_range(cue)
    if first == last or page.tokens[first].pos not in ("VERB", "AUX", "ADJ", "ADP"):
        return cue
    floor = max(first - _REACH, page.token_range(page.sentence_span(cue.begin))[0])
    start = group_start(page, first, floor)
    negated = any(
        token.form in ("not", "n't", "never") or token.form.endswith("n't") for token in page.tokens[start:first]
    )
    grown = Span(page.tokens[start].begin, cue.end) if negated else cue
    return cue if any(grown.overlaps(span) for span in (*attribution.source, *attribution.content)) else grown
