"""The page that describes the API: all of it, true, and nothing from elsewhere."""

from __future__ import annotations

import ast
import re
from html import unescape

from onrecord.web.api import description
from tests.web import serving


def test_every_operation_stands_on_the_page(browser: serving.Browser) -> None:
    page = browser.get("/api").text
    shown = set(re.findall(r'class="method[^>]*>(\w+)</span> <code class="path">([^<]+)<', page))
    told = {(method.upper(), path) for path, methods in description()["paths"].items() for method in methods}
    assert shown == told
    shapes = set(re.findall(r'<section class="shape" id="shape-([^"]+)"', page))
    assert shapes == set(description()["components"]["schemas"])
    assert set(re.findall(r'href="#shape-([^"]+)"', page)) <= shapes


def test_every_operation_says_what_it_does() -> None:
    for path, methods in description()["paths"].items():
        for told in methods.values():
            assert told["description"], path
            assert told["tags"], path


def test_what_can_be_tried_works(browser: serving.Browser) -> None:
    links = re.findall(r'<a class="button" href="([^"]+)">Try it', browser.get("/api").text)
    assert len(links) > 20
    for link in links:
        assert browser.get(unescape(link)).status_code == 200, link


def test_python_examples_are_python(browser: serving.Browser) -> None:
    page = browser.get("/api").text
    examples = re.findall(r'language">Python</p><pre tabindex="0"><code>(.*?)</code>', page, flags=re.DOTALL)
    assert len(examples) > 20
    for example in examples:
        ast.parse(unescape(example))


def test_nothing_on_the_page_comes_from_elsewhere(browser: serving.Browser) -> None:
    page = browser.get("/api").text
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"\sstyle=", page)
    assert all(
        url.startswith("/static/") for url in re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="([^"]+)"', page)
    )


def test_the_description_is_there_for_programs(browser: serving.Browser) -> None:
    told = browser.get("/api/openapi.json").json()
    assert told == description()
    assert told["openapi"].startswith("3.")
    assert told["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
