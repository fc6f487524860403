"""Copies of an article found as it comes into a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.types import Article

if TYPE_CHECKING:
    from onrecord.record import Record

# Articles signed in one transaction, where a record has some without: a killed run loses a second.
_BATCH = 100


def put(record: Record, article: Article) -> None:
    """Find the copies of an article that the record has, and the story that it is of; once more changes nothing.

    Call it in the transaction that writes the article. The record is to be in step with the rules: see ``refresh``.
    """
    from onrecord.origins.duplicates import Copying
    from onrecord.record.stories import Stories

    stories = Stories(record)
    if stories.is_signed(article.id):
        stories.settle(article.id)
        return
    new = Copying(article.text)
    copies = {other: share for other, text in stories.near(new.signature).items() if (share := new.shared(text))}
    stories.save(article.id, new.signature, copies)


def refresh(record: Record) -> int:
    """Find the copies of all articles for which nobody has yet, or by other rules; how many there were."""
    from onrecord.origins.duplicates import rules
    from onrecord.record.stories import Stories

    stories = Stories(record)
    if stories.rules() != rules():
        stories.begin(rules())
    signed = 0
    while some := stories.unsigned(_BATCH):
        with record.transaction():
            for article in some:
                put(record, article)
        signed += len(some)
    return signed
