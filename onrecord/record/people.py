"""Who may work on the record: accounts, logins, sessions and tokens, each change with its line in the audit log."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from onrecord.errors import OnrecordError
from onrecord.record import passwords
from onrecord.record.accounts import Login, Person, Role, Token, TokenScope
from onrecord.record.audit_rows import write_audit
from onrecord.record.people_tables import login_tries, people, sessions, tokens
from onrecord.record.store import Record

# A try that failed counts for this long.
_TRIES_COUNT = timedelta(minutes=15)
# So many failures may a person have from one address, an address with all names, a name from everywhere. The first is
# more than people need who know their password; the others stop who goes through names or comes from many addresses,
# and leave a whole office behind one address room to err.
_TRIES_OF_BOTH, _TRIES_OF_ADDRESS, _TRIES_OF_NAME = 5, 30, 50

# A session ends this long after it was opened, or after it was last used.
_SESSION_LASTS, _SESSION_RESTS = timedelta(days=30), timedelta(days=7)
# When a session or a token was last used is written at most this often: a write on every request would be dear.
_SESSION_SEEN, _TOKEN_USED = timedelta(hours=1), timedelta(minutes=1)

_BYTES = 32  # of a secret: 256 random bits, so that its plain sha256 can be kept
_TOKEN = "onr_"  # what tokens begin with, so that a search for leaked secrets can find them
_SHOWN = 8  # letters of a token that stay visible after that
_NAME_MOST = 100  # characters


class People:
    """The people of an open record; ``by`` is everywhere the name of who does it."""

    def __init__(self, record: Record) -> None:
        """Look at the people of this record."""
        self._record = record

    # ------------------------------------------------------------ accounts

    def anybody(self) -> bool:
        """Whether the record has accounts, so that a login has to be asked for."""
        with self._record.reading() as connection:
            return connection.scalar(select(people.c.id).limit(1)) is not None

    def everybody(self) -> tuple[Person, ...]:
        """All accounts by name, the disabled ones too."""
        with self._record.reading() as connection:
            return tuple(_person_of(row) for row in connection.execute(select(people).order_by(people.c.key)))

    def find(self, name: str) -> Person | None:
        """The account of that name, whatever its case, if there is one."""
        with self._record.reading() as connection:
            row = _row(connection, name)
            return None if row is None else _person_of(row)

    def add(self, name: str, role: Role | str, password: str | None = None, *, by: str) -> Person:
        """Make an account; without a password nobody can log in with it, but tokens work.

        The first account has to be an owner with a password: with it, the login begins to be asked for.
        """
        name, role = _proper(name), Role(role)
        if password is not None:
            passwords.refuse_weak(password, name)
        held = None if password is None else passwords.kept(password)
        with self._record.transaction() as connection:
            if _row(connection, name) is not None:
                raise OnrecordError(f"There is an account {name} already. Take another name")
            first = connection.scalar(select(people.c.id).limit(1)) is None
            if first and (role is not Role.OWNER or held is None):
                raise OnrecordError("The first account has to be an owner with a password, who lets the others in")
            row = {"name": name, "key": _key(name), "role": role.value, "password": held, "added_at": datetime.now(UTC)}
            connection.execute(insert(people), row)
            _note(connection, by, "add person", name, {"role": role.value})
            return _person_of(_needed(connection, name))

    def set_role(self, name: str, role: Role | str, *, by: str) -> Person:
        """Give a person another role; the last owner stays one."""
        role = Role(role)
        with self._record.transaction() as connection:
            before = _needed(connection, name)
            if role is not Role.OWNER:
                _keep_an_owner(connection, before)
            connection.execute(update(people).where(people.c.id == before.id).values(role=role.value))
            _note(connection, by, "set role", before.name, {"before": before.role, "after": role.value})
            return _person_of(_needed(connection, name))

    def set_password(self, name: str, password: str, *, by: str, spare: str | None = None) -> None:
        """Give a person another password and close their sessions, but for the one with the secret ``spare``."""
        passwords.refuse_weak(password, name)
        held = passwords.kept(password)
        with self._record.transaction() as connection:
            row = _needed(connection, name)
            connection.execute(update(people).where(people.c.id == row.id).values(password=held))
            connection.execute(delete(login_tries).where(login_tries.c.key == row.key))
            closed = _close(connection, row.id, spare)
            _note(connection, by, "set password", row.name, {"sessions closed": closed})

    def disable(self, name: str, *, by: str) -> Person:
        """Keep a person out: no login, no session, no token; what they did stays. The last owner can not be."""
        with self._record.transaction() as connection:
            row = _needed(connection, name)
            _keep_an_owner(connection, row)
            now = datetime.now(UTC)
            connection.execute(update(people).where(people.c.id == row.id).values(disabled_at=row.disabled_at or now))
            closed = _close(connection, row.id)
            stood = (tokens.c.person == row.id) & tokens.c.revoked_at.is_(None)
            revoked = connection.execute(update(tokens).where(stood).values(revoked_at=now)).rowcount
            detail = {"sessions closed": closed, "tokens revoked": revoked}
            _note(connection, by, "disable person", row.name, detail)
            return _person_of(_needed(connection, name))

    def enable(self, name: str, *, by: str) -> Person:
        """Let a disabled person in again; sessions and tokens of before do not come back."""
        with self._record.transaction() as connection:
            row = _needed(connection, name)
            connection.execute(update(people).where(people.c.id == row.id).values(disabled_at=None))
            _note(connection, by, "enable person", row.name, {})
            return _person_of(_needed(connection, name))

    # ------------------------------------------------------------ logins

    def check_password(self, name: str, password: str, *, address: str = "") -> Login:
        """Who it is that gives this name and password from a network address.

        Counts the try before it looks, so that many at once do not slip through; a try too many is not looked at.
        """
        key = _key(name)
        with self._record.transaction() as connection:
            row = _row(connection, name, alone=True)
            wait = _wait(connection, key, address)
            if wait:
                return Login(None, wait)
            tried = {"key": key, "address": address, "at": datetime.now(UTC)}
            made = connection.execute(insert(login_tries), tried).inserted_primary_key
            assert made is not None
        right = passwords.fits(password, None if row is None else row.password)  # takes its time: outside of the lock
        with self._record.transaction() as connection:
            if not right or row is None or row.disabled_at is not None:
                said = _seen(name) if row is None else row.name
                _note(connection, said, "fail to log in", said, {"address": address})
                return Login(None)
            done = (login_tries.c.key == key) & (login_tries.c.address == address)
            connection.execute(delete(login_tries).where(done))
            if passwords.outdated(row.password):
                held = passwords.kept(password)
                connection.execute(update(people).where(people.c.id == row.id).values(password=held))
            return Login(_person_of(row))

    def open_session(self, person: Person, *, address: str = "") -> str:
        """Log a person in; the secret for their cookie, of which nothing but a hash is kept."""
        secret, now = secrets.token_urlsafe(_BYTES), datetime.now(UTC)
        with self._record.transaction() as connection:
            ended = (sessions.c.expires_at < now) | (sessions.c.seen_at < now - _SESSION_RESTS)
            connection.execute(delete(sessions).where(ended))
            row = {"digest": _digest(secret), "person": person.id, "opened_at": now, "seen_at": now}
            connection.execute(insert(sessions), row | {"expires_at": now + _SESSION_LASTS})
            _note(connection, person.name, "log in", person.name, {"address": address})
        return secret

    def of_session(self, secret: str) -> Person | None:
        """Who is logged in with this secret; nobody where the session has ended."""
        now = datetime.now(UTC)
        found = select(people, sessions.c.seen_at).join(sessions, sessions.c.person == people.c.id)
        found = found.where(
            sessions.c.digest == _digest(secret),
            sessions.c.expires_at > now,
            sessions.c.seen_at > now - _SESSION_RESTS,
            people.c.disabled_at.is_(None),
        )
        with self._record.reading() as connection:
            row = connection.execute(found).one_or_none()
        if row is None:
            return None
        if row.seen_at < now - _SESSION_SEEN:
            with self._record.transaction() as connection:
                held = sessions.c.digest == _digest(secret)
                connection.execute(update(sessions).where(held).values(seen_at=now))
        return _person_of(row)

    def close_session(self, secret: str) -> None:
        """Log out; where there is no such session nothing happens."""
        person = self.of_session(secret)
        with self._record.transaction() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == _digest(secret)))
            if person is not None:
                _note(connection, person.name, "log out", person.name, {})

    def close_sessions(self, name: str, *, by: str) -> int:
        """Log a person out everywhere; how many sessions that closed."""
        with self._record.transaction() as connection:
            row = _needed(connection, name)
            closed = _close(connection, row.id)
            _note(connection, by, "close sessions", row.name, {"sessions closed": closed})
            return closed

    def sessions_of(self, name: str) -> tuple[tuple[datetime, datetime], ...]:
        """When each open session of a person was opened and last used."""
        now = datetime.now(UTC)
        with self._record.reading() as connection:
            found = select(sessions.c.opened_at, sessions.c.seen_at).order_by(sessions.c.opened_at)
            found = found.where(sessions.c.person == _needed(connection, name).id, sessions.c.expires_at > now)
            return tuple((opened, seen) for opened, seen in connection.execute(found))

    # ------------------------------------------------------------ tokens

    def issue_token(
        self, name: str, label: str, scope: TokenScope | str, *, by: str, days: int | None = None
    ) -> tuple[Token, str]:
        """Make a token for the programs of a person; the token, and the secret that is shown this once."""
        secret, now, scope = _TOKEN + secrets.token_urlsafe(_BYTES), datetime.now(UTC), TokenScope(scope)
        label = _proper(label, "label")
        with self._record.transaction() as connection:
            person = _needed(connection, name)
            if person.disabled_at is not None:
                raise OnrecordError(f"The account {person.name} is disabled. Enable it before it gets a token")
            row = {
                "person": person.id,
                "label": label,
                "prefix": secret[: len(_TOKEN) + _SHOWN],
                "digest": _digest(secret),
                "scope": scope.value,
                "issued_at": now,
                "expires_at": None if days is None else now + timedelta(days=days),
            }
            connection.execute(insert(tokens), row)
            held = connection.execute(_tokens().where(tokens.c.digest == row["digest"])).one()
            _note(connection, by, "issue token", person.name, {"token": held.prefix, "scope": scope.value})
            return _token_of(held), secret

    def tokens(self, name: str | None = None) -> tuple[Token, ...]:
        """The tokens of one person or of all, the latest first, the revoked ones too."""
        with self._record.reading() as connection:
            found = _tokens().order_by(tokens.c.id.desc())
            if name is not None:
                found = found.where(people.c.key == _key(name))
            return tuple(_token_of(row) for row in connection.execute(found))

    def revoke_token(self, token: int | str, *, by: str) -> Token:
        """End a token, given by its number or by its visible first letters."""
        with self._record.transaction() as connection:
            named = tokens.c.id == token if isinstance(token, int) else tokens.c.prefix == token
            found = connection.execute(_tokens().where(named)).all()
            if len(found) != 1:
                raise OnrecordError(f"There is no one token {token}. `onrecord people token list` names them")
            now = datetime.now(UTC)
            stands = (tokens.c.id == found[0].id) & tokens.c.revoked_at.is_(None)
            if connection.execute(update(tokens).where(stands).values(revoked_at=now)).rowcount:
                _note(connection, by, "revoke token", found[0].person, {"token": found[0].prefix})
            return _token_of(connection.execute(_tokens().where(tokens.c.id == found[0].id)).one())

    def check_token(self, secret: str) -> tuple[Person, Token] | None:
        """Whose token that is, and the token; nothing where it is none, has run out or was revoked."""
        now = datetime.now(UTC)
        standing = (tokens.c.digest == _digest(secret)) & tokens.c.revoked_at.is_(None) & people.c.disabled_at.is_(None)
        with self._record.reading() as connection:
            row = connection.execute(_tokens().where(standing)).one_or_none()
            if row is None or (row.expires_at is not None and row.expires_at <= now):
                return None
            person = _person_of(connection.execute(select(people).where(people.c.name == row.person)).one())
        if row.used_at is None or row.used_at < now - _TOKEN_USED:
            with self._record.transaction() as connection:
                connection.execute(update(tokens).where(tokens.c.id == row.id).values(used_at=now))
        return person, _token_of(row)


def local_owner(name: str) -> Person:
    """Who works on a record that has no accounts: may do everything, and signs with this name."""
    return Person(0, name, Role.OWNER)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", _seen(name)).casefold()


def _seen(name: str) -> str:
    """What can be seen of a name that somebody typed, and not more of it than a name may have."""
    seen = "".join(letter for letter in name[: 2 * _NAME_MOST] if letter.isprintable() or letter.isspace())
    return " ".join(seen.split())[:_NAME_MOST]


def _proper(name: str, what: str = "name") -> str:
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if not name or len(name) > _NAME_MOST or not name.isprintable():
        raise OnrecordError(f"A {what} has 1 to {_NAME_MOST} characters, and none that can not be seen")
    return name


def _row(connection: Connection, name: str, *, alone: bool = False) -> Row[Any] | None:
    """The account of that name; ``alone`` lets others who ask so wait until the transaction ends."""
    found = select(people).where(people.c.key == _key(name))
    return connection.execute(found.with_for_update() if alone else found).one_or_none()


def _needed(connection: Connection, name: str) -> Row[Any]:
    row = _row(connection, name)
    if row is None:
        raise OnrecordError(f"There is no account {name}. `onrecord people list` names those that there are")
    return row


def _keep_an_owner(connection: Connection, row: Row[Any]) -> None:
    """Refuse where this is the only owner who can log in."""
    owners = select(people.c.id).where(people.c.role == Role.OWNER.value, people.c.disabled_at.is_(None))
    owners = owners.where(people.c.password.is_not(None)).order_by(people.c.id).with_for_update()
    others = [one for one in connection.scalars(owners) if one != row.id]
    if row.role == Role.OWNER.value and row.disabled_at is None and not others:
        raise OnrecordError(f"{row.name} is the only owner. Make somebody else one first, with a password")


def _close(connection: Connection, person: int, spare: str | None = None) -> int:
    found = delete(sessions).where(sessions.c.person == person)
    if spare is not None:
        found = found.where(sessions.c.digest != _digest(spare))
    return connection.execute(found).rowcount


def _wait(connection: Connection, key: str, address: str) -> int:
    """Seconds until the next try counts, 0 where it does at once; forgets tries that no longer count."""
    now = datetime.now(UTC)
    connection.execute(delete(login_tries).where(login_tries.c.at < now - _TRIES_COUNT))
    of_name, of_address = login_tries.c.key == key, login_tries.c.address == address
    rules = [(of_name & of_address, _TRIES_OF_BOTH), (of_name, _TRIES_OF_NAME)]
    rules += [(of_address, _TRIES_OF_ADDRESS)] if address else []
    wait = timedelta()
    for rule, most in rules:
        # the try that has to be forgotten before there is room for another
        last = select(login_tries.c.at).where(rule).order_by(login_tries.c.id.desc()).offset(most - 1).limit(1)
        at = connection.scalar(last)
        if at is not None:
            wait = max(wait, at + _TRIES_COUNT - now)
    return -(-int(wait.total_seconds() * 1000) // 1000)


def _tokens() -> Select[Any]:
    named = [column for column in tokens.c if column.name != "person"]
    return select(*named, people.c.name.label("person")).join(people, people.c.id == tokens.c.person)


def _person_of(row: Row[Any]) -> Person:
    return Person(row.id, row.name, Role(row.role), row.added_at, row.disabled_at, row.password is not None)


def _token_of(row: Row[Any]) -> Token:
    return Token(
        id=row.id,
        person=row.person,
        label=row.label,
        prefix=row.prefix,
        scope=TokenScope(row.scope),
        issued_at=row.issued_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )


def _note(connection: Connection, by: str, verb: str, person: str, detail: Mapping[str, object]) -> None:
    write_audit(connection, by, verb, "person", person, detail)
