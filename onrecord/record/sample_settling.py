"""How what an item of a sample comes to enters the shared record, in place of what stands there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.record.matching import overlap
from onrecord.record.reviews import Reviews
from onrecord.record.sample_rows import belongs
from onrecord.record.sample_values import SampleItem, Unit
from onrecord.record.values import ClaimView, State, Verdict
from onrecord.types import Position

if TYPE_CHECKING:
    from onrecord.record.store import Record

# From this share of common words on, a passage that a person marked is the one that the machine found: two people
# who mark the same clause differ by a word or two at its ends.
_SAME_PASSAGE = 0.5


def settle_item(
    record: Record, sample: int, item: SampleItem, unit: Unit, claims: Sequence[Position], *, by: str
) -> None:
    """Let the record hold these positions of an item and no others; in a transaction of the caller."""
    reviews = Reviews(record)
    held = [view for view in reviews.of_article(item.article) if _stands(view) and _is_of(view, item, unit)]
    for claim in claims:
        view = _counterpart(claim, held, alone=unit is Unit.POSITION)
        if view is None:
            reviews.settle(sample, claim, Verdict.CORRECTED, by)
            continue
        held.remove(view)
        if _same(claim, view.claim):
            reviews.settle(sample, view.claim, Verdict.RIGHT, by, of=view.id)
        else:
            kept = replace(claim, context=claim.context or view.claim.context, date=view.claim.date or claim.date)
            kept = replace(kept, statement=view.claim.statement or claim.statement)
            reviews.settle(sample, kept, Verdict.CORRECTED, by, of=view.id)
    for view in held:
        if not view.suggested:  # what was only suggested stands in no count, and goes on waiting for a reviewer
            reviews.settle(sample, view.claim, Verdict.WRONG, by, of=view.id)


def _stands(view: ClaimView) -> bool:
    return view.state is not State.REJECTED


def _is_of(view: ClaimView, item: SampleItem, unit: Unit) -> bool:
    if unit is Unit.POSITION and (view.id == item.target or any(one.id == item.target for one in view.machine)):
        return True
    return belongs(view.claim, item, unit)


def _counterpart(claim: Position, held: Sequence[ClaimView], *, alone: bool) -> ClaimView | None:
    """What stands in the record for the same: the same actor and option on the same words, best the same stance."""

    def fit(view: ClaimView) -> tuple[bool, bool, float]:
        other = view.claim
        same = (other.stance == claim.stance, not view.suggested)
        return *same, overlap((claim.evidence,), (other.evidence,))

    found = [
        view
        for view in held
        if (view.claim.option, view.claim.actor) == (claim.option, claim.actor)
        and view.claim.evidence.overlaps(claim.evidence)
    ]
    if not found and alone:  # the one position that the item is about, however much of it was wrong
        found = list(held)
    return max(found, key=fit, default=None)


def _same(claim: Position, held: Position) -> bool:
    said = ("option", "actor", "stance", "scope")
    same = all(getattr(claim, name) == getattr(held, name) for name in said)
    return same and overlap((claim.evidence,), (held.evidence,)) >= _SAME_PASSAGE
