"""What the app trusts and what it does not: hosts, sizes, forged posts, and the headers that every answer carries."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.place import Place
from onrecord.web.refusals import Refusal

# Scripts, styles, pictures and connections of this server alone, nothing written into the page itself.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",  # a picture of the map is drawn in the browser before it is saved
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with none, browsers would not say where a form comes from
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}

# Bytes of a request, where nothing else is said for its path: a form with the longest article in it, twice over.
LARGEST_BODY = 2_000_000

# Parts of one form, and bytes of one that is no file: the longest text that one article may have, in its widest letters
# twice over. Files beyond these come in further forms, as the page for reading sends them.
MOST_PARTS = 5_000
LARGEST_FIELD = 4_000_000

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
CSRF_HEADER = "X-CSRF-Token"
CSRF_FIELD = "csrf"

_SECRET_BYTES = 32
_LONGEST_COOKIE = 200  # characters; those made here have 43


OnFault = Callable[[Request, Exception], Response]


class Guard:
    """The door of the app: refuses foreign hosts and bodies too large, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, place: Place, larger: Mapping[str, int], on_fault: OnFault) -> None:
        """``larger`` names the paths that may be sent more than LARGEST_BODY; ``on_fault`` answers for the program."""
        self._app = app
        self._place = place
        self._larger = larger
        self._on_fault = on_fault

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        begun = False
        # Files of the program are asked for again each time and, unchanged, not sent again; pages are never kept.
        keeping = "no-cache" if scope["path"].startswith("/static/") else "no-store"

        async def send_guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                out = MutableHeaders(scope=message)
                for name, value in (*HEADERS.items(), ("Cache-Control", keeping)):
                    out.setdefault(name, value)
            await send(message)

        if not host_is_ours(headers.get("host", ""), self._place):
            said = (
                "This address is not one that the server answers to. Call it by the address that it printed when it "
                "started, or start it with --name HOST.\n"
            )
            await Response(said, 421, media_type="text/plain")(scope, receive, send_guarded)
            return
        try:
            await self._app(scope, self._limited(scope, headers, receive), send_guarded)
        except Exception as error:
            if begun:
                raise
            await self._on_fault(Request(scope), error)(scope, receive, send_guarded)

    def _limited(self, scope: Scope, headers: Headers, receive: Receive) -> Receive:
        """The body of a request up to its limit: what says that it is longer is not looked at, the rest is cut off."""
        limit = self._larger.get(scope["path"], LARGEST_BODY)
        given = headers.get("content-length", "")
        if given and (not given.isdecimal() or int(given) > limit):
            scope["onrecord.too_large"] = limit
            return _nothing
        seen = 0

        async def receive_limited() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                scope["onrecord.too_large"] = limit
                raise too_large(limit)
            return message

        return receive_limited


async def _nothing() -> Message:
    """A body that is not looked at."""
    return {"type": "http.request", "body": b"", "more_body": False}


def too_large(limit: int) -> Refusal:
    """The answer to a body over its limit."""
    size = f"{limit / 1e6:.0f} MB"
    return Refusal(413, f"What was sent is larger than the {size} that this page takes at once.", "Send it in parts.")


def host_is_ours(host: str, place: Place) -> bool:
    """Whether a Host header names this server; a foreign name that leads here is somebody else's page asking.

    An address in figures can not be another's name, so that any is taken.
    """
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
        urlsplit(f"//{host}").port  # noqa: B018 - raises where it is no number
    except ValueError:
        return False
    if name in {"localhost", place.host.lower(), *(known.lower() for known in place.names)}:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def bearer_of(request: Request) -> str | None:
    """The secret of a token that a program sends in place of a cookie."""
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip()[:_LONGEST_COOKIE] if kind.lower() == "bearer" else None


# ---------------------------------------------------------------- sessions and forged posts


def cookie_name(place: Place) -> str:
    """The name of the session cookie of this record's app."""
    return f"onrecord-{place.mark}"


def session_of(request: Request, place: Place) -> str | None:
    """The secret in the session cookie, if there is one that may be one."""
    held = request.cookies.get(cookie_name(place))
    return held if held and len(held) <= _LONGEST_COOKIE and held.isascii() and held.isprintable() else None


def new_session() -> str:
    """A secret for somebody who works without an account."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def set_session(response: Response, request: Request, place: Place, secret: str) -> None:
    """Give the browser a session cookie: not for scripts, not for other sites."""
    response.set_cookie(
        cookie_name(place),
        secret,
        max_age=30 * 24 * 3600,
        path="/",
        httponly=True,
        samesite="strict",
        secure=place.https or request.url.scheme == "https",
    )


def clear_session(response: Response, place: Place) -> None:
    """Take the session cookie back."""
    response.delete_cookie(cookie_name(place), path="/", httponly=True, samesite="strict")


def csrf_token(key: bytes, session: str) -> str:
    """The word that a form of this session must carry; nobody can make it for the session of another."""
    return hmac.new(key, session.encode(), hashlib.sha256).hexdigest()


def check_origin(request: Request) -> None:
    """Refuse a post that the browser says comes from another site."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    foreign = site in ("cross-site", "same-site")
    if origin is not None and not foreign:
        foreign = urlsplit(origin).netloc != request.headers.get("host", "")
    if foreign:
        raise Refusal(403, "This was sent from another site and was not carried out.", "Do it on the page itself.")


async def check_csrf(request: Request, key: bytes, session: str | None) -> None:
    """Refuse a post without the word of its own session, given in a header or in the first field of a form."""
    given: object = request.headers.get(CSRF_HEADER)
    if session is not None and given is None and _is_form(request):
        form = await request.form(max_files=MOST_PARTS, max_fields=MOST_PARTS, max_part_size=LARGEST_FIELD)
        given = form.get(CSRF_FIELD)
    if (
        session is None
        or not isinstance(given, str)
        or not hmac.compare_digest(given.encode(), csrf_token(key, session).encode())
    ):
        raise Refusal(
            403,
            "This page is from an earlier session, so that what it sent was not carried out.",
            "Reload the page and do it again.",
            detail="csrf",
        )


def _is_form(request: Request) -> bool:
    kind = request.headers.get("content-type", "")
    return kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data"))
