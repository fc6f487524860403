"""Base models by path: what a folder must hold, and that a small BERT of one's own is read as it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from onrecord.reading.session import open_tokenizer, weights
from training.reading.bases import configuration, ends, open_encoder
from training.reading.model import Encoder, read_base

SMALL = {
    "model_type": "bert", "vocab_size": 30, "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2,
    "intermediate_size": 16, "max_position_embeddings": 12,
}  # fmt: skip


def bert(folder: Path, prefix: str) -> dict[str, torch.Tensor]:
    """A BERT with the names of the first files: a prefix, and gamma and beta for the norms."""
    torch.manual_seed(0)
    tensors = {
        "embeddings.word_embeddings.weight": torch.randn(30, 8),
        "embeddings.position_embeddings.weight": torch.randn(12, 8),
        "embeddings.token_type_embeddings.weight": torch.randn(2, 8),
    }
    wide = {"intermediate.dense": (16, 8), "output.dense": (8, 16)}
    parts = ["attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense", *wide]
    for part in parts:
        shape = wide.get(part, (8, 8))
        tensors[f"encoder.layer.0.{part}.weight"] = torch.randn(shape)
        tensors[f"encoder.layer.0.{part}.bias"] = torch.randn(shape[0])
    for norm in ("embeddings", "encoder.layer.0.attention.output", "encoder.layer.0.output"):
        tensors[f"{norm}.LayerNorm.gamma"], tensors[f"{norm}.LayerNorm.beta"] = torch.randn(8), torch.randn(8)
    torch.save({prefix + name: tensor for name, tensor in tensors.items()}, folder / "pytorch_model.bin")
    (folder / "config.json").write_text(json.dumps(SMALL), encoding="utf-8")
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    return tensors


@pytest.mark.parametrize("prefix", ["", "bert."])
def test_a_bert_in_a_folder_is_read_whatever_its_names(tmp_path: Path, prefix: str) -> None:
    tensors = bert(tmp_path, prefix)
    assert set(read_base(tmp_path)) == {n.replace("gamma", "weight").replace("beta", "bias") for n in tensors}
    encoder = open_encoder(tmp_path)
    assert isinstance(encoder, Encoder)
    assert encoder.width == 8
    assert torch.equal(encoder.words.weight, tensors["embeddings.word_embeddings.weight"])
    assert torch.equal(encoder.norm.bias, tensors["embeddings.LayerNorm.beta"])


def test_a_folder_that_is_no_base_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(FileNotFoundError, match=r"no tokenizer\.json; give the folder of an encoder"):
        configuration(tmp_path)


def test_the_pieces_around_a_text_are_those_that_the_tokenizer_puts() -> None:
    tokenizer = open_tokenizer(weights().checked("tokenizer.json"))
    assert ends(tokenizer) == tuple(weights().manifest["ends"]) == (101, 102)
