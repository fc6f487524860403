"""Attitudes by the lexicon: who stands before the cue, what the cue is, what follows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.statements.lexicon import Cue, CueClass, lexicon
from onrecord.statements.linking import Attribution
from onrecord.statements.page import Page, Token
from onrecord.statements.phrases import clause_end, group_start, noun_phrase_ending, subject_before
from onrecord.statements.stretches import Stretch, tokens_of
from onrecord.types import EntityKind, Span

# What the lexicon finds alone is right less often than what the reader tags.
_SCORE = 0.6
_DECISION_SCORE = 0.5
# Adverbs that may stand between the words of one cue ("refused flatly to").
_WORDS_BETWEEN = 2
_MARKS = frozenset("\"“”„«»'‘’")
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM", "X"))
_BE = frozenset(("be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re"))
_LASTING = _BE | {"remain", "remains", "remained", "stay", "stays", "stayed", "seem", "seems"}
# A content holds at least one word of these: "most" or a full stop alone is none.
_MATTER = frozenset(("NOUN", "PROPN", "PRON", "VERB", "ADJ", "NUM", "SYM", "X", "INTJ", "AUX"))
_ACTING = frozenset(
    (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE, EntityKind.ROLE, EntityKind.NATIONALITY)
)


@dataclass(frozen=True, slots=True)
class _Match:
    cue: Cue
    head: int
    end: int


def attitudes(page: Page, known: Sequence[Attribution], ground: Sequence[Stretch]) -> list[Attribution]:
    """The attitudes that no known attribution covers, in body, headlines and captions; inner ones of quotations too."""
    found: list[Attribution] = []
    taken = tokens_of(page, [span for attribution in known for span in attribution.cue])
    for stretch in ground:
        done = stretch.first
        for match in _matches(page, stretch):
            if match.head < done or any(number in taken for number in range(match.head, match.end)):
                continue
            attribution = _attribution(page, match, stretch)
            if attribution is None or (stretch.inside and not named(page, attribution.source[0])):
                continue
            if match.cue.kind is CueClass.PASSIVE:
                attribution.content = _meant(page, attribution.content[0], known)
            found.append(attribution)
            done = max(done, _governed_end(match))
    return found


def _matches(page: Page, stretch: Stretch) -> Iterator[_Match]:
    finding, tokens = lexicon().finding, page.tokens
    for at in range(stretch.first, stretch.last):
        for cue in finding.get(tokens[at].form, ()):
            end = cue_end(page, cue, at, stretch.last)
            if end is not None and _fits(page, cue, at):
                yield _Match(cue, at, end)
                bare = cue.kind is CueClass.VERB and cue.lemma == "oppose"
                if not (bare and tokens[at - 1].form in _LASTING):
                    break  # "remains opposed" may be verb and adjective; elsewhere the longest cue decides


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


def _attribution(page: Page, match: _Match, stretch: Stretch) -> Attribution | None:
    kind = match.cue.kind
    if kind is CueClass.VERB:
        return _verbal(page, match, stretch)
    if kind is CueClass.ADJECTIVE:
        return _adjectival(page, match, stretch)
    if kind is CueClass.NOUN:
        return _nominal(page, match, stretch)
    if kind is CueClass.PASSIVE:
        return _passive(page, match, stretch)
    return _viewpoint(page, match, stretch)


def _governed_end(match: _Match) -> int:
    """An infinitive after the cue ("refuses to support") belongs to it and is no attitude of its own."""
    return match.end + 1 if match.cue.rest and match.cue.rest[-1] == "to" else match.end


def attribution_of(
    page: Page, source: tuple[int, int], cue: tuple[int, int], content: tuple[int, int]
) -> Attribution | None:
    """An attribution of these token ranges; None where the content holds no word that means anything."""
    first, last = content
    while last > first and page.tokens[last - 1].pos == "PUNCT" and page.tokens[last - 1].form in ",;:.":
        last -= 1
    words = page.tokens[first:last]
    if cue[0] >= cue[1] or not words or words[0].form in ",;:.!?)":
        return None
    if not any(token.pos in _MATTER for token in words):
        return None
    spans = page.span_of(*source), page.span_of(*cue), page.span_of(first, last)
    return Attribution(source=[spans[0]], cue=[spans[1]], content=[spans[2]], method="attitude", score=_SCORE)


# ---------------------------------------------------------------- by the class of the cue


def _verbal(page: Page, match: _Match, stretch: Stretch) -> Attribution | None:
    tokens = page.tokens
    start = group_start(page, match.head, stretch.floor)
    helpers = {token.form for token in tokens[start : match.head]}
    being = bool(helpers & _BE)
    if being and not tokens[match.head].form.endswith("ing"):
        return None
    if tokens[match.head].form.endswith("ing") and not being and not _participle(page, start, stretch):
        return None
    subject = subject_before(page, start, stretch.floor)
    if subject is None:
        return None
    if _made_to_act(page, match, subject[0] - 1, start, stretch):
        return None
    if start > stretch.floor and tokens[start - 1].form == "to":
        start -= 1
    made = attribution_of(page, subject, (start, match.end), (match.end, clause_end(page, match.end, stretch.last)))
    if made is None and len(match.cue.rest) > 1:
        return attribution_of(
            page, subject, (start, match.head + 1), (match.head + 1, match.end)
        )  # "had no such plans."
    return made


def _made_to_act(page: Page, match: _Match, before: int, start: int, stretch: Stretch) -> bool:
    """In "they help Norway reject it" the plain form has a subject that does not act by itself."""
    plain = start == match.head and page.tokens[match.head].form == match.cue.lemma
    return plain and before >= stretch.floor and page.tokens[before].form in lexicon().object_control


def _participle(page: Page, start: int, stretch: Stretch) -> bool:
    """A participle after a comma tells more of the sentence's subject: ", rejecting the plan"."""
    return start > stretch.floor and page.tokens[start - 1].form == ","


