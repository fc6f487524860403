"""Train the pairwise encoder: ``python -m training.pairs.train --data DIR --out RUN [--from RUN] [--pairs N]``."""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.pairs.corpora import arguments
from training.pairs.generate import Writer, holder
from training.pairs.network import PairNetwork
from training.pairs.pairs import STANCES, Pair
from training.pairs.scorer import encoded
from training.reading.bases import open_tokenizer
from training.reading.model import base_folder

Encoded = tuple[np.ndarray, np.ndarray, list[bool]]


@dataclass(frozen=True)
class Plan:
    """What a run is made of; written beside its weights."""

    arguments: int = 10000  # pairs of the corpora of arguments
    generated: int = 0
    rate: float = 1.8e-4
    warmup: float = 0.08
    batch_pieces: int = 1400  # some 30 pairs
    decay: float = 0.01
    average: float = 0.99  # moving average of the weights, which is what is kept
    frozen: int = 1  # layers at the bottom that stay as they are, with the embeddings: a fifth of the time saved
    seed: int = 11
    begins: str = ""


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--from", dest="begins", type=Path)
    parser.add_argument("--arguments", type=int, default=Plan.arguments)
    parser.add_argument("--generated", type=int, default=Plan.generated)
    parser.add_argument("--rate", type=float, default=Plan.rate)
    parser.add_argument("--batch-pieces", type=int, default=Plan.batch_pieces)
    parser.add_argument("--seed", type=int, default=Plan.seed)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    begins = given.begins.name if given.begins else ""
    plan = Plan(
        given.arguments,
        given.generated,
        rate=given.rate,
        batch_pieces=given.batch_pieces,
        seed=given.seed,
        begins=begins,
    )
    network = PairNetwork()
    if given.begins:
        network.load_state_dict(torch.load(given.begins / "average.pt", weights_only=True))
    else:
        network.encoder.load_base(base_folder())
    train(network, pairs(given.data, plan), given.out, plan)


def pairs(data: Path, plan: Plan) -> list[Pair]:
    """The pairs of a run, in random order; arguments become quoted words only beside generated pairs."""
    dice = random.Random(plan.seed)
    speakers = [holder(dice).full for _ in range(400)] if plan.generated else None
    made = list(arguments(data, dice, speakers=speakers))[: plan.arguments]
    made += Writer(dice).pairs(plan.generated)
    dice.shuffle(made)
    return made


def batches(made: list[Pair], plan: Plan) -> list[list[Encoded]]:
    """Pairs of like length together, in random order."""
    pieces = open_tokenizer(None)
    rows = encoded(pieces, [(pair.question, pair.statement) for pair in made])
    ready = [(p, k, [name in pair.stances for name in STANCES]) for pair, (p, k) in zip(made, rows, strict=True)]
    dice = random.Random(plan.seed)
    ready.sort(key=lambda row: len(row[0]) + dice.uniform(0, 6))
    out: list[list[Encoded]] = [[]]
    for row in ready:
        if out[-1] and (len(out[-1]) + 1) * len(row[0]) > plan.batch_pieces:
            out.append([])
        out[-1].append(row)
    dice.shuffle(out)
    return out


def tensors(batch: list[Encoded]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Pieces, mask, kinds and the allowed stances of a batch."""
    longest = max(len(pieces) for pieces, _, _ in batch)
    rows = np.zeros((3, len(batch), longest), dtype=np.int64)
    for number, (pieces, kinds, _) in enumerate(batch):
        rows[0, number, : len(pieces)], rows[1, number, : len(pieces)], rows[2, number, : len(kinds)] = pieces, 1, kinds
    made, mask, kind = (torch.from_numpy(part) for part in rows)
    return made, mask, kind, torch.tensor([allowed for _, _, allowed in batch])


def loss_of(scores: Tensor, allowed: Tensor) -> Tensor:
    """Minus the logarithm of what the allowed stances have together."""
    total = torch.logsumexp(scores, dim=1)
    right = torch.logsumexp(scores.masked_fill(~allowed, -1e4), dim=1)
    return (total - right).mean()


def _optimiser(network: PairNetwork, plan: Plan) -> torch.optim.Optimizer:
    """An optimiser of what is not frozen; a head that starts from nothing learns faster."""
    for name, tensor in network.named_parameters():
        below = ("encoder.words", "encoder.positions", *(f"encoder.layers.{n}." for n in range(plan.frozen)))
        tensor.requires_grad = not name.startswith(below) and not (plan.frozen and name.startswith("encoder.norm."))
    free = [p for n, p in network.named_parameters() if p.requires_grad and n.startswith("encoder.")]
    head = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": free, "factor": 1.0}, {"params": head, "factor": 1.0 if plan.begins else 5.0}]
    return torch.optim.AdamW(groups, lr=plan.rate, weight_decay=plan.decay)


def train(network: PairNetwork, made: list[Pair], out: Path, plan: Plan) -> None:
    """Once through the pairs."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "plan.json").write_text(json.dumps(asdict(plan), indent=1) + "\n", encoding="utf-8")
    torch.manual_seed(plan.seed)
    optimiser = _optimiser(network, plan)
    average = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    plans = batches(made, plan)
    print(f"{len(made)} pairs, {len(plans)} batches", flush=True)
    network.train()
    began, recent = time.time(), 0.0
    for step, batch in enumerate(plans, 1):
        done = step / len(plans)
        factor = done / plan.warmup if done < plan.warmup else (1 - done) / (1 - plan.warmup)
        for group in optimiser.param_groups:
            group["lr"] = plan.rate * max(factor, 0.01) * group["factor"]
        pieces, mask, kinds, allowed = tensors(batch)
        with torch.autocast("cpu", torch.bfloat16):
            scores = network(pieces, mask, kinds)
        loss = loss_of(scores.float(), allowed)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        keep = min(plan.average, (1 + step) / (10 + step))
        with torch.no_grad():
            for name, tensor in network.state_dict().items():
                average[name].lerp_(tensor, 1 - keep)
        recent += float(loss.detach())
        if step % 20 == 0:
            pace = (time.time() - began) / step
            left = pace * (len(plans) - step) / 60
            print(f"{step}/{len(plans)} loss {recent / 20:.3f} {pace:.2f} s/step, {left:.1f} min left", flush=True)
            recent = 0.0
        if step % 100 == 0 or step == len(plans):
            torch.save(average, out / "average.part")
            (out / "average.part").replace(out / "average.pt")


if __name__ == "__main__":
    main()
