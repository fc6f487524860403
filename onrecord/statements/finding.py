"""The order of the work: tags made whole, linked, given speakers; then attitudes; then statements."""

from __future__ import annotations

from onrecord.statements.assembly import assembled
from onrecord.statements.attitudes import attitudes, decisions
from onrecord.statements.direct import complete
from onrecord.statements.linking import link
from onrecord.statements.page import Page
from onrecord.statements.speakers import give_holders
from onrecord.types import Article, Reading, Statement


def find_statements(article: Article, reading: Reading) -> tuple[Statement, ...]:
    """The statements and attitudes of an article, linked, by place; actors and utterances are left to later stages."""
    page = Page(article, reading)
    tags, added = complete(page, reading.tags)
    linked = link(page, tags)
    for attribution in linked:
        if any(span in added for span in attribution.content) or any(span in added for span in attribution.cue):
            attribution.method = "quotation"
    spoken = give_holders(page, linked)
    spoken = [a for a in spoken if a.content]
    spoken.extend(attitudes(page, spoken))
    spoken.extend(decisions(page, spoken))
    return assembled(page, spoken)
