"""The command that opens the record in the browser."""

from __future__ import annotations

import getpass
import socket
import threading
import time
import webbrowser
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import RECORD, where
from onrecord.errors import MissingExtra, OnrecordError
from onrecord.settings import from_environment

if TYPE_CHECKING:
    import uvicorn

    from onrecord.web.place import Doings, Place

# Seconds that answers under way have to end when the server is stopped: downloads may be cut off, decisions are not.
_PATIENCE = 5


@click.command()
@RECORD
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to answer at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free one.")
@click.option(
    "--name", "names", multiple=True, metavar="HOST", help="A further name by which browsers call the server."
)
@click.option("--https", is_flag=True, help="Browsers call it only through a proxy in front that speaks HTTPS.")
@click.option("--no-browser", is_flag=True, help="Open no browser.")
@click.option("--as", "visitor", metavar="NAME", help="Who works here without an account; default: the login name.")
def serve(record: str | None, host: str, port: int, names: tuple[str, ...], **more: Any) -> int:
    """Open the record in the browser: map, articles, search, review."""
    try:
        import uvicorn

        from onrecord.web.app import create_app
    except ModuleNotFoundError as error:
        if error.name not in ("fastapi", "starlette", "uvicorn", "python_multipart"):
            raise
        raise MissingExtra(f"`onrecord serve` needs {error.name}: pip install --upgrade onrecord") from error
    from onrecord.web.place import Place

    _check(Place(where(record), host))
    listening = _listen(host, port)
    port = listening.getsockname()[1]
    place = Place(where(record), host, port, _visitor(more["visitor"]), (*names, *_own_names(host)), more["https"])
    app = create_app(place, doings(place))
    # Answers are short and readers few: one process with threads; a reading has a process of its own.
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, proxy_headers=False)
    config.timeout_graceful_shutdown = _PATIENCE
    server = uvicorn.Server(config)
    address = _address(host, port)
    click.echo(f"{place.record} is open at {address} (Ctrl-C stops it).")
    if not place.is_loopback and not place.https:
        click.echo("Passwords travel unencrypted: put a proxy with HTTPS in front and add --https.", err=True)
    if not more["no_browser"]:
        threading.Thread(target=_open_browser, args=(server, address), daemon=True).start()
    server.run(sockets=[listening])
    return 0


def doings(place: Place) -> Doings:
    """What the pages can have done by rooms that they do not know."""
    from onrecord import judging, reviewing
    from onrecord.orders import apart
    from onrecord.origins.formats import SUFFIXES
    from onrecord.positions import parse
    from onrecord.trying import checker
    from onrecord.web.place import Doings

    engine = replace(from_environment().engine, jobs=None)
    extra: dict[str, Callable[..., object]] = {
        "judge_same": reviewing.judge_same,
        "judge_different": reviewing.judge_different,
        "split": reviewing.split,
        "proposals": reviewing.proposals,
        "undo": judging.undo,
        "redo": judging.redo,
        "check_codebook": checker(engine),
    }
    return Doings(read=apart(place.record, engine), parse_codebook=parse, extra=extra, endings=tuple(sorted(SUFFIXES)))


def _check(place: Place) -> None:
    """Open the record once, so that what is wrong with it is told here; nobody else may come in without accounts."""
    from onrecord.record import open_record
    from onrecord.record.people import People

    with open_record(place.record) as record:
        if not place.is_loopback and not People(record).anybody():
            raise OnrecordError(
                f"Anybody who reaches {place.host} could change {place.record}: it has no accounts yet. Make one with "
                f"`onrecord people add NAME --role owner --record {place.record}`, or leave --host out."
            )


def _listen(host: str, port: int) -> socket.socket:
    listening: socket.socket | None = None
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        # Named as TCP: only then does asyncio send answers at once, not after the 40 ms that a late receipt may take.
        listening = socket.socket(found[0], socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(found[4])
        listening.listen(128)
        return listening
    except OSError as error:
        if listening is not None:
            listening.close()
        raise OnrecordError(
            f"{_address(host, port)} cannot be used: {error.strerror or error}. Perhaps another server answers there; "
            "take another one with --port, or --port 0 for any free one."
        ) from error


def _address(host: str, port: int) -> str:
    here = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{here}]:{port}/" if ":" in here else f"http://{here}:{port}/"


def _own_names(host: str) -> tuple[str, ...]:
    """By which names others on the network call this machine, where they can reach the server at all."""
    from onrecord.web.place import is_loopback

    return () if is_loopback(host) else (socket.gethostname(), socket.getfqdn())


def _visitor(given: str | None) -> str:
    if given and given.strip():
        return given.strip()[:100]
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name, as in many containers
        return "local"


def _open_browser(server: uvicorn.Server, address: str) -> None:
    end = time.monotonic() + 20
    while not server.started and time.monotonic() < end:
        time.sleep(0.05)
    if server.started:
        webbrowser.open(address)
