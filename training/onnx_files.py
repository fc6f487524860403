"""Torch networks to small ONNX files, and the manifest that names them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

#: The file of word vectors that several networks share.
WORDS = "words.bin"


class ByteEmbedding(nn.Module):
    """An embedding in 8-bit integers with one scale a row, which costs next to no accuracy."""

    def __init__(self, weight: Tensor) -> None:
        """Round the rows of ``weight``."""
        super().__init__()
        scale = weight.abs().amax(dim=1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("rows", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, index: Tensor) -> Tensor:
        """Rows at the places of ``index`` in floats."""
        rows: Tensor = self.rows[index]  # type: ignore[index]
        return rows.float() * self.scale[index]  # type: ignore[index]


def export(network: nn.Module, path: Path, inputs: dict[str, Tensor], output: str) -> None:
    """Write a network with free batch and length."""
    network.eval()
    free = {0: "batch", 1: "length"}
    torch.onnx.export(
        network,
        tuple(inputs.values()),
        str(path),
        input_names=list(inputs),
        output_names=[output],
        dynamic_axes=dict.fromkeys(inputs, free) | {output: {0: "batch"} if output == "vectors" else free},
        opset_version=17,
        dynamo=False,
    )


def shrink(path: Path, small: Path, samples: Sequence[dict[str, Any]], whole: str = "") -> None:
    """Matrices to 8-bit integers, a scale for each column; activations by the range that they have on the samples.

    Fixed ranges make a text's scores independent of what is read in the same batch, and cost no more than ranges
    taken anew for each batch (exact F1 of contents on cofenet/valid.txt 63.9 and 63.5, 63.6 in 32-bit floats).
    Products whose name has ``whole`` in it are reckoned in floats, with weights that are kept in integers.
    """
    import onnx
    from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

    class Samples(CalibrationDataReader):  # type: ignore[misc]
        def __init__(self) -> None:
            self.rest = iter(samples)

        def get_next(self) -> dict[str, Any] | None:
            return next(self.rest, None)

    graph = onnx.load(path, load_external_data=False).graph
    constant = {tensor.name for tensor in graph.initializer}
    # the products of attention stay in floats: they are few, and the integers cost most there
    attention = [node.name for node in graph.node if node.op_type == "MatMul" and node.input[1] not in constant]
    exact = [node.name for node in graph.node if node.op_type == "MatMul" and whole and whole in node.name]
    quantize_static(
        path,
        small,
        Samples(),
        quant_format=QuantFormat.QDQ,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=attention + exact,
        extra_options={"OpTypesToExcludeOutputQuantization": ["MatMul"]},
    )
    if exact:
        _pack(small, exact)


def _pack(path: Path, names: Sequence[str]) -> None:
    """Keep the weights of these products in integers, which are made floats where they are used."""
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(path)
    graph = model.graph
    tensors = {tensor.name: tensor for tensor in graph.initializer}
    for node in [node for node in graph.node if node.name in names]:
        name = node.input[1]
        weight = numpy_helper.to_array(tensors[name])
        scale = (np.abs(weight).max(axis=0) / 127).astype(np.float32)
        rows = np.round(weight / scale).astype(np.int8)
        graph.initializer.remove(tensors[name])
        graph.initializer.append(numpy_helper.from_array(rows, name + "_rows"))
        graph.initializer.append(numpy_helper.from_array(scale, name + "_scale"))
        inputs = [name + "_rows", name + "_scale"]
        graph.node.insert(0, helper.make_node("DequantizeLinear", inputs, [name], axis=1))
    onnx.save(model, path)


def share_words(folder: Path, names: Sequence[str]) -> list[str]:
    """Let networks whose word vectors are the same keep them in one file beside them; the files that were written.

    ValueError where they are not the same.
    """
    import onnx
    from onnx import external_data_helper, numpy_helper

    kept: bytes | None = None
    for name in names:
        model = onnx.load(folder / name)
        largest = max(model.graph.initializer, key=lambda tensor: int(np.prod(tensor.dims)))
        rows = numpy_helper.to_array(largest).tobytes()
        if kept is None:
            kept = rows
            (folder / WORDS).write_bytes(rows)
        elif rows != kept:
            raise ValueError(f"{folder / name}: its word vectors are not those of {names[0]}")
        largest.raw_data = rows
        external_data_helper.set_external_data(largest, location=WORDS, offset=0, length=len(rows))
        largest.ClearField("raw_data")
        onnx.save(model, folder / name)
    return [*names, WORDS]


def sha256(path: Path) -> str:
    """The sum of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def enter(folder: Path, files: Iterable[str], **more: Any) -> None:
    """Write sums of the files and whatever else into the manifest of the folder; other entries stay."""
    path = folder / "manifest.json"
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"version": "0"}
    manifest["date"] = date.today().isoformat()
    entries = manifest.setdefault("files", {})
    for name in files:
        entries[name] = {"sha256": sha256(folder / name), "bytes": (folder / name).stat().st_size}
    manifest.update(more)
    path.write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
