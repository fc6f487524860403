from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import stories
from onrecord.record import Record, open_record
from onrecord.record.stories import Stories
from onrecord.types import Article, Provenance, Reading, Resolution

WORDS = [
    "harbour",
    "ferry",
    "bridge",
    "toll",
    "council",
    "winter",
    "island",
    "mayor",
    "budget",
    "engine",
    "weather",
    "timber",
    "captain",
    "market",
    "repair",
]


def told(seed: int, sentences: int = 14) -> list[str]:
    """Sentences that no other seed has."""
    rng = random.Random(seed)
    return [
        " ".join(f"{rng.choice(WORDS)}{rng.randrange(60)}" for _ in range(12)).capitalize() + "."
        for _ in range(sentences)
    ]


WIRE = told(1)
WEEKLY = told(2)
ARTICLES = (
    Article("e", " ".join(WIRE), "agency/e.txt", "Agency", published=date(2031, 3, 2)),
    Article("c", " ".join(WIRE[:10]), "gazette/c.txt", "Gazette", published=date(2031, 3, 2)),
    Article("d", " ".join((*WIRE[:9], *told(3, 3))), "post/d.txt", "Post", published=date(2031, 3, 3)),
    Article("a", " ".join((*told(4, 4), *WIRE[2:12])), "herald/a.txt", "Herald"),
    Article("b", " ".join((*told(5, 14), *WIRE[:3])), "post/b.txt", "Post", published=date(2031, 3, 4)),
    Article("f", " ".join(WEEKLY), "post/f.txt", "Post", published=date(2031, 3, 1)),
    Article("g", " ".join(WEEKLY[:11]), "gazette/g.txt", "Gazette", published=date(2031, 2, 28)),
    Article("h", "The ferry sails again.", "post/h.txt", "Post"),
)
STORIES = {"a": "c", "c": "c", "d": "c", "e": "c", "f": "g", "g": "g"}


def save(record: Record, articles: Sequence[Article]) -> None:
    for article in articles:
        with record.transaction():
            read(record, article)
            stories.put(record, article)


def read(record: Record, article: Article) -> None:
    reading = Reading(article.id, (), (), (), (), (), Provenance("r", "1"))
    record.save_article(article, reading, Resolution((), (), ()))


@settings(max_examples=25, deadline=None)
@given(st.permutations(ARTICLES))
def test_stories_do_not_depend_on_the_order_of_reading(articles: Sequence[Article]) -> None:
    with open_record("sqlite://") as record:
        stories.refresh(record)
        save(record, articles)
        assert Stories(record).all() == STORIES


def test_a_story_goes_by_its_earliest_and_tells_how_alike_its_copies_are(tmp_path: Path) -> None:
    with open_record(str(tmp_path / "r.db")) as record:
        save(record, ARTICLES)
        story = Stories(record).of("d")
        assert story is not None
        assert story.id == "c"
        assert [one.article.id for one in story.carried] == ["c", "e", "d", "a"]
        assert story.outlets == ("Gazette", "Agency", "Post", "Herald")
        shares = {one.article.id: round(one.share, 2) for one in story.carried}
        assert shares["c"] == 1.0
        assert shares["e"] == 0.71
        assert 0.7 < shares["d"] < 0.8
        assert Stories(record).of("b") is None
        assert Stories(record).of("nobody") is None
        assert [one.id for one in Stories(record).listed()] == ["c", "g"]


def test_reading_again_changes_nothing_but_a_new_day_does(tmp_path: Path) -> None:
    with open_record(str(tmp_path / "r.db")) as record:
        save(record, ARTICLES)
        before = Stories(record).of("a")
        save(record, ARTICLES)
        assert Stories(record).of("a") == before
        save(record, [replace(ARTICLES[3], published=date(2031, 1, 1))])
        assert Stories(record).all()["e"] == "a"


def test_a_record_of_before_gets_its_stories_at_the_next_read(tmp_path: Path) -> None:
    with open_record(str(tmp_path / "r.db")) as record:
        for article in ARTICLES:
            read(record, article)
        assert not Stories(record).all()
        assert stories.refresh(record) == len(ARTICLES)
        assert Stories(record).all() == STORIES
        assert stories.refresh(record) == 0
        Stories(record).begin("other rules")
        assert not Stories(record).all()
        assert stories.refresh(record) == len(ARTICLES)
        assert Stories(record).all() == STORIES


def test_two_texts_of_one_origin_are_one_report(tmp_path: Path) -> None:
    with open_record(str(tmp_path / "r.db")) as record:
        revised = Article("z", " ".join((*WIRE, *told(6, 1))), "agency/e.txt", "Agency", published=date(2031, 3, 2))
        save(record, [ARTICLES[0], revised])
        story = Stories(record).of("z")
        assert story is not None
        assert story.times == 1
        assert len(story.carried) == 2


def test_an_article_that_is_not_written_leaves_no_trace(tmp_path: Path) -> None:
    with open_record(str(tmp_path / "r.db")) as record:
        save(record, ARTICLES[:1])
        try:
            with record.transaction():
                read(record, ARTICLES[1])
                stories.put(record, ARTICLES[1])
                raise RuntimeError
        except RuntimeError:
            pass
        assert not Stories(record).all()
        save(record, ARTICLES[1:2])
        assert Stories(record).all() == {"c": "c", "e": "c"}
