from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.origins.draft import Draft, Entry, Found
from onrecord.origins.form import Head
from onrecord.origins.wire.newsml import is_newsml, read_newsml
from onrecord.types import Failure
from tests.origins.archives.making import REPORTS
from tests.origins.expecting import differences, read_samples

TEXTS = {report["title"]: "\n\n".join(report["text"]) for report in REPORTS}
STORY = '<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>She said no.</p></body></html></inlineXML>'


def item(content: str = STORY, *, guid: str = "urn:a:1", meta: str = "", told: str = "", lang: str = "en") -> str:
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" xml:lang="{lang}">'
        f"<itemMeta>{meta}</itemMeta><contentMeta>{told}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


def read(path: Path, xml: str) -> list[Entry | Failure]:
    path.write_text(xml, encoding="utf-8")
    return list(read_newsml(Found(path, "a.xml", True)))


def one(path: Path, xml: str) -> Draft:
    (draft,) = read(path, xml)
    assert isinstance(draft, Draft)
    return draft


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.xml"


def test_the_samples_say_what_they_say() -> None:
    articles, failures = read_samples("newsml")
    assert differences("newsml", articles) == []
    assert len(failures) == 3
    assert all(failure.skipped for failure in failures)
    for article in articles.values():
        assert article.text.removesuffix("\n\nA boat.") == TEXTS[article.title or ""], article.origin


@pytest.mark.parametrize(
    ("status", "word"),
    [('qcode="stat:canceled"', "canceled"), ('uri="http://cv.iptc.org/newscodes/pubstatusg2/withheld"', "withheld")],
)
def test_what_is_withdrawn_is_skipped_with_the_reason(path: Path, status: str, word: str) -> None:
    (told,) = read(path, item(meta=f"<pubStatus {status}/>"))
    assert isinstance(told, Failure)
    assert told.skipped
    assert told.reason == f"a.xml was skipped: its sender says it is {word}."


def test_a_story_that_lies_elsewhere_is_told(path: Path) -> None:
    (told,) = read(path, item('<remoteContent href="story.html"/>'))
    assert isinstance(told, Failure)
    assert "it points to story.html" in told.reason


@pytest.mark.parametrize(
    ("provider", "outlet"),
    [
        ('<provider qcode="nprov:AFW"><name>Agency</name></provider>', "Agency"),
        ('<provider qcode="nprov:AFW"/>', "AFW"),
        ('<provider literal="agency.example"/>', "agency.example"),
        ('<provider uri="http://www.agency.example/about"/>', "agency.example"),
        ("", None),
    ],
)
def test_the_provider_is_the_outlet_however_it_is_named(path: Path, provider: str, outlet: str | None) -> None:
    assert one(path, item(meta=provider)).outlet == outlet


def test_the_headline_is_the_main_one(path: Path) -> None:
    lines = '<headline role="hl:kicker">Ferries</headline><headline role="hl:title">Islands  ask</headline>'
    assert one(path, item(told=lines)).title == "Islands ask"
    assert one(path, item(told="<headline>Islands</headline>")).title == "Islands"
    ranked = '<headline rank="3">Ferries</headline><headline rank="1">Islands</headline>'
    assert one(path, item(told=ranked)).title == "Islands"


def test_the_language_of_the_content_goes_before_that_of_the_item(path: Path) -> None:
    assert one(path, item(told='<language tag="de"/>')).language == "de"
    assert one(path, item(lang="fr")).language == "fr"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('<inlineData contenttype="text/plain">One.\nTwo &amp; three.\n</inlineData>', "One.\nTwo & three."),
        (
            '<inlineData contenttype="text/html">&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</inlineData>',
            "One.\n\nTwo.",
        ),
        ('<inlineData encoding="base64">T25lLg==</inlineData>', "One."),
        ('<inlineData encoding="base64">!</inlineData>', ""),
        ("<inlineXML><nitf><body><body.content><p>One.</p></body.content></body></nitf></inlineXML>", "One."),
        ('<inlineData contenttype="text/plain"></inlineData>' + STORY, "She said no."),
        ("<inlineXML><html><body>Bare<br/>lines<br/><br/>cut</body></html></inlineXML>", "Bare\nlines\n\ncut"),
        ("", ""),
    ],
)
def test_the_story_is_found_in_whatever_carries_it(path: Path, content: str, text: str) -> None:
    assert one(path, item(content)).text == text


def test_items_of_a_message_go_by_their_identifiers(path: Path) -> None:
    inner = "".join(
        item(guid=guid).split(">", 1)[1].join(("<newsItem guid='" + guid + "'>", "")) for guid in ("a", "b", "a")
    )
    items = read(
        path, f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{inner}</itemSet></newsMessage>'
    )
    assert [one.origin for one in items if isinstance(one, Draft)] == ["a.xml#a", "a.xml#b", "a.xml#3"]


def test_a_document_without_items_is_refused(path: Path) -> None:
    with pytest.raises(InputError, match="no item"):
        read(path, "<newsMessage/>")
    with pytest.raises(InputError, match="not XML"):
        read(path, "<newsItem>")


def test_which_files_are_newsml() -> None:
    assert is_newsml(Head(".xml", item().encode()))
    assert is_newsml(Head(".xml", b'<?xml version="1.0"?><NewsML Version="1.2">'))
    assert not is_newsml(Head(".xml", b'<?xml version="1.0"?><rss>'))
