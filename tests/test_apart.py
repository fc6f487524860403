"""Stages in processes of their own: the same results in the same order, and what becomes of a lost article."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from onrecord.apart import PORTION, Desk, code_apart, desk, read_apart
from onrecord.demo import demo_codebook, demo_paths
from onrecord.origins import collect
from onrecord.parallel import Lost
from onrecord.positions import load
from onrecord.reading import Reader
from onrecord.settings import Engine
from onrecord.stages import Models, code_articles, coder_of, read_articles
from onrecord.types import Article, ArticleMaterial, Block, Failure, Part, Provenance, Reading, Resolution, Span


def material(article: Article) -> ArticleMaterial:
    whole = Span(0, len(article.text))
    seen = Reading(article.id, (Block(whole, Part.BODY),), (whole,), (), (), (), Provenance("plain", "1"))
    return ArticleMaterial(article, seen, Resolution((), (), ()))


class Breaking:
    """A desk whose process ends under every article that says so."""

    def map(self, tasks: Iterable[Any]) -> Iterator[Any]:
        for task in tasks:
            if hasattr(task, "material") or any("break" in article.text for article in task.articles):
                yield Lost(9)
            else:
                yield [material(article) for article in task.articles]


def test_an_article_under_which_a_process_ends_costs_only_itself() -> None:
    texts = ["One.", "break it", *["More."] * PORTION]
    articles = [Article(id=str(n), text=text, origin=f"{n}.txt") for n, text in enumerate(texts)]
    made = list(read_apart(articles, cast(Desk, Breaking())))
    assert [isinstance(one, ArticleMaterial) for one in made] == [True, False, *[True] * PORTION]
    assert isinstance(made[1], Failure)
    assert (made[1].origin, made[1].stage) == ("1.txt", "reading")
    assert "exit code 9" in made[1].reason
    [(about, coding)] = code_apart([material(articles[0])], load(demo_codebook()), cast(Desk, Breaking()))
    assert about.article is articles[0]
    assert isinstance(coding, Failure)
    assert coding.stage == "positions"


def test_processes_give_what_one_process_gives() -> None:
    articles = [a for a in collect(demo_paths()) if isinstance(a, Article)][: 2 * PORTION]
    codebook = load(demo_codebook())
    here = list(read_articles(articles, Reader.load(threads=1)))
    coded = list(
        code_articles(
            [m for m in here if isinstance(m, ArticleMaterial)], coder_of(codebook, Models(Engine(threads=1)))
        )
    )
    with desk(Engine(), 2) as workers:
        apart = list(read_apart(articles, workers))
        assert apart == here
        assert list(code_apart([m for m in apart if isinstance(m, ArticleMaterial)], codebook, workers)) == coded
