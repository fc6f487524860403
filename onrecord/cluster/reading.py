"""A run on a Ray cluster: blocks handed to workers by Ray Data, each of which keeps one reader."""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from onrecord.cluster.blocks import Block, Piece, cut
from onrecord.cluster.outcome import PLAN, Plan, Rules, decoded, encoded, manifest_of
from onrecord.cluster.shelf import Listed, Shelf, is_remote, listed, without_secrets
from onrecord.cluster.working import Done, Job, Worker, count, is_done
from onrecord.errors import InputError, MissingExtra, OnrecordError
from onrecord.origins.draft import Defaults, Found
from onrecord.origins.paths import expand
from onrecord.pipeline import Progress, Report, coding_version, reading_version
from onrecord.settings import SHIPPED, Engine
from onrecord.types import Codebook, Failure
from onrecord.version import __version__

#: A cluster of this machine alone, begun for the run.
LOCAL = "local"
_PATIENCE = 10.0  # seconds for the first answer of a cluster's head
_ENDS = (
    65_536  # bytes at both ends of a file by which it is known; a file of the same size that differs between is rare
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a run came to; ``missing`` are blocks that no worker could finish, ``failures`` paths that lead nowhere."""

    blocks: int
    articles: int
    failed: int
    statements: int
    positions: int
    missing: tuple[Failure, ...] = ()
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class How:
    """On which cluster to read ("local", "auto", HOST:PORT, ray://HOST:PORT) and with what.

    ``published`` and ``outlet`` hold for articles that do not say it themselves.
    """

    address: str = LOCAL
    codebook: Codebook | None = None
    published: date | None = None
    outlet: str | None = None
    engine: Engine = SHIPPED


def read_on_cluster(paths: Sequence[str | Path], out: str, how: How, *, report: Report = lambda progress: None) -> Told:
    """Read files, folders or addresses of an object store on a Ray cluster into the folder ``out``.

    What stands in ``out`` already, read by the same rules from the same input, is kept, so that a run that was cut
    short goes on. Raises InputError for paths and folders, MissingExtra, and OnrecordError where no cluster answers.
    """
    codebook, engine = how.codebook, how.engine
    rules = Rules(
        onrecord=__version__,
        reading=reading_version(engine),
        coding=coding_version(),
        codebook=codebook.version if codebook else None,
        published=how.published.isoformat() if how.published else None,
        outlet=how.outlet,
    )
    files, failures = _pieces(paths)
    shelf = Shelf(out)
    _refuse_another(shelf)
    job = Job(
        out if is_remote(out) else os.path.abspath(out),
        rules,
        codebook,
        Defaults(how.published, how.outlet),
        engine.weights,
    )
    with _cluster(how.address) as cluster:
        blocks = cut(files, cluster.count)
        shelf.put(PLAN, encoded(Plan(rules, codebook, tuple(block.name for block in blocks))))
        waiting = [block for block in blocks if not _stands(shelf, block, rules)]
        done, reasons = 0, {}
        for one in cluster.work(job, waiting):
            done += one["articles"]
            reasons[one["block"]] = one["error"]
            report(Progress("reading", done, None, f"{len(blocks) - len(waiting)} of {len(blocks)} blocks were there"))
    return replace(_told(shelf, blocks, rules, reasons), failures=tuple(failures))


def _stands(shelf: Shelf, block: Block, rules: Rules) -> bool:
    held = manifest_of(shelf, block.name)
    return held is not None and is_done(held, block, rules)


def _told(shelf: Shelf, blocks: Sequence[Block], rules: Rules, reasons: Mapping[str, str]) -> Told:
    held = [manifest_of(shelf, block.name) for block in blocks]
    done = [one for one in held if one is not None and one.rules == rules]
    there = {one.block for one in done}
    return Told(
        blocks=len(done),
        articles=sum(one.articles for one in done),
        failed=sum(one.failures for one in done),
        statements=sum(one.statements for one in done),
        positions=sum(one.positions for one in done),
        missing=tuple(_missing(block, reasons) for block in blocks if block.name not in there),
    )


def _missing(block: Block, reasons: Mapping[str, str]) -> Failure:
    first = block.pieces[0].origin
    name = first if len(block.pieces) == 1 else f"{first} and {len(block.pieces) - 1} more"
    return Failure(
        name, "cluster", reasons.get(block.name) or "its worker ended under it each time; give it more memory."
    )


def _refuse_another(shelf: Shelf) -> None:
    """A folder that is not empty must be one of ours."""
    plan = shelf.get(PLAN)
    if plan is not None:
        decoded(plan, Plan, f"{shelf.place}/{PLAN}")
    elif not shelf.is_new():
        raise InputError(f"{shelf.place} holds other things; name an empty folder, or one that such a run has made.")


# ---------------------------------------------------------------- the input


def _pieces(paths: Sequence[str | Path]) -> tuple[list[Piece], list[Failure]]:
    """The files behind paths and addresses, in the order of a run on one machine."""
    pieces: list[Piece] = []
    failures: list[Failure] = []
    for path in paths:
        if is_remote(str(path)):
            if str(path).startswith(("http://", "https://")):
                raise InputError(f"{path}: pages are fetched on one machine, politely; read them without --cluster.")
            pieces.extend(map(_of_store, listed(str(path))))
            continue
        found, more = expand([path])
        failures.extend(more)
        pieces.extend(_of_file(file) for file in found if isinstance(file, Found))
    return list({piece.origin: piece for piece in pieces}.values()), failures


def _of_store(one: Listed) -> Piece:
    return Piece(one.place, without_secrets(one.place), one.size, f"{one.size} {one.changed}")


def _of_file(file: Found) -> Piece:
    place = os.path.abspath(file.path)
    digest, size = hashlib.sha256(), 0
    try:
        with open(place, "rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            digest.update(stream.read(_ENDS))
            stream.seek(max(0, size - _ENDS))
            digest.update(stream.read(_ENDS))
    except OSError:  # the worker that reads it says what is wrong with it
        pass
    return Piece(place, file.origin, size, f"{size} {digest.hexdigest()[:16]}")


# ---------------------------------------------------------------- Ray


@contextmanager
def _cluster(address: str) -> Iterator[_Cluster]:
    """A cluster for as long as the block lasts."""
    ray = _ray()
    _refuse_silent(address)
    mine = {"num_cpus": os.cpu_count(), "include_dashboard": False}
    try:
        ray.init(**(mine if address == LOCAL else {"address": address}), logging_level="ERROR", log_to_driver=False)
    except (ConnectionError, TimeoutError, ValueError, RuntimeError) as error:
        raise _no_cluster(address, next(iter(str(error).strip().splitlines()), type(error).__name__)) from None
    try:
        yield _Cluster(ray)
    finally:
        ray.shutdown()


def _refuse_silent(address: str) -> None:
    """Raise OnrecordError where nobody listens at the address: Ray itself would try for minutes."""
    if address in (LOCAL, "auto"):
        return
    parts = urlsplit(address if "://" in address else f"ray://{address}")
    try:
        if parts.scheme != "ray" or not parts.hostname or parts.port is None:
            raise ValueError("it is no address of a cluster: give HOST:PORT, ray://HOST:PORT, auto or local")
        socket.create_connection((parts.hostname, parts.port), timeout=_PATIENCE).close()
    except (OSError, ValueError) as error:
        raise _no_cluster(address, str(error)) from None


def _no_cluster(address: str, reason: str) -> OnrecordError:
    way_out = "begin one with `ray start --head`, or give --cluster local"
    return OnrecordError(f"No Ray cluster answers at {address} ({reason}); {way_out}.")


class _Cluster:
    """A cluster that answers."""

    def __init__(self, ray: Any) -> None:
        self._ray = ray

    def count(self, files: Sequence[Piece]) -> list[int]:
        """How many things each of the files holds."""
        task = self._ray.remote(num_cpus=1, max_retries=3)(count)
        numbers: list[int] = self._ray.get([task.remote(file) for file in files])
        return numbers

    def work(self, job: Job, blocks: Sequence[Block]) -> Iterator[dict[str, Any]]:
        """Give every block to a worker; what each tells, as it comes. A block whose worker is lost goes to another."""
        if not blocks:
            return
        data = _ray_data()
        workers = max(1, min(int(self._ray.cluster_resources().get("CPU", 1)), len(blocks)))
        given = data.from_items([{"block": encoded(block)} for block in blocks], override_num_blocks=len(blocks))
        told = given.map_batches(
            _Reads,
            fn_constructor_args=(job,),
            batch_size=1,
            num_cpus=1,
            compute=data.ActorPoolStrategy(min_size=1, max_size=workers),
        )
        try:
            yield from told.iter_rows()
        except self._ray.exceptions.RayError as error:
            cause = getattr(error, "cause", None) or error
            reason = next(
                (line for line in reversed(str(cause).strip().splitlines()) if line.strip()), "no reason given"
            )
            raise OnrecordError(f"The workers of the cluster could not go on: {reason.strip()}") from None


class _Reads:
    """A worker as Ray Data wants it: rows in, rows out."""

    def __init__(self, job: Job) -> None:
        self._worker = Worker(job)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        done = [self._do(decoded(block, Block, "a block")) for block in batch["block"]]
        return {name: [getattr(one, name) for one in done] for name in ("block", "articles", "error")}

    def _do(self, block: Block) -> Done:
        try:
            return self._worker.do(block)
        except (OnrecordError, OSError) as error:  # the rest goes on
            return Done(block.name, 0, str(error))


def _ray() -> Any:
    # before it is imported, so that nothing is sent anywhere
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ImportError as error:
        raise MissingExtra("Reading on a cluster needs Ray: pip install 'onrecord[cluster]'") from error
    return ray


def _ray_data() -> Any:
    import logging

    import ray.data

    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    context.max_errored_blocks = -1  # what could not be read is told at the end, block by block; the rest goes on
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    return ray.data
