"""Reading from the page: what is handed over, the queue, what became of it, and what is refused."""

from __future__ import annotations

import contextlib
import io
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.errors import OnrecordError
from onrecord.record import open_record
from onrecord.record.people import People
from onrecord.types import Failure
from onrecord.web import security, trays
from onrecord.web.jobs import Jobs, JobState
from onrecord.web.place import Doings, Order, Outcome, Place, Step
from onrecord.web.refusals import Refusal
from onrecord.web.trays import is_hidden, proper_name
from tests.web import serving
from tests.web.handing import Reads, archive, handed, over, parse


@pytest.fixture
def reads() -> Reads:
    return Reads()


@pytest.fixture
def client(debate_db: Path, reads: Reads) -> Iterator[serving.Browser]:
    with serving.browser(debate_db, Doings(read=reads, parse_codebook=parse)) as opened:
        yield opened


def test_files_and_what_is_said_of_them(client: serving.Browser, reads: Reads) -> None:
    data = {"outlet": " The Ferry ", "published": "2031-05-04"}
    answer = client.submit("/read", data, files=handed(("a/one.txt", b"One."), ("two.html", b"<p>Two")))
    assert (answer.status_code, answer.headers["location"]) == (303, "/read#readings")
    assert over(client).state is JobState.DONE
    order = reads.orders[0]
    assert reads.held[0] == {"a/one.txt": b"One.", "two.html": b"<p>Two"}
    assert (order.outlet, str(order.published), order.by, order.title) == ("The Ferry", "2031-05-04", "Ada", "2 files")
    assert not any(path.exists() for path in reads.paths)  # nothing is left behind
    page = client.get("/read").text
    assert "1 read" in page
    assert "<strong><bdi>2 files</bdi></strong>" in page


def test_a_pasted_text_keeps_its_lines(client: serving.Browser, reads: Reads) -> None:
    client.submit("/read", {"text": "First line.\r\n\r\nSecond.", "title": "A title"})
    over(client)
    assert reads.orders[0].texts[0].text == "First line.\n\nSecond."
    assert reads.orders[0].texts[0].title == "A title"


def test_files_come_in_parts_into_one_tray(client: serving.Browser, reads: Reads) -> None:
    tray = client.submit("/read/files", files=handed(("one.txt", b"1"), (".DS_Store", b"x"))).json()
    assert (tray["files"], tray["bytes"]) == (1, 1)
    tray = client.submit("/read/files", {"tray": tray["tray"]}, files=handed(("two.txt", b"22"))).json()
    assert (tray["files"], tray["bytes"]) == (2, 3)
    assert client.submit("/read", {"tray": tray["tray"]}, headers={"Accept": "application/json"}).json() == {"job": 1}
    over(client)
    assert sorted(reads.held[0]) == ["one.txt", "two.txt"]
    assert client.submit("/read", {"tray": tray["tray"]}).status_code == 404  # it was read


def test_a_tray_is_its_sessions_own(client: serving.Browser) -> None:
    tray = client.submit("/read/files", files=handed(("one.txt", b"1"))).json()["tray"]
    client.cookies.clear()
    assert client.submit("/read", {"tray": tray}).status_code == 404


def test_a_long_text_and_a_form_without_scripts(client: serving.Browser, reads: Reads) -> None:
    long = "A bridge is a bridge. " * 80_000
    form = {"csrf": client.word(), "text": long}
    answer = client.post("/read", data=form, files=[("files", ("", b""))], follow_redirects=False)
    assert answer.status_code == 303
    over(client)
    assert reads.orders[0].texts[0].text == long


def test_nothing_to_read_is_said(client: serving.Browser) -> None:
    refused = client.submit("/read", {"text": "  \n"})
    assert refused.status_code == 422
    assert "There is nothing to read." in refused.text
    assert client.submit("/read", {"text": "x", "published": "soon"}).status_code == 422


def test_a_codebook_is_checked_before_anything_is_read(client: serving.Browser, reads: Reads) -> None:
    bad = [("codebook", ("book.yaml", b"options: []"))]
    refused = client.submit("/read", {"text": "Some text."}, files=bad)
    assert refused.status_code == 422
    assert "book.yaml, line 1" in refused.text
    assert not reads.orders
    client.submit("/read", {"text": "Some text."}, files=[("codebook", ("book.yaml", "issues: [ü]".encode()))])
    over(client)
    assert reads.orders[0].codebook == "issues: [ü]"
    latin = client.submit("/read", {"text": "Text."}, files=[("codebook", ("book.yaml", b"issues: \xfc"))])
    assert latin.status_code == 422


