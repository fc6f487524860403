import time

import pytest
from trafilatura.utils import load_html

from onrecord.errors import InputError
from onrecord.origins.page import read_page
from onrecord.origins.taming import tamed, without_data

SENTENCE = "The minister said on Monday that the bridge would be built with money from the state."
TEXT = f"<p>{SENTENCE}</p>" * 3


@pytest.mark.parametrize(
    "part",
    [
        f'<meta name="author" content="{"{" * 100_000}">',
        f"<title>{'(' * 100_000}</title>",
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{"<a" * 100_000}"}}</script>',
        f'<script type="application/ld+json">{"{" * 100_000}</script>',
        f"<h1>Bridge will be built</h1><div>By {'Jane and ' * 20_000}</div>",
        "<div>" * 50_000,
    ],
)
def test_no_page_takes_for_ever(part: str) -> None:
    begun = time.monotonic()
    assert SENTENCE in read_page(f"<html><body>{TEXT}{part}</body></html>", "a.html").text
    assert time.monotonic() - begun < 5  # as they came, some of these took minutes


def test_what_is_too_long_is_cut_and_the_rest_left() -> None:
    tree = tamed(
        load_html(f'<html><head><meta content="{"x" * 5000}"></head><body><a href="/b">b</a>{TEXT}</body></html>')
    )
    assert len(tree.xpath("//meta/@content")[0]) == 1000
    assert tree.xpath("//a/@href") == ["/b"]


def test_a_page_of_too_many_elements() -> None:
    with pytest.raises(InputError, match=r"100,0.. elements, which is no report"):
        read_page(f"<html><body>{'<i>x</i>' * 100_000}</body></html>", "a.html")


def test_the_page_without_its_data() -> None:
    script = '<script type="application/LD+JSON">{}</script><script>let a = 1</script>'
    tree = without_data(load_html(f"<html><head>{script}</head><body>{TEXT}</body></html>"))
    assert [one.text for one in tree.iter("script")] == ["let a = 1"]
