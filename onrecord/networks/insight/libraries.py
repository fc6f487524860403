"""The libraries that some measures need, imported when the first of them is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from onrecord.errors import MissingExtra


def library(name: str) -> Any:
    """A module of an optional library; raises MissingExtra with the line that installs it."""
    try:
        return import_module(name)
    except ImportError as error:
        needed = name.partition(".")[0]
        raise MissingExtra(f"This measure needs {needed}: pip install 'onrecord[networks]'") from error
