import pytest

from onrecord.networks import derive, stands
from onrecord.types import Codebook, ConditionKind, Option, Stance, Voice
from tests.networks.hand import condition, limit, position

ISSUE = "Crossing the sound"
BOOK = Codebook(
    (
        Option("bridge", ISSUE, "A bridge over the sound"),
        Option("rail", ISSUE, "A railway bridge", parent="bridge"),
        Option("freight", ISSUE, "A bridge for freight trains", parent="rail"),
        Option("egg", ISSUE, "An egg", parent="hen"),
        Option("hen", ISSUE, "A hen", parent="egg"),
        Option("orphan", ISSUE, "A part of nothing", parent="gone"),
    ),
    "v1",
)


@pytest.mark.parametrize("stance", [Stance.SUPPORTS, Stance.OPEN])
def test_a_yes_on_a_part_is_open_on_the_parent_limited_to_the_part(stance: Stance) -> None:
    part = position("varga", stance, "2031-02-01", option="rail", condition=limit("by night"))
    kept, followed = derive([part], BOOK)
    assert kept is part
    assert (followed.option, followed.stance, followed.derived) == ("bridge", Stance.OPEN, True)
    assert followed.condition is not None
    assert (followed.condition.kind, followed.condition.text) == (ConditionKind.LIMIT, "A railway bridge")
    assert followed.id != part.id
    assert (followed.evidence, followed.date, followed.actor) == (part.evidence, part.date, "varga")
    assert (followed.provenance.method, followed.provenance.score) == ("part-of", 0.8)


@pytest.mark.parametrize("stance", [Stance.UNDECIDED, Stance.RELUCTANT, Stance.OPPOSES])
def test_anything_else_on_a_part_says_nothing_about_the_parent(stance: Stance) -> None:
    part = position("varga", stance, option="rail")
    assert derive([part], BOOK) == (part,)


def test_a_part_of_a_part_reaches_all_above() -> None:
    assert [p.option for p in derive([position("varga", Stance.OPEN, option="freight")], BOOK)] == [
        *("freight", "rail", "bridge")
    ]


def test_a_derived_position_never_outvotes_a_coded_one() -> None:
    coded = position("varga", Stance.OPPOSES, "2031-02-01")
    part = position("varga", Stance.SUPPORTS, "2031-03-01", option="rail")
    by_option = {stand.option: stand.stance for stand in stands(derive([coded, part], BOOK))}
    assert by_option == {"bridge": Stance.OPPOSES, "rail": Stance.SUPPORTS}


def test_deriving_twice_changes_nothing() -> None:
    once = derive([position("varga", Stance.SUPPORTS, option="freight")], BOOK)
    assert derive(once, BOOK) == once


@pytest.mark.parametrize(("option", "reached"), [("egg", ["hen"]), ("orphan", []), ("unknown", [])])
def test_odd_codebooks_end(option: str, reached: list[str]) -> None:
    every = derive([position("varga", Stance.SUPPORTS, option=option)], BOOK)
    assert [p.option for p in every[1:]] == reached


RIVALS = Codebook(
    (
        Option("bridge", ISSUE, "A bridge over the sound", opposed=("tunnel",)),
        Option("tunnel", ISSUE, "A tunnel under the sound"),
        Option("ferry", ISSUE, "More ferries"),
        Option("rail", ISSUE, "A railway bridge", parent="bridge"),
    ),
    "v1",
)


@pytest.mark.parametrize(("wanted", "excluded"), [("bridge", "tunnel"), ("tunnel", "bridge")])
def test_who_wants_an_option_is_reluctant_on_what_it_excludes(wanted: str, excluded: str) -> None:
    said = position("varga", Stance.SUPPORTS, "2031-02-01", option=wanted)
    kept, followed = derive([said], RIVALS)
    assert kept is said
    assert (followed.option, followed.stance, followed.derived) == (excluded, Stance.RELUCTANT, True)
    assert (followed.condition, followed.evidence, followed.provenance.method) == (None, said.evidence, "opposed-to")


def test_anything_less_than_a_plain_yes_says_nothing_about_what_is_excluded() -> None:
    for stance in set(Stance) - {Stance.SUPPORTS}:
        assert len(derive([position("varga", stance)], RIVALS)) == 1
    for held in (limit("only for lorries"), condition("if the city pays")):
        assert len(derive([position("varga", Stance.SUPPORTS, condition=held)], RIVALS)) == 1


def test_a_part_of_an_option_says_nothing_about_what_that_option_excludes() -> None:
    every = derive([position("varga", Stance.SUPPORTS, option="rail")], RIVALS)
    assert [p.option for p in every] == ["rail", "bridge"]


def test_own_words_on_the_excluded_option_stand() -> None:
    coded = position("varga", Stance.OPEN, "2031-01-01", option="tunnel", voice=Voice.REPORTED)
    every = derive([coded, position("varga", Stance.SUPPORTS, "2031-02-01")], RIVALS)
    assert {stand.option: stand.stance for stand in stands(every)}["tunnel"] is Stance.OPEN