def test_a_folder_is_for_who_sits_at_the_machine(
    client: serving.Browser, reads: Reads, tmp_path: Path, debate_db: Path
) -> None:
    assert client.submit("/read", {"folder": str(tmp_path)}).status_code == 303
    over(client)
    assert reads.orders[0].folder == str(tmp_path)
    for wrong in ("reports", str(tmp_path / "none"), "/etc/passwd", "/tmp/\0"):
        assert client.submit("/read", {"folder": wrong}).status_code == 422, wrong
    assert "or a folder of this machine" in client.get("/read").text
    with open_record(debate_db) as record:
        owner = People(record).add("Ada", "owner", "a river runs under the old bridge", by="test")
        secret = People(record).open_session(owner)
    client.cookies.clear()
    client.cookies.set(security.cookie_name(Place(str(debate_db))), secret)
    assert "or a folder of this machine" not in client.get("/read").text
    assert client.submit("/read", {"folder": str(tmp_path)}).status_code == 403


def test_two_forms_that_fill_one_tray_at_once_lose_no_file() -> None:
    held = trays.Trays()
    tray = held.open("session")
    both = threading.Barrier(2)

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            with contextlib.suppress(threading.BrokenBarrierError):
                both.wait(0.3)  # both are at it, if they can be
            return super().read(size)

    names = ("one.txt", "two.txt")
    adding = [threading.Thread(target=held.add, args=(tray, name, Slow(name.encode()))) for name in names]
    for one in adding:
        one.start()
    for one in adding:
        one.join()
    found = held.take(held.find(tray.id, "session"))
    assert {one.name: one.path.read_text() for one in found.uploads} == {name: name for name in names}
    with pytest.raises(Refusal):
        held.add(tray, "late.txt", io.BytesIO(b"x"))  # it is being read: the file would be lost unseen
    trays.remove(found)


def test_an_archive_is_handed_on_as_it_is(client: serving.Browser, reads: Reads) -> None:
    packed = archive(("r/one.txt", b"One."))
    client.submit("/read", files=handed(("week.zip", packed), ("odd.name with blanks", b"x")))
    over(client)
    assert reads.held[0] == {"week.zip": packed, "odd.name with blanks": b"x"}


def test_too_much_is_refused(client: serving.Browser, reads: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trays, "LARGEST_TRAY", 50_000)
    assert client.submit("/read", files=handed(("a.txt", b"a" * 60_000))).status_code == 413
    monkeypatch.setattr(trays, "MOST_FILES", 2)
    many = [(f"{n}.txt", b"a") for n in range(3)]
    assert client.submit("/read", files=handed(*many)).status_code == 413
    assert not reads.orders


def test_names_are_never_paths(client: serving.Browser, reads: Reads, tmp_path: Path) -> None:
    names = [
        "../../etc/cron.d/x.txt",
        "/etc/passwd",
        "C:\\Windows\\win.ini",
        "a\u202eb.txt",
        "x" * 900 + ".txt",
        "..",
        "a.exe",
    ]
    client.submit("/read", files=handed(*((name, b"text") for name in names)))
    over(client)
    held = list(reads.held[0])
    assert held[:4] == ["etc/cron.d/x.txt", "etc/passwd", "win.ini", "ab.txt"]
    assert len(held[4]) == 300
    folder = reads.paths[0].parent
    assert all(path.parent == folder and path.stem.isdigit() for path in reads.paths)
    assert {path.suffix for path in reads.paths} == {""}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a/../b.txt", "a/b.txt"),
        ("", "without a name"),
        ("///", "without a name"),
        ("C:\\Windows\\win.ini", "Windows/win.ini"),
        ("a\x00b\n.txt", "ab.txt"),
        ("\ud800.txt", "?.txt"),
    ],
)
def test_proper_names(given: str, kept: str) -> None:
    assert proper_name(given) == kept


def test_hidden_files() -> None:
    assert is_hidden("reports/.git/config")
    assert is_hidden("__MACOSX/a.txt")
    assert is_hidden("Thumbs.db")
    assert not is_hidden("reports/a.b.txt")


# ---------------------------------------------------------------- the queue