def _adverbial(token: Token) -> bool:
    return token.pos in ("ADV", "PART") or token.form in lexicon().words["adverbs"] or token.form == "not"


def _adjectival(page: Page, match: _Match, stretch: Stretch) -> Attribution | None:
    tokens, known = page.tokens, lexicon()
    at = match.head
    while at - 1 >= stretch.floor and (
        tokens[at - 1].pos in ("ADV", "PART")
        or tokens[at - 1].form in known.words["adverbs"]
        or tokens[at - 1].form == "not"
    ):
        at -= 1
    if at - 1 < stretch.floor:
        return None
    if _closes(page, match, stretch):
        return _bare(page, match, at, stretch)
    content = (match.end, clause_end(page, match.end, stretch.last))
    before = tokens[at - 1]
    preposition = match.cue.lemma in known.words["prepositions"]
    if not match.cue.rest and not preposition:
        return None
    if before.form in (_BE | {"remain", "remains", "remained"} if preposition else known.copulas):
        start = group_start(page, at - 1, stretch.floor)
        subject = subject_before(page, start, stretch.floor)
        if subject is None or (preposition and not _plainly(page, match, at, subject)):
            return None
        return attribution_of(page, subject, (start, match.end), content)
    if preposition or before.pos not in ("NOUN", "PROPN"):
        return None
    subject = noun_phrase_ending(page, at, stretch.floor)
    return None if subject is None else attribution_of(page, subject, (at, match.end), content)


def _closes(page: Page, match: _Match, stretch: Stretch) -> bool:
    """Whether the clause ends with the cue: the object stands in the sentence before."""
    after = page.tokens[match.end] if match.end < stretch.last else None
    return after is None or after.form in (".", ",", ";", "!", "…", "–", "—", "but", "while", "whereas")


