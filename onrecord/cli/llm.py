"""The options of a language model: whom to ask for stances, what for, at what cost at most."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from onrecord.settings import ModelUse, from_environment

if TYPE_CHECKING:
    from onrecord.positions.endpoint import Endpoint

_OPTIONS = (
    click.option("--llm", "url", metavar="URL", help="Ask a language model for stances: an OpenAI-compatible address."),
    click.option("--llm-model", "name", metavar="NAME", help="The name of the model at that address."),
    click.option(
        "--llm-use",
        "use",
        type=click.Choice(["second", "coder"]),
        help="second (default): only where the program is unsure; coder: for everything.",
    ),
    click.option("--llm-calls", "calls", type=click.IntRange(min=0), metavar="N", help="Make at most so many calls."),
    click.option("--llm-dry-run", "dry", is_flag=True, help="Only tell how many calls would be made; code nothing."),
)


def language_model(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of a language model, which reach it as one argument, ``model``."""

    @wraps(command)
    def with_model(
        *, url: str | None, name: str | None, use: str | None, calls: int | None, dry: bool, **rest: Any
    ) -> int:
        if url is None and (name is not None or use is not None or calls is not None or dry):
            raise click.UsageError("Options that begin with --llm- need --llm URL, the address of the model.")
        if url is not None and name is None:
            raise click.UsageError("--llm needs --llm-model NAME, the name of the model at that address.")
        model = None
        if url is not None and name is not None:
            model = ModelUse(_endpoint(url, name), second=use != "coder", calls=calls, dry=dry)
        return command(**rest, model=model)

    for option in reversed(_OPTIONS):
        with_model = option(with_model)
    return with_model


def _endpoint(url: str, name: str) -> Endpoint:
    """The endpoint, reached as the environment says."""
    from onrecord.positions.endpoint import AT_ONCE, TIMEOUT, Endpoint

    access = from_environment().access
    return Endpoint(url, name, access.key, access.timeout or TIMEOUT, access.at_once or AT_ONCE)
