"""Training of the linking networks: what is learned survives the table."""

from __future__ import annotations

import json

from onrecord.statements.affinity import network
from training.linking.pairs import Examples
from training.linking.train import fit, lines


def test_the_table_gives_the_chances_that_were_learned() -> None:
    looks = [[float(a), float(b), 7.0] for a in range(-8, 9) for b in range(-8, 9)]
    joined = [row[0] > row[1] for row in looks]
    table = json.loads(lines({"content": fit(Examples(looks, joined), seed=1, epochs=500)}))
    chances = network(table["content"])(looks)
    agree = sum((chance > 0.5) == wanted for chance, wanted in zip(chances, joined, strict=True))
    assert agree > 0.95 * len(looks)
