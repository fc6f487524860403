import json

import pytest

from onrecord.errors import InputError
from onrecord.origins.draft import Address, Draft
from onrecord.origins.web.items import entries
from onrecord.origins.web.json_feeds import parse_json_feed
from tests.newsstand import BODY

PLACE = "https://gazette.example/feed.json"


def feed(*items: object, **more: object) -> bytes:
    top = {"version": "https://jsonfeed.org/version/1.1", "title": "The Gazette", "items": list(items), **more}
    return json.dumps(top).encode()


def test_html_text_and_summaries() -> None:
    found = list(
        entries(
            parse_json_feed(
                feed(
                    {
                        "id": "1",
                        "url": "/1",
                        "content_html": f"<p>{BODY}</p><p>{BODY}</p>",
                        "authors": [{"name": "A. Bee"}],
                    },
                    {"id": 2, "content_text": f"{BODY}\n\n{BODY}", "title": "Two"},
                    {"id": "3", "url": "/3", "summary": "No more than that.", "tags": ["Trams", "Docks"]},
                ),
                PLACE,
            ),
            PLACE,
        )
    )
    one, two, three = found
    assert isinstance(one, Draft)
    assert isinstance(two, Draft)
    assert isinstance(three, Address)
    assert (one.origin, one.author, one.outlet) == ("https://gazette.example/1", "A. Bee", "The Gazette")
    assert one.text == two.text == f"{BODY.strip()}\n\n{BODY.strip()}"
    assert two.origin == f"{PLACE}#2"
    assert three.known.section == "Trams"


def test_values_of_other_kinds_are_as_if_they_were_not_there() -> None:
    odd = {
        "id": ["x"],
        "url": 7,
        "title": {"a": 1},
        "content_html": None,
        "date_published": 3,
        "authors": "A",
        "tags": [1],
    }
    (item,) = parse_json_feed(feed(odd), PLACE).items
    assert (item.key, item.link, item.title, item.published, item.author, item.section) == (None,) * 6
    assert parse_json_feed(feed("odd"), PLACE).note is not None


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"items": {}}', b"[" * 100_000, b"\xff\xfe{"])
def test_what_is_no_feed_is_told(data: bytes) -> None:
    with pytest.raises(InputError):
        parse_json_feed(data, PLACE)
