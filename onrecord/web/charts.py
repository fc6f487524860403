"""Heat maps, coalitions over time, polarisation and trajectories: from what networks tell to what is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from onrecord.networks import Columns, Known, Mode, NetworkOptions, Normalise, Weight, networks
from onrecord.networks.heat import Heat, Trajectory, heat, trajectories
from onrecord.networks.outspoken import outspoken
from onrecord.types import DateInterval, Stance
from onrecord.web.drawing import (
    Block,
    Cell,
    Curve,
    HeatMap,
    Panel,
    Picture,
    Size,
    Spot,
    Stage,
    draw_curves,
    draw_heat,
    draw_streams,
    nearest,
)
from onrecord.web.wording import STANCE_WORDS, counted, date_words, day_words, month_words

# Windows that fit side by side; later ones are those that are drawn.
MOST_WINDOWS = 24
# Actors whose coalitions are sought in every window, and in every draw behind a band: more take minutes.
MOST_ACTORS, MOST_WITH_BANDS = 150, 80
# Options of which trajectories are drawn in one picture, and actors in each: more curves cannot be told apart.
MOST_OPTIONS, MOST_CURVES = 6, 8
# The rows and columns of a heat map that a page of paper can hold.
MOST_ROWS, MOST_COLUMNS = 100, 40

CellAddress = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with the table of what it shows, and what it rests on; ``empty`` where there is nothing to show."""

    picture: Picture
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sentence: str

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.rows


_MEASURES = {
    "modularity": ("Modularity", "how far agreement falls into coalitions"),
    "outward": ("Outward ties", "from -1, all agreement inside coalitions, to 1, all of it between them"),
    "bipolarity": ("Bipolarity", "how far the debate is two equal camps"),
    "spread": ("Spread of stances", "how far stances lie at both ends"),
}
_SCALES = {"outward": (-1.0, 1.0), "modularity": (-0.2, 1.0)}


def agreeing(asked: NetworkOptions) -> NetworkOptions:
    """The same choices for a network of actors by agreement, averaged: else who says much agrees with everybody."""
    weight = asked.weight if asked.weight in (Weight.CONGRUENCE, Weight.SUBTRACT) else Weight.CONGRUENCE
    if asked.mode is not Mode.ACTORS:
        weight = Weight.CONGRUENCE
    divided = asked.normalise
    if asked.mode is not Mode.ACTORS or divided is Normalise.NO:
        divided = Normalise.AVERAGE
    return replace(asked, mode=Mode.ACTORS, weight=weight, normalise=divided, isolates=False)


# ---------------------------------------------------------------- heat map


def heat_of(columns: Columns, asked: NetworkOptions, known: Known) -> Heat:
    """The mean stances that are drawn."""
    return heat(columns, asked, known, most=(MOST_ROWS, MOST_COLUMNS))


def heat_chart(found: Heat, href: CellAddress | None = None) -> Chart:
    """The mean stances; ``href`` gives the address of what stands behind a cell."""
    cells: list[list[Cell | None]] = []
    rows: list[tuple[str, ...]] = []
    for row, actor in enumerate(found.actors):
        line: list[Cell | None] = []
        for column, option in enumerate(found.options):
            count = int(found.count[row, column])
            if not count:
                line.append(None)
                continue
            mean = float(found.mean[row, column])
            both = bool(found.low[row, column] < 0 < found.high[row, column])
            word = STANCE_WORDS[nearest(mean)]
            said = f"{actor.name}, {option.name}: {word} ({mean:+.2f}), {counted(count, 'position')}"
            rows.append((actor.name, option.name, STANCE_WORDS[nearest(mean)], f"{mean:.3f}", str(count)))
            line.append(Cell(mean, count, both, said, href(actor.id, option.id) if href else None))
        cells.append(line)
    period = f", {date_words(found.period)}" if found.period else ""
    sentence = _heat_sentence(found)
    picture = draw_heat(
        HeatMap(
            f"Mean stances of actors on options{period}",
            [actor.name for actor in found.actors],
            [option.name for option in found.options],
            cells,
            sentence,
        )
    )
    return Chart(picture, ("actor", "option", "stance", "mean", "positions"), tuple(rows), sentence)


