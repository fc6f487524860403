import math
from dataclasses import replace
from datetime import date
from itertools import product

import numpy as np
import pytest

from onrecord.errors import OnrecordError
from onrecord.networks.asking import (
    Choice,
    Duplicates,
    Kernel,
    Known,
    Mode,
    NetworkOptions,
    Normalise,
    Qualifier,
    Unit,
    Weight,
    Windows,
)
from onrecord.networks.building import network, networks
from onrecord.networks.columns import Columns
from onrecord.networks.lift import Level
from onrecord.networks.network import Network
from onrecord.types import Stance
from tests.networks.hand import ACTORS
from tests.networks.plain import Matrix, by_the_book
from tests.networks.rows import DEBATE, columns, row, said

COLUMNS = Columns.of(DEBATE)


def every_question() -> list[dict[str, str]]:
    """All that can be asked: modes, weights, qualifiers, divisors and duplicate rules that go together."""
    two = product([Mode.TWO], ["ignore", "combine", "subtract"], ["no", "activity", "prominence"])
    one = product([Mode.ACTORS, Mode.OPTIONS], Weight, ["no", "average", "jaccard", "cosine"])
    names = ("mode", "weight", "normalise", "qualifier", "duplicates")
    questions = [
        dict(zip(names, (*map(str, some), str(qualifier), str(rule)), strict=True))
        for some in [*two, *one]
        for qualifier, rule in product(Qualifier, Duplicates)
    ]
    return [q for q in questions if q["qualifier"] != "none" or q["weight"] == "ignore"]


def asked(question: dict[str, str]) -> NetworkOptions:
    return NetworkOptions(
        mode=Mode(question["mode"]),
        weight=Weight(question["weight"]),
        normalise=Normalise(question["normalise"]),
        qualifier=Qualifier(question["qualifier"]),
        duplicates=Duplicates(question["duplicates"]),
    )


def cells(made: Network) -> Matrix:
    matrix = made.matrix
    return {
        (one.id, other.id): float(matrix[i, j])
        for (i, one), (j, other) in product(enumerate(made.rows), enumerate(made.columns))
    }


def name(question: dict[str, str]) -> str:
    return "-".join(question.values())


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("qualifier", list(Qualifier))
def test_every_network_is_the_plain_one_cell_by_cell(mode: Mode, qualifier: Qualifier) -> None:
    there = said(DEBATE)
    for question in every_question():
        if (question["mode"], question["qualifier"]) == (mode, qualifier):
            made, expected = cells(network(COLUMNS, asked(question))), by_the_book(there, question)
            assert made == pytest.approx(expected, abs=1e-12), question


def test_these_are_all_that_can_be_asked() -> None:
    assert len(every_question()) == len(Duplicates) * (4 * (3 * 3 + 2 * 5 * 4) + 1 * (3 + 2 * 4))


def test_a_hand_counted_network() -> None:
    found = columns(
        row("norland", "bridge", Stance.SUPPORTS, "2031-01-01"),
        row("norland", "bridge", Stance.OPEN, "2031-01-02"),
        row("sudmark", "bridge", Stance.SUPPORTS, "2031-01-03"),
        row("sudmark", "bridge", Stance.OPPOSES, "2031-01-04"),
        row("kolm", "bridge", Stance.UNDECIDED, "2031-01-05"),
    )
    made = network(found, NetworkOptions(mode=Mode.ACTORS, weight=Weight.SUBTRACT, qualifier=Qualifier.INTEGER))
    # norland and sudmark: 1 + 0 for the supports, 3/4 + 1/4 for the open one, less 0 + 1 and 1/4 + 3/4
    assert cells(made)["norland", "sudmark"] == (1 + 0 + 0.75 + 0.25) - (0 + 1 + 0.25 + 0.75)
    assert cells(made)["kolm", "norland"] == (0.5 + 0.75) - (0.5 + 0.25)
    assert [node.id for node in made.rows] == ["kolm", "norland", "sudmark"]


