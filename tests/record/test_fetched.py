from dataclasses import replace
from datetime import UTC, datetime

from onrecord.record.fetched import Fetched
from onrecord.record.fetched_rows import FetchedRow
from onrecord.record.store import Record
from tests.record import samples

ROW = FetchedRow("https://post.example/a", "page", 200, datetime(2021, 3, 8, 10, tzinfo=UTC), etag='"v1"')


def test_what_is_remembered_is_written_over(record: Record) -> None:
    fetched = Fetched(record)
    assert fetched.row(ROW.url) is None
    fetched.save(ROW)
    assert fetched.row(ROW.url) == ROW
    later = replace(ROW, status=503, failures=2, next=datetime(2021, 3, 9, tzinfo=UTC), facts='{"a": 1}')
    fetched.save(later)
    assert fetched.row(ROW.url) == later
    fetched.forget(ROW.url)
    assert fetched.row(ROW.url) is None


def test_rows_of_a_kind_by_address(record: Record) -> None:
    fetched = Fetched(record)
    for url, kind in (("https://b.example/", "feed"), ("https://a.example/", "feed"), ("https://c.example/", "page")):
        fetched.save(replace(ROW, url=url, kind=kind))
    assert [row.url for row in fetched.rows("feed")] == ["https://a.example/", "https://b.example/"]


def test_the_article_that_came_last_from_an_origin(record: Record) -> None:
    origin = samples.article().origin
    assert Fetched(record).article(origin) is None
    record.save_article(samples.article(), samples.reading(), samples.resolution())
    assert Fetched(record).article(origin) == samples.article()
    assert Fetched(record).article("https://post.example/other") is None
