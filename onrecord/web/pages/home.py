"""The start page: the map where there is one, else how to begin."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from onrecord.record.accounts import Role
from onrecord.web.desk import AtDesk

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Welcome:
    """What the page shows where the record holds nothing yet."""

    record: str
    may_read: bool
    unread: int


@router.get("/")
def home(desk: AtDesk) -> Response:
    """Lead to the map, or, where the record is empty, offer to read something."""
    if next(desk.record.articles(), None) is not None:
        return desk.redirect("/map")
    may_read = desk.doings.read is not None and desk.person.may(Role.OWNER)
    page = Welcome(desk.record.where, may_read, len(desk.record.failures()))
    return desk.render("home.html", page)


@router.get("/session.json")
def session(desk: AtDesk) -> Response:
    """The word that forms of this session carry, for pages that are older than the server."""
    csrf = desk.csrf
    response = JSONResponse({"csrf": csrf, "person": desk.person.name, "role": desk.person.role.value})
    desk.keep_session(response)
    return response