def test_each_edge_names_the_positions_behind_it() -> None:
    rows = [
        row("norland", "bridge", Stance.SUPPORTS, id="p1"),
        row("norland", "bridge", Stance.OPPOSES, id="p2"),
        row("norland", "levy", Stance.OPPOSES, id="p3"),
        row("sudmark", "bridge", Stance.OPEN, id="p4"),
        row("sudmark", "ferry", Stance.OPPOSES, id="p5"),
    ]
    asked_of = {
        weight: network(Columns.of(rows), NetworkOptions(mode=Mode.ACTORS, weight=weight))
        for weight in (Weight.CONGRUENCE, Weight.CONFLICT, Weight.COMBINE)
    }
    assert asked_of[Weight.CONGRUENCE].positions("sudmark", "norland") == ("p1", "p4")
    assert asked_of[Weight.CONFLICT].positions("norland", "sudmark") == ("p2", "p4")
    assert [edge.positions for edge in asked_of[Weight.COMBINE].edges()] == [("p1", "p2", "p4")]
    two = network(Columns.of(rows))
    assert two.positions("norland", "bridge") == ("p1", "p2")
    assert two.positions("sudmark", "levy") == ()
    options = network(Columns.of(rows), NetworkOptions(mode=Mode.OPTIONS, weight=Weight.CONGRUENCE))
    assert options.positions("levy", "bridge") == ("p2", "p3")


@pytest.mark.parametrize("question", every_question()[::7], ids=name)
def test_the_positions_behind_an_edge_are_those_that_make_it(question: dict[str, str]) -> None:
    """Counted alone they give the same edge; without any one of them it changes (unless duplicates step in)."""
    made = network(COLUMNS, asked(question))
    by_id = {one.id: one for one in DEBATE}
    plain = {**question, "normalise": "no"}
    weights = cells(network(COLUMNS, asked(plain)))
    for edge in made.edges():
        alone = by_the_book(said([by_id[key] for key in edge.positions]), plain)
        assert alone[edge.source, edge.target] == pytest.approx(weights[edge.source, edge.target])


def test_isolates_keep_those_whom_nothing_counted_speaks_of() -> None:
    strict = NetworkOptions(qualifier=Qualifier.STRICT)
    assert "clerk" not in [node.id for node in network(COLUMNS, strict).rows]
    kept = network(COLUMNS, NetworkOptions(qualifier=Qualifier.STRICT, isolates=True))
    assert [node.id for node in kept.rows] == sorted(COLUMNS.actors)
    assert kept.matrix[[node.id for node in kept.rows].index("clerk")].sum() == 0


def test_at_the_level_of_states_ministers_are_one() -> None:
    rows = [
        row("varga", "bridge", Stance.SUPPORTS, article="a1"),
        row("reuel", "bridge", Stance.SUPPORTS, article="a1"),
        row("rival", "bridge", Stance.OPPOSES, article="a1"),
    ]
    known = Known(ACTORS, {"bridge": "Building the bridge"})
    made = network(Columns.of(rows), NetworkOptions(level=Level.STATE, duplicates=Duplicates.DOCUMENT), known)
    assert [(node.name, node.kind) for node in made.rows] == [("Bo Lind", "person"), ("Norland", "state")]
    assert made.columns[0].name == "Building the bridge"
    assert cells(made) == {("rival", "bridge"): 1.0, ("norland", "bridge"): 1.0}


def test_windows_are_the_plain_networks_of_their_days() -> None:
    question = {"mode": "actors", "weight": "congruence", "qualifier": "boolean", "normalise": "average"}
    windows = Windows(unit=Unit.MONTHS, size=3, step=2)
    options = NetworkOptions(mode=Mode.ACTORS, weight=Weight.CONGRUENCE, normalise=Normalise.AVERAGE, windows=windows)
    made = list(networks(COLUMNS, options))
    assert [str(one.period.first) for one in made if one.period][:3] == ["2031-01-01", "2031-03-01", "2031-05-01"]
    counted = 0
    for one in made:
        assert one.period is not None
        within = [s for s in said(DEBATE) if s.day is not None and one.period.first <= s.day <= one.period.last]
        expected = by_the_book(within, {**question, "duplicates": "include"})
        assert cells(one) == pytest.approx(expected)
        counted += one.counted
    assert counted > 0


