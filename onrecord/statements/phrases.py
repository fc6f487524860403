"""Noun phrases and clauses found by parts of speech, without a parser: who stands before a verb, what follows it."""

from __future__ import annotations

from onrecord.statements.lexicon import lexicon
from onrecord.statements.page import Page, Token
from onrecord.types import EntityKind

_NOMINAL = frozenset(("NOUN", "PROPN", "NUM", "SYM", "X"))
_IN_PHRASE = _NOMINAL | {"DET", "ADJ", "PRON"}
_DASHES = frozenset("—–-―")
_OPENERS = frozenset("“„\"'‘«»‹([")
# Prepositions that may stand inside a subject ("the minister for defence", "the council as a whole").
_INNER_PREPOSITIONS = frozenset(
    ("of", "in", "for", "from", "at", "on", "with", "to", "between", "among", "like", "as", "about", "over")
)
# A noun phrase longer than this is a list or an error; subjects in newspaper prose stay below it.
_LONGEST_PHRASE = 30


def subject_before(page: Page, start: int, floor: int, depth: int = 0) -> tuple[int, int] | None:
    """The tokens [first, last) of the phrase that is the subject of the verb group beginning at ``start``."""
    tokens, words = page.tokens, lexicon().words
    at = start - 1
    while at >= floor and (tokens[at].pos == "ADV" or tokens[at].form in words["adverbs"]):
        at -= 1
    if at < floor or depth > 3:
        return None
    token = tokens[at]
    if token.form in words["relatives"] and (token.form != "that" or token.pos == "PRON"):
        return _antecedent(page, at, floor)
    if token.form == "to":
        return _of_infinitive(page, at, floor, depth)
    if token.form in words["conjunctions"] or (token.form == "," and not _encloses(page, at, floor)):
        return _of_coordinated(page, at, floor, depth)
    if token.form == "," or token.form in _DASHES or token.form == ")":
        opening = _opening(page, at, floor)
        return None if opening is None else noun_phrase_ending(page, opening, floor)
    if token.pos == "PRON" and token.form in words["subject_pronouns"]:
        return at, at + 1
    return noun_phrase_ending(page, at + 1, floor)


def _encloses(page: Page, at: int, floor: int) -> bool:
    return _opening(page, at, floor) is not None


def _opening(page: Page, at: int, floor: int) -> int | None:
    """The mark that opens the insertion which the mark at ``at`` closes."""
    closing = page.tokens[at].form
    wanted = _DASHES if closing in _DASHES else frozenset("(") if closing == ")" else frozenset(",")
    for place in range(at - 1, floor, -1):
        token = page.tokens[place]
        if token.form in wanted and (place not in page.hidden or at in page.hidden):
            before = page.tokens[place - 1]
            return place if before.pos in _NOMINAL or before.pos == "PRON" or before.form in _OPENERS else None
    return None


def _antecedent(page: Page, at: int, floor: int) -> tuple[int, int] | None:
    before = at
    if before - 1 >= floor and page.tokens[before - 1].form == ",":
        before -= 1
    return noun_phrase_ending(page, before, floor)


def _of_infinitive(page: Page, at: int, floor: int, depth: int) -> tuple[int, int] | None:
    """The subject of "to support" is that of the verb that governs it, unless that verb makes its object act."""
    governor = _finite_before(page, at, floor)
    if governor is None:
        return None
    known = lexicon()
    beside = governor == at - 1
    form = page.tokens[governor].form
    if form in known.object_control if beside else form not in known.purpose:
        return None
    return subject_before(page, group_start(page, governor, floor), floor, depth + 1)


def _of_coordinated(page: Page, at: int, floor: int, depth: int) -> tuple[int, int] | None:
    """In "X welcomed the plan but rejected the date" the second verb has the first one's subject."""
    governor = _finite_before(page, at, floor)
    if governor is None:
        return None
    return subject_before(page, group_start(page, governor, floor), floor, depth + 1)


def _finite_before(page: Page, at: int, floor: int) -> int | None:
    seen = at in page.hidden
    for place in range(at - 1, floor, -1):
        token = page.tokens[place]
        if place in page.hidden and not seen:
            continue
        if token.pos in ("VERB", "AUX") and not token.form.endswith("ing") and page.tokens[place - 1].form != "to":
            return place
    return None


def group_start(page: Page, head: int, floor: int) -> int:
    """Where the verb group of this verb begins: its helping verbs, negation and adverbs."""
    known, tokens = lexicon(), page.tokens
    at = first = head
    while at - 1 >= floor:
        before = tokens[at - 1]
        if before.form in known.auxiliaries or before.form in ("not", "n't", "never") or before.pos == "AUX":
            at -= 1
            first = at
        elif (before.pos in ("ADV", "PART") and before.form != "to") or before.form in known.words["adverbs"]:
            at -= 1
        else:
            break
    return first


def noun_phrase_ending(page: Page, last: int, floor: int) -> tuple[int, int] | None:
    """The longest noun phrase whose last token is ``last - 1``, coordinated ones joined."""
    tokens = page.tokens
    at, first = last - 1, last
    seen = last - 1 in page.hidden
    while at >= floor and last - at <= _LONGEST_PHRASE and (at in page.hidden) == seen:
        token = tokens[at]
        if token.pos in _IN_PHRASE or token.possessive:
            first = at
        elif not _joins(page, at, floor, last):
            break
        at -= 1
    first = _without_lead(page, first, last, floor)
    while last > first and tokens[last - 1].pos in ("ADP", "CCONJ", "PUNCT"):
        last -= 1
    if first >= last or not any(t.pos in _NOMINAL or t.pos == "PRON" for t in tokens[first:last]):
        return None
    return first, last


