"""The board says what ``networks`` says, only faster."""

from __future__ import annotations

import random
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from onrecord.networks import Level, derive, lift, shifts, splits, stands
from onrecord.record import open_record
from onrecord.record.reviews import Reviews
from onrecord.record.values import Verdict
from onrecord.types import (
    Actor,
    ActorKind,
    Codebook,
    Condition,
    ConditionKind,
    DateInterval,
    Option,
    Position,
    Provenance,
    ReportedShift,
    Scope,
    Span,
    Stance,
    Tense,
    Voice,
)
from onrecord.web.board import Board, Boards
from onrecord.web.board.actors import Crew, met_with
from onrecord.web.board.camps import camp_places
from onrecord.web.board.levels import at_level
from onrecord.web.board.marks import marks_of
from onrecord.web.board.moves import changes_of
from onrecord.web.board.rows import STATES, STEPS, Lists, Rows, facts_of, lists_of, rows_of
from onrecord.web.board.voices import Torn
from onrecord.web.camps import camp_scores
from onrecord.web.grid import Mark, arrange
from onrecord.web.view import Material, Window, build_view

OPTIONS = (
    Option("levy", "Fares", "A levy"),
    Option("levy-hubs", "Fares", "A levy at hubs", parent="levy"),
    Option("levy-gates", "Fares", "A levy at gates of hubs", parent="levy-hubs"),
    Option("ban", "Fares", "A ban", opposed=("levy", "trains")),
    Option("trains", "Fares", "Money for trains"),
)
CODEBOOK = Codebook(OPTIONS, "1")
ACTORS = {
    actor.id: actor
    for actor in (
        Actor("nor", "Norland", ActorKind.STATE),
        Actor("sud", "Sudmark", ActorKind.STATE),
        Actor("pm", "Ilse Varga", ActorKind.PERSON, "prime minister", "nor", "nor"),
        Actor("min", "Tomas Reuel", ActorKind.PERSON, "transport minister", "ministry", "nor"),
        Actor("ministry", "Ministry", ActorKind.ORGANISATION, affiliation="nor", state="nor"),
        Actor("mp", "Ana Belm", ActorKind.PERSON, "lawmaker", "greens", "sud"),
        Actor("greens", "Greens", ActorKind.PARTY, state="sud"),
        Actor("sudmin", "Bo Ek", ActorKind.PERSON, "finance minister", "sud", "sud"),
        Actor("both", "the two states", ActorKind.GROUP, members=("nor", "sud")),
        Actor("many", "many airports", ActorKind.GROUP),
        Actor("wide", "the wider circle", ActorKind.GROUP, members=("both", "terra")),
        Actor("terra", "Terra", ActorKind.STATE),
    )
}
UTTERANCES = {f"s{number}": f"u{number % 40}" for number in range(0, 120, 2)}


def some_positions(seed: int, size: int, *, dated: float = 0.7) -> tuple[Position, ...]:
    draw = random.Random(seed)
    made = []
    for number in range(size):
        begin = draw.randrange(0, 400, 40)
        first = date(2030, 1, 1 + draw.randrange(25))
        last = first if draw.random() < 0.8 else first.replace(day=first.day + 3)
        article = f"a{draw.randrange(12):02}"
        text = draw.choice(["only for lorries", "if the city pays", "if the city pays in full", "on Sundays"])
        made.append(
            Position(
                id=f"p{number:06x}",
                article=article,
                option=draw.choice(OPTIONS).id,
                actor=draw.choice([*ACTORS, "nobody known"]),
                stance=draw.choice(list(Stance)),
                scope=draw.choices(list(Scope), [1, 3])[0],
                voice=draw.choice(list(Voice)),
                evidence=Span(begin, begin + draw.randrange(10, 70)),
                text="words",
                provenance=Provenance("hand", "1", draw.choice([0.3, 0.6, 0.9])),
                condition=Condition(draw.choice(list(ConditionKind)), text, ()) if draw.random() < 0.3 else None,
                tense=Tense.FORMER if draw.random() < 0.1 else Tense.CURRENT,
                date=DateInterval(first, last) if draw.random() < dated else None,
                statement=f"s{draw.randrange(120)}" if draw.random() < 0.8 else None,
            )
        )
    return tuple(made)


