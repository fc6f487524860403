"""The pages of accounts: logging in and out, one's own account with its tokens, and for owners all people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Query
from starlette.responses import RedirectResponse, Response

from onrecord.errors import OnrecordError, RecordError
from onrecord.record.accounts import Person, Role, Token, TokenScope
from onrecord.record.people import People
from onrecord.web import security
from onrecord.web.desk import AtDesk, Desk, local_url
from onrecord.web.refusals import Refusal

router = APIRouter()

# A form field longer than anybody types; what a name or password may be is said by the record.
Text = Annotated[str, Form(max_length=2000)]
ScopeField = Annotated[TokenScope, Form()]
RoleField = Annotated[Role, Form()]
Next = Annotated[str, Form(alias="next", max_length=2000)]


@dataclass(frozen=True, slots=True)
class LoginPage:
    """What the login shows: where to go after it, and what was wrong with the last try."""

    after: str
    name: str = ""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class AccountPage:
    """What one's own account shows; ``secret`` is a token that was just made and is shown this once."""

    person: Person
    sessions: tuple[tuple[datetime, datetime], ...]
    tokens: tuple[Token, ...]
    scopes: tuple[TokenScope, ...]
    secret: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """What owners see of all people; ``name`` and ``role`` are what was typed before something was wrong."""

    people: tuple[Person, ...]
    tokens: tuple[Token, ...]
    roles: tuple[Role, ...]
    name: str = ""
    role: Role = Role.REVIEWER
    problem: str | None = None


# ---------------------------------------------------------------- logging in and out


@router.get("/login")
def login_page(desk: AtDesk, next_: Annotated[str, Query(alias="next", max_length=2000)] = "/") -> Response:
    """Ask for name and password; who needs none is led on."""
    if desk.visitor is not None:
        return desk.redirect(next_)
    if not desk.has_accounts:
        raise Refusal(
            403, "This record has no accounts.", "Make the first one with: onrecord people add NAME --role owner"
        )
    return desk.render("login.html", LoginPage(local_url(next_)))


