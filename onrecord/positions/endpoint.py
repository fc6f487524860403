"""An OpenAI-compatible endpoint: one question in, the model's words or the reason why none came out."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from onrecord.errors import MissingExtra, OnrecordError
from onrecord.positions.prompting import Messages

if TYPE_CHECKING:
    import httpx

# Seconds for one call: a hosted model answers in 1 to 20, one on a laptop without a GPU in less than a minute.
TIMEOUT = 60.0
# Calls under way at once: hosted models allow far more, a model on one's own machine puts them in a row.
AT_ONCE = 4
# Calls for one question where the trouble may pass: with the waits below half a minute's outage is survived. A call
# that timed out is made only once more, for it has cost its minute already, and so is one to an endpoint that was never
# there, for that is a wrong address more often than bad luck.
ATTEMPTS, ATTEMPTS_FEW = 5, 2
BACKOFF = 2.0  # seconds before the second call, twice as many before each further one
LONGEST_WAIT = 60.0  # seconds: what is waited at most, whatever Retry-After asks for
LARGEST = 2_000_000  # bytes of a reply; answers on 300 options have about 50,000

_WRONG_ADDRESS = {404, 405, 410}
_WRONG_KEY = {401, 403, 407}
_REFUSALS = {400, 415, 422, 501}  # of the question as it was put: it may be put in a plainer way
_PASSING = {408, 409, 425, 429}
_LOCAL = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is asked: address up to ``/v1``, model, key; ``timeout`` in seconds for one call.

    Raises OnrecordError where address, model or key can be none.
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout: float = TIMEOUT
    at_once: int = AT_ONCE

    def __post_init__(self) -> None:
        """Refuse what no request could be made of; the key is never shown."""
        parts = _split(self.url)
        if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
            raise OnrecordError(
                f"{self.url.rpartition('@')[2]!r} is no address of a language model. "
                "Write one like https://HOST/v1 or http://localhost:11434/v1."
            )
        if "@" in parts.netloc:
            raise OnrecordError(
                "The address of the language model must hold no name and password; "
                "put the key into the environment variable ONRECORD_LLM_KEY."
            )
        if not self.model.strip() or not self.model.isprintable():
            raise OnrecordError("The language model needs a name, the one by which its endpoint knows it.")
        if self.key is not None and not (
            self.key and self.key.isascii() and self.key.isprintable() and " " not in self.key
        ):
            raise OnrecordError(
                "ONRECORD_LLM_KEY is no key: it is empty or holds a blank, a line break or a strange letter."
            )
        if not (0 < self.timeout < float("inf")) or self.at_once < 1:
            raise OnrecordError("A call of the language model needs more than 0 seconds, and at least 1 at once.")

    @property
    def target(self) -> str:
        """The address that questions are posted to."""
        parts = urlsplit(self.url)
        path = parts.path.rstrip("/") or "/v1"
        if not path.endswith("/chat/completions"):
            path += "/chat/completions"
        return parts._replace(path=path, fragment="").geturl()

    @property
    def shown(self) -> str:
        """The address as messages show it: without its query, which may hold a secret."""
        return urlsplit(self.url)._replace(query="", fragment="").geturl()

    @property
    def is_local(self) -> bool:
        """Whether it lies on this machine, where no proxy leads."""
        return urlsplit(self.url).hostname in _LOCAL


@dataclass(frozen=True, slots=True)
class Silence:
    """No answer, and why; ``hopeless`` where no other question would fare better, ``bound`` where no call was left."""

    reason: str
    hopeless: bool = False
    bound: bool = False


def require_extra() -> None:
    """MissingExtra where the library that speaks HTTP is not installed."""
    if find_spec("httpx") is None:
        raise MissingExtra("A language model needs an optional part; install it with: pip install 'onrecord[llm]'")


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a question is put: the form asked for, the name of the bound on length, whether a temperature is given."""

    form: str = "json_schema"
    cap: str | None = "max_tokens"
    temperature: bool = True


_PLAINER = {"json_schema": "json_object", "json_object": "text"}


@dataclass(frozen=True, slots=True)
class _Reply:
    """What one call came to; ``status`` 0 where there was none."""

    status: int
    text: str = ""
    wait: float | None = None
    trouble: str = ""
    slow: bool = False


