import pytest

from onrecord.errors import InputError
from onrecord.origins.page import read_page

SENTENCE = "The minister said on Monday that no money would be spent on the bridge"
PAGE = f"""<!doctype html><html lang="en"><head><title>Minister says no | The Post</title>
<meta property="og:title" content="Minister says no"><meta property="og:site_name" content="The Post">
<meta property="article:published_time" content="2021-03-08T10:00:00Z">
<link rel="canonical" href="https://post.example/bridge">
</head><body><nav><a href="/">Home</a></nav><article>
{"".join(f"<p>{SENTENCE}, part {number} of the report.</p>" for number in range(8))}
</article><footer>Imprint</footer></body></html>"""


def test_a_report_with_its_date_title_and_outlet() -> None:
    draft = read_page(PAGE.encode(), "a.html")
    assert (draft.title, draft.outlet, draft.published) == ("Minister says no", "The Post", "2021-03-08")
    assert draft.url == "https://post.example/bridge"
    assert draft.text.splitlines()[-1] == f"{SENTENCE}, part 7 of the report."
    assert "Home" not in draft.text


def test_a_page_in_another_encoding() -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1252">').replace("money", "café")
    assert "café" in read_page(page.encode("cp1252"), "a.html").text


def test_a_page_without_a_report() -> None:
    with pytest.raises(InputError, match="no report was found"):
        read_page(b"<html><body></body></html>", "a.html")
