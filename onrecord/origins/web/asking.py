"""One question and one answer: no redirect is followed here, nothing is asked twice."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpx

from onrecord.errors import InputError
from onrecord.origins.web.fetching import Fetching
from onrecord.origins.web.inflating import ASKED, TooMuch, Unreadable, inflated
from onrecord.origins.web.safety import Refused
from onrecord.origins.web.transport import UNKNOWN, Clock, Guarded
from onrecord.version import __version__

# What may be as large as a feed, whatever it was asked for as.
_LARGE_KIND = re.compile(r"(?<!xhtml\+)xml$|json|pdf|zip|officedocument")


@dataclass(frozen=True, slots=True)
class Reply:
    """What one address answered; ``data`` is unpacked."""

    url: str
    status: int
    headers: httpx.Headers
    data: bytes
    seconds: float


class Unanswered(Exception):
    """There was no answer that can be used; the message says why.

    ``transient``: it may be otherwise in a moment. ``lasting``: it will be the same next week.
    """

    def __init__(self, message: str, *, transient: bool = False, lasting: bool | None = None) -> None:
        """Say why, and whether it is worth to ask again."""
        super().__init__(message)
        self.transient = transient
        self.lasting = not transient if lasting is None else lasting


def user_agent(contact: str | None) -> str:
    """By what name servers are asked: the program, its version, and whom to write to."""
    return f"onrecord/{__version__}" + (f" (+{contact})" if contact else "")


class Asker:
    """A client with its connections and, for one run, its cookies."""

    def __init__(self, fetching: Fetching) -> None:
        """Ask nothing yet."""
        self._fetching = fetching
        self._clock = Clock()
        try:
            name = user_agent(fetching.contact).encode("ascii").decode()
        except UnicodeEncodeError:
            raise InputError(f"the contact {fetching.contact!r} must be plain ASCII: a web or mail address.") from None
        if fetching.proxy and not fetching.proxy.lower().startswith(("http://", "https://")):
            scheme = fetching.proxy.partition("://")[0]
            raise InputError(f"the proxy of the environment is of the kind {scheme}://; only http:// is known.")
        self._client = httpx.Client(
            transport=Guarded(
                self._clock,
                allow_private=fetching.allow_private,
                connections=fetching.hosts,
                proxy=fetching.proxy,
            ),
            timeout=httpx.Timeout(fetching.read, connect=fetching.connect),
            headers={"User-Agent": name, "Accept-Encoding": ASKED, "Accept-Language": "en, *;q=0.5"},
            follow_redirects=False,
            trust_env=False,  # no passwords from ~/.netrc
        )

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        self._client.close()

    def ask(self, url: str, headers: Mapping[str, str], *, largest: int, seconds: float) -> Reply:
        """What an address answers, within so many bytes and seconds; raises Unanswered."""
        begun = time.monotonic()
        self._clock.until = begun + seconds
        try:
            request = self._client.build_request("GET", url, headers=headers)
            response = self._client.send(request, stream=True)
            try:
                data = self._body(response, largest)
            finally:
                response.close()
        except Refused as error:
            way_out = "if it is your own server, allow it with --allow-private"
            raise Unanswered(f"{error}, which is not asked; {way_out}") from None
        except (TimeoutError, httpx.TimeoutException) as error:
            raise _too_slow(error, time.monotonic() - begun, seconds) from None
        except TooMuch as error:
            raise Unanswered(f"it is larger than {error.limit / 1e6:.0f} MB; save it and read the file") from None
        except Unreadable as error:
            raise Unanswered(f"what came is {error}; open it in a browser, save the page and read the file") from None
        except (httpx.InvalidURL, UnicodeError) as error:
            raise Unanswered(f"it is no address ({error}); check its spelling") from None
        except httpx.HTTPError as error:
            raise _broken(request.url.host, error) from None
        return Reply(url, response.status_code, response.headers, data, time.monotonic() - begun)

    def _body(self, response: httpx.Response, largest: int) -> bytes:
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if _LARGE_KIND.search(kind):
            largest = max(largest, self._fetching.largest_feed)
        length = response.headers.get("Content-Length", "")
        if length.isdigit() and int(length) > largest:
            raise TooMuch(largest)
        return b"".join(inflated(response.iter_raw(), response.headers.get("Content-Encoding", ""), largest))


def _too_slow(error: Exception, took: float, allowed: float) -> Unanswered:
    if isinstance(error, httpx.ConnectTimeout):
        return Unanswered("the server does not answer; check the address, or run again later", transient=True)
    if isinstance(error, TimeoutError) or took >= allowed:
        return Unanswered(f"it was not at its end after {allowed:.0f} seconds; save it and read the file")
    return Unanswered(f"the server fell silent for {took:.0f} seconds; run again later", transient=True)


def _broken(host: str, error: httpx.HTTPError) -> Unanswered:
    said = str(error) or type(error).__name__
    if said == UNKNOWN:
        return Unanswered(f"there is no host {host}; check the address and your connection", lasting=False)
    if "CERTIFICATE_VERIFY_FAILED" in said:
        return Unanswered(f"the certificate of {host} is not valid ({said}); open it in a browser to see why")
    return Unanswered(f"the connection to {host} failed ({said}); run again later", transient=True)
