"""Train the reading encoder.

``python -m training.reading.train --data DIR --out RUN [--base FOLDER] [--without CORPUS] [--resume]``
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training import data as corpora
from training.documents import Document
from training.reading.arcs import ArcHead, silver_arcs
from training.reading.bases import ends, open_encoder, open_tokenizer
from training.reading.labels import HEADS
from training.reading.model import ReaderNetwork
from training.reading.segments import WIDTH, Gold, segment_loss
from training.reading.windows import UNKNOWN, Example, Marks, cut, examples

READERS: dict[str, Callable[[Path, tuple[str, ...]], Iterator[Document]]] = {
    "polnear": lambda data, _: chain(corpora.polnear(data, "train"), corpora.polnear(data, "annotator-training")),
    "gum": lambda data, _: corpora.gum(data),
    "ewt": lambda data, without: corpora.ewt(data, without=without),
    "re3d": lambda data, _: corpora.re3d(data),
    "uner": lambda data, _: corpora.uner(data),
}
# How often an epoch holds each corpus: PolNeAR teaches the attributions; of the others those count most whose names
# were marked by hand.
SHARES = {"polnear": 1.0, "uner": 1.0, "gum": 0.7, "ewt": 0.34, "re3d": 0.34}


@dataclass(frozen=True)
class Plan:
    """What a run is made of; written beside its checkpoints."""

    epochs: float = 4.5
    rate: float = 1.5e-4
    warmup: float = 0.06
    batch_pieces: int = 2600  # about 16 windows; short pieces come in larger batches of the same size
    smoothing: float = 0.05
    decay: float = 0.01
    average: float = 0.998  # moving average of the weights, which is what is kept
    # weights of the heads' losses: attribution is what the others must not cost
    weights: tuple[float, ...] = (0.5, 0.4, 0.15, 0.15)
    segments: float = 1.0  # weight of the loss of whole segments
    arcs: float = 0.2  # and of the syntax
    shares: dict[str, float] = field(default_factory=lambda: dict(SHARES))
    seed: int = 7
    short_floats: bool = True
    without: tuple[str, ...] = ()
    base: str = ""  # folder of another encoder
    start: str = ""  # folder of a run whose weights this one begins with

    @property
    def base_folder(self) -> Path | None:
        """Where the base model lies; None for the one that the package carries."""
        return Path(self.base) if self.base else None


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--without", action="append", default=[], choices=sorted(READERS))
    parser.add_argument("--epochs", type=float, default=Plan.epochs)
    parser.add_argument("--seed", type=int, default=Plan.seed)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--base", type=Path, help="folder of another encoder, with config.json and tokenizer.json")
    parser.add_argument("--rate", type=float, default=Plan.rate, help="a larger base wants a lower one, e.g. 3e-5")
    parser.add_argument("--resume", action="store_true")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    base = str(given.base.resolve()) if given.base else ""
    plan = Plan(epochs=given.epochs, rate=given.rate, without=tuple(given.without), seed=given.seed, base=base)
    train(given.data, given.out / "first", plan, resume=given.resume)
    train(given.data, given.out, second(plan, given.out / "first"), resume=given.resume)


def second(plan: Plan, first: Path) -> Plan:
    """What follows the main run: one epoch in which names that were marked by hand are seen four times as often."""
    shares = {"polnear": 0.6, "uner": 4.0, "gum": 1.0, "ewt": 0.34, "re3d": 0.34}
    return replace(
        plan,
        epochs=1.0,
        rate=plan.rate / 3,
        warmup=0.1,
        average=0.99,
        arcs=0.0,
        weights=(0.5, 1.0, 0.15, 0.15),
        shares=shares,
        seed=plan.seed + 4,
        start=str(first),
    )


def batches(documents: list[tuple[Document, Marks]], plan: Plan, epoch: int) -> list[list[Example]]:
    """The batches of one epoch: stretches of like length together, in random order."""
    dice = random.Random(plan.seed * 1000 + epoch)
    pieces = open_tokenizer(plan.base_folder)
    stretches = [
        (stretch, marks)
        for document, marks in documents
        for _ in range(int(plan.shares[document.corpus] + dice.random()))
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


@dataclass
class Batch:
    """Examples as tensors, with [CLS] and [SEP] around and filled up to the longest."""

    inputs: tuple[Tensor, Tensor, Tensor, Tensor]  # pieces, mask, case and gap
    labels: Tensor  # of each head
    rows: Tensor  # the examples whose segments are known
    starts: Tensor  # of those, the piece at which each word starts
    gold: Gold
    arcs: Tensor | None


def tensors(batch: list[Example], around: tuple[int, int]) -> Batch:
    """The tensors of a batch; ``around`` are the pieces before and behind a text."""
    longest = max(len(example.pieces) for example in batch) + 2
    inputs = np.zeros((4, len(batch), longest), dtype=np.int64)
    labels = np.full((len(HEADS), len(batch), longest), UNKNOWN, dtype=np.int64)
    arcs = np.full((2, len(batch), longest), UNKNOWN, dtype=np.int64)
    for row, example in enumerate(batch):
        size = len(example.pieces)
        inputs[0, row, 0], inputs[0, row, 1 : size + 1], inputs[0, row, size + 1] = around[0], example.pieces, around[1]
        inputs[1, row, : size + 2] = 1
        inputs[2, row, 1 : size + 1], inputs[3, row, 1 : size + 1] = example.case, example.gap
        labels[:, row, 1 : size + 1] = example.labels
        if example.arcs is not None:
            arcs[:, row, 1 : size + 1] = example.arcs
            arcs[0, row, 1 : size + 1][example.arcs[0] != UNKNOWN] += 1
        if example.silver:  # tags and names of a machine: every second example is enough, so that gold weighs more
            labels[1, row, row % 2 :: 2] = UNKNOWN
    known = [(row, example) for row, example in enumerate(batch) if example.segments is not None]
    most = max((len(example.starts) for _, example in known), default=0)
    starts = np.zeros((len(known), most), dtype=np.int64)
    segments = [np.zeros((0, 4), dtype=np.int64)]
    for number, (_, example) in enumerate(known):
        starts[number, : len(example.starts)] = example.starts + 1
        assert example.segments is not None
        segments.append(np.insert(example.segments, 0, number, axis=1))
    lengths = torch.tensor([len(example.starts) for _, example in known], dtype=torch.long)
    pieces, mask, case, gap = (torch.from_numpy(part) for part in inputs)
    return Batch(
        (pieces, mask, case, gap),
        torch.from_numpy(labels),
        torch.tensor([row for row, _ in known], dtype=torch.long),
        torch.from_numpy(starts),
        Gold(torch.from_numpy(np.concatenate(segments)), lengths),
        torch.from_numpy(arcs) if any(example.arcs is not None for example in batch) else None,
    )


def keep_samples(documents: list[tuple[Document, Marks]], plan: Plan, path: Path) -> None:
    """Keep a dozen batches, on which the export measures the range of the activations."""
    around = ends(open_tokenizer(plan.base_folder))
    arrays = {}
    for number, batch in enumerate(batches(documents[::21], plan, 99)[:12]):
        for name, part in zip(("pieces", "mask", "case", "gap"), tensors(batch, around).inputs, strict=True):
            arrays[f"{number}-{name}"] = part.numpy()
    np.savez_compressed(path, allow_pickle=False, **arrays)


def loss_of(network: ReaderNetwork, arc_head: ArcHead, batch: Batch, plan: Plan) -> tuple[Tensor, list[float]]:
    """Weighted sum of the losses over what is known, and each of them."""
    # 16-bit floats make a step a third shorter on a processor that has them, at no cost that we could measure
    with torch.autocast("cpu", torch.bfloat16, enabled=plan.short_floats):
        vectors = network.vectors(*batch.inputs)
        scores = network.heads(vectors).float()
        arcs = None
        if batch.arcs is not None and plan.arcs:
            arcs = arc_head(vectors, batch.inputs[1], batch.arcs)
    *parts, segments = torch.split(scores, list(network.widths), dim=-1)
    total, single = scores.new_zeros(()), []
    for head, part in enumerate(parts):
        target = batch.labels[head].reshape(-1)
        known = target != UNKNOWN
        if not bool(known.any()):
            single.append(float("nan"))
            continue
        smoothing = plan.smoothing if head == 0 else 0.0
        loss = functional.cross_entropy(part.reshape(len(target), -1)[known], target[known], label_smoothing=smoothing)
        total = total + plan.weights[head] * loss
        single.append(float(loss.detach()))
    if len(batch.rows) and plan.segments:
        at = batch.starts[..., None].expand(-1, -1, segments.shape[-1])
        loss = segment_loss(torch.gather(segments[batch.rows], 1, at), network.follows, batch.gold)
        total = total + plan.segments * loss
        single.append(float(loss.detach()))
    if arcs is not None:
        total = total + plan.arcs * arcs
        single.append(float(arcs.detach()))
    return total, single


def widths() -> dict[str, int]:
    """The widths of all heads."""
    return {name: len(names) for name, names in HEADS.items()} | {"segments": WIDTH}


def train(data: Path, out: Path, plan: Plan, *, resume: bool = False) -> None:
    """Run the plan; a checkpoint each half epoch, from which ``resume`` goes on."""
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(plan.seed)
    documents = [d for name, read in READERS.items() if name not in plan.without for d in read(data, plan.without)]
    marked = [(document, Marks(document)) for document in documents]
    arcs = (
        silver_arcs(data / "polnear" / "train.silver.jsonl.gz") if plan.arcs and "polnear" not in plan.without else {}
    )
    for document, marks in marked:
        if document.corpus == "polnear" and document.name in arcs:
            marks.arcs = np.array(arcs[document.name], dtype=np.int64)
            assert len(marks.arcs) == len(document.words or [])
    keep_samples(marked, plan, out / "calibration.npz")
    encoder = open_encoder(plan.base_folder)
    around = ends(open_tokenizer(plan.base_folder))
    network = ReaderNetwork(encoder, widths())
    arc_head = ArcHead(encoder.width)
    if plan.start:
        network.load_state_dict(torch.load(Path(plan.start) / "average.pt", weights_only=True))
    fresh = [p for n, p in network.named_parameters() if n.startswith(("heads.", "follows"))] + list(
        arc_head.parameters()
    )
    rest = [p for n, p in network.named_parameters() if not n.startswith(("heads.", "follows"))]
    groups = [{"params": rest, "factor": 1.0}, {"params": fresh, "factor": 5.0}]  # a head starts from nothing
    optimiser = torch.optim.AdamW(groups, lr=plan.rate, weight_decay=plan.decay, fused=True)
    average = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    step = 0
    if resume and (out / "state.pt").exists():
        state = torch.load(out / "state.pt", weights_only=True)
        network.load_state_dict(state["network"])
        arc_head.load_state_dict(state["arcs"])
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
        batch = tensors(current[step % each % len(current)], around)
        _set_rate(optimiser, plan, step / steps)
        loss, single = loss_of(network, arc_head, batch, plan)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        step += 1
        keep = min(plan.average, (1 + step) / (10 + step))
        with torch.no_grad():
            torch._foreach_lerp_(list(average.values()), list(network.state_dict().values()), 1 - keep)
        if step % 20 == 0:
            pace = (time.time() - began) / (step - seen)
            told = " ".join(f"{value:.3f}" for value in single)
            print(f"{step}/{steps} {told} {pace:.2f} s/step, {pace * (steps - step) / 60:.0f} min left", flush=True)
        if step % (each // 2) == 0 or step == steps:
            running: dict[str, Any] = {"network": network.state_dict(), "arcs": arc_head.state_dict()}
            running |= {"optimiser": optimiser.state_dict(), "average": average, "step": step}
            _keep(running, out / "state.pt")
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
