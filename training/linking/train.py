"""Train the three networks of the linking step on annotated articles, and write them as one small table.

``python -m training.linking.train --data DIR --out onrecord/statements/linking.json`` takes a few minutes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import torch

from benchmarks.brat import documents
from onrecord.reading.reader import Reader
from onrecord.statements.affinity import network
from onrecord.types import Article
from training.linking.pairs import Examples, gather, gather_statements

# One setting was tried; README.md has its figures beside logistic regression and boosted trees.
UNITS = 32
EPOCHS = 12
BATCH = 256
RATE = 2e-3
DECAY = 1e-4


def fit(examples: Examples, seed: int, epochs: int = EPOCHS) -> dict[str, list[list[float]] | list[float]]:
    """A network with one hidden layer, the scaling of its input folded into its first matrix."""
    torch.manual_seed(seed)
    looks = torch.tensor(examples.looks, dtype=torch.float32)
    joined = torch.tensor(examples.joined, dtype=torch.float32)
    mean, scale = looks.mean(0), looks.std(0)
    scale[scale < 1e-3] = 1.0  # a number that is always the same would fold into a huge row
    looks = (looks - mean) / scale
    first, last = torch.nn.Linear(looks.shape[1], UNITS), torch.nn.Linear(UNITS, 1)
    model = torch.nn.Sequential(first, torch.nn.ReLU(), last)
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=DECAY)
    steps = epochs * (1 + len(looks) // BATCH)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.05, steps)
    loss = torch.nn.BCEWithLogitsLoss()
    for epoch in range(epochs):
        total = 0.0
        for chosen in torch.split(torch.randperm(len(looks)), BATCH):
            optimizer.zero_grad()
            cost = loss(model(looks[chosen])[:, 0], joined[chosen])
            cost.backward()
            optimizer.step()
            schedule.step()
            total += cost.item() * len(chosen)
        print(f"epoch {epoch + 1}: loss {total / len(looks):.4f}", flush=True)
    hidden = first.weight.detach().T / scale[:, None]
    bias = first.bias.detach() - mean @ hidden
    return {
        "hidden": [short(row) for row in hidden.tolist()],
        "hidden_bias": short(bias.tolist()),
        "out": short([*last.weight.detach()[0].tolist(), last.bias.item()]),
    }


def short(numbers: Sequence[float]) -> list[float]:
    """Five digits keep the third decimal of a chance."""
    return [float(f"{number:.5g}") for number in numbers]


def main() -> None:
    """Read the command line, train, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds polnear/train")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", type=Path, help="a reader other than the shipped one")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    gold = list(documents(given.data / "polnear" / "train"))
    articles = [Article(one.name, one.text, one.name) for one in gold]
    readings = list(Reader.load(given.threads, given.weights).read(articles))
    annotated = list(zip(gold, articles, readings, strict=True))
    examples = gather(annotated)
    table: dict[str, object] = {
        "provenance": {
            "command": "python -m training.linking.train",
            "corpus": f"PolNeAR train, {len(gold)} articles, each with its own tags and with the reader's",
            "reader": readings[0].provenance.version,
            "pairs": {name: [len(some.joined), sum(some.joined)] for name, some in examples.items()},
            "seed": given.seed,
        }
    }
    for name, some in examples.items():
        print(f"{name}: {len(some.joined)} pairs, {sum(some.joined)} joined")
        table[name] = fit(some, given.seed)
    statements = gather_statements(annotated, {name: network(json.loads(json.dumps(table[name]))) for name in examples})
    print(f"statement: {len(statements.joined)} joined, {sum(statements.joined)} right")
    table["statement"] = fit(statements, given.seed)
    text = lines(table)
    given.out.write_text(text, encoding="utf-8")
    print(f"{given.out}: {len(text)} letters, sha256 {hashlib.sha256(text.encode()).hexdigest()}")


def lines(table: dict[str, object]) -> str:
    """JSON with one row of numbers a line."""
    flat = json.dumps(table)
    return flat.replace("], [", "],\n [").replace('": {', '": {\n ').replace('}, "', '},\n"') + "\n"


if __name__ == "__main__":
    main()
