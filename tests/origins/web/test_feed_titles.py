import pytest

from onrecord.origins.web.feed_titles import headline, outlet_and_section, signed


@pytest.mark.parametrize(
    ("title", "link", "outlet", "section"),
    [
        ("Europe | The Harbour Gazette", "https://www.harbourgazette.example/eu", "The Harbour Gazette", "Europe"),
        ("NBV News - Islands", "https://www.nbv.example/", "NBV News", "Islands"),
        ("NBV > World > Europe", "https://nbv.example/", "NBV", None),
        ("Coastwire: World News", "https://coastwire.example/", "Coastwire", "World News"),
        ("The Post RSS Feed", "https://post.example/", "The Post", None),
        ("Harbour Gazette » Feed", "https://unlike.example/", "Harbour Gazette", None),
        ("Notes - by an islander", "https://unlike.example/", "Notes - by an islander", None),
        ("Latest headlines", "https://unlike.example/", None, None),
        ("", None, None, None),
    ],
)
def test_outlet_and_section(title: str, link: str | None, outlet: str | None, section: str | None) -> None:
    assert outlet_and_section(title, link) == (outlet, section)


def test_a_headline_goes_without_the_outlet_that_gatherers_add() -> None:
    assert headline("Island gets its berth - The Post", "The Post") == "Island gets its berth"
    assert headline("The Post - a history", "The Post") == "The Post - a history"
    assert headline("The Post", "The Post") == "The Post"


@pytest.mark.parametrize(
    ("said", "names"),
    [
        (["desk@post.museum (News Desk)"], "News Desk"),
        (["Ann Bee <bee@post.example>", "By Cy Dee", None, "Ann Bee"], "Ann Bee, Cy Dee"),
        (["Solveig Aas (aas@post.example)"], "Solveig Aas"),
        (["desk@post.example"], None),
        (["Byron Hall"], "Byron Hall"),
    ],
)
def test_who_signs(said: list[str | None], names: str | None) -> None:
    assert signed(said) == names