def _bare(page: Page, match: _Match, at: int, stretch: Stretch) -> Attribution | None:
    """ "The employers are against." The adjective itself is all that there is of content."""
    tokens = page.tokens
    if match.cue.lemma not in lexicon().words["bare"] or tokens[at - 1].form not in _LASTING:
        return None
    start = group_start(page, at - 1, stretch.floor)
    subject = subject_before(page, start, stretch.floor)
    if subject is None:
        return None
    spans = page.span_of(*subject), page.span_of(start, at), page.span_of(at, match.end)
    return Attribution(source=[spans[0]], cue=[spans[1]], content=[spans[2]], method="attitude", score=_SCORE)


def _plainly(page: Page, match: _Match, at: int, subject: tuple[int, int]) -> bool:
    """Whether "is for" and "is against" speak of a stand: "is for the toll", not "is up for sale"."""
    if match.cue.lemma == "against":
        return True
    between = {token.form for token in page.tokens[at : match.head]}
    after = page.tokens[match.end].pos if match.end < len(page.tokens) else ""
    return (
        between <= {"not", "also", "all", "still"} and after in ("DET", "PRON") and named(page, page.span_of(*subject))
    )


def _nominal(page: Page, match: _Match, stretch: Stretch) -> Attribution | None:
    tokens, words = page.tokens, lexicon().words
    at = match.head - 1
    while at >= stretch.floor and tokens[at].pos in ("ADJ", "ADV") and not tokens[at].possessive:
        at -= 1
    if at < stretch.floor:
        return None
    content = (match.end, _noun_complement(page, match, clause_end(page, match.end, stretch.last)))
    if tokens[at].form in words["possessives"]:
        made = attribution_of(page, (at, at + 1), (at + 1, match.end), content)
        if made is not None:
            made.holder = _owner(page, at, stretch)
        return made
    if tokens[at].possessive:
        owner = noun_phrase_ending(page, at + 1, stretch.floor)
        return None if owner is None else attribution_of(page, owner, (at + 1, match.end), content)
    return None


def _noun_complement(page: Page, match: _Match, ceiling: int) -> int:
    """Where what an attitude noun governs ends: before the verb whose subject the whole is."""
    verbs = 0 if page.tokens[match.end - 1].form == "to" else 1
    for at in range(match.end, ceiling):
        token, before = page.tokens[at], page.tokens[at - 1]
        if token.pos not in ("VERB", "AUX") or token.form.endswith("ing") or before.form in ("to", "be", "been"):
            verbs += token.pos == "VERB"
            continue
        if before.form in lexicon().words["relatives"] or before.pos in ("SCONJ", "AUX", "PART"):
            return ceiling
        if verbs:
            return at
        verbs += 1
    return ceiling


def _owner(page: Page, at: int, stretch: Stretch) -> Span | None:
    """Whom "its" means: the subject of the verb before it."""
    subject = _shared_subject(page, at, stretch)
    return None if subject is None else page.span_of(*subject)


def _shared_subject(page: Page, at: int, stretch: Stretch) -> tuple[int, int] | None:
    """The subject of the last finite verb before a place: "is backed by A but was rejected by B"."""
    for place in range(at - 1, stretch.floor, -1):
        token = page.tokens[place]
        if token.pos in ("VERB", "AUX") and not token.form.endswith("ing"):
            return subject_before(page, group_start(page, place, stretch.floor), stretch.floor)
    return None


def _passive(page: Page, match: _Match, stretch: Stretch) -> Attribution | None:
    tokens = page.tokens
    end = match.end
    while end < stretch.last and (
        tokens[end].pos in _NOMINAL
        or tokens[end].possessive
        or (tokens[end].form in ("of", "and", ",") and end > match.end)
    ):
        if tokens[end].form == "," and not (end + 1 < stretch.last and tokens[end + 1].pos in _NOMINAL):
            break
        end += 1
    while end > match.end and tokens[end - 1].form in ("and", ",", "of"):
        end -= 1  # "by A and by B"
    holder = noun_phrase_ending(page, end, match.end) if end > match.end else None
    start = group_start(page, match.head, stretch.floor)
    content = subject_before(page, start, stretch.floor)
    if content is None and start > stretch.floor and tokens[start - 1].form in ("but", "and", "yet"):
        content = _shared_subject(page, start - 1, stretch)
    if holder is None or content is None:
        return None
    view = tokens[content[1] - 1].form in lexicon().words["views"]
    joined = tokens[start - 1].form in ("and", "or") and start > stretch.floor
    if start == match.head and not view and not joined and not named(page, page.span_of(*holder)):
        return None
    return attribution_of(page, holder, (start, match.end), content)


