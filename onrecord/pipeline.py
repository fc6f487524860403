"""The story in one file: articles come in, the record is filled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.errors import InputError, OnrecordError
from onrecord.settings import SHIPPED, Engine
from onrecord.stages import Models, reason
from onrecord.stages import read_articles as read_articles
from onrecord.types import (
    Article,
    ArticleMaterial,
    Codebook,
    Coding,
    Embedder,
    Failure,
)
from onrecord.version import __version__

if TYPE_CHECKING:
    from onrecord.positions.llm import LanguageModel
    from onrecord.record import Record
    from onrecord.registering import LiveRegister

# Articles handed to the encoder at once: enough to fill its batches, few enough that a killed run loses seconds.
CHUNK = 32
# Characters handed to it at once, whatever the number of articles: with the words of more, long articles would not
# stay within the memory of a small machine together.
CHUNK_CHARACTERS = 300_000

_DETAILS = ("outlet", "title", "published", "language", "url", "author", "agency", "section")


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a run: the stage, how much of it is done, what it is at; ``total`` None where it is not known."""

    stage: str
    done: int
    total: int | None
    now: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: articles read, already known, skipped and failed; positions coded anew.

    ``changed`` are the origins from which the record already held an article with another text; it keeps both.
    ``notes`` is what a language model's part in the run came to, line by line.
    """

    read: int = 0
    known: int = 0
    skipped: tuple[Failure, ...] = ()
    failed: tuple[Failure, ...] = ()
    coded: int = 0
    changed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


Report = Callable[[Progress], None]


def fill(
    record: Record,
    articles: Iterable[Article | Failure],
    *,
    codebook: Codebook | None = None,
    engine: Engine = SHIPPED,
    report: Report = lambda progress: None,
) -> Summary:
    """Read the articles into the record and code them; on the same input again nothing changes.

    Without a codebook the record's own newest one is used; without any, statements and actors are still read.
    An article that fails is a row of the record and stops nothing else.
    """
    from onrecord.record.reviews import Reviews
    from onrecord.tuning import tuned

    summary = _fill(record, articles, codebook, Models(tuned(record, engine)), report)
    Reviews(record).prepare()  # now, and not when a reviewer first asks what waits for them
    return summary


def _fill(
    record: Record,
    articles: Iterable[Article | Failure],
    codebook: Codebook | None,
    models: Models,
    report: Report,
) -> Summary:
    from onrecord.registering import RULES, LiveRegister

    register = LiveRegister(record)
    if record.register_rules() != RULES:  # a record of another release
        register.refresh()
    summary = Summary()
    with models:
        for chunk in chunks(articles):
            summary = _take(record, chunk, (models, register), summary, report)
        if codebook is not None and not models.is_dry:
            record.save_codebook(codebook)
        used = codebook or record.current_codebook()
        if used is None:
            return summary
        coded, failed = code(record, used, models=models, report=report)
    notes = models.model.told() if models.model else ()
    return replace(summary, coded=coded, failed=(*summary.failed, *failed), notes=notes)


def code(
    record: Record, codebook: Codebook, *, models: Models | None = None, report: Report = lambda progress: None
) -> tuple[int, tuple[Failure, ...]]:
    """Code every article of the record that is not yet coded so; how many were, and which could not be.

    Where a language model is only asked what it would cost, the articles are coded and nothing is kept.
    """
    if models is None:
        from onrecord.tuning import tuned

        models = Models(tuned(record, SHIPPED))
    version = coding_version(models.model, models.engine)
    waiting = record.uncoded(codebook.version, version)
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
    _settle(record, (material.article.origin,), coded=True)
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


def _take(
    record: Record,
    chunk: Sequence[Article | Failure],
    means: tuple[Models, LiveRegister],
    summary: Summary,
    report: Report,
) -> Summary:
    """Read one chunk; each article is one transaction, so that a killed run resumes where it stopped."""
    models, register = means
    failures = [item for item in chunk if isinstance(item, Failure)]
    articles = [item for item in chunk if isinstance(item, Article)]
    version = reading_version(models.engine)
    new = [article for item in articles if (article := _unread(record, item, version)) is not None]
    read, changed = 0, []
    if new:
        register.refresh()
        for outcome in models.read(new):
            if isinstance(outcome, Failure):
                failure: Failure | None = outcome
            else:
                failure = _save(record, register, outcome, (models.vectors, version))
            if failure is not None:
                failures.append(failure)
                continue
            assert isinstance(outcome, ArticleMaterial)
            read += 1
            if len(record.articles_from(outcome.article.origin)) > 1:
                changed.append(outcome.article.origin)
            report(Progress("reading", summary.read + read, None, outcome.article.origin))
    bad = {failure.origin for failure in failures}
    _settle(record, [article.origin for article in articles if article.origin not in bad])
    for failure in failures:
        record.save_failure(failure)
    return replace(
        summary,
        read=summary.read + read,
        known=summary.known + len(articles) - len(new),
        skipped=(*summary.skipped, *(f for f in failures if f.skipped)),
        failed=(*summary.failed, *(f for f in failures if not f.skipped)),
        changed=(*summary.changed, *changed),
    )


def _unread(record: Record, article: Article, version: str) -> Article | None:
    """The article as it is to be read, None where the record holds it so already.

    Details that are given now win over those held (a date may change what "on Friday" means), the others stay.
    """
    held = record.article(article.id)
    if held is None:
        return article
    given = {name: value for name in _DETAILS if (value := getattr(article, name)) is not None}
    wanted = replace(held, **given)
    return None if wanted == held and record.has_article(article.id, version) else wanted


def _settle(record: Record, origins: Sequence[str], *, coded: bool = False) -> None:
    """Take out the failures of what is read by now; a folder or table is, where something in it is."""

    def is_settled(failure: Failure) -> bool:
        place = failure.origin.rstrip("/")
        within = (f"{place}/", f"{place}#")
        return any(one == failure.origin or one.startswith(within) for one in origins)

    settled = [f for f in record.failures() if (f.stage == "positions") is coded and is_settled(f)]
    if settled:
        record.clear_failures(settled)


def _grouped(record: Record, register: LiveRegister, material: ArticleMaterial, embed: Embedder) -> ArticleMaterial:
    """The article with its statements joined to the utterances that the record already has of the same actors."""
    from onrecord.statements import assign_utterances

    statements = material.resolution.statements
    speakers = {i for s in statements if s.actor for i in register.sighted(s.actor)}
    known = record.statements_as_sighted(speakers) if speakers else ()
    others = [register.canonical(s) for s in known if s.article != material.article.id]
    grouped = assign_utterances([register.canonical(s) for s in statements], others, embed)
    joined = tuple(replace(s, utterance=g.utterance) for s, g in zip(statements, grouped, strict=True))
    return replace(material, resolution=replace(material.resolution, statements=joined))


def _save(
    record: Record, register: LiveRegister, material: ArticleMaterial, means: tuple[Embedder, str]
) -> Failure | None:
    """Write one article and what it changes in the register: both or nothing, also where the run is killed."""
    embed, version = means
    article = material.article
    reading = replace(material.reading, provenance=replace(material.reading.provenance, version=version))
    stage = "statements"
    try:
        with record.transaction():
            register.put(article, material.resolution.actors)
            grouped = _grouped(record, register, material, embed)
            stage = "record"
            record.save_article(article, reading, grouped.resolution)
            register.write()
    except Exception as error:  # also values that contradict each other; nothing of them was written
        register.forget()
        if isinstance(error, OnrecordError) and not isinstance(error, InputError):
            raise
        return Failure(article.origin, stage, reason(error))
    return None


def chunks(items: Iterable[Article | Failure]) -> Iterator[list[Article | Failure]]:
    """The items in portions of at most CHUNK and, but for a single long article, CHUNK_CHARACTERS."""
    chunk: list[Article | Failure] = []
    characters = 0
    for item in items:
        size = len(item.text) if isinstance(item, Article) else 0
        if chunk and (len(chunk) == CHUNK or characters + size > CHUNK_CHARACTERS):
            yield chunk
            chunk, characters = [], 0
        chunk.append(item)
        characters += size
    if chunk:
        yield chunk
