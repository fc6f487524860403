"""The stages as they run in processes of their own: what a process does, and what it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from onrecord.origins.gathering import Sealed
from onrecord.parallel import Lost, Workers
from onrecord.settings import Engine
from onrecord.stages import Known, Made, Models, Unread, code_articles, coder_of, read_articles, recognised, size_of
from onrecord.types import Article, ArticleMaterial, Codebook, Coding, Failure

if TYPE_CHECKING:
    from onrecord.origins.gathering import Bound
    from onrecord.positions import Coder

# Articles given to a process at once: the reader decodes several together faster than one by one; with many, the last
# process would work alone at the end.
PORTION = 4
# Letters in one portion, but for a single long article: as many as five usual ones have, so that no portion takes much
# longer than others and keeps them waiting.
PORTION_LETTERS = 25_000
# What is still to be opened goes so many at once: most of it takes a millisecond or two, a page of the web 20.
OPENED_AT_ONCE = 8
# Characters or bytes in one such portion: bounds what is held of large pages and documents.
OPENED_LETTERS = 1_000_000
# What was read before only keeps its place in the order, so many in one portion.
_PLACES = 64


@dataclass(frozen=True, slots=True)
class _ToOpen:
    sealed: tuple[Sealed, ...]


@dataclass(frozen=True, slots=True)
class _ToRead:
    articles: tuple[Article, ...]
    codebook: Codebook | None = None


@dataclass(frozen=True, slots=True)
class _ToCode:
    codebook: Codebook
    material: ArticleMaterial


Task = _ToOpen | _ToRead | _ToCode
Result = list[Made | Failure] | list[Article | Failure] | Coding | Failure
Desk = Workers[Task, Result]


def desk(engine: Engine, jobs: int) -> Desk:
    """Processes that open, read and code, each with encoders of its own and one thread."""
    return Workers(partial(begin, replace(engine, threads=1, jobs=1, model=None)), jobs)


def begin(engine: Engine) -> Callable[[Task], Result]:
    """The work of one process; encoders and options are prepared once, when they are first needed."""
    models = Models(engine)
    coders: dict[str, Coder] = {}

    def coder(codebook: Codebook) -> Coder:
        if codebook.version not in coders:
            coders[codebook.version] = coder_of(codebook, models)
        return coders[codebook.version]

    def work(task: Task) -> Result:
        if isinstance(task, _ToOpen):
            return [one.open() for one in task.sealed]
        if isinstance(task, _ToRead):
            return list(_read(task, models, coder))
        [(_, coding)] = code_articles([task.material], coder(task.codebook))
        return coding

    return work


def _read(task: _ToRead, models: Models, coder: Callable[[Codebook], Coder]) -> Iterator[Made | Failure]:
    from onrecord.statements import meanings_of

    for outcome in read_articles(task.articles, models.reader):
        if isinstance(outcome, Failure):
            yield outcome
            continue
        coding = None
        if task.codebook is not None:
            [(_, coding)] = code_articles([outcome], coder(task.codebook))
        yield Made(outcome, coding, meanings_of(outcome.resolution.statements, models.vectors))


# ---------------------------------------------------------------- everything, as it comes


def through_apart(
    items: Iterable[Article | Failure | Sealed | Bound], unread: Unread, codebook: Codebook | None, workers: Desk
) -> Iterator[Made | Known | Failure | Bound]:
    """Everything through all stages in its order: opened and read in processes, recognised in this one in between."""
    steps = recognised(_opened(items, workers), unread)
    for portion, made in workers.carried(_to_read(steps, codebook)):
        articles = [step for step in portion if isinstance(step, Article)]
        outcomes = _outcomes(articles, made, codebook, workers) if articles else iter(())
        for step in portion:
            yield next(outcomes) if isinstance(step, Article) else step


def _to_read(
    steps: Iterable[Article | Known | Failure | Bound], codebook: Codebook | None
) -> Iterator[tuple[list[Article | Known | Failure | Bound], _ToRead | None]]:
    """Portions of steps, and the task of each, where there is anything to read in it."""
    portion: list[Article | Known | Failure | Bound] = []
    articles: list[Article] = []
    letters = 0
    for step in steps:
        size = len(step.text) if isinstance(step, Article) else 0
        if portion and (
            len(articles) == PORTION or len(portion) == _PLACES or (size and letters + size > PORTION_LETTERS)
        ):
            yield portion, _ToRead(tuple(articles), codebook) if articles else None
            portion, articles, letters = [], [], 0
        portion.append(step)
        if isinstance(step, Article):
            articles.append(step)
            letters += size
    if portion:
        yield portion, _ToRead(tuple(articles), codebook) if articles else None


def _outcomes(
    articles: Sequence[Article], made: Result | Lost | None, codebook: Codebook | None, workers: Desk
) -> Iterator[Made | Failure]:
    """What came of a portion; where its process ended under it, each article alone, so that one costs only itself."""
    if isinstance(made, list):
        yield from made  # type: ignore[misc]  # the answer to a task of reading
        return
    for article in articles:
        again = made if len(articles) == 1 else next(workers.map([_ToRead((article,), codebook)]))
        if isinstance(again, list):
            yield from again  # type: ignore[misc]
            continue
        why = _why(again)
        alone = next(workers.map([_ToRead((article,))])) if codebook else None
        if isinstance(alone, list):  # it can be read and not coded
            for one in alone:
                yield replace(one, coding=Failure(article.origin, "positions", why)) if isinstance(one, Made) else one  # type: ignore[misc]
        else:
            yield Failure(article.origin, "reading", why)


def _opened(items: Iterable[Article | Failure | Sealed | Bound], workers: Desk) -> Iterator[Article | Failure | Bound]:
    """The items with everything opened, in their order; what its process ends under is a failure of its own."""
    for portion, made in workers.carried(_to_open(items)):
        opened = iter(made if isinstance(made, list) else ())
        for item in portion:
            if not isinstance(item, Sealed):
                yield item
            elif isinstance(made, list):
                yield next(opened)  # type: ignore[misc]  # the answer to a task of opening
            else:
                again = next(workers.map([_ToOpen((item,))])) if len(portion) > 1 else made
                if isinstance(again, list):
                    yield from again  # type: ignore[misc]
                else:
                    yield Failure(item.origin, "origins", _why(again))


def _to_open(
    items: Iterable[Article | Failure | Sealed | Bound],
) -> Iterator[tuple[list[Article | Failure | Sealed | Bound], _ToOpen | None]]:
    """Portions of items, and the task of each, where anything in it is to be opened."""
    portion: list[Article | Failure | Sealed | Bound] = []
    letters = 0
    for item in items:
        size = size_of(item)
        if portion and (len(portion) == OPENED_AT_ONCE or letters + size > OPENED_LETTERS):
            yield portion, _opening(portion)
            portion, letters = [], 0
        portion.append(item)
        letters += size
    if portion:
        yield portion, _opening(portion)


def _opening(portion: Sequence[Article | Failure | Sealed | Bound]) -> _ToOpen | None:
    sealed = tuple(item for item in portion if isinstance(item, Sealed))
    return _ToOpen(sealed) if sealed else None


# ---------------------------------------------------------------- what was read before


def code_apart(
    materials: Iterable[ArticleMaterial], codebook: Codebook, workers: Desk
) -> Iterator[tuple[ArticleMaterial, Coding | Failure]]:
    """Articles with their codings, in their order; one whose process ends under it is a Failure."""
    for material, made in workers.carried((one, _ToCode(codebook, one)) for one in materials):
        if isinstance(made, Coding | Failure):
            yield material, made
        else:
            yield material, Failure(material.article.origin, "positions", _why(made))


def _why(made: Result | Lost | None) -> str:
    return made.reason if isinstance(made, Lost | Failure) else "it gave no answer"
