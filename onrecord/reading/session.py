"""Model files: found, checked against the manifest, and opened; the one place that makes ONNX sessions."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from onrecord.errors import WeightsError

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

MANIFEST = "manifest.json"
#: The word vectors that the sentence vectors and the encoder of text and options share; their files point at it.
WORDS = "words.bin"


@dataclass(frozen=True)
class Weights:
    """A folder of model files and the manifest that says what they must be."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def version(self) -> str:
        """The version that goes into provenance."""
        return str(self.manifest["version"])

    def checked(self, name: str) -> Path:
        """The path of a file whose sum is the one in the manifest; WeightsError where it is not."""
        path = self.folder / name
        entry = self.manifest.get("files", {}).get(name)
        if entry is None:
            raise WeightsError(f"{self.folder / MANIFEST}: names no file {name}; install onrecord again")
        if not path.is_file():
            raise WeightsError(f"{path}: the model file is missing; install onrecord again")
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != entry["sha256"]:
            raise WeightsError(f"{path}: not the file that {MANIFEST} names (sha256 {found}); install onrecord again")
        return path


def weights(folder: Path | None = None) -> Weights:
    """The manifest of a folder, by default the one inside the package."""
    folder = Path(folder) if folder is not None else Path(__file__).parent / "weights"
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as reason:
        raise WeightsError(f"{folder / MANIFEST}: cannot be read ({reason}); install onrecord again") from reason
    if not isinstance(manifest, dict) or "version" not in manifest:
        raise WeightsError(f"{folder / MANIFEST}: is no manifest of model files; install onrecord again")
    return Weights(folder, manifest)


def open_session(path: Path, threads: int | None = None) -> onnxruntime.InferenceSession:
    """An ONNX session on the processor, on all its cores where no number of threads is given."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or os.cpu_count() or 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # workers that spin between calls take the core from the Python that prepares the next batch
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        # sum and layer norm joined into one operator take eight times as long as the two (onnxruntime 1.31): 9 % of all
        return onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
        )
    except Exception as reason:
        raise WeightsError(f"{path}: cannot be opened as a model ({reason})") from reason


def open_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer of a file, without the cutting and filling that the file may ask for."""
    from tokenizers import Tokenizer

    made = Tokenizer.from_file(str(path))
    made.no_truncation()
    made.no_padding()
    return made


def filled(rows: Sequence[npt.NDArray[np.int64]], width: int) -> npt.NDArray[np.int64]:
    """Rows of unequal length as one matrix, zeros behind the short ones."""
    out = np.zeros((len(rows), width), dtype=np.int64)
    for number, row in enumerate(rows):
        out[number, : len(row)] = row
    return out
