"""Who stands beside somebody of the same sounding name."""

from collections.abc import Iterable

from onrecord.actors.namesakes import Namesakes
from onrecord.types import Actor, ActorKind, Sighting


def said(article: str, *names: str) -> dict[str, list[Sighting]]:
    nodes = {f"person:{name.lower().replace(' ', '-')}": name for name in names}
    return {node: [Sighting(article, Actor(node, name, ActorKind.PERSON), None)] for node, name in nodes.items()}


PAIR = ("person:ada-moor", "person:ida-moor")


def namesakes(seen: dict[str, int]) -> Namesakes:
    return Namesakes(lambda node: seen.get(node, 0))


def both(pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(min(pair), max(pair)) for pair in pairs}


def test_two_of_one_article_are_two() -> None:
    seen = dict.fromkeys(PAIR, 1)
    found = namesakes(seen)
    met = found.count(said("a", "Ada Moor", "Ida Moor", "Bo Lund"), 1)
    assert met == {PAIR}
    assert found.changed(met) == {PAIR}
    assert found(*PAIR)
    assert found(*reversed(PAIR))
    assert found.kept_apart(["person:ida-moor"]) == {PAIR}


def test_one_article_in_many_is_a_slip() -> None:
    seen = dict.fromkeys(PAIR, 1)
    found = namesakes(seen)
    found.changed(found.count(said("a", "Ada Moor", "Ida Moor"), 1))
    seen.update(dict.fromkeys(PAIR, 30))
    assert not found(*PAIR)
    assert found.changed(found.kept_apart([PAIR[0]])) == {PAIR}
    assert not found.kept_apart(PAIR)


def test_what_is_taken_back_leaves_no_trace() -> None:
    seen = dict.fromkeys(PAIR, 1)
    found = namesakes(seen)
    found.changed(found.count(said("a", "Ada Moor", "Ida Moor"), 1))
    pairs = found.of(PAIR) | found.count(said("a", "Ada Moor", "Ida Moor"), -1)
    assert found.changed(pairs) == {PAIR}
    assert not found(*PAIR)
    assert not found.of(PAIR)


def test_a_load_is_settled_at_once() -> None:
    seen = dict.fromkeys(PAIR, 1)
    found = namesakes(seen)
    found.count(said("a", "Ada Moor", "Ida Moor"), 1)
    found.settle()
    assert both(found.kept_apart(PAIR)) == {PAIR}
