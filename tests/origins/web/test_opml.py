import pytest

from onrecord.errors import InputError
from onrecord.origins.web.opml import Listed, parse_opml, web_address

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.1"><head><title>Mine</title></head><body>
 <outline text="Europe"><outline text="Press" title="Press of Europe">
   <outline type="rss" text="Gazette" xmlUrl="https://gazette.example/rss?a=1&b=2" htmlUrl="https://gazette.example"/>
   <outline TYPE="rss" text="Post" title="The Post" xmlurl="feed://post.example/rss"/></outline></outline>
 <outline type="atom" text="Blog" url="https://blog.example/atom" category="/Politics/Islands,/News"/>
 <outline type="link" text="A page" url="https://page.example/"/>
 <outline type="rss" text="Again" xmlUrl="https://gazette.example/rss?a=1&amp;b=2"/>
 <outline type="rss" text="Nothing" xmlUrl="none"/>
</body></opml>"""


def test_nested_outlines_with_their_folders_and_categories() -> None:
    assert parse_opml(LIST.encode()) == (
        Listed("https://gazette.example/rss?a=1&b=2", "Gazette", "Press of Europe"),
        Listed("https://post.example/rss", "The Post", "Press of Europe"),
        Listed("https://blog.example/atom", "Blog", "Islands"),
    )


@pytest.mark.parametrize("data", [b"", b"<opml><body/></opml>", b"{}", b"<opml><outline xmlUrl='x'/></opml>"])
def test_a_list_without_feeds_is_told(data: bytes) -> None:
    with pytest.raises(InputError):
        parse_opml(data)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("feed://x.example/rss", "https://x.example/rss"),
        ("feed:http://x.example/rss", "http://x.example/rss"),
        (" https://x.example/rss ", "https://x.example/rss"),
        ("x.example/rss", None),
        ("file:///etc/passwd", None),
    ],
)
def test_addresses_of_feeds_as_people_write_them(written: str, meant: str | None) -> None:
    assert web_address(written) == meant