def _heat_sentence(found: Heat) -> str:
    """What a heat map rests on, and what to make of it."""
    if not found.counted:
        return "Nothing that these choices count was said: there is nothing to show."
    cells = int((found.count > 0).sum())
    each = found.counted / max(1, cells)
    told = (
        f"This rests on {counted(found.counted, 'position')} of {counted(len(found.actors), 'actor')} on "
        f"{counted(len(found.options), 'option')}; who stand alike stand together."
    )
    if found.left_out:
        told += f" {counted(found.left_out, 'position')} of who speaks less are left out."
    if each < 2:
        return f"{told} Most cells rest on a sentence or two: look at the passages before you quote one."
    single = int((found.count == 1).sum())
    return f"{told} A cell is the mean of {each:.1f} positions; {single} of {cells} rest on a single one."


# ---------------------------------------------------------------- coalitions over time


def coalition_chart(
    columns: Columns, asked: NetworkOptions, known: Known, *, seed: int = 0, size: Size = Size.PAPER
) -> Chart:
    """The coalitions of each window, and who goes from one to which in the next."""
    from onrecord.networks.insight import coalitions_over_time

    wanted, rest = outspoken(columns, agreeing(asked), known, most=MOST_ACTORS)
    listed = [one for one in networks(columns, wanted, known) if one.counted]
    left_out = max(0, len(listed) - MOST_WINDOWS)
    listed = listed[left_out:]
    moments = coalitions_over_time(listed, seed=seed)
    stages = []
    for found, moment in zip(listed, moments, strict=True):
        names = {node.id: node.name for node in found.rows}
        blocks = [
            Block(one.number, tuple(m.id for m in one.members), tuple(m.name for m in one.members))
            for one in moment.coalitions
        ]
        if moment.alone:
            blocks.append(Block(0, tuple(moment.alone), tuple(names[one] for one in moment.alone)))
        stages.append(Stage(period_words(found.period), tuple(blocks)))
    sentence = _coalition_sentence([found.counted for found in listed], left_out) + _only(rest)
    rows = tuple(
        (stage.label, str(block.number or ""), name)
        for stage in stages
        for block in stage.blocks
        for name in block.names
    )
    picture = draw_streams("Coalitions over time", stages, sentence, size)
    return Chart(picture, ("window", "coalition", "actor"), rows, sentence)


def _coalition_sentence(counts: Sequence[int], left_out: int) -> str:
    if not counts:
        return "No dated position is left to count, so there is no time to show."
    told = (
        f"{counted(len(counts), 'window')} of {min(counts)} to {max(counts)} positions each. Streams are actors; who "
        "says nothing in a window is missing there. Coalitions keep their number where most members stay."
    )
    if min(counts) < 20:
        # Below some 20 positions a window has hardly a tie that rests on two sentences.
        told += " Windows with fewer than 20 positions move by chance: choose longer ones before you speak of change."
    return told + (f" The first {left_out} windows are left out." if left_out else "")


# ---------------------------------------------------------------- polarisation


def polarisation_chart(
    columns: Columns,
    asked: NetworkOptions,
    known: Known,
    *,
    rounds: int = 0,
    seed: int = 0,
    size: Size = Size.PAPER,
) -> Chart:
    """Four measures of polarisation over the windows, with bands where samples are drawn ``rounds`` times."""
    from onrecord.networks.insight import MEASURES, polarisation_over_time

    wanted, rest = outspoken(columns, agreeing(asked), known, most=MOST_WITH_BANDS if rounds else MOST_ACTORS)
    found = [
        one
        for one in polarisation_over_time(columns, wanted, known, seed=seed, rounds=rounds)
        if one.counted and one.period is not None
    ]
    panels = []
    for name in MEASURES:
        title, about = _MEASURES[name]
        spots = []
        for one in found:
            value = getattr(one, name)
            if value is None or one.period is None:
                continue
            low, high = one.bands.get(name, (None, None))
            said = f"{period_words(one.period)}: {value:.2f}, {counted(one.counted, 'position')}"
            spots.append(Spot(_middle(one.period), value, low, high, said))
        low_end, high_end = _SCALES.get(name, (0.0, 1.0))
        ends = [end for spot in spots for end in (spot.value, spot.low, spot.high) if end is not None]
        low_end, high_end = min([low_end, *ends]), max([high_end, *ends])
        marks = [(value, f"{value:.2g}") for value in (-1.0, -0.5, 0.0, 0.5, 1.0) if low_end <= value <= high_end]
        panels.append(
            Panel(title, low_end, high_end, marks, [Curve(title, spots)] if spots else [], f"– {about}", False)
        )
    sentence = _polarisation_sentence([one.counted for one in found], rounds) + _only(rest, rounds)
    rows = tuple(
        (period_words(one.period), str(one.counted), str(one.actors), *(_told(getattr(one, name)) for name in MEASURES))
        for one in found
    )
    picture = draw_curves("Polarisation over time", panels, sentence, size)
    return Chart(picture, ("window", "positions", "actors", *MEASURES), rows, sentence)


