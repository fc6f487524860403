"""Who is meant by what a person types into a field of the pages."""

from __future__ import annotations

import numpy as np

from onrecord.web.board.actors import Crew
from onrecord.web.board.rows import Flags, Numbers
from onrecord.web.finding import plain


def named_like(crew: Crew, text: str, among: Numbers | None = None) -> Flags:
    """The actors in whose name or one of whose aliases every word of a text begins a word."""
    found = np.zeros(len(crew.names), dtype=np.bool_)
    asked = plain(text).split()
    places = range(len(crew.names)) if among is None else among.tolist()
    for place in places:
        identifier = crew.names.names[place]
        names = crew.spelled(identifier)
        found[place] = any(all(f" {word}" in name for word in asked) for name in names)
    return found