def _joins(page: Page, at: int, floor: int, last: int) -> bool:
    """Whether a token that is no noun may stand inside a noun phrase."""
    token, words = page.tokens[at], lexicon().words
    if at - 1 < floor or at + 1 >= last:
        return False
    before, after = page.tokens[at - 1], page.tokens[at + 1]
    if token.pos == "ADP" and token.form in _INNER_PREPOSITIONS:
        return before.pos in _NOMINAL or before.pos == "PRON"
    adverb = token.pos == "ADV" and token.form not in words["subordinators"]
    if token.form in ("and", "or", "nor", "&") or (adverb and after.pos in ("ADJ", "DET", "NUM")):
        return before.pos in _IN_PHRASE or before.form in (",", '"', "”") or token.pos == "ADV"
    if token.form == ",":
        return before.pos in _NOMINAL and _list_goes_on(page, at, last)
    if token.pos == "PUNCT":
        return token.form in ".'’\"“”" and before.pos in _NOMINAL and after.pos in _NOMINAL
    return (token.pos == "PART" and token.form in ("'s", "'")) or token.form in words["possessives"]


def _list_goes_on(page: Page, at: int, last: int) -> bool:
    """Whether a comma separates members of a list that "and" closes: "France, Germany and Poland"."""
    following = page.tokens[at + 1 : last]
    return following[0].form in ("and", "or") or any(
        t.form in ("and", "or") and all(u.pos in _IN_PHRASE or u.form == "," for u in following[:place])
        for place, t in enumerate(following)
    )


def _without_lead(page: Page, first: int, last: int, floor: int) -> int:
    """Drop "In Paris on Friday" before "Macron": a phrase does not begin with a preposition or a plain date."""
    tokens = page.tokens
    if first >= last:
        return first
    span = page.span_of(first, last)
    if first > floor and tokens[first - 1].pos == "ADP" and tokens[first - 1].form != "by":
        for entity in page.entities_in(span):
            inside = page.token_range(entity.span)
            if entity.kind is EntityKind.PERSON and inside[1] == last and tokens[inside[0] - 1].pos == "NOUN":
                return inside[0]  # "On the other side Smith backed it"
    for entity in page.entities_in(span):
        inside = page.token_range(entity.span)
        if entity.kind is EntityKind.DATE and inside[1] < last and tokens[inside[1]].pos in _IN_PHRASE:
            begins = tokens[inside[1]].pos in ("PROPN", "DET", "PRON")
            if begins and not tokens[inside[1] - 1].possessive and tokens[inside[1]].begin - entity.span.end <= 2:
                first = max(first, inside[1])
    while first < last and tokens[first].pos in ("ADP", "CCONJ", "PUNCT"):
        first += 1
    if last - first > 1 and tokens[first].form in lexicon().words["relatives"] | {"what"}:
        first += 1
    return first


def clause_end(page: Page, start: int, ceiling: int) -> int:
    """Where the complement that begins at ``start`` ends: at a stop, or where another clause begins."""
    tokens, known = page.tokens, lexicon()
    quotation = page.quotation_at(tokens[start].begin) if start < ceiling else None
    for at in range(start, ceiling):
        token = tokens[at]
        if quotation is not None and token.begin >= quotation.inner.end:
            return at
        if at == start:
            continue
        if token.form in (";", ":") or (token.form in "—–―" and _spaced(page, token)):
            return at
        if token.form in ".!?" and (at + 1 == ceiling or tokens[at + 1].form in "\"”»’'."):
            return at
        if token.form == "," and at + 1 < ceiling and _new_clause(page, at + 1, ceiling):
            return at
        if token.form in ("but", "while", "whereas", "although", "though") and token.pos in ("CCONJ", "SCONJ"):
            return at
        if token.form == "and" and _verb_follows(page, at + 1, ceiling, known.speech_forms | known.attitude_forms):
            return at
    return ceiling


def _spaced(page: Page, token: Token) -> bool:
    after = page.text[token.end : token.end + 1]
    return bool(after) and (token.form == "—" or after.isspace() or page.text[token.begin - 1].isspace())


def _new_clause(page: Page, at: int, ceiling: int) -> bool:
    token, words = page.tokens[at], lexicon().words
    if token.form in ("but", "while", "whereas", "although", "though", "which", "who", "whose", "with", "however"):
        return True
    if token.form in ("and", "so", "yet", "nor"):
        return _subject_and_verb(page, at + 1, ceiling)
    if token.form.endswith("ing") and token.pos == "VERB":
        return True
    if token.form in lexicon().plain_forms or token.form in words["relatives"]:
        return True
    return _subject_and_verb(page, at, ceiling)


def _subject_and_verb(page: Page, at: int, ceiling: int) -> bool:
    """Whether a subject with its verb begins here: a short noun phrase, then a verb."""
    for place in range(at, min(at + 6, ceiling)):
        token = page.tokens[place]
        if token.pos in ("VERB", "AUX") and place > at and not token.form.endswith("ing"):
            return True
        if token.pos not in _IN_PHRASE and token.pos != "ADV":
            return False
    return False


def _verb_follows(page: Page, at: int, ceiling: int, verbs: frozenset[str]) -> bool:
    """Whether a verb group of its own begins after "and": the same subject does something else."""
    for token in page.tokens[at : min(at + 3, ceiling)]:
        if token.pos == "ADV" or (token.pos == "AUX" and token.form not in ("be", "been")):
            continue
        return token.pos == "VERB" and token.form in verbs and token.form.endswith(("ed", "s", "d"))
    return False
