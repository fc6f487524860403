"""Passwords of coders as DNA keeps them: Jasypt's StrongPasswordEncryptor."""

from __future__ import annotations

import base64
import hashlib
import secrets

# Both numbers are Jasypt's own.
_SALT = 16  # bytes
_TURNS = 100_000


def digest(password: str, salt: bytes | None = None) -> str:
    """What stands in a database for a password: base64 of a salt and of SHA-256, many times over."""
    salt = secrets.token_bytes(_SALT) if salt is None else salt
    held = salt + password.encode()
    for _ in range(_TURNS):
        held = hashlib.sha256(held).digest()
    return base64.b64encode(salt + held).decode("ascii")


def fits(password: str, kept: str) -> bool:
    """Whether a password is the one that was kept."""
    salt = base64.b64decode(kept)[:_SALT]
    return secrets.compare_digest(digest(password, salt), kept)
