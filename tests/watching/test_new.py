"""Watching feeds: what is new, and what ids and addresses make of it."""

from datetime import date

from onrecord.record import open_record
from onrecord.remembering import RecordMemory
from tests.newsstand import Answer, Newsstand, full, report, rss, teaser
from tests.watching.rounds import POLITE, XML, Watch

# ---------------------------------------------------------------- what is new


def test_a_teaser_brings_its_page_and_a_full_entry_itself(stand: Newsstand, once: Watch) -> None:
    stand.put("/rss", rss(teaser(f"{stand.url}/a?utm_source=rss#top", "One"), full(f"{stand.url}/b", "Two")), XML)
    stand.put("/a", report("One"))
    done = once(f"{stand.url}/rss")
    assert (done.asked, done.summary.read, done.summary.failed) == (1, 2, ())
    found = {article.origin: article for article in once.articles()}
    assert set(found) == {f"{stand.url}/a", f"{stand.url}/b"}
    assert {article.outlet for article in found.values()} == {"The Harbour Gazette"}
    assert {article.published for article in found.values()} == {date(2024, 3, 8)}
    assert stand.count("/b") == 0


def test_a_feed_without_news_costs_one_conditional_request(stand: Newsstand, once: Watch) -> None:
    stand.put("/rss", rss(teaser(f"{stand.url}/a", "One")), XML)
    stand.put("/a", report("One"))
    once(f"{stand.url}/rss")
    stand.statuses.clear()
    done = once(f"{stand.url}/rss")
    assert (done.unchanged, done.summary.read, done.summary.known) == (1, 0, 0)
    assert stand.statuses == [("/rss", 304)]


def test_only_what_is_new_is_fetched(stand: Newsstand, once: Watch) -> None:
    first, second = teaser(f"{stand.url}/a", "One"), teaser(f"{stand.url}/b", "Two")
    stand.put("/a", report("One"))
    stand.put("/b", report("Two"))
    stand.put("/rss", rss(first), XML)
    once(f"{stand.url}/rss")
    stand.put("/rss", rss(second, first), XML)
    assert once(f"{stand.url}/rss").summary.read == 1
    assert (stand.count("/a"), stand.count("/b")) == (1, 1)


def test_a_changed_text_is_read_as_changed(stand: Newsstand, once: Watch) -> None:
    stand.put("/rss", rss(full(f"{stand.url}/a", "One")), XML)
    once(f"{stand.url}/rss")
    stand.put("/rss", rss(full(f"{stand.url}/a", "One", words="The vote was put off.")), XML)
    done = once(f"{stand.url}/rss")
    assert done.summary.changed == (f"{stand.url}/a",)
    assert once(f"{stand.url}/rss").summary.read == 0


# ---------------------------------------------------------------- ids and addresses that do not hold


def test_ids_that_change_with_every_request_make_no_doubles(stand: Newsstand, once: Watch) -> None:
    for number in range(3):
        same = teaser(f"{stand.url}/a?rand={number}", "One", guid=f"g{number}", words=f"Seen {number} times")
        by_link = full(f"{stand.url}/b?utm_id={number}", "Two", guid=f"h{number}")
        nowhere = full("", "Three", guid=f"i{number}")
        stand.put("/rss", rss(same, by_link, nowhere), XML)
        stand.put("/a", report("One"))
        once(f"{stand.url}/rss")
    assert sorted(map(str, once.titles())) == ["One", "Three", "Two"]


def test_an_id_that_stands_with_several_articles_tells_none(stand: Newsstand, once: Watch) -> None:
    items = [full(f"{stand.url}/{number}", f"Title {number}", guid="0") for number in range(3)]
    stand.put("/rss", rss(*items[:2]), XML)
    once(f"{stand.url}/rss")
    assert len(once.articles()) == 2
    # and over time: the only article of the feed has the id of the one before
    later = full(f"{stand.url}/9", "Title 9", guid="0", date="Sat, 09 Mar 2024 09:00:00 GMT")
    stand.put("/rss", rss(later), XML)
    once(f"{stand.url}/rss")
    assert len(once.articles()) == 3


def test_an_article_whose_address_was_renamed_stays_one(stand: Newsstand, once: Watch) -> None:
    stand.put("/rss", rss(full(f"{stand.url}/tram-plan", "Tram plan", guid="77")), XML)
    once(f"{stand.url}/rss")
    again = full(f"{stand.url}/tram-plan-rejected", "Tram plan rejected", guid="77", words="It failed.")
    stand.put("/rss", rss(again), XML)
    done = once(f"{stand.url}/rss")
    assert done.summary.changed == (f"{stand.url}/tram-plan",)
    assert {article.origin for article in once.articles()} == {f"{stand.url}/tram-plan"}


def test_articles_that_share_an_address_are_told_apart(stand: Newsstand, once: Watch) -> None:
    live = [full(f"{stand.url}/live", f"Minute {number}", guid=f"m{number}") for number in range(2)]
    stand.put("/rss", rss(*live), XML)
    once(f"{stand.url}/rss")
    assert {article.origin for article in once.articles()} == {f"{stand.url}/rss#m0", f"{stand.url}/rss#m1"}


def test_without_link_date_and_title_the_text_is_still_read(stand: Newsstand, once: Watch) -> None:
    stand.put("/rss", rss(full("", "", date="", words="Nobody knows when.")), XML)
    once(f"{stand.url}/rss")
    (article,) = once.articles()
    assert article.title is None
    assert article.published is None
    assert "Nobody knows when." in article.text
    assert once(f"{stand.url}/rss").summary.read == 0


def test_an_article_in_two_feeds_is_one(stand: Newsstand, once: Watch) -> None:
    stand.put("/one", rss(full(f"{stand.url}/a", "One", words="As the first has it.")), XML)
    stand.put("/two", rss(full(f"{stand.url}/a", "One!", words="As the second has it.")), XML)
    for _ in range(3):
        once(f"{stand.url}/one", f"{stand.url}/two")
        for path in ("/one", "/two"):  # as with feeds that carry the time of the request
            page = stand.pages[path]
            assert isinstance(page, Answer)
            stand.put(path, page.body + b"<!-- -->", XML)
    assert len(once.articles()) == 1


def test_what_read_has_read_is_not_fetched_again(stand: Newsstand, once: Watch) -> None:
    from onrecord.origins import collect
    from onrecord.pipeline import fill

    stand.put("/a", report("One"))
    with open_record(once.record) as record:
        fill(record, collect([f"{stand.url}/a"], fetching=POLITE, memory=RecordMemory(record)))
    stand.put("/rss", rss(teaser(f"{stand.url}/a", "One")), XML)
    assert once(f"{stand.url}/rss").summary.read == 0
    assert stand.count("/a") == 1


def test_two_articles_of_one_title_and_minute_are_two(stand: Newsstand, once: Watch) -> None:
    film, written = full(f"{stand.url}/film", "One"), full(f"{stand.url}/report", "One", words="In words.")
    stand.put("/rss", rss(film, written), XML)
    once(f"{stand.url}/rss")
    assert len(once.articles()) == 2


def test_an_article_that_moves_and_changes_its_id_stays_one(stand: Newsstand, once: Watch) -> None:
    stand.put("/rss", rss(full(f"{stand.url}/a", "One", guid="1")), XML)
    once(f"{stand.url}/rss")
    stand.put("/rss", rss(full(f"{stand.url}/new/a", "One", guid="x1")), XML)
    assert once(f"{stand.url}/rss").summary.read == 0
    assert len(once.articles()) == 1
