from __future__ import annotations

import json

from onrecord.record import Record, Verdict
from onrecord.record.audit_rows import read_audit, write_audit
from onrecord.record.reviews import Reviews
from onrecord.record.values import AuditRow
from onrecord.types import IdentityJudgement, IdentityVerdict

from . import samples
from .test_store import fill_all


def log(record: Record) -> list[AuditRow]:
    with record.reading() as connection:
        return list(read_audit(connection))


def test_everything_that_a_person_did_is_in_the_log(record: Record) -> None:
    fill_all(record)
    reviews = Reviews(record)
    claim = samples.coding().positions[1]
    done = reviews.judge(claim, Verdict.WRONG, "kim", of=claim.id, note="no such thing")
    reviews.judge(claim, Verdict.RIGHT, "bo", of=claim.id, sample=3)
    reviews.undo("kim")
    reviews.redo("kim")
    reviews.accept_all(["a1-p2"], "kim")
    reviews.judge_statement(samples.statements()[0], Verdict.RIGHT, "kim", of="a1-s2")
    same = record.judge_identity([IdentityJudgement(IdentityVerdict.SAME, "orla", "council")], "bo")
    assert same.id is not None
    record.withdraw_judgement(same.id, by="ana")
    rows = log(record)
    assert [(row.person, row.verb, row.target_kind, row.target_id) for row in rows] == [
        ("kim", "reject", "position", "a1-p1"),
        ("bo", "accept", "position", "a1-p1"),
        ("kim", "undo", "position", "a1-p1"),
        ("kim", "redo", "position", "a1-p1"),
        ("kim", "accept", "position", "a1-p2"),
        ("kim", "accept", "statement", "a1-s2"),
        ("bo", "same", "actor", "orla"),
        ("ana", "withdraw", "actor", "orla"),
    ]
    told = [json.loads(row.detail) for row in rows]
    assert (told[0]["judgement"], told[0]["note"]) == (done.version, "no such thing")
    assert told[1]["sample"] == 3
    assert told[4]["claims"] == ["a1-p2"]
    assert [row.id for row in rows] == sorted(row.id for row in rows)


def test_what_fails_leaves_no_line(record: Record) -> None:
    fill_all(record)
    reviews = Reviews(record)
    claim = samples.coding().positions[1]
    reviews.judge(claim, Verdict.WRONG, "kim", of=claim.id)
    for _ in range(2):
        try:
            reviews.judge(claim, Verdict.RIGHT, "bo", of=claim.id)
        except Exception:
            continue
    assert reviews.undo("bo") is None
    assert len(log(record)) == 1


def test_the_log_is_narrowed_and_paged(record: Record) -> None:
    with record.transaction() as connection:
        for number in range(5):
            write_audit(connection, "kim" if number % 2 else "bo", "try", "thing", str(number))

    def found(**asked: object) -> list[str]:
        with record.reading() as connection:
            return [row.target_id for row in read_audit(connection, **asked)]  # type: ignore[arg-type]

    assert found() == ["0", "1", "2", "3", "4"]
    assert found(person="kim") == ["1", "3"]
    assert found(verb="other") == []
    assert found(target=("thing", "2")) == ["2"]
    assert found(newest_first=True, limit=2) == ["4", "3"]
    last = log(record)[3].id
    assert found(newest_first=True, before=last, limit=2) == ["2", "1"]
    assert found(after=last) == ["4"]
    assert found(limit=0) == []
