import hashlib
import json
from pathlib import Path

import pytest

from onrecord.errors import WeightsError
from onrecord.reading.session import filled, open_session, weights


def folder(path: Path, content: bytes, digest: str | None = None) -> Path:
    (path / "a.onnx").write_bytes(content)
    digest = digest or hashlib.sha256(content).hexdigest()
    manifest = {"version": "1", "files": {"a.onnx": {"sha256": digest}}}
    (path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return path


def test_a_file_that_is_the_right_one(tmp_path: Path) -> None:
    assert weights(folder(tmp_path, b"x")).checked("a.onnx") == tmp_path / "a.onnx"


def test_a_file_that_was_changed(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="not the file"):
        weights(folder(tmp_path, b"x", "0" * 64)).checked("a.onnx")


def test_a_file_that_is_missing_or_not_named(tmp_path: Path) -> None:
    files = weights(folder(tmp_path, b"x"))
    (tmp_path / "a.onnx").unlink()
    with pytest.raises(WeightsError, match="missing"):
        files.checked("a.onnx")
    with pytest.raises(WeightsError, match="names no file"):
        files.checked("b.onnx")


@pytest.mark.parametrize("content", ["", "[]", "{}", "{"])
def test_no_manifest(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(WeightsError):
        weights(tmp_path)
    with pytest.raises(WeightsError):
        weights(tmp_path / "nowhere")


def test_no_model(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="cannot be opened"):
        open_session(folder(tmp_path, b"x") / "a.onnx", 1)


def test_filled() -> None:
    import numpy as np

    assert filled([np.array([1, 2]), np.array([3])], 3).tolist() == [[1, 2, 0], [3, 0, 0]]
