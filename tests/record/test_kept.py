from __future__ import annotations

from onrecord.record import Record
from onrecord.record.kept import Kept, KeptLink, KeptRow, digest_of

ROWS: dict[str, list[KeptRow]] = {
    "MANY": [(number, f"größer \U0001f309 {number}", None, 0.5, b"\x00\xff") for number in range(5000)],
    "NONE": [],
    "BIG": [(2**62, float("inf"), "", '"', "\n")],
}


def test_rows_come_back_as_they_were(record: Record) -> None:
    kept = Kept(record)
    file = kept.save("dna", "bridge.dna", ROWS, "d1")
    assert {name: list(rows) for name, rows in kept.tables(file).items()} == ROWS
    assert list(kept.rows(file, "MANY"))[4321] == (4321, "größer \U0001f309 4321", None, 0.5, b"\x00\xff")
    assert kept.files() == kept.files("dna") == (file,)
    assert kept.files("qdpx") == ()
    assert (file.form, file.name, file.digest) == ("dna", "bridge.dna", "d1")


def test_the_same_again_writes_nothing_and_another_form_takes_its_place(record: Record) -> None:
    kept = Kept(record)
    first = kept.save("dna", "bridge.dna", ROWS, "d1")
    assert kept.save("dna", "bridge.dna", {}, "d1") == first
    again = kept.save("dna", "bridge.dna", {"BIG": [(1,)]}, "d2")
    assert (again.id, again.digest) == (first.id, "d2")
    assert kept.tables(again) == {"BIG": ((1,),)}
    other = kept.save("qdpx", "bridge.dna", {"BIG": [(2,)]}, "d3")
    assert other.id != first.id
    assert kept.find("dna", "bridge.dna") == again
    assert kept.find("dna", "ferry.dna") is None


def test_links(record: Record) -> None:
    kept = Kept(record)
    file = kept.save("dna", "bridge.dna", {}, "d1")
    claim = KeptLink("claim", "7", "added-1", {"stance": "opposes", "evidence": [1, 2]})
    kept.link(file, [claim, KeptLink("article", "7", "a1")])
    assert kept.links(file, "claim") == {"7": claim}
    assert kept.links(file, "article") == {"7": KeptLink("article", "7", "a1")}
    kept.link(file, [KeptLink("claim", "7", "added-2")])
    assert kept.links(file, "claim")["7"].target == "added-2"
    kept.link(file, [])


def test_what_is_forgotten_is_gone(record: Record) -> None:
    kept = Kept(record)
    file = kept.save("dna", "bridge.dna", ROWS, "d1")
    kept.link(file, [KeptLink("article", "7", "a1")])
    kept.forget(file)
    assert kept.files() == ()
    assert kept.links(file, "article") == {}
    assert kept.tables(file) == {}


def test_a_digest_tells_rows_tables_and_marks_apart() -> None:
    digests = {
        digest_of({"A": [(1, "2")]}),
        digest_of({"A": [(1, 2)]}),
        digest_of({"B": [(1, "2")]}),
        digest_of({"A": [(1,), ("2",)]}),
        digest_of({"A": [(1, "2")]}, "mark"),
    }
    assert len(digests) == 5
    assert digest_of({"A": [(1, "2")], "B": []}) == digest_of({"B": [], "A": [(1, "2")]})
