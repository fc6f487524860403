import pytest

from onrecord.errors import OnrecordError
from onrecord.networks import Columns, Mode, NetworkOptions, Unit, Weight, Windows, network, networks
from onrecord.networks.insight import Method, coalitions, coalitions_over_time, grouping, methods_agree
from tests.networks.insight.camps import ASKED, alone, apart, debate, nobody, plain, undecided
from tests.networks.rows import columns, row


@pytest.mark.parametrize("method", Method)
def test_two_camps_are_two_coalitions(method: Method) -> None:
    found = coalitions(network(plain("abc", "de"), ASKED), method)
    assert [[member.id for member in one.members] for one in found.coalitions] == [["a", "b", "c"], ["d", "e"]]
    assert found.of == {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}
    assert found.alone == ()
    assert found.by == method
    assert found.modularity == pytest.approx(0.375)
    assert all(member.hold == 1 and member.outside == 0 for one in found.coalitions for member in one.members)


def test_who_wavers_is_at_the_edge() -> None:
    rows = [row(actor, option, "supports") for actor in "abc" for option in "wxyz"]
    rows += [row(actor, option, "opposes") for actor in "def" for option in "wxyz"]
    rows += [row("m", "w", "supports"), row("m", "x", "supports"), row("m", "y", "opposes")]
    found = coalitions(network(columns(*rows), ASKED))
    first = next(one for one in found.coalitions if "m" in {member.id for member in one.members})
    assert first.members[-1].id == "m"
    assert first.edge == ("m",) or first.members[-1].hold <= 0.5
    assert "m" not in first.core
    assert set(first.core) == {"a", "b", "c"}


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("made", [nobody(), alone(), undecided(), apart()])
def test_where_nobody_agrees_there_is_none(method: Method, made: Columns) -> None:
    found = coalitions(network(made, ASKED), method)
    assert found.coalitions == ()
    assert found.modularity is None
    assert len(found.alone) in (0, 1, 3)


def test_all_agree_is_one_coalition() -> None:
    found = coalitions(network(plain("abcd"), ASKED))
    assert len(found.coalitions) == 1
    assert found.modularity == pytest.approx(0.0)


def test_conflict_counts_in_subtract() -> None:
    asked = NetworkOptions(mode=Mode.ACTORS, weight=Weight.SUBTRACT)
    found = coalitions(network(debate(6, 12), asked))
    assert {tuple(sorted(name for name, number in found.of.items() if number == one)) for one in (1, 2)} == {
        tuple(f"a{number:02}" for number in range(6)),
        tuple(f"a{number:02}" for number in range(6, 12)),
    }


def test_two_modes_are_refused() -> None:
    with pytest.raises(OnrecordError, match="mode actors"):
        coalitions(network(plain("ab"), NetworkOptions()))


def test_methods_that_agree() -> None:
    found = methods_agree(network(plain("abc", "de"), ASKED))
    assert [one.by for one in found.found] == list(Method)
    assert len(found.pairs) == 3
    assert all((rand, shared) == pytest.approx((1, 1)) for _, _, rand, shared in found.pairs)
    assert found.consensus.of == {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}
    assert found.together[0].tolist() == [1, 1, 1, 0, 0]
    assert methods_agree(network(nobody(), ASKED)).consensus.coalitions == ()


def test_a_method_that_can_not_be_asked_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "_MOST_STEPS", 1)
    found = methods_agree(network(plain("abc", "de"), ASKED))
    assert len(found.found) == 2
    assert "small networks" in found.left_out[0]


def test_a_coalition_that_goes_on_keeps_its_number() -> None:
    months = {"01": ("abcd", "efg"), "02": ("abch", "efgd"), "03": ("", ""), "04": ("xyz", "efgd")}
    rows = []
    for month, sides in months.items():
        for side, stance in zip(sides, ("supports", "opposes"), strict=True):
            rows += [row(actor, "x", stance, f"2031-{month}-10") for actor in side]
    asked = NetworkOptions(mode=Mode.ACTORS, weight=Weight.CONGRUENCE, windows=Windows(unit=Unit.MONTHS))
    found = coalitions_over_time(networks(columns(*rows), asked))
    assert [one.period.first.month for one in found if one.period] == [1, 2, 3, 4]
    assert found[0].of == {"a": 1, "b": 1, "c": 1, "d": 1, "e": 2, "f": 2, "g": 2}
    assert found[1].of == {"a": 1, "b": 1, "c": 1, "h": 1, "d": 2, "e": 2, "f": 2, "g": 2}
    assert found[2].of == {}
    assert found[3].of == {"x": 3, "y": 3, "z": 3, "d": 2, "e": 2, "f": 2, "g": 2}
    assert coalitions_over_time([]) == ()