@router.post("/login")
def log_in(
    desk: AtDesk, name: Text = "", password: Text = "", next_: Annotated[str, Form(alias="next")] = "/"
) -> Response:
    """Let somebody in, or say that name or password is wrong, and not which."""
    people, address = People(desk.record), _address(desk)
    login = people.check_password(name, password, address=address)
    if login.person is None:
        problem = "Name or password is wrong."
        if login.wait:
            minutes = -(-login.wait // 60)
            problem = f"Too many tries have failed. Try again in {minutes} minute{'' if minutes == 1 else 's'}."
        page = LoginPage(local_url(next_), name[:100], problem)
        response: Response = desk.render("login.html", page, status=429 if login.wait else 401)
        if login.wait:
            response.headers["Retry-After"] = str(login.wait)
        return response
    return _enter(desk, login.person, next_)


@router.post("/logout")
def log_out(desk: AtDesk) -> Response:
    """End this session; the browser forgets it as well."""
    if desk.session is not None:
        People(desk.record).close_session(desk.session)
    response = RedirectResponse("/login", 303)
    security.clear_session(response, desk.place)
    return response


def _enter(desk: Desk, person: Person, after: str, said: str | None = None) -> Response:
    """A new session with a secret of its own, so that nobody can have known it before."""
    people = People(desk.record)
    if desk.session is not None and people.of_session(desk.session) is not None:
        people.close_session(desk.session)
    secret = people.open_session(person, address=_address(desk))
    response = RedirectResponse(local_url(after), 303)
    if said is not None:
        desk.house.notices.leave(secret, said)
    security.set_session(response, desk.request, desk.place, secret)
    return response


def _address(desk: Desk) -> str:
    return desk.request.client.host if desk.request.client else ""


# ---------------------------------------------------------------- one's own account


@router.get("/account")
def account(desk: AtDesk) -> Response:
    """One's own name, password, sessions and tokens."""
    return _account(desk)


def _account(desk: Desk, *, secret: str | None = None, problem: str | None = None) -> Response:
    person, people = desk.person, People(desk.record)
    if not person.id:
        return desk.redirect("/people")
    scopes = tuple(TokenScope) if person.may(Role.REVIEWER) else (TokenScope.READ,)
    page = AccountPage(person, people.sessions_of(person.name), people.tokens(person.name), scopes, secret, problem)
    return desk.render("account.html", page, status=422 if problem else 200)


@router.post("/account/password")
def change_password(desk: AtDesk, password: Text = "", new: Text = "", again: Text = "") -> Response:
    """Change one's own password, which closes all other sessions; the present one has to be given."""
    person, people = _with_account(desk), People(desk.record)
    if new != again:
        return _account(desk, problem="The new password was not typed the same way twice.")
    login = people.check_password(person.name, password, address=_address(desk))
    if login.person is None:
        waiting = "Too many tries have failed; try again in a quarter of an hour."
        return _account(desk, problem=waiting if login.wait else "The present password is wrong.")
    try:
        people.set_password(person.name, new, by=person.name, spare=desk.session)
    except RecordError:
        raise
    except OnrecordError as error:
        return _account(desk, problem=str(error))
    return desk.redirect("/account", "Your password is changed; all other sessions are closed.")


@router.post("/account/sessions/close")
def close_sessions(desk: AtDesk) -> Response:
    """Log out everywhere, here too."""
    person = _with_account(desk)
    People(desk.record).close_sessions(person.name, by=person.name)
    response = RedirectResponse("/login", 303)
    security.clear_session(response, desk.place)
    return response


@router.post("/account/tokens")
def issue_token(desk: AtDesk, label: Text = "", scope: ScopeField = TokenScope.READ, days: Text = "") -> Response:
    """Make a token; the page that answers shows it, and no page after that."""
    person = _with_account(desk)
    if scope is TokenScope.WRITE:
        desk.require(Role.REVIEWER)
    try:
        given = int(days) if days.strip() else None
        if given is not None and not 1 <= given <= 3650:
            raise ValueError
        _, secret = People(desk.record).issue_token(person.name, label, scope, by=person.name, days=given)
    except ValueError:
        return _account(desk, problem="A token holds for 1 to 3650 days, or without an end.")
    except RecordError:
        raise
    except OnrecordError as error:
        return _account(desk, problem=str(error))
    return _account(desk, secret=secret)


@router.post("/account/tokens/{token}/revoke")
def revoke_own(desk: AtDesk, token: int) -> Response:
    """End a token of one's own."""
    person, people = _with_account(desk), People(desk.record)
    if token not in {one.id for one in people.tokens(person.name)}:
        raise Refusal(404, "You have no such token.", "Your account shows those that you have.")
    people.revoke_token(token, by=person.name)
    return desk.redirect("/account", "The token is revoked: programs that use it are refused from now on.")


def _with_account(desk: Desk) -> Person:
    _in_person(desk)
    if not desk.person.id:
        raise Refusal(403, "This record has no accounts.", "Make the first one on the page of the people.")
    return desk.person


def _in_person(desk: Desk) -> None:
    """Refuse programs: a token that got about could make itself others, which would outlive it, or let people in."""
    if desk.token is not None:
        raise Refusal(403, "A token changes no accounts, passwords or tokens.", "Log in and do it on the page.")


# ---------------------------------------------------------------- all people, for owners


@router.get("/people")
def people_page(desk: AtDesk) -> Response:
    """Everybody, with what owners can change."""
    desk.require(Role.OWNER)
    return _people(desk)


def _people(desk: Desk, *, name: str = "", role: Role = Role.REVIEWER, problem: str | None = None) -> Response:
    people = People(desk.record)
    everybody = people.everybody()
    tokens = tuple(one for one in people.tokens() if one.revoked_at is None)
    page = PeoplePage(everybody, tokens, tuple(Role), name, role, problem)
    return desk.render("people.html", page, status=422 if problem else 200)


@router.post("/people")
def add_person(desk: AtDesk, name: Text = "", role: RoleField = Role.REVIEWER, password: Text = "") -> Response:
    """Make an account; with the first one the login begins, and who made it is logged in."""
    by, people = desk.require(Role.OWNER), People(desk.record)
    _in_person(desk)
    first = not people.anybody()
    try:
        person = people.add(name, role, password or None, by=by.name)
    except RecordError:
        raise
    except OnrecordError as error:
        return _people(desk, name=name[:100], role=role, problem=str(error))
    if first:
        said = f"{person.name} is the first owner. From now on everybody logs in; you are {person.name}."
        return _enter(desk, person, "/people", said)
    return desk.redirect("/people", f"{person.name} is added as {person.role.value}.")


@router.post("/people/role")
def change_role(desk: AtDesk, role: RoleField, name: Text = "") -> Response:
    """Give a person another role."""
    return _changed(desk, lambda people, by: f"{people.set_role(name, role, by=by).name} is {role.value} now.")


@router.post("/people/password")
def give_password(desk: AtDesk, name: Text = "", password: Text = "") -> Response:
    """Give a person another password, for instance because they forgot theirs."""

    def change(people: People, by: str) -> str:
        people.set_password(name, password, by=by, spare=desk.session)
        return f"The password of {name} is changed, and their sessions are closed."

    return _changed(desk, change)


@router.post("/people/state")
def change_state(desk: AtDesk, disabled: Annotated[bool, Form()], name: Text = "") -> Response:
    """Keep a person out, or let them in again."""

    def change(people: People, by: str) -> str:
        if disabled:
            return f"{people.disable(name, by=by).name} is disabled: sessions are closed, tokens revoked."
        return f"{people.enable(name, by=by).name} can log in again."

    return _changed(desk, change)


def _changed(desk: Desk, change: Callable[[People, str], str]) -> Response:
    """Do something to a person for an owner: back to all people with what was done, or with why it can not be."""
    by = desk.require(Role.OWNER)
    _in_person(desk)
    try:
        said = change(People(desk.record), by.name)
    except RecordError:
        raise
    except OnrecordError as error:
        return _people(desk, problem=str(error))
    return desk.redirect("/people", said)


@router.post("/people/tokens/{token}/revoke")
def revoke_any(desk: AtDesk, token: int) -> Response:
    """End the token of anybody."""
    by = desk.require(Role.OWNER)
    _in_person(desk)
    ended = People(desk.record).revoke_token(token, by=by.name)
    return desk.redirect("/people", f"The token {ended.prefix}… of {ended.person} is revoked.")
