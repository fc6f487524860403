"""Pictures: on a page with classes, in a file with colours, and never anything of a text as markup."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from onrecord.types import Stance
from onrecord.web.drawing import (
    Answer,
    Bar,
    Course,
    Head,
    Line,
    Picture,
    Point,
    Step,
    as_file,
    draw_courses,
    draw_histogram,
    draw_matrix,
    on_page,
    png_of,
)
from onrecord.web.drawing.svg import fitting, palette, wrapped

DAY = date(2031, 2, 3)
EVIL = '<script>alert("x")</script>&\u202e\x00'


def course(days: int = 200, name: str = "Ilse Varga") -> Course:
    steps = [Step(DAY, Stance.OPPOSES), Step(DAY + timedelta(days), Stance.SUPPORTS)]
    points = [
        Point(DAY, Stance.OPPOSES, "first", "/articles/a#position-1", deciding=True),
        Point(DAY + timedelta(days), Stance.SUPPORTS, "then", "/articles/b", deciding=True, shift=True),
        Point(None, Stance.OPEN, "once", derived=True),
    ]
    return Course(name, "prime minister", steps, points, "/actors/varga")


def pictures(text: str = "Words") -> list[Picture]:
    heads = [Head("levy", text, text)]
    answers = {"levy": [Answer(stance, text) for stance in Stance], "gone": [Answer(Stance.OPEN)]}
    return [
        draw_courses(text, [course(name=text), replace(course(), points=(), steps=())]),
        draw_courses(text, []),
        draw_histogram([Bar(DAY, DAY, 3), Bar(DAY, DAY, 0), Bar(DAY, DAY, 500, False)]),
        draw_histogram([]),
        draw_matrix(text, text, heads, [Line(text, 1, answers), Line("b", 0, {})]),
        draw_matrix(text, text, [], []),
    ]


@pytest.mark.parametrize("text", ["Words", EVIL, "", "x" * 500])
def test_files_are_well_formed_and_carry_their_colours(text: str) -> None:
    for picture in pictures(text):
        tree = ElementTree.fromstring(as_file(picture))
        assert tree.tag == "{http://www.w3.org/2000/svg}svg"
        assert not [one for one in tree.iter() if one.get("class") or one.tag.endswith(("script", "}a"))]
        assert not [one for one in tree.iter() for name in one.keys() if name.startswith("on") or name == "style"]  # noqa: SIM118


@pytest.mark.parametrize("text", ["Words", EVIL])
def test_pages_have_classes_that_files_know(text: str) -> None:
    for picture in pictures(text):
        shown = str(on_page(picture))
        assert "<script" not in shown
        assert "style=" not in shown
        for one in ElementTree.fromstring(shown).iter():
            for paint in (one.get("class") or "").split():
                assert paint in palette() or paint == "picture", paint


def test_every_paint_has_its_place_in_the_style_of_the_pages() -> None:
    from importlib.resources import files

    sheet = files("onrecord.web").joinpath("static/app/views.css").read_text(encoding="utf-8")
    met = {
        paint
        for picture in pictures()[:4]  # the map is no picture on a page
        for one in ElementTree.fromstring(str(on_page(picture))).iter()
        for paint in (one.get("class") or "").split()
    } - {"picture"}
    missing = {paint for paint in met if f".picture .{paint} " not in sheet and f".picture .{paint}{{" not in sheet}
    assert not missing


def test_a_step_leads_from_level_to_level() -> None:
    tree = ElementTree.fromstring(str(on_page(draw_courses("x", [course()]))))
    tracks = [one for one in tree.iter("line") if "track" in (one.get("class") or "")]
    assert len(tracks) == 2
    low, high = tracks
    assert float(low.get("y1", 0)) > float(high.get("y1", 0))  # against stands below for
    assert low.get("x2") == high.get("x1")
    assert len([one for one in tree.iter("circle") if one.get("class") == "ring"]) == 2  # the legend's and the shift's


@pytest.mark.parametrize("days", [0, 1, 20, 90, 800, 9000, 40000])
def test_time_has_marks_that_can_be_read(days: int) -> None:
    tree = ElementTree.fromstring(str(on_page(draw_courses("x", [course(days)]))))
    labels = [one for one in tree.iter("text") if one.get("text-anchor") == "middle" and one.text != "undated"]
    assert 1 <= len(labels) <= 14
    places = sorted(float(one.get("x", 0)) for one in labels)
    assert all(after - before > 30 for before, after in pairwise(places))


@pytest.mark.parametrize(
    "days", [(date.min, date.max), (date.max, date.max), (date.min, date.min), (date(9990, 1, 1), date.max)]
)
def test_the_first_and_the_last_day_that_there_is_can_be_drawn(days: tuple[date, date]) -> None:
    points = [Point(day, Stance.SUPPORTS, "said") for day in days]
    drawn = on_page(draw_courses("x", [replace(course(), points=points, steps=(Step(days[0], Stance.SUPPORTS),))]))
    tree = ElementTree.fromstring(str(drawn))
    marks = [one for one in tree.iter("text") if one.get("text-anchor") == "middle" and (one.text or "")[-4:].isdigit()]
    places = [float(one.get("x", 0)) for one in marks]
    assert len(places) <= 15
    assert all(later - earlier > 40 for earlier, later in pairwise(places))


def test_links_stand_on_the_page_only() -> None:
    picture = draw_courses("x", [course()])
    assert 'href="/actors/varga"' in str(on_page(picture))
    assert "href" not in as_file(picture)


def test_long_words_are_cut_and_wrapped() -> None:
    assert fitting("a very long name indeed", 60, 12).endswith("…")
    assert len(wrapped("one two three four five six", 60, 12, 2)) == 2
    assert wrapped("", 60, 12, 2) == []


def test_png_is_drawn_and_kept_within_bounds() -> None:
    assert png_of(draw_courses("x", [course()])).startswith(b"\x89PNG")
    tall = replace(draw_matrix("x", "y", [], []), height=90_000.0)
    assert png_of(tall).startswith(b"\x89PNG")


def test_points_at_one_place_are_drawn_once_and_counted() -> None:
    day = date(2031, 3, 4)
    many = [Point(day, Stance.OPEN, f"said {n}") for n in range(5)]
    deciding = Point(day, Stance.OPEN, "it rests on this", deciding=True)
    drawn = on_page(draw_courses("Many", [Course("Ada", "", (), [*many, deciding])]))
    assert drawn.count("said ") == 1
    assert "said 0 (and 4 more here)" in drawn
    assert "it rests on this" in drawn
