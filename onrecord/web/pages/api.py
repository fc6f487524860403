"""The page that tells programs how to ask, made of the API's own description."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from onrecord.record.search import Search, Wanted
from onrecord.web.api import description
from onrecord.web.api.telling import Group, Sent, Shape, groups_of, shapes_of
from onrecord.web.desk import AtDesk, Desk

router = APIRouter()


@dataclass(frozen=True, slots=True)
class ApiPage:
    """What the page shows."""

    server: str
    groups: tuple[Group, ...]
    shapes: tuple[Shape, ...]
    tokens: bool


@router.get("/api")
def show(desk: AtDesk) -> Response:
    """Every operation with its parameters, answers and examples."""
    told = description()
    sent = Sent(str(desk.request.base_url).rstrip("/"), _ids(desk), _BODIES, _QUERIES)
    page = ApiPage(sent.server, groups_of(told, sent), shapes_of(told), desk.has_accounts)
    return desk.render("api.html", page)


def _ids(desk: Desk) -> dict[str, str]:
    """Ids that this record has, so that the examples work as they stand."""
    ids = {"version": "current", "what": "positions", "form": "jsonl"}
    found = Search(desk.record).positions(Wanted(), limit=1).rows
    if found:
        ids |= {"article": found[0].article.id, "claim": found[0].value.id, "actor": found[0].value.actor}
    return ids


_BODIES: dict[str, dict[str, Any]] = {
    "/api/v1/judgements": {
        "of": "the id of a claim",
        "verdict": "corrected",
        "expected": 0,
        "claim": {"stance": "reluctant"},
        "note": "only if others pay",
    },
    "/api/v1/jobs": {"texts": [{"title": "A report", "text": "The minister said that …"}], "published": "2024-02-01"},
    "/api/v1/samples": {"name": "first round", "size": 30, "coders": ["Ada", "Bo"], "seed": 1},
}
_QUERIES = {
    "/api/v1/search": {"q": "minister", "what": "statements", "limit": "5"},
    "/api/v1/positions": {"stance": "opposes", "limit": "5"},
    "/api/v1/statements": {"limit": "5"},
    "/api/v1/articles": {"limit": "5"},
    "/api/v1/suggestions": {"limit": "5"},
    "/api/v1/relations": {"limit": "5"},
    "/api/v1/queue": {"limit": "5"},
    "/api/v1/network": {"mode": "actors"},
}
