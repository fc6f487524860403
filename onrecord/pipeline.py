"""The story in one file: articles come in, the record is filled."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord import stories
from onrecord.errors import OnrecordError
from onrecord.settings import SHIPPED, Engine
from onrecord.stages import CHUNK as CHUNK
from onrecord.stages import CHUNK_CHARACTERS as CHUNK_CHARACTERS
from onrecord.stages import Known, Made, Models, reason
from onrecord.stages import chunks as chunks
from onrecord.stages import read_articles as read_articles
from onrecord.types import Article, ArticleMaterial, Codebook, Coding, Failure
from onrecord.version import __version__
from onrecord.writing import Tally, Under, Writer

if TYPE_CHECKING:
    from onrecord.origins.gathering import Bound, Gathering, Sealed
    from onrecord.positions.llm import LanguageModel
    from onrecord.record import Record

# Seconds between two words on articles that are only recognised: a thousand of them go by in one.
_TELL_EVERY = 0.1


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a run: the stage, how much of it is done, what it is at; ``total`` None where it is not known.

    ``known`` is how many articles the record had before, ``share`` how much of the input is done, from 0 to 1, without
    what was passed over; None where nobody can know.
    """

    stage: str
    done: int
    total: int | None
    now: str
    known: int = 0
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: articles read, already known, skipped and failed; positions coded anew.

    ``changed`` are the origins from which the record already held an article with another text; it keeps both.
    Of many, the first thousand are named, and ``more_…`` tells how many more there are; the record holds them all.
    ``notes`` is what a language model's part in the run came to, line by line.
    """

    read: int = 0
    known: int = 0
    skipped: tuple[Failure, ...] = ()
    failed: tuple[Failure, ...] = ()
    coded: int = 0
    changed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    more_skipped: int = 0
    more_failed: int = 0
    more_changed: int = 0


Report = Callable[[Progress], None]


def fill(
    record: Record,
    articles: Iterable[Article | Failure | Sealed | Bound] | Gathering,
    *,
    codebook: Codebook | None = None,
    engine: Engine = SHIPPED,
    report: Report = lambda progress: None,
) -> Summary:
    """Read the articles into the record and code them; on the same input again nothing changes.

    Without a codebook the record's own newest one is used; without any, statements and actors are still read.
    An article that fails is a row of the record and stops nothing else. A run that was killed goes on where it was.
    """
    from onrecord.record.reviews import Reviews
    from onrecord.tuning import tuned

    models = Models(tuned(record, engine))
    with models:
        writer, used = _begun(record, models, codebook)
        steps = models.through(articles, writer.unread, None if models.model else used)
        _write(writer, steps, getattr(articles, "size", None), report)
        summary = _finished(record, models, writer.tally, used, report)
    Reviews(record).prepare()  # now, and not when a reviewer first asks what waits for them
    return summary


def take_in(
    record: Record,
    steps: Iterable[Made | Failure],
    *,
    codebook: Codebook | None = None,
    engine: Engine = SHIPPED,
    report: Report = lambda progress: None,
) -> Summary:
    """Write what was read and coded elsewhere, as ``fill`` would have; on the same again nothing changes."""
    from onrecord.record.reviews import Reviews
    from onrecord.tuning import tuned

    models = Models(tuned(record, engine))
    with models:
        writer, used = _begun(record, models, codebook)
        _write(writer, steps, None, report)
        summary = _finished(record, models, writer.tally, used, report)
    Reviews(record).prepare()
    return summary


def _begun(record: Record, models: Models, codebook: Codebook | None) -> tuple[Writer, Codebook | None]:
    """What writes into the record, and the codebook by which is coded."""
    from onrecord.registering import RULES, LiveRegister
    from onrecord.statements import Judge

    register = LiveRegister(record)
    if record.register_rules() != RULES:  # a record of another release
        register.refresh()
    stories.refresh(record)
    if codebook is not None and not models.is_dry:
        record.save_codebook(codebook)
    used = codebook or record.current_codebook()
    under = Under(reading_version(models.engine), coding_version(models.model, models.engine), used)
    return Writer(record, register, under, lambda: Judge(models.vectors, models.pairs)), used


def _write(writer: Writer, steps: Iterable[Made | Known | Failure | Bound], size: int | None, report: Report) -> None:
    """Write everything as it comes, and tell how far it is."""
    told = 0.0
    for step in steps:
        read, tally = writer.tally.read, writer.tally
        writer.write(step)
        now = time.monotonic()
        if tally.read > read or now - told > _TELL_EVERY:
            told = now
            origin = step.material.article.origin if isinstance(step, Made) else ""
            report(Progress("reading", tally.read, None, origin, tally.known, _share(tally, size)))
    writer.close()


def _share(tally: Tally, size: int | None) -> float | None:
    """How much of the input is done; texts in a packed file may be longer than the file."""
    left = (size or 0) - tally.over
    return min(tally.size / left, 0.999) if left > 0 else None


def _finished(record: Record, models: Models, tally: Tally, used: Codebook | None, report: Report) -> Summary:
    """Code what is not yet coded, and tell what the whole run came to."""
    if tally.coded:
        report(Progress("positions", tally.coded, tally.coded, ""))
    coded, failed = code(record, used, models=models, without=tally.uncoded, report=report) if used else (0, ())
    for failure in failed:
        tally.failure(failure)
    return Summary(
        read=tally.read,
        known=tally.known,
        skipped=tuple(tally.skipped.named),
        failed=tuple(tally.failed.named),
        coded=tally.coded + coded,
        changed=tuple(one.origin for one in tally.changed.named),
        notes=models.model.told() if used and models.model else (),
        more_skipped=tally.skipped.more,
        more_failed=tally.failed.more,
        more_changed=tally.changed.more,
    )


def code(
    record: Record,
    codebook: Codebook,
    *,
    models: Models | None = None,
    without: Collection[str] = (),
    report: Report = lambda progress: None,
) -> tuple[int, tuple[Failure, ...]]:
    """Code every article of the record that is not yet coded so; how many were, and which could not be.

    ``without`` are ids of articles that are left for another time. Where a language model is only asked what it would
    cost, the articles are coded and nothing is kept.
    """
    if models is None:
        from onrecord.tuning import tuned

        models = Models(tuned(record, SHIPPED))
    version = coding_version(models.model, models.engine)
    waiting = [one for one in record.uncoded(codebook.version, version) if one not in without]
    if not waiting:
        return 0, ()
    failed: list[Failure] = []
    unasked = models.unasked
    for done, (material, coding) in enumerate(models.coded(map(record.material, waiting), codebook, len(waiting))):
        report(Progress("positions", done, len(waiting), material.article.origin))
        if models.is_dry and not isinstance(coding, Failure):
            continue
        # an article on which the language model was not heard is coded again by the next run
        as_coded = version if models.unasked == unasked else f"{version} unfinished"
        unasked = models.unasked
        failure = _save_coding(record, material, coding, (codebook, as_coded))
        if failure is not None:
            failed.append(failure)
    report(Progress("positions", len(waiting), len(waiting), ""))
    return 0 if models.is_dry else len(waiting) - len(failed), tuple(failed)


def _save_coding(
    record: Record, material: ArticleMaterial, coding: Coding | Failure, under: tuple[Codebook, str]
) -> Failure | None:
    """Write what became of an article: its coding, or why there is none."""
    codebook, version = under
    if isinstance(coding, Coding):
        try:
            record.save_coding(codebook.version, version, coding)
        except OnrecordError:
            raise
        except Exception as error:
            coding = Failure(material.article.origin, "positions", reason(error))
    if isinstance(coding, Failure):
        record.save_failure(coding)
        return coding
    from onrecord.record.intake import Intake, Leavings

    Intake(record).write(Leavings(coded=[material.article.origin]))
    return None


def coding_version(model: LanguageModel | None = None, engine: Engine = SHIPPED) -> str:
    """The version under which a coding is kept: coder, release and, where there are any, tuning and language model.

    An article that was coded under another version is coded anew.
    """
    from onrecord.positions import Coder

    version, use = f"{Coder.version} {__version__}", engine.model
    if engine.tuning is not None and (use is None or use.second):
        version += f" tuning {engine.tuning.version}"
    if model is None or use is None:
        return version
    return f"{version} llm {'second' if use.second else 'coder'} {model.version}"


def reading_version(engine: Engine = SHIPPED) -> str:
    """The version under which a reading is kept: that of the weights and that of the rules, which is the release's.

    An article that was read under another version is read anew.
    """
    from onrecord.reading.session import weights

    return f"{weights(engine.folder).version} {__version__}"
