import json
from pathlib import Path

import pytest
from trafilatura.utils import load_html

from benchmarks.metadata import score
from onrecord.origins.page import read_page
from onrecord.origins.page_facts import PageFacts, names_in, page_facts
from onrecord.origins.page_lines import byline_in, day_in, name_beside_day

SENTENCE = "The minister said on Monday that the bridge would be built with money from the state."
SAMPLES = Path(__file__).parent / "samples" / "page"


def facts(head: str = "", body: str = "", address: str | None = None) -> PageFacts:
    text = f"<p>{SENTENCE}</p><p>{SENTENCE} Again.</p>"
    return page_facts(load_html(f"<html><head>{head}</head><body>{body}{text}</body></html>"), address)


def test_samples() -> None:
    done = score(SAMPLES).told()
    assert done["articles"] == done["met"] >= 30
    for name in ("title", "published", "outlet", "url"):
        assert done[name] >= 95.0, done
    for name in ("author", "section", "agency"):
        assert done[name] >= 90.0, done


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("By Jane Roe", ["Jane Roe"]),
        ("JANE ROE and JIM BEAM", ["JANE ROE", "JIM BEAM"]),
        ("Jane Roe, Jim Beam & Ann Lee", ["Jane Roe", "Jim Beam", "Ann Lee"]),
        ("Jane Roe, Political Editor", ["Jane Roe"]),
        ("Jane Roe in Brussels", ["Jane Roe"]),
        ("Written by Jane Roe; Jim Beam", ["Jane Roe", "Jim Beam"]),
        ("Posted by Jane Roe at 21:40", ["Jane Roe"]),
        ("Staff Reporter", []),
        ("admin", []),
        ("https://post.example/people/jane", []),
        ("desk@post.example", []),
        ("", []),
    ],
)
def test_bylines(given: str, names: list[str]) -> None:
    assert list(names_in(given)) == names


def test_lines_around_a_headline() -> None:
    assert byline_in(["Share", "By Jane Roe, Reporter", "By noon"]) == "Jane Roe, Reporter"
    assert day_in(["Updated: 9 March 2021", "Published: 8 March 2021 | 10:00"]) == "2021-03-08"
    assert day_in(["Posted Thursday, May 15, 2003"]) == "2003-05-15"
    assert day_in(["14. 6. 2016"]) == "2016-06-14"
    assert day_in(["03/04/2021", "nothing"]) is None  # nobody can tell day from month
    assert name_beside_day(["12 October 2009 | Geoff Stannard"]) == "Geoff Stannard"
    assert name_beside_day(["Wexmouth | News"]) is None


def test_the_day_is_the_one_that_is_written() -> None:
    late = '<meta property="article:published_time" content="2021-03-08T23:59:00-05:00">'
    assert facts(late).published == "2021-03-08"
    spoilt = '<meta name="date" content="soon"><meta name="dcterms.date" content="2021-03-08">'
    assert facts(spoilt).published == "2021-03-08"


def test_titles_as_their_readers_see_them() -> None:
    site = '<meta property="og:site_name" content="The Post">'
    assert facts(f"<title>Bridge will be built | The Post</title>{site}").title == "Bridge will be built"
    assert facts(f"<title>The Post - Bridge will be built</title>{site}").title == "Bridge will be built"
    long = '<meta property="og:title" content="Bridge will be built with money…">'
    heading = "<h1>Bridge will be built with money from the state</h1>"
    assert facts(long, heading).title == "Bridge will be built with money from the state"
    assert facts("<title>Yes - or no - to the bridge</title>").title == "Yes - or no - to the bridge"


def test_addresses_of_their_own() -> None:
    link = '<link rel="canonical" href="/a/bridge">'
    assert facts(link, address="https://post.example/amp/bridge").url == "https://post.example/a/bridge"
    front = '<link rel="canonical" href="https://post.example/">'
    assert facts(front, address="https://post.example/bridge").url == "https://post.example/bridge"
    assert facts().url is None


def test_the_outlet_is_no_author() -> None:
    head = '<meta name="author" content="The Post"><meta property="og:site_name" content="The Post">'
    assert facts(head).author is None
    agency = facts('<meta name="author" content="Jane Roe, Reuters">')
    assert (agency.author, agency.agency) == ("Jane Roe", "Reuters")


def test_where_a_browser_saved_a_page_from() -> None:
    text = f"<html><body><p>{SENTENCE}</p><p>{SENTENCE} Yes.</p></body></html>"
    page = f"<!-- saved from url=(0027)https://post.example/bridge -->{text}"
    draft = read_page(page.encode(), "bridge.html")
    assert (draft.url, draft.outlet) == ("https://post.example/bridge", "post.example")


def test_the_longer_text_of_the_two() -> None:
    body = " ".join([SENTENCE] * 10)
    told = json.dumps({"@type": "NewsArticle", "headline": "Bridge", "articleBody": body})
    head = f'<head><script type="application/ld+json">{told}</script></head>'
    page = f"<html>{head}<body><p>{SENTENCE}</p></body></html>"
    assert read_page(page.encode(), "a.html").text == body
