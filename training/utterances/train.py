"""Train the network that tells whether two sayings are one, measure it by cross-validation, and write it.

``python -m training.utterances.train --data DATA [--out onrecord/statements/sameness.json]`` takes some minutes.
Without ``--out`` it only measures. ``--ways`` measures logistic regression and boosted trees beside it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from onrecord.reading import Pairs, Vectors
from onrecord.reading.session import weights as shipped
from onrecord.statements.likeness import NAMES, RELEVANCE, Meanings, looks, relevant
from onrecord.statements.wordings import wording
from training.utterances.pairs import Pair, cases, crossed, months_apart, remarks, written

Floats = npt.NDArray[np.float64]
CASES = Path(__file__).parents[2] / "benchmarks" / "cases" / "utterances.jsonl"
# What a pair counts by where it comes from: remarks and crossed pairs are many, and are there in order that what two
# sayings share by chance is not taken for likeness.
COUNTS = {"written": 1.0, "remarks": 0.1, "months apart": 0.2, "crossed": 0.1}
REMARKS, APART, CROSSED = 300, 500, 100
UNITS, NETWORKS, EPOCHS, RATE, DECAY = 12, 5, 250, 1e-2, 0.1
PENALTY = 2e-3
FOLDS = 10

Fit = Callable[[Floats, Floats, Floats, int], Callable[[Floats], Floats]]


def fitted(x: Floats, y: Floats, count: Floats, seed: int) -> dict[str, list[list[float]] | list[float]]:
    """The mean of some networks, which is one wider network; the scaling of the input is folded into it."""
    mean, scale = x.mean(0), x.std(0)
    scale[scale < 1e-3] = 1.0
    inputs = torch.tensor((x - mean) / scale, dtype=torch.float32)
    truth, counts = torch.tensor(y, dtype=torch.float32), torch.tensor(count, dtype=torch.float32)
    hidden, bias, out, last = [], [], [], 0.0
    for number in range(NETWORKS):
        torch.manual_seed(seed * 100 + number)
        first, second = torch.nn.Linear(x.shape[1], UNITS), torch.nn.Linear(UNITS, 1)
        parts = [*first.parameters(), *second.parameters()]
        optimizer = torch.optim.AdamW(parts, lr=RATE, weight_decay=DECAY)
        for _ in range(EPOCHS):
            optimizer.zero_grad()
            raw = second(torch.relu(first(inputs)))[:, 0]
            loss = torch.nn.functional.binary_cross_entropy_with_logits(raw, truth, weight=counts)
            penalty = sum((part**2).sum() for part in parts if part.dim() > 1)
            cost: Any = loss + PENALTY * penalty
            cost.backward()
            optimizer.step()
        matrix = first.weight.detach().double().numpy().T / scale[:, None]
        hidden.append(matrix)
        bias.append(first.bias.detach().double().numpy() - mean @ matrix)
        out.append(second.weight.detach().double().numpy()[0] / NETWORKS)
        last += float(second.bias.detach()) / NETWORKS
    return {
        "hidden": [short(row) for row in np.hstack(hidden).tolist()],
        "hidden_bias": short(np.concatenate(bias).tolist()),
        "out": short([*np.concatenate(out).tolist(), last]),
    }


def by_network(x: Floats, y: Floats, count: Floats, seed: int) -> Callable[[Floats], Floats]:
    """The network as a way to be measured."""
    from onrecord.statements.affinity import network

    trained = network(fitted(x, y, count, seed))
    return lambda rows: np.array(trained(rows.tolist()))


def by_regression(x: Floats, y: Floats, count: Floats, seed: int) -> Callable[[Floats], Floats]:
    """Logistic regression."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.5, max_iter=3000))
    model.fit(x, y, logisticregression__sample_weight=count)
    return lambda rows: np.asarray(model.predict_proba(rows)[:, 1])


def by_trees(x: Floats, y: Floats, count: Floats, seed: int) -> Callable[[Floats], Floats]:
    """Boosted trees."""
    from sklearn.ensemble import GradientBoostingClassifier

    model = GradientBoostingClassifier(
        n_estimators=150, max_depth=3, subsample=0.7, learning_rate=0.06, max_features=0.4, random_state=seed
    )
    model.fit(x, y, sample_weight=count)
    return lambda rows: np.asarray(model.predict_proba(rows)[:, 1])


