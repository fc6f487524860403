"""What follows from judgements is a function of what stands of them and of what the machine says."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from onrecord.errors import Stale
from onrecord.record import Record, Verdict, open_record
from onrecord.record.coverings import rebuild
from onrecord.record.review_tables import judged, judged_statements, queue, queue_waiting
from onrecord.record.reviews import Reviews
from onrecord.record.schema import positions, statements
from onrecord.types import Coding, Position, Resolution, Scope, Span, Stance, StatementKind

from . import samples
from .conftest import POSTGRESQL
from .test_store import fill_all

_WALKS = 25  # steps of each walk: enough for every pair of neighbouring steps to come once in all walks together


def derived(record: Record) -> dict[str, list[str]]:
    """Every row that follows from the judgements."""
    found: dict[str, list[str]] = {}
    with record.reading() as connection:
        for table in (judged, judged_statements):
            columns = [column for column in table.c if column.name != "number"]
            found[table.name] = sorted(repr(tuple(row)) for row in connection.execute(select(*columns)))
        for table in (positions, statements):
            rows = connection.execute(select(table.c.id, table.c.covered))
            found[table.name] = sorted(repr(tuple(row)) for row in rows)
    return found


@pytest.mark.parametrize("seed", range(6))
def test_what_is_kept_in_step_is_what_would_be_made_anew(record: Record, seed: int) -> None:
    chance = random.Random(seed)
    fill_all(record)
    walk = Walk(record, chance)
    for _ in range(_WALKS):
        chance.choice(walk.steps)()
    before = derived(record)
    with record.transaction() as connection:
        rebuild(connection, record.identities())
    assert derived(record) == before
    queued = walk.queue()
    with record.transaction() as connection:
        connection.execute(queue_waiting.insert(), {"article": "", "option": ""})
    assert walk.queue() == queued, "the queue is kept in step as well"


class Walk:
    """Steps that reviewers and machine may take, in any order."""

    def __init__(self, record: Record, chance: random.Random) -> None:
        self.record, self.chance = record, chance
        self.reviews = Reviews(record)
        self.coder = 0
        self.steps: list[Callable[[], object]] = [
            self.judge,
            self.judge,
            self.judge_statement,
            self.add,
            self.undo,
            self.redo,
            self.code,
            self.read,
            self.merge,
            self.look,
        ]

    def queue(self) -> list[tuple[object, ...]]:
        self.reviews.queue()
        with self.record.reading() as connection:
            return sorted(tuple(row) for row in connection.execute(select(queue.c.id, queue.c.weight, queue.c.reasons)))

    def judge(self) -> None:
        views = self.reviews.of_article("a1")
        if views:
            view = self.chance.choice(views)
            verdict = self.chance.choice(list(Verdict))
            claim = self.changed(view.claim) if verdict is Verdict.CORRECTED else view.claim
            self.reviews.judge(claim, verdict, self.who(), of=view.id, expected=view.version)

    def judge_statement(self) -> None:
        views = self.reviews.statements_of_article("a1")
        if views:
            view = self.chance.choice(views)
            claim = replace(view.claim, kind=self.chance.choice(list(StatementKind)))
            verdict = self.chance.choice(list(Verdict))
            self.reviews.judge_statement(claim, verdict, self.who(), of=view.id, expected=view.version)

    def add(self) -> None:
        self.reviews.judge(self.changed(samples.coding().positions[1]), Verdict.CORRECTED, self.who())

    def undo(self) -> None:
        self.reviews.undo(self.who())

    def redo(self) -> None:
        self.reviews.redo(self.who())

    def code(self) -> None:
        self.coder += 1
        some = [one for one in samples.coding().positions if self.chance.random() < 0.7]
        found = tuple(self.changed(one, f"m{self.coder}-{place}") for place, one in enumerate(some))
        half = len(found) // 2
        self.record.save_coding("c1", f"k{self.coder}", Coding("a1", found[half:], suggestions=found[:half]))

    def read(self) -> None:
        self.coder += 1
        made = samples.resolution()
        found = tuple(
            replace(one, id=f"{one.id}-{self.coder}", kind=self.chance.choice(list(StatementKind)))
            for one in made.statements
            if self.chance.random() < 0.8
        )
        reading = samples.reading(version=f"r{self.coder}")
        self.record.save_article(samples.article(), reading, Resolution(found, made.mentions, made.actors))

    def merge(self) -> None:
        self.record.save_changes((), {("rivermouth", ""): self.chance.choice(["rivermouth", "orla"])}, ())

    def look(self) -> None:
        self.reviews.queue()

    def who(self) -> str:
        return self.chance.choice(["kim", "bo"])

    def changed(self, claim: Position, identifier: str | None = None) -> Position:
        begin = self.chance.choice([49, 60])
        return replace(
            claim,
            id=claim.id if identifier is None else identifier,
            option=self.chance.choice(["toll", "lorry-toll"]),
            actor=self.chance.choice(["orla", "rivermouth"]),
            stance=self.chance.choice(list(Stance)),
            scope=self.chance.choice(list(Scope)),
            evidence=Span(begin, begin + 20),
            text=samples.TEXT[begin : begin + 20],
        )


# ---------------------------------------------------------------- at once


def test_of_many_at_once_each_judgement_stands_or_is_refused(record: Record, request: pytest.FixtureRequest) -> None:
    """Four reviewers on connections of their own judge the same claims; whoever is late is told so."""
    fill_all(record)
    address = POSTGRESQL if request.node.callspec.params["record"] == "postgresql" else record.where
    assert address is not None
    done: list[int] = []
    refused: list[Stale] = []
    failed: list[BaseException] = []

    def work(name: str) -> None:
        try:
            with open_record(address) as mine:
                reviews = Reviews(mine)
                for turn in range(6):
                    for identifier in ("a1-p1", "a1-p2"):
                        view = reviews.claim(identifier)
                        assert view is not None
                        verdict = Verdict.WRONG if turn % 2 else Verdict.RIGHT
                        try:
                            said = reviews.judge(view.claim, verdict, name, of=view.id, expected=view.version)
                            done.append(said.version)
                        except Stale as stale:
                            refused.append(stale)
                    reviews.queue(limit=1)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(f"reviewer {number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(done) + len(refused) == 4 * 6 * 2
    assert sorted(one.id or 0 for one in record.judgements()) == sorted(done), "none is lost, none stands unsaid"
    before = derived(record)
    with record.transaction() as connection:
        rebuild(connection, record.identities())
    assert derived(record) == before
