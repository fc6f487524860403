"""What a page says when it cannot do what was asked: what happened, and what to do."""

from __future__ import annotations

from collections.abc import Mapping


class Refusal(Exception):
    """An answer other than the page that was asked for: a status, what happened, and the way out."""

    def __init__(
        self,
        status: int,
        what: str,
        way_out: str = "",
        *,
        detail: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Say what happened in one sentence and the way out in another; ``detail`` is for programs that ask."""
        super().__init__(what)
        self.status = status
        self.what = what
        self.way_out = way_out
        self.detail = detail
        self.headers = dict(headers or {})


class LoginNeeded(Refusal):
    """Nobody is logged in, and this record asks for it."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(
            401,
            "You are not logged in.",
            "Log in and come back to this page.",
            headers={"WWW-Authenticate": 'Bearer realm="onrecord"'},
        )


def not_found(noun: str, name: str) -> Refusal:
    """The answer where there is no such thing in the record."""
    shown = name if len(name) <= 80 else name[:79] + "…"
    return Refusal(
        404, f"There is no {noun} “{shown}” in this record.", "It may have been merged or read anew; search for it."
    )


# What went wrong and what to do, for the answers that carry no words of their own.
WORDS: dict[int, tuple[str, str]] = {
    400: ("The request could not be understood.", "Go back, reload the page and try again."),
    403: ("You may not do this.", "Ask an owner of the record for the role that it needs."),
    404: ("There is no such page.", "Check the address, or start from the map."),
    405: ("This page cannot be asked in that way.", "Go back and use the buttons of the page."),
    413: ("This is too large.", "Send it in smaller parts."),
    422: ("Something in the address or the form is not as it should be.", "Correct it and try again."),
    503: ("The record is busy.", "Wait a few seconds and reload the page."),
}
