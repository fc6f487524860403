"""What a reading leaves in the record beside articles."""

from __future__ import annotations

import pytest

from onrecord.record import Record
from onrecord.record.intake import Intake, Leavings, places
from onrecord.record.shard_rows import Shard
from onrecord.types import Failure


@pytest.mark.parametrize(
    ("origin", "found"),
    [
        ("a.txt", ["a.txt"]),
        ("a/b.csv#3", ["a/b.csv#3", "a", "a/", "a/b.csv"]),
        ("/a.txt", ["/a.txt", "/"]),
    ],
)
def test_an_origin_is_in_folders_and_files(origin: str, found: list[str]) -> None:
    assert list(places(origin)) == found


def test_failures_are_settled_by_what_is_read_in_them(record: Record) -> None:
    intake = Intake(record)
    failures = [Failure(origin, "origins", "no") for origin in ("in", "in/a.csv", "in/b.csv", "in/a.csv#1", "i")]
    coded = Failure("in/a.csv#2", "positions", "no")
    intake.write(Leavings(failed=[*failures, coded]))
    intake.write(Leavings(read=["in/a.csv#2"]))
    assert {one.origin for one in record.failures()} == {"in/b.csv", "in/a.csv#1", "in/a.csv#2", "i"}
    intake.write(Leavings(coded=["in/a.csv#2"]))
    assert coded not in record.failures()


def test_what_fails_anew_is_not_settled_by_the_same_origin(record: Record) -> None:
    intake = Intake(record)
    failure = Failure("a.txt", "record", "no")
    intake.write(Leavings(failed=[failure]))
    intake.write(Leavings(failed=[failure], read=["a.txt"]))
    assert record.failures() == (failure,)


def test_a_whole_file_takes_the_place_of_its_stretches(record: Record) -> None:
    intake = Intake(record)
    intake.write(Leavings(shards=[Shard("s1", "a.csv", 1000, 2, False), Shard("o", "b.csv", 1, 0, True)]))
    assert (intake.counts_of("s1"), intake.counts_of("f")) == ((1000, 2), None)
    intake.write(Leavings(shards=[Shard("f", "a.csv", 1500, 2, True)]))
    assert (intake.counts_of("s1"), intake.counts_of("f"), intake.counts_of("o")) == (None, (1500, 2), (1, 0))


def test_failures_of_a_file_are_those_of_it_and_in_it(record: Record) -> None:
    given = [
        Failure(origin, "origins", "no") for origin in ("a.csv", "a.csv#1", "a.csv#é", "a.csv2", "a.cs", "a.csv$1")
    ]
    intake = Intake(record)
    intake.write(Leavings(failed=given))
    assert {one.origin for one in intake.failures_in("a.csv")} == {"a.csv", "a.csv#1", "a.csv#é"}
