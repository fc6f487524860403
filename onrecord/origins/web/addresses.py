"""Addresses: what is one, what one article goes by, and how one is written down."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from urllib.parse import SplitResult, urlsplit, urlunsplit

from onrecord.errors import InputError

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}
# What browsers, servers and the sitemap protocol take at most is some 2,000 characters; what is longer is no link to
# an article but a whole page packed into one.
_LONGEST = 4_000


def is_address(text: str) -> bool:
    """Whether a text is an address of the web: one word that begins with http:// or https://."""
    return text[:8].lower().startswith(("http://", "https://")) and not any(c.isspace() for c in text.strip())


def scheme_of(text: str) -> str | None:
    """The scheme that a text begins with ("s3", "https"), in lower case; None where it begins with none."""
    match = _SCHEME.match(text)
    return match[0][:-3].lower() if match else None


def checked(url: str) -> SplitResult:
    """The parts of an address; InputError where it is none of http or https, or broken."""
    name = shown(url)
    if len(url) > _LONGEST:
        raise InputError(f"{name[:100]}… is an address of {len(url):,} characters; one may have {_LONGEST:,}.")
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
        _ = parts.port
    except ValueError as error:
        raise InputError(f"{name} is no address ({error}); check its spelling.") from None
    if parts.scheme.lower() not in _DEFAULT_PORTS:
        raise InputError(f"{name} is no address of the web: only http:// and https:// are asked.")
    if not host or any(c.isspace() or ord(c) < 32 for c in url.strip()):
        raise InputError(f"{name} is no address; check its spelling.")
    return parts


def identity(url: str) -> str:
    """The address by which an article goes: as given, but without what does not name it.

    That is the name and password of a user, the part after #, parameters that only tell by which way a reader came,
    the port that goes without saying, and capitals in the name of the host.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return url.strip()
    scheme = parts.scheme.lower()
    host = f"[{host}]" if ":" in host else host.removesuffix(".")
    netloc = host if port in (None, _DEFAULT_PORTS.get(scheme)) else f"{host}:{port}"
    # "#!/news/1" names a page of an old kind of site, which a fragment else never does
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit((scheme, netloc, parts.path or "/", _without_tracks(parts.query), fragment))


def shown(url: str) -> str:
    """An address as it may be written down: without the name and password of a user."""
    return re.sub(r"^([a-z][a-z0-9+.-]*://)[^/?#@]*@", r"\1", url.strip(), flags=re.IGNORECASE)


def host_of(url: str) -> str:
    """The host that is asked: www.post.example and post.example are one."""
    return (urlsplit(url).hostname or "").lower().removesuffix(".").removeprefix("www.")


def _without_tracks(query: str) -> str:
    kept = [part for part in query.split("&") if part and not _is_track(part.split("=", 1)[0].lower())]
    return "&".join(kept)


@cache
def _is_track(name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in _tracks())


@cache
def _tracks() -> tuple[str, ...]:
    lines = (files("onrecord.origins.web") / "tracking.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
