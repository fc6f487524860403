"""Train the reading encoder.

``python -m training.reading.train --data DIR --out RUN [--without CORPUS] [--resume]``
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training import data as corpora
from training.data import Document
from training.reading.labels import HEADS
from training.reading.model import ReaderNetwork, Shape, base_folder
from training.reading.transitions import transitions
from training.reading.windows import UNKNOWN, Example, Marks, cut, examples, tokenizer

READERS: dict[str, Callable[[Path], Iterator[Document]]] = {
    "polnear": lambda d: chain(corpora.polnear(d, "train"), corpora.polnear(d, "annotator-training")),
    "gum": corpora.gum,
    "ewt": corpora.ewt,
    "re3d": corpora.re3d,
    "uner": corpora.uner,
}


@dataclass(frozen=True)
class Plan:
    """What a run is made of; written beside its checkpoints."""

    epochs: float = 4.0
    rate: float = 1.5e-4
    warmup: float = 0.06
    batch_pieces: int = 2600  # about 16 windows; short pieces come in larger batches of the same size
    smoothing: float = 0.05
    decay: float = 0.01
    average: float = 0.998  # moving average of the weights, which is what is kept
    # share of the auxiliary corpora in an epoch: they teach names and sentences, PolNeAR the attributions
    share: float = 0.34
    # weights of the heads' losses: attribution is what the others must not cost
    weights: tuple[float, ...] = (1.0, 0.3, 0.1, 0.15)
    seed: int = 7
    short_floats: bool = True
    without: tuple[str, ...] = ()


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--without", action="append", default=[], choices=sorted(READERS))
    parser.add_argument("--epochs", type=float, default=Plan.epochs)
    parser.add_argument("--seed", type=int, default=Plan.seed)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--resume", action="store_true")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    plan = Plan(epochs=given.epochs, without=tuple(given.without), seed=given.seed)
    train(given.data, given.out, plan, resume=given.resume)


def batches(documents: list[tuple[Document, Marks]], plan: Plan, epoch: int) -> list[list[Example]]:
    """The batches of one epoch: stretches of like length together, in random order."""
    dice = random.Random(plan.seed * 1000 + epoch)
    pieces = tokenizer(base_folder() / "tokenizer.json")
    stretches = [
        (stretch, marks)
        for document, marks in documents
        if document.corpus == "polnear" or dice.random() < plan.share
        for stretch in cut(document, dice)
    ]
    made = examples(stretches, pieces, dice)
    made.sort(key=lambda e: len(e.pieces) + dice.uniform(0, 12))
    out: list[list[Example]] = [[]]
    for example in made:
        if out[-1] and (len(out[-1]) + 1) * (len(example.pieces) + 2) > plan.batch_pieces:
            out.append([])
        out[-1].append(example)
    dice.shuffle(out)
    return out


def tensors(batch: list[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Pieces, mask, case, gap and labels, with [CLS] and [SEP] around and filled up to the longest."""
    longest = max(len(example.pieces) for example in batch) + 2
    rows = np.zeros((4, len(batch), longest), dtype=np.int64)
    labels = np.full((len(HEADS), len(batch), longest), UNKNOWN, dtype=np.int64)
    for row, example in enumerate(batch):
        size = len(example.pieces)
        rows[0, row, 0], rows[0, row, 1 : size + 1], rows[0, row, size + 1] = 101, example.pieces, 102
        rows[1, row, : size + 2] = 1
        rows[2, row, 1 : size + 1], rows[3, row, 1 : size + 1] = example.case, example.gap
        labels[:, row, 1 : size + 1] = example.labels
        if example.silver:  # tags and names of a machine: every second example is enough, so that gold weighs more
            labels[1, row, row % 2 :: 2] = UNKNOWN
    pieces, mask, case, gap = (torch.from_numpy(part) for part in rows)
    return pieces, mask, case, gap, torch.from_numpy(labels)


def keep_samples(documents: list[tuple[Document, Marks]], plan: Plan, path: Path) -> None:
    """Keep a dozen batches, on which the export measures the range of the activations."""
    arrays = {}
    for number, batch in enumerate(batches(documents[::21], plan, 99)[:12]):
        for name, part in zip(("pieces", "mask", "case", "gap"), tensors(batch)[:4], strict=True):
            arrays[f"{number}-{name}"] = part.numpy()
    np.savez_compressed(path, allow_pickle=False, **arrays)


