"""The stages as they run in processes of their own: what a process does, and what it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError
from onrecord.parallel import Lost, Workers
from onrecord.settings import Engine
from onrecord.stages import Models, coder_of, read_articles, reason
from onrecord.types import Article, ArticleMaterial, Codebook, Coding, Failure

if TYPE_CHECKING:
    from onrecord.positions import Coder

# Articles given to a process at once: the reader decodes several together faster than one by one; with many, the last
# process would work alone at the end of a chunk.
PORTION = 4


@dataclass(frozen=True, slots=True)
class _ToRead:
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class _ToCode:
    codebook: Codebook
    material: ArticleMaterial


Task = _ToRead | _ToCode
Result = list[ArticleMaterial | Failure] | Coding | Failure
Desk = Workers[Task, Result]


def desk(engine: Engine, jobs: int) -> Desk:
    """Processes that read and code, each with encoders of its own and one thread."""
    return Workers(partial(begin, replace(engine, threads=1, jobs=1, model=None)), jobs)


def begin(engine: Engine) -> Callable[[Task], Result]:
    """The work of one process; encoders and options are prepared once."""
    models = Models(engine)
    coders: dict[str, Coder] = {}

    def work(task: Task) -> Result:
        if isinstance(task, _ToRead):
            return list(read_articles(task.articles, models.reader))
        if task.codebook.version not in coders:
            coders[task.codebook.version] = coder_of(task.codebook, models)
        try:
            return coders[task.codebook.version].code(task.material)
        except OnrecordError:
            raise
        except Exception as error:
            return Failure(task.material.article.origin, "positions", reason(error))

    return work


def read_apart(articles: Sequence[Article], workers: Desk) -> Iterator[ArticleMaterial | Failure]:
    """Articles through the stages up to actors, in their order; one whose process ends under it is a Failure."""
    portions = [tuple(articles[at : at + PORTION]) for at in range(0, len(articles), PORTION)]
    for portion, made in zip(portions, workers.map(map(_ToRead, portions)), strict=True):
        if isinstance(made, list):
            yield from made
        elif len(portion) == 1:
            yield Failure(portion[0].origin, "reading", _why(made))
        else:  # one of them ended it: each alone, so that it costs only itself
            for article in portion:
                again = next(workers.map([_ToRead((article,))]))
                yield from again if isinstance(again, list) else [Failure(article.origin, "reading", _why(again))]


def code_apart(
    materials: Iterable[ArticleMaterial], codebook: Codebook, workers: Desk
) -> Iterator[tuple[ArticleMaterial, Coding | Failure]]:
    """Articles with their codings, in their order; one whose process ends under it is a Failure."""
    given: list[ArticleMaterial] = []

    def tasks() -> Iterator[_ToCode]:
        for material in materials:
            given.append(material)
            yield _ToCode(codebook, material)

    for made in workers.map(tasks()):
        material = given.pop(0)
        if isinstance(made, Coding | Failure):
            yield material, made
        else:
            yield material, Failure(material.article.origin, "positions", _why(made))


def _why(made: Result | Lost) -> str:
    return made.reason if isinstance(made, Lost | Failure) else "it gave no answer"
