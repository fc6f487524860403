"""The board of a record, made once, shared by all requests and brought up to date when the record has changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, cast

import numpy as np

from onrecord.networks import Level
from onrecord.record import Record
from onrecord.record.board_rows import (
    ArticleHead,
    BoardRow,
    article_heads,
    board_revision,
    board_rows,
    board_rows_since,
)
from onrecord.types import Actor, Codebook, Option, ReportedShift
from onrecord.web.board.actors import Crew, met_with
from onrecord.web.board.levels import at_level
from onrecord.web.board.moves import Changes, changes_of
from onrecord.web.board.rows import Lists, Rows, lists_of, rows_of

Made = TypeVar("Made")

# What was worked out for the last questions is kept for the next page of the same, and for its downloads: an answer is
# some megabytes at 100,000 positions.
_KEPT = 12
# So many rows and fewer are put into their places one by one; to order all of 100,000 anew takes some 40 ms.
_FEW = 600
# A change of more articles than these is read anew as a whole, which then costs no more.
_MOST_ARTICLES = 400


class Answers:
    """What was worked out for the last questions, shared by threads; the one asked longest ago goes first."""

    def __init__(self, most: int = _KEPT) -> None:
        """Remember nothing yet."""
        self._held: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()
        self._most = most

    def get(self, question: Hashable, work_out: Callable[[], Made]) -> Made:
        """The answer, worked out where it is not known; two threads may both work it out."""
        with self._lock:
            if question in self._held:
                self._held.move_to_end(question)
                return cast(Made, self._held[question])
        answer = work_out()
        with self._lock:
            self._held[question] = answer
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return answer


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """All effective positions of a record at one revision, with what follows from them, as columns.

    ``rows`` stand in the order in which they decide; ``answers`` keeps what pages have worked out of them.
    """

    revision: tuple[str, int]
    codebook: Codebook
    crew: Crew
    lists: Lists
    rows: Rows
    heads: Mapping[str, ArticleHead]
    reported: tuple[ReportedShift, ...]
    changes: Changes
    answers: Answers = field(default_factory=Answers)

    @property
    def actors(self) -> Mapping[str, Actor]:
        """The canonical actors by id."""
        return self.crew.actors

    @property
    def options(self) -> Mapping[str, Option]:
        """The options of the current codebook by id."""
        return {option.id: option for option in self.codebook.options}

    def at(self, level: Level) -> Rows:
        """The rows with the actors that they count for at a level."""
        plain = Level.CODED if level is Level.PERSON else level
        return self.answers.get(("level", plain), lambda: at_level(self.rows, self.crew, plain))

    def name(self, actor: str | None) -> str:
        """The name of an actor."""
        return self.crew.name(actor)


def board_from(
    revision: tuple[str, int],
    facts: Sequence[BoardRow],
    codebook: Codebook,
    actors: Mapping[str, Actor],
    heads: Mapping[str, ArticleHead],
    *,
    reported: Sequence[ReportedShift] = (),
) -> Board:
    """A board of these rows."""
    lists = lists_of(facts, met_with(actors), [option.id for option in codebook.options])
    rows = rows_of(facts, lists, codebook).in_order()
    told = tuple(reported)
    changes = changes_of(rows, lists, told)
    return Board(revision, codebook, Crew(actors, lists.actors), lists, rows, heads, told, changes)


class Boards:
    """The board of one record for all threads: read whole at first, later only what judgements have changed."""

    def __init__(self) -> None:
        """Read nothing yet."""
        self._board: Board | None = None
        self._lock = threading.Lock()

    def of(self, record: Record) -> Board:
        """The board as the record is now."""
        revision = board_revision(record)
        board = self._board
        if board is not None and board.revision == revision:
            return board
        with self._lock:  # one thread reads, the others wait for what it read
            board = self._board
            revision = board_revision(record)
            if board is None or board.revision[0] != revision[0]:
                board = _read(record)
            elif board.revision != revision:
                board = _renewed(board, record)
            self._board = board
            return board


def _read(record: Record) -> Board:
    codebook = record.current_codebook() or Codebook((), "")
    revision, facts = board_rows(record)
    actors = {actor.id: actor for actor in record.actors()}
    heads = {head.id: head for head in article_heads(record)}
    return board_from(revision, facts, codebook, actors, heads, reported=record.shifts())


def _renewed(board: Board, record: Record) -> Board:
    """The board with the articles read anew in which judgements changed anything since."""
    revision, changed, facts = board_rows_since(record, board.revision[1])
    if revision[0] != board.revision[0] or len(changed) > _MOST_ARTICLES:
        return _read(record)
    if not all(board.lists.knows(fact) for fact in facts):
        return _read(record)
    return renewed(board, revision, changed, facts)


def renewed(board: Board, revision: tuple[str, int], changed: Sequence[str], facts: Sequence[BoardRow]) -> Board:
    """The board with these rows in place of those of some articles; its lists know all their names."""
    places = [board.lists.articles.place[one] for one in changed if one in board.lists.articles.place]
    gone = np.isin(board.rows.article, places)
    fresh = rows_of(facts, board.lists, board.codebook)
    kept = board.rows.take(~gone)
    rows = kept.followed_by(fresh).in_order() if len(fresh) > _FEW else kept.merged_with(fresh)
    touched = np.zeros(len(board.lists.actors), dtype=np.bool_)
    touched[board.rows.actor[gone]] = True
    touched[fresh.actor] = True
    changes = changes_of(rows, board.lists, board.reported, (board.changes, touched))
    return replace(board, revision=revision, rows=rows, changes=changes, answers=Answers())
