"""The pairwise encoder in torch: the base model over question and statement, and one head."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import torch
from torch import Tensor, nn

from training.pairs.pairs import STANCES
from training.reading.model import Encoder, Shape, read_safetensors


class PairEncoder(Encoder):
    """The base model with its two kinds of segments."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        """Weights of the given sizes."""
        super().__init__(shape, dropout, surface=False)
        self.kinds = nn.Embedding(2, shape.hidden)

    def load_base(self, folder: Path) -> None:
        """Take the weights of the base model; its first kind is in the places already, the second is the rest."""
        super().load_base(folder)
        kinds = read_safetensors(folder / "model.safetensors")["embeddings.token_type_embeddings.weight"]
        with torch.no_grad():
            self.kinds.weight.copy_(torch.stack([torch.zeros_like(kinds[0]), kinds[1] - kinds[0]]))

    def forward(
        self, pieces: Tensor, mask: Tensor | None, case: Tensor | None = None, gap: Tensor | None = None
    ) -> Tensor:
        """Vectors of all pieces; ``case`` carries the kinds."""
        mask = torch.ones_like(pieces) if mask is None else mask
        place = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.dropout(self.norm(self.words(pieces) + self.positions(place) + self.kinds(case)))
        hidden = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, hidden)
        return cast(Tensor, x)


class PairNetwork(nn.Module):
    """Scores of the stances from the first piece and the mean of all."""

    def __init__(self, shape: Shape | None = None, dropout: float = 0.1) -> None:
        """Weights of the given sizes."""
        super().__init__()
        shape = shape or Shape()
        self.encoder = PairEncoder(shape, dropout)
        self.inner = nn.Linear(2 * shape.hidden, shape.hidden)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(shape.hidden, len(STANCES))

    def forward(self, pieces: Tensor, mask: Tensor, kinds: Tensor) -> Tensor:
        """One row of scores for each pair."""
        vectors = self.encoder(pieces, mask, kinds)
        weight = mask.unsqueeze(-1).to(vectors.dtype)
        mean = (vectors * weight).sum(1) / weight.sum(1)
        joined = torch.cat([vectors[:, 0], mean], dim=1)
        return cast(Tensor, self.head(self.dropout(torch.tanh(self.inner(joined)))))
