from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from onrecord.networks import Mode, Network, NetworkOptions, Normalise, Unit, Weight, Windows, network
from onrecord.web.alone import page_of
from onrecord.web.charts import (
    coalition_chart,
    heat_chart,
    heat_of,
    period_words,
    polarisation_chart,
    trajectory_chart,
)
from onrecord.web.drawing import Picture, Size, as_file, pdf_of, png_of
from onrecord.web.drawing.sheet import text_width
from onrecord.web.pictures import MOST_KNOTS, MOST_TIES, Drawing, camps_of, draw, tie_table, web_of
from tests.web.made_up import OPTIONS, debate

SVG = "{http://www.w3.org/2000/svg}"
COLUMNS, KNOWN = debate()
AGREEING = NetworkOptions(mode=Mode.ACTORS, weight=Weight.CONGRUENCE, normalise=Normalise.AVERAGE)
TWO = NetworkOptions(mode=Mode.TWO, weight=Weight.SUBTRACT)
OF_OPTIONS = NetworkOptions(mode=Mode.OPTIONS, weight=Weight.CONGRUENCE)
OVER_TIME = NetworkOptions(windows=Windows(unit=Unit.QUARTERS, size=2, step=2))


def drawn(asked: NetworkOptions, drawing: Drawing | None = None) -> tuple[Network, Picture]:
    found = network(COLUMNS, asked, KNOWN)
    how = drawing or Drawing()
    return found, draw(web_of(found, camps_of(COLUMNS, asked, KNOWN), "It rests on little.", how), how)


def read(picture: Picture) -> ElementTree.Element:
    return ElementTree.fromstring(as_file(picture))


def words_in(element: ElementTree.Element) -> str:
    return " ".join(one.text or "" for one in element.iter(f"{SVG}text"))


def shift_of(element: ElementTree.Element) -> tuple[float, float]:
    found = re.fullmatch(r"translate\(([-\d.]+) ([-\d.]+)\)", element.get("transform", ""))
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def label_boxes(root: ElementTree.Element) -> list[tuple[float, float, float, float]]:
    """The boxes of the names of nodes, as wide as letters are at most: left, top, right, bottom."""
    boxes = []
    for node in root.iter(f"{SVG}g"):
        if node.get("data-node") is None:
            continue
        for text in node.findall(f"{SVG}text"):
            if text.get("font-size") != "12":
                continue
            x, y, wide = float(text.get("x", 0)), float(text.get("y", 0)), text_width(text.text or "", 12)
            anchor = text.get("text-anchor")
            left = x - wide if anchor == "end" else x if anchor == "start" else x - wide / 2
            boxes.append((left, y - 10, left + wide, y + 3))
    return boxes


def overlapping(boxes: list[tuple[float, float, float, float]]) -> int:
    return sum(
        1
        for at, one in enumerate(boxes)
        for two in boxes[at + 1 :]
        if one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
    )


@pytest.mark.parametrize(
    ("asked", "columns"), [(AGREEING, True), (TWO, True), (TWO, False), (OF_OPTIONS, True)]
)  # fmt: skip
@pytest.mark.parametrize("size", list(Size))
def test_every_name_can_be_read(asked: NetworkOptions, columns: bool, size: Size) -> None:
    found, picture = drawn(asked, Drawing(columns=columns, size=size))
    root = read(picture)
    nodes = [one for one in root.iter(f"{SVG}g") if one.get("data-node") is not None]
    assert len(nodes) == len(found.nodes)
    for node, element in zip(found.nodes, sorted(nodes, key=lambda one: int(one.get("data-node", ""))), strict=True):
        shown = words_in(element).replace("…", "")
        assert node.name.split()[0] in shown
        assert node.name in (element.findtext(f"{SVG}title") or "")
    boxes = label_boxes(root)
    assert len(boxes) >= len(found.nodes)
    assert overlapping(boxes) == 0