def board_of(positions: tuple[Position, ...]) -> tuple[Rows, Lists, Crew]:
    facts = facts_of(positions, UTTERANCES)
    lists = lists_of(facts, met_with(ACTORS), [option.id for option in OPTIONS])
    return rows_of(facts, lists, CODEBOOK).in_order(), lists, Crew(ACTORS, lists.actors)


def view_of(positions: tuple[Position, ...], window: Window) -> Mapping[tuple[str, str], tuple[Mark, ...]]:
    material = Material((), tuple(ACTORS.values()), CODEBOOK, positions, statements=())
    return {(cell.actor, cell.option): cell.marks for cell in build_view(material, window).cells()}


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("level", list(Level))
def test_marks_are_those_of_the_networks(seed: int, level: Level) -> None:
    positions = some_positions(seed, 40 + 30 * seed)
    every = derive(positions, CODEBOOK)
    lifted = lift(every, ACTORS, level)
    holders = {one.id: one.actor for one in every}
    holders |= {one.id: holders.get(one.id, holders.get(one.id.rpartition(">")[0], one.actor)) for one in lifted}

    def weighing(held: list[Position]) -> object:
        from onrecord.networks import backing

        return backing(held, utterances=UTTERANCES, holders=holders)

    maps = arrange(OPTIONS, stands(lifted), lifted, ACTORS, weighing=weighing)  # type: ignore[arg-type]
    wanted = {
        (cell.actor, cell.option): cell.marks
        for issue in maps
        for block in issue.blocks
        for row in block.rows
        for cell in row.cells.values()
    }
    base, lists, crew = board_of(positions)
    rows = at_level(base, crew, level)
    marks = marks_of(rows, np.ones(len(rows), dtype=np.bool_))
    found: dict[tuple[str, str], tuple[Mark, ...]] = {}
    for place in range(len(marks)):
        key = lists.actors.names[int(marks.actor[place])], lists.options.names[int(marks.option[place])]
        found[key] = (*found.get(key, ()), marks.mark(place))
    assert found == wanted
    for place in range(len(marks)):
        strength = marks.mark(place).backing.strength
        assert bool(marks.weak[place]) == (strength.value == "weak")
        assert bool(marks.firm[place]) == (strength.value == "firm")


@pytest.mark.parametrize("seed", range(6))
def test_the_order_is_that_of_the_networks(seed: int) -> None:
    positions = some_positions(seed, 300)
    rows, lists, _ = board_of(positions)
    wanted = {(one.actor, one.option, one.scope): one.positions for one in stands(derive(positions, CODEBOOK))}
    found: dict[tuple[str, str, Scope], list[str]] = {}
    for place in range(len(rows)):
        if not rows.former[place]:
            key = (
                lists.actors.names[int(rows.actor[place])],
                lists.options.names[int(rows.option[place])],
                Scope.OWN if rows.own[place] else Scope.GENERAL,
            )
            found.setdefault(key, []).append(rows.id[place])
    assert {key: tuple(ids) for key, ids in found.items()} == wanted


@pytest.mark.parametrize("seed", range(20))
def test_changes_are_the_shifts_of_the_networks(seed: int) -> None:
    positions = some_positions(seed, 20 + 20 * seed, dated=0.9)
    draw = random.Random(seed)
    reported = tuple(
        ReportedShift(
            f"r{number}", "a00", draw.choice([*ACTORS]), draw.choice([None, "levy", "ban"]), None,
            draw.choice(list(Stance)), Span(0, 5), "words", Provenance("hand", "1"),
        )
        for number in range(seed % 4)
    )  # fmt: skip
    rows, lists, _ = board_of(positions)
    changes = changes_of(rows, lists, reported)
    wanted = shifts(positions, reported)
    for actor in [*ACTORS, "nobody known"]:
        assert set(changes.of(actor, rows, lists)) == {shift for shift in wanted if shift.actor == actor}


