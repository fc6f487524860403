"""How connections are made: to the very address that was looked at, and never for longer than was allowed."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ssl import SSLContext
from typing import Any

import httpcore
import httpx

from onrecord.origins.web.safety import public_addresses

#: What is said of a name that means no machine, and of one that could not be looked up just now.
UNKNOWN, UNSURE = "there is no host of that name", "the name cannot be looked up now"
_SHORTEST = 0.01  # seconds; a time of 0 would mean "do not wait at all" to the socket


class Clock(threading.local):
    """Until when the request of this thread may last, by the clock that only goes forward."""

    until: float = float("inf")

    def left(self, wanted: float | None) -> float | None:
        """What may still be waited for, at most as long as wanted; raises TimeoutError where the time is over."""
        rest = self.until - time.monotonic()
        if rest <= 0:
            raise TimeoutError
        if rest == float("inf"):
            return wanted
        return max(_SHORTEST, rest if wanted is None else min(wanted, rest))


class _Stream(httpcore.NetworkStream):
    """A connection that ends when the clock says so, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream, clock: Clock) -> None:
        self._stream, self._clock = stream, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        started = self._stream.start_tls(ssl_context, server_hostname, self._clock.left(timeout))
        return _Stream(started, self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Looks a name up once, checks what it means, and connects to that; host and certificate stay those of the name."""

    def __init__(self, clock: Clock, allow_private: bool) -> None:
        self._inner, self._clock, self._allow_private = httpcore.SyncBackend(), clock, allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            addresses = public_addresses(host, port, allow_private=self._allow_private)
        except (OSError, UnicodeError) as error:
            is_passing = getattr(error, "errno", None) == socket.EAI_AGAIN
            raise httpcore.ConnectError(UNSURE if is_passing else UNKNOWN) from error
        failure: Exception = httpcore.ConnectError("it has no address")
        for address in addresses:
            try:
                wait = self._clock.left(timeout)
                stream = self._inner.connect_tcp(address, port, wait, local_address, socket_options)
                return _Stream(stream, self._clock)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)


class Guarded(httpx.BaseTransport):
    """The transport of httpx over such connections."""

    def __init__(self, clock: Clock, *, allow_private: bool, connections: int, proxy: str | None = None) -> None:
        """Connect to nothing yet."""
        self._allow_private, self._has_proxy = allow_private, proxy is not None
        settings: dict[str, Any] = {
            "ssl_context": httpx.create_ssl_context(),
            "max_connections": None,
            "max_keepalive_connections": connections,
            "keepalive_expiry": 15.0,
        }
        self._pool: httpcore.ConnectionPool
        if proxy is None:
            self._pool = httpcore.ConnectionPool(**settings, network_backend=_Backend(clock, allow_private))
        else:
            whole = httpx.Proxy(proxy)
            # The proxy itself stands in one's own network, as a rule.
            backend = _Backend(clock, allow_private=True)
            address = str(whole.url)
            self._pool = httpcore.HTTPProxy(address, whole.raw_auth, **settings, network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send it; the body of what comes is a stream still."""
        url = request.url
        if self._has_proxy:
            self._look(url.host, url.port or 443)
        sent = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with _as_httpx():
            came = self._pool.handle_request(sent)
        assert isinstance(came.stream, Iterable)
        return httpx.Response(came.status, headers=came.headers, stream=_Body(came), extensions=came.extensions)

    def _look(self, host: str, port: int) -> None:
        """Refuse what is known here to be private; the proxy alone knows what it makes of a name."""
        try:
            public_addresses(host, port, allow_private=self._allow_private)
        except (OSError, UnicodeError):
            return

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx():
            yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


@contextmanager
def _as_httpx() -> Iterator[None]:
    """The errors of the one library by the same names as the errors of the other."""
    try:
        yield
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
        kind: type[httpx.TransportError] = getattr(httpx, type(error).__name__, httpx.TransportError)
        raise kind(str(error)) from error
