from dataclasses import replace
from datetime import date

import pytest

from onrecord.networks import Level
from onrecord.types import DateInterval, Option, Stance
from onrecord.web import MapView, Window, build_view
from tests.web.debate import DEBATE, ISSUE, OPTIONS


def stance(view: MapView, actor: str, option: str) -> list[Stance]:
    return [mark.stance for cell in view.cells() if (cell.actor, cell.option) == (actor, option) for mark in cell.marks]


def test_every_position_finds_its_cell() -> None:
    view = build_view(DEBATE)
    shown = {identifier for cell in view.cells() for identifier in cell.positions}
    assert {position.id for position in DEBATE.positions} <= shown


def test_the_latest_word_decides() -> None:
    view = build_view(DEBATE)
    assert stance(view, "okonma", "levy") == [Stance.SUPPORTS]
    assert stance(view, "reuel", "levy") == [Stance.OPPOSES]


def test_a_yes_to_a_part_is_derived_and_hollow() -> None:
    material = replace(DEBATE, positions=tuple(p for p in DEBATE.positions if p.id == "a1/3"))
    (part, whole) = sorted(build_view(material).cells(), key=lambda cell: cell.option, reverse=True)
    assert (part.option, part.marks[0].derived) == ("levy-hubs", False)
    assert (whole.option, whole.marks[0].derived) == ("levy", True)


def test_states_gather_their_office_holders() -> None:
    view = build_view(DEBATE, Window(level=Level.STATE))
    assert stance(view, "belmont", "levy") == []
    assert stance(view, "sudmark", "levy") == [Stance.RELUCTANT]
    held = next(cell for cell in view.cells() if (cell.actor, cell.option) == ("sudmark", "levy"))
    assert [view.holders[identifier] for identifier in held.positions] == ["belmont"]


def test_since_leaves_out_the_earlier_and_the_undated() -> None:
    view = build_view(DEBATE, Window(since=date(2031, 3, 1)))
    articles = {position.article for position in view.positions.values()}
    assert articles == {"a3", "a4"}
    assert {statement.article for statement in view.statements} == {"a3", "a4"}
    assert {relation.article for relation in view.relations} == {"a4"}


def test_only_the_issue_that_was_asked_for() -> None:
    other = Option("bridge", "The bridge", "A bridge")
    book = replace(DEBATE.codebook, options=(*OPTIONS, other))
    material = replace(DEBATE, codebook=book)
    assert [issue.issue for issue in build_view(material).maps] == [ISSUE, "The bridge"]
    view = build_view(material, Window(issue="The bridge"))
    assert view.title == "The bridge"
    assert view.cells() == ()
    assert view.shifts == ()


def test_positions_on_options_that_the_codebook_lost_are_left_out() -> None:
    book = replace(DEBATE.codebook, options=OPTIONS[2:])
    view = build_view(replace(DEBATE, codebook=book))
    assert {cell.option for cell in view.cells()} <= {option.id for option in OPTIONS[2:]}


def test_articles_in_the_order_of_their_days_and_the_undated_last() -> None:
    view = build_view(DEBATE)
    assert list(view.articles) == ["a1", "a2", "a3", "a4", "a5"]
    assert view.period == DateInterval(date(2031, 2, 3), date(2031, 4, 17))


def test_shifts_dated_and_reported() -> None:
    told = {(shift.actor, shift.reported) for shift in build_view(DEBATE).shifts}
    assert {("okonma", False), ("estavia", True)} <= told


@pytest.mark.parametrize(("actor", "name"), [("varga", "Ilse Varga"), ("nobody", "nobody"), (None, "unnamed")])
def test_names(actor: str | None, name: str) -> None:
    assert build_view(DEBATE).name(actor) == name


def test_an_empty_record() -> None:
    view = build_view(replace(DEBATE, articles=(), positions=(), statements=(), relations=(), reported=(), actors=()))
    assert view.cells() == ()
    assert view.period is None
