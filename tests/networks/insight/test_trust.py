from dataclasses import replace

import numpy as np
import pytest

from onrecord.errors import OnrecordError
from onrecord.networks import Columns, Mode, NetworkOptions, Unit, Weight, Windows, network
from onrecord.networks.insight import Draws, Errors, Over, measured, propagated, trust, trust_sentence
from tests.networks.insight.camps import ASKED, alone, apart, debate, nobody, plain, undecided
from tests.networks.rows import columns, row


@pytest.mark.parametrize("over", Over)
def test_clear_camps_come_back(over: Over) -> None:
    found = trust(debate(8, 20), ASKED, over=over, draws=Draws(rounds=30))
    assert found.rounds == 30
    assert found.units == {"positions": 320, "articles": 60, "outlets": 7}[over]
    assert len(found.groups) == 2
    assert min(found.groups.values()) > 0.85
    assert (found.agreement or 0) > 0.8
    assert min(found.members.values()) > 0.7
    strong = found.edges[0]
    assert strong.low < strong.weight < strong.high
    assert strong.there == 1


def test_thin_debates_do_not() -> None:
    clear, thin = (trust(debate(8, said, seed=4), ASKED, draws=Draws(rounds=30)) for said in (20, 2))
    assert (thin.agreement or 0) < 0.6 < (clear.agreement or 0)


def test_the_same_seed_gives_the_same_bands() -> None:
    once, again, other = (trust(debate(4, 8), ASKED, draws=Draws(rounds=10, seed=seed)) for seed in (1, 1, 2))
    assert once == again
    assert once.edges != other.edges


def test_whole_articles_are_drawn_together() -> None:
    # two articles, each with one pair: a tie is there as often as its article is drawn, in 3 of 4 draws
    rows = [row(actor, pair, "supports", article=pair) for pair in ("ab", "cd") for actor in pair]
    found = trust(columns(*rows), NetworkOptions(mode=Mode.ACTORS, weight=Weight.CONGRUENCE), draws=Draws(rounds=400))
    assert [one.there for one in found.edges] == pytest.approx([0.75, 0.75], abs=0.08)
    assert {one.high for one in found.edges} == {4.0}  # drawn twice, each of the two says it twice


@pytest.mark.parametrize("made", [nobody(), undecided()])
def test_nothing_to_draw_from(made: Columns) -> None:
    for found in (trust(made, ASKED), propagated(made, ASKED)):
        assert found.rounds == 0
        assert found.edges == ()
        assert found.agreement is None


def test_one_article_is_not_enough() -> None:
    with pytest.raises(OnrecordError, match="one of articles only"):
        trust(alone(), ASKED)
    with pytest.raises(OnrecordError, match="mode actors"):
        trust(plain("ab"), NetworkOptions())
    with pytest.raises(OnrecordError, match="windows"):
        trust(plain("ab"), replace(ASKED, windows=Windows(unit=Unit.DAYS)))


def test_without_errors_nothing_changes() -> None:
    found = propagated(debate(4, 10), ASKED, errors=Errors(), draws=Draws(rounds=5))
    assert found.agreement == 1
    assert all(one.low == one.high == pytest.approx(one.weight) for one in found.edges)


def test_each_error_costs_something_and_all_cost_most() -> None:
    made = debate(8, 12)
    errors = Errors(precision=0.6, recall=0.5, wrong_side=0.2, wrong_actor=0.1)
    found = {
        name: propagated(made, ASKED, errors=one, draws=Draws(rounds=20)).agreement
        for name, one in errors.by_stage().items()
    }
    assert set(found) == {"missed", "not there", "wrong side", "wrong actor", "all"}
    assert all(value is not None and value <= 1 for value in found.values())
    assert found["all"] == min(value for value in found.values() if value is not None)


def test_what_is_drawn_has_the_measured_shares() -> None:
    from onrecord.networks.insight.erring import _erred

    made = columns(*[row("abcdef"[number % 6], f"o{number % 4}", "supports", article="x") for number in range(6000)])
    errors = Errors(precision=0.5, recall=0.4, wrong_side=0.2, wrong_actor=0.1)
    bounds = np.cumsum([errors.precision, errors.wrong_side, errors.wrong_actor])
    drawn = _erred(made, bounds, errors, np.random.default_rng(0))
    # found: 0.8 of 6000 stay; missed: 3000 right ones are 0.4 of all, so 4500 more
    assert len(drawn) == pytest.approx(4800 + 4500, rel=0.05)
    assert (drawn.stance < 0).mean() == pytest.approx(0.2 / 0.8, abs=0.03)


def test_what_reviewers_settled_stays() -> None:
    rows = [row(actor, option, "supports", state="accepted") for actor in "abc" for option in "xy"]
    found = propagated(columns(*rows), ASKED, errors=measured(), draws=Draws(rounds=10))
    assert found.units == 0
    assert all(one.low == one.high for one in found.edges)


def test_one_actor_alone_can_not_be_taken_for_another() -> None:
    found = propagated(plain("a"), ASKED, errors=Errors(precision=0.0, wrong_actor=1.0), draws=Draws(rounds=3))
    assert found.edges == ()


@pytest.mark.parametrize("shares", [{"precision": 1.2}, {"recall": 0.0}, {"precision": 0.8, "wrong_side": 0.3}])
def test_shares_that_can_not_be(shares: dict[str, float]) -> None:
    with pytest.raises(OnrecordError, match=r"more than all|between 0 and 1"):
        Errors(**shares)


def test_the_shipped_figures_are_shares_and_leave_room() -> None:
    errors = measured()
    assert 0 < errors.precision < 1
    assert 0 < errors.recall < 1
    assert errors.precision + errors.wrong_side + errors.wrong_actor < 1


def test_sentences() -> None:
    assert "no network" in trust_sentence(network(nobody(), ASKED))
    assert "One actor alone" in trust_sentence(network(alone(), ASKED))
    assert "1 position of 1 actor on 2031-01-01" in trust_sentence(network(alone(), ASKED))
    assert "No two of them meet" in trust_sentence(network(apart(), ASKED))
    assert "very few" in trust_sentence(network(plain("ab"), ASKED))
    many = debate(8, 20)
    assert "enough to see groups" in trust_sentence(network(many, ASKED))
    told = trust_sentence(network(many, ASKED), trust(many, ASKED, draws=Draws(rounds=10)), measured())
    assert "60 articles are drawn 10 times" in told
    assert "stable" in told
    assert "careful reader" in told
    thin = debate(8, 2, seed=4)
    assert "does not mean" in trust_sentence(network(thin, ASKED), trust(thin, ASKED, draws=Draws(rounds=10)))
    few = debate(8, 4, dissent=0.4, seed=5)
    assert "stable" not in trust_sentence(network(few, ASKED), trust(few, ASKED, draws=Draws(rounds=20)))