def crossvalidated(x: Floats, y: Floats, count: Floats, tested: npt.NDArray[np.bool_], fit: Fit, seed: int) -> Floats:
    """The chance of each pair by a model that has not seen it; the folds are drawn among ``tested`` and the others."""
    out = np.zeros(len(y))
    drawn = np.random.default_rng(seed)
    fold = np.zeros(len(y), dtype=int)
    for part in (tested & (y > 0), tested & (y == 0), ~tested):
        places = np.flatnonzero(part)
        fold[drawn.permutation(places)] = np.arange(len(places)) % FOLDS
    for number in range(FOLDS):
        held = fold == number
        out[held] = fit(x[~held], y[~held], count[~held], seed)(x[held])
    return out


def f1(y: Floats, chance: Floats, least: float) -> tuple[float, float, float]:
    """F1, precision and recall of the pairs that are one."""
    said = chance >= least
    right = float((said & (y > 0)).sum())
    precision, recall = right / max(1, said.sum()), right / max(1, (y > 0).sum())
    return 2 * precision * recall / max(1e-9, precision + recall), precision, recall


def told(pairs: list[Pair], y: Floats, chances: list[Floats], label: str) -> None:
    """Print the figures of one way: means over the seeds."""
    kinds = np.array([pair.kind for pair in pairs])
    tested = np.array([pair.kind not in COUNTS for pair in pairs])
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        figures = np.mean([f1(y[tested], chance[tested], least) for chance in chances], axis=0) * 100
        joined = {
            kind: np.mean([(chance[kinds == kind] >= least).mean() for chance in chances]) * 100
            for kind in ("remarks", "months apart")
        }
        wrong = ", ".join(f"{kind} {share:.1f} %" for kind, share in joined.items())
        print(f"{label} from {least}: F1 {figures[0]:.1f} (P {figures[1]:.1f}, R {figures[2]:.1f}); joined {wrong}")
    mean = np.mean(chances, axis=0) >= 0.5
    print(
        "  right at 0.5: "
        + ", ".join(f"{k} {((mean == (y > 0))[kinds == k]).mean():.2f}" for k in dict.fromkeys(kinds))
    )


def short(numbers: list[float]) -> list[float]:
    """Five digits keep the third decimal of a chance."""
    return [float(f"{number:.5g}") for number in numbers]


def main() -> None:
    """Read the command line, measure, train, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds polnear/train")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--ways", action="store_true", help="measure other ways as well")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--measured", type=int, default=3, metavar="N", help="how often to cross-validate")
    given = parser.parse_args()
    torch.set_num_threads(1)
    tested = cases(given.cases, "dev")
    pairs = [*tested, *written(), *remarks(given.data / "polnear" / "train", REMARKS, given.seed)]
    pairs += months_apart(given.data / "polnear" / "train", APART, given.seed)
    pairs += crossed(tested, CROSSED, given.seed)
    meanings, scorer = Meanings(Vectors.load(1)), Pairs.load(1)
    worded = [(wording(pair.a), wording(pair.b), pair.days) for pair in pairs]
    x = np.array([[*looks(a, b, days, meanings), *relevant(a, b, scorer)] for a, b, days in worded])
    y = np.array([float(pair.same) for pair in pairs])
    count = np.array([COUNTS.get(pair.kind, 1.0) for pair in pairs])
    is_tested = np.array([pair.kind not in COUNTS for pair in pairs])
    widths = {"scored": len(NAMES) + len(RELEVANCE), "plain": len(NAMES)}
    ways: dict[str, Fit] = {"network": by_network}
    if given.ways:
        ways |= {"regression": by_regression, "trees": by_trees}
    for way, fit in ways.items():
        for name, width in widths.items():
            chances = [
                crossvalidated(x[:, :width], y, count, is_tested, fit, seed) for seed in range(1, given.measured + 1)
            ]
            told(pairs, y, chances, f"{way}, {name}")
    if given.out is None:
        return
    table: dict[str, object] = {
        "provenance": {
            "command": "python -m training.utterances.train",
            "pairs": {kind: sum(pair.kind == kind for pair in pairs) for kind in COUNTS} | {"development": len(tested)},
            "weights": shipped(None).version,
            "seed": given.seed,
        },
        "typical": short(np.average(x, axis=0, weights=count).tolist()),
    }
    for name, width in widths.items():
        table[name] = fitted(x[:, :width], y, count, given.seed)
    flat = json.dumps(table).replace("], [", "],\n [").replace('": {', '": {\n ').replace('}, "', '},\n"')
    given.out.write_text(flat + "\n", encoding="utf-8")
    print(f"{given.out}: {len(flat)} letters")


if __name__ == "__main__":
    main()
