"""What waits for a reviewer, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from onrecord.record import Record, Verdict
from onrecord.record.reviews import Reviews
from onrecord.record.values import QueueFilter, QueueItem
from onrecord.types import Coding, DateInterval, Position, Provenance, Scope, Stance, StatementKind, Tense, Voice

from . import samples
from .test_store import fill

SURE = Provenance("rule", "1", 0.95)


def claim(identifier: str, article: int = 1, **changed: object) -> Position:
    sure = replace(
        samples.coding(article).positions[1], id=identifier, provenance=SURE, scope=Scope.GENERAL, voice=Voice.OWN
    )
    return replace(sure, **changed)  # type: ignore[arg-type]


def coded(record: Record, *positions: Position, suggested: Sequence[Position] = ()) -> Reviews:
    record.save_codebook(samples.codebook())
    for number in (1, 2):
        fill(record, number)
        article = f"a{number}"
        here = tuple(one for one in positions if one.article == article)
        maybe = tuple(one for one in suggested if one.article == article)
        record.save_coding("c1", "k1", Coding(article, here, suggestions=maybe))
    return Reviews(record)


def ids(items: Sequence[QueueItem]) -> list[str]:
    return [item.id for item in items]


def reasons(reviews: Reviews) -> dict[str, str]:
    return {item.id: "; ".join(item.reasons) for item in reviews.queue()}


def test_what_is_disputed_comes_before_what_is_unsure_before_what_decides(record: Record) -> None:
    sides = claim("for", stance=Stance.SUPPORTS), claim("against", 2, stance=Stance.OPPOSES)
    unsure = claim("unsure", option="toll", provenance=replace(SURE, score=0.4))
    lesser = claim("lesser", option="toll", voice=Voice.REPORTED), claim("only", 2, option="toll", actor="orla")
    reviews = coded(record, *sides, unsure, *lesser, suggested=[claim("maybe", option="toll", actor="council")])
    found = ids(reviews.queue())
    assert set(found[:2]) == {"for", "against"}
    assert found[2:] == ["unsure", "maybe", "only", "lesser"]
    told = reasons(reviews)
    assert "both sides" in told["for"]
    assert told["unsure"] == "the machine is unsure (0.40); it decides where the actor stands"
    assert "not sure enough for the map" in told["maybe"]
    assert told["only"] == "it is all there is of this actor on this option"
    assert told["lesser"] == "nobody has looked at it"


def test_the_deciding_one_is_that_of_the_stand(record: Record) -> None:
    late = DateInterval(date(2031, 6, 1), date(2031, 6, 1))
    reviews = coded(
        record,
        claim("early"),
        claim("late", 2, date=late),
        claim("former", 2, tense=Tense.FORMER, date=late, stance=Stance.OPPOSES),
        claim("derived", 2, derived=True, date=late),
    )
    told = reasons(reviews)
    assert "decides" in told.pop("late")
    assert set(told.values()) == {"nobody has looked at it"}, "a former position is on no side of today's"


def test_what_is_judged_leaves_until_somebody_differs(record: Record) -> None:
    reviews = coded(record, claim("one"), claim("two", 2))
    (first, second) = reviews.queue()
    done = reviews.judge(first.claim, Verdict.RIGHT, "kim", of=first.id, expected=first.version)
    assert ids(reviews.queue()) == [second.id]
    reviews.judge(first.claim, Verdict.WRONG, "bo", of=first.id, expected=done.version)
    (disputed, _) = reviews.queue()
    assert disputed.id == first.id
    assert disputed.reasons[0] == "two reviewers differ"
    reviews.undo("bo")
    assert ids(reviews.queue()) == [second.id]
    reviews.undo("kim")
    assert ids(reviews.queue()) == [first.id, second.id]
    reviews.judge(first.claim, Verdict.UNSURE, "kim", of=first.id)
    assert "a reviewer was unsure" in reviews.queue()[0].reasons
    assert reviews.queue_size() == 2


def test_what_the_machine_now_says_otherwise_comes_back(record: Record) -> None:
    reviews = coded(record, claim("one"))
    reviews.judge(claim("one"), Verdict.RIGHT, "kim", of="one")
    assert reviews.queue() == ()
    record.save_coding("c1", "k2", Coding("a1", (claim("anew", stance=Stance.OPPOSES),)))
    (item,) = reviews.queue()
    assert (item.id, item.version, item.claim.stance) == ("one", 1, Stance.OPEN)
    assert item.reasons[0] == "the machine now says another thing than was judged"
    record.save_coding("c1", "k3", Coding("a1"))
    assert reviews.queue()[0].reasons[0] == "the machine no longer finds what was judged"


def test_what_is_left_of_a_cell_is_weighed_anew(record: Record) -> None:
    reviews = coded(record, claim("for", stance=Stance.SUPPORTS), claim("against", 2, stance=Stance.OPPOSES))
    assert all("both sides" in one for one in reasons(reviews).values())
    reviews.judge(claim("against", 2, stance=Stance.OPPOSES), Verdict.WRONG, "kim", of="against")
    assert reasons(reviews) == {"for": "it is all there is of this actor on this option"}
    record.save_coding("c1", "k2", Coding("a1"))
    assert reviews.queue() == ()


def test_actors_that_are_one_share_a_cell(record: Record) -> None:
    reviews = coded(record, claim("for", stance=Stance.SUPPORTS), claim("against", actor="orla", stance=Stance.OPPOSES))
    assert not any("both sides" in one for one in reasons(reviews).values())
    record.save_changes((), {("orla", ""): "rivermouth"}, ())
    assert all("both sides" in one for one in reasons(reviews).values())
    assert set(ids(reviews.queue(QueueFilter(actor="rivermouth")))) == {"for", "against"}
    assert reviews.queue(QueueFilter(actor="orla")) == ()


def test_pages_go_on_where_the_one_before_ended(record: Record) -> None:
    many = [claim(f"p{number:02}", provenance=replace(SURE, score=0.3 + number % 3 / 10)) for number in range(25)]
    reviews = coded(record, *many)
    whole = ids(reviews.queue())
    assert len(whole) == 25
    found: list[str] = []
    after = None
    while page := reviews.queue(after=after, limit=4):
        found += ids(page)
        after = page[-1].cursor
    assert found == whole
    before = reviews.queue(limit=4)
    reviews.judge(before[-1].claim, Verdict.RIGHT, "kim", of=before[-1].id)
    assert ids(reviews.queue(after=before[-1].cursor, limit=2)) == whole[4:6], "also where that one is judged by now"


@pytest.mark.parametrize("cursor", ["", "~", "x~y", "-1~p", "1" * 30 + "~p", "²~p"])
def test_a_cursor_that_is_none_is_refused(record: Record, cursor: str) -> None:
    with pytest.raises(ValueError, match="no cursor"):
        Reviews(record).queue(after=cursor)


def test_filters(record: Record) -> None:
    day = DateInterval(date(2031, 5, 4), date(2031, 5, 6))
    reviews = coded(
        record,
        claim("dated", date=day, statement="a1-s2"),
        claim("other", 2, option="toll", actor="orla", stance=Stance.OPPOSES, statement="a2-s1"),
        suggested=[claim("maybe", 2, stance=Stance.UNDECIDED, provenance=replace(SURE, score=0.3))],
    )

    def found(**wanted: object) -> set[str]:
        return set(ids(reviews.queue(QueueFilter(**wanted))))  # type: ignore[arg-type]

    assert found() == {"dated", "other", "maybe"}
    assert found(option="toll") == found(actor="orla") == found(stance=Stance.OPPOSES) == {"other"}
    assert found(article="a1") == found(since=date(2031, 5, 6)) == found(until=date(2031, 5, 4)) == {"dated"}
    assert found(since=date(2031, 5, 7)) == found(until=date(2031, 5, 3)) == set()
    assert found(kind=StatementKind.DIRECT) == {"dated"}
    assert found(kind=StatementKind.ATTITUDE) == {"other"}
    assert found(suggested=True) == {"maybe"}
    assert found(at_least=0.9) == found(suggested=False) == {"dated", "other"}
    assert found(reason="suggested") == {"maybe"}
    assert found(reason="only") == {"dated", "other"}
    assert found(reason="on") == found(reason="%") == set()
    reviews.judge(reviews.queue(QueueFilter(article="a1"))[0].claim, Verdict.UNSURE, "kim", of="dated")
    assert found(judged=True) == {"dated"}
    assert found(judged=False) == {"other", "maybe"}
    assert found(outlet="The Ferry") == found()
    assert found(outlet="'; DROP TABLE queue; --") == set()


def test_only_the_current_codebook_waits(record: Record) -> None:
    reviews = coded(record, claim("one"))
    assert ids(reviews.queue()) == ["one"]
    record.save_codebook(samples.codebook("c2"))
    assert reviews.queue() == ()
    record.save_codebook(samples.codebook("c1"))
    assert ids(reviews.queue()) == ["one"]