class Line:
    """The line to an endpoint: retries, waits, puts questions more plainly where it must, counts its calls.

    May be used from several threads. ``calls`` is how many calls may be made, retries and refused ones included.
    """

    def __init__(self, endpoint: Endpoint, calls: int | None = None) -> None:
        """Make a line; nothing is sent before the first question."""
        self.endpoint = endpoint
        self.made = 0
        self._left = calls
        self._manner = _Manner()
        self._settled = False
        self._not_before = 0.0
        self._lock = threading.Lock()
        self._closed = threading.Event()

    def close(self) -> None:
        """Ask nothing more; who waits stops waiting."""
        self._closed.set()

    def open(self) -> httpx.Client:
        """Connections for some questions, to be closed by who asks."""
        import httpx

        key = self.endpoint.key
        return httpx.Client(
            timeout=self.endpoint.timeout,
            headers={"Authorization": f"Bearer {key}"} if key else {},
            trust_env=not self.endpoint.is_local,
        )

    def ask(self, client: httpx.Client, asked: Messages, schema: Mapping[str, Any], length: int) -> str | Silence:
        """The model's words on a question; ``length`` bounds them, in tokens."""
        attempt = 0
        while True:
            manner = self._manner
            if silence := self._claim():
                return silence
            reply = self._post(client, self._body(manner, asked, schema, length))
            if reply.status == 200 and (said := _said(reply.text)) is not None:
                self._settled = True
                return said
            if reply.status in _REFUSALS and (plainer := _plainer(manner, reply.text, self._settled)):
                with self._lock:
                    self._manner = plainer if self._manner == manner else self._manner
                continue
            attempt += 1
            passing = not reply.status or reply.status in _PASSING or reply.status >= 500
            few = reply.slow or (not reply.status and not self._settled)
            if not passing or attempt >= (ATTEMPTS_FEW if few else ATTEMPTS):
                return self._silence(reply)
            self._wait(reply.wait if reply.wait is not None else BACKOFF * 2 ** (attempt - 1), reply.wait is not None)

    def _claim(self) -> Silence | None:
        """Take one of the calls that are left, when its time has come."""
        self._closed.wait(max(0.0, self._not_before - time.monotonic()))
        with self._lock:
            if self._closed.is_set():
                return Silence("the run was stopped")
            if self._left == 0:
                return Silence("no call was left", bound=True)
            self._left = None if self._left is None else self._left - 1
            self.made += 1
        return None

    def _wait(self, seconds: float, for_all: bool) -> None:
        """Wait; where the endpoint itself asked for it, all wait."""
        seconds = min(max(seconds, 0.0), LONGEST_WAIT)
        if for_all:
            with self._lock:
                self._not_before = max(self._not_before, time.monotonic() + seconds)
        else:
            self._closed.wait(seconds)

    def _body(self, manner: _Manner, asked: Messages, schema: Mapping[str, Any], length: int) -> dict[str, Any]:
        rows = [{"role": "system", "content": asked.system}, {"role": "user", "content": asked.user}]
        body: dict[str, Any] = {"model": self.endpoint.model, "messages": rows}
        if manner.temperature:
            body["temperature"] = 0
        if manner.cap:
            body[manner.cap] = length
        if manner.form == "json_schema":
            strict = {"name": "stances", "strict": True, "schema": schema}
            body["response_format"] = {"type": "json_schema", "json_schema": strict}
        elif manner.form == "json_object":
            body["response_format"] = {"type": "json_object"}
        return body

    def _post(self, client: httpx.Client, body: Mapping[str, Any]) -> _Reply:
        import httpx

        allowed = self.endpoint.timeout
        until = time.monotonic() + allowed
        late = _Reply(0, trouble=f"it does not answer within {allowed:g} seconds", slow=True)
        data = json.dumps(body).encode()  # ASCII, so that no half of a surrogate pair stops it
        try:
            with client.stream(
                "POST", self.endpoint.target, content=data, headers={"Content-Type": "application/json"}
            ) as reply:
                parts: list[bytes] = []
                size = 0
                for part in reply.iter_bytes():
                    parts.append(part)
                    size += len(part)
                    if size > LARGEST:
                        return _Reply(413, trouble=f"its reply has more than {LARGEST:,} bytes")
                    if time.monotonic() > until:  # a reply that drips is as good as none
                        return late
                text = b"".join(parts).decode("utf-8", "replace")
                return _Reply(reply.status_code, text, _seconds(reply.headers.get("Retry-After")))
        except httpx.TimeoutException:
            return late
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError) as error:
            return _Reply(0, trouble=f"it cannot be reached ({self._safe(str(error)) or type(error).__name__})")

    def _silence(self, reply: _Reply) -> Silence:
        status = reply.status
        if reply.trouble:
            return Silence(reply.trouble)
        if status in _WRONG_KEY:  # its own words may repeat the key
            return Silence(f"it wants another key ({status}); set ONRECORD_LLM_KEY", hopeless=True)
        said = self._safe(_message(reply.text))
        said = f": {said}" if said else ""
        if status in _WRONG_ADDRESS:
            return Silence(
                f"it knows no such address or no model {self.endpoint.model!r} ({status}{said})", hopeless=True
            )
        if 300 <= status < 400:
            return Silence(f"it points to another address ({status}); give that one", hopeless=True)
        if status == 200:
            return Silence(f"its replies are not those of a chat model{said}")
        return Silence(f"it answers with status {status}{said}")

    def _safe(self, text: str) -> str:
        """A foreign message on one line, short, without the key."""
        if self.endpoint.key:
            text = text.replace(self.endpoint.key, "…")
        query = urlsplit(self.endpoint.url).query
        return " ".join((text.replace(query, "…") if query else text).split())[:200]


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port  # ValueError where it is no number
    except ValueError:
        return None
    return parts if url.isprintable() and " " not in url else None


def _plainer(manner: _Manner, said: str, settled: bool) -> _Manner | None:
    """How to put a question that was refused: without what the endpoint names, else in a plainer form."""
    if manner.temperature and "temperature" in said:
        return replace(manner, temperature=False)
    if manner.cap and manner.cap in said:
        return replace(manner, cap="max_completion_tokens" if manner.cap == "max_tokens" else None)
    if settled or manner.form not in _PLAINER:
        return None
    return replace(manner, form=_PLAINER[manner.form])


def _said(text: str) -> str | None:
    """The words of a chat reply; None where it is none."""
    try:
        content = json.loads(text)["choices"][0]["message"]["content"]
        if isinstance(content, list):
            content = "".join(part.get("text", "") for part in content)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        return None
    return content if isinstance(content, str) else ""


def _message(text: str) -> str:
    """What an endpoint says of its error."""
    try:
        error = json.loads(text)["error"]
        said = error.get("message") if isinstance(error, dict) else error
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return said if isinstance(said, str) else ""


def _seconds(header: str | None) -> float | None:
    """Retry-After as seconds from now: it is a number or a date."""
    if header is None:
        return None
    if header.strip().isascii() and header.strip().isdigit():
        return float(header[:9])
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except (ValueError, OverflowError, OSError):
        return None
