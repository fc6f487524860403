from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.record import Record
from onrecord.record.stories import Stories
from onrecord.record.story_rows import _HOLDERS
from onrecord.types import Resolution

from . import samples

SIGNATURE = tuple(range(4_294_967_248, 4_294_967_296))  # the largest numbers that a signature can have


def save(record: Record, number: int, *, day: date | None = None) -> str:
    article = samples.article(number, text=f"text {number}", published=day)
    article = replace(article, origin=f"news/{number}.txt")
    record.save_article(article, replace(samples.reading(number), tags=()), Resolution((), (), ()))
    return article.id


def test_texts_that_share_two_numbers_at_their_places_are_near(record: Record) -> None:
    stories = Stories(record)
    for number in (1, 2, 3):
        save(record, number)
    shifted = (SIGNATURE[1], *SIGNATURE[1:2], *range(100, 146))
    stories.save("a1", SIGNATURE, {})
    stories.save("a2", (*SIGNATURE[:2], *range(46)), {})
    stories.save("a3", (), {})
    assert stories.near(SIGNATURE) == {"a1": "text 1", "a2": "text 2"}
    assert stories.near(shifted) == {}
    assert stories.near(()) == {}
    assert stories.is_signed("a3")


def test_of_numbers_that_many_share_the_first_articles_are_looked_at(record: Record) -> None:
    stories = Stories(record)
    for number in range(_HOLDERS + 10):
        stories.save(save(record, number), SIGNATURE, {})
    assert list(stories.near(SIGNATURE)) == [f"a{number}" for number in range(16)]


def test_stories_that_a_copy_links_become_one(record: Record) -> None:
    stories = Stories(record)
    days = (date(2031, 1, 4), date(2031, 1, 3), None, date(2031, 1, 1), date(2031, 1, 1))
    for number, day in enumerate(days):
        save(record, number, day=day)
    stories.save("a0", SIGNATURE, {"a1": 0.8})
    stories.save("a2", SIGNATURE, {"a3": 0.6})
    assert stories.all() == {"a0": "a1", "a1": "a1", "a2": "a3", "a3": "a3"}
    stories.save("a4", SIGNATURE, {"a0": 0.7, "a2": 0.9})
    assert set(stories.all().values()) == {"a3"}
    assert stories.among(["a1", "a9"]) == {"a1": ("a3", 5)}
    story = stories.of("a1")
    assert story is not None
    assert [(one.article.id, one.share) for one in story.carried] == [
        ("a3", 1.0),
        ("a4", 0.9),
        ("a1", 0.8),
        ("a0", 0.8),
        ("a2", 0.6),
    ]
    assert stories.copies() == (("a0", "a1"), ("a0", "a4"), ("a2", "a3"), ("a2", "a4"))


def test_other_rules_begin_anew(record: Record) -> None:
    stories = Stories(record)
    assert stories.rules() is None
    save(record, 1)
    save(record, 2)
    stories.begin("1")
    stories.save("a1", SIGNATURE, {"a2": 0.9})
    assert stories.rules() == "1"
    assert [article.id for article in stories.unsigned(9)] == ["a2"]
    stories.begin("2")
    assert not stories.all()
    assert [article.id for article in stories.unsigned(1)] == ["a1"]
