"""What was ordered from the page is read, here and in a process of its own."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from onrecord import orders
from onrecord.errors import CodebookError, OnrecordError
from onrecord.record import open_record
from onrecord.settings import Engine
from onrecord.web.place import Order, Pasted, Step, Stopped, Upload

ONE = Engine(threads=1)
TEXT = (
    "Mayor Orla Brück said on Monday that she opposes a toll on the old bridge. "
    "“We will not charge those who cross the river to work,” she told reporters in Rivermouth."
)
BOOK = """
issues:
  - issue: The bridge
    options:
      - id: toll
        label: A toll on the old bridge
        description: Drivers pay for crossing the old bridge.
"""


def order(path: Path) -> Order:
    path.write_text(TEXT + " The council will vote in May.", encoding="utf-8")
    return Order(
        "two",
        "Ada",
        (Upload(path, "bridge.txt"), Upload(path, "in.rar")),
        (Pasted(TEXT, "Toll"),),
        codebook=BOOK,
        outlet="The Ferry",
    )


def test_an_archive_is_read_like_a_folder(tmp_path: Path) -> None:
    packed = tmp_path / "000000"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("r/one.txt", TEXT)
    steps: list[Step] = []
    wanted = Order("zip", "Ada", (Upload(packed, "week.zip"),))
    assert orders.read_order(str(tmp_path / "r.db"), wanted, ONE, steps.append).read == 1
    with open_record(tmp_path / "r.db") as record:
        assert [article.origin for article in record.articles()] == ["week.zip/r/one.txt"]


def test_an_order_is_read_and_coded(tmp_path: Path) -> None:
    steps: list[Step] = []
    path = tmp_path / "r.db"
    outcome = orders.read_order(str(path), order(tmp_path / "000000.txt"), ONE, steps.append)
    assert (outcome.read, outcome.coded, len(outcome.skipped), outcome.failed) == (2, 2, 1, ())
    with open_record(path) as record:
        assert {article.origin for article in record.articles()} == {"bridge.txt", "pasted: Toll"}
        assert {article.outlet for article in record.articles()} == {"The Ferry"}
        assert [failure.origin for failure in record.failures()] == ["in.rar"]
        assert record.current_codebook() is not None
    assert {step.stage for step in steps} == {"opening", "reading", "positions"}
    assert Step("reading", 2, 2, "pasted: Toll") in steps
    again = orders.read_order(str(path), order(tmp_path / "000000.txt"), ONE, steps.append)
    assert (again.read, again.known, again.coded) == (0, 2, 0)


def test_a_reading_stops_when_it_is_told(tmp_path: Path) -> None:
    def stop(step: Step) -> None:
        if step.stage == "reading" and step.done:
            raise Stopped

    path = tmp_path / "r.db"
    with pytest.raises(Stopped):
        orders.read_order(str(path), order(tmp_path / "000000.txt"), ONE, stop)
    with open_record(path) as record:
        assert record.counts().articles == 1  # what was read by then stays


def test_in_a_process_of_its_own(tmp_path: Path) -> None:
    path, steps = tmp_path / "r.db", list[Step]()
    outcome = orders.apart(str(path), ONE)(order(tmp_path / "000000.txt"), steps.append)
    assert (outcome.read, outcome.coded) == (2, 2)
    assert steps[-1].stage == "positions"
    with open_record(path) as record:
        assert record.counts().articles == 2


def test_what_goes_wrong_there_is_told_here(tmp_path: Path) -> None:
    read = orders.apart(str(tmp_path / "r.db"), ONE)
    with pytest.raises(CodebookError, match="issues"):
        read(Order("bad", "Ada", texts=(Pasted("x"),), codebook="options: []"), lambda step: None)
    with pytest.raises(OnrecordError):
        read(Order("bad", "Ada", folder=str(tmp_path / "none")), lambda step: None)


def test_a_stop_reaches_the_process(tmp_path: Path) -> None:
    def stop(step: Step) -> None:
        raise Stopped

    many = Order("many", "Ada", texts=tuple(Pasted(f"{TEXT} Number {n}.", str(n)) for n in range(200)), codebook=BOOK)
    path = tmp_path / "r.db"
    with pytest.raises(Stopped):
        orders.apart(str(path), ONE)(many, stop)
    with open_record(path) as record:
        assert record.counts().articles < 200