@pytest.mark.parametrize("asked", [AGREEING, TWO])
def test_nothing_is_cut_off(asked: NetworkOptions) -> None:
    _, picture = drawn(asked)
    root = read(picture)
    inner = next(one for one in root.iter(f"{SVG}g") if shift_of(one) != (0.0, 0.0))
    x, y = shift_of(inner)
    for left, top, right, bottom in label_boxes(root):
        assert left + x >= 0
        assert right + x <= picture.width
        assert top + y >= 0
        assert bottom + y <= picture.height


def test_the_same_seed_gives_the_same_picture() -> None:
    one, two = (as_file(drawn(AGREEING)[1]) for _ in range(2))
    other = as_file(drawn(AGREEING, Drawing(seed=5))[1])
    assert one == two
    assert one != other


def test_who_is_tied_stands_closer_than_who_is_not() -> None:
    found = network(COLUMNS, AGREEING, KNOWN)
    camps = camps_of(COLUMNS, AGREEING, KNOWN)
    root = read(draw(web_of(found, camps)))
    place = {}
    for node in root.iter(f"{SVG}g"):
        if (number := node.get("data-node")) is not None:
            label = node.find(f"{SVG}rect")
            assert label is not None
            place[found.nodes[int(number)].id] = (float(label.get("x", 0)), float(label.get("y", 0)))
    inside: list[float] = []
    between: list[float] = []
    for one, (x1, y1) in place.items():
        for two, (x2, y2) in place.items():
            if one < two:
                same = camps.of.get(one) == camps.of.get(two)
                (inside if same else between).append(((x1 - x2) ** 2 + (y1 - y2) ** 2) ** 0.5)
    assert sum(inside) / len(inside) < 0.75 * sum(between) / len(between)


def test_the_legend_and_the_caption_say_what_is_drawn() -> None:
    _, picture = drawn(TWO)
    told = words_in(read(picture))
    for word in ("person", "organisation", "party", "state", "group", "option", "for", "against", "coalition 1:"):
        assert word in told
    assert "It rests on little." in told


def test_ties_against_are_broken_lines_and_not_only_of_another_colour() -> None:
    root = read(drawn(TWO)[1])
    ties = [one for one in root.iter(f"{SVG}path") if one.get("data-tie") is not None]
    against = [one for one in ties if one.get("stroke-dasharray")]
    assert 0 < len(against) < len(ties)
    assert {one.get("stroke") for one in against}.isdisjoint({one.get("stroke") for one in ties if one not in against})


def test_a_large_network_is_drawn_in_part_and_says_so() -> None:
    columns, known = debate(actors=200, each=6)
    found = network(columns, AGREEING, known)
    web = web_of(found)
    assert len(web.knots) == MOST_KNOTS
    # every node that is drawn has its strongest tie in the picture
    assert len(web.ties) <= MOST_TIES + MOST_KNOTS
    assert {end for tie in web.ties for end in (tie.source, tie.target)} == set(range(MOST_KNOTS))
    assert "120 of 200 nodes" in web.caption
    assert overlapping(label_boxes(read(draw(web)))) == 0


def test_names_of_any_letters_make_valid_files() -> None:
    from onrecord.types import Actor, ActorKind

    columns, known = debate(actors=6, each=4)
    odd = {
        "a0": 'O"Brien & <sons>\x00\n\u202ehidden',
        "a1": "日本の政府" * 12,
        "a2": "🚄" * 30,
        "a3": " ",
        "a4": "x" * 300,
    }
    actors = {**known.actors, **{name: Actor(name, text, ActorKind.PERSON) for name, text in odd.items()}}
    from onrecord.networks import Known

    found = network(columns, AGREEING, Known(actors, OPTIONS))
    root = read(draw(web_of(found)))
    assert "\u202e" not in ElementTree.tostring(root, encoding="unicode")
    assert overlapping(label_boxes(root)) == 0


