import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError, MissingExtra
from onrecord.origins import HandedFile, collect, collect_handed
from onrecord.origins.draft import Address, Draft, Unopened
from onrecord.origins.web import stage
from onrecord.origins.web.fetching import Fetching
from onrecord.origins.web.lists import address_of
from onrecord.origins.web.stage import fetched
from onrecord.types import Article, Failure
from tests.origins.web.memory import Notes
from tests.origins.web.site import SENTENCE, Request, Site, page

FAST = Fetching(delay=0.0, backoff=0.02, allow_private=True)


def read(*paths: str | Path, memory: Notes | None = None, fetching: Fetching = FAST) -> list[Article | Failure]:
    return list(collect(paths, fetching=fetching, memory=memory))


def article(*paths: str | Path, **more: Any) -> Article:
    (item,) = read(*paths, **more)
    assert isinstance(item, Article), item
    return item


def failure(*paths: str | Path, **more: Any) -> Failure:
    (item,) = read(*paths, **more)
    assert isinstance(item, Failure), item
    return item


def test_an_address_among_files(site: Site, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    (tmp_path / "b.txt").write_text(SENTENCE)
    url = site.put("/news/bridge?id=7&utm_source=mail", page("One."))
    items = read(tmp_path / "a.txt", f"{url}#comments", tmp_path / "b.txt")
    assert all(isinstance(item, Article) for item in items)
    assert [item.origin for item in items] == [
        str(tmp_path / "a.txt"),
        site.url("/news/bridge?id=7"),
        str(tmp_path / "b.txt"),
    ]
    assert SENTENCE in items[1].text if isinstance(items[1], Article) else False


def test_the_page_says_its_own_address(site: Site) -> None:
    head = '<link rel="canonical" href="https://post.example/bridge"><meta property="og:site_name" content="The Post">'
    found = article(site.put("/a", page(head=head)))
    assert (found.origin, found.url, found.outlet) == (site.url("/a"), "https://post.example/bridge", "The Post")
    plain = article(site.put("/b", page()))
    assert (plain.url, plain.outlet) == (site.url("/b"), "127.0.0.1")


def test_a_list_of_addresses(site: Site, tmp_path: Path) -> None:
    one, two = site.put("/one", page("One.")), site.put("/two", page("Two."))
    path = tmp_path / "urls.txt"
    path.write_text(f"# bridges\n\n{one}\n{two}\n{one}?fbclid=123\n{site.url('/none')}\n", encoding="utf-8-sig")
    first, second, third = read(path)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(third, Failure)
    assert (first.origin, second.origin, third.origin) == (one, two, site.url("/none"))
    assert site.paths() == ["/one", "/two", "/none"]  # the third line is the first once more


def test_rows_that_name_an_address_and_no_text(site: Site, tmp_path: Path) -> None:
    url = site.put("/one", page("One."))
    table = tmp_path / "a.csv"
    table.write_text(f"url,outlet,date\n{url},The Post,2021-03-08\nnonsense,The Post,2021-03-08\n")
    first, second = read(table)
    assert isinstance(first, Article)
    assert (first.origin, first.outlet, str(first.published)) == (url, "The Post", "2021-03-08")
    assert isinstance(second, Failure)
    assert "row 2, has no text" in second.reason
    lines = tmp_path / "b.jsonl"
    lines.write_text(json.dumps({"link": url, "title": "Told"}) + "\n" + json.dumps({"url": url, "text": ""}) + "\n")
    first, second = read(lines)
    assert isinstance(first, Article)
    assert first.title == "Told"
    assert isinstance(second, Failure)  # a row that has a place for a text says that there is none
    bare = tmp_path / "c.csv"
    bare.write_text("name\nBridge\n")
    assert "or url where the texts are to be fetched" in failure(bare).reason


def test_what_has_not_changed_is_the_article_that_is_held(site: Site) -> None:
    def answer(request: Request) -> None:
        if request.headers.get("If-None-Match"):
            request.send(304, b"", {})
        else:
            request.send(200, page("One."), {"Content-Type": "text/html", "ETag": '"v1"'})

    site.answers["/a"] = answer
    url, memory = site.url("/a"), Notes()
    first = article(url, memory=memory)
    again = article(url, memory=memory)
    assert "If-None-Match" not in site.asked[-1].headers  # nothing is held of it, whatever is remembered
    memory.articles[url] = first
    held = article(url, memory=memory)
    assert "If-None-Match" in site.asked[-1].headers
    assert first == again == held


def test_the_same_bytes_are_the_article_that_is_held(site: Site) -> None:
    url, memory = site.put("/a", page("One.")), Notes()
    memory.articles[url] = article(url, memory=memory)
    assert article(url, memory=memory) == memory.articles[url]
    site.put("/a", page("Two."))
    assert "Two." in article(url, memory=memory).text


@pytest.mark.parametrize(
    ("body", "kind", "coding"),
    [
        ("Séjourné said “no”.", "text/html; charset=iso-8859-1", "utf-8"),  # a lying header over UTF-8
        ("Séjourné said “no”.", "text/html; charset=iso-8859-1", "cp1252"),  # Windows-1252 under another name
        ("Séjourné said “no”.", "text/html", "cp1252"),  # nothing said at all
        ("Fico a Šimečka řekli ne.", "text/html; charset=windows-1250", "cp1250"),
        ("Séjourné said “no”.", "text/html; charset=utf-8", "utf-16"),  # its mark tells better
        ("Séjourné said “no”.", "text/html; charset=no-such-thing", "utf-8"),
    ],
)
def test_letters(site: Site, body: str, kind: str, coding: str) -> None:
    text = page("X-X").decode().replace("X-X", body)
    assert body in article(site.put("/a", text.encode(coding), kind=kind)).text


def test_other_formats_go_to_their_readers(site: Site) -> None:
    plain = article(site.put("/a", f"{SENTENCE} Séjourné.".encode("latin-1"), kind="text/plain; charset=iso-8859-1"))
    assert plain.text.endswith("Séjourné.")
    assert plain.url == site.url("/a")
    lines = "".join(json.dumps({"id": f"n{number}", "text": SENTENCE}) + "\n" for number in range(3))
    many = read(site.put("/corpus.jsonl", lines.encode(), kind="application/octet-stream"))
    assert [item.origin for item in many] == [site.url(f"/corpus.jsonl#n{number}") for number in range(3)]
    picture = failure(site.put("/p", b"\xff\xd8\xff\xe0", kind="image/jpeg"))
    assert "it is image/jpeg, no text" in picture.reason
    assert "it is a database" in failure(site.put("/q", b"SQLite format 3\0", kind="application/x-thing")).reason


def test_a_feed_and_what_it_leads_to(site: Site) -> None:
    items = "".join(f"<item><title>T{n}</title><link>{site.url(f'/{n}')}</link></item>" for n in (1, 2))
    channel = f"<title>The Post</title><link>{site.url()}</link>{items}"
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel>{channel}</channel></rss>'
    site.put("/1", page("One."))
    for kind in ("application/rss+xml", "text/html"):  # some servers call everything a page
        first, second = read(site.put("/feed", feed.encode(), kind=kind))
        assert isinstance(first, Article)
        assert (first.origin, first.title, first.outlet) == (site.url("/1"), "T1", "The Post")
        assert isinstance(second, Failure)
        assert second.origin == site.url("/2")


def test_a_document_by_its_kind(site: Site) -> None:
    data = (Path(__file__).parents[1] / "samples" / "pdf" / "two_columns.pdf").read_bytes()
    found = article(site.put("/download?id=1", data, kind="application/pdf"))
    assert found.url == found.origin == site.url("/download?id=1")


def test_a_list_on_the_web_and_a_circle_of_lists(site: Site) -> None:
    site.put("/one", page("One."))
    inner = f"{site.url('/one')}\n{site.url('/list')}\n".encode()
    items = read(site.put("/list", inner, kind="text/plain"))
    assert [item.origin for item in items] == [site.url("/one")]
    for number in range(8):
        site.put(f"/{number}.txt", site.url(f"/{number + 1}.txt").encode(), kind="text/plain")
    assert "more than 4 deep" in failure(site.url("/0.txt")).reason


def test_a_report_that_became_the_front_page(site: Site) -> None:
    site.put("/", page())
    site.put("/2019/bridge", status=301, Location="/")
    assert "leads to the front page of 127.0.0.1" in failure(site.url("/2019/bridge")).reason
    assert article(site.url("/")).origin == site.url("/")


def test_a_page_where_a_feed_was_wanted(site: Site) -> None:
    site.put("/feed", page())
    entry = Address(site.url("/feed"), Draft("", site.url("/feed")), kind="feed")
    (item,) = fetched([entry], FAST)
    assert isinstance(item, Failure)
    assert "a web page and no feed" in item.reason


def test_what_is_known_of_an_article_stands_in_for_it(site: Site) -> None:
    known = Draft(f"{SENTENCE} In short.", "", title="Bridge")
    given = [address_of(site.url("/none"), known), address_of(site.put("/a", page()), known)]
    first, second = fetched(given, FAST)
    assert isinstance(first, Draft)
    assert (first.text, first.origin) == (known.text, site.url("/none"))
    assert isinstance(second, Unopened)
    assert second.known.title == "Bridge"


def test_what_is_no_address_passes_in_order_and_at_once(site: Site) -> None:
    def items() -> Iterator[Any]:
        yield from range(3)
        raise AssertionError("asked for too early")

    stream = fetched(items(), FAST)
    assert [next(stream) for _ in range(3)] == [0, 1, 2]
    site.put("*", page())
    mixed: list[Any] = ["a", address_of(site.url("/1")), "b", address_of(site.url("/2")), "c"]
    given = list(fetched(mixed, FAST))
    assert [type(item) for item in given] == [str, Unopened, str, Unopened, str]


def test_no_address_of_ones_own_network_unless_allowed(site: Site) -> None:
    item = failure(site.put("/a", page()), fetching=Fetching())
    assert "this machine itself" in item.reason
    assert "--allow-private" in item.reason
    assert not site.asked


def test_addresses_that_cannot_be_asked() -> None:
    for given, words in [
        ("s3://bucket/reports", "is read on a cluster"),
        ("ftp://files.example/a", "only http:// and https:// are asked"),
        ("file:///etc/passwd", "give the path of the file"),
        ("feed://post.example/rss", "write https:// in place of feed://"),
        ("www.post.example/a", "write https://www.post.example/a"),
    ]:
        with pytest.raises(InputError, match=words):
            collect([given])
    assert "no address" in failure("https:///nothing").reason
    assert "secret" not in failure("http://me:secret@nosuch.invalid/").reason


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def missing() -> None:
        raise MissingExtra("Reading from the web needs httpx: pip install 'onrecord[web]'")

    monkeypatch.setattr(stage, "require", missing)
    with pytest.raises(MissingExtra, match="pip install"):
        read("https://post.example/a")
    (tmp_path / "a.txt").write_text(SENTENCE)
    assert article(tmp_path / "a.txt").text == SENTENCE


def test_nothing_is_fetched_where_files_are_handed_over(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "000001"
    path.write_text(site.put("/a", page()))
    (item,) = collect_handed([HandedFile(path, "urls.txt")])
    assert isinstance(item, Failure)
    assert "nothing is fetched here; read it with `onrecord read ADDRESS`" in item.reason
    assert not site.asked
