from __future__ import annotations

from xml.etree import ElementTree

import pytest

from onrecord.networks import Mode, Normalise, Weight
from onrecord.web.pages.network_asked import NetworkAsked, network_asked
from tests.web.serving import Browser, rows_of


def test_the_page_shows_the_network_and_its_ties(browser: Browser) -> None:
    page = browser.get("/network").text
    assert "data-node" in page
    assert "data-tie" in page
    assert "This rests on 20 positions of 13 actors" in page
    assert page.count("data-row=") == page.count("data-tie=") == 18
    assert "Ilse Varga" in page
    assert "A levy on short flights" in page


@pytest.mark.parametrize(
    "query",
    [
        "mode=actors",
        "mode=actors&weight=conflict&normalise=jaccard",
        "mode=options&weight=congruence",
        "mode=two&layout=forces&size=slide&seed=3",
        "mode=actors&weight=subtract&by=state&isolates=yes",
        "qualifier=integer&duplicates=document&voice=own&scope=general",
    ],
)
def test_every_network_can_be_drawn(browser: Browser, query: str) -> None:
    response = browser.get(f"/network?{query}")
    assert response.status_code == 200
    assert "data-tie" in response.text


def test_what_does_not_go_together_gives_way_to_the_usual(browser: Browser) -> None:
    assert (
        browser.get("/network?mode=two&weight=conflict&normalise=cosine&minimum=x&least=-4&seed=9e9").status_code == 200
    )
    asked = network_asked({"mode": "two", "weight": "conflict", "normalise": "cosine"})
    assert (asked.weight, asked.normalise) == (Weight.SUBTRACT, Normalise.NO)


def test_the_address_holds_the_whole_state() -> None:
    asked = NetworkAsked(
        mode=Mode.ACTORS,
        weight=Weight.CONFLICT,
        normalise=Normalise.AVERAGE,
        minimum=3,
        least=0.5,
        isolates=True,
        seed=7,
    )
    query = asked.query()
    assert network_asked(dict(part.split("=") for part in query.split("&"))) == asked
    assert NetworkAsked().query() == ""


def test_a_tie_leads_to_the_passages_behind_it(browser: Browser) -> None:
    page = browser.get("/network/tie?source=varga&target=levy").text
    assert "We need a levy on short flights" in page
    assert "3 positions, weight 3" in page
    part = browser.get("/network/tie?source=varga&target=levy&part=yes").text
    assert "<html" not in part
    assert "We need a levy" in part


def test_behind_a_tie_of_two_actors_stand_the_positions_of_both(browser: Browser) -> None:
    page = browser.get("/network/tie?mode=actors&source=okonma&target=varga").text
    assert "Estavia now supports the levy" in page
    assert "the levy remains right" in page


def test_a_tie_of_nobody_is_not_found(browser: Browser) -> None:
    assert browser.get("/network/tie?source=nobody&target=levy").status_code == 404


def test_nothing_to_show_says_so(browser: Browser) -> None:
    page = browser.get("/network?minimum=500").text
    assert "Nothing that these choices count was said" in page
    assert "data-tie" not in page


def test_the_files_hold_what_the_page_shows(browser: Browser) -> None:
    rows = rows_of(browser.get("/network.csv").text)
    assert len(rows) == 18
    few = rows_of(browser.get("/network.csv?least=2").text)
    assert [(row["Source"], row["Target"]) for row in few] == [("varga", "levy")]
    for form in ("graphml", "gexf", "svg"):
        ElementTree.fromstring(browser.get(f"/network.{form}?mode=actors").text)
    assert "coalition" in browser.get("/network.graphml?mode=actors").text
    assert 'data-tie="0"' in browser.get("/network.html").text


def test_the_file_leads_nowhere_on_the_server(browser: Browser) -> None:
    assert "data-href" not in browser.get("/network.svg").text
    assert "data-href" not in browser.get("/network.html").text.partition("<script")[0]


def test_pixels_and_print(browser: Browser) -> None:
    pytest.importorskip("resvg_py")
    pytest.importorskip("svglib")
    assert browser.get("/network.png").content.startswith(b"\x89PNG")
    assert browser.get("/network.pdf").content.startswith(b"%PDF")


# ---------------------------------------------------------------- heat map, coalitions, polarisation, trajectories


@pytest.mark.parametrize("path", ["/heatmap", "/coalitions", "/polarisation", "/trajectories"])
def test_each_picture_has_its_page_table_and_files(browser: Browser, path: str) -> None:
    page = browser.get(f"{path}?unit=months").text
    assert '<svg class="picture network"' in page
    assert "The same as a table" in page
    ElementTree.fromstring(browser.get(f"{path}.svg?unit=months").text)
    rows = rows_of(browser.get(f"{path}.csv?unit=months").text)
    assert rows
    assert "<svg" in browser.get(f"{path}.html?unit=months").text
    assert browser.get(f"{path}.exe").status_code == 404
    assert browser.get(f"{path}?minimum=900").status_code == 200
    assert browser.get(f"{path}.svg?minimum=900").status_code == 404


def test_a_cell_of_the_heat_map_leads_to_its_positions(browser: Browser) -> None:
    import html
    import re

    page = browser.get("/heatmap").text
    links = [html.unescape(one) for one in re.findall(r'href="(/positions\?[^"]+)"', page)]
    levy = next(one for one in links if "actor=varga" in one and "option=levy" in one)
    assert "the levy remains right" in browser.get(levy).text


def test_other_pages_keep_their_files(browser: Browser) -> None:
    assert browser.get("/actors.csv").status_code == 200
    assert browser.get("/map.svg").status_code == 200