def test_nothing_and_one_alone_are_pictures_too() -> None:
    from onrecord.networks import Columns

    empty = network(Columns.of([]), AGREEING, KNOWN)
    read(draw(web_of(empty)))
    columns, known = debate(actors=1, each=3)
    read(draw(web_of(network(columns, TWO, known))))
    for asked in (OVER_TIME, NetworkOptions(windows=Windows(unit=Unit.YEARS))):
        for chart in (
            coalition_chart(Columns.of([]), asked, KNOWN),
            polarisation_chart(Columns.of([]), asked, KNOWN),
            trajectory_chart(Columns.of([]), asked, KNOWN),
            heat_chart(heat_of(Columns.of([]), asked, KNOWN)),
        ):
            assert chart.empty
            read(chart.picture)


# ---------------------------------------------------------------- the other pictures


def test_a_heat_map_has_every_name_and_a_cell_for_all_that_was_said() -> None:
    chart = heat_chart(heat_of(COLUMNS, NetworkOptions(), KNOWN))
    root = read(chart.picture)
    told = words_in(root)
    assert all(name.split()[0] in told for name in OPTIONS.values())
    titles = [one.text or "" for one in root.iter(f"{SVG}title")]
    assert sum("position" in one for one in titles) == len(chart.rows)
    assert sum(int(row[-1]) for row in chart.rows) == len(COLUMNS)


def test_streams_keep_every_actor_of_a_window() -> None:
    chart = coalition_chart(COLUMNS, OVER_TIME, KNOWN)
    root = read(chart.picture)
    told = words_in(root)
    assert "2030" in told
    assert "2031" in told
    windows = {row[0] for row in chart.rows}
    for window in windows:
        names = [row[2] for row in chart.rows if row[0] == window]
        blocks = [one.text or "" for one in root.iter(f"{SVG}title") if (one.text or "").startswith(f"{window}, ")]
        assert all(any(name in block for block in blocks) for name in names)


def test_curves_have_bands_where_they_were_drawn() -> None:
    columns, known = debate(actors=20, each=8)
    plain = polarisation_chart(columns, OVER_TIME, known)
    banded = polarisation_chart(columns, OVER_TIME, known, rounds=5)
    assert "fill-opacity" not in as_file(plain.picture)
    assert "fill-opacity" in as_file(banded.picture)
    assert "No bands were drawn" in plain.sentence
    assert "drawn 5 times" in banded.sentence


def test_trajectories_name_who_is_drawn() -> None:
    chart = trajectory_chart(COLUMNS, OVER_TIME, KNOWN)
    told = words_in(read(chart.picture))
    assert "For" in told
    assert "Against" in told
    assert chart.rows[0][1].split()[0] in told


def test_windows_are_called_in_few_words() -> None:
    from datetime import date

    from onrecord.types import DateInterval

    called = {
        (date(2030, 1, 1), date(2030, 12, 31)): "2030",
        (date(2030, 4, 1), date(2030, 6, 30)): "Q2 2030",
        (date(2030, 2, 1), date(2030, 2, 28)): "Feb 2030",
        (date(2030, 2, 3), date(2030, 2, 9)): "from 3 Feb 2030",
        (date(2030, 1, 1), date(2031, 12, 31)): "2030–2031",
    }
    assert {ends: period_words(DateInterval(*ends)) for ends in called} == called


# ---------------------------------------------------------------- files


def test_a_picture_is_written_as_pixels_and_for_print() -> None:
    pytest.importorskip("resvg_py")
    pytest.importorskip("svglib")
    _, picture = drawn(TWO)
    assert png_of(picture).startswith(b"\x89PNG")
    written = pdf_of(picture)
    assert written.startswith(b"%PDF")
    # no picture of pixels inside: lines and letters
    assert b"/Subtype /Image" not in written


def test_a_page_that_stands_alone_asks_for_nothing() -> None:
    found, picture = drawn(AGREEING)
    page = page_of(picture, *tie_table(web_of(found)))
    addresses = re.findall(r"(?:https?:)?//[\w.-]+", page)
    assert set(addresses) <= {"http://www.w3.org"}
    assert "src=" not in page
    assert "<link" not in page
    body = page.partition("<script")[0]
    assert body.count("data-row=") == body.count("data-tie=") > 0
