"""RSS and Atom as they come: what is an article, where it stands, whose it is."""

from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.origins.draft import Address, Draft, Found
from onrecord.origins.formats import format_of
from onrecord.origins.web.feeds import LARGEST_FEED, parse_feed, read_feed
from onrecord.origins.web.items import entries, foreign_language
from onrecord.types import Failure
from tests.newsstand import BODY, full, rss, teaser

PLACE = "https://gazette.example/rss"
A = "https://gazette.example/a"
B = "https://gazette.example/b"


def given(text: str | bytes, place: str = PLACE) -> list[object]:
    return list(entries(parse_feed(text.encode() if isinstance(text, str) else text, place), place))


def test_a_full_entry_is_an_article_and_a_teaser_an_address() -> None:
    one, other = given(rss(full(A, "One"), teaser(B, "Two")))
    assert isinstance(one, Draft)
    assert one.text.startswith("One.\n\nThe council of the harbour town")
    assert (one.origin, one.url, one.title, one.outlet) == (A, A, "One", "The Harbour Gazette")
    assert isinstance(other, Address)
    assert (other.url, other.known.origin, other.known.text, other.known.published) == (B, B, "", "2024-03-08T09:00")


def test_what_may_be_all_of_an_article_goes_along_with_its_address() -> None:
    some = f"<item><title>T</title><link>{A}</link><description>{BODY}</description></item>"
    (entry,) = given(rss(some))
    assert isinstance(entry, Address)
    assert entry.known.text == BODY.strip()


@pytest.mark.parametrize(
    "end", ["…", "[&#8230;]", " ...", "… Read more »", " (more)", "&lt;a href='x'&gt;Continue reading&lt;/a&gt;"]
)
def test_a_text_that_is_cut_off_is_no_text(end: str) -> None:
    cut = f"<item><title>T</title><link>{A}</link><description>{BODY * 5}{end}</description></item>"
    (entry,) = given(rss(cut))
    assert isinstance(entry, Address)
    assert entry.known.text == ""


def test_pictures_and_what_a_blog_adds_are_no_text() -> None:
    markup = (
        f"<figure><img src='x'><figcaption>The mayor. Photo: A. Bee</figcaption></figure><p>{BODY}</p><p>{BODY}</p>"
        "<p>The mayor said: <q>No.</q></p><script>x</script>"
        "<p>The post <a href='x'>T</a> appeared first on <a href='y'>The Gazette</a>.</p>"
    )
    item = f"<item><title>T</title><link>{A}</link><content:encoded><![CDATA[{markup}]]></content:encoded></item>"
    (entry,) = given(rss(item))
    assert isinstance(entry, Draft)
    assert entry.text == f"{BODY.strip()}\n\n{BODY.strip()}\n\nThe mayor said: “No.”"


def test_entities_are_undone_once_and_twice() -> None:
    title = "Growth &amp;lt; 2&amp;nbsp;% &amp;amp; falling &#8211; &quot;so what?&quot;"
    (entry,) = given(rss(teaser(A, title)))
    assert isinstance(entry, Address)
    assert entry.known.title == 'Growth < 2 % & falling – "so what?"'


def test_relative_links_are_those_of_the_feed_s_place() -> None:
    assert [
        entry.url for entry in given(rss(teaser("/a", "One"), teaser("b?x=1", "Two"))) if isinstance(entry, Address)
    ] == [
        A,
        "https://gazette.example/b?x=1",
    ]
    # of a saved feed, which came from who knows where, those of its own site
    saved = given(rss(teaser("/a", "One")), "feed.xml")
    assert [entry.url for entry in saved if isinstance(entry, Address)] == ["https://harbourgazette.example/a"]


@pytest.mark.parametrize("link", ["mailto:x@y.example", "javascript:void(0)", "http://[", "ftp://x.example/a", "   "])
def test_what_leads_nowhere_is_no_link(link: str) -> None:
    (entry,) = given(rss(full(link, "One")))
    assert isinstance(entry, Draft)
    assert entry.url is None
    assert entry.origin.startswith(f"{PLACE}#")


def test_without_a_link_the_id_tells_an_article_or_else_title_and_moment() -> None:
    one, other, third = given(
        rss(full("", "One", guid="g1"), full("", "Two"), full("", "", date="", words="Nobody knows."))
    )
    assert isinstance(one, Draft)
    assert isinstance(other, Draft)
    assert isinstance(third, Draft)
    assert (one.origin, other.origin, third.origin) == (
        f"{PLACE}#g1",
        f"{PLACE}#2024-03-08T09:00 Two",
        f"{PLACE}#3",
    )


def test_a_teaser_without_a_link_is_passed_over_with_a_word() -> None:
    (entry,) = given(rss("<item><title>One</title><description>Three words only</description></item>"))
    assert isinstance(entry, Failure)
    assert entry.skipped
    assert "no address" in entry.reason


def test_the_same_article_twice_is_one_and_two_at_one_address_are_two() -> None:
    assert len(given(rss(full(A, "One"), full(A, "One")))) == 1
    two = given(rss(full(A, "One", guid="1"), full(A, "Two", guid="2")))
    assert {entry.origin for entry in two if isinstance(entry, Draft)} == {f"{PLACE}#1", f"{PLACE}#2"}
    # teasers of one page: the page is read once
    assert len(given(rss(teaser(A, "One", guid="1"), teaser(A, "Two", guid="2")))) == 1


