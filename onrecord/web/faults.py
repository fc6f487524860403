"""What becomes of a request that cannot be answered as asked: a page, or JSON for programs, with the way out."""

from __future__ import annotations

import logging
import secrets
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from onrecord.errors import OnrecordError, RecordError
from onrecord.web import security
from onrecord.web.desk import Frame, House
from onrecord.web.refusals import WORDS, LoginNeeded, Refusal

_LOG = logging.getLogger("onrecord.web")


def explain(app: FastAPI) -> None:
    """Let an app answer what goes wrong in it in words."""
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(OnrecordError, _known)


def unforeseen(request: Request, error: Exception) -> Response:
    """The answer to a fault of the program; the log has the whole of it under the number that the page shows."""
    number = secrets.token_hex(4)
    _LOG.error("Fault %s at %s %s", number, request.method, request.url.path, exc_info=error)
    way_out = f"Nothing was changed by it. Try again; if it stays, report it with the lines of the log at {number}."
    return _answer(request, Refusal(500, "Something went wrong in the program itself.", way_out))


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    if isinstance(error, LoginNeeded) and request.method == "GET" and not wants_json(request):
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?next={quote(asked, safe='')}", 303)
    return _answer(request, error)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if (limit := request.scope.get("onrecord.too_large")) is not None:
        return _answer(request, security.too_large(limit))
    what, way_out = WORDS.get(error.status_code, (str(error.detail), "Go back and try again."))
    answer = _answer(request, Refusal(error.status_code, what, way_out))
    for name, value in (error.headers or {}).items():
        answer.headers[name] = value
    return answer


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    told = []
    for problem in error.errors()[:5]:
        place = ".".join(str(part) for part in problem.get("loc", ())[1:]) or "the request"
        told.append(f"{place[:60]}: {problem.get('msg', 'is not as it should be')}")
    what, way_out = WORDS[422]
    return _answer(request, Refusal(422, f"{what} ({'; '.join(told)})", way_out))


async def _known(request: Request, error: Exception) -> Response:
    status = 503 if isinstance(error, RecordError) else 422
    way_out = "Reload the page in a moment." if status == 503 else "Correct it and try again."
    return _answer(request, Refusal(status, str(error), way_out))


def wants_json(request: Request) -> bool:
    """Whether a program asks rather than a person."""
    accepts = request.headers.get("accept", "")
    path = request.url.path
    return path.startswith("/api/") or path.endswith(".json") or ("json" in accepts and "text/html" not in accepts)


def _answer(request: Request, refusal: Refusal) -> Response:
    if wants_json(request):
        told = {"error": refusal.what, "way_out": refusal.way_out, "detail": refusal.detail}
        return JSONResponse(told, refusal.status, refusal.headers)
    house: House = request.app.state.house
    session = security.session_of(request, house.place)
    frame = Frame(
        path=request.url.path,
        navigation=house.navigation,
        searches=house.searches,
        csrf=security.csrf_token(house.key, session) if session else "",
    )
    page = house.templates.get_template("app/error.html").render(frame=frame, page=refusal)
    return Response(page, refusal.status, refusal.headers, media_type="text/html")
