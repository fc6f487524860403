"""What the tests of reading from the page share: a reader that keeps what it is given, and things to hand over."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.errors import CodebookError
from onrecord.types import Codebook
from onrecord.web.place import Order, Outcome, Step
from tests.web import serving


@dataclass
class Reads:
    """A reader that keeps what it was given; files are gone when a reading is over, so their texts are kept."""

    orders: list[Order] = field(default_factory=list)
    held: list[dict[str, bytes]] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)

    def __call__(self, order: Order, report: Callable[[Step], None], /) -> Outcome:
        self.orders.append(order)
        self.held.append({one.name: one.path.read_bytes() for one in order.uploads})
        self.paths += [one.path for one in order.uploads]
        report(Step("reading", 1, 1, "one.txt"))
        return Outcome(read=1, coded=1)


def parse(text: str, name: str) -> Codebook:
    if "issues" not in text:
        raise CodebookError(f"{name}, line 1: `issues:` is missing.")
    return Codebook((), "v")


def over(client: serving.Browser, number: int = 1) -> Any:
    """The reading of that number, when it is over."""
    job = client.app.state.house.jobs.wait(number, 10)  # type: ignore[attr-defined]
    assert job is not None
    assert job.is_over
    return job


def handed(*files: tuple[str, bytes]) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", file) for file in files]


def archive(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files:
            packed.writestr(name, data)
    return out.getvalue()
