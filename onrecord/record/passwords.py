"""Passwords to what may be kept of them, and back to yes or no."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import dataclass

from onrecord.errors import OnrecordError

# Counted in characters. The least is what NIST SP 800-63B-4 asks for where a second factor stands beside the password,
# plus two; the most keeps a try cheap.
_LEAST, _MOST = 10, 1024
_SALT, _DIGEST = 16, 32  # bytes

# Each try holds 32 MiB for as long as it lasts: a crowd of tries at once waits here instead of in the memory.
_AT_ONCE = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: 128 * n * r bytes of memory, gone through p times."""

    n: int = 2**15
    r: int = 8
    p: int = 3

    @property
    def memory(self) -> int:
        """What scrypt may take, with room for its own blocks."""
        return 128 * self.n * self.r + 2**20 * (1 + self.p)


# One of the choices that OWASP's Password Storage Cheat Sheet holds to be equal (n=2^17 p=1 … n=2^15 p=3): the one that
# ten people who log in at once can pay for on a small server. A third of a second on one core of 2024.
COST = Cost()


def refuse_weak(password: str, name: str) -> None:
    """Raise OnrecordError where a password is too short, too long or the person's own name."""
    if len(password) < _LEAST:
        raise OnrecordError(f"The password is too short: take {_LEAST} characters or more, for instance four words")
    if len(password) > _MOST:
        raise OnrecordError(f"The password is too long: take at most {_MOST} characters")
    if password.casefold().strip() == name.casefold() or len(set(password)) < 4:
        raise OnrecordError("The password is too easy to guess: take another one, for instance four words")


def kept(password: str, cost: Cost | None = None) -> str:
    """What may be kept of a password: ``scrypt$n$r$p$salt$digest``."""
    cost = cost or COST
    salt = secrets.token_bytes(_SALT)
    digest = _scrypt(password, salt, cost)
    return f"scrypt${cost.n}${cost.r}${cost.p}${b64encode(salt).decode()}${b64encode(digest).decode()}"


def fits(password: str, held: str | None) -> bool:
    """Whether this is the password; takes as long where there is none to compare it with."""
    if held is None or len(password) > _MOST:
        _scrypt("", bytes(_SALT), COST)
        return False
    cost, salt, digest = _parts(held)
    return hmac.compare_digest(_scrypt(password, salt, cost), digest)


def outdated(held: str) -> bool:
    """Whether it was kept at another cost than new ones are."""
    return _parts(held)[0] != COST


def _parts(held: str) -> tuple[Cost, bytes, bytes]:
    kind, n, r, p, salt, digest = held.split("$")
    if kind != "scrypt":
        raise ValueError(f"No password is kept by {kind}")
    return Cost(int(n), int(r), int(p)), b64decode(salt), b64decode(digest)


def _scrypt(password: str, salt: bytes, cost: Cost) -> bytes:
    plain = unicodedata.normalize("NFC", password).encode(errors="replace")  # the same on every keyboard
    with _AT_ONCE:
        return hashlib.scrypt(plain, salt=salt, n=cost.n, r=cost.r, p=cost.p, maxmem=cost.memory, dklen=_DIGEST)
