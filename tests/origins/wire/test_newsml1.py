from onrecord.origins.draft import Draft
from onrecord.origins.wire.hardened import xml_root
from onrecord.origins.wire.newsml1 import read_components
from onrecord.types import Failure

STORY = "<ContentItem><DataContent><p>She said no.</p></DataContent></ContentItem>"


def read(items: str) -> list[object]:
    return list(read_components(xml_root(f"<NewsML>{items}</NewsML>".encode()), "a.xml"))


def test_facts_of_components_around_the_story_hold_for_it() -> None:
    (draft,) = read(
        "<NewsItem><Identification><NewsIdentifier><DateId>20240308</DateId></NewsIdentifier></Identification>"
        "<NewsComponent><NewsLines><HeadLine>Islands</HeadLine><ByLine>By Ada Brink</ByLine></NewsLines>"
        "<AdministrativeMetadata><Provider><Party FormalName='AFW'/></Provider></AdministrativeMetadata>"
        f"<NewsComponent><Role FormalName='Main'/>{STORY}</NewsComponent></NewsComponent></NewsItem>"
    )
    expected = Draft("She said no.", "a.xml", outlet="AFW", title="Islands", published="2024-03-08", author="Ada Brink")
    assert draft == expected


def test_captions_and_pictures_are_no_story() -> None:
    caption = f"<NewsComponent><Role FormalName='Caption'/>{STORY.replace('no', 'cheese')}</NewsComponent>"
    (draft,) = read(
        f"<NewsItem><NewsComponent>{caption}<NewsComponent>{STORY}</NewsComponent></NewsComponent></NewsItem>"
    )
    assert isinstance(draft, Draft)
    assert draft.text == "She said no."


def test_withdrawn_items_are_told_and_empty_ones_have_no_text() -> None:
    status = "<NewsManagement><Status FormalName='Canceled'/></NewsManagement>"
    told, empty = read(f"<NewsItem>{status}</NewsItem><NewsItem/>")
    assert isinstance(told, Failure)
    assert told.skipped
    assert isinstance(empty, Draft)
    assert empty.text == ""