def loss_of(scores: Tensor, labels: Tensor, plan: Plan) -> tuple[Tensor, list[float]]:
    """Weighted sum of the heads' losses over the labels that are known."""
    total = scores.new_zeros(())
    single = []
    for head, part in enumerate(torch.split(scores, [len(names) for names in HEADS.values()], dim=-1)):
        target = labels[head].reshape(-1)
        known = target != UNKNOWN
        if not bool(known.any()):
            single.append(float("nan"))
            continue
        smoothing = plan.smoothing if head == 0 else 0.0
        loss = functional.cross_entropy(part.reshape(len(target), -1)[known], target[known], label_smoothing=smoothing)
        total = total + plan.weights[head] * loss
        single.append(float(loss.detach()))
    return total, single


def train(data: Path, out: Path, plan: Plan, *, resume: bool = False) -> None:
    """Run the plan; a checkpoint each half epoch, from which ``resume`` goes on."""
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(plan.seed)
    documents = [d for name, read in READERS.items() if name not in plan.without for d in read(data)]
    marked = [(document, Marks(document)) for document in documents]
    keep_samples(marked, plan, out / "calibration.npz")
    (out / "transitions.json").write_text(json.dumps(transitions(marked)) + "\n", encoding="utf-8")
    network = ReaderNetwork(Shape(), {name: len(names) for name, names in HEADS.items()})
    network.encoder.load_base(base_folder())
    fresh = [p for n, p in network.named_parameters() if n.startswith("heads.")]
    rest = [p for n, p in network.named_parameters() if not n.startswith("heads.")]
    groups = [{"params": rest, "factor": 1.0}, {"params": fresh, "factor": 5.0}]  # a head starts from nothing
    optimiser = torch.optim.AdamW(groups, lr=plan.rate, weight_decay=plan.decay)
    average = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    step = 0
    if resume and (out / "state.pt").exists():
        state = torch.load(out / "state.pt", weights_only=True)
        network.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        average, step = state["average"], state["step"]
    (out / "plan.json").write_text(json.dumps(asdict(plan), indent=1) + "\n", encoding="utf-8")
    plans = [batches(marked, plan, 0)]
    each = len(plans[0])  # later epochs differ by a few batches, which does not matter to the schedule
    steps = int(each * plan.epochs)
    print(f"{len(marked)} documents, {each} batches an epoch, {steps} steps", flush=True)
    network.train()
    began, seen = time.time(), step
    current, number = plans[0], 0
    while step < steps:
        if step // each != number:
            number = step // each
            current = batches(marked, plan, number)
        pieces, mask, case, gap, labels = tensors(current[step % each % len(current)])
        _set_rate(optimiser, plan, step / steps)
        # 16-bit floats make a step a third shorter on a processor that has them, at no cost that we could measure
        with torch.autocast("cpu", torch.bfloat16, enabled=plan.short_floats):
            scores = network(pieces, mask, case, gap)
        loss, single = loss_of(scores.float(), labels, plan)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        step += 1
        keep = min(plan.average, (1 + step) / (10 + step))
        with torch.no_grad():
            for name, tensor in network.state_dict().items():
                average[name].lerp_(tensor, 1 - keep)
        if step % 20 == 0:
            pace = (time.time() - began) / (step - seen)
            told = " ".join(f"{value:.3f}" for value in single)
            print(f"{step}/{steps} {told} {pace:.2f} s/step, {pace * (steps - step) / 60:.0f} min left", flush=True)
        if step % (each // 2) == 0 or step == steps:
            both = {"network": network.state_dict(), "optimiser": optimiser.state_dict()}
            _keep({**both, "average": average, "step": step}, out / "state.pt")
            _keep(average, out / f"average-{step}.pt")
            _keep(average, out / "average.pt")


def _keep(state: dict[str, Any], path: Path) -> None:
    """Save beside and rename, so that a killed run leaves no half file."""
    part = path.with_suffix(".part")
    torch.save(state, part)
    part.replace(path)


def _set_rate(optimiser: torch.optim.Optimizer, plan: Plan, done: float) -> None:
    """Up in a straight line, then down in a straight line."""
    factor = done / plan.warmup if done < plan.warmup else (1 - done) / (1 - plan.warmup)
    for group in optimiser.param_groups:
        group["lr"] = plan.rate * max(factor, 0.01) * group["factor"]


if __name__ == "__main__":
    main()
