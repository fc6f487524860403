"""The story in one file: articles come in, the record is filled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import RecordError
from onrecord.types import Article, ArticleMaterial, Codebook, Embedder, Failure, Reading, Resolution

if TYPE_CHECKING:
    from onrecord.actors import Register
    from onrecord.positions import Coder
    from onrecord.reading import Reader, Vectors
    from onrecord.record import Record

# Articles handed to the encoder at once: enough to fill its batches, few enough that a killed run loses seconds.
CHUNK = 32


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a run: the stage, how much of it is done, what it is at; ``total`` None where it is not known."""

    stage: str
    done: int
    total: int | None
    now: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: articles read, already known, skipped and failed; positions coded anew."""

    read: int = 0
    known: int = 0
    skipped: tuple[Failure, ...] = ()
    failed: tuple[Failure, ...] = ()
    coded: int = 0


Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Origin:
    """What a caller says of the articles that do not say it themselves."""

    published: date | None = None
    outlet: str | None = None


def fill(
    record: Record,
    paths: Sequence[str | Path],
    *,
    codebook: Codebook | None = None,
    origin: Origin = Origin(),
    threads: int | None = None,
    report: Report = lambda progress: None,
) -> Summary:
    """Read the articles at ``paths`` into the record and code them; on the same input again nothing changes.

    Without a codebook the record's own newest one is used; without any, statements and actors are still read.
    Raises InputError where no path gives anything to read; an article that fails is a row of the record.
    """
    from onrecord.origins import collect

    models = _Models(threads)
    summary = Summary()
    arriving = collect(paths, published=origin.published, outlet=origin.outlet)
    for chunk in _chunks(arriving, CHUNK):
        summary = _take(record, chunk, models, summary, report)
    if codebook is not None:
        record.save_codebook(codebook)
    used = codebook or record.current_codebook()
    if used is None:
        return summary
    return replace(summary, coded=code(record, used, models=models, report=report))


def code(record: Record, codebook: Codebook, *, models: _Models | None = None, report: Report = lambda progress: None) -> int:
    """Code every article of the record that this codebook and this coder have not coded yet; how many they were."""
    from onrecord.positions import Coder

    waiting = record.uncoded(codebook.version, Coder.version)
    if not waiting:
        return 0
    models = models or _Models(None)
    coder = Coder(codebook, models.vectors)
    for done, identifier in enumerate(waiting):
        material = record.material(identifier)
        report(Progress("positions", done, len(waiting), material.article.origin))
        _code_one(record, coder, codebook, material)
    report(Progress("positions", len(waiting), len(waiting), ""))
    return len(waiting)


def _code_one(record: Record, coder: Coder, codebook: Codebook, material: ArticleMaterial) -> None:
    try:
        coding = coder.code(material)
    except RecordError:
        raise
    except Exception as error:
        record.save_failure(Failure(material.article.origin, "positions", _reason(error)))
        return
    try:
        record.save_coding(codebook.version, coder.version, coding)
    except ValueError as error:
        record.save_failure(Failure(material.article.origin, "positions", _reason(error)))


class _Models:
    """The encoders, loaded when first needed: a run that finds nothing new never pays for them."""

    def __init__(self, threads: int | None) -> None:
        self._threads = threads
        self._reader: Reader | None = None
        self._vectors: Vectors | None = None

    @property
    def reader(self) -> Reader:
        if self._reader is None:
            from onrecord.reading import Reader

            self._reader = Reader.load(threads=self._threads)
        return self._reader

    @property
    def vectors(self) -> Vectors:
        if self._vectors is None:
            from onrecord.reading import Vectors

            self._vectors = Vectors.load(threads=self._threads)
        return self._vectors


def _take(record: Record, chunk: Sequence[Article | Failure], models: _Models, summary: Summary, report: Report) -> Summary:
    """Read one chunk; each article is one transaction, so that a killed run resumes where it stopped."""
    from onrecord.actors import Register
    from onrecord.reading.session import weights

    failures = [item for item in chunk if isinstance(item, Failure)]
    articles = [item for item in chunk if isinstance(item, Article)]
    version = weights().version
    new = [article for article in articles if not record.has_article(article.id, version)]
    known = len(articles) - len(new)
    read = 0
    if new:
        register = Register(record.actors())
        for outcome in _read(new, models, register):
            if isinstance(outcome, Failure):
                failures.append(outcome)
                continue
            try:
                _save(record, outcome, models.vectors)
            except ValueError as error:  # values that contradict each other; nothing of them was written
                failures.append(Failure(outcome.article.origin, "record", _reason(error)))
                continue
            read += 1
            report(Progress("reading", summary.read + read, None, outcome.article.origin))
    for failure in failures:
        record.save_failure(failure)
    return Summary(
        read=summary.read + read,
        known=summary.known + known,
        skipped=(*summary.skipped, *(f for f in failures if f.skipped)),
        failed=(*summary.failed, *(f for f in failures if not f.skipped)),
    )


def _read(articles: Sequence[Article], models: _Models, register: Register) -> Iterator[ArticleMaterial | Failure]:
    """Articles through the stages up to actors; what fails comes out as a Failure and stops nothing else."""
    for article, reading in _readings(articles, models.reader):
        if isinstance(reading, Failure):
            yield reading
            continue
        try:
            resolution = _resolve(article, reading, register)
        except Exception as error:
            yield Failure(article.origin, "statements", _reason(error))
            continue
        register = register.extend(resolution.actors)
        yield ArticleMaterial(article, reading, resolution)


def _readings(articles: Sequence[Article], reader: Reader) -> Iterator[tuple[Article, Reading | Failure]]:
    """The readings of a batch; where the batch fails, each article alone, so that one bad article costs only itself."""
    try:
        yield from zip(articles, list(reader.read(articles)), strict=True)
        return
    except Exception as error:
        if len(articles) == 1:
            yield articles[0], Failure(articles[0].origin, "reading", _reason(error))
            return
    for article in articles:
        yield from _readings([article], reader)


def _resolve(article: Article, reading: Reading, register: Register) -> Resolution:
    from onrecord.actors import resolve
    from onrecord.statements import find_statements

    return resolve(article, reading, find_statements(article, reading), register)


def _save(record: Record, material: ArticleMaterial, embed: Embedder) -> None:
    """Write one article, its statements joined to the utterances that the record already has of the same actors."""
    from onrecord.statements import assign_utterances

    resolution = material.resolution
    speakers = {s.actor for s in resolution.statements if s.actor}
    known = record.statements_of_actors(speakers) if speakers else ()
    others = [s for s in known if s.article != material.article.id]
    statements = assign_utterances(resolution.statements, others, embed)
    record.save_article(material.article, material.reading, replace(resolution, statements=statements))


def _chunks(items: Iterable[Article | Failure], size: int) -> Iterator[list[Article | Failure]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _reason(error: Exception) -> str:
    text = str(error).strip() or "no message"
    return f"{type(error).__name__}: {text}"[:500]
