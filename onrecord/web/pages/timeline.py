"""An option over time: every actor's stand as a picture, and the same in a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter
from markupsafe import Markup
from starlette.responses import Response

from onrecord.networks import Level
from onrecord.record.search import Order, Search, Wanted
from onrecord.types import Option, Shift, Stance
from onrecord.web.board import Board
from onrecord.web.board.asked import Asked, Sort, asked_for
from onrecord.web.board.behind import origins_of
from onrecord.web.board.lifelines import Lifeline, OptionView, Standing, option_view
from onrecord.web.board.movement import shifts_behind
from onrecord.web.board.rows import STEPS, VOICES, Rows, day_of_ordinals
from onrecord.web.desk import AtDesk, Desk
from onrecord.web.drawing import Course, Picture, Point, Step, as_file, draw_courses, on_page, png_of
from onrecord.web.grid import Mark
from onrecord.web.pages.choices import KINDS, LEVELS
from onrecord.web.pages.files import csv_lines
from onrecord.web.pages.map import rests
from onrecord.web.pages.receipts import STATE_WORDS, Named, Receipt, named, receipt_of
from onrecord.web.refusals import not_found
from onrecord.web.report import notes
from onrecord.web.wording import STANCE_WORDS, VOICE_WORDS, date_words

router = APIRouter()

# A picture with more bands than these can be read by nobody.
_MOST_BANDS = 80
# Dots side by side in the width of a picture.
_DOTS = 180
# Receipts below the picture of one actor.
_RECEIPTS = 50


@dataclass(frozen=True, slots=True)
class StandLine:
    """A line of the table: who, the stand, its changes, how many positions, and when first and last."""

    actor: Named
    role: str | None
    marks: tuple[Mark, ...]
    shifts: tuple[Shift, ...]
    positions: int
    reviewed: int
    every: str
    alone: str
    said: str


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """All that the page of an option shows."""

    option: Option
    parent: Named | None
    parts: tuple[Named, ...]
    opposed: tuple[Named, ...]
    asked: Asked
    stance: Stance | None
    actor: Named | None
    view: OptionView
    picture: Markup | None
    lines: tuple[StandLine, ...]
    receipts: tuple[Receipt, ...]
    positions: int
    path: str

    def url(self, path: str | None = None, **changes: Any) -> str:
        """The address of this page, or of one that differs."""
        extra = {"stance": self.stance.value if self.stance else None, "actor": self.actor.id if self.actor else None}
        extra |= {name: changes.pop(name) for name in ("stance", "actor") if name in changes}
        told = [self.asked.query(**changes), urlencode({name: value for name, value in extra.items() if value})]
        query = "&".join(part for part in told if part)
        return f"{path or self.path}?{query}" if query else path or self.path


@router.get("/options/{option_id}.csv")
def as_csv(desk: AtDesk, option_id: str) -> Response:
    """Every position of the picture, a line each."""
    board, option, asked = _asked(desk, option_id)
    view = option_view(board, asked, option.id, *_narrowed(desk), whole=True)
    return desk.download(csv_lines(_table(board, view)), f"{option.id}.csv", "text/csv; charset=utf-8")


@router.get("/options/{option_id}.svg")
def as_svg(desk: AtDesk, option_id: str) -> Response:
    """The picture as a file."""
    return desk.download([as_file(_whole(desk, option_id))], f"{option_id}.svg", "image/svg+xml")


@router.get("/options/{option_id}.png")
def as_png(desk: AtDesk, option_id: str) -> Response:
    """The picture in pixels."""
    return desk.download([png_of(_whole(desk, option_id))], f"{option_id}.png", "image/png")


@router.get("/options/{option_id}")
def show(desk: AtDesk, option_id: str) -> Response:
    """An option over time, all actors or one of them."""
    board, option, asked = _asked(desk, option_id)
    stance, actor = _narrowed(desk)
    view = option_view(board, asked, option.id, stance, actor)
    options = board.options
    page = TimelinePage(
        option=option,
        parent=_option(options.get(option.parent or "")),
        parts=tuple(Named(one.id, one.label) for one in options.values() if one.parent == option.id),
        opposed=tuple(Named(one, options[one].label) for one in option.opposed if one in options),
        asked=asked,
        stance=stance,
        actor=named(board, actor) if actor else None,
        view=view,
        picture=on_page(_picture(board, option, view)) if view.standings else None,
        lines=tuple(_line(board, asked, option, standing, view.rows) for standing in view.standings),
        receipts=_receipts(desk, board, asked, option, actor),
        positions=int((~view.rows.derived).sum()),
        path=f"/options/{quote(option.id, safe='')}",
    )
    words: dict[str, Any] = {"levels": LEVELS, "kinds": KINDS, "sorts": {Sort.SAID: "most said", Sort.NAME: "name"}}
    more: dict[str, Any] = {"notes": notes, "rests": rests, "state_words": STATE_WORDS, "name": board.name}
    return desk.render("timeline.html", page, **words, **more)


# ---------------------------------------------------------------- what it is made of


def _asked(desk: Desk, option_id: str) -> tuple[Board, Option, Asked]:
    board = desk.house.boards.of(desk.record)
    option = board.options.get(option_id)
    if option is None:
        raise not_found("option", option_id)
    return board, option, replace(asked_for(desk.request.query_params), issue=None)


def _narrowed(desk: Desk) -> tuple[Stance | None, str | None]:
    query = desk.request.query_params
    stance = next((step for step in Stance if step.value == query.get("stance")), None)
    return stance, query.get("actor") or None


def _option(option: Option | None) -> Named | None:
    return Named(option.id, option.label) if option else None


def _line(board: Board, asked: Asked, option: Option, standing: Standing, rows: Rows) -> StandLine:
    known = board.actors.get(standing.actor)
    days = [place for line in standing.lines for place in line.rows if rows.last[place]]
    first, last = (min(rows.first[days]), max(rows.last[days])) if days else (0, 0)
    coded = any(not rows.derived[place] for line in standing.lines for place in line.rows)
    query = {"actor": standing.actor, "option": option.id, "by": asked.by.value, "derived": "no" if coded else "yes"}
    query |= {name: str(day) for name, day in (("since", asked.since), ("until", asked.until)) if day}
    alone = {"actor": standing.actor} | ({"by": asked.by.value} if asked.by is not Level.CODED else {})
    return StandLine(
        actor=named(board, standing.actor),
        role=known.role if known else None,
        marks=standing.marks,
        shifts=shifts_behind(board, asked, standing.actor, option.id),
        positions=standing.positions,
        reviewed=standing.reviewed,
        every=f"/positions?{urlencode(query)}",
        alone=f"/options/{quote(option.id, safe='')}?{urlencode(alone)}",
        said=date_words(day_of_ordinals(int(first), int(last))),
    )


def _receipts(desk: Desk, board: Board, asked: Asked, option: Option, actor: str | None) -> tuple[Receipt, ...]:
    """What one actor said; of all actors the table leads to it."""
    if actor is None:
        return ()
    ids = origins_of(board, asked, actor, option.id)
    if not ids:
        return ()
    found = Search(desk.record).positions(Wanted(ids=ids, order=Order.OLDEST), limit=_RECEIPTS)
    return tuple(receipt_of(hit, board) for hit in found.rows)


def _whole(desk: Desk, option_id: str) -> Picture:
    board, option, asked = _asked(desk, option_id)
    view = option_view(board, asked, option.id, *_narrowed(desk))
    return _picture(board, option, view)


def _picture(board: Board, option: Option, view: OptionView) -> Picture:
    lines = [line for standing in view.standings for line in standing.lines]
    return course_picture(board, option.label, [(line, "") for line in lines], view.rows)


def course_picture(board: Board, title: str, lines: Iterable[tuple[Lifeline, str]], rows: Rows) -> Picture:
    """Lifelines as bands; each with what it is about where that is not who it is of."""
    shown = list(lines)[:_MOST_BANDS]
    both = {line.actor + about for line, about in shown if line.own} & {
        line.actor + about for line, about in shown if not line.own
    }
    courses = [_course(board, line, rows, (about, _scope(line, both, about))) for line, about in shown]
    return draw_courses(f"{title} over time", courses)


def _scope(line: Lifeline, both: set[str], about: str) -> str:
    return ("own means" if line.own else "in general") if line.own or line.actor + about in both else ""


def _course(board: Board, line: Lifeline, rows: Rows, named_as: tuple[str, str]) -> Course:
    about, scope = named_as
    known = board.actors.get(line.actor)
    role = known.role if known and not about else ""
    steps = [Step(_day(rows, place), STEPS[int(rows.stance[place])]) for place in line.deciding]
    deciding = set(line.deciding)
    return Course(
        name=about or board.name(line.actor),
        about=" · ".join(part for part in (role, scope) if part),
        steps=steps,
        points=[_point(board, line, rows, found, found[-1] in deciding) for found in _gathered(line, rows, deciding)],
        href=None if about else f"/actors/{quote(line.actor)}",
    )


def _gathered(line: Lifeline, rows: Rows, deciding: set[int]) -> Iterable[list[int]]:
    """The places of a lifeline's rows, those together that would lie on one another in the picture."""
    mine, dated = list(line.rows), rows.last[rows.last > 0]
    wide = max(1, int(dated.max() - dated.min()) // _DOTS) if len(dated) else 1
    found: dict[tuple[int, int, int], list[int]] = {}
    for place, day, stance in zip(line.rows, rows.last[mine].tolist(), rows.stance[mine].tolist(), strict=True):
        key = day // wide, stance, 2 if place in line.shifts else int(place in deciding)
        found.setdefault(key, []).append(place)
    return found.values()


def _point(board: Board, line: Lifeline, rows: Rows, places: list[int], deciding: bool) -> Point:
    place = places[-1]
    stance = STEPS[int(rows.stance[place])]
    article = board.lists.articles.names[int(rows.article[place])]
    when = date_words(day_of_ordinals(int(rows.first[place]), int(rows.last[place])))
    told = [board.name(board.lists.actors.names[int(rows.holder[place])]), STANCE_WORDS[stance], when]
    told.append(VOICE_WORDS[VOICES[int(rows.voice[place])]])
    if rows.former[place]:
        told.append("formerly")
    if place in line.shifts:
        told.append("the stand changes")
    if len(places) > 1:
        told.append(f"and {len(places) - 1} more that say the same near this day")
    anchor = quote(f"position-{rows.origin[place]}", safe="")
    return Point(
        day=_day(rows, place),
        stance=stance,
        said=", ".join(told),
        href=f"/articles/{quote(article, safe='')}#{anchor}",
        deciding=deciding,
        derived=bool(rows.derived[place]),
        shift=place in line.shifts,
    )


def _day(rows: Rows, place: int) -> date | None:
    return date.fromordinal(int(rows.last[place])) if rows.last[place] else None


_HEADINGS = (
    "actor_id",
    "actor",
    "holder_id",
    "holder",
    "scope",
    "first",
    "last",
    "stance",
    "value",
    "voice",
    "former",
    "derived",
    "decides",
    "changes",
    "score",
    "position",
    "article",
)


def _table(board: Board, view: OptionView) -> Iterator[tuple[object, ...]]:
    rows, names = view.rows, board.lists.actors.names
    yield _HEADINGS
    for line in (line for standing in view.standings for line in standing.lines):
        for place in line.rows:
            holder = names[int(rows.holder[place])]
            day = day_of_ordinals(int(rows.first[place]), int(rows.last[place]))
            yield (
                line.actor,
                board.name(line.actor),
                holder,
                board.name(holder),
                "own" if line.own else "general",
                day.first if day else "",
                day.last if day else "",
                STEPS[int(rows.stance[place])].value,
                STEPS[int(rows.stance[place])].value_on_scale,
                VOICES[int(rows.voice[place])].value,
                bool(rows.former[place]),
                bool(rows.derived[place]),
                place in line.deciding,
                place in line.shifts,
                round(float(rows.score[place]), 3),
                rows.id[place],
                board.lists.articles.names[int(rows.article[place])],
            )
