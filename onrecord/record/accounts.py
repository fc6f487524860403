"""The values of who may do what: people, their roles, and the tokens of their programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person may do; each may also do what those before it may."""

    READER = "reader"
    REVIEWER = "reviewer"
    OWNER = "owner"

    def may(self, needed: Role) -> bool:
        """Whether this role is enough where ``needed`` is asked for."""
        order = tuple(Role)
        return order.index(self) >= order.index(needed)


class TokenScope(StrEnum):
    """What a token may be used for; never for more than its person may do."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account; ``name`` is what their judgements are signed with.

    ``id`` is 0 for who works on a record that has no accounts.
    """

    id: int
    name: str
    role: Role
    added_at: datetime | None = None
    disabled_at: datetime | None = None
    password_set: bool = False

    def may(self, needed: Role | str) -> bool:
        """Whether the person's role is enough where ``needed`` is asked for."""
        return self.disabled_at is None and self.role.may(Role(needed))


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it can be shown: everything but the secret itself, of which only the first letters are known."""

    id: int
    person: str
    label: str
    prefix: str
    scope: TokenScope
    issued_at: datetime
    expires_at: datetime | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Login:
    """What a try to log in came to: a person, or nobody and how many seconds to wait before the next try counts."""

    person: Person | None
    wait: int = 0
