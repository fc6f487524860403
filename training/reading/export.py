"""Write the weights of a run as the package ships them.

``python -m training.reading.export --run RUN --out FOLDER``
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.onnx_files import ByteEmbedding, enter, export, shrink
from training.reading.labels import HEADS
from training.reading.model import ReaderNetwork, Shape, base_folder

# The network has seen the neighbours already, so that the counts may only nudge. On cofenet/valid.txt, exact F1 of
# source, cue and content: 79.9 73.4 63.2 without, 80.4 73.8 64.3 at 0.1, 80.7 73.0 64.5 at 0.2, 80.2 69.7 64.9 at 0.5.
NUDGE = 0.15


def network_of(run: Path, name: str = "average.pt") -> ReaderNetwork:
    """The network with the averaged weights of a run."""
    network = ReaderNetwork(Shape(), {head: len(names) for head, names in HEADS.items()})
    network.load_state_dict(torch.load(run / name, weights_only=True))
    return network.eval()


def samples(run: Path) -> list[dict[str, Any]]:
    """The batches that a run keeps for measuring the range of activations."""
    kept = np.load(run / "calibration.npz")
    count = max(int(name.split("-")[0]) for name in kept.files) + 1
    return [{name: kept[f"{number}-{name}"] for name in ("pieces", "mask", "case", "gap")} for number in range(count)]


def write(network: ReaderNetwork, out: Path, kept: list[dict[str, Any]], *, whole: bool = False) -> None:
    """The network as reader.onnx, in 8-bit integers unless it is to stay whole."""
    if not whole:
        network.encoder.words = ByteEmbedding(network.encoder.words.weight.detach())  # type: ignore[assignment]
    ones = torch.ones(2, 8, dtype=torch.long)
    inputs = {"pieces": ones, "mask": ones, "case": ones, "gap": ones}
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "reader.onnx"
        export(network, large, inputs, "scores")
        if whole:
            shutil.copyfile(large, out / "reader.onnx")
        else:
            shrink(large, out / "reader.onnx", kept)


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--checkpoint", default="average.pt")
    parser.add_argument("--whole", action="store_true", help="32-bit floats, to measure what the integers cost")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    write(network_of(given.run, given.checkpoint), given.out, samples(given.run), whole=given.whole)
    shutil.copyfile(base_folder() / "tokenizer.json", given.out / "tokenizer.json")
    version = f"{date.today():%Y.%m.%d}"
    counted = json.loads((given.run / "transitions.json").read_text(encoding="utf-8"))
    nudges = {"attribution": [[round(NUDGE * value, 4) for value in row] for row in counted]}
    enter(given.out, ["reader.onnx", "tokenizer.json"], version=version, labels=HEADS, transitions=nudges)


if __name__ == "__main__":
    main()
