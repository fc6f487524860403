from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.origins.draft import Draft, Found
from onrecord.origins.form import Head
from onrecord.origins.wire.hardened import xml_root
from onrecord.origins.wire.nitf import day, is_nitf, read_nitf, signed, story
from tests.origins.archives.making import REPORTS
from tests.origins.expecting import differences, read_samples

TEXTS = {report["title"]: "\n\n".join(report["text"]) for report in REPORTS}


def of(xml: str) -> Draft:
    return story(xml_root(xml.encode()), "a.xml")


def test_the_samples_say_what_they_say() -> None:
    articles, failures = read_samples("nitf")
    assert differences("nitf", articles) == []
    assert [failure.reason.rpartition(" ")[2] for failure in failures] == ["canceled."]
    odd = ("courier.xml", "marked.xml", "bare.xml")  # a caption, a subheading, straight marks: see below
    assert {name for name, one in articles.items() if one.text != TEXTS[one.title or ""]} == set(odd)
    assert articles["courier.xml"].text == TEXTS[REPORTS[0]["title"]] + "\n\nThe last boat leaves Tarn."
    assert articles["marked.xml"].text == "The answer\n\n" + TEXTS[REPORTS[2]["title"]]
    assert '"They drew a line on a map' in articles["bare.xml"].text


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("<byline>By <person>Ada Brink</person><byttl>Writer</byttl></byline>", "Ada Brink"),
        ("<byline>By Ada Brink<byttl>Writer</byttl></byline>", "Ada Brink"),
        ("<byline>By <person>Ada Brink</person> and <person>Jonas Tier</person></byline>", "Ada Brink; Jonas Tier"),
        ("<byline>Ada Brink in <location>Tarn</location></byline>", "Ada Brink in"),
        ("<byline><byttl>Sports Network</byttl></byline>", None),
        ("<byline/>", None),
        ("<byline>Byron Field</byline>", "Byron Field"),
        ("", None),
    ],
)
def test_who_signs(line: str, author: str | None) -> None:
    assert of(f"<nitf><body><body.head>{line}</body.head></body></nitf>").author == author


def test_marked_quotations_have_marks_and_those_that_have_keep_theirs() -> None:
    body = "<p>She said: <q>No.</q> He said: <q>“Yes.”</q> They said: “<q>Maybe</q>”.</p>"
    draft = of(f"<nitf><body><body.content>{body}</body.content></body></nitf>")
    assert draft.text == "She said: “No.” He said: “Yes.” They said: “Maybe”."


def test_a_body_without_content_is_read_as_it_is() -> None:
    assert of("<nitf><body><p>One.</p><p>Two.</p></body></nitf>").text == "One.\n\nTwo."
    assert of("<nitf/>").text == ""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("20240308T103000-0500", "2024-03-08"),
        ("20240308", "2024-03-08"),
        ("20240308103000", "2024-03-08"),
        ("2024-03-08T10:30:00Z", "2024-03-08T10:30:00Z"),
        ("", None),
        (None, None),
    ],
)
def test_moments_run_together_are_taken_apart(value: str | None, expected: str | None) -> None:
    assert day(value) == expected


def test_lines_of_authors_lose_what_is_no_name() -> None:
    assert signed("By: Ada Brink,") == "Ada Brink"
    assert signed("BY ADA BRINK") == "ADA BRINK"
    assert signed(" – ") is None


def test_which_files_are_nitf(tmp_path: Path) -> None:
    assert is_nitf(Head(".xml", b'<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "x"><nitf>'))
    assert is_nitf(Head(".xml", b"<n:nitf xmlns:n='x'>"))
    assert not is_nitf(Head(".xml", b"<rss><nitfoo/>"))
    (tmp_path / "a.xml").write_bytes(b"<a/>")
    with pytest.raises(InputError, match="no NITF story"):
        list(read_nitf(Found(tmp_path / "a.xml", "a.xml", True)))
