"""The stages over many articles: one after another here, or in processes of their own; what fails is a value."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from onrecord.errors import OnrecordError
from onrecord.settings import Engine, ModelUse
from onrecord.types import Article, ArticleMaterial, Codebook, Coding, Failure, Reading, Resolution

if TYPE_CHECKING:
    from onrecord.apart import Desk
    from onrecord.origins.gathering import Bound, Sealed
    from onrecord.positions import Coder
    from onrecord.positions.llm import LanguageModel
    from onrecord.reading import Pairs, Reader, Vectors
    from onrecord.statements.likeness import Floats

# Articles handed to the encoder at once: enough to fill its batches, few enough that a killed run loses seconds.
CHUNK = 32
# Characters handed to it at once, whatever the number of articles: with the words of more, long articles would not
# stay within the memory of a small machine together.
CHUNK_CHARACTERS = 300_000
# Characters that are read in this process before others begin, where their number is left open. Two processes need
# some 4 s of two cores to begin and save a third of the time after that: what has run for so long may well go on.
WITHOUT_PROCESSES = 250_000
# To code an article costs at most as much as to read this many characters: a codebook of ten options, the demo.
CODED_LIKE = 1_500
# Processes at most where their number is left open: each holds encoders of its own, some 300 MB.
MOST_PROCESSES = 8


@dataclass(frozen=True, slots=True)
class Made:
    """An article that was read and, where there is a codebook, coded; or why it could not be coded.

    ``meanings`` are the vectors of its sayings where they were made beside the reading: the process that writes then
    need not make them, of which there is only one.
    """

    material: ArticleMaterial
    coding: Coding | Failure | None = None
    meanings: Mapping[str, Floats] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Known:
    """An article that the record holds as it is."""

    article: Article


#: Says of an article what is to be read of it; None where it was read already.
Unread = Callable[[Article], Article | None]


class Models:
    """The encoders, loaded when first needed: a run that finds nothing new never pays for them.

    Also the processes that have encoders of their own, where there is enough to read for them.
    """

    def __init__(self, engine: Engine) -> None:
        """Load nothing yet."""
        self.engine = engine
        self.model = _language_model(engine.model)
        self._reader: Reader | None = None
        self._vectors: Vectors | None = None
        self._pairs: Pairs | None = None
        self._prepared: tuple[str, Coder] | None = None
        self._desk: Desk | None = None
        self._met = 0  # characters read so far

    def __enter__(self) -> Models:
        """Itself; everything is loaded when it is needed."""
        return self

    def __exit__(self, *error: object) -> None:
        """End the processes, where there are any."""
        if self._desk is not None:
            self._desk.close()

    def through(
        self, items: Iterable[Article | Failure | Sealed | Bound], unread: Unread, codebook: Codebook | None
    ) -> Iterator[Made | Known | Failure | Bound]:
        """Everything through all stages in its order, here or in processes of their own; a little is read ahead."""
        coming = chunks(items)
        for chunk in coming:
            desk = self._desk_for(self._met)
            if desk is not None:
                from onrecord.apart import through_apart

                rest = chain(chunk, chain.from_iterable(coming))
                yield from through_apart(rest, unread, codebook, desk)
                return
            yield from self._through_here(chunk, unread, codebook)

    def _through_here(
        self, chunk: Sequence[Article | Failure | Sealed | Bound], unread: Unread, codebook: Codebook | None
    ) -> Iterator[Made | Known | Failure | Bound]:
        from onrecord.origins.gathering import Sealed

        opened = recognised((item.open() if isinstance(item, Sealed) else item for item in chunk), unread)
        steps = list(opened)
        new = [step for step in steps if isinstance(step, Article)]
        self._met += sum(len(article.text) for article in new)
        made = read_articles(new, self.reader) if new else iter(())
        for step in steps:
            outcome = next(made) if isinstance(step, Article) else step
            if not isinstance(outcome, ArticleMaterial):
                yield outcome
            elif codebook is None:
                yield Made(outcome)
            else:
                yield from (Made(*coded) for coded in code_articles([outcome], self._coder(codebook)))

    def _coder(self, codebook: Codebook) -> Coder:
        """The coder of this process, whose options are prepared once."""
        if self._prepared is None or self._prepared[0] != codebook.version:
            self._prepared = codebook.version, coder_of(codebook, self)
        return self._prepared[1]

    def coded(
        self, materials: Iterable[ArticleMaterial], codebook: Codebook, number: int
    ) -> Iterator[tuple[ArticleMaterial, Coding | Failure]]:
        """So many articles with their codings; a language model is always asked from this process."""
        desk = None if self.model else self._desk_for(max(self._met, number * CODED_LIKE))
        if desk is None:
            return code_articles(materials, self._coder(codebook))
        from onrecord.apart import code_apart

        return code_apart(materials, codebook, desk)

    def _desk_for(self, characters: int) -> Desk | None:
        """Where there are such processes: those asked for, or else one a core once so much has been read without."""
        jobs = self.engine.jobs
        if jobs is None:
            jobs = min(os.cpu_count() or 1, MOST_PROCESSES) if characters >= WITHOUT_PROCESSES else 1
        if jobs > 1 and self._desk is None:
            from onrecord.apart import desk

            self._desk = desk(self.engine, jobs)
        return self._desk

    @property
    def is_dry(self) -> bool:
        """Whether a language model is only asked what it would cost."""
        return self.model is not None and self.model.dry

    @property
    def unasked(self) -> int:
        """How many questions the language model has not answered so far."""
        return self.model.unasked if self.model else 0

    @property
    def reader(self) -> Reader:
        """The reader of this process."""
        if self._reader is None:
            from onrecord.reading import Reader

            self._reader = Reader.load(self.engine.threads, self.engine.folder)
        return self._reader

    @property
    def vectors(self) -> Vectors:
        """The sentence vectors of this process."""
        if self._vectors is None:
            from onrecord.reading import Vectors

            self._vectors = Vectors.load(threads=self.engine.threads)
        return self._vectors

    @property
    def pairs(self) -> Pairs:
        """The encoder of text and options of this process."""
        if self._pairs is None:
            from onrecord.reading import Pairs

            self._pairs = Pairs.load(self.engine.threads)
        return self._pairs


def _language_model(use: ModelUse | None) -> LanguageModel | None:
    if use is None:
        return None
    from onrecord.positions.llm import LanguageModel

    return LanguageModel(use.endpoint, calls=use.calls, cache=use.answers, dry=use.dry)


def coder_of(codebook: Codebook, models: Models) -> Coder:
    """The coder with the scorers that this run has."""
    from onrecord.positions import Coder

    use, tuning = models.engine.model, models.engine.tuning
    if use is None:
        return Coder(codebook, models.vectors, scorer=models.pairs, weights=tuning)
    if use.second:
        return Coder(codebook, models.vectors, scorer=models.pairs, second=models.model, weights=tuning)
    # what was fitted to the answers of the shipped encoder says nothing of another one's
    return Coder(codebook, models.vectors, scorer=models.model)


def recognised(
    items: Iterable[Article | Failure | Bound], unread: Unread
) -> Iterator[Article | Known | Failure | Bound]:
    """The items with what is to be read of each article, in their order."""
    for item in items:
        if not isinstance(item, Article):
            yield item
        elif (wanted := unread(item)) is None:
            yield Known(item)
        else:
            yield wanted


def read_articles(articles: Sequence[Article], reader: Reader) -> Iterator[ArticleMaterial | Failure]:
    """Articles through the stages up to actors; what fails comes out as a Failure and stops nothing else."""
    for article, reading in _readings(articles, reader):
        if isinstance(reading, Failure):
            yield reading
            continue
        try:
            resolution = _resolve(article, reading)
        except Exception as error:
            yield Failure(article.origin, "statements", reason(error))
            continue
        yield ArticleMaterial(article, reading, resolution)


def _readings(articles: Sequence[Article], reader: Reader) -> Iterator[tuple[Article, Reading | Failure]]:
    """The readings of a batch; where the batch fails, each article alone, so that one bad article costs only itself."""
    try:
        yield from zip(articles, list(reader.read(articles)), strict=True)
        return
    except Exception as error:
        if len(articles) == 1:
            yield articles[0], Failure(articles[0].origin, "reading", reason(error))
            return
    for article in articles:
        yield from _readings([article], reader)


def _resolve(article: Article, reading: Reading) -> Resolution:
    from onrecord.actors import resolve
    from onrecord.statements import find_statements

    return resolve(article, reading, find_statements(article, reading))


def code_articles(
    materials: Iterable[ArticleMaterial], coder: Coder
) -> Iterator[tuple[ArticleMaterial, Coding | Failure]]:
    """Articles with their codings; one that cannot be coded comes with a Failure and stops nothing else."""
    for material in materials:
        try:
            yield material, coder.code(material)
        except OnrecordError:
            raise
        except Exception as error:
            yield material, Failure(material.article.origin, "positions", reason(error))


def reason(error: Exception) -> str:
    """What a Failure says of an exception."""
    text = str(error).strip() or "no message"
    return f"{type(error).__name__}: {text}"[:500]


Portioned = TypeVar("Portioned", bound="Article | Failure | Sealed | Bound")


def chunks(items: Iterable[Portioned]) -> Iterator[list[Portioned]]:
    """The items in portions of at most CHUNK and, but for a single long article, CHUNK_CHARACTERS."""
    chunk: list[Portioned] = []
    characters = 0
    for item in items:
        size = size_of(item)
        if chunk and (len(chunk) == CHUNK or characters + size > CHUNK_CHARACTERS):
            yield chunk
            chunk, characters = [], 0
        chunk.append(item)
        characters += size
    if chunk:
        yield chunk


def size_of(item: Article | Failure | Sealed | Bound) -> int:
    """How much there is to read in it: characters, or bytes where it is still to be opened."""
    from onrecord.origins.gathering import Sealed

    return len(item.text) if isinstance(item, Article) else item.size if isinstance(item, Sealed) else 0
