"""The encoder of text and options in torch: the base model over both, and one head."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import torch
from torch import Tensor, nn

from training.pairs.pairs import STANCES
from training.reading.model import Encoder, Shape, read_safetensors

#: What a piece belongs to: the text, an option, the words in the text that name the holder, the mark of an option.
KINDS = 4
HOLDER = 2


class PairEncoder(Encoder):
    """The base model with places and kinds given from outside."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        """Weights of the given sizes."""
        super().__init__(shape, dropout, surface=False)
        self.kinds = nn.Embedding(KINDS, shape.hidden)

    def load_base(self, folder: Path) -> None:
        """Take the weights of the base model; its first kind is in the places already, the second is for options."""
        super().load_base(folder)
        kinds = read_safetensors(folder / "model.safetensors")["embeddings.token_type_embeddings.weight"]
        other, none = kinds[1] - kinds[0], torch.zeros_like(kinds[0])
        with torch.no_grad():
            self.kinds.weight.copy_(torch.stack([none, other, none, other]) + 0.02 * torch.randn(KINDS, len(none)))

    def read(self, pieces: Tensor, kinds: Tensor, places: Tensor, groups: Tensor) -> Tensor:
        """Vectors of all pieces; the text (group 0) sees all, an option the text and itself, nobody what fills up."""
        x = self.dropout(self.norm(self.words(pieces) + self.positions(places) + self.kinds(kinds)))
        here, there = groups[:, :, None], groups[:, None, :]
        seen = ((here == there) | (here == 0) | (there == 0)) & (there >= 0)
        hidden = (1.0 - seen[:, None, :, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, hidden)
        return cast(Tensor, x)


class PairNetwork(nn.Module):
    """Scores of the stances at every piece; those at the marks of the options are what is meant."""

    def __init__(self, shape: Shape | None = None, dropout: float = 0.1) -> None:
        """Weights of the given sizes."""
        super().__init__()
        shape = shape or Shape()
        self.encoder = PairEncoder(shape, dropout)
        self.inner = nn.Linear(3 * shape.hidden, shape.hidden)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(shape.hidden, len(STANCES))

    def forward(self, pieces: Tensor, kinds: Tensor, places: Tensor, groups: Tensor) -> Tensor:
        """Scores (text x piece x stance) from the piece, the first piece and the mean of the holder's words."""
        vectors = self.encoder.read(pieces, kinds, places, groups)
        holder = (kinds == HOLDER).unsqueeze(-1).to(vectors.dtype)
        named = (vectors * holder).sum(1) / (holder.sum(1) + 1e-3)
        around = torch.cat([vectors[:, 0], named], dim=1).unsqueeze(1).expand(-1, vectors.shape[1], -1)
        joined = torch.cat([vectors, around], dim=2)
        return cast(Tensor, self.head(self.dropout(torch.tanh(self.inner(joined)))))
