"""Reporting verbs that carry no tag: inside somebody's words ("he says that she asked …"), or missed by the reader."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.statements.attitudes import attribution_of, cue_end, named
from onrecord.statements.lexicon import CueClass, lexicon
from onrecord.statements.linking import Attribution
from onrecord.statements.page import Page
from onrecord.statements.phrases import clause_end, group_start, subject_before
from onrecord.statements.stretches import Stretch, tokens_of

_SCORE = 0.5
# Between "asked" and "to" stands whoever is asked: one phrase.
_ASKED_REACH = 6
_BE = frozenset(("be", "am", "is", "are", "was", "were", "been", "being"))


def reported(page: Page, known: Sequence[Attribution], ground: Sequence[Stretch]) -> list[Attribution]:
    """The statements of reporting verbs with a clause of their own and a subject before them."""
    taken = tokens_of(page, [span for attribution in known for span in attribution.cue])
    verbs = lexicon().speech_forms
    found: list[Attribution] = []
    for stretch in ground:
        for at in range(stretch.first + 1, stretch.last - 1):
            token = page.tokens[at]
            if token.form not in verbs or token.pos not in ("VERB", "AUX") or at in taken:
                continue
            made = _reported(page, at, stretch)
            if made is not None:
                made.method = "nested" if stretch.inside else "lexicon"
                found.append(made)
    return found


def _reported(page: Page, at: int, stretch: Stretch) -> Attribution | None:
    tokens, known = page.tokens, lexicon()
    start = group_start(page, at, stretch.floor)
    helpers = {token.form for token in tokens[start:at]}
    if tokens[at].form.endswith("ing") != bool(helpers & _BE):
        return None
    end = _speech_end(page, at, stretch.last)
    content = None if end is None else _clause(page, at, end, stretch)
    if end is None or content is None:
        return None
    subject = subject_before(page, start, stretch.floor)
    if subject is None or (stretch.inside and not named(page, page.span_of(*subject))):
        return None
    if tokens[at].form not in known.plain_forms | known.object_control and end == at + 1:
        return None
    made = attribution_of(page, subject, (start, end), content)
    if made is not None:
        made.score = _SCORE
    return made


def _speech_end(page: Page, at: int, ceiling: int) -> int | None:
    for cue in lexicon().cues.get(page.tokens[at].form, ()):
        if cue.kind is CueClass.SPEECH:
            end = cue_end(page, cue, at, ceiling)
            if end is not None:
                return end
    return None


def _clause(page: Page, at: int, end: int, stretch: Stretch) -> tuple[int, int] | None:
    """The words reported: a clause with "that" or "whether", or what somebody is asked to do."""
    tokens = page.tokens
    if end >= stretch.last:
        return None
    if tokens[end].form in ("that", "whether") and tokens[end].pos in ("SCONJ", "ADP", "PRON", "DET"):
        return end, clause_end(page, end, stretch.last)
    if tokens[at].form in lexicon().object_control and end == at + 1:
        for place in range(end, min(end + _ASKED_REACH, stretch.last)):
            if tokens[place].form == "to" and place > end:
                return end, clause_end(page, end, stretch.last)
            if tokens[place].pos not in ("PRON", "PROPN", "NOUN", "DET", "ADJ", "CCONJ", "NUM"):
                return None
    return None
