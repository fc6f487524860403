from onrecord.networks import shifts
from onrecord.types import Position, Provenance, ReportedShift, Scope, Span, Stance, Tense, Voice
from tests.networks.hand import interval, position


def told(identifier: str, actor: str = "varga", **more: object) -> ReportedShift:
    values = {"option": "bridge", "before": None, "after": Stance.OPEN, "date": None, **more}
    return ReportedShift(
        id=identifier,
        article="a1",
        actor=actor,
        evidence=Span(0, 9),
        text="is turning",
        provenance=Provenance("hand", "1"),
        **values,  # type: ignore[arg-type]
    )


def changes(*positions: Position) -> list[tuple[str | None, str | None]]:
    return [(s.before and s.before.value, s.after and s.after.value) for s in shifts(positions)]


def test_a_stand_that_changes_between_dates() -> None:
    before, after = position("varga", Stance.RELUCTANT, "2031-01-22"), position("varga", Stance.SUPPORTS, "2031-04-22")
    (shift,) = shifts([after, before])
    assert (shift.actor, shift.option, shift.scope) == ("varga", "bridge", Scope.GENERAL)
    assert (shift.before, shift.after) == (Stance.RELUCTANT, Stance.SUPPORTS)
    assert (shift.positions, shift.reported, shift.date) == ((before.id, after.id), False, interval("2031-04-22"))


def test_there_and_back_is_two_shifts() -> None:
    days = ("2031-01-14", "2031-02-19", "2031-05-06")
    steps = (Stance.OPPOSES, Stance.OPEN, Stance.OPPOSES)
    assert changes(*(position("varga", s, d) for s, d in zip(steps, days, strict=True))) == [
        ("opposes", "open"),
        ("open", "opposes"),
    ]


def test_the_same_again_is_no_shift() -> None:
    assert changes(position("varga", Stance.OPEN, "2031-01-14"), position("varga", Stance.OPEN, "2031-02-14")) == []


def test_what_does_not_decide_the_stand_makes_no_shift() -> None:
    own = position("varga", Stance.OPEN, "2031-01-14")
    rumour = position("varga", Stance.OPPOSES, "2031-02-14", voice=Voice.REPORTED)
    same_day = position("varga", Stance.UNDECIDED, "2031-01-14")
    assert changes(own, rumour, same_day) == []


def test_undated_derived_and_other_scopes_make_no_shift() -> None:
    held = position("varga", Stance.OPEN, "2031-01-14")
    assert changes(held, position("varga", Stance.OPPOSES)) == []
    assert changes(held, position("varga", Stance.OPPOSES, "2031-02-14", derived=True)) == []
    assert changes(held, position("varga", Stance.OPPOSES, "2031-02-14", scope=Scope.OWN)) == []
    assert changes(held, position("reuel", Stance.OPPOSES, "2031-02-14")) == []


def test_dates_that_overlap_prove_no_order() -> None:
    day = position("varga", Stance.OPPOSES, "2031-02-12")
    month = position("varga", Stance.OPEN, "2031-02-01/2031-02-28")
    assert changes(day, month) == []
    later = position("varga", Stance.OPEN, "2031-03-03")
    (shift,) = shifts([day, month, later])
    assert shift.positions == (day.id, later.id)


def test_a_reported_shift_needs_no_dates() -> None:
    (shift,) = shifts([], [told("r1")])
    assert (shift.before, shift.after, shift.scope) == (None, Stance.OPEN, None)
    assert (shift.positions, shift.reported, shift.date) == (("r1",), True, None)


def test_one_change_told_by_several_articles_is_one() -> None:
    (shift,) = shifts(
        [], [told("r1", date=interval("2031-02-03")), told("r2", date=interval("2031-02-01")), told("r3")]
    )
    assert (shift.positions, shift.date) == (("r2", "r1", "r3"), interval("2031-02-01"))
    assert len(shifts([], [told("r1"), told("r2", after=Stance.OPPOSES), told("r3", actor="reuel")])) == 3


def test_former_against_now_is_a_reported_shift() -> None:
    former, now = position("varga", Stance.SUPPORTS, tense=Tense.FORMER), position("varga", Stance.OPPOSES)
    (shift,) = shifts([former, now])
    assert (shift.before, shift.after, shift.reported) == (Stance.SUPPORTS, Stance.OPPOSES, True)
    assert shift.positions == (former.id, now.id)
    assert shifts([former]) == ()
    assert shifts([former, position("varga", Stance.SUPPORTS)]) == ()
    assert [s.positions for s in shifts([former, now], [told("r1")])] == [("r1",)]


def test_a_former_position_that_repeats_a_dated_change_makes_no_second_shift() -> None:
    before, after = position("varga", Stance.SUPPORTS, "2031-01-01"), position("varga", Stance.OPEN, "2031-02-01")
    former = position("varga", Stance.SUPPORTS, "2031-02-01", tense=Tense.FORMER)
    assert [s.positions for s in shifts([before, after, former])] == [(before.id, after.id)]


def test_changes_come_in_the_order_of_days() -> None:
    late = [position("reuel", Stance.OPEN, "2031-03-01"), position("reuel", Stance.OPPOSES, "2031-04-01")]
    early = [position("varga", Stance.OPEN, "2031-01-01"), position("varga", Stance.OPPOSES, "2031-02-01")]
    assert [s.actor for s in shifts([*late, *early])] == ["varga", "reuel"]
