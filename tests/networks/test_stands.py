from dataclasses import replace

from onrecord.networks import stands
from onrecord.types import Position, Provenance, Scope, Stance, Tense, Voice
from tests.networks.hand import interval, position


def only(*positions: Position) -> tuple[Stance, tuple[str, ...]]:
    (stand,) = stands(positions)
    return stand.stance, stand.positions


def test_own_words_come_before_attributed_before_reported() -> None:
    reported = position("varga", Stance.OPPOSES, "2031-03-03", voice=Voice.REPORTED)
    attributed = position("varga", Stance.RELUCTANT, "2031-03-02", voice=Voice.ATTRIBUTED, by="belmont")
    own = position("varga", Stance.OPEN, "2031-03-01")
    assert only(reported, attributed, own) == (Stance.OPEN, (own.id, attributed.id, reported.id))
    assert only(reported, attributed) == (Stance.RELUCTANT, (attributed.id, reported.id))


def test_the_latest_decides_within_a_voice_whatever_the_order() -> None:
    old, new = position("varga", Stance.SUPPORTS, "2031-02-01"), position("varga", Stance.OPEN, "2031-02-02")
    assert only(old, new) == only(new, old) == (Stance.OPEN, (new.id, old.id))


def test_the_more_extreme_decides_within_a_day() -> None:
    day = "2031-02-01"
    half, whole, none = (position("varga", s, day) for s in (Stance.RELUCTANT, Stance.OPPOSES, Stance.UNDECIDED))
    assert only(half, whole, none) == (Stance.OPPOSES, (whole.id, half.id, none.id))
    assert only(whole, none, half)[0] is Stance.OPPOSES


def test_of_equals_the_surer_decides_then_the_one_that_stands_later_whatever_the_order() -> None:
    first, second = position("varga", Stance.OPPOSES), position("varga", Stance.SUPPORTS)
    assert only(first, second) == only(second, first) == (Stance.SUPPORTS, (second.id, first.id))
    sure = replace(first, provenance=Provenance("hand", "1", 0.9))
    assert only(sure, second) == only(second, sure) == (Stance.OPPOSES, (first.id, second.id))


def test_former_positions_do_not_count() -> None:
    former = position("varga", Stance.SUPPORTS, "2031-02-02", tense=Tense.FORMER)
    assert stands([former]) == ()
    now = position("varga", Stance.OPPOSES, "2031-02-01")
    assert only(now, former) == (Stance.OPPOSES, (now.id,))


def test_scopes_options_and_actors_stand_apart() -> None:
    kept = [
        position("varga", Stance.RELUCTANT, scope=Scope.OWN),
        position("varga", Stance.OPEN),
        position("varga", Stance.OPPOSES, option="ferry"),
        position("reuel", Stance.OPPOSES),
    ]
    assert [(s.actor, s.option, s.scope, s.stance) for s in stands(kept)] == [
        ("varga", "bridge", Scope.OWN, Stance.RELUCTANT),
        ("varga", "bridge", Scope.GENERAL, Stance.OPEN),
        ("varga", "ferry", Scope.GENERAL, Stance.OPPOSES),
        ("reuel", "bridge", Scope.GENERAL, Stance.OPPOSES),
    ]


def test_undated_positions_are_older_than_dated_ones() -> None:
    undated, dated = position("varga", Stance.SUPPORTS), position("varga", Stance.RELUCTANT, "2031-02-01")
    (stand,) = stands([dated, undated])
    assert (stand.stance, stand.date) == (Stance.RELUCTANT, interval("2031-02-01"))


def test_derived_positions_never_outvote_coded_ones() -> None:
    derived = position("varga", Stance.OPEN, "2031-05-01", derived=True)
    coded = position("varga", Stance.OPPOSES, voice=Voice.REPORTED)
    assert only(derived, coded) == (Stance.OPPOSES, (coded.id, derived.id))
    assert only(derived)[0] is Stance.OPEN


def test_nothing_gives_nothing() -> None:
    assert stands([]) == ()
