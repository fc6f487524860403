"""Write a trained pairwise encoder: ``python -m training.pairs.export --run RUN --data DIR --out FOLDER``.

Its word vectors are those of the base model, bit for bit, and lie in a file that it shares with the sentence vectors.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch

from training.onnx_files import ByteEmbedding, enter, export, share_words, shrink
from training.pairs.network import PairNetwork
from training.pairs.train import PLANS, batches, samples, tensors
from training.pairs.written import HERE
from training.reading.model import base_folder

# Samples from whose activations the ranges of the 8-bit integers are taken.
SAMPLES = 400


def calibration(data: Path, folder: Path) -> list[dict[str, np.ndarray]]:
    """Training samples of all sorts as the network takes them."""
    plan = PLANS["second"]
    some = samples(data, folder, plan)[:SAMPLES]
    return [{name: part.numpy() for name, part in tensors(batch).items()} for batch in batches(some, plan)]


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--written", type=Path, default=HERE, help="the folder of passages")
    parser.add_argument("--floats", action="store_true", help="32-bit floats, to measure what the integers cost")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    network = PairNetwork(dropout=0.0)
    network.load_state_dict(torch.load(given.run / "average.pt", weights_only=True))
    network.encoder.words = ByteEmbedding(network.encoder.words.weight.detach())  # type: ignore[assignment]
    ones = torch.ones(2, 8, dtype=torch.long)
    inputs = dict.fromkeys(("pieces", "kinds", "places", "groups"), ones)
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "pairs.onnx"
        export(network, large, inputs, "scores")
        if given.floats:
            shutil.copyfile(large, given.out / "pairs.onnx")
        else:
            shrink(large, given.out / "pairs.onnx", calibration(given.data, given.written))
    if not (given.out / "tokenizer.json").exists():
        shutil.copyfile(base_folder() / "tokenizer.json", given.out / "tokenizer.json")
    files = ["pairs.onnx"] if given.out.name == "weights" else ["pairs.onnx", "tokenizer.json"]
    if (given.out / "vectors.onnx").exists():
        files += share_words(given.out, ["vectors.onnx", "pairs.onnx"])
    enter(given.out, sorted(set(files)))


if __name__ == "__main__":
    main()
