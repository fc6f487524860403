"""Logging in, one's own account and all people, through the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request

from onrecord.record import open_record, passwords
from onrecord.record.people import People
from onrecord.web import security
from onrecord.web.place import Place
from tests.web import serving

GOOD = "ferry toll river town"
OTHER = "another good password"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", passwords.Cost(n=16, p=1))


@pytest.fixture
def peopled(debate_db: Path) -> Path:
    """The debate with an owner, a reviewer and a reader."""
    with open_record(debate_db) as record:
        people = People(record)
        people.add("Kim", "owner", GOOD, by="Kim")
        people.add("Bo", "reviewer", OTHER, by="Kim")
        people.add("Zoe <b>", "reader", OTHER, by="Kim")
    return debate_db


@contextmanager
def held(path: Path) -> Iterator[People]:
    with open_record(path) as record:
        yield People(record)


@pytest.fixture
def door(peopled: Path) -> Iterator[serving.Browser]:
    """A browser in front of it that nobody has logged in with."""
    with serving.browser(peopled) as client:
        yield client


def word(browser: serving.Browser, path: str = "/login") -> str:
    found = re.search(r'<meta name="csrf" content="(\w+)">', browser.get(path).text)
    assert found is not None
    return found[1]


def post(browser: serving.Browser, path: str, page: str = "/login", **fields: str) -> Any:
    return browser.post(path, data={"csrf": word(browser, page), **fields}, follow_redirects=False)


def log_in(browser: serving.Browser, name: str = "Kim", password: str = GOOD, **more: str) -> Any:
    return post(browser, "/login", name=name, password=password, **more)


# ---------------------------------------------------------------- the login


def test_every_page_asks_for_a_login(door: serving.Browser) -> None:
    response = door.get("/people?a=1", follow_redirects=False)
    assert response.status_code == 303
    assert response.headers["location"] == "/login?next=%2Fpeople%3Fa%3D1"
    assert door.get("/people", headers={"Accept": "application/json"}).status_code == 401


def test_who_logs_in_comes_to_where_they_wanted(door: serving.Browser) -> None:
    response = log_in(door, next="/people?a=1")
    assert (response.status_code, response.headers["location"]) == (303, "/people?a=1")
    cookie = response.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert door.get("/people").status_code == 200
    assert door.get("/login", follow_redirects=False).headers["location"] == "/"


@pytest.mark.parametrize("after", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:x()"])
def test_a_login_leads_nowhere_else(door: serving.Browser, after: str) -> None:
    assert log_in(door, next=after).headers["location"] == "/"


def test_the_secret_of_a_session_is_new_with_the_login(door: serving.Browser) -> None:
    door.get("/login")
    before = dict(door.cookies)
    log_in(door)
    assert dict(door.cookies) != before


@pytest.mark.parametrize(("name", "password"), [("Kim", OTHER), ("Nobody", GOOD), ("", ""), ("\x00", GOOD)])
def test_a_wrong_login_does_not_say_which_was_wrong(door: serving.Browser, name: str, password: str) -> None:
    response = log_in(door, name, password)
    assert response.status_code == 401
    assert "Name or password is wrong." in response.text
    assert password == "" or password not in response.text
    assert door.get("/people", follow_redirects=False).status_code == 303


def test_after_too_many_failures_one_has_to_wait(door: serving.Browser) -> None:
    for _ in range(5):
        assert log_in(door, password="wrong").status_code == 401
    response = log_in(door)
    assert response.status_code == 429
    assert 0 < int(response.headers["retry-after"]) <= 900
    assert "Try again in 15 minutes" in response.text


def test_nobody_takes_in_a_form_from_a_stranger(
    door: serving.Browser, peopled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []

    async def form(self: Request, **more: Any) -> Any:
        taken.append(self.url.path)
        raise AssertionError("read")

    monkeypatch.setattr(Request, "form", form)
    door.cookies.set(security.cookie_name(Place(str(peopled))), "made-up")
    answer = door.post("/read/files", files=[("files", ("a.txt", b"x" * 100_000))], follow_redirects=False)
    assert answer.status_code == 401
    assert not taken


def test_a_login_can_not_be_forged(door: serving.Browser) -> None:
    assert door.post("/login", data={"name": "Kim", "password": GOOD}).status_code == 403
    other = {"csrf": "0" * 64, "name": "Kim", "password": GOOD}
    assert door.post("/login", data=other).status_code == 403
    given = {"csrf": word(door), "name": "Kim", "password": GOOD}
    assert door.post("/login", data=given, headers={"Origin": "http://evil.example"}).status_code == 403
    assert door.get("/people", follow_redirects=False).status_code == 303


def test_who_logs_out_is_out(door: serving.Browser, peopled: Path) -> None:
    log_in(door)
    cookies = dict(door.cookies)
    response = post(door, "/logout", "/people")
    assert response.headers["location"] == "/login"
    for name, value in cookies.items():
        door.cookies.set(name, value)
    assert door.get("/people", follow_redirects=False).status_code == 303, "the old cookie is worth nothing"


def test_without_accounts_nobody_is_asked(browser: serving.Browser) -> None:
    assert browser.get("/login", follow_redirects=False).headers["location"] == "/"
    assert browser.get("/account", follow_redirects=False).headers["location"] == "/people"
    assert "no accounts" in browser.get("/people").text


# ---------------------------------------------------------------- one's own account


def test_one_changes_ones_password_and_stays_logged_in(door: serving.Browser, peopled: Path) -> None:
    log_in(door, "Bo", OTHER)
    fields = {"password": OTHER, "new": "a third good password", "again": "a third good password"}
    assert post(door, "/account/password", "/account", **fields).status_code == 303
    assert "Your password is changed" in door.get("/account").text
    with held(peopled) as people:
        assert people.check_password("Bo", "a third good password").person is not None


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"password": "wrong", "new": GOOD, "again": GOOD}, "present password is wrong"),
        ({"password": OTHER, "new": GOOD, "again": GOOD + "x"}, "not typed the same way"),
        ({"password": OTHER, "new": "short", "again": "short"}, "too short"),
    ],
)
def test_a_password_that_is_not_changed(
    door: serving.Browser, peopled: Path, fields: dict[str, str], says: str
) -> None:
    log_in(door, "Bo", OTHER)
    response = post(door, "/account/password", "/account", **fields)
    assert response.status_code == 422
    assert says in response.text
    with held(peopled) as people:
        assert people.check_password("Bo", OTHER).person is not None


def test_one_logs_out_everywhere(door: serving.Browser, peopled: Path) -> None:
    log_in(door, "Bo", OTHER)
    with held(peopled) as people:
        bo = people.find("Bo")
        assert bo is not None
        elsewhere = people.open_session(bo)
    assert post(door, "/account/sessions/close", "/account").headers["location"] == "/login"
    assert door.get("/account", follow_redirects=False).status_code == 303
    with held(peopled) as people:
        assert people.of_session(elsewhere) is None


def test_a_token_is_shown_once(door: serving.Browser, peopled: Path) -> None:
    log_in(door, "Bo", OTHER)
    response = post(door, "/account/tokens", "/account", label="script <b>", scope="write", days="30")
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    found = re.search(r'value="(onr_[\w-]+)"', response.text)
    assert found is not None
    with held(peopled) as people:
        checked = people.check_token(found[1])
        assert checked is not None
        assert checked[0].name == "Bo"
        number = checked[1].id
    later = door.get("/account").text
    assert found[1] not in later
    assert found[1][:12] in later
    assert "script &lt;b&gt;" in later
    assert post(door, f"/account/tokens/{number}/revoke", "/account").status_code == 303
    with held(peopled) as people:
        assert people.check_token(found[1]) is None


def test_tokens_that_may_not_be(door: serving.Browser, peopled: Path) -> None:
    with held(peopled) as people:
        foreign, _ = people.issue_token("Kim", "script", "read", by="Kim")
    log_in(door, "Zoe <b>", OTHER)
    assert post(door, "/account/tokens", "/account", label="x", scope="write").status_code == 403
    assert post(door, "/account/tokens", "/account", label="", scope="read").status_code == 422
    for days in ("0", "many", "99999"):
        assert post(door, "/account/tokens", "/account", label="x", scope="read", days=days).status_code == 422
    assert post(door, f"/account/tokens/{foreign.id}/revoke", "/account").status_code == 404
    with held(peopled) as people:
        assert [one.revoked_at for one in people.tokens()] == [None]


def test_a_token_makes_no_other_and_lets_nobody_in(door: serving.Browser, peopled: Path) -> None:
    with held(peopled) as people:
        token, secret = people.issue_token("Kim", "script", "write", by="Kim")
    for path, fields in (
        ("/account/tokens", {"label": "another", "scope": "write"}),
        ("/account/password", {"password": GOOD, "new": "one more river to cross", "again": "one more river to cross"}),
        ("/account/sessions/close", {}),
        ("/people", {"name": "Eve", "role": "owner", "password": "one more river to cross"}),
        ("/people/password", {"name": "Bo", "password": "one more river to cross"}),
        ("/people/role", {"name": "Bo", "role": "owner"}),
        ("/people/state", {"name": "Bo", "disabled": "true"}),
        (f"/people/tokens/{token.id}/revoke", {}),
    ):
        answer = door.post(path, data=fields, headers={"Authorization": f"Bearer {secret}"}, follow_redirects=False)
        assert answer.status_code == 403, path
        assert "A token changes no accounts" in answer.text, path
    with held(peopled) as people:
        assert [one.id for one in people.tokens()] == [token.id]
        assert {one.name: one.role.value for one in people.everybody()} | {"Bo": "reviewer"} == {
            one.name: one.role.value for one in people.everybody()
        }
        assert people.find("Eve") is None


# ---------------------------------------------------------------- all people


def test_people_are_for_owners(door: serving.Browser, peopled: Path) -> None:
    log_in(door, "Bo", OTHER)
    assert door.get("/people").status_code == 403
    for path, fields in (
        ("/people", {"name": "Eve", "role": "owner", "password": GOOD}),
        ("/people/role", {"name": "Bo", "role": "owner"}),
        ("/people/password", {"name": "Kim", "password": OTHER}),
        ("/people/state", {"name": "Kim", "disabled": "true"}),
        ("/people/tokens/1/revoke", {}),
    ):
        assert post(door, path, "/account", **fields).status_code == 403, path
    with held(peopled) as people:
        assert [(one.name, one.role.value) for one in people.everybody()] == [
            ("Bo", "reviewer"),
            ("Kim", "owner"),
            ("Zoe <b>", "reader"),
        ]


def test_an_owner_lets_people_in_and_keeps_them_out(door: serving.Browser, peopled: Path) -> None:
    log_in(door)
    added = post(door, "/people", "/people", name="Ida", role="reader", password=GOOD)
    assert added.status_code == 303
    page = door.get("/people").text
    assert "Ida is added as reader." in page
    assert "Zoe &lt;b&gt;" in page
    assert "Zoe <b>" not in page
    post(door, "/people/role", "/people", name="Ida", role="reviewer")
    post(door, "/people/password", "/people", name="Ida", password=OTHER)
    with held(peopled) as people:
        ida = people.check_password("Ida", OTHER).person
        assert ida is not None
        assert ida.role.value == "reviewer"
    post(door, "/people/state", "/people", name="Ida", disabled="true")
    with held(peopled) as people:
        assert people.check_password("Ida", OTHER).person is None
    post(door, "/people/state", "/people", name="Ida", disabled="false")
    with held(peopled) as people:
        assert people.check_password("Ida", OTHER).person is not None


@pytest.mark.parametrize(
    ("path", "fields", "says"),
    [
        ("/people", {"name": "kim", "role": "reader", "password": GOOD}, "already"),
        ("/people", {"name": "Ida", "role": "reader", "password": "short"}, "too short"),
        ("/people", {"name": "", "role": "reader"}, "characters"),
        ("/people/role", {"name": "Kim", "role": "reader"}, "only owner"),
        ("/people/state", {"name": "Kim", "disabled": "true"}, "only owner"),
        ("/people/role", {"name": "Nobody", "role": "reader"}, "no account"),
        ("/people/role", {"name": "Bo", "role": "king"}, "should be"),
    ],
)
def test_what_an_owner_can_not_do_either(door: serving.Browser, path: str, fields: dict[str, str], says: str) -> None:
    log_in(door)
    response = post(door, path, "/people", **fields)
    assert response.status_code == 422
    assert says in response.text


def test_with_the_first_account_the_login_begins(browser: serving.Browser, debate_db: Path) -> None:
    response = browser.submit("/people", {"name": "Ada", "role": "owner", "password": GOOD})
    assert response.headers["location"] == "/people"
    page = browser.get("/people")
    assert page.status_code == 200, "who made it is logged in"
    assert "Ada is the first owner" in page.text
    with serving.browser(debate_db) as another:
        assert another.get("/people", follow_redirects=False).status_code == 303


def test_a_disabled_person_is_out_in_the_middle_of_work(door: serving.Browser, peopled: Path) -> None:
    log_in(door, "Bo", OTHER)
    assert door.get("/account").status_code == 200
    with held(peopled) as people:
        people.disable("Bo", by="Kim")
    assert door.get("/account", follow_redirects=False).status_code == 303
