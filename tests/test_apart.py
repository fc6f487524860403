"""Stages in processes of their own: the same results in the same order, and what becomes of a lost article."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, cast

from onrecord.apart import OPENED_AT_ONCE, PORTION, Desk, code_apart, desk, through_apart
from onrecord.demo import demo_codebook, demo_paths
from onrecord.origins import collect
from onrecord.origins.draft import Defaults, Draft
from onrecord.origins.gathering import Bound, Sealed
from onrecord.parallel import Lost
from onrecord.positions import load
from onrecord.settings import Engine
from onrecord.stages import Known, Made, Models
from onrecord.types import (
    Article,
    ArticleMaterial,
    Block,
    Codebook,
    Coding,
    Failure,
    Part,
    Provenance,
    Reading,
    Resolution,
    Span,
)


def material(article: Article) -> ArticleMaterial:
    whole = Span(0, len(article.text))
    seen = Reading(article.id, (Block(whole, Part.BODY),), (whole,), (), (), (), Provenance("plain", "1"))
    return ArticleMaterial(article, seen, Resolution((), (), ()))


class Breaking:
    """A desk whose process ends under every article that says so."""

    def carried(self, tasks: Iterable[Any]) -> Iterator[Any]:
        for beside, task in tasks:
            yield beside, None if task is None else self.done(task)

    def map(self, tasks: Iterable[Any]) -> Iterator[Any]:
        yield from map(self.done, tasks)

    def done(self, task: Any) -> Any:
        if hasattr(task, "sealed"):
            return Lost(9) if any("end" in one.entry.text for one in task.sealed) else [s.open() for s in task.sealed]
        if hasattr(task, "material") or any("break" in article.text for article in task.articles):
            return Lost(9)
        if task.codebook and any("option" in article.text for article in task.articles):
            return Lost(9)
        return [Made(material(article), Coding(article.id) if task.codebook else None) for article in task.articles]


BREAKING = cast(Desk, Breaking())


def through(items: Iterable[Any], *, codebook: Codebook | None = None, known: str = "") -> list[Any]:
    def unread(article: Article) -> Article | None:
        return None if article.id == known else article

    return list(through_apart(items, unread, codebook, BREAKING))


def test_an_article_under_which_a_process_ends_costs_only_itself() -> None:
    texts = ["One.", "break it", *["More."] * PORTION]
    articles = [Article(id=str(n), text=text, origin=f"{n}.txt") for n, text in enumerate(texts)]
    made = through(articles)
    assert [isinstance(one, Made) for one in made] == [True, False, *[True] * PORTION]
    assert isinstance(made[1], Failure)
    assert (made[1].origin, made[1].stage) == ("1.txt", "reading")
    assert "exit code 9" in made[1].reason
    [(about, coding)] = code_apart([material(articles[0])], load(demo_codebook()), BREAKING)
    assert about.article is articles[0]
    assert isinstance(coding, Failure)
    assert coding.stage == "positions"


def test_what_can_be_read_and_not_coded_is_read() -> None:
    texts = ["One.", "the option", "Two."]
    articles = [Article(id=str(n), text=text, origin=f"{n}.txt") for n, text in enumerate(texts)]
    made = through(articles, codebook=load(demo_codebook()))
    assert [type(one) for one in made] == [Made, Made, Made]
    assert [type(one.coding) for one in made] == [Coding, Failure, Coding]
    assert (made[1].coding.origin, made[1].coding.stage) == ("1.txt", "positions")


def test_everything_keeps_its_place() -> None:
    def sealed(name: str, text: str = "A bridge is built over the river, the mayor said on Monday.") -> Sealed:
        return Sealed(Draft(text, f"{name}.txt", language="en"), Defaults())

    failure, bound = Failure("z", "origins", "empty"), Bound("1", "all.csv")
    plain = Article(id="k", text="Known.", origin="k.txt")
    many = [sealed(str(n)) for n in range(3 * OPENED_AT_ONCE)]
    found = through([failure, sealed("a"), bound, plain, sealed("b", "the end"), *many, bound], known="k")
    assert (found[0], found[2], found[3], found[-1]) == (failure, bound, Known(plain), bound)
    assert isinstance(found[4], Failure)
    assert (found[4].origin, found[4].stage) == ("b.txt", "origins")
    read = [one.material.article.origin for one in found if isinstance(one, Made)]
    assert read == ["a.txt", *(f"{n}.txt" for n in range(3 * OPENED_AT_ONCE))]


def test_processes_give_what_one_process_gives() -> None:
    found = [article for article in collect(demo_paths()) if isinstance(article, Article)][: PORTION + 2]
    articles = [replace(article, text=article.text[:700]) for article in found]  # what is asked is their order
    codebook = load(demo_codebook())
    here = list(Models(Engine(threads=1)).through(articles, lambda article: article, codebook))
    with desk(Engine(), 2) as workers:
        assert list(through_apart(articles, lambda article: article, codebook, workers)) == here
        materials = [one.material for one in here if isinstance(one, Made)]
        codings = [one.coding for one in here if isinstance(one, Made)]
        assert any(one.positions for one in codings if isinstance(one, Coding))
        assert [coding for _, coding in code_apart(materials, codebook, workers)] == codings
