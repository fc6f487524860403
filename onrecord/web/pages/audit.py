"""The audit log: everything that a person did in the record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query
from starlette.responses import Response

from onrecord.exports.audit_lines import csv_lines
from onrecord.record.audit_rows import read_audit
from onrecord.record.values import AuditRow
from onrecord.web.desk import AtDesk
from onrecord.web.pages.files import csv_file

router = APIRouter()

# Lines of one page: what somebody reads before narrowing the question.
_LINES = 100

Name = Annotated[str, Query(max_length=200)]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was done; ``href`` leads to what it was done to, where that has a page."""

    at: datetime
    person: str
    verb: str
    target: str
    href: str | None
    detail: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AuditPage:
    """What the page shows: the newest lines before ``before``, of one person or one verb where these are given."""

    lines: tuple[Line, ...]
    person: str
    verb: str
    before: int | None
    older: int | None


@router.get("/audit")
def audit(
    desk: AtDesk, person: Name = "", verb: Name = "", before: Annotated[int | None, Query(ge=1)] = None
) -> Response:
    """The newest first."""
    desk.require("owner")
    with desk.record.reading() as connection:
        found = read_audit(
            connection,
            person=person or None,
            verb=verb or None,
            before=before,
            newest_first=True,
            limit=_LINES + 1,
        )
        rows = list(found)
    older = rows[_LINES - 1].id if len(rows) > _LINES else None
    lines = tuple(_line(row) for row in rows[:_LINES])
    return desk.render("audit.html", AuditPage(lines, person, verb, before, older))


@router.get("/audit.csv")
def audit_csv(desk: AtDesk, person: Name = "", verb: Name = "") -> Response:
    """All of it, the earliest first."""
    desk.require("owner")

    def parts() -> Iterator[str]:
        with desk.record.reading() as connection:
            yield from csv_file(csv_lines(read_audit(connection, person=person or None, verb=verb or None)))

    return desk.download(parts(), "audit.csv", "text/csv; charset=utf-8")


def _line(row: AuditRow) -> Line:
    detail = tuple((name, _worded(value)) for name, value in json.loads(row.detail or "{}").items())
    target = f"{row.target_kind} {row.target_id}".strip()
    return Line(row.at, row.person, row.verb, target, _page_of(row), detail)


def _page_of(row: AuditRow) -> str | None:
    pages = {"position": "/review/", "actor": "/actors/", "sample": "/samples/"}
    start = pages.get(row.target_kind)
    return None if start is None or not row.target_id else start + quote(row.target_id, safe="")


def _worded(value: object) -> str:
    """A value of the log in few words: a long list by its length."""
    if isinstance(value, list):
        return ", ".join(map(str, value)) if len(value) <= 3 else f"{len(value)}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
