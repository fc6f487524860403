"""One wire story in five papers, counted by hand: each saying counts once, or each paper, on request."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from onrecord import networking, stories, verbs
from onrecord.networks import Count, Mode, NetworkOptions, Weight
from onrecord.record import open_record
from onrecord.record.board_rows import board_rows
from onrecord.record.sharing import shared
from onrecord.types import (
    Article,
    Codebook,
    Coding,
    Option,
    Part,
    Position,
    Provenance,
    Reading,
    Resolution,
    Scope,
    Span,
    Stance,
    Statement,
    StatementKind,
    Voice,
)
from tests.seen import person
from tests.test_stories import told

PAPERS = ("Agency", "Echo", "Gazette", "Herald", "Post")
LUND, HOLM = person("Ida Lund"), person("Per Holm")
MADE = Provenance("m", "v")
WIRE = " ".join(told(7))


def statement(paper: str, number: int, kind: StatementKind, utterance: str | None) -> Statement:
    place = (Span(20 * number, 20 * number + 15),)
    who = LUND.id if number == 0 else HOLM.id
    text = WIRE[20 * number : 20 * number + 15]
    return Statement(
        f"{paper}-s{number}", paper, kind, Part.BODY, place, (), (), text, MADE, actor=who, utterance=utterance
    )


def position(paper: str, number: int, option: str, said: str | None, stance: Stance = Stance.SUPPORTS) -> Position:
    who = LUND.id if number in (0, 3) else HOLM.id
    return Position(
        f"{paper}-p{number}",
        paper,
        option,
        who,
        stance,
        Scope.GENERAL,
        Voice.OWN,
        Span(20 * number, 20 * number + 15),
        "words",
        MADE,
        statement=said,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Five papers with three positions each, and one more in the Post.

    In each paper: Lund for the bridge in one saying (the Post has her against it), Holm's attitude to the toll without
    an utterance, what is told of Holm and the ferry without a statement. In the Post alone: Lund for the bridge again.
    """
    with open_record(tmp_path / "r.db") as record:
        record.save_codebook(
            Codebook(
                (Option("bridge", "B", "A bridge"), Option("toll", "B", "A toll"), Option("ferry", "B", "A ferry")),
                "c1",
            )
        )
        for number, paper in enumerate(PAPERS):
            article = Article(paper, WIRE, f"{paper}.txt", paper, published=date(2031, 3, 2 + number), language="en")
            found = [
                statement(paper, 0, StatementKind.DIRECT, "u1"),
                statement(paper, 1, StatementKind.ATTITUDE, None),
            ]
            side = Stance.OPPOSES if paper == "Post" else Stance.SUPPORTS
            held = [
                position(paper, 0, "bridge", f"{paper}-s0", side),
                position(paper, 1, "toll", f"{paper}-s1"),
                position(paper, 2, "ferry", None),
            ]
            if paper == "Post":
                held.append(position(paper, 3, "bridge", None, Stance.SUPPORTS))
            reading = Reading(paper, (), (), (), (), (), MADE)
            with record.transaction():
                record.save_article(article, reading, Resolution(tuple(found), (), (LUND, HOLM)))
                stories.put(record, article)
                record.save_coding("c1", "coder", Coding(paper, tuple(held)))
        assert set(shared(record).articles.values()) == {"story Agency"}
    return tmp_path / "r.db"


def cells(path: Path, count: Count, weight: Weight = Weight.SUBTRACT) -> dict[tuple[str, str], tuple[float, int]]:
    """The weight of each tie, and how many positions its list has."""
    made = networking.network(NetworkOptions(mode=Mode.TWO, weight=weight, count=count), record=path)
    return {(edge.source, edge.target): (edge.weight, len(edge.positions)) for edge in made.edges()}


def test_what_several_papers_share(path: Path) -> None:
    with open_record(path) as record:
        found = shared(record)
    assert {found.of(f"{paper}-s0", paper) for paper in PAPERS} == {"u1"}
    assert {found.of(f"{paper}-s1", paper) for paper in PAPERS} == {"story Agency"}
    assert {found.of(None, paper) for paper in PAPERS} == {"story Agency"}
    assert found.of("another", "Agency") is None
    assert found.of(None, "another") is None


def test_utterances_count_once_and_so_do_stories(path: Path) -> None:
    found = cells(path, Count.UTTERANCES, Weight.IGNORE)
    # the saying, as whoever was first has it, and what the Post tells without a statement
    assert found[LUND.id, "bridge"] == (2, 2)
    assert found[HOLM.id, "toll"] == (1, 1)
    assert found[HOLM.id, "ferry"] == (1, 1)


def test_reports_that_differ_in_the_side_both_count(path: Path) -> None:
    assert cells(path, Count.UTTERANCES).get((LUND.id, "bridge")) == (1, 3)  # two for it, one against it
    assert cells(path, Count.STATEMENTS)[LUND.id, "bridge"] == (4, 6)


def test_articles_and_statements_on_request(path: Path) -> None:
    by_article = cells(path, Count.ARTICLES, Weight.IGNORE)
    assert (by_article[LUND.id, "bridge"], by_article[HOLM.id, "toll"]) == ((5, 5), (5, 5))
    by_report = cells(path, Count.STATEMENTS, Weight.IGNORE)
    assert (by_report[LUND.id, "bridge"], by_report[HOLM.id, "ferry"]) == ((6, 6), (5, 5))


def test_the_map_counts_sayings_alike(path: Path) -> None:
    with open_record(path) as record:
        _, rows = board_rows(record)
    sayings = {
        (actor, option): len({row.saying or row.id for row in rows if (row.actor, row.option) == (actor, option)})
        for actor, option in {(row.actor, row.option) for row in rows}
    }
    assert sayings == {(LUND.id, "bridge"): 2, (HOLM.id, "toll"): 1, (HOLM.id, "ferry"): 1}


@pytest.mark.parametrize(("count", "bridge", "ferry"), [("utterances", 2, 1), ("articles", 5, 5), ("statements", 5, 5)])
def test_behind_a_stand_as_it_is_asked_for(path: Path, count: str, bridge: int, ferry: int) -> None:
    view = verbs.view(path, count=count)
    found = {
        (cell.actor, cell.option, mark.stance): mark.backing.sayings for cell in view.cells() for mark in cell.marks
    }
    assert found.get((HOLM.id, "ferry", Stance.SUPPORTS)) == ferry
    assert found.get((LUND.id, "bridge", Stance.SUPPORTS), bridge) == bridge
