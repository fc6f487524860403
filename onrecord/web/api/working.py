"""The work around the record: codebooks, samples and how far coders agree, readings, the audit log."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query

from onrecord.errors import CodebookError, OnrecordError, RecordError
from onrecord.record.accounts import Role
from onrecord.record.audit_rows import read_audit
from onrecord.record.sample_values import Sample, SamplePlan
from onrecord.record.samples import Samples
from onrecord.sampling import compared
from onrecord.scores import Agreement
from onrecord.types import Codebook, Failure
from onrecord.version import __version__
from onrecord.web.api import answers, asking, reports
from onrecord.web.api.calls import Call, Called, Marked, number_of
from onrecord.web.jobs import Job
from onrecord.web.place import Order, Pasted
from onrecord.web.refusals import Refusal, not_found

router = APIRouter()


@router.get("/", tags=["The record"], response_model=answers.Hello)
def hello(call: Called) -> Any:
    """What this record is, and who you are to it."""
    record, person = call.desk.record, call.desk.person
    book = record.current_codebook()
    return {
        "onrecord": __version__,
        "you": person.name,
        "role": person.role,
        "revision": record.revision(),
        "codebook": book.version if book else None,
        "counts": asdict(record.counts()),
    }


# ---------------------------------------------------------------- codebooks


@router.get("/codebooks", tags=["The record"], response_model=list[answers.CodebookLine])
def codebooks(call: Marked) -> Any:
    """Every version of the codebook that the record was read with, the current one last."""
    books = call.desk.record.codebooks()
    return [
        {"version": one.version, "source": one.source, "options": len(one.options), "current": one is books[-1]}
        for one in books
    ]


@router.get("/codebooks/{version}", tags=["The record"], response_model=answers.Codebook)
def codebook(call: Marked, version: str) -> Any:
    """A version of the codebook; ``current`` is the one that counts."""
    books = call.desk.record.codebooks()
    found = next((one for one in reversed(books) if version in (one.version, "current")), None)
    if found is None:
        raise not_found("codebook", version)
    return _codebook(found, current=found is books[-1])


def _codebook(book: Codebook, *, current: bool) -> dict[str, Any]:
    options = [{**asdict(one), "keywords": list(one.keywords), "opposed": list(one.opposed)} for one in book.options]
    return {"version": book.version, "source": book.source, "current": current, "options": options}


# ---------------------------------------------------------------- samples


@router.get("/samples", tags=["Samples"], response_model=list[reports.Sample])
def samples(call: Called) -> Any:
    """Every sample that several people code, the latest first."""
    return [_sample(one) for one in Samples(call.desk.record).all()]


@router.post("/samples", tags=["Samples"], status_code=201, response_model=reports.Sample)
def draw(call: Called, given: asking.SampleGiven) -> Any:
    """Draw a sample and share it out among its coders."""
    person = call.desk.require(Role.OWNER)
    plan = SamplePlan(
        unit=given.unit,
        size=given.size,
        seed=given.seed,
        coders=tuple(given.coders),
        overlap=given.overlap,
        blind=given.blind,
    )
    return _sample(Samples(call.desk.record).draw(given.name, plan, by=person.name))


@router.get("/samples/{number}", tags=["Samples"], response_model=reports.Sample)
def sample(call: Called, number: int) -> Any:
    """One sample, and how far everybody is."""
    return _sample(_held(call, number))


@router.get("/samples/{number}/agreement", tags=["Samples"], response_model=reports.Agreement)
def agreement(call: Called, number: int, asked: Annotated[asking.SampleAsked, Query()]) -> Any:
    """How far the coders of a sample agree; refused as long as the sample is blind."""
    _held(call, number)
    try:
        _, found = compared(call.desk.record, number, tolerance=asked.tolerance, machine=asked.machine)
    except RecordError:
        raise
    except OnrecordError as error:
        raise Refusal(409, f"{error}.", "Ask again when all have finished.") from error
    figures = ("stance", "stance_or_none", "option", "actor")
    return {
        "sample": number,
        "coders": list(found.coders),
        "items": found.items,
        "shared": found.shared,
        "tolerance": found.tolerance,
        **{name: _figure(getattr(found, name)) for name in figures},
        "marked": found.marked,
        "pairs": [asdict(pair) for pair in found.pairs],
    }


def _held(call: Call, number: int) -> Sample:
    found = next((one for one in Samples(call.desk.record).all() if one.id == number), None)
    if found is None:
        raise not_found("sample", str(number))
    return found


def _figure(found: Agreement) -> dict[str, Any]:
    return asdict(found)


def _sample(one: Sample) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "unit": one.plan.unit,
        "size": one.plan.size,
        "seed": one.plan.seed,
        "blind": one.plan.blind,
        "overlap": one.plan.overlap,
        "coders": list(one.plan.coders),
        "codebook": one.codebook,
        "drawn_by": one.drawn_by,
        "drawn_at": one.drawn_at.isoformat(),
        "items": one.items,
        "settled": one.settled,
        "comparable": one.comparable,
        "closed_at": one.closed_at.isoformat() if one.closed_at else None,
        "progress": [{"coder": each.coder, "done": each.done, "items": each.items} for each in one.progress],
    }


# ---------------------------------------------------------------- readings


@router.get("/jobs", tags=["Reading"], response_model=list[reports.Job])
def jobs(call: Called) -> Any:
    """The readings that were asked for, the latest first."""
    return [_job(one) for one in call.desk.house.jobs.all()]


@router.post("/jobs", tags=["Reading"], status_code=202, response_model=reports.Job)
def start(call: Called, given: asking.ReadingGiven) -> Any:
    """Have texts read into the record; the answer comes at once, ``/jobs/{number}`` tells how far it is."""
    person = call.desk.require(Role.OWNER)
    if not given.texts and not given.bundled:
        raise Refusal(422, "There is nothing to read.", "Send texts, or bundled: true.")
    parse = call.desk.doings.parse_codebook
    if given.codebook is not None and parse is not None:
        try:
            parse(given.codebook, "codebook")
        except CodebookError as error:
            raise Refusal(422, str(error), "Mend the codebook and send it again.") from error
    title = given.title or (
        "The bundled debate" if given.bundled else given.texts[0].title or "Texts sent by a program"
    )
    order = Order(
        title=title,
        by=person.name,
        texts=tuple(Pasted(one.text, one.title) for one in given.texts),
        bundled=given.bundled,
        codebook=given.codebook,
        published=given.published,
        outlet=given.outlet,
    )
    return _job(call.desk.house.jobs.submit(order))


@router.get("/jobs/{number}", tags=["Reading"], response_model=reports.Job)
def job(call: Called, number: int) -> Any:
    """How far a reading is."""
    return _job(_found(call.desk.house.jobs.get(number), number))


@router.post("/jobs/{number}/stop", tags=["Reading"], response_model=reports.Job)
def stop(call: Called, number: int) -> Any:
    """Let a reading stop after the article under way; what was read so far stays."""
    call.desk.require(Role.OWNER)
    return _job(_found(call.desk.house.jobs.stop(number), number))


def _found(job: Job | None, number: int) -> Job:
    if job is None:
        raise not_found("reading", str(number))
    return job


def _job(one: Job) -> dict[str, Any]:
    outcome = one.outcome
    return {
        **{name: getattr(one, name) for name in ("number", "title", "by", "state", "stage", "done", "total", "now")},
        "asked": one.asked.isoformat(),
        **{name: getattr(one, name) for name in ("rate", "remaining", "seconds", "stopping", "error")},
        "outcome": outcome
        and {
            "read": outcome.read,
            "known": outcome.known,
            "coded": outcome.coded,
            "skipped": _left_out(outcome.skipped),
            "failed": _left_out(outcome.failed),
            "changed": list(outcome.changed),
            "notes": list(outcome.notes),
        },
    }


def _left_out(failures: Iterable[Failure]) -> list[dict[str, Any]]:
    return [asdict(one) for one in failures]


@router.get("/left-out", tags=["Reading"], response_model=list[reports.LeftOut])
def left_out(call: Marked) -> Any:
    """Every article that was not read, with the stage that gave up and why."""
    return _left_out(call.desk.record.failures())


# ---------------------------------------------------------------- the log


@router.get("/audit", tags=["The record"], response_model=answers.Page[reports.AuditLine])
def audit(call: Called, asked: Annotated[asking.AuditAsked, Query()]) -> Any:
    """Everything that people did, the earliest first; for owners. ``total`` counts this page alone."""
    call.desk.require(Role.OWNER)
    last = number_of(asked.after)
    with call.desk.record.reading() as connection:
        rows = list(read_audit(connection, person=asked.person, verb=asked.verb, after=last, limit=asked.limit + 1))
    some = rows[: asked.limit]
    items = [{**asdict(one), "at": one.at.isoformat(), "detail": json.loads(one.detail or "{}")} for one in some]
    after = str(some[-1].id) if len(rows) > len(some) else None
    return call.listed(items, len(items), after, exact=len(rows) <= len(some) and not last)
