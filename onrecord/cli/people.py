"""The commands on people: who may work on the record, in which role, and with which tokens."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import OUT, RECORD, printable, where, write
from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from onrecord.record.accounts import Token
    from onrecord.record.people import People

_ROLES = ("reader", "reviewer", "owner")  # as record.accounts.Role has them, which is slow to import; a test compares
BY = click.option("--as", "by", metavar="NAME", help="Who does it, for the log; default: your login name.")
_STDIN = click.option(
    "--password-stdin", "piped", is_flag=True, help="Take the password from standard input instead of asking for it."
)


@click.group()
def people() -> None:
    """Say who may work on the record: accounts, roles, passwords, tokens. The first account is an owner."""


@contextmanager
def _opened(record: str | None, *, create: bool = False) -> Iterator[People]:
    from onrecord.record import open_record
    from onrecord.record.people import People

    with open_record(where(record), create=create) as opened:
        yield People(opened)


@people.command()
@click.argument("name")
@click.option("--role", type=click.Choice(_ROLES), default="reviewer", show_default=True)
@click.option("--no-password", is_flag=True, help="Make an account that only tokens can use.")
@_STDIN
@BY
@RECORD
def add(name: str, role: str, no_password: bool, piped: bool, by: str | None, record: str | None) -> int:
    """Make an account; its password is asked for, or read from standard input."""
    if no_password and piped:
        raise click.UsageError("--no-password and --password-stdin exclude each other.")
    with _opened(record, create=True) as held:
        password = None if no_password else _password(name, piped)
        person = held.add(name, role, password, by=who(by))
    click.echo(f"Added {printable(person.name)} as {person.role.value}.")
    return 0


@people.command("list")
@RECORD
@OUT
def list_(record: str | None, out: Path | None) -> int:
    """List the accounts: name, role, and what keeps somebody from logging in."""
    with _opened(record) as held:
        found = held.everybody()
    if not found:
        click.echo("No accounts: whoever opens the record on this machine is its owner.")
        return 0
    width = max(len(printable(one.name)) for one in found)
    lines = (
        f"{printable(one.name):{width}}  {one.role.value:8}  {_state(one.disabled_at, one.password_set)}".rstrip()
        for one in found
    )
    write(lines, out)
    return 0


@people.command()
@click.argument("name")
@click.argument("role", type=click.Choice(_ROLES))
@BY
@RECORD
def role(name: str, role: str, by: str | None, record: str | None) -> int:
    """Give a person another role."""
    with _opened(record) as held:
        person = held.set_role(name, role, by=who(by))
    click.echo(f"{printable(person.name)} is {person.role.value} now.")
    return 0


@people.command()
@click.argument("name")
@_STDIN
@BY
@RECORD
def password(name: str, piped: bool, by: str | None, record: str | None) -> int:
    """Give a person another password, which also logs them out everywhere."""
    with _opened(record) as held:
        if held.find(name) is None:
            raise OnrecordError(f"There is no account {printable(name)}. `onrecord people list` names those there are.")
        held.set_password(name, _password(name, piped), by=who(by))
    click.echo(f"The password of {printable(name)} is changed; open sessions are closed.")
    return 0


@people.command()
@click.argument("name")
@BY
@RECORD
def disable(name: str, by: str | None, record: str | None) -> int:
    """Keep a person out; what they did stays under their name."""
    with _opened(record) as held:
        person = held.disable(name, by=who(by))
    click.echo(f"{printable(person.name)} is disabled; sessions are closed and tokens revoked.")
    return 0


@people.command()
@click.argument("name")
@BY
@RECORD
def enable(name: str, by: str | None, record: str | None) -> int:
    """Let a disabled person in again."""
    with _opened(record) as held:
        person = held.enable(name, by=who(by))
    click.echo(f"{printable(person.name)} can log in again.")
    return 0


# ---------------------------------------------------------------- tokens


@people.group()
def token() -> None:
    """Tokens for programs that use the API in the name of a person."""


@token.command("issue")
@click.argument("name")
@click.argument("label")
@click.option("--scope", type=click.Choice(["read", "write"]), default="read", show_default=True)
@click.option("--days", type=click.IntRange(min=1, max=3650), metavar="N", help="How long it holds; default: for ever.")
@BY
@RECORD
def issue(name: str, label: str, scope: str, days: int | None, by: str | None, record: str | None) -> int:
    """Make a token for NAME; it is shown this once. LABEL says what it is for."""
    with _opened(record) as held:
        _, secret = held.issue_token(name, label, scope, by=who(by), days=days)
    click.echo(secret)
    click.echo("This is the only time that it is shown. Send it as the header: Authorization: Bearer …", err=True)
    return 0


@token.command("list")
@click.argument("name", required=False)
@RECORD
@OUT
def list_tokens(name: str | None, record: str | None, out: Path | None) -> int:
    """List the tokens of NAME, or of all: first letters, whose, what for, scope, when it was last used."""
    with _opened(record) as held:
        found = held.tokens(name)
    if not found:
        click.echo("No tokens.")
        return 0
    write((printable(_told(one)) for one in found), out)
    return 0


@token.command("revoke")
@click.argument("prefix")
@BY
@RECORD
def revoke(prefix: str, by: str | None, record: str | None) -> int:
    """End a token, named by its first letters as `token list` shows them."""
    with _opened(record) as held:
        ended = held.revoke_token(int(prefix) if prefix.isdecimal() else prefix.rstrip("…"), by=who(by))
    click.echo(f"Revoked {ended.prefix}… of {printable(ended.person)}.")
    return 0


# ---------------------------------------------------------------- words


def who(by: str | None) -> str:
    """Who does something: the name that is given, else the login name."""
    try:
        return by or getpass.getuser()
    except (KeyError, OSError) as error:  # a user without a name: a bare container
        raise OnrecordError("Nobody knows your login name here. Give one with --as NAME.") from error


def _password(name: str, piped: bool) -> str:
    if piped:
        line = sys.stdin.readline().rstrip("\r\n")
        if not line:
            raise OnrecordError("There was no password on standard input. Write it there as the first line.")
        return line
    asked: str = click.prompt(f"Password of {printable(name)}", hide_input=True, confirmation_prompt=True, err=True)
    return asked


def _state(disabled_at: datetime | None, password_set: bool) -> str:
    if disabled_at is not None:
        return f"disabled {disabled_at:%Y-%m-%d}"
    return "" if password_set else "no password: only tokens"


def _told(one: Token) -> str:
    if one.revoked_at is not None:
        state = f"revoked {one.revoked_at:%Y-%m-%d}"
    else:
        used = f"last used {one.used_at:%Y-%m-%d}" if one.used_at else "never used"
        state = used if one.expires_at is None else f"{used}, until {one.expires_at:%Y-%m-%d}"
    return f"{one.prefix}…  {one.person}  {one.label}  {one.scope.value}  {state}"
