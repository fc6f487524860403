"""The order of the work: tags made whole, linked, given speakers; then attitudes; then statements."""

from __future__ import annotations

from onrecord.statements.assembly import assembled
from onrecord.statements.attitudes import attitudes, decisions
from onrecord.statements.direct import complete
from onrecord.statements.linking import Attribution, link
from onrecord.statements.mending import mend
from onrecord.statements.page import Page
from onrecord.statements.reported import reported
from onrecord.statements.settling import settle
from onrecord.statements.speakers import give_holders
from onrecord.statements.stretches import stretches, tokens_of
from onrecord.types import Article, Reading, Statement

# A cue whose parts the third network of linking.json trusts less is left out where no quotation mark stands beside it.
# On the development articles of PolNeAR all from 0.3 to 0.7 gives an overlap F1 of 78.9 to 79.2 and an exact F1 of
# 57.6 to 57.9 (training/linking/README.md); of these the one that finds more sources, 84.3 in 100 against 83.0 for 0.6.
_LEAST_SCORE = 0.4


def find_statements(article: Article, reading: Reading) -> tuple[Statement, ...]:
    """The statements and attitudes of an article, linked, by place; actors and utterances are left to later stages."""
    page = Page(article, reading)
    tags, added = complete(page, reading.tags)
    linked = settle(page, link(page, tags), tags)
    for attribution in linked:
        if any(span in added for span in (*attribution.content, *attribution.cue)):
            attribution.method = "quotation"
    mend(page, linked)
    spoken = [a for a in give_holders(page, linked) if _holds(page, a)]
    ground = stretches(page, spoken)
    page.hidden = frozenset(tokens_of(page, [span for attribution in spoken for span in attribution.content]))
    spoken.extend(reported(page, spoken, ground))
    spoken.extend(attitudes(page, spoken, ground))
    spoken.extend(decisions(page, spoken, ground))
    return assembled(page, spoken)


def _holds(page: Page, attribution: Attribution) -> bool:
    """Whether enough is known: a content, and a cue, a source or quotation marks."""
    if not attribution.content:
        return False
    if page.quotation_at(attribution.content[0].begin) is not None:
        return True
    if attribution.method == "tagger" and attribution.cue and attribution.score < _LEAST_SCORE:
        return False
    return bool(attribution.cue or attribution.source)
