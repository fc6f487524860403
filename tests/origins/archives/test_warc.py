import gzip
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.errors import InputError, MissingExtra
from onrecord.origins import collect
from onrecord.origins.archives.warc import is_warc, read_warc
from onrecord.origins.draft import Draft, Entry, Found, Unopened
from onrecord.origins.form import Head
from onrecord.types import Article, Failure
from tests.origins.archives.making import info, members, record, request, response
from tests.origins.expecting import differences, read_samples

PAGE = b"<html><body><p>The minister said no.</p></body></html>"
PAGES = [response(f"http://a.example/{number}", PAGE * 20, number) for number in range(5)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.warc"


def read(path: Path, data: bytes) -> list[Entry | Failure]:
    path.write_bytes(data)
    return list(read_warc(Found(path, "a.warc", True)))


def keys(items: list[Entry | Failure]) -> list[str]:
    """The keys of what was read."""
    drafts = (item.known if isinstance(item, Unopened) else item for item in items)
    return [draft.origin.removeprefix("a.warc#") for draft in drafts if isinstance(draft, Draft)]


def reasons(items: list[Entry | Failure]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Failure)]


def page(item: Entry | Failure) -> bytes:
    assert isinstance(item, Unopened)
    return item.data


@pytest.mark.parametrize("kind", ["warc", "wet"])
def test_the_samples_say_what_they_say(kind: str) -> None:
    articles, failures = read_samples(kind)
    assert differences(kind, articles) == []
    assert all(failure.skipped for failure in failures)


def test_what_is_no_page_is_counted_in_one_line(path: Path) -> None:
    records = [
        info("a.warc"),
        request("http://a.example/", 1),
        response("http://a.example/", PAGE, 2, Content_Type="text/html"),
        response("http://a.example/gone", PAGE, 3, status="404 Not Found"),
        response("http://a.example/moved", b"", 4, status="301 Moved"),
        response("http://a.example/too", b"", 5, status="404 Not Found"),
        response("http://a.example/a.png", b"x", 6, Content_Type="image/png"),
        record("revisit", "http://a.example/", b"HTTP/1.1 200 OK\r\n\r\n", 7),
        record("metadata", "http://a.example/", b"via: x", 8),
        record("response", "dns:a.example", b"20240502 127.0.0.1", 9, Content_Type="text/dns"),
    ]
    items = read(path, b"".join(records))
    assert keys(items) == ["http://a.example/"]
    (told,) = (item for item in items if isinstance(item, Failure))
    assert told.skipped
    assert told.reason == (
        "a.warc: 4 of 5 responses were passed over: 2 of status 404, 1 of status 301, 1 not a page (image/png)."
    )


def test_a_page_goes_by_its_address_where_that_is_new(path: Path) -> None:
    records = [response("http://a.example/", PAGE, number) for number in (1, 2)]
    records += [response("http://a.example/", PAGE, 2), response("http://a.example/" + "x" * 2000, PAGE, 2)]
    identifier = "00000000-0000-4000-8000-000000000002"
    assert keys(read(path, b"".join(records))) == ["http://a.example/", identifier, "3", "4"]


def test_the_day_of_the_crawl_is_no_day_of_publication(path: Path) -> None:
    (item,) = read(path, PAGES[0])
    assert isinstance(item, Unopened)
    assert (item.form, item.known.published, item.known.url) == ("page", None, "http://a.example/0")


def test_pages_that_the_crawler_cut_are_told(path: Path) -> None:
    items = read(path, PAGES[0] + response("http://a.example/cut", PAGE, 9, WARC_Truncated="length"))
    assert len(keys(items)) == 2
    assert reasons(items) == [
        "a.warc: 1 of the pages read are there only in part, as the crawler says (WARC-Truncated)."
    ]


def test_kinds_that_the_server_does_not_name_are_asked_of_the_crawler(path: Path) -> None:
    known = {"WARC_Identified_Payload_Type": "text/html"}
    records = [
        response(f"http://a.example/{n}", PAGE, n, Content_Type=kind, **known)
        for n, kind in enumerate(("", "text/plain"))
    ]
    assert keys(read(path, b"".join(records))) == ["http://a.example/0"]


def test_text_of_a_crawl_has_an_address_and_no_title(path: Path) -> None:
    (item,) = read(path, record("conversion", "https://www.a.example/x", "Mårten said no.".encode(), 1))
    assert item == Draft(
        "Mårten said no.", "a.warc#https://www.a.example/x", outlet="a.example", url="https://www.a.example/x"
    )


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        ("Séjourné said “no”.", "cp1252", "ISO-8859-1"),
        ("Škoda said “no”.", "cp1250", "windows-1250"),
        ("Séjourné said “no”.", "utf-8", "iso-8859-1"),  # the server lies, as by its default it often does
        ("Séjourné said “no”.", "utf-8", "nonsense"),
        ("Séjourné said “no”.", "cp1252", "idna"),
    ],
)
def test_the_servers_charset_holds_where_it_can(path: Path, text: str, encoding: str, told: str) -> None:
    body = f"<html><p>{text}</p></html>".encode(encoding)
    (item,) = read(path, response("http://a.example/", body, Content_Type=f"text/html; charset={told}"))
    assert text in page(item).decode()


# ---------------------------------------------------------------- cut and damaged


