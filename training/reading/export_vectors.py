"""Write the base model as sentence vectors: ``python -m training.reading.export_vectors --run RUN --out FOLDER``."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.onnx_files import ByteEmbedding, enter, export, shrink
from training.reading.export import samples
from training.reading.model import Encoder, Shape, base_folder


class SentenceVectors(nn.Module):
    """Mean of the pieces' vectors, brought to length 1."""

    def __init__(self, encoder: Encoder) -> None:
        """Pool what this encoder makes."""
        super().__init__()
        self.encoder = encoder

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """One vector for each row."""
        weight = mask.unsqueeze(-1).float()
        mean = (self.encoder(pieces, mask) * weight).sum(1) / weight.sum(1)
        return functional.normalize(mean, dim=1)


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="a run of the reader, for its sample of text")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    out: Path = given.out
    out.mkdir(parents=True, exist_ok=True)
    encoder = Encoder(Shape(), dropout=0.0, surface=False)
    encoder.load_base(base_folder())
    network = SentenceVectors(encoder).eval()
    kept = [{name: sample[name] for name in ("pieces", "mask")} for sample in samples(given.run)]
    encoder.words = ByteEmbedding(encoder.words.weight.detach())  # type: ignore[assignment]
    ones = torch.ones(2, 8, dtype=torch.long)
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "vectors.onnx"
        export(network, large, {"pieces": ones, "mask": ones}, "vectors")
        # cosine to the vectors in floats: 0.988 with all products in integers, 0.994 with the inner ones in floats
        shrink(large, out / "vectors.onnx", kept, whole="inner")
    shutil.copyfile(base_folder() / "tokenizer.json", out / "tokenizer.json")
    enter(out, ["vectors.onnx", "tokenizer.json"])


if __name__ == "__main__":
    main()
