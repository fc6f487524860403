import gzip
import zlib

import pytest

from onrecord.errors import InputError
from onrecord.origins.draft import Address
from onrecord.origins.web.items import MOST_ITEMS, Child, entries
from onrecord.origins.web.sitemaps import parse_sitemap

PLACE = "https://gazette.example/sitemap.xml"


def urlset(*pages: str) -> bytes:
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(pages)}</urlset>'.encode()


def test_addresses_with_what_is_said_of_them() -> None:
    page = "<url><loc>\n https://gazette.example/a?x=1&amp;y=2 \n</loc><lastmod>2024-03-08</lastmod></url>"
    feed = parse_sitemap(urlset(page, "<url><lastmod>2024-03-08</lastmod></url>", "<!-- x -->"), PLACE)
    (item,) = feed.items
    assert (item.link, item.changed, item.published) == ("https://gazette.example/a?x=1&y=2", "2024-03-08", None)
    (entry,) = entries(feed, PLACE)
    assert isinstance(entry, Address)
    assert entry.kind == "page"


def test_an_index_leads_to_sitemaps() -> None:
    index = (
        b"<sitemapindex><sitemap><loc>/a.xml.gz</loc><lastmod>2024-03-08T10:00:00Z</lastmod></sitemap></sitemapindex>"
    )
    feed = parse_sitemap(index, PLACE)
    assert feed.children == (Child("https://gazette.example/a.xml.gz", "2024-03-08T10:00"),)
    (entry,) = entries(feed, PLACE)
    assert isinstance(entry, Address)
    assert (entry.url, entry.kind) == ("https://gazette.example/a.xml.gz", "sitemap")


def test_a_day_of_change_that_all_have_is_that_of_the_sitemap() -> None:
    same = "<url><loc>https://x.example/%d</loc><lastmod>2024-03-08</lastmod></url>"
    feed = parse_sitemap(urlset(same % 1, same % 2), PLACE)
    assert [item.changed for item in feed.items] == [None, None]


def test_gzip_is_undone_and_never_without_end() -> None:
    page = "<url><loc>https://x.example/1</loc></url>"
    assert len(parse_sitemap(gzip.compress(urlset(page)), PLACE).items) == 1
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    head = packer.compress(urlset(page)[: -len("</urlset>")])
    bomb = head + b"".join(packer.compress(b" " * 10_000_000) for _ in range(30)) + packer.flush()
    feed = parse_sitemap(bomb, PLACE)
    assert len(feed.items) == 1
    assert feed.note is not None
    assert "cut off" in feed.note
    with pytest.raises(InputError, match="damaged"):
        parse_sitemap(b"\x1f\x8b" + b"\0" * 50, PLACE)


def test_more_addresses_than_a_sitemap_may_have_are_left_out() -> None:
    feed = parse_sitemap(
        urlset(*(f"<url><loc>https://x.example/{n}</loc></url>" for n in range(MOST_ITEMS + 5))), PLACE
    )
    assert len(feed.items) == MOST_ITEMS
    assert feed.note is not None


def test_a_broken_one_is_read_as_far_as_it_goes() -> None:
    pages = "<url><loc>https://x.example/1?a=1&b=2</loc></url><url><loc>https://x.exam"
    feed = parse_sitemap(urlset(pages)[: -len("</urlset>")], PLACE)
    assert [item.link for item in feed.items] == ["https://x.example/1?a=1&b=2"]
    assert feed.note is not None


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"<urlse", b"\0\0\0", b"{}"])
def test_what_is_no_sitemap_is_told(data: bytes) -> None:
    with pytest.raises(InputError):
        parse_sitemap(data, PLACE)
