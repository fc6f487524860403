import pytest

from onrecord.networks import Level, counts_for, lift, stands
from onrecord.types import Actor, ActorKind, Span, Stance
from tests.networks.hand import ACTORS, position


def lifted(actor: str, level: Level) -> list[str]:
    return [p.actor for p in lift([position(actor, Stance.OPEN)], ACTORS, level)]


@pytest.mark.parametrize(
    ("actor", "organisation", "party", "state"),
    [
        ("varga", "norland", "varga", "norland"),
        ("clerk", "works", "clerk", "norland"),
        ("works", "works", "works", "norland"),
        ("green-one", "greens", "greens", "green-one"),
        ("greens", "greens", "greens", "greens"),
        ("rival", "rival", "rival", "rival"),
        ("norland", "norland", "norland", "norland"),
        ("many", "many", "many", "many"),
        ("unknown", "unknown", "unknown", "unknown"),
    ],
)
def test_who_counts_for_whom(actor: str, organisation: str, party: str, state: str) -> None:
    assert lifted(actor, Level.ORGANISATION) == [organisation]
    assert lifted(actor, Level.PARTY) == [party]
    assert lifted(actor, Level.STATE) == [state]


@pytest.mark.parametrize("level", [Level.CODED, Level.PERSON])
def test_below_the_bodies_nothing_moves(level: Level) -> None:
    coded = (position("varga", Stance.OPEN), position("islands", Stance.OPPOSES))
    assert lift(coded, ACTORS, level) == coded


def test_a_person_keeps_id_and_evidence_of_the_position() -> None:
    coded = position("varga", Stance.OPEN)
    (moved,) = lift([coded], ACTORS, Level.STATE)
    assert (moved.id, moved.evidence, moved.derived) == (coded.id, coded.evidence, False)


def test_a_group_with_known_members_becomes_its_members_marked() -> None:
    coded = position("islands", Stance.OPEN)
    every = lift([coded], ACTORS, Level.STATE)
    assert [(p.actor, p.derived, p.provenance.method) for p in every] == [
        ("kolm", True, "member-of"),
        ("terra", True, "member-of"),
    ]
    assert len({p.id for p in every}) == 2
    assert lifted("islands", Level.ORGANISATION) == ["islands"]


def test_members_that_are_persons_count_for_their_states() -> None:
    assert lifted("premiers", Level.STATE) == ["norland", "sudmark"]


def test_a_group_whose_members_are_coded_beside_it_stays() -> None:
    group = position("islands", Stance.OPEN, evidence=Span(0, 50))
    named = [position(actor, Stance.OPEN, evidence=Span(10, 20)) for actor in ("kolm", "terra")]
    assert [p.actor for p in lift([group, *named], ACTORS, Level.STATE)] == ["islands", "kolm", "terra"]
    elsewhere = [position(actor, Stance.OPEN, evidence=Span(60, 70)) for actor in ("kolm", "terra")]
    assert [p.actor for p in lift([group, *elsewhere], ACTORS, Level.STATE)][:2] == ["kolm", "terra"]


def test_a_member_that_speaks_for_itself_is_not_outvoted_by_its_group() -> None:
    own = position("kolm", Stance.OPPOSES, "2031-02-01")
    group = position("islands", Stance.SUPPORTS, "2031-03-01")
    held = {stand.actor: stand.stance for stand in stands(lift([own, group], ACTORS, Level.STATE))}
    assert held == {"kolm": Stance.OPPOSES, "terra": Stance.SUPPORTS}


def test_of_a_group_only_the_members_that_are_not_named_beside_it_follow() -> None:
    group = position("premiers", Stance.OPEN, evidence=Span(0, 50))
    named = position("varga", Stance.OPEN, evidence=Span(10, 20))
    every = lift([group, named], ACTORS, Level.STATE)
    assert [(p.actor, p.derived) for p in every] == [("sudmark", True), ("norland", False)]


def test_groups_within_a_group_are_expanded_too_and_circles_end() -> None:
    nested = {
        **ACTORS,
        "coast": Actor("coast", "the coast", ActorKind.GROUP, members=("islands", "belmont", "coast", "kolm")),
    }
    every = lift([position("coast", Stance.OPEN)], nested, Level.STATE)
    assert [p.actor for p in every] == ["kolm", "terra", "sudmark"]


@pytest.mark.parametrize(("level", "body"), [(Level.STATE, "norland"), (Level.ORGANISATION, "works")])
def test_for_whom_an_actor_counts(level: Level, body: str) -> None:
    assert counts_for("clerk", ACTORS, level) == body
    assert counts_for("clerk", ACTORS, Level.CODED) == counts_for("clerk", ACTORS, Level.PERSON) == "clerk"
    assert counts_for("stranger", ACTORS, level) == "stranger"
