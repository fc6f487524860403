"""Fit the weights of both coders: ``python -m training.merging.train --data DIR --passages FILE… --out FILE``.

A multinomial logistic regression over ``onrecord.positions.merging.NAMES``, on passages and articles that neither the
encoder was trained on nor the figure is taken from; five folds say what it is worth.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from benchmarks.coded import load
from onrecord.positions.merging import NAMES, Weights, decided, features, weigh
from onrecord.reading import Pairs, Reader, Vectors
from onrecord.types import STANCE_COLUMNS
from training.merging.rows import Means, Row, demo_cases, of_articles, of_passages
from training.pairs.articles import weighed

# What a row of an article counts beside one of a passage: articles are what is read in the end, and are fewer.
WEIGHT = {"articles": 4.0, "demo": 4.0, "invented": 2.0}
# The strength against which the weights are kept small (inverse, as scikit-learn has it).
STRENGTH = 1.0


def fit(rows: Sequence[Row], least: tuple[float, float, float]) -> Weights:
    """Weights for the rows; a stance that never occurs keeps weights of nothing and a low start."""
    matrix = np.stack([features(row.evidence) for row in rows])
    target = np.array([STANCE_COLUMNS.index(row.stance) for row in rows])
    counts = np.array([WEIGHT.get(row.corpus, 1.0) for row in rows])
    model = LogisticRegression(C=STRENGTH, max_iter=2000, fit_intercept=False)
    model.fit(matrix, target, sample_weight=counts)
    table = np.zeros((len(STANCE_COLUMNS), matrix.shape[1]))
    table[:, 0] = -20.0
    for place, column in enumerate(model.classes_):
        table[column] = model.coef_[place]
    return Weights(tuple(tuple(round(float(v), 4) for v in row) for row in table), *least)


def figures(pairs: Sequence[tuple[Row, Weights]]) -> str:
    """Precision and recall of a side by threshold, row by row."""
    lines = []
    found = [(row, *decided(weigh(row.evidence, weights))) for row, weights in pairs]
    wanted = sum(row.stance is not None for row, _, _ in found)
    for least in (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7):
        taken = [(row, stance) for row, stance, chance in found if chance >= least]
        right = sum(row.stance is not None and row.stance.side == stance.side for row, stance in taken)
        exact = sum(row.stance is stance for row, stance in taken)
        lines.append(
            f"{least}: precision {100 * right / max(1, len(taken)):.1f} recall {100 * right / max(1, wanted):.1f}"
            f" step {100 * exact / max(1, right):.1f} taken {len(taken)}"
        )
    return "\n".join(lines)


def main() -> None:
    """Collect, fit, say what it is worth, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--passages", type=Path, nargs="+", required=True)
    parser.add_argument("--weights", type=Path, help="a folder of weights other than the shipped one")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--accept", type=float, default=0.3)
    parser.add_argument("--alone", type=float, default=0.5)
    parser.add_argument("--suggest", type=float, default=0.1)
    given = parser.parse_args()
    least = (given.accept, given.alone, given.suggest)
    means = Means(Reader.load(), Vectors.load(), Pairs.load(folder=given.weights))
    rows = [row for path in given.passages for row in of_passages(path, means)]
    rows += of_articles(load(given.data, "dev"), means)
    rows += of_articles(demo_cases(), means, "demo")
    rows += of_articles(weighed(), means, "invented")
    print(Counter((row.corpus, str(row.stance)) for row in rows))
    folds: list[tuple[Row, Weights]] = []
    for learn, test in KFold(5, shuffle=True, random_state=7).split(np.arange(len(rows))):
        made = fit([rows[i] for i in learn], least)
        folds += [(rows[i], made) for i in test]
    for corpus in sorted({row.corpus for row in rows}):
        print(corpus, figures([pair for pair in folds if pair[0].corpus == corpus]), sep="\n")
    made = fit(rows, least)
    table = {
        "names": list(NAMES),
        "rows": made.rows,
        "accept": made.accept,
        "alone": made.alone,
        "suggest": made.suggest,
    }
    given.out.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
