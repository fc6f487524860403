"""What is learned from reviewers: a consistent rule helps on articles held back, noise is refused."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from onrecord.errors import OnrecordError
from onrecord.positions.merging import Evidence, Floats, settled, shipped
from onrecord.positions.refitting import Example
from onrecord.positions.tuning import LEAST_ARTICLES, LEAST_JUDGEMENTS, check_enough, tune
from onrecord.types import STANCE_COLUMNS, Stance, Voice

# By what is seen (the evidence, the machine's stance) to what the reviewer says is right.
Rule = Callable[[np.random.Generator, Evidence, Stance], Stance | None]


def reviewed(seed: int, rule: Rule, *, articles: int = 40, shown: int = 6) -> list[Example]:
    """Articles in which a reviewer judged all that the shipped weights would show."""
    chance = np.random.default_rng(seed)
    found: list[Example] = []
    for number in range(articles):
        judged = 0
        while judged < shown:
            right = STANCE_COLUMNS[chance.integers(6)]
            scores = chance.dirichlet(6 * (0.5 * chance.dirichlet([0.6] * 6) + 0.5 * _alone(right)) + 0.05)
            said = right if chance.random() < 0.5 else None
            evidence = Evidence(
                tuple(map(float, scores)),
                said,
                0.8 if said else 0.0,
                float(chance.uniform(0.2, 0.7)),
                list(Voice)[chance.integers(3)],
                bool(chance.integers(2)),
                float(chance.uniform()),
                bool(chance.integers(2)),
            )
            stance, _, standing = settled(evidence, shipped())
            if standing == "none":
                found.append(Example(f"a{number}", evidence, judged=False))
            else:
                judged += 1
                found.append(Example(f"a{number}", evidence, rule(chance, evidence, stance)))
    return found


def _alone(right: Stance | None) -> Floats:
    return np.asarray(np.eye(6)[STANCE_COLUMNS.index(right)])


def no_reported(chance: np.random.Generator, evidence: Evidence, stance: Stance) -> Stance | None:
    return None if evidence.voice is Voice.REPORTED else stance


def at_random(chance: np.random.Generator, evidence: Evidence, stance: Stance) -> Stance | None:
    return None if chance.random() < 0.5 else stance


def test_a_reviewer_with_a_rule_is_followed_on_articles_held_back() -> None:
    made = tune(reviewed(1, no_reported), shipped())
    assert made.helps
    assert made.tuned.f1.low > made.shipped.f1.high
    assert made.better > 10 * made.worse
    assert (made.judgements, made.articles, made.held_articles) == (240, 40, 13)
    assert made.held_judgements == 13 * 6
    reported = Evidence((0.9, 0.02, 0.02, 0.02, 0.02, 0.02), Stance.SUPPORTS, 0.8, 0.5, Voice.REPORTED, True)
    assert settled(reported, shipped())[2] == "accept"
    assert settled(reported, made.weights)[2] != "accept"


@pytest.mark.parametrize("seed", range(3))
def test_noise_is_refused(seed: int) -> None:
    assert not tune(reviewed(seed, at_random), shipped()).helps


def test_the_same_judgements_give_the_same() -> None:
    found = reviewed(2, no_reported, articles=14)
    assert tune(found, shipped()) == tune(found[::-1], shipped())


def test_what_was_added_and_never_asked_counts_against_both() -> None:
    found = reviewed(3, no_reported)
    missed = [Example(f"a{number}", None, Stance.OPEN) for number in range(40)]
    without, having = tune(found, shipped()), tune([*found, *missed], shipped())
    assert having.tuned.recall.value < without.tuned.recall.value
    assert having.shipped.recall.value < without.shipped.recall.value


def test_too_few_judgements_are_refused() -> None:
    check_enough(LEAST_JUDGEMENTS, LEAST_ARTICLES)
    with pytest.raises(OnrecordError, match="59 judged positions in 40 articles; at least 60"):
        check_enough(59, 40)
    with pytest.raises(OnrecordError, match="at least 60 in 12"):
        tune(reviewed(4, no_reported, articles=11, shown=10), shipped())


def test_a_reviewer_who_only_accepts_teaches_nothing() -> None:
    with pytest.raises(OnrecordError, match="were accepted: there is no difference"):
        tune(reviewed(5, lambda chance, evidence, stance: stance), shipped())


def test_no_threshold_goes_below_what_reviewers_were_shown() -> None:
    made = tune(reviewed(6, at_random), shipped()).weights
    assert shipped().suggest <= made.suggest <= made.accept <= made.alone
