"""`onrecord read … --cluster`: reading on many machines into a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from onrecord.cli.options import printable, progress
from onrecord.settings import Engine
from onrecord.verbs import Origin

_Command = TypeVar("_Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class There:
    """The address of a Ray cluster, and the folder into which it reads."""

    address: str
    out: str


def on_cluster(command: _Command) -> Callable[..., Any]:
    """Add ``--cluster`` and ``--out``; the command is given both together as ``there``, None without them."""

    @click.option(
        "--cluster",
        metavar="ADDRESS",
        help="Read on a Ray cluster (HOST:PORT, ray://HOST:PORT, auto, or local for this machine) into --out.",
    )
    @click.option("--out", metavar="FOLDER", help="Where a cluster writes: a folder that all machines see, or s3://…")
    @wraps(command)
    def told(*args: Any, cluster: str | None, out: str | None, **more: Any) -> Any:
        if (cluster is None) != (out is None):
            raise click.UsageError("--cluster and --out go together: where to read, and into which folder.")
        there = None if cluster is None or out is None else There(cluster, out)
        if there is not None and (more.get("record") or more.get("jobs") or more.get("model")):
            raise click.UsageError("--cluster reads into --out, without --record, --jobs and --llm.")
        return command(*args, there=there, **more)

    return told


def read_there(paths: Sequence[str], there: There, codebook: str | None, origin: Origin, engine: Engine) -> int:
    """Read on a cluster and say what it came to."""
    from onrecord.cluster import How, read_on_cluster
    from onrecord.positions import load

    book = load(Path(codebook)) if codebook else None
    how = How(there.address, book, origin.published, origin.outlet, engine)
    with progress() as report:
        told = read_on_cluster(paths, there.out, how, report=report)
    for failure in told.failures:
        click.echo(printable(f"failed: {failure.origin}: {failure.reason}"), err=True)
    for block in told.missing:
        click.echo(printable(f"not done: {block.origin}: {block.reason}"), err=True)
    click.echo(
        f"{told.blocks} blocks: {told.articles} articles read, {told.failed} not; {told.statements} statements, "
        f"{told.positions} positions."
    )
    if told.missing:
        click.echo(f"{len(told.missing)} blocks are not done; run the same again, which reads only these.", err=True)
    click.echo(f"Folder: {there.out}. Next: `onrecord load {there.out}`.")
    return 1 if told.missing or told.failures else 0
