"""What a list is asked for: from the address to what is looked for, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from onrecord.networks import Level
from onrecord.record.wanted import Order, Wanted
from onrecord.types import Scope, Stance, StatementKind, Voice
from onrecord.web.board import Board
from onrecord.web.board.asked import asked_for
from onrecord.web.board.behind import origins_of
from onrecord.web.desk import date_of
from onrecord.web.pages.receipts import STATE_WORDS, option_name
from onrecord.web.wording import SCOPE_WORDS, STANCE_WORDS, VOICE_WORDS, day_words

Kind = TypeVar("Kind", bound=StrEnum)

# The parts of an address that narrow a list, in the order in which they are told.
NAMES = (
    "q",
    "actor",
    "by",
    "body",
    "option",
    "stance",
    "scope",
    "voice",
    "kind",
    "outlet",
    "since",
    "until",
    "reviewed",
    "state",
    "derived",
    "article",
    "suggested",
    "once",
    "order",
)
_WORDS = {"q": "words", "by": "read by", "body": "counts for", "once": "copies", "since": "from", "until": "to"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that narrows a list, and the address without it."""

    what: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Asking:
    """A list as its address asks for it."""

    path: str
    given: Mapping[str, str]
    after: str | None = None

    def url(self, path: str | None = None, **changes: str | None) -> str:
        """The address of this list from its beginning, or of one that differs."""
        told = {**self.given, **changes}
        query = urlencode([(name, told[name]) for name in (*NAMES, "after") if told.get(name)])
        return f"{path or self.path}?{query}" if query else path or self.path

    def chips(self, board: Board) -> tuple[Chip, ...]:
        """What narrows it, each with a way to take it off."""
        return tuple(
            Chip(_WORDS.get(name, name), _shown(board, name, self.given[name]), self.url(**{name: None}))
            for name in NAMES
            if name not in ("order", "by", "q") and self.given.get(name)
        )


def asking_of(query: Mapping[str, str], path: str) -> Asking:
    """The list that a query asks for; what is empty counts for nothing."""
    given = {name: query[name].strip() for name in NAMES if query.get(name, "").strip()}
    return Asking(path, given, query.get("after") or None)


def wanted_of(asking: Asking, board: Board) -> Wanted:
    """What the record is to be asked; the list behind a cell of the map is those positions that the map counts."""
    given = asking.given
    reviewed = {"yes": True, "no": False}.get(given.get("reviewed", ""))
    state = given.get("state")
    plain = Wanted(
        text=given.get("q", ""),
        stance=_one_of(Stance, given.get("stance")),
        scope=_one_of(Scope, given.get("scope")),
        voice=_one_of(Voice, given.get("voice")),
        kind=_one_of(StatementKind, given.get("kind")),
        option=given.get("option"),
        actor=given.get("actor"),
        actors=_counting_for(board, given.get("body")),
        outlet=given.get("outlet"),
        since=date_of(given.get("since")),
        until=date_of(given.get("until")),
        article=given.get("article"),
        reviewed=reviewed,
        state=state if state in STATE_WORDS else None,
        suggested=given.get("suggested") == "yes",
        once=given.get("once") == "yes",
        order=_one_of(Order, given.get("order")) or (Order.BEST if given.get("q") else Order.NEWEST),
    )
    if asking.path == "/positions" and _one_of(Level, given.get("by")) and plain.actor is not None:
        return _behind(asking, board, plain)
    return plain


def _behind(asking: Asking, board: Board, plain: Wanted) -> Wanted:
    derived = {"yes": True, "no": False}.get(asking.given.get("derived", ""))
    asked = asked_for({**asking.given, "derived": ""})
    actor = plain.actor or ""
    ids = origins_of(board, asked, actor, plain.option, plain.stance, derived=derived)
    return Wanted(text=plain.text, ids=ids, voice=plain.voice, outlet=plain.outlet, order=plain.order)


def _counting_for(board: Board, body: str | None) -> tuple[str, ...]:
    if body is None:
        return ()
    names = board.lists.actors.names
    places = board.crew.under(body, listed=False).nonzero()[0].tolist()
    return tuple(names[place] for place in places) or (body,)


def _one_of(kind: type[Kind], given: str | None) -> Kind | None:
    return next((one for one in kind if one.value == given), None)


def _shown(board: Board, name: str, value: str) -> str:
    if name in ("actor", "body"):
        return board.name(value)
    if name == "option":
        return option_name(board, value)
    if name == "article" and value in board.heads:
        return board.heads[value].title or value
    if name in ("since", "until"):
        day = date_of(value)
        return day_words(day) if day else value
    words: Mapping[str, Mapping[str, str]] = {
        "stance": {str(step): word for step, word in STANCE_WORDS.items()},
        "scope": {str(scope): word for scope, word in SCOPE_WORDS.items()},
        "voice": {str(voice): word for voice, word in VOICE_WORDS.items()},
        "state": STATE_WORDS,
        "reviewed": {"yes": "judged by a person", "no": "not judged yet"},
        "derived": {"yes": "derived", "no": "said in so many words"},
        "suggested": {"yes": "suggestions only"},
        "once": {"yes": "each story once"},
    }
    return words.get(name, {}).get(value, value)
