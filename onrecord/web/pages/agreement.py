"""The pages on which a sample is compared: how far the coders agree, and where they differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from onrecord.comparing import TOLERANCE, Compared, Comparison
from onrecord.exports.agreement_csv import figure_lines, unit_lines
from onrecord.record.accounts import Role
from onrecord.record.sample_values import Sample, SampleItem
from onrecord.sampling import MACHINE, Answered, answered, compared, names_of
from onrecord.scores import Agreement, in_words
from onrecord.types import Article
from onrecord.web.desk import AtDesk, Desk
from onrecord.web.pages.coding import options_of
from onrecord.web.pages.files import csv_file

router = APIRouter()

_CSV = "text/csv; charset=utf-8"
_ON_PAGE = 25  # items with their answers side by side

Tolerance = Annotated[float, Query(ge=0.05, le=1.0)]
WithMachine = Annotated[bool, Query()]

# What each figure is about, in the order of the table.
_MEASURES: tuple[tuple[str, str, str], ...] = (
    ("stance", "Stance", "ordinal, five steps; where the coders chose the same option"),
    ("stance_or_none", "Stance or nothing", "nominal; what one of them did not find counts as “none”"),
    ("option", "Option", "nominal; where both found a position"),
    ("actor", "Actor", "nominal; where both found a position"),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table of agreement."""

    name: str
    word: str
    about: str
    agreement: Agreement

    @property
    def verdict(self) -> str:
        """What the figure is held to be worth, in words."""
        alpha = self.agreement.alpha
        return "" if alpha is None else in_words(alpha)


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """What the page of agreement shows."""

    sample: Sample
    comparison: Comparison
    figures: tuple[Figure, ...]
    with_machine: bool
    machine: str = MACHINE


@dataclass(frozen=True, slots=True)
class Shown:
    """An answered item as a page shows it."""

    item: SampleItem
    units: tuple[Compared, ...]
    article: Article


@dataclass(frozen=True, slots=True)
class DifferencesPage:
    """What the page of differences shows: some of the items on which coders differ, each with all of its units.

    ``differing`` is how many there are in all, ``agreed`` how many could be settled as all coded them.
    """

    sample: Sample
    shown: tuple[Shown, ...]
    differing: int
    agreed: int
    after: int | None
    names: Mapping[str, str]
    labels: Mapping[str, str]
    may_settle: bool


# ---------------------------------------------------------------- agreement


@router.get("/samples/{number:int}/agreement")
def agreement_page(
    desk: AtDesk, number: int, tolerance: Tolerance = TOLERANCE, machine: WithMachine = False
) -> Response:
    """How far the coders agree, and with ``machine`` each of them with it."""
    sample, comparison = compared(desk.record, number, tolerance=tolerance, machine=machine)
    return desk.render("agreement.html", AgreementPage(sample, comparison, _figures(comparison), machine))


@router.get("/samples/{number:int}/agreement.csv")
def agreement_csv(
    desk: AtDesk, number: int, tolerance: Tolerance = TOLERANCE, machine: WithMachine = False
) -> Response:
    """The same as a table."""
    _, comparison = compared(desk.record, number, tolerance=tolerance, machine=machine)
    return desk.download(csv_file(figure_lines(comparison)), f"agreement-{number}.csv", _CSV)


def _figures(comparison: Comparison) -> tuple[Figure, ...]:
    return tuple(Figure(name, word, about, getattr(comparison, name)) for name, word, about in _MEASURES)


# ---------------------------------------------------------------- differences


@router.get("/samples/{number:int}/differences")
def differences_page(desk: AtDesk, number: int, after: Annotated[int, Query(ge=0)] = 0) -> Response:
    """The items on which coders differ; ``after`` is the number of the last item seen."""
    sample, items = answered(desk.record, number)
    differing = [one for one in items if one.differs]
    rest = [one for one in differing if one.item.ordinal >= after]
    shown = tuple(shown_of(desk, one) for one in rest[:_ON_PAGE])
    page = DifferencesPage(
        sample=sample,
        shown=shown,
        differing=len(differing),
        agreed=sum(one.agreed and one.item.settled_at is None for one in items),
        after=shown[-1].item.ordinal + 1 if len(rest) > _ON_PAGE else None,
        names=names_of(desk.record, [unit for one in shown for unit in one.units]),
        labels={option.id: option.label for option in options_of(desk, sample)},
        may_settle=desk.person.may(Role.OWNER),
    )
    return desk.render("differences.html", page)


@router.get("/samples/{number:int}/differences.csv")
def differences_csv(desk: AtDesk, number: int) -> Response:
    """The units on which coders differ, one line for each of them and coder."""
    _, items = answered(desk.record, number)
    differing = [unit for one in items for unit in one.units if unit.differing]
    return desk.download(
        csv_file(unit_lines(differing, names_of(desk.record, differing))), f"differences-{number}.csv", _CSV
    )


@router.get("/samples/{number:int}.csv")
def codings_csv(desk: AtDesk, number: int) -> Response:
    """Every unit of the sample, one line for each of them and coder."""
    _, items = answered(desk.record, number)
    units = [unit for one in items for unit in one.units]
    return desk.download(csv_file(unit_lines(units, names_of(desk.record, units))), f"sample-{number}.csv", _CSV)


# ---------------------------------------------------------------- what all of them need


def shown_of(desk: Desk, one: Answered) -> Shown:
    """An item as a page shows it."""
    article = desk.record.article(one.item.article)
    assert article is not None
    return Shown(one.item, one.units, article)
