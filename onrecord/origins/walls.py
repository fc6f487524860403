"""What stands on a page in place of its report: a request to log in, to switch something on, to prove oneself human."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

# Words up to which a text may be no report at all but a wall. The shortest wire flashes have some 25, requests for
# cookies and subscriptions up to 150; a report of that length does not speak of enabling JavaScript.
_LONGEST_WALL = 150
# Up to so many words a single phrase tells; a longer text that has only one may be a short report that uses the word.
_ONE_PHRASE = 45
# Words of a paragraph that only asks to subscribe.
_LONGEST_NOTICE = 30
_FEWEST_WORDS = 8  # less than a sentence of news: the menu or the "please wait" of a page that was saved too early


def wall(text: str) -> str | None:
    """What a text is in place of a report, and the way out; None for a report."""
    words = text.split()
    if len(words) > _LONGEST_WALL:
        return None
    kind = _kind(text, least=1 if len(words) <= _ONE_PHRASE else 2)
    # A few lines of a report before the request to pay are a report still, if a short one.
    if kind == "pay" and len(without_notices(text).split()) >= 2 * _FEWEST_WORDS:
        return None
    return None if kind is None else str(page_words()["said"][kind])


def without_notices(text: str) -> str:
    """A text without the lines at its end that only ask to subscribe or to log in."""
    lines = text.split("\n")
    while len(lines) > 1 and (not lines[-1].strip() or _is_notice(lines[-1])):
        lines.pop()
    return "\n".join(lines)


@cache
def page_words() -> dict[str, Any]:
    """The words by which a page is understood."""
    return tomllib.loads((files("onrecord.origins") / "page_words.toml").read_text(encoding="utf-8"))


def _is_notice(line: str) -> bool:
    return len(line.split()) <= _LONGEST_NOTICE and _kind(line) == "pay"


def _kind(text: str, *, least: int = 1) -> str | None:
    """Of which kind the most phrases are found, if they are so many."""
    low = " ".join(text.lower().replace("’", "'").split())
    found = {kind: len(pattern.findall(low)) for kind, pattern in _patterns().items()}
    best = max(found, key=lambda kind: found[kind])
    return best if found[best] >= least else None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    walls: dict[str, list[str]] = page_words()["walls"]
    return {kind: re.compile("|".join(rf"\b{re.escape(phrase)}\b" for phrase in some)) for kind, some in walls.items()}
