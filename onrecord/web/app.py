"""The app in which a record is worked on: its pages, put together by hand."""

from __future__ import annotations

import gc
import secrets
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from fastapi import APIRouter, FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.staticfiles import StaticFiles

from onrecord.errors import OnrecordError
from onrecord.web import faults
from onrecord.web.api import install
from onrecord.web.board import Boards
from onrecord.web.desk import House
from onrecord.web.jobs import Jobs
from onrecord.web.notices import Notices
from onrecord.web.place import Doings, Place
from onrecord.web.records import Records
from onrecord.web.refusals import Refusal
from onrecord.web.renewals import Renewals
from onrecord.web.security import Guard
from onrecord.web.templating import environment
from onrecord.web.trays import Trays

# The bar on top of every page, in its order; what has no page yet is left out.
NAVIGATION = (
    ("/map", "Map"),
    ("/network", "Network"),
    ("/actors", "Actors"),
    ("/articles", "Articles"),
    ("/review", "Review"),
    ("/samples", "Samples"),
    ("/codebook", "Codebook"),
    ("/read", "Read"),
    ("/people", "People"),
    ("/audit", "Audit"),
    ("/api", "API"),
)

# From so many positions on Python's looking for garbage among them takes 100 ms, on every third page of an actor in a
# record of 100,000 (measured 261 instead of 155 ms); what is read at the start stays, and is left out of it.
_MANY = 10_000

# Paths that may be sent more than a form, in bytes.
LARGER_BODIES = {
    # the page sends files in parts of a tenth of this; one table of many reports may be as large
    "/read": 256_000_000,
    "/read/files": 256_000_000,
    "/codebook/file": 5_000_000,  # the largest codebook that is read at all
    "/api/v1/jobs": 20_000_000,  # some thousand reports
}


def _routers() -> tuple[APIRouter, ...]:
    """The pages. Who adds one adds its module here."""
    from onrecord.web.api import router as api_router
    from onrecord.web.pages import (
        actors,
        agreement,
        api,
        article,
        audit,
        charts,
        choosing,
        codebook,
        coding,
        home,
        identity,
        judging,
        lists,
        map,
        network,
        people,
        reading,
        review,
        samples,
        search,
        settling,
        timeline,
    )

    return (
        home.router,
        map.router,
        network.router,
        charts.router,
        timeline.router,
        judging.router,
        choosing.router,
        identity.router,  # before the actors and the queue, whose addresses end in an id that may be anything
        review.router,
        actors.router,
        lists.router,
        search.router,
        reading.router,
        article.router,
        people.router,
        audit.router,
        samples.router,
        coding.router,
        codebook.router,
        agreement.router,
        settling.router,
        api.router,
        api_router,
    )


def create_app(place: Place, doings: Doings | None = None) -> FastAPI:
    """The app on one record, which is opened when the app begins to answer."""
    doings = doings or Doings()
    app = FastAPI(title="onrecord", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_life)
    for router in _routers():
        app.include_router(router)
    known = {getattr(route, "path", "") for router in _routers() for route in router.routes}
    records = Records(place.record)
    app.state.house = House(
        place=place,
        doings=doings,
        records=records,
        jobs=Jobs(doings.read),
        trials=Jobs(doings.read),
        notices=Notices(),
        trays=Trays(),
        templates=environment(),
        boards=Boards(),
        renewals=Renewals(records),
        key=secrets.token_bytes(32),
        navigation=tuple((path, word) for path, word in NAVIGATION if path in known),
        searches="/search" in known,
    )
    app.mount("/static", StaticFiles(directory=str(files("onrecord.web").joinpath("static"))))
    faults.explain(app)
    install(app)
    app.add_middleware(Guard, place=place, larger=LARGER_BODIES, on_fault=faults.unforeseen)
    return app


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    house: House = app.state.house
    warming = threading.Thread(target=_warm, args=(house,), daemon=True)
    warming.start()
    yield
    await run_in_threadpool(warming.join)
    await run_in_threadpool(house.trials.close)
    await run_in_threadpool(house.jobs.close)
    await run_in_threadpool(house.renewals.close)
    house.trays.close()
    house.records.close()


def _warm(house: House) -> None:
    """Read the positions before anybody asks: of a large record that takes seconds, which the first page would wait."""
    try:
        record = house.records.take()
    except (OnrecordError, Refusal):
        return  # the first page will say it
    try:
        board = house.boards.of(record)
    except OnrecordError:
        return
    finally:
        house.records.give_back(record)
    if len(board.rows) >= _MANY:
        gc.collect()
        gc.freeze()
