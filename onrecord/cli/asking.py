"""The options by which addresses are asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

_OPTIONS = (
    click.option(
        "--delay",
        type=click.FloatRange(min=0),
        metavar="SECONDS",
        help="Least time between two requests to a host; default: 1, or what its robots.txt asks for.",
    ),
    click.option("--contact", metavar="ADDRESS", help="A page or mailbox that servers are told, for questions."),
    click.option("--allow-private", is_flag=True, help="Also ask addresses of your own network."),
    click.option("--ignore-robots", is_flag=True, help="Fetch what robots.txt forbids, with the publisher's leave."),
)


def _proxy() -> str | None:
    """The proxy that the environment names (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY)."""
    from urllib.request import getproxies

    known = getproxies()
    found = next((known[name] for name in ("https", "http", "all") if known.get(name)), None)
    return found if found is None or "://" in found else f"http://{found}"


def from_the_web(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options by which addresses are asked, which reach it as one argument, ``fetching``."""

    @wraps(command)
    def with_fetching(
        *, delay: float | None, contact: str | None, allow_private: bool, ignore_robots: bool, **rest: Any
    ) -> int:
        from onrecord.origins.web.fetching import POLITE, Fetching

        fetching = Fetching(
            contact=contact,
            delay=POLITE.delay if delay is None else delay,
            allow_private=allow_private,
            ignore_robots=ignore_robots,
            proxy=_proxy(),
        )
        return command(**rest, fetching=fetching)

    for option in reversed(_OPTIONS):
        with_fetching = option(with_fetching)
    return with_fetching
