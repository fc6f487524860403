"""The templates of the app: what they may call, and how text of others is made harmless to look at."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.types import Stance
from onrecord.version import __version__
from onrecord.web.payload import link
from onrecord.web.wording import (
    CONDITION_WORDS,
    RELATION_WORDS,
    SCOPE_WORDS,
    STANCE_MEANINGS,
    STANCE_WORDS,
    VOICE_WORDS,
    article_name,
    counted,
    date_words,
    day_words,
    derivation,
    short_origin,
)

# Controls that turn the reading direction of what follows: shown as what they are instead of being obeyed.
TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Characters that no terminal or page shows and that could hide something; the newline and the tab are none of them.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def shown(text: str) -> str:
    """Text in which controls can be seen: [U+202E] stands where the reading direction would have turned."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub(_code, TURNS.sub(_code, text))


def _code(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"


def _plain(value: Any) -> Any:
    return value if isinstance(value, Markup) or not isinstance(value, str) else shown(value)


def moment_words(moment: datetime) -> str:
    """A moment as 9 Mar 2024, 14:05 in the server's own time."""
    local = moment.astimezone()
    return f"{day_words(local.date())}, {local:%H:%M}"


def lasting(seconds: float) -> str:
    """How long something takes, in the words of a person: 8 s, 3 min, 2 h 10 min."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def thousands(number: int) -> str:
    """A number as people write it: 20,000."""
    return f"{number:,}"


def address(kind: str, identifier: str) -> str:
    """The page of an actor, option, article…; ids may hold anything."""
    return f"/{kind}/{quote(identifier, safe='/' if kind == 'actors' else '')}"


def with_query(path: str, **query: object) -> str:
    """An address with the parts of its query that say something."""
    told = [(name.rstrip("_"), str(value)) for name, value in query.items() if value not in (None, "", False)]
    return f"{path}?{urlencode(told)}" if told else path


@cache
def environment() -> Environment:
    """The templates, loaded once."""
    made = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_plain,
    )
    made.filters |= {
        "day": day_words,
        "date": date_words,
        "moment": moment_words,
        "lasting": lasting,
        "thousands": thousands,
        "counted": counted,
        "called": article_name,
        "short": short_origin,
        "derivation": derivation,
        "value": lambda value: value.value,
        "link": link,
    }
    made.globals |= {
        "address": address,
        "with_query": with_query,
        "stances": tuple(Stance),
        "words": STANCE_WORDS,
        "meanings": STANCE_MEANINGS,
        "scope_words": SCOPE_WORDS,
        "voice_words": VOICE_WORDS,
        "condition_words": CONDITION_WORDS,
        "relation_words": RELATION_WORDS,
        "version": __version__,
    }
    return made