def _only(rest: int, rounds: int = 0) -> str:
    kept = MOST_WITH_BANDS if rounds else MOST_ACTORS
    return f" Counted are the {kept} most outspoken actors; {rest} more are left out." if rest else ""


def _told(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _polarisation_sentence(counts: Sequence[int], rounds: int) -> str:
    if not counts:
        return "No dated position is left to count, so there is no time to show."
    bands = (
        f"Bands: positions drawn {rounds} times with replacement, which makes small windows look more divided."
        if rounds
        else "No bands were drawn: how far a curve moves by chance is not known."
    )
    told = f"{counted(len(counts), 'window')} of {min(counts)} to {max(counts)} positions each."
    return f"{told} {bands} Few actors make all four high by chance."


# ---------------------------------------------------------------- trajectories


def trajectory_chart(columns: Columns, asked: NetworkOptions, known: Known, *, size: Size = Size.PAPER) -> Chart:
    """The mean stances of the most outspoken actors on each option, window by window."""
    found = trajectories(columns, asked, known, most=MOST_CURVES)
    marks = [(stance.value_on_scale, STANCE_WORDS[stance]) for stance in Stance]
    panels = []
    for _, group in groupby(found, key=lambda one: one.option.id):
        listed = list(group)
        curves = [Curve(one.actor.name, [_spot(one, at) for at in range(len(one.moments))]) for one in listed]
        panels.append(Panel(listed[0].option.name, -1.0, 1.0, marks, [curve for curve in curves if curve.spots]))
    total = sum(one.count for one in found)
    if not total:
        told = "No dated position is left to count, so there is no time to show."
    else:
        told = (
            f"Mean stances of {counted(total, 'position')} in the windows in which an actor speaks; a line between two "
            "windows is no evidence of what lies between."
        )
    if len(panels) > MOST_OPTIONS:
        told += f" Drawn are the {MOST_OPTIONS} of {len(panels)} options most spoken of."
    rows = tuple(
        (one.option.name, one.actor.name, period_words(at.period), f"{at.mean:.3f}", str(at.count))
        for one in found
        for at in one.moments
    )
    picture = draw_curves("Stances over time", panels[:MOST_OPTIONS], told, size)
    return Chart(picture, ("option", "actor", "window", "mean", "positions"), rows, told)


def _spot(one: Trajectory, at: int) -> Spot:
    moment = one.moments[at]
    word = f"{STANCE_WORDS[nearest(moment.mean)]} ({moment.mean:+.2f})"
    said = f"{period_words(moment.period)}: {word}, {counted(moment.count, 'position')}"
    return Spot(_middle(moment.period), moment.mean, said=said)


def _middle(period: DateInterval) -> date:
    return date.fromordinal((period.first.toordinal() + period.last.toordinal()) // 2)


def period_words(period: DateInterval | None) -> str:
    """A window in few words: 2030, Q2 2030, Mar 2030 or its first day."""
    if period is None:
        return ""
    first, last = period.first, period.last
    whole = first.day == 1 and date.fromordinal(min(last.toordinal() + 1, date.max.toordinal())).day == 1
    if whole and first.month == 1 and last.month == 12:
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if whole and first.year == last.year:
        if first.month == last.month:
            return month_words(first)
        if last.month - first.month == 2 and first.month % 3 == 1:
            return f"Q{first.month // 3 + 1} {first.year}"
    return f"from {day_words(first)}"
