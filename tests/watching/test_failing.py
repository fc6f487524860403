"""Watching feeds: what fails, is slow, is gone or is no feed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from onrecord.record import open_record
from onrecord.types import Article, Reading
from tests.newsstand import Answer, Newsstand, full, report, rss, teaser
from tests.watching import rounds
from tests.watching.rounds import POLITE, XML, PlainReader, Watch


def test_a_feed_that_fails_is_left_alone_for_ever_longer(
    stand: Newsstand, once: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("random.uniform", lambda low, high: 1.0)
    stand.put("/good", rss(full(f"{stand.url}/a", "One")), XML)
    stand.put("/bad", "gone fishing", status=500)
    both = (f"{stand.url}/good", f"{stand.url}/bad")
    asked = []
    for _ in range(12):
        before = stand.count("/bad")
        done = once(*both, later=timedelta(minutes=10))
        asked.append(stand.count("/bad") > before)
    # asked at 0, then after 10, 20, 40 minutes of rest
    assert asked == [True, True, False, True, False, False, False, True, False, False, False, False]
    assert done.waiting == 1
    stand.put("/bad", rss(full(f"{stand.url}/b", "Two")), XML)
    once.now += timedelta(days=1)
    once(*both)
    once(*both)
    assert "Two" in once.titles()
    assert stand.statuses[-1] == ("/bad", 304)  # and all is forgiven


def test_a_feed_that_is_gone_is_never_asked_again(stand: Newsstand, once: Watch) -> None:
    stand.put("/rss", "", status=410)
    done = once(f"{stand.url}/rss")
    assert "gone for good" in done.notes[0]
    done = once(f"{stand.url}/rss", later=timedelta(days=400))
    assert "gone for good" in done.notes[0]
    once(f"{stand.url}/rss")
    assert stand.count("/rss") == 1


@pytest.mark.parametrize(
    ("answer", "minutes"),
    [
        (Answer(rss(more="<ttl>120</ttl>").encode(), headers={"Content-Type": XML}), 120),
        (Answer(rss().encode(), headers={"Content-Type": XML, "Cache-Control": "public, max-age=7200"}), 120),
        (Answer(b"", status=503, headers={"Retry-After": "7200"}), 120),
        (Answer(b"", status=429, headers={"Retry-After": str(90 * 24 * 3600)}), 7 * 24 * 60),
        (Answer(rss(more="<ttl>9999999</ttl>").encode(), headers={"Content-Type": XML}), 24 * 60),
        (Answer(rss().encode(), headers={"Content-Type": XML}), 0),
    ],
)
def test_a_server_says_how_long_it_wants_rest(stand: Newsstand, once: Watch, answer: Answer, minutes: int) -> None:
    stand.pages["/rss"] = answer
    # by the clock of this machine, as headers tell seconds from now
    once.now = datetime.now(UTC).replace(microsecond=0)
    begun = once.now
    once(f"{stand.url}/rss")
    asked = stand.count("/rss")
    if minutes:
        once.now = begun + timedelta(minutes=minutes) * 0.9
        assert once(f"{stand.url}/rss").waiting == 1
        assert stand.count("/rss") == asked
    once.now = begun + timedelta(minutes=minutes + 1)
    assert once(f"{stand.url}/rss").waiting == 0


def test_a_ttl_holds_for_answers_without_news_too(stand: Newsstand, once: Watch) -> None:
    stand.put("/rss", rss(more="<ttl>60</ttl>"), XML)
    seen = [once(f"{stand.url}/rss").waiting for _ in range(5)]
    assert seen == [0, 1, 0, 1, 0]


def test_a_page_that_fails_comes_later_even_if_the_feed_has_dropped_it(stand: Newsstand, once: Watch) -> None:
    stand.put("/rss", rss(teaser(f"{stand.url}/a", "One")), XML)
    stand.put("/a", "", status=500)
    assert len(once(f"{stand.url}/rss").summary.failed) == 1
    stand.put("/rss", rss(teaser(f"{stand.url}/b", "Two")), XML)
    stand.put("/b", report("Two"))
    stand.put("/a", report("One"))
    once(f"{stand.url}/rss")
    assert sorted(map(str, once.titles())) == ["One", "Two"]
    with open_record(once.record) as record:
        assert record.failures() == ()
    asked = stand.count("/a")
    once(f"{stand.url}/rss")
    assert stand.count("/a") == asked


def test_a_page_that_fails_for_ever_is_given_up(stand: Newsstand, once: Watch) -> None:
    stand.put("/rss", rss(teaser(f"{stand.url}/a", "One"), teaser(f"{stand.url}/gone", "Two")), XML)
    stand.put("/a", "", status=500)
    for _ in range(12):
        once(f"{stand.url}/rss", later=timedelta(days=2))
    assert stand.count("/gone") == 1
    asked = stand.count("/a")
    assert asked >= 5
    once(f"{stand.url}/rss")
    assert stand.count("/a") == asked


def test_an_article_that_cannot_be_read_comes_again(
    stand: Newsstand, once: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand.put("/rss", rss(full(f"{stand.url}/a", "One")), XML)
    stand.put("/a", report("One"))

    def broken(self: object, articles: Sequence[Article]) -> Iterator[Reading]:
        raise RuntimeError("no memory")

    with monkeypatch.context() as patched:
        patched.setattr(PlainReader, "read", broken)
        assert len(once(f"{stand.url}/rss").summary.failed) == 1
    assert once(f"{stand.url}/rss").summary.read == 1
    assert once.titles() == ["One"]


def test_a_feed_that_is_cut_off_is_read_as_far_as_it_goes(stand: Newsstand, once: Watch) -> None:
    whole = rss(full(f"{stand.url}/a", "One"), full(f"{stand.url}/b", "Two"))
    stand.put("/rss", whole[: whole.index("</item>") + 7 + 30], XML)
    done = once(f"{stand.url}/rss")
    assert "One" in once.titles()
    assert "XML is broken" in done.notes[0]


def test_a_feed_in_another_language_is_skipped_with_it(stand: Newsstand, once: Watch) -> None:
    words = "Der Rat der Stadt hat am Dienstagabend drei Stunden lang über die neue Straßenbahn gestritten. " * 5
    german = rss(teaser(f"{stand.url}/a", "Streit um die Bahn", words=words), more="<language>de-DE</language>")
    stand.put("/rss", german, XML)
    stand.put("/a", report("Streit"))
    done = once(f"{stand.url}/rss")
    assert [(failure.stage, failure.skipped) for failure in done.summary.skipped] == [("language", True)]
    assert "'de'" in done.summary.skipped[0].reason
    assert stand.count("/a") == 0


def test_where_nobody_can_be_reached_no_feed_is_to_blame(once: Watch, stand: Newsstand) -> None:
    closed = "http://127.0.0.1:9"
    done = once(f"{closed}/one", f"{closed}/two")
    assert done.failing == 2
    assert len(done.notes) == 1
    assert "connected" in done.notes[0]
    assert once(f"{closed}/one", f"{closed}/two").waiting == 0


def test_what_is_no_feed_is_told(stand: Newsstand, once: Watch) -> None:
    stand.put("/page", report("One"))
    stand.put("/data", '{"a": 1}', "application/json")
    stand.put("/good", rss(), XML)
    done = once(f"{stand.url}/page", f"{stand.url}/data", f"{stand.url}/good")
    assert done.failing == 2
    assert "announces no feed" in done.notes[0]
    assert "neither a feed" in done.notes[1]


def test_a_feed_without_end_is_refused_and_harms_no_other(
    stand: Newsstand, once: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "POLITE", replace(POLITE, largest_feed=20_000))
    stand.put("/endless", rss(*(full(f"{stand.url}/{n}", f"T {n}") for n in range(100))), XML)
    stand.put("/rss", rss(full(f"{stand.url}/a", "One")), XML)
    done = once(f"{stand.url}/endless", f"{stand.url}/rss")
    assert done.failing == 1
    assert "/endless" in done.notes[0]
    assert once.titles() == ["One"]
