"""The bundled debate: fictional reports and their codebook, read by ``onrecord demo``."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

__all__ = ["demo_codebook", "demo_paths"]


def demo_codebook() -> Path:
    """The codebook of the bundled debate."""
    return _folder() / "codebook.yaml"


def demo_paths() -> tuple[Path, ...]:
    """The bundled reports in the order of their names."""
    return tuple(sorted(path for path in (_folder() / "reports").iterdir() if path.is_file()))


def _folder() -> Path:
    return Path(str(files(__name__)))
