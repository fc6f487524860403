"""The commands on people from outside."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli.people import _ROLES, people
from onrecord.errors import OnrecordError
from onrecord.record import open_record, passwords
from onrecord.record.accounts import Role
from onrecord.record.people import People

GOOD = "ferry toll river town"
OTHER = "another good password"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(passwords, "COST", passwords.Cost(n=16, p=1))


def run(*arguments: str, given: str = "") -> str:
    done = CliRunner().invoke(people, arguments, input=given, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def first() -> None:
    run("add", "Kim", "--role", "owner", "--password-stdin", given=f"{GOOD}\n")


def test_the_roles_are_those_of_the_record() -> None:
    assert list(Role) == list(_ROLES)


def test_a_password_is_asked_for_twice_and_not_shown() -> None:
    said = run("add", "Kim", "--role", "owner", given=f"{GOOD}\n{GOOD}\n")
    assert said.endswith("Added Kim as owner.\n")
    assert GOOD not in said
    with open_record("onrecord.db") as record:
        assert People(record).check_password("Kim", GOOD).person is not None


def test_a_password_comes_from_a_pipe_as_it_is() -> None:
    run("add", "Kim", "--role", "owner", "--password-stdin", given="  with spaces around  \r\n")
    with open_record("onrecord.db") as record:
        assert People(record).check_password("Kim", "  with spaces around  ").person is not None


def test_there_is_no_argument_for_a_password() -> None:
    done = CliRunner().invoke(people, ["add", "Kim", "--password", GOOD])
    assert done.exit_code == 2
    assert "No such option" in done.output


def test_a_life_of_an_account() -> None:
    assert "No accounts" in run("list", "--record", _empty())
    first()
    assert run("add", "Bo", "--no-password") == "Added Bo as reviewer.\n"
    assert run("role", "bo", "reader", "--as", "Kim") == "Bo is reader now.\n"
    assert run("list") == "Bo   reader    no password: only tokens\nKim  owner\n"
    assert "changed" in run("password", "Bo", "--password-stdin", given=f"{OTHER}\n")
    assert "disabled" in run("disable", "Bo")
    assert "Bo   reader    disabled 2" in run("list")
    assert "again" in run("enable", "Bo")
    assert run("list") == "Bo   reader\nKim  owner\n"


def _empty() -> str:
    with open_record("empty.db"):
        pass
    return "empty.db"


def test_a_life_of_a_token() -> None:
    first()
    assert run("token", "list") == "No tokens.\n"
    done = CliRunner().invoke(
        people, ["token", "issue", "Kim", "nightly export", "--days", "9"], catch_exceptions=False
    )
    secret = done.stdout.strip()
    assert secret.startswith("onr_")
    with open_record("onrecord.db") as record:
        assert People(record).check_token(secret) is not None
    listed = run("token", "list", "kim")
    assert listed.startswith(f"{secret[:12]}…  Kim  nightly export  read  last used 2")
    assert secret not in listed
    assert run("token", "revoke", secret[:12]) == f"Revoked {secret[:12]}… of Kim.\n"
    assert "revoked 2" in run("token", "list")
    with open_record("onrecord.db") as record:
        assert People(record).check_token(secret) is None


@pytest.mark.parametrize(
    ("arguments", "given", "says"),
    [
        (("add", "Bo", "--password-stdin"), "", "no password on standard input"),
        (("add", "Bo", "--password-stdin"), "short\n", "too short"),
        (("add", "KIM", "--no-password"), "", "already"),
        (("role", "Zoe", "owner"), "", "no account Zoe"),
        (("password", "Zoe"), "", "no account Zoe"),
        (("disable", "Kim"), "", "only owner"),
        (("token", "revoke", "onr_none"), "", "no one token"),
        (("list", "--record", "other.db"), "", r"no record other\.db"),
    ],
)
def test_what_is_wrong_is_said(arguments: tuple[str, ...], given: str, says: str) -> None:
    first()
    with pytest.raises(OnrecordError, match=says):
        run(*arguments, given=given)
    assert not Path("other.db").exists()


def test_who_did_it_is_in_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    first()
    monkeypatch.setattr("getpass.getuser", lambda: "login name")
    run("add", "Bo", "--no-password")
    run("add", "Zoe", "--no-password", "--as", "Kim")
    from onrecord.record.audit_rows import read_audit

    with open_record("onrecord.db") as record, record.reading() as connection:
        assert [row.person for row in read_audit(connection)][1:] == ["login name", "Kim"]