@pytest.mark.parametrize("seed", range(30))
def test_splits_are_those_of_the_networks(seed: int) -> None:
    positions = some_positions(seed, 10 + seed * 8)
    rows, lists, crew = board_of(positions)
    wanted = splits(derive(positions, CODEBOOK), ACTORS)
    torn = Torn(rows, lists, crew, np.ones(len(rows), dtype=np.bool_))
    assert set(torn.splits(ACTORS)) == set(wanted)
    assert set(torn.splits(["nor"])) == {split for split in wanted if split.body == "nor"}


def test_a_changed_article_changes_the_board_as_a_new_one_would() -> None:
    positions = some_positions(3, 200)
    changed = tuple(
        replace(one, stance=Stance.UNDECIDED, id=f"p{number:06x}x") if one.article == "a03" else one
        for number, one in enumerate(positions)
    )
    rows, lists, crew = board_of(positions)
    place = lists.articles.place["a03"]
    facts = facts_of([one for one in changed if one.article == "a03"], UTTERANCES)
    renewed = rows.take(rows.article != place).followed_by(rows_of(facts, lists, CODEBOOK)).in_order()
    fresh, *_ = board_of(changed)
    assert list(renewed.id) == list(fresh.id)
    assert (renewed.stance == fresh.stance).all()
    merged = rows.take(rows.article != place).merged_with(rows_of(facts, lists, CODEBOOK))
    for name in ("id", "stance", "actor", "order", "words"):
        assert list(getattr(merged, name)) == list(getattr(renewed, name))
    assert crew.name("nor") == "Norland"


def test_a_judgement_changes_the_shared_board_at_once(debate_db: Path) -> None:
    boards = Boards()
    with open_record(debate_db) as record:
        before = boards.of(record)
        assert boards.of(record) is before
        claim = next(one for one in record.positions() if one.tense is Tense.CURRENT and not one.derived)
        Reviews(record).judge(replace(claim, stance=Stance.UNDECIDED), Verdict.CORRECTED, "Ada", of=claim.id)
        after = boards.of(record)
        assert after.lists is before.lists  # only the judged article was read again
        fresh = Boards().of(record)
        assert said(after) == said(fresh)
        assert said(after) != said(before)
        Reviews(record).undo("Ada")
        assert said(boards.of(record)) == said(before)


def said(board: Board) -> set[tuple[str, str, str, str | None]]:
    rows = board.rows
    return {
        (
            rows.id[place],
            board.lists.actors.names[int(rows.actor[place])],
            STEPS[int(rows.stance[place])].value,
            STATES[int(rows.state[place])],
        )
        for place in range(len(rows))
    }


def test_threads_share_one_board(debate_db: Path) -> None:
    boards = Boards()

    def look(_: int) -> int:
        with open_record(debate_db) as record:
            return id(boards.of(record))

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(look, range(12)))) == 1


@pytest.mark.parametrize("seed", range(6))
def test_camps_are_those_of_the_report(seed: int) -> None:
    draw = random.Random(seed)
    rows = [
        {f"o{option}": draw.choice([-1.0, -0.5, 0.5, 1.0]) for option in range(6) if draw.random() < 0.6}
        for _ in range(12)
    ]
    value = np.array([[row.get(f"o{option}", 0.0) for option in range(6)] for row in rows])
    weight = np.array([[float(f"o{option}" in row) for option in range(6)] for row in rows])
    assert camp_places(value, weight) == pytest.approx(np.array(camp_scores(rows)), abs=1e-6)
