"""Which roles speak for a state."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


def speaks_for_state(role: str) -> bool:
    """Whether a role is an office of the state, rather than of its opposition, of a town or of nobody."""
    offices, elsewhere = _patterns()
    return offices.search(role) is not None and elsewhere.search(role) is None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    listed = tomllib.loads((files("onrecord.networks") / "offices.toml").read_text(encoding="utf-8"))
    return _any_of(listed["offices"]), _any_of(listed["elsewhere"])


def _any_of(words: list[str]) -> re.Pattern[str]:
    """Any of the words, whole, in any case; a space stands for a hyphen too, and a plural counts."""
    choices = "|".join(re.escape(word).replace(r"\ ", r"[\s-]") for word in words)
    return re.compile(rf"\b(?:{choices})s?\b", re.IGNORECASE)