def test_one_at_a_time_in_order_and_stopping(debate_db: Path) -> None:
    going, seen = threading.Event(), []

    def read(order: Order, report: Callable[[Step], None], /) -> Outcome:
        seen.append(order.title)
        for number in range(1, 1000):
            report(Step("reading", number, 1000, f"{number}.txt"))
            if going.wait(0.01):
                return Outcome(read=number)
        return Outcome()

    jobs = Jobs(read)
    cleaned: list[str] = []
    for title in ("first", "second", "third"):
        jobs.submit(Order(title, "Ada"), lambda title=title: cleaned.append(title))  # type: ignore[misc]
    while (running := jobs.get(1)) is None or running.rate is None:
        pass
    assert running.state is JobState.RUNNING
    assert running.remaining is not None
    assert running.total == 1000
    second = jobs.get(2)
    assert second is not None
    assert second.state is JobState.WAITING
    assert jobs.stop(2) is not None
    assert jobs.stop(1) is not None
    stopped = jobs.wait(1, 5)
    assert stopped is not None
    assert stopped.state is JobState.STOPPED
    going.set()
    third = jobs.wait(3, 5)
    assert third is not None
    assert third.state is JobState.DONE
    jobs.close()
    assert seen == ["first", "third"]
    assert sorted(cleaned) == ["first", "second", "third"]
    assert jobs.stop(99) is None
    with pytest.raises(Refusal):
        jobs.submit(Order("late", "Ada"))


def test_a_reading_that_fails_says_why_and_the_next_is_read(client: serving.Browser, reads: Reads) -> None:
    def fails(order: Order, report: Callable[[Step], None], /) -> Outcome:
        if order.title.startswith("“bad"):
            raise OnrecordError("The disk is full. Free some space.")
        if order.title.startswith("“worse"):
            raise ZeroDivisionError("by zero")
        return Outcome(
            skipped=(Failure("lettre.txt", "language", "it seems to be in French", skipped=True),),
            failed=(Failure("<b>scan.pdf</b>", "origins", "is no text"),),
            changed=("one.txt",),
        )

    client.app.state.house.jobs._read = fails  # type: ignore[attr-defined]
    for title in ("bad", "worse", "good"):
        client.submit("/read", {"text": "Words.", "title": title})
    assert over(client, 3).state is JobState.DONE
    page = client.get("/read/jobs").text
    assert "The disk is full. Free some space." in page
    assert "ZeroDivisionError: by zero" in page
    assert "it seems to be in French" in page
    assert "&lt;b&gt;scan.pdf" in page
    assert "Its text is another than before" in page


def test_the_queue_is_bounded_and_remembered() -> None:
    hold = threading.Event()

    def read(order: Order, report: Callable[[Step], None], /) -> Outcome:
        hold.wait(10)
        return Outcome()

    jobs = Jobs(read)
    jobs.submit(Order("the one that is read", "Ada"))
    while (first := jobs.get(1)) is None or first.state is not JobState.RUNNING:
        pass
    for _ in range(20):
        jobs.submit(Order("x", "Ada"))
    with pytest.raises(Refusal):
        jobs.submit(Order("one too many", "Ada"))
    hold.set()
    jobs.wait(1, 5)
    jobs.close()
    with pytest.raises(Refusal):
        Jobs(None).submit(Order("x", "Ada"))


def test_readers_of_the_record_do_not_read_into_it(debate_db: Path, reads: Reads) -> None:
    with open_record(debate_db) as record:
        people = People(record)
        people.add("Ada", "owner", "a river runs under the old bridge", by="test")
        secret = people.open_session(people.add("Rita", "reviewer", "another river, another bridge", by="test"))
    with serving.browser(debate_db, Doings(read=reads)) as client:
        client.cookies.set(security.cookie_name(Place(str(debate_db))), secret)
        assert "is for its owners" in client.get("/read").text
        for path in ("/read", "/read/files", "/read/bundled", "/read/jobs/1/stop"):
            assert client.submit(path).status_code == 403, path
    assert not reads.orders


def test_what_was_left_out_is_listed_and_downloads(client: serving.Browser) -> None:
    page = client.get("/read").text
    assert "inbox/lettre.txt" in page
    assert "the text is French; only English is read" in page
    table = client.get("/read/left-out.csv")
    assert table.headers["content-disposition"].startswith('attachment; filename="left-out.csv"')
    lines = table.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "origin,stage,state,reason"
    assert len(lines) == 3


def test_formulas_of_table_programs_are_defused() -> None:
    from onrecord.web.pages.reading import _lines

    for begin in ("=", "+", "-", "@", "\t", "\r", "\uff1d", "'="):
        _, _, line = _lines((Failure(f"{begin}1+1", "origins", 'say "x"'),))
        assert line.strip('"').startswith(f"'{begin}1+1"), begin
        assert line.endswith('"say ""x"""\r\n')