@pytest.mark.parametrize("kernel", list(Kernel))
@pytest.mark.parametrize(
    ("mode", "weight", "normalise"),
    [
        *product([Mode.TWO], [Weight.IGNORE, Weight.SUBTRACT], ["no", "activity", "prominence"]),
        *product([Mode.ACTORS], [Weight.IGNORE, Weight.CONGRUENCE, Weight.SUBTRACT], ["no", "average", "jaccard"]),
        *product([Mode.OPTIONS], [Weight.CONFLICT], ["no", "cosine"]),
    ],
)
def test_smoothed_windows_weigh_each_statement(kernel: Kernel, mode: Mode, weight: Weight, normalise: str) -> None:
    windows = Windows(unit=Unit.DAYS, size=60, step=100, kernel=kernel)
    question = {"mode": str(mode), "weight": str(weight), "qualifier": "integer", "normalise": normalise}
    options = asked({**question, "duplicates": "include"})
    made = list(networks(COLUMNS, replace(options, windows=windows)))
    assert len(made) > 4
    for one in made:
        assert one.middle is not None
        weighed = [
            replace(s, share=share)
            for s in said(DEBATE)
            if s.day is not None and (share := smoothed(kernel, (s.day - one.middle).days / 30)) > 0
        ]
        expected = by_the_book(weighed, {**question, "duplicates": "include"})
        assert cells(one) == pytest.approx(expected, abs=1e-12)


def smoothed(kernel: Kernel, u: float) -> float:
    if kernel is Kernel.GAUSSIAN:
        return math.exp(-(u**2) / 2) / math.sqrt(2 * math.pi)
    if abs(u) > 1:
        return 0.0
    return {Kernel.UNIFORM: 0.5, Kernel.TRIANGULAR: 1 - abs(u), Kernel.EPANECHNIKOV: 0.75 * (1 - u**2)}[kernel]


def test_uniform_smoothing_changes_no_normalised_network() -> None:
    """Half of everything, divided by half of everything."""
    windows = Windows(unit=Unit.YEARS, size=10, step=20, kernel=Kernel.UNIFORM)
    dated = Choice(since=date(2031, 1, 1))
    for normalise in (Normalise.AVERAGE, Normalise.JACCARD, Normalise.COSINE):
        plain = NetworkOptions(mode=Mode.ACTORS, weight=Weight.CONGRUENCE, normalise=normalise, choice=dated)
        (made,) = networks(COLUMNS, replace(plain, windows=windows))
        assert cells(made) == pytest.approx(cells(network(COLUMNS, plain)))


def test_an_option_that_is_called_like_an_actor_is_another_node() -> None:
    found = columns(row("norland", "norland", Stance.SUPPORTS, id="p1"))
    made = network(found)
    assert [node.id for node in made.nodes] == ["norland", "option:norland"]
    assert made.positions("norland", "option:norland") == ("p1",)


def test_windows_ask_for_networks() -> None:
    with pytest.raises(OnrecordError, match="networks"):
        network(COLUMNS, NetworkOptions(windows=Windows(unit=Unit.DAYS)))


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize(
    "rows",
    [
        [],
        [row("norland", "bridge", Stance.SUPPORTS)],
        [row("norland", "bridge", Stance.SUPPORTS), row("sudmark", "levy", Stance.OPPOSES)],
        [row("norland", "bridge", Stance.UNDECIDED), row("sudmark", "bridge", Stance.UNDECIDED)],
        [row("norland", "bridge", Stance.SUPPORTS, "9999-12-31"), row("sudmark", "bridge", Stance.OPEN, "0001-01-01")],
    ],
    ids=["nothing", "one actor", "no agreement", "all undecided", "the ends of the calendar"],
)
def test_little_or_odd_input_gives_small_networks(mode: Mode, rows: list[object]) -> None:
    weights = (Weight.IGNORE, Weight.SUBTRACT) if mode is Mode.TWO else tuple(Weight)
    for weight, duplicates in product(weights, Duplicates):
        made = network(Columns.of(rows), NetworkOptions(mode=mode, weight=weight, duplicates=duplicates))  # type: ignore[arg-type]
        assert np.isfinite(made.matrix).all()
        assert made.matrix.shape == (len(made.rows), len(made.columns))
        years = NetworkOptions(mode=mode, weight=weight, windows=Windows(unit=Unit.YEARS, step=2000))
        assert all(np.isfinite(one.matrix).all() for one in networks(Columns.of(rows), years))  # type: ignore[arg-type]


def test_somebody_with_too_few_positions_is_out() -> None:
    options = NetworkOptions(choice=Choice(minimum=4), duplicates=Duplicates.MONTH)
    assert [node.id for node in network(COLUMNS, options).rows] == ["ferryman", "teacher"]
