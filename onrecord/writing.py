"""What comes of articles is written: one article a transaction, so that a killed run goes on where it stopped."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from onrecord import stories
from onrecord.errors import InputError, OnrecordError
from onrecord.stages import Known, Made, reason
from onrecord.types import Article, Codebook, Coding, Failure
from onrecord.uttering import LiveUtterances

if TYPE_CHECKING:
    from onrecord.origins.gathering import Bound
    from onrecord.record import Record
    from onrecord.registering import LiveRegister
    from onrecord.statements import Judge

# Failures and changed articles that are named one by one: nobody reads more on a terminal, and a million of them would
# fill the memory. All of them stand in the record.
NAMED = 1_000
# What waits to be written beside articles, and the seconds that it waits at most.
_LEFT, _WAIT = 64, 2.0

_DETAILS = ("outlet", "title", "published", "language", "url", "author", "agency", "section")
# Failures of these stages are the same whenever a piece of the input is read by the same rules.
_LASTING = ("origins", "language")


@dataclass(slots=True)
class Told:
    """Some of many, the first of them by name."""

    named: list[Failure] = field(default_factory=list)
    more: int = 0

    def add(self, failure: Failure) -> None:
        """Take in one."""
        if len(self.named) < NAMED:
            self.named.append(failure)
        else:
            self.more += 1


@dataclass(slots=True)
class Tally:
    """What a run has done so far; ``size`` is how much of the input, ``over`` how much was passed over, in bytes.

    ``uncoded`` are the ids of articles that were read and could not be coded.
    """

    read: int = 0
    known: int = 0
    coded: int = 0
    skipped: Told = field(default_factory=Told)
    failed: Told = field(default_factory=Told)
    changed: Told = field(default_factory=Told)
    size: int = 0
    over: int = 0
    uncoded: set[str] = field(default_factory=set)

    def failure(self, failure: Failure) -> None:
        """Count one."""
        (self.skipped if failure.skipped else self.failed).add(failure)


@dataclass(slots=True)
class _Piece:
    """What came of a piece of the input so far, and whether the same would come of it again.

    ``failed`` is what failed last: the file itself where that could not be read for want of a right or a package.
    """

    articles: int = 0
    failures: int = 0
    lasting: bool = True
    failed: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Under:
    """By what articles are read and coded."""

    reading: str
    coding: str = ""
    codebook: Codebook | None = None


class Writer:
    """Writes what comes of the articles of a run, in its order, and counts."""

    def __init__(self, record: Record, register: LiveRegister, under: Under, judge: Callable[[], Judge]) -> None:
        """Prepare; nothing is written yet."""
        from onrecord.record.intake import Intake, Leavings

        self.tally = Tally()
        self._record, self._register, self._under = record, register, under
        self._utterances = LiveUtterances(record, register, judge)
        self._intake, self._left = Intake(record), Leavings()
        self._stretch, self._file = _Piece(), _Piece()
        self._written = time.monotonic()

    def unread(self, article: Article) -> Article | None:
        """The article as it is to be read, None where the record holds it so already.

        Details that are given now win over those held (a date may change what "on Friday" means), the others stay.
        """
        held = self._record.article(article.id)
        if held is None:
            return article
        given = {name: value for name in _DETAILS if (value := getattr(article, name)) is not None}
        wanted = replace(held, **given)
        return None if wanted == held and self._record.has_article(article.id, self._under.reading) else wanted

    def write(self, step: Made | Known | Failure | Bound) -> None:
        """Write what came of one article, or that a piece of the input is done."""
        if isinstance(step, Made):
            self._made(step)
        elif isinstance(step, Known):
            self._known(step.article)
        elif isinstance(step, Failure):
            self._failed(step)
        else:
            self._bound(step)
        if len(self._left) >= _LEFT or time.monotonic() - self._written > _WAIT:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        if self._left:
            self._intake.write(self._left)
            self._left = type(self._left)()
        self._written = time.monotonic()

    def close(self) -> None:
        """Write what waits, and let go of the register."""
        self.flush()
        self._register.forget()

    # ------------------------------------------------------------ one of a kind

    def _known(self, article: Article) -> None:
        self.tally.known += 1
        self._left.read.append(article.origin)
        self._count(article)

    def _made(self, made: Made) -> None:
        article = made.material.article
        if self.unread(article) is None:  # the input has it twice, a little apart
            self._known(article)
            return
        outcome = self._save(made)
        if isinstance(outcome, Failure) and outcome.stage != "positions":
            self._failed(outcome)
            return
        self.tally.read += 1
        self._left.read.append(article.origin)
        self._count(article)
        if isinstance(outcome, Failure):
            self.tally.uncoded.add(article.id)
            self._failed(outcome)
        elif made.coding is not None:
            self.tally.coded += 1
            self._left.coded.append(article.origin)
        if len(self._record.articles_from(article.origin)) > 1:
            self.tally.changed.add(Failure(article.origin, "origins", "its text is another than before"))

    def _failed(self, failure: Failure) -> None:
        self.tally.failure(failure)
        self._left.failed.append(failure)
        for piece in (self._stretch, self._file):
            piece.failures += 1
            piece.lasting = piece.lasting and failure.stage in _LASTING
            piece.failed = "" if failure.skipped else failure.origin

    def _count(self, article: Article) -> None:
        self.tally.size += len(article.text)
        for piece in (self._stretch, self._file):
            piece.articles += 1
            piece.size += len(article.text)

    def _bound(self, bound: Bound) -> None:
        """Where the same would come of a piece again, it is passed over the next time."""
        from onrecord.record.shard_rows import Shard

        if bound.passed is not None:
            self.tally.known += bound.passed.articles
            self.tally.over += bound.size
            self._file.articles += bound.passed.articles
            self._file.failures += bound.passed.failures
            for failure in self._intake.failures_in(bound.origin) if bound.whole and bound.passed.failures else ():
                self.tally.failure(failure)
        else:
            piece = self._file if bound.whole else self._stretch
            if bound.id and piece.lasting and piece.failed != bound.origin:
                self._left.shards.append(Shard(bound.id, bound.origin, piece.articles, piece.failures, bound.whole))
            if bound.whole:
                self.tally.size += bound.size - self._file.size
        self._stretch = _Piece()
        if bound.whole:
            self._file = _Piece()

    # ------------------------------------------------------------ one article

    def _save(self, made: Made) -> Failure | None:
        """Write one article and what it changes in the register: both or nothing, also where the run is killed."""
        material, record, register = made.material, self._record, self._register
        article = material.article
        reading = replace(
            material.reading, provenance=replace(material.reading.provenance, version=self._under.reading)
        )
        stage = "statements"
        try:
            with record.transaction():
                register.put(article, material.resolution.actors)
                grouped = self._utterances.joined(material, made.meanings)
                stage = "record"
                record.save_article(article, reading, grouped.resolution)
                stories.put(record, article)
                register.write()
                return self._save_coding(article, made.coding)
        except Exception as error:  # also values that contradict each other; nothing of them was written
            register.forget()
            if isinstance(error, OnrecordError) and not isinstance(error, InputError):
                raise
            return Failure(article.origin, stage, reason(error))

    def _save_coding(self, article: Article, coding: Coding | Failure | None) -> Failure | None:
        codebook = self._under.codebook
        if codebook is None or not isinstance(coding, Coding):
            return coding if isinstance(coding, Failure) else None
        try:
            self._record.save_coding(codebook.version, self._under.coding, coding)
        except OnrecordError:
            raise
        except Exception as error:
            return Failure(article.origin, "positions", reason(error))
        return None
