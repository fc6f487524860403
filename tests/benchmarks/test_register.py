import json
import random

from benchmarks.register import ACTORS, FLOORS, articles, failures, measure, measure_listed, sighted, world
from onrecord.types import ActorKind


def test_a_world_has_as_many_names_as_asked_for_and_is_always_the_same() -> None:
    made = world(50)
    assert len({actor.name for actor in made.actors}) == 50
    assert made == world(50)
    assert {actor.kind for actor in made.actors} == {ActorKind.PERSON, ActorKind.ORGANISATION}


def test_the_frequent_are_named_more_often() -> None:
    made = world(200)
    named = [s.actor.name for article in articles(made, 60, seed=1) for s in article]
    assert named.count(made.actors[0].name) > named.count(made.actors[100].name)
    assert all(len(article) <= ACTORS for article in articles(made, 5, seed=1))


def test_names_come_in_variants() -> None:
    somebody = next(actor for actor in world(9).actors if actor.kind is ActorKind.PERSON)
    rng = random.Random(1)
    assert len({sighted(somebody, rng).name for _ in range(200)}) > 3


def test_a_slow_register_is_told() -> None:
    ceilings = json.loads(FLOORS.read_text(encoding="utf-8"))
    row = measure(60, number=3)
    assert row["names"] == 60
    slow = {**row, "load_s": 0.0, "s_per_1000_articles": ceilings["s_per_1000_articles"] + 1}
    assert len(list(failures([slow], ceilings))) == 1
    assert list(failures([{**slow, "s_per_1000_articles": 0.0}], ceilings)) == []


def test_a_list_is_filed_beside_a_register() -> None:
    row = measure_listed(80)
    assert row["rows"] == 80
    assert row["actors"] > 0
    assert list(failures([{**row, "filed_s_per_100000_rows": 0.0}], {"filed_s_per_100000_rows": 1.0})) == []
    assert len(list(failures([{**row, "filed_s_per_100000_rows": 2.0}], {"filed_s_per_100000_rows": 1.0}))) == 1
