import json

import pytest

from onrecord.origins.jsonld import kinds, line, told

ARTICLE = {"@type": "NewsArticle", "headline": "Bridge", "datePublished": "2021-03-08"}


def headline(*blocks: str, address: str | None = None) -> str:
    return line(told(blocks, address).report.get("headline"))


@pytest.mark.parametrize(
    "block",
    [
        json.dumps(ARTICLE),
        json.dumps([{"@type": "WebSite", "name": "The Post"}, ARTICLE]),
        json.dumps({"@graph": [{"@type": "Organization"}, ARTICLE]}),
        json.dumps({"@type": "WebPage", "mainEntity": ARTICLE}),
        json.dumps({**ARTICLE, "@type": ["Article", "https://schema.org/NewsArticle"]}),
        f"<!-- {json.dumps(ARTICLE)} -->",
        f"//<![CDATA[\n{json.dumps(ARTICLE)}\n//]]>",
        json.dumps(ARTICLE) + ";",
        json.dumps(ARTICLE).replace("}", ",}"),
        json.dumps(ARTICLE).replace('"', "&quot;"),
        json.dumps(ARTICLE) + json.dumps({"@type": "WebSite"}),
        json.dumps({**ARTICLE, "description": "one\ntwo"}).replace("\\n", "\n"),
        '{"@type": "NewsArticle", "headline": "Bridge", "datePublished": "2021-03-08", "author": {"name": "A "B" C"}}',
    ],
)
def test_every_form_and_most_faults(block: str) -> None:
    assert headline(block) == "Bridge"


@pytest.mark.parametrize("block", ["", "null", "[]", "{", '"text"', "[" * 100_000, '{"@type": 7}', "<html>"])
def test_what_says_nothing(block: str) -> None:
    assert told([block]).report == {}


def test_the_report_of_this_page_and_not_another() -> None:
    other = {**ARTICLE, "headline": "Other", "url": "https://post.example/other"}
    own = {**ARTICLE, "@type": "Article", "mainEntityOfPage": {"@id": "https://www.post.example/bridge/"}}
    assert headline(json.dumps([other, own]), address="https://post.example/bridge?x=1") == "Bridge"
    assert headline(json.dumps([other, own])) == "Other"  # without an address the plainest kind


def test_names_and_references() -> None:
    person = {"@type": "Person", "@id": "#p", "name": "Jane Roe"}
    page = told(
        [json.dumps({"@graph": [{**ARTICLE, "author": [{"@id": "#p"}, "Jim &amp; Co", {"name": ["A", "B"]}]}, person]})]
    )
    assert page.names(page.report["author"]) == ["Jane Roe", "Jim & Co", "A", "B"]
    assert page.names(None) == page.names({"@id": "#nobody"}) == []


def test_lines() -> None:
    assert line("  A &amp;quot;b&amp;quot;\n <b>c</b> ") == 'A "b" c'
    assert line({"@value": "x"}) == "x"
    assert line(["", "y"]) == "y"
    assert line("3 < 4 and 5 > 4") == "3 < 4 and 5 > 4"
    assert line(None) == line(3) == ""
    assert kinds({"@type": "schema:NewsArticle"}) == {"newsarticle"}
