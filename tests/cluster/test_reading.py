"""A real cluster of two machines, one of which is lost: what is loaded is what one machine reads."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("ray")

from onrecord.cluster import How, load, read_on_cluster
from onrecord.cluster.outcome import PLAN, manifest_name
from onrecord.errors import InputError, OnrecordError
from onrecord.pipeline import Progress
from onrecord.positions import load as load_codebook
from onrecord.record import open_record
from onrecord.settings import Engine
from onrecord.types import Codebook
from onrecord.verbs import Origin, export, read

# Ray opens files and sockets that it leaves to the end of the process.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::DeprecationWarning", "ignore::FutureWarning"
)

WHAT = ("articles", "actors", "statements", "positions", "suggestions", "relations")
CODEBOOK = """
issues:
  - issue: The harbour
    options:
      - id: tunnel
        label: Building a tunnel under the harbour
      - id: ferry
        label: Keeping the ferry
"""
SAID = [
    "Mayor Ida Brandt said on Monday that the city would build the tunnel under the harbour.",
    "The ferry union opposes the tunnel. \u201cWe want to keep the ferry,\u201d its chair Tom Okafor said.",
    "Norland\u2019s transport minister, Lea Varga, ruled out paying for a tunnel under the harbour.",
    "\u201cThe tunnel will be built if the state pays,\u201d Brandt said. She wants to keep the ferry, too.",
]


def made(folder: Path) -> Path:
    """Reports as people have them: pages of text, a file of many, one in another language, one that is broken."""
    folder.mkdir()
    for number in range(6):
        text = f"---\ndate: 2024-03-0{number + 1}\noutlet: Paper {number % 2}\n---\n{SAID[number % 4]}\n"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    rows = [{"id": f"r{n}", "text": f"{SAID[n % 4]} It was day {n}.", "date": f"2024-04-{n + 1:02}"} for n in range(9)]
    rows.append(
        {"id": "r3", "text": "Die Stadt wird den Tunnel unter dem Hafen nicht bauen, sagte die Ministerin am Montag."}
    )
    (folder / "many.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n{broken\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def codebook(tmp_path_factory: pytest.TempPathFactory) -> Codebook:
    path = tmp_path_factory.mktemp("book") / "codebook.yaml"
    path.write_text(CODEBOOK, encoding="utf-8")
    return load_codebook(path)


@pytest.fixture(scope="module")
def nodes() -> Iterator[tuple[str, list[Any], Any]]:
    """The address of a cluster of two machines with one worker each, and the means to lose one."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    from ray.cluster_utils import Cluster

    small: dict[str, Any] = {"num_cpus": 1, "object_store_memory": 80_000_000}
    cluster: Any = Cluster(initialize_head=True, head_node_args={**small, "include_dashboard": False})
    other = cluster.add_node(**small)
    yield cluster.address, [other], cluster
    cluster.shutdown()


@pytest.mark.usefixtures("small_blocks")
def test_a_cluster_that_loses_a_machine_reads_what_one_machine_reads(
    tmp_path: Path, codebook: Codebook, nodes: tuple[str, list[Any], Any]
) -> None:
    address, others, cluster = nodes
    folder, out = made(tmp_path / "in"), tmp_path / "out"
    lost: list[int] = []

    def lose(progress: Progress) -> None:
        if not lost and progress.done >= 2:
            lost.append(progress.done)
            _kill_worker()
            cluster.remove_node(others.pop(), allow_graceful=False)

    how = How(address, codebook, outlet="The Wire")
    told = read_on_cluster([folder], str(out), how, report=lose)
    assert lost, "nothing was lost, so that nothing was tried"
    assert (told.articles, told.failed, told.missing) == (15, 2, ())
    assert _loaded(tmp_path, out) == _read(tmp_path, folder, codebook)

    stamps = {path: path.stat().st_mtime_ns for path in (out / "manifests").iterdir()}
    victim = min(stamps)
    victim.unlink()
    with open_record(tmp_path / "part.db") as record, pytest.raises(InputError, match=r"1 of the \d+ blocks"):
        load(record, str(out))
    again = read_on_cluster([folder], str(out), how)  # only what is not done
    assert (again.articles, again.failed) == (told.articles, told.failed)
    assert {p for p, at in stamps.items() if p.stat().st_mtime_ns != at} == {victim}
    with open_record(tmp_path / "cluster.db") as record:
        assert load(record, str(out)).read == 0
    _tables_are_for_everybody(out)
    (out / "materials" / f"{victim.stem}.parquet").write_bytes(b"PAR1")
    with open_record(tmp_path / "bad.db") as record, pytest.raises(InputError, match="is not as it was written"):
        load(record, str(out))


def test_what_is_no_cluster_and_no_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SAID[0])
    began = time.monotonic()
    for address in ("127.0.0.1:1", "ray://127.0.0.1:1", "nowhere"):
        with pytest.raises(OnrecordError, match="No Ray cluster answers"):
            read_on_cluster([tmp_path / "a.txt"], str(tmp_path / "out"), How(address))
    assert time.monotonic() - began < 30
    with pytest.raises(InputError, match="holds other things"):
        read_on_cluster([tmp_path / "a.txt"], str(tmp_path), How())
    with pytest.raises(InputError, match="without --cluster"):
        read_on_cluster(["https://example.org/a"], str(tmp_path / "out"), How())
    with open_record(tmp_path / "r.db") as record, pytest.raises(InputError, match="is missing"):
        load(record, str(tmp_path))


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.cluster import blocks

    monkeypatch.setattr(blocks, "LARGE", 1200)  # bytes: the file of many is cut
    monkeypatch.setattr(blocks, "ENTRIES", 4)


def _kill_worker() -> None:
    """Kill one of the processes that read, as a machine short of memory does."""
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            try:
                words = (place / "cmdline").read_bytes()
            except OSError:
                continue
            if words.startswith(b"ray::MapWorker"):
                os.kill(int(place.name), signal.SIGKILL)
                return
    pytest.fail("no worker was found")


def _loaded(tmp_path: Path, out: Path) -> dict[str, list[str]]:
    path = tmp_path / "cluster.db"
    with open_record(path) as record:
        summary = load(record, str(out))
        assert summary.read == 15
        failures = record.failures()
    return _told(path, [(one.origin, one.stage, one.reason, one.skipped) for one in failures])


def _read(tmp_path: Path, folder: Path, codebook: Codebook) -> dict[str, list[str]]:
    path = tmp_path / "one.db"
    with open_record(path) as record:
        record.save_codebook(codebook)
    read([folder], record=path, origin=Origin(outlet="The Wire"), engine=Engine(threads=1))
    with open_record(path) as record:
        failures = record.failures()
    return _told(path, [(one.origin, one.stage, one.reason, one.skipped) for one in failures])


def _told(path: Path, failures: list[tuple[str, str, str, bool]]) -> dict[str, list[str]]:
    told = {what: list(export(what, record=path)) for what in WHAT}
    assert told["positions"], "without positions nothing is compared"
    return {**told, "failures": sorted(map(repr, failures))}


def _tables_are_for_everybody(out: Path) -> None:
    from pyarrow import dataset

    found = {what: dataset.dataset(out / what).to_table() for what in (*WHAT, "failures")}
    assert found["articles"].num_rows == 15
    assert set(found["positions"].column("option").to_pylist()) <= {"tunnel", "ferry"}
    assert found["failures"].column("skipped").to_pylist().count(True) == 1
    names = json.loads((out / PLAN).read_text())["blocks"]
    assert all((out / manifest_name(name)).exists() for name in names)
