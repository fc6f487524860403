"""Write a trained pairwise encoder: ``python -m training.pairs.export --run RUN --data DIR --out FOLDER``."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch

from training.onnx_files import ByteEmbedding, enter, export, shrink
from training.pairs.network import PairNetwork
from training.pairs.train import Plan, batches, pairs, tensors
from training.reading.model import base_folder


def samples(data: Path) -> list[dict[str, np.ndarray]]:
    """Training pairs of both sorts, from whose activations the ranges of the 8-bit integers are taken."""
    plan = Plan(arguments=200, generated=400, batch_pieces=1000)
    return [
        {"pieces": pieces.numpy(), "mask": mask.numpy(), "kinds": kinds.numpy()}
        for pieces, mask, kinds, _ in map(tensors, batches(pairs(data, plan), plan))
    ]


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--floats", action="store_true", help="32-bit floats, to measure what the integers cost")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    network = PairNetwork(dropout=0.0)
    network.load_state_dict(torch.load(given.run / "average.pt", weights_only=True))
    network.encoder.words = ByteEmbedding(network.encoder.words.weight.detach())  # type: ignore[assignment]
    ones = torch.ones(2, 8, dtype=torch.long)
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "pairs.onnx"
        export(network, large, {"pieces": ones, "mask": ones, "kinds": ones}, "scores")
        if given.floats:
            shutil.copyfile(large, given.out / "pairs.onnx")
        else:
            shrink(large, given.out / "pairs.onnx", samples(given.data))
    if not (given.out / "tokenizer.json").exists():
        shutil.copyfile(base_folder() / "tokenizer.json", given.out / "tokenizer.json")
    enter(given.out, ["pairs.onnx"] if given.out.name == "weights" else ["pairs.onnx", "tokenizer.json"])


if __name__ == "__main__":
    main()