def test_the_front_page_is_no_article() -> None:
    (entry,) = given(rss(full("https://harbourgazette.example/?utm_source=rss", "One", guid="9")))
    assert isinstance(entry, Draft)
    assert entry.origin == f"{PLACE}#9"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "us-ascii"),
        ("utf-8", "nonsense"),
        ("utf-8", "unicode_escape"),
        ("utf-8-sig", "latin-1"),
        ("latin-1", "iso-8859-1"),
        ("cp1250", "windows-1250"),
        ("cp1252", "iso-8859-1"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
    ],
)
def test_letters_are_right_whatever_the_feed_says_of_them(encoding: str, declared: str) -> None:
    text = rss(teaser(A, "Đorđe – “naïve”" if encoding not in ("latin-1", "cp1252") else "Zoë – “naïve”"))
    if encoding == "latin-1":
        text = text.replace("–", "-").replace("“", "'").replace("”", "'")
    if encoding == "cp1250":
        text = text.replace("ï", "i")
    data = text.replace('encoding="UTF-8"', f'encoding="{declared}"').encode(encoding)
    (item,) = parse_feed(data, PLACE).items
    assert item.title is not None
    assert item.title in text
    assert item.title.startswith(("Đorđe", "Zoë"))


def test_what_stands_before_the_xml_and_signs_that_xml_has_not_do_no_harm() -> None:
    feed = parse_feed(f"\n\n {rss(full(A, 'One'))}".replace("One", "O\x0bne&#x1;&#55296;&#99999999;").encode(), PLACE)
    assert feed.note is None
    assert feed.items[0].title == "One"


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    feed = parse_feed(rss(full(A, "One"), full(B, "Two")).replace("Two", "<b>Two & more").encode(), PLACE)
    assert [item.link for item in feed.items] == [A, B]
    assert feed.note is not None
    assert "line 1" in feed.note


def test_the_beginning_of_an_article_does_not_pass_for_all_of_it() -> None:
    whole = rss(full(A, "One"), full(B, "Two"))
    for end in range(whole.index("<item>") + 10, len(whole), 40):
        feed = parse_feed(whole[:end].encode(), PLACE)
        for item in feed.items:
            assert len(item.text.split()) > 150, end
        assert feed.note is not None


def test_a_feed_without_end_is_cut_off() -> None:
    item = full(A, "One")
    endless = "".join(full(f"{A}/{n}", "One", words="x" * 90_000) for n in range(LARGEST_FEED // 90_000 + 2))
    feed = parse_feed(rss(endless)[: LARGEST_FEED + 100].encode(), PLACE)
    assert len(feed.items) > 80
    assert feed.note is not None
    assert "cut off" in feed.note
    with pytest.raises(InputError, match="tags"):
        parse_feed((rss()[:-16] + "<a>" * 400_000).encode(), PLACE)
    assert len(parse_feed(rss(item).encode(), PLACE).items) == 1


def test_entities_are_neither_filled_in_nor_looked_up() -> None:
    layers = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(8))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">{layers}]>{rss(teaser(A, "&i;")).partition("?>")[2]}'
    spy = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/hostname">]>{bomb.partition("]>")[2]}'
    for text in (bomb, spy):
        (item,) = parse_feed(text.encode(), PLACE).items
        assert item.title in (None, "&i;")


def test_a_feed_in_another_language_is_known_by_what_it_says_and_how_it_reads() -> None:
    german = teaser(
        A, "Streit um die Bahn", words="Der Rat hat drei Stunden lang über die Straßenbahn gestritten. " * 5
    )
    english = teaser(A, "Row over the tram", words=BODY)
    says = "<language>de</language>"
    assert foreign_language(parse_feed(rss(german, more=says).encode(), PLACE)) == "de"
    assert foreign_language(parse_feed(rss(english, more=says).encode(), PLACE)) is None
    # one that says nothing is looked at article by article
    assert foreign_language(parse_feed(rss(german).encode(), PLACE)) is None
    (skipped,) = given(rss(german, more=says))
    assert isinstance(skipped, Failure)
    assert skipped.skipped


def test_what_has_no_articles_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds none"):
        parse_feed(b"<rs", PLACE)
    (tmp_path / "feed.xml").write_text(rss())
    (failure,) = read_feed(Found(tmp_path / "feed.xml", "feed.xml", named=True))
    assert isinstance(failure, Failure)
    assert "no articles" in failure.reason


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("a.xml", rss(), "feed"),
        ("a.rss", rss(), "feed"),
        ("download", rss(), "feed"),
        ("a.xml", '<?xml version="1.0"?>\n<!-- x > y --><?pi?>\n<feed xmlns="http://www.w3.org/2005/Atom"/>', "feed"),
        ("a.xml", '<a:feed xmlns:a="http://www.w3.org/2005/Atom"/>', "feed"),
        ("a.xml", '<!DOCTYPE rdf:RDF [<!ENTITY x "y">]><rdf:RDF xmlns="http://purl.org/rss/1.0/"/>', "feed"),
        ("a.xml", "<rdf:RDF xmlns:foaf='http://xmlns.com/foaf/0.1/'/>", "plain text"),
        ("a.xml", "<?xml version='1.0'?><invoice/>", "XML"),
        ("a.xml", "<!DOCTYPE html><html><body>404</body></html>", "web page"),
        ("a.xml", '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>', "sitemap"),
        ("sitemap", "<sitemapindex/>", "sitemap"),
        ("a.opml", "<opml version='2.0'/>", "list of feeds (OPML)"),
        ("a.json", '{ "version": "https:\\/\\/jsonfeed.org\\/version\\/1"}', "JSON Feed"),
        ("a.json", '{"text": "x"}', "JSON"),
    ],
)
def test_the_format_is_told_by_how_a_file_begins(tmp_path: Path, name: str, text: str, form: str) -> None:
    (tmp_path / name).write_text(text)
    assert format_of(Found(tmp_path / name, name, named=True)).name == form
