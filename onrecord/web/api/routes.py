"""The addresses of the API, put together, with the description of all of them."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from onrecord.version import __version__
from onrecord.web.api import answers, judging, listing, standing, streams, working
from onrecord.web.api.calls import Unchanged
from onrecord.web.desk import AtDesk

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    code: {"model": answers.Problem, "description": words}
    for code, words in (
        (400, "A cursor that was not made here"),
        (401, "No token, or one that is not valid"),
        (403, "A role or scope that is not enough"),
        (404, "There is no such thing in the record"),
        (422, "Something in the address or in what was sent is not as it should be"),
        (429, "Too many tokens that are not valid; Retry-After says when to come back"),
    )
}

_VERSIONED = APIRouter(prefix="/api/v1", responses=_PROBLEMS)
# What begins with the same words comes after what is longer: /articles/{article}/claims before /articles/{article}.
for _part in (working, judging, listing, standing, streams):
    _VERSIONED.include_router(_part.router)

# In this order they are described.
_ORDER = ("The record", "Claims", "Who stands where", "Review", "Samples", "Reading", "Exports")

router = APIRouter()
router.include_router(_VERSIONED)


@router.get("/api/openapi.json")
def openapi(desk: AtDesk) -> Response:
    """The description of the API."""
    return JSONResponse(description())


@cache
def description() -> dict[str, Any]:
    """The API in the words of OpenAPI 3.1."""
    made = get_openapi(
        title="onrecord",
        version=__version__,
        summary="Who stands where, who said what, and since when, each with its receipt.",
        routes=[*_VERSIONED.routes],
        tags=[{"name": name} for name in _ORDER],
    )
    made["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "`onrecord people token issue` makes one."}
    }
    made["security"] = [{"token": []}]
    return made


def install(app: FastAPI) -> None:
    """Let an app answer programs that have the answer already."""
    app.add_exception_handler(Unchanged, _unchanged)


async def _unchanged(request: Request, error: Exception) -> Response:
    assert isinstance(error, Unchanged)
    return Response(status_code=304, headers={"ETag": error.mark, "Cache-Control": "private, no-cache"})
