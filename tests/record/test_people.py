from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from onrecord.errors import OnrecordError
from onrecord.record import Record, open_record, passwords, people_tables
from onrecord.record import people as people_module
from onrecord.record.accounts import Person, Role, TokenScope
from onrecord.record.audit_rows import read_audit
from onrecord.record.people import People, local_owner

GOOD = "ferry toll river town"
OTHER = "another good password"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", passwords.Cost(n=16, p=1))


@pytest.fixture
def people(record: Record) -> People:
    people = People(record)
    people.add("Kim", Role.OWNER, GOOD, by="Kim")
    return people


class Clock:
    """The time of the module under test, to be set forward."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self, zone: object) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(people_module, "datetime", clock)
    return clock


# ---------------------------------------------------------------- accounts


def test_roles_are_steps() -> None:
    assert Role.OWNER.may(Role.READER)
    assert Role.REVIEWER.may(Role.REVIEWER)
    assert not Role.READER.may(Role.REVIEWER)
    assert local_owner("kim").may("owner")
    assert not Person(1, "Kim", Role.OWNER, disabled_at=datetime.now(UTC)).may("reader")


def test_the_first_account_is_an_owner_who_can_log_in(record: Record) -> None:
    people = People(record)
    assert not people.anybody()
    for role, password in ((Role.REVIEWER, GOOD), (Role.OWNER, None)):
        with pytest.raises(OnrecordError, match="first account"):
            people.add("Kim", role, password, by="Kim")
    assert not people.anybody()
    kim = people.add("  Kim \n Lund ", "owner", GOOD, by="Kim")
    assert people.anybody()
    assert (kim.name, kim.role, kim.password_set) == ("Kim Lund", Role.OWNER, True)
    assert people.everybody() == (kim,)


def test_names_are_told_apart_by_more_than_their_case(people: People) -> None:
    people.add("Bo Straße", "reader", by="Kim")
    with pytest.raises(OnrecordError, match="already"):
        people.add("BO STRASSE", "reader", by="Kim")
    assert people.find("bo strasse") == people.find("Bo Straße")
    assert people.find("Nobody") is None


@pytest.mark.parametrize("name", ["", "   ", "a" * 101, "Kim\u202e", "K\x00im", "zero\u200bwidth"])
def test_names_have_to_be_seen(people: People, name: str) -> None:
    with pytest.raises(OnrecordError, match="characters"):
        people.add(name, "reader", by="Kim")


@pytest.mark.parametrize("password", ["short", "", "aaaaaaaaaaaaaaa", "x" * 2000, "Kim van der Waal", "ababababab"])
def test_weak_passwords_are_refused(people: People, password: str) -> None:
    with pytest.raises(OnrecordError, match="password"):
        people.add("Kim van der Waal", "reader", password, by="Kim")
    assert people.find("Kim van der Waal") is None


def test_a_role_is_changed_but_one_owner_stays(people: People) -> None:
    people.add("Bo", "reviewer", OTHER, by="Kim")
    with pytest.raises(OnrecordError, match="only owner"):
        people.set_role("Kim", "reader", by="Kim")
    with pytest.raises(OnrecordError, match="only owner"):
        people.disable("Kim", by="Kim")
    assert people.set_role("bo", "owner", by="Kim").role is Role.OWNER
    assert people.set_role("Kim", "reader", by="Bo").role is Role.READER
    with pytest.raises(OnrecordError, match="no account Zoe"):
        people.set_role("Zoe", "reader", by="Bo")


def test_an_owner_without_password_is_not_enough(people: People) -> None:
    people.add("Bo", "owner", by="Kim")
    with pytest.raises(OnrecordError, match="only owner"):
        people.disable("Kim", by="Kim")


# ---------------------------------------------------------------- passwords


def test_only_a_salted_scrypt_of_a_password_is_kept(people: People, record: Record) -> None:
    people.add("Bo", "reader", GOOD, by="Kim")
    with record.reading() as connection:
        one, other = connection.scalars(select(people_tables.people.c.password))
    assert one is not None
    assert one.startswith("scrypt$16$8$1$")
    assert one != other
    assert GOOD not in one


def test_a_password_is_the_same_however_its_letters_are_composed() -> None:
    held = passwords.kept("cafe\u0301 au lait")
    assert passwords.fits("caf\u00e9 au lait", held)
    assert not passwords.fits("cafe au lait", held)
    assert not passwords.fits("caf\u00e9 au lait", None)


def test_the_cost_that_is_shipped_is_worth_its_name() -> None:
    cost = passwords.Cost()
    assert 128 * cost.n * cost.r * cost.p >= 96 * 2**20


def test_a_password_kept_at_an_older_cost_is_kept_anew(
    people: People, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "COST", passwords.Cost(n=32, p=1))
    assert people.check_password("Kim", GOOD).person is not None
    with record.reading() as connection:
        assert str(connection.scalar(select(people_tables.people.c.password))).startswith("scrypt$32$")
    assert people.check_password("Kim", GOOD).person is not None


def test_who_gives_name_and_password_is_let_in(people: People) -> None:
    login = people.check_password("KIM ", GOOD)
    assert login.person == people.find("Kim")
    assert login.wait == 0


@pytest.mark.parametrize("name", ["Kim", "Nobody", "", "K\x00im", "\ud800", "'; DROP TABLE people; --"])
@pytest.mark.parametrize("password", ["wrong password", "", "\x00", "\ud800", "x" * 5000])
def test_who_gives_another_is_not(people: People, name: str, password: str) -> None:
    assert people.check_password(name, password).person is None


def test_without_a_password_nobody_logs_in(people: People) -> None:
    people.add("Bo", "reader", by="Kim")
    assert people.check_password("Bo", "").person is None


def test_after_some_failures_even_the_right_password_has_to_wait(people: People, clock: Clock) -> None:
    for _ in range(5):
        assert people.check_password("Kim", "wrong", address="10.0.0.9").wait == 0
    login = people.check_password("Kim", GOOD, address="10.0.0.9")
    assert login.person is None
    assert 890 < login.wait <= 900
    assert people.check_password("Kim", GOOD, address="10.0.0.8").person is not None, "from elsewhere it does not"
    clock.ahead = timedelta(seconds=login.wait + 1)
    assert people.check_password("Kim", GOOD, address="10.0.0.9").person is not None


def test_a_success_forgets_the_failures(people: People) -> None:
    for _ in range(3):
        for _ in range(4):
            people.check_password("Kim", "wrong", address="10.0.0.9")
        assert people.check_password("Kim", GOOD, address="10.0.0.9").person is not None


def test_who_tries_many_names_has_to_wait(people: People) -> None:
    for number in range(30):
        assert people.check_password(f"name {number}", "wrong", address="10.0.0.9").wait == 0
    assert people.check_password("Kim", GOOD, address="10.0.0.9").wait > 0


def test_who_tries_from_many_addresses_has_to_wait(people: People) -> None:
    for number in range(50):
        assert people.check_password("Kim", "wrong", address=f"10.0.0.{number}").wait == 0
    assert people.check_password("Kim", GOOD, address="10.0.1.1").wait > 0


def test_many_tries_at_once_do_not_slip_through(people: People, record: Record) -> None:
    def try_it(_: int) -> int:
        with open_record(record.where) as mine:
            return People(mine).check_password("Kim", "wrong", address="10.0.0.9").wait

    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(try_it, range(16)))
    assert sum(wait == 0 for wait in waits) == 5


def test_two_owners_who_disable_each_other_at_once_leave_one(people: People, record: Record) -> None:
    people.add("Bo", "owner", OTHER, by="Kim")

    def disable(name: str) -> bool:
        with open_record(record.where) as mine:
            try:
                People(mine).disable(name, by="somebody")
            except OnrecordError:
                return False
            return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(disable, ("Bo", "Kim"))) == [False, True]
    assert sum(one.disabled_at is None for one in people.everybody()) == 1


# ---------------------------------------------------------------- sessions


def test_a_session_is_known_by_its_secret_alone(people: People, record: Record) -> None:
    kim = people.find("Kim")
    assert kim is not None
    secret = people.open_session(kim)
    assert len(secret) >= 43
    assert people.of_session(secret) == kim
    assert people.of_session(secret[:-1]) is None
    assert people.of_session("") is None
    with record.reading() as connection:
        assert connection.scalars(select(people_tables.sessions.c.digest)).all() == [
            hashlib.sha256(secret.encode()).hexdigest()
        ]


def test_a_session_is_closed_alone_or_with_all_of_the_person(people: People) -> None:
    kim = people.find("Kim")
    bo = people.add("Bo", "reader", OTHER, by="Kim")
    assert kim is not None
    first, second, third, others = (people.open_session(one) for one in (kim, kim, kim, bo))
    people.close_session(first)
    people.close_session("no such secret")
    assert people.of_session(first) is None
    assert people.of_session(second) == kim
    assert len(people.sessions_of("Kim")) == 2
    assert people.close_sessions("Kim", by="Kim") == 2
    assert people.of_session(second) is None
    assert people.of_session(third) is None
    assert people.of_session(others) == bo


def test_a_session_ends_when_it_is_old_or_was_not_used(people: People, clock: Clock) -> None:
    kim = people.find("Kim")
    assert kim is not None
    used, unused = people.open_session(kim), people.open_session(kim)
    for day in (6, 12, 18, 24, 29):
        clock.ahead = timedelta(days=day)
        assert people.of_session(used) is not None
    assert people.of_session(unused) is None, "it was left alone for more than a week"
    clock.ahead = timedelta(days=31)
    assert people.of_session(used) is None


def test_another_password_closes_all_other_sessions(people: People) -> None:
    kim = people.find("Kim")
    assert kim is not None
    here, there = people.open_session(kim), people.open_session(kim)
    people.set_password("Kim", OTHER, by="Kim", spare=here)
    assert people.of_session(here) is not None
    assert people.of_session(there) is None
    assert people.check_password("Kim", GOOD).person is None
    assert people.check_password("Kim", OTHER).person is not None


def test_a_disabled_person_is_out_at_once(people: People) -> None:
    bo = people.add("Bo", "reviewer", OTHER, by="Kim")
    session, (_, secret) = people.open_session(bo), people.issue_token("Bo", "script", "write", by="Bo")
    gone = people.disable("Bo", by="Kim")
    assert gone.disabled_at is not None
    assert people.of_session(session) is None
    assert people.check_token(secret) is None
    assert people.check_password("Bo", OTHER).person is None
    with pytest.raises(OnrecordError, match="disabled"):
        people.issue_token("Bo", "script", "read", by="Kim")
    assert people.enable("Bo", by="Kim").disabled_at is None
    assert people.check_password("Bo", OTHER).person is not None
    assert people.of_session(session) is None
    assert people.check_token(secret) is None


# ---------------------------------------------------------------- tokens


def test_of_a_token_only_its_first_letters_can_be_shown(people: People, record: Record) -> None:
    token, secret = people.issue_token("Kim", "nightly  export", TokenScope.READ, by="Kim")
    assert secret.startswith("onr_")
    assert len(secret) >= 47
    assert token.prefix == secret[:12]
    assert (token.person, token.label, token.scope) == ("Kim", "nightly export", TokenScope.READ)
    with record.reading() as connection:
        held = connection.execute(select(people_tables.tokens)).one()
    assert secret not in [str(value) for value in held]
    assert people.tokens() == people.tokens("kim") == (token,)
    assert people.tokens("Bo") == ()


def test_a_token_says_whose_it_is_and_when_it_was_used(people: People) -> None:
    _, secret = people.issue_token("Kim", "script", "write", by="Kim")
    found = people.check_token(secret)
    assert found is not None
    assert found[0] == people.find("Kim")
    assert found[1].scope is TokenScope.WRITE
    assert people.tokens()[0].used_at is not None
    assert people.check_token(secret[:-1] + ("A" if secret[-1] != "A" else "B")) is None
    assert people.check_token("") is None


def test_a_token_runs_out(people: People, clock: Clock) -> None:
    _, secret = people.issue_token("Kim", "script", "read", by="Kim", days=2)
    clock.ahead = timedelta(days=1)
    assert people.check_token(secret) is not None
    clock.ahead = timedelta(days=2, minutes=1)
    assert people.check_token(secret) is None


def test_a_token_is_revoked_by_number_or_by_its_letters(people: People) -> None:
    (one, first), (other, second) = (people.issue_token("Kim", "script", "read", by="Kim") for _ in range(2))
    assert people.revoke_token(one.id, by="Kim").revoked_at is not None
    assert people.check_token(first) is None
    assert people.check_token(second) is not None
    people.revoke_token(other.prefix, by="Kim")
    assert people.check_token(second) is None
    with pytest.raises(OnrecordError, match="no one token onr_none"):
        people.revoke_token("onr_none", by="Kim")


# ---------------------------------------------------------------- the log


def test_everything_leaves_a_line_and_none_of_them_a_secret(people: People, record: Record) -> None:
    people.add("Bo", "reader", OTHER, by="Kim")
    people.set_role("Bo", "reviewer", by="Kim")
    people.set_password("Bo", "a third good password", by="Kim")
    bo = people.check_password("Bo", "a third good password", address="10.0.0.9").person
    assert bo is not None
    session = people.open_session(bo, address="10.0.0.9")
    token, secret = people.issue_token("Bo", "script", "read", by="Bo")
    people.revoke_token(token.id, by="Kim")
    people.revoke_token(token.id, by="Kim")  # it is already: nothing more to tell
    people.close_session(session)
    people.close_sessions("Bo", by="Kim")
    people.disable("Bo", by="Kim")
    people.enable("Bo", by="Kim")
    people.check_password("Bo", "no such password", address="10.0.0.9")
    with record.reading() as connection:
        rows = list(read_audit(connection, target=("person", "Bo")))
    assert [(row.person, row.verb) for row in rows] == [
        ("Kim", "add person"),
        ("Kim", "set role"),
        ("Kim", "set password"),
        ("Bo", "log in"),
        ("Bo", "issue token"),
        ("Kim", "revoke token"),
        ("Bo", "log out"),
        ("Kim", "close sessions"),
        ("Kim", "disable person"),
        ("Kim", "enable person"),
        ("Bo", "fail to log in"),
    ]
    told = " ".join(row.detail for row in rows)
    for hidden in (OTHER, "a third good password", "no such password", session, secret):
        assert hidden not in told


def test_nothing_is_logged_of_what_was_refused(people: People, record: Record) -> None:
    with pytest.raises(OnrecordError):
        people.set_role("Kim", "reader", by="Kim")
    with record.reading() as connection:
        assert [row.verb for row in read_audit(connection)] == ["add person"]
