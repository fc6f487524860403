"""Where a request is worked on: the open record, who asks, and how the answer is made."""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote

from fastapi import Depends
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from onrecord.errors import RecordError
from onrecord.record import Record
from onrecord.record.accounts import Person, Role, Token, TokenScope
from onrecord.record.people import People, local_owner
from onrecord.web import security
from onrecord.web.knocking import Knocks
from onrecord.web.place import Doings, Place
from onrecord.web.records import Records
from onrecord.web.refusals import LoginNeeded, Refusal

if TYPE_CHECKING:
    from jinja2 import Environment

    from onrecord.web.board import Boards
    from onrecord.web.jobs import Jobs
    from onrecord.web.notices import Notices
    from onrecord.web.renewals import Renewals
    from onrecord.web.trays import Trays

# Paths that answer before anybody is logged in, and those that only owners have any use for.
OPEN_PATHS = frozenset({"/login"})
OWNERS_PATHS = frozenset({"/people"})


#: Paths and words of the bar on top of every page.
Pages = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class House:
    """What all requests share."""

    place: Place
    doings: Doings
    records: Records
    jobs: Jobs
    trials: Jobs  # of changed codebooks: they wait for no reading, and write nothing
    notices: Notices
    trays: Trays
    templates: Environment
    boards: Boards
    renewals: Renewals
    key: bytes = field(repr=False)  # of the words against forged posts
    navigation: Pages = ()
    searches: bool = False  # whether there is a page that searches
    knocks: Knocks = field(default_factory=Knocks)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page: where one is, where one can go, who one is."""

    path: str
    navigation: Pages = ()
    searches: bool = False
    csrf: str = ""
    visitor: Person | None = None
    has_accounts: bool = False
    notices: tuple[str, ...] = ()


class Desk:
    """One request's place of work. ``record`` is open and nobody else's until the answer is sent."""

    def __init__(self, house: House, request: Request) -> None:
        """Take nothing yet: the record is taken when it is first asked for."""
        self.house = house
        self.request = request
        self.session = security.session_of(request, house.place)
        self._fresh_session = self.session is None
        self._record: Record | None = None
        self._person: Person | None = None
        self._token: Token | None = None
        self._checked = False
        self._streams: list[Generator[bytes, None, None]] = []
        self.has_accounts = False

    # ------------------------------------------------------------ what there is to work with

    @property
    def place(self) -> Place:
        """Where the app stands."""
        return self.house.place

    @property
    def doings(self) -> Doings:
        """What the command line handed over."""
        return self.house.doings

    @property
    def record(self) -> Record:
        """The open record."""
        if self._record is None:
            self._record = self.house.records.take()
        return self._record

    @property
    def person(self) -> Person:
        """Who asks; LoginNeeded where this record has accounts and nobody is logged in."""
        self._look_who()
        if self._person is None:
            raise LoginNeeded
        return self._person

    @property
    def token(self) -> Token | None:
        """The token that a program came with; it has passed where there is one, and its person is ``person``."""
        self._look_who()
        return self._token

    @property
    def visitor(self) -> Person | None:
        """Who asks, or None where nobody is logged in; only the page of the login needs to know."""
        self._look_who()
        return self._person

    def require(self, role: Role | str) -> Person:
        """Who asks, where their role is enough; a refusal that names the role where it is not."""
        person, needed = self.person, Role(role)
        if not person.may(needed):
            raise Refusal(
                403,
                f"You are a {person.role} of this record; this needs the role {needed}.",
                "Ask an owner of the record to give you that role.",
            )
        return person

    @property
    def csrf(self) -> str:
        """The word that forms of this session carry."""
        if self.session is None:
            self.session = security.new_session()
        return security.csrf_token(self.house.key, self.session)

    def _look_who(self) -> None:
        if self._checked:
            return
        people = People(self.record)
        self.has_accounts = people.anybody()
        secret = security.bearer_of(self.request)
        if secret is not None:
            self._person, self._token = self._by_token(people, secret)
        elif not self.has_accounts:
            self._person = local_owner(self.place.visitor) if self.place.is_loopback else None
        elif self.session is not None:
            self._person = people.of_session(self.session)
        self._checked = True

    def _by_token(self, people: People, secret: str) -> tuple[Person, Token] | tuple[None, None]:
        address, knocks = self.request.client.host if self.request.client else "", self.house.knocks
        knocks.check(address, secret)
        found = people.check_token(secret)
        if found is None:
            knocks.failed(address, secret)
            return None, None
        knocks.passed(secret)
        return found

    # ------------------------------------------------------------ answers

    def render(self, template: str, page: object = None, *, status: int = 200, **more: Any) -> HTMLResponse:
        """A page from a template of ``templates/app``; ``page`` is the dataclass that it shows."""
        visitor = self.visitor
        frame = Frame(
            path=self.request.url.path,
            navigation=_open_to(visitor, self.house.navigation),
            searches=self.house.searches and visitor is not None,
            csrf=self.csrf,
            visitor=visitor,
            has_accounts=self.has_accounts,
            notices=self.house.notices.take(self.session) if self.session else (),
        )
        body = self.house.templates.get_template(f"app/{template}").render(frame=frame, page=page, **more)
        response = HTMLResponse(body, status)
        self.keep_session(response)
        return response

    def redirect(self, url: str, said: str | None = None) -> RedirectResponse:
        """Send the browser on after a form; ``said`` is shown once on the page that it comes to."""
        response = RedirectResponse(local_url(url), 303)
        if said is not None:
            _ = self.csrf  # makes sure that there is a session to remember it by
            assert self.session is not None
            self.house.notices.leave(self.session, said)
        self.keep_session(response)
        return response

    def log_in(self, secret: str, url: str = "/") -> RedirectResponse:
        """Send the browser on as the person whose session has this secret; an earlier session is not taken over."""
        response = RedirectResponse(local_url(url), 303)
        security.set_session(response, self.request, self.place, secret)
        return response

    def log_out(self, url: str = "/login") -> RedirectResponse:
        """Send the browser on without a session; ``People.close_session(desk.session)`` ends it in the record."""
        response = RedirectResponse(local_url(url), 303)
        security.clear_session(response, self.place)
        return response

    def download(self, parts: Iterable[str | bytes], name: str, kind: str) -> StreamingResponse:
        """A file that the browser saves under this name, sent as it is made; ``kind`` is its media type."""
        stream = _encoded(parts)
        self._streams.append(stream)
        return StreamingResponse(stream, media_type=kind, headers={"Content-Disposition": disposition(name)})

    def keep_session(self, response: Response) -> None:
        """Give the browser the cookie of a session that began with this request."""
        if self._fresh_session and self.session is not None:
            security.set_session(response, self.request, self.place, self.session)

    def close(self, *, broken: bool = False) -> None:
        """Give the record back; a download that was broken off lets go of it first."""
        for stream in self._streams:
            stream.close()
        if self._record is not None:
            record, self._record = self._record, None
            self.house.records.give_back(record, broken=broken)


async def open_desk(request: Request) -> AsyncIterator[Desk]:
    """The desk of a request: nobody works at it without a login where one is asked for, nor by a forged post."""
    if (limit := request.scope.get("onrecord.too_large")) is not None:
        raise security.too_large(limit)
    desk = Desk(request.app.state.house, request)
    try:
        writes = request.method not in security.SAFE_METHODS
        browses = security.bearer_of(request) is None  # no other site can make a browser send a token
        if writes and browses:
            security.check_origin(request)
        if request.url.path not in OPEN_PATHS:  # before a form is taken in, which may be large
            await run_in_threadpool(desk.require, Role.READER)
        if writes and browses:
            await security.check_csrf(request, desk.house.key, desk.session)
        if writes and desk.token is not None and desk.token.scope is not TokenScope.WRITE:
            raise Refusal(403, "This token may only read.", "Make one with the scope write.")
        yield desk
    except BaseException as error:
        desk.close(broken=not isinstance(error, Refusal) or isinstance(error.__cause__, RecordError))
        raise
    else:
        desk.close()
    finally:
        await request.close()  # the files of a form


#: What a page takes: ``def show(desk: AtDesk) -> Response``.
AtDesk = Annotated[Desk, Depends(open_desk)]


def _open_to(visitor: Person | None, pages: Pages) -> Pages:
    """The pages that the bar offers somebody."""
    if visitor is None:
        return ()
    return tuple(page for page in pages if page[0] not in OWNERS_PATHS or visitor.may(Role.OWNER))


def _encoded(parts: Iterable[str | bytes]) -> Generator[bytes, None, None]:
    try:
        for part in parts:
            yield part.encode() if isinstance(part, str) else part
    finally:
        if isinstance(parts, Generator):
            parts.close()


def disposition(name: str) -> str:
    """The header that names a download; letters that a header cannot hold stand in its second form."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_. ") else "-" for c in name)[:120] or "download"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name[:120], safe='')}"


def local_url(url: str) -> str:
    """A path of this app, the start page in place of anything that would lead elsewhere."""
    plain = url.replace("\\", "/")
    harmless = plain.startswith("/") and not plain.startswith("//") and all(c.isprintable() for c in url)
    return url if harmless else "/"


def date_of(given: str | None) -> date | None:
    """A day written as YYYY-MM-DD, None where nothing is given; a refusal where it is no day."""
    if not given or not given.strip():
        return None
    try:
        return date.fromisoformat(given.strip())
    except ValueError:
        raise Refusal(422, f"“{given[:40]}” is no day.", "Write it as YYYY-MM-DD, for example 2024-03-09.") from None
