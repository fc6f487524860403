"""The stages over many articles: one after another here, or in processes of their own; what fails is a value."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError
from onrecord.settings import Engine, ModelUse
from onrecord.types import Article, ArticleMaterial, Codebook, Coding, Failure, Reading, Resolution

if TYPE_CHECKING:
    from onrecord.apart import Desk
    from onrecord.positions import Coder
    from onrecord.positions.llm import LanguageModel
    from onrecord.reading import Pairs, Reader, Vectors

# Characters that are read in this process before others begin, where their number is left open. Two processes need
# some 4 s of two cores to begin and save a third of the time after that: what has run for so long may well go on.
WITHOUT_PROCESSES = 250_000
# To code an article costs at most as much as to read this many characters: a codebook of ten options, the demo.
CODED_LIKE = 1_500
# Processes at most where their number is left open: each holds encoders of its own, some 300 MB.
MOST_PROCESSES = 8


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
        self._desk: Desk | None = None
        self._met = 0  # characters read so far

    def __enter__(self) -> Models:
        """Itself; everything is loaded when it is needed."""
        return self

    def __exit__(self, *error: object) -> None:
        """End the processes, where there are any."""
        if self._desk is not None:
            self._desk.close()

    def read(self, articles: Sequence[Article]) -> Iterator[ArticleMaterial | Failure]:
        """Articles through the stages up to actors, here or in processes of their own."""
        desk = self._desk_for(self._met)
        self._met += sum(len(article.text) for article in articles)
        if desk is None:
            return read_articles(articles, self.reader)
        from onrecord.apart import read_apart

        return read_apart(articles, desk)

    def coded(
        self, materials: Iterable[ArticleMaterial], codebook: Codebook, number: int
    ) -> Iterator[tuple[ArticleMaterial, Coding | Failure]]:
        """So many articles with their codings; a language model is always asked from this process."""
        desk = None if self.model else self._desk_for(max(self._met, number * CODED_LIKE))
        if desk is None:
            return code_articles(materials, coder_of(codebook, self))
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