def at_whole(items: list[Entry | Failure]) -> list[str]:
    return [key.removeprefix("http://a.example/") for key in keys(items)]


@pytest.mark.parametrize("packed", [False, True])
def test_of_a_cut_file_what_is_whole_is_read_and_the_place_is_named(path: Path, packed: bool) -> None:
    parts = [gzip.compress(one, mtime=0) for one in PAGES] if packed else PAGES
    whole = b"".join(parts)
    last = len(whole) - len(parts[-1])
    for end in range(last + 30, len(whole) - 6, 9):
        items = read(path, whole[:end])
        assert at_whole(items) == ["0", "1", "2", "3"], end
        (reason,) = reasons(items)
        assert "it ends in the middle of a record" in reason
        assert "what follows was not read" in reason
        place = int(reason.split("near byte ")[1].split(";")[0].replace(",", ""))
        assert last - len(parts[-2]) <= place <= last, reason
    assert at_whole(read(path, whole)) == ["0", "1", "2", "3", "4"]


def test_behind_a_damaged_place_the_next_record_is_read(path: Path) -> None:
    data = bytearray(members(PAGES))
    data[len(data) // 2] ^= 0xFF
    items = read(path, bytes(data))
    assert at_whole(items) == ["0", "1", "3", "4"]
    (reason,) = reasons(items)
    assert "its compressed bytes are damaged" in reason
    assert "read on from byte" in reason
    assert at_whole(read(path, PAGES[0] + b"rubbish " * 50 + b"\r\n" + PAGES[1])) == ["0", "1"]


@pytest.mark.parametrize("length", ["99999", "60", "-5", "many", "9" * 30, ""])
@pytest.mark.parametrize("packed", [False, True])
def test_a_record_that_lies_about_its_length_costs_itself_alone(path: Path, length: str, packed: bool) -> None:
    lie = response("http://b.example/", PAGE, 9)
    true = lie.split(b"\r\n\r\n")[0].rpartition(b" ")[2]
    lie = lie.replace(b"Content-Length: " + true, b"Content-Length: " + length.encode(), 1)
    pages = [PAGES[0], lie, PAGES[1], PAGES[2]]
    items = read(path, members(pages) if packed else b"".join(pages))
    assert [key for key in at_whole(items) if "b.example" not in key] == ["0", "1", "2"]
    assert any("damaged" in reason or "middle" in reason for reason in reasons(items))


def test_an_archive_that_unfolds_without_end_is_left(path: Path) -> None:
    bomb = response("http://b.example/", b"\0" * 230_000_000, 1)
    items = read(path, members([PAGES[0], bomb, PAGES[1]]))
    assert at_whole(items) == ["0"]
    assert "as only a bomb does" in reasons(items)[0]


def test_a_page_that_unfolds_without_end_fails_alone(path: Path) -> None:
    bomb = response("http://b.example/", gzip.compress(b"\0" * 50_000_000), 1, Content_Encoding="gzip")
    items = read(path, PAGES[0] + bomb + PAGES[1])
    assert at_whole(items) == ["0", "1"]
    assert "b.example/ cannot be read: it unfolds to more than 20 MB" in reasons(items)[0]


@pytest.mark.parametrize("data", [b"rubbish " * 20, b"WARC/1.0\r\n", gzip.compress(b"WARC/1.0\r\n", mtime=0)])
def test_a_file_without_a_whole_record_is_refused(path: Path, data: bytes) -> None:
    with pytest.raises(InputError, match="no whole record"):
        read(path, data)


def test_a_file_of_other_records_alone_is_refused(path: Path) -> None:
    with pytest.raises(InputError, match="none of its 2 records is a page or a text"):
        read(path, info("a.warc") + record("metadata", "http://a.example/", b"{}", 1))


def test_frames_of_zstandard_are_read_and_cut_ones_told(path: Path) -> None:
    whole = (Path(__file__).parent.parent / "samples/warc/capture.warc.zst").read_bytes()
    assert len(keys(read(path, whole))) == 4
    items = read(path, whole[:-200])
    assert len(keys(items)) == 3
    assert "what follows was not read" in reasons(items)[0]


# ---------------------------------------------------------------- which files


def test_archives_are_known_by_how_they_begin(tmp_path: Path) -> None:
    for name, data in (("a.warc.gz", members(PAGES)), ("plain.gz", gzip.compress(b"The minister said no. " * 9))):
        (tmp_path / name).write_bytes(data)
    assert is_warc(Head(".gz", members(PAGES)[:100]))
    assert not is_warc(Head(".gz", gzip.compress(b"The minister")))
    found = list(collect([tmp_path / "plain.gz"]))
    assert [isinstance(item, Article) for item in found] == [True]
    assert all("a.warc.gz#http://a.example/" in item.origin for item in collect([tmp_path / "a.warc.gz"]))


def test_the_library_that_is_missing_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc", None)
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    with pytest.raises(MissingExtra, match=r"pip install 'onrecord\[archives\]'"):
        read(path, PAGES[0])


def test_records_come_one_after_the_other(path: Path) -> None:
    path.write_bytes(members(PAGES))
    items: Iterator[Entry | Failure] = read_warc(Found(path, "a.warc", True))
    assert page(next(items)) == PAGE * 20
    path.unlink()  # what is open stays readable, and nothing was read ahead into memory
    assert len(list(items)) == 4
