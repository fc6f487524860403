"""Error propagation: what the network could be, given how often each stage of the coding errs."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files

import numpy as np

from onrecord.errors import OnrecordError
from onrecord.networks.asking import NOTHING, Known, NetworkOptions
from onrecord.networks.columns import Columns
from onrecord.networks.insight.partitions import Labels
from onrecord.networks.insight.resampling import of_one_network
from onrecord.networks.insight.settled import Settled
from onrecord.networks.insight.stability import AS_USUAL, Draws, Trust, steadiness


@dataclass(frozen=True, slots=True, kw_only=True)
class Errors:
    """How often the coding errs, as shares of what it finds; ``recall`` as the share of what a careful reader finds.

    What is neither right, nor of the wrong side, nor of the wrong actor is not there at all.
    """

    precision: float = 1.0
    recall: float = 1.0
    wrong_side: float = 0.0
    wrong_actor: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what can not be shares."""
        shares = (self.precision, self.recall, self.wrong_side, self.wrong_actor)
        if min(shares) < 0 or max(shares) > 1 or self.recall == 0:
            raise OnrecordError("Shares of errors lie between 0 and 1, and the recall above 0.")
        if self.precision + self.wrong_side + self.wrong_actor > 1 + 1e-9:
            raise OnrecordError("What is right, of the wrong side and of the wrong actor can not be more than all.")

    def by_stage(self) -> dict[str, Errors]:
        """Each kind of error alone, and all together: what is missed, what is not there, wrong sides, wrong actors."""
        right = 1 - self.precision - self.wrong_side - self.wrong_actor
        return {
            "missed": Errors(recall=self.recall),
            "not there": Errors(precision=1 - max(right, 0.0)),
            "wrong side": Errors(precision=1 - self.wrong_side, wrong_side=self.wrong_side),
            "wrong actor": Errors(precision=1 - self.wrong_actor, wrong_actor=self.wrong_actor),
            "all": self,
        }


def measured() -> Errors:
    """The errors of the shipped coder, from ``errors.toml``, where the commands stand that measure them."""
    table = tomllib.loads(files(__package__).joinpath("errors.toml").read_text(encoding="utf-8"))
    positions = table["positions"]
    return Errors(
        precision=positions["precision"],
        recall=positions["recall"],
        wrong_side=positions["wrong_side"],
        wrong_actor=table["actors"]["wrong_actor"],
    )


def propagated(
    columns: Columns,
    asked: NetworkOptions,
    known: Known = NOTHING,
    *,
    errors: Errors | None = None,
    draws: Draws = AS_USUAL,
) -> Trust:
    """How far ties and coalitions could differ if the coding had not erred as often as it is known to.

    Every draw takes away positions that are not there, turns those of the wrong side, gives those of the wrong actor
    to another actor of the same article (or of any), and adds the missed ones: of an actor by how much that actor
    says; on an option that it is known to speak of, with the stance that it has there, or on another one, which is as
    likely as pairs of actor and option that were met but once are frequent (Good 1953), with a stance from that
    option. What a reviewer has settled stays. The errors of ``errors.toml`` are taken where none are given. Raises
    MissingExtra.
    """
    base = of_one_network(columns, asked, known)
    made = _drawn(base, errors or measured(), draws)
    unreviewed = int((~base.columns.reviewed).sum())
    return steadiness(base, made, draws, drawn="measured errors", units=unreviewed)


def _drawn(base: Settled, errors: Errors, draws: Draws) -> Iterator[Columns]:
    if len(base.columns) == 0:
        return
    bounds = np.cumsum([errors.precision, errors.wrong_side, errors.wrong_actor])
    random = np.random.default_rng(draws.seed)
    for _ in range(draws.rounds):
        yield _erred(base.columns, bounds, errors, random)


def _erred(columns: Columns, bounds: Labels, errors: Errors, random: np.random.Generator) -> Columns:
    kind = np.searchsorted(bounds, random.random(len(columns)), side="right")
    kind[columns.reviewed] = 0
    turned, moved = kind == 1, kind == 2
    actor = columns.actor.copy()
    actor[moved] = _others(columns, np.flatnonzero(moved), random)
    stance = np.where(turned, -columns.stance, columns.stance).astype(np.float32)
    stay = np.flatnonzero(kind < len(bounds))
    kept = replace(columns, actor=actor, stance=stance).where(stay)
    # What is missed stands to what is found right as 1 - recall to recall; for what reviewers settled nothing is
    # missed.
    right = errors.precision * float((~columns.reviewed).sum())
    return _with_missed(kept, int(random.poisson(right * (1 - errors.recall) / errors.recall)), random)


def _others(columns: Columns, rows: Labels, random: np.random.Generator) -> Labels:
    """For each row another actor: one who is in the same article, or, where there is none, any by how much they say."""
    found = []
    everybody = columns.actor
    for row in rows.tolist():
        own = columns.actor[row]
        beside = columns.actor[(columns.article == columns.article[row]) & (everybody != own)]
        choices = beside if len(beside) else everybody[everybody != own]
        found.append(int(choices[random.integers(len(choices))]) if len(choices) else int(own))
    return np.array(found, dtype=np.int64)


def _with_missed(kept: Columns, count: int, random: np.random.Generator) -> Columns:
    size = len(kept)
    if size == 0 or count == 0:
        return kept
    pairs = kept.actor.astype(np.int64) * max(len(kept.options), 1) + kept.option
    _, times = np.unique(pairs, return_counts=True)
    fresh = float((times == 1).sum()) / size
    who = random.integers(0, size, count)
    what = np.where(random.random(count) < fresh, random.integers(0, size, count), who)
    rows = np.concatenate([np.arange(size), who])
    option = np.concatenate([kept.option, kept.option[what]])
    stance = np.concatenate([kept.stance, kept.stance[what]])
    return replace(kept.where(rows), option=option, stance=stance)