def _meant(page: Page, content: Span, known: Sequence[Attribution]) -> list[Span]:
    """What "a position shared by" means: the content that stands before it in the sentence."""
    last = page.token_range(content)[1]
    if page.tokens[last - 1].form not in lexicon().words["views"]:
        return [content]
    sentence = page.sentence_span(content.begin)
    before = [a.content for a in known if sentence.covers(a.content[-1]) and a.content[-1].end <= content.begin]
    return max(before, key=lambda spans: spans[-1].end)[:] if before else [content]


def _viewpoint(page: Page, match: _Match, stretch: Stretch) -> Attribution | None:
    """A verdict with its holder: "for Poland, a veto is not an option"; "a veto is out of the question for Poland"."""
    tokens, known = page.tokens, lexicon()
    at = match.head
    while at - 1 >= stretch.floor and _adverbial(tokens[at - 1]):
        at -= 1
    if at - 1 < stretch.floor or tokens[at - 1].form not in known.copulas:
        return None
    start = group_start(page, at - 1, stretch.floor)
    subject = subject_before(page, start, stretch.floor)
    if subject is None:
        return None
    if match.end + 1 < stretch.last and tokens[match.end].form in ("for", "to"):
        end = clause_end(page, match.end + 1, stretch.last)
        holder = noun_phrase_ending(page, end, match.end + 1)
        if holder is not None and holder[0] == match.end + 1 and named(page, page.span_of(*holder)):
            return attribution_of(page, holder, (start, match.end), subject)
    if tokens[stretch.floor].form in ("for", "to") and subject[0] > stretch.floor + 1:
        comma = next((p for p in range(stretch.floor, subject[0]) if tokens[p].form == ","), None)
        holder = None if comma is None else noun_phrase_ending(page, comma, stretch.floor + 1)
        return None if holder is None else attribution_of(page, holder, (start, match.end), subject)
    return None


def named(page: Page, span: Span) -> bool:
    """Whether a phrase names an actor rather than standing for one."""
    if any(entity.kind in _ACTING for entity in page.entities_in(span)):
        return True
    first, last = page.token_range(span)
    return any(token.pos == "PROPN" for token in page.tokens[first:last])


def decisions(page: Page, known: Sequence[Attribution], ground: Sequence[Stretch]) -> list[Attribution]:
    """What a named actor will or will not do, where no known attribution covers the verb."""
    found: list[Attribution] = []
    taken = tokens_of(page, [span for attribution in known for span in attribution.cue])
    modals = lexicon().modals
    for stretch in ground:
        for at in range(stretch.first + 1, stretch.last - 1):
            if page.tokens[at].form in modals and at not in taken:
                made = _decision(page, at, stretch)
                if made is not None:
                    found.append(made)
    return found


def _decision(page: Page, at: int, stretch: Stretch) -> Attribution | None:
    tokens, known = page.tokens, lexicon()
    subject = subject_before(page, at, stretch.floor)
    if subject is None or not named(page, page.span_of(*subject)):
        return None
    end, negated = at + 1, tokens[at].form in ("won't", "wouldn't")
    while end < stretch.last and (tokens[end].pos in ("ADV", "PART") or tokens[end].form in ("not", "never")):
        negated = negated or tokens[end].form in ("not", "never")
        end += 1
    if end >= stretch.last or tokens[end].pos != "VERB":
        return None
    if not negated and (tokens[at].form.startswith("would") or tokens[end].form not in known.words["willed"]):
        return None
    made = attribution_of(page, subject, (at, end), (end, clause_end(page, end, stretch.last)))
    if made is not None:
        made.score = _DECISION_SCORE
    return made
