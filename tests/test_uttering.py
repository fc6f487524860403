"""A saying meets its other reports in the record, whatever is kept in memory and whoever else writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from onrecord.record import Record, open_record
from onrecord.registering import LiveRegister
from onrecord.statements import Judge
from onrecord.types import ArticleMaterial, IdentityJudgement, IdentityVerdict
from onrecord.uttering import LiveUtterances
from tests.seen import person
from tests.spoken import LUND, said_in

DAY = date(2031, 5, 4)
LEVY = "The levy must be decided before the summer, and not one day later"
FERRY = "The ferry will sail again once the harbour has been dredged"
STORM = "Nobody could have seen such a storm coming over the islands"


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "r.db") as opened:
        yield opened


def by_words() -> Judge:
    return Judge()


def take(record: Record, material: ArticleMaterial, live: LiveUtterances | None = None) -> tuple[str | None, ...]:
    """Join an article and write it as the pipeline does; the utterances of its statements."""
    joining = live or live_in(record)
    register = joining.register
    with record.transaction():
        register.put(material.article, material.resolution.actors)
        joined = joining.joined(material)
        record.save_article(joined.article, joined.reading, joined.resolution)
        register.write()
    return tuple(statement.utterance for statement in joined.resolution.statements)


def live_in(record: Record, **more: int) -> LiveUtterances:
    return LiveUtterances(record, LiveRegister(record), by_words, **more)


MATERIALS: Sequence[ArticleMaterial] = (
    said_in("a", LEVY, FERRY, day=DAY),
    said_in("b", f"{LEVY}!", day=DAY + timedelta(days=1)),
    said_in("c", STORM, FERRY, day=DAY - timedelta(days=3)),
    said_in("d", LEVY, day=DAY + timedelta(days=60)),
    said_in("e", STORM, day=None),
    said_in("f", LEVY, day=DAY, who=person("Per Holm")),
)


def test_reports_of_one_saying_share_its_utterance(record: Record) -> None:
    live = live_in(record)
    (levy, ferry), (again,), (storm, sails), (late,), (undated,), (others,) = (take(record, m, live) for m in MATERIALS)
    assert levy == again
    assert ferry == sails
    assert storm == undated
    assert len({levy, ferry, storm, late, others}) == 5


@pytest.mark.parametrize("most", [0, 1, 3, 40_000])
def test_what_is_kept_in_memory_does_not_matter(tmp_path: Path, most: int) -> None:
    found = []
    for number, kept in enumerate((most, None)):
        with open_record(tmp_path / f"{number}.db") as record:
            live = live_in(record, most=most) if kept is not None else None  # None: a new one for each article
            found.append([take(record, material, live) for material in (*MATERIALS, *MATERIALS[:2])])
    assert found[0] == found[1]


def test_the_order_of_reading_changes_no_group(tmp_path: Path) -> None:
    groups = set()
    for number, order in enumerate(permutations(MATERIALS[:3])):
        with open_record(tmp_path / f"{number}.db") as record:
            live = live_in(record)
            for material in order:
                take(record, material, live)
            sharing: dict[str | None, set[str]] = {}
            for statement in record.statements():
                sharing.setdefault(statement.utterance, set()).add(statement.id)
            groups.add(frozenset(map(frozenset, sharing.values())))
    assert len(groups) == 1


def test_reading_again_keeps_the_ids(record: Record) -> None:
    live = live_in(record)
    first = [take(record, material, live) for material in MATERIALS]
    assert [take(record, material, live) for material in MATERIALS] == first
    assert [take(record, material) for material in reversed(MATERIALS)] == first[::-1]


def test_what_another_process_writes_is_met(record: Record, tmp_path: Path) -> None:
    live = live_in(record)
    take(record, MATERIALS[1], live)
    with open_record(tmp_path / "r.db") as other:
        (theirs,) = take(other, said_in("z", STORM, day=DAY))
    assert take(record, MATERIALS[2], live)[0] == theirs


def test_what_could_not_be_written_is_not_remembered(record: Record) -> None:
    live = live_in(record)
    take(record, MATERIALS[2], live)
    joined = live.joined(MATERIALS[0])

    def fail() -> None:
        with record.transaction():
            record.save_article(joined.article, joined.reading, joined.resolution)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    (levy,) = take(record, MATERIALS[1], live)
    assert levy not in {statement.utterance for statement in joined.resolution.statements}


def test_who_was_taken_for_two_and_is_one_now_is_met(record: Record) -> None:
    other = person("Captain Brandt")
    live = live_in(record)
    (mine,) = take(record, said_in("a", LEVY, day=DAY), live)
    (theirs,) = take(record, said_in("b", LEVY, day=DAY, who=other), live)
    assert mine != theirs
    record.judge_identity((IdentityJudgement(IdentityVerdict.SAME, LUND.id, other.id),), "kim")
    register = LiveRegister(record)
    joining = LiveUtterances(record, register, by_words)
    register.refresh()
    assert take(record, said_in("c", LEVY, day=DAY, who=other), joining)[0] in {mine, theirs}
    (storm,) = take(record, said_in("d", STORM, day=DAY), joining)
    assert take(record, said_in("e", STORM, day=DAY, who=other), joining) == (storm,)
