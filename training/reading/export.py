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
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor, nn

from training.attention import attend_at_once
from training.onnx_files import ByteEmbedding, enter, export, sha256, shrink
from training.reading.bases import ends, open_encoder, open_tokenizer
from training.reading.labels import HEADS, PAIR, SEGMENTS
from training.reading.model import Encoder, ReaderNetwork, base_folder
from training.reading.train import widths

# How much the labels of single words count beside the segments. On cofenet/valid.txt, with a network on the way to the
# shipped one: 81.7 74.4 67.2 at 0, 81.4 75.3 67.5 at 0.3, 81.2 75.3 67.7 at 0.6, 81.2 75.1 67.6 at 1.
WORDS = 0.5


def base_of(run: Path) -> Path | None:
    """The folder of the base model of a run; None for the one that the package carries."""
    base = json.loads((run / "plan.json").read_text(encoding="utf-8")).get("base")
    return Path(base) if base else None


def network_of(run: Path, name: str = "average.pt") -> ReaderNetwork:
    """The network with the averaged weights of a run."""
    network = ReaderNetwork(open_encoder(base_of(run)), widths())
    network.load_state_dict(torch.load(run / name, weights_only=True))
    return network.eval()


def samples(run: Path) -> list[dict[str, Any]]:
    """The batches that a run keeps for measuring the range of activations."""
    kept = np.load(run / "calibration.npz")
    count = max(int(name.split("-")[0]) for name in kept.files) + 1
    return [{name: kept[f"{number}-{name}"] for name in ("pieces", "mask", "case", "gap")} for number in range(count)]


class Unmasked(nn.Module):
    """The network over windows one by one, with nothing filled up, which is faster than with a mask."""

    def __init__(self, network: ReaderNetwork) -> None:
        """The same network."""
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, case: Tensor, gap: Tensor) -> Tensor:
        """Scores of all heads side by side."""
        scores: Tensor = self.network(pieces, None, case, gap)
        return scores


def _single(batches: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every third row of the batches by itself, without what fills it up."""
    rows = [
        {name: batch[name][row : row + 1, : int(batch["mask"][row].sum())] for name in ("pieces", "case", "gap")}
        for batch in batches
        for row in range(len(batch["mask"]))
    ]
    return rows[::3]


def write(network: ReaderNetwork, out: Path, kept: list[dict[str, Any]], *, whole: bool = False) -> None:
    """The network as reader.onnx, in 8-bit integers unless it is to stay whole."""
    if not whole:
        network.encoder.words = ByteEmbedding(network.encoder.words.weight.detach())
    ones = torch.ones(2, 8, dtype=torch.long)
    inputs = {"pieces": ones, "case": ones, "gap": ones}
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "reader.onnx"
        export(Unmasked(network), large, inputs, "scores")
        if whole:
            shutil.copyfile(large, out / "reader.onnx")
        else:
            shrink(large, out / "reader.onnx", _single(kept))
            if isinstance(network.encoder, Encoder):  # whose graph we know
                attend_at_once(out / "reader.onnx", cast(Any, network.encoder.layers[0]).heads)


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--checkpoint", default="average.pt")
    parser.add_argument("--whole", action="store_true", help="32-bit floats, to measure what the integers cost")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    network = network_of(given.run, given.checkpoint)
    write(network, given.out, samples(given.run), whole=given.whole)
    shutil.copyfile((base_of(given.run) or base_folder()) / "tokenizer.json", given.out / "tokenizer.json")
    around = ends(open_tokenizer(base_of(given.run)))
    version = f"{date.today():%Y.%m.%d}-{sha256(given.out / 'reader.onnx')[:8]}"
    follows = [[round(value, 4) for value in row] for row in network.follows.detach().tolist()]
    segments = {"labels": SEGMENTS, "pair": PAIR, "words": WORDS, "follows": follows}
    enter(given.out, ["reader.onnx", "tokenizer.json"], version=version, labels=HEADS, segments=segments, ends=around)


if __name__ == "__main__":
    main()
