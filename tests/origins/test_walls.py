import pytest

from onrecord.errors import InputError
from onrecord.origins.page import read_page
from onrecord.origins.walls import wall, without_notices

SENTENCE = "The minister said on Monday that the bridge would be built with money from the state."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You need to enable JavaScript to run this app.", "made by a script"),
        ("Just a moment... Verify you are human by completing the action below.", "whether a person is reading"),
        ("We value your privacy. We and our partners store and/or access information on a device.", "cookies"),
        ("This article is exclusive to subscribers. Already a subscriber? Log in.", "only subscribers"),
        ("Sorry, the page you are looking for is no longer available.", "not there any more"),
    ],
)
def test_what_stands_in_place_of_a_report(text: str, words: str) -> None:
    assert words in (wall(text) or "")
    page = f"<html><head><title>The Post</title></head><body><div><p>{text}</p></div></body></html>"
    with pytest.raises(InputError, match=words):
        read_page(page.encode(), "a.html")


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        f"{SENTENCE} {SENTENCE}\nTo continue reading, subscribe now.",  # a teaser is a report, if a short one
        f"{SENTENCE} " * 20 + "“We use cookies,” the company said, “and nobody is asked.”",
        f"Access denied: reporters were kept out of the town hall. {SENTENCE} {SENTENCE} {SENTENCE}",
        "Hackers tested whether captchas keep machines out, the agency said.",
    ],
)
def test_reports_are_none(text: str) -> None:
    assert wall(text) is None


def test_notices_at_the_end_are_no_part_of_a_report() -> None:
    kept = f"{SENTENCE}\nNobody else spoke."
    assert without_notices(f"{kept}\nTo continue reading, subscribe now.\nAlready a subscriber? Log in") == kept
    assert without_notices("Subscribe now") == "Subscribe now"
