"""The register of a record: made of its sightings, the user's list and judgements, and kept beside them."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.types import Actor, Article, Sighting, Statement
from onrecord.version import __version__

if TYPE_CHECKING:
    from onrecord.actors import Changes, Register
    from onrecord.actors.listing import Directory
    from onrecord.record import Record

# A register that another release made is made anew: its rules may be others.
RULES = __version__


def sightings_of(article: Article, met: Iterable[Actor]) -> tuple[Sighting, ...]:
    """The actors of an article as sightings of its day."""
    return tuple(Sighting(article.id, actor, article.published) for actor in met)


def directory_of(record: Record) -> Directory:
    """The own list of a record, filed for its registers."""
    from onrecord.actors.listing import Directory, uncollected

    with uncollected():
        return Directory(record.authority())


def make(record: Record, listed: Directory | None = None) -> Register:
    """The register of a record, made from scratch; ``listed`` is its own list, where that is filed already."""
    from onrecord.actors import Register

    said = (judgement for _, judgements in record.identity_judgements() for judgement in judgements)
    listed = directory_of(record) if listed is None else listed
    return Register(record.sightings(), authority=listed, judgements=tuple(said))


def renew(record: Record, listed: Directory | None = None) -> Register:
    """Make the register of a record anew and write it; where nothing has changed, no row does."""
    register = make(record, listed)
    record.save_register(tuple(register), register.identities(), RULES)
    return register


class LiveRegister:
    """The register of a record while articles are read into it.

    It is made once and made again only where somebody else has written meanwhile. After an article that could not be
    written, ``forget`` it: what stands in memory is then more than what stands in the record.
    """

    def __init__(self, record: Record) -> None:
        """A register that is made when it is first needed."""
        self._record = record
        self._register: Register | None = None
        self._mark = ""
        self._changes: Changes | None = None

    def refresh(self) -> Register:
        """The register in step with the record."""
        mark = self._record.register_mark()
        if self._register is None or mark != self._mark:
            gc.unfreeze()
            if self._record.register_rules() == RULES:
                self._register, self._mark = make(self._record), mark
            else:
                self._register, self._mark = renew(self._record), self._record.register_mark()
            # Else the collector goes through all of it again and again while articles are read: with 281,000
            # sightings an article took 44 ms of processor time without that, 86 with it (one run of each).
            gc.freeze()
        return self._register

    def put(self, article: Article, met: Sequence[Actor]) -> None:
        """See what an article changes in the register; ``write`` it in the transaction that writes the article."""
        self._changes = self.refresh().put(article.id, sightings_of(article, met))

    def write(self) -> None:
        """Write what the last article has changed."""
        changes = self._changes
        if changes is not None and (changes.actors or changes.identities or changes.gone):
            self._record.save_changes(changes.actors, changes.identities, changes.gone)
        self._changes, self._mark = None, self._record.register_mark()

    def sighted(self, identifier: str) -> Sequence[str]:
        """The ids under which articles give the actor that a sighted id means."""
        register = self.refresh() if self._register is None else self._register
        found = register.sighted(register.id_of(identifier))
        return tuple(dict.fromkeys(one.partition("~")[0] for one in found)) or (
            identifier,
        )  # a part's rows bear its id

    def canonical(self, statement: Statement) -> Statement:
        """A statement with the canonical actor in place of the sighted one."""
        register = self.refresh() if self._register is None else self._register
        actor = statement.actor
        return statement if actor is None else replace(statement, actor=register.id_of(actor, statement.article))

    def forget(self) -> None:
        """Let the register be made anew when it is next needed."""
        self._register, self._changes = None, None
        gc.unfreeze()
