"""The pages of samples: drawing one, how far everybody is, and what an owner does with it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form
from pydantic import BaseModel, Field
from starlette.responses import Response

from onrecord.errors import OnrecordError, RecordError
from onrecord.record.accounts import Role
from onrecord.record.people import People
from onrecord.record.sample_values import DrawFrom, Progress, Sample, SamplePlan, Stratum, Unit
from onrecord.record.samples import Samples
from onrecord.record.search import Search
from onrecord.types import Option
from onrecord.web.desk import AtDesk, Desk, date_of

router = APIRouter()

UNIT_WORDS: Mapping[Unit, str] = {
    Unit.ARTICLE: "whole articles",
    Unit.STATEMENT: "statements",
    Unit.POSITION: "passages with a position",
}
STRATUM_WORDS: Mapping[Stratum, str] = {
    Stratum.OPTION: "option (of positions)",
    Stratum.OUTLET: "outlet",
    Stratum.MONTH: "month",
}
_SIZE, _OVERLAP = 30, 100  # what the form begins with: an afternoon's work, coded by all


class Drawn(BaseModel):
    """The form from which a sample is drawn; ``others`` are names of coders where there are no accounts."""

    name: Annotated[str, Field(max_length=200)] = ""
    unit: Unit = Unit.ARTICLE
    size: int = _SIZE
    seed: int = Field(default_factory=lambda: secrets.randbelow(1_000_000))
    overlap: int = _OVERLAP
    coder: list[str] = []
    others: Annotated[str, Field(max_length=2000)] = ""
    strata: list[Stratum] = []
    blind: bool = False
    option: Annotated[str, Field(max_length=2000)] = ""
    outlet: Annotated[str, Field(max_length=2000)] = ""
    actor: Annotated[str, Field(max_length=2000)] = ""
    since: Annotated[str, Field(max_length=20)] = ""
    until: Annotated[str, Field(max_length=20)] = ""

    def plan(self) -> SamplePlan:
        """What the record is asked for."""
        names = [" ".join(name.split()) for name in (*self.coder, *self.others.split(","))]
        return SamplePlan(
            unit=self.unit,
            size=self.size,
            seed=self.seed,
            coders=tuple(name for name in names if name),
            overlap=self.overlap / 100,
            strata=tuple(self.strata),
            blind=self.blind,
            drawn_from=DrawFrom(
                outlet=self.outlet or None,
                option=self.option or None,
                actor=self.actor.strip() or None,
                since=date_of(self.since),
                until=date_of(self.until),
            ),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A sample in the list, and how far the person who looks is in it."""

    sample: Sample
    mine: Progress | None


@dataclass(frozen=True, slots=True)
class ListPage:
    """What the list of samples shows, and the form from which an owner draws one, as it was filled in."""

    samples: tuple[Line, ...]
    may_draw: bool
    coders: tuple[str, ...]
    options: tuple[Option, ...]
    outlets: tuple[str, ...]
    units: Mapping[Unit, str]
    strata: Mapping[Stratum, str]
    filled: Drawn
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class SamplePage:
    """What one sample shows: how it was drawn, how far everybody is, and where it goes on."""

    sample: Sample
    mine: Progress | None
    unit: str
    strata: tuple[str, ...]
    option: str | None
    is_owner: bool


@router.get("/samples")
def samples_page(desk: AtDesk) -> Response:
    """All samples, the latest first."""
    return _list(desk)


@router.post("/samples")
def draw(desk: AtDesk, form: Annotated[Drawn, Form()]) -> Response:
    """Draw a sample as the form says."""
    by = desk.require(Role.OWNER)
    try:
        sample = Samples(desk.record).draw(form.name, form.plan(), by=by.name)
    except RecordError:
        raise
    except OnrecordError as error:
        return _list(desk, form=form, problem=str(error))
    return desk.redirect(f"/samples/{sample.id}", f"{sample.items} items are drawn and shared out.")


@router.get("/samples/{number:int}")
def sample_page(desk: AtDesk, number: int) -> Response:
    """One sample."""
    sample = Samples(desk.record).sample(number)
    codebook = desk.record.current_codebook()
    labels = {option.id: option.label for option in (codebook.options if codebook else ())}
    option = sample.plan.drawn_from.option
    page = SamplePage(
        sample=sample,
        mine=_mine(sample, desk),
        unit=UNIT_WORDS[sample.plan.unit],
        strata=tuple(STRATUM_WORDS[one] for one in sample.plan.strata),
        option=option and labels.get(option, option),
        is_owner=desk.person.may(Role.OWNER),
    )
    return desk.render("sample.html", page)


@router.post("/samples/{number:int}/open")
def open_sample(desk: AtDesk, number: int) -> Response:
    """Let it be compared before all have finished."""
    by = desk.require(Role.OWNER)
    Samples(desk.record).open(number, by=by.name)
    return desk.redirect(
        f"/samples/{number}", "The sample is open: it can be compared, and nobody codes in it any more."
    )


@router.post("/samples/{number:int}/close")
def close_sample(desk: AtDesk, number: int) -> Response:
    """End it."""
    by = desk.require(Role.OWNER)
    Samples(desk.record).close(number, by=by.name)
    return desk.redirect(f"/samples/{number}", "The sample is closed.")


def _list(desk: Desk, *, form: Drawn | None = None, problem: str | None = None) -> Response:
    record = desk.record
    everybody = People(record).everybody()
    able = [one.name for one in everybody if one.may(Role.REVIEWER)] if everybody else [desk.person.name]
    codebook = record.current_codebook()
    page = ListPage(
        samples=tuple(Line(one, _mine(one, desk)) for one in Samples(record).all()),
        may_draw=desk.person.may(Role.OWNER),
        coders=tuple(able),
        options=codebook.options if codebook else (),
        outlets=_outlets(desk),
        units=UNIT_WORDS,
        strata=STRATUM_WORDS,
        filled=form or Drawn(coder=able, blind=True),
        problem=problem,
    )
    return desk.render("samples.html", page, status=422 if problem else 200)


def _outlets(desk: Desk) -> tuple[str, ...]:
    return tuple(sorted(name for name, _ in Search(desk.record).outlets()))


def _mine(sample: Sample, desk: Desk) -> Progress | None:
    return next((one for one in sample.progress if one.coder == desk.person.name), None)
