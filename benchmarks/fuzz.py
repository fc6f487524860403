"""Bend the samples of all formats and read them: nothing may come out but articles and failures, and in time.

    python -m benchmarks.fuzz [--minutes N | --files N] [--seed N] [--only FORMAT] [--out FOLDER] [--again FILE]

Files are read in a process that may take 3 GB, 10 seconds of a core for an article and 60 for a file. What raises,
hangs, eats the memory or ends the process is written into --out with its seed and what was said, and the exit code
is 1. --again reads one such file.
"""

from __future__ import annotations

import argparse
import os
import select
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

if not __package__:  # run as a file: python benchmarks/fuzz.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.bending import bent

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "tests" / "origins" / "samples"
MEMORY = 3_000_000_000  # bytes of addresses; the libraries alone take 1.5 GB of them, most of it never touched
SECONDS = 10.0
_DONE = "done"
_ON = "going on"  # said after each article


@dataclass
class Child:
    """A process that reads files by their names, one line a file, and says what came of each."""

    process: subprocess.Popen[bytes] | None = None
    held: bytes = b""  # of its output, not yet taken

    def read(self, path: Path) -> str | None:
        """What went wrong with a file, None where nothing did."""
        self.begin()
        assert self.process is not None
        assert self.process.stdin is not None
        self.process.stdin.write(f"{path}\n".encode())
        self.process.stdin.flush()
        said: str | None = _ON
        end = self._used() + 6 * SECONDS
        while said == _ON and self._used() < end:
            said = self._line(SECONDS)
        if said == _ON:
            self.end()
            return f"a {path.suffix} file took longer than {6 * SECONDS:.0f} seconds"
        if said == _DONE:
            return None
        if said is None:
            self.end()
            return f"nothing came of a {path.suffix} file in {SECONDS:.0f} seconds"
        if not said:
            code = self.process.wait()
            self.end()
            return f"it ended the process (code {code})"
        return said.replace("\\n", "\n")

    def begin(self) -> None:
        """Start it, where it is not running, and wait until its libraries are loaded."""
        if self.process is None:
            command = [sys.executable, "-m", "benchmarks.fuzz", "--child"]
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self._line(120)

    def _line(self, seconds: float) -> str | None:
        assert self.process is not None
        assert self.process.stdout is not None
        begun, used = time.monotonic(), self._used()
        while b"\n" not in self.held:
            ready, _, _ = select.select([self.process.stdout], [], [], 0.5)
            if not ready:
                if self._used() - used > seconds or time.monotonic() - begun > 6 * seconds:
                    return None
                continue
            part = os.read(self.process.stdout.fileno(), 1 << 16)
            if not part:
                return ""
            self.held += part
        line, _, self.held = self.held.partition(b"\n")
        return line.decode()

    def _used(self) -> float:
        """Seconds of a core that it has had so far: on a busy machine it waits longer than it works."""
        assert self.process is not None
        stat = Path(f"/proc/{self.process.pid}/stat")
        if not stat.exists():
            return time.monotonic()
        fields = stat.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        """Kill it."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process, self.held = None, b""


def child() -> None:
    """Read the files named on the input until it ends."""
    import resource

    from onrecord.origins import opening
    from onrecord.origins.collect import entries_of
    from onrecord.origins.draft import Defaults, Found
    from onrecord.origins.opening import finish
    from onrecord.types import Failure

    def raised(error: Exception) -> str:
        raise error

    # A reader that fails costs users its file; here it is to be seen.
    for module in (sys.modules["onrecord.origins.collect"], opening):
        module.defect = raised  # type: ignore[attr-defined]

    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a library prints is no answer

    def tell(word: str) -> None:
        out.write(f"{word}\n")
        out.flush()

    def read(path: Path, told: Callable[[str], None] = lambda word: None) -> None:
        for number, item in enumerate(entries_of(Found(path, path.name, named=True))):
            made = item if isinstance(item, Failure) else finish(item, Defaults())
            assert made.origin, "an article without an origin"
            assert not isinstance(made, Failure) or made.reason.strip(), "a failure without a reason"
            assert number < 1_000_000, "more articles than the file has bytes for"
            told(_ON)

    for warm in {path.suffix: path for path in samples()}.values():  # libraries are loaded before seconds are counted
        read(warm)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    tell("ready")
    for line in sys.stdin:
        try:
            read(Path(line.rstrip("\n")), tell)
            said = _DONE
        except BaseException:
            said = traceback.format_exc(limit=-8).replace("\n", "\\n")
        tell(said)


@dataclass
class Soak:
    """What came of a run."""

    files: int = 0
    crashes: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")


def samples(only: str | None = None) -> list[Path]:
    """The files that are bent."""
    found = [path for path in sorted(SAMPLES.rglob("*")) if path.is_file() and path.name != "expected.jsonl"]
    return [path for path in found if only is None or path.relative_to(SAMPLES).parts[0] == only]


def soak(seconds: float, most: int, seed: int, *, only: str | None = None, out: Path) -> Soak:
    """Bend and read files for so long or so many; each kind of crash is kept once."""
    done, bending, chosen = Soak(), Child(), samples(only)
    bending.begin()
    until = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        while done.files < most and time.monotonic() < until:
            number = seed + done.files
            name, data = bent(number, chosen)
            path = Path(folder) / name
            path.write_bytes(data)
            bending.begin()
            begun = time.monotonic()
            said = bending.read(path)
            done.slowest = max(done.slowest, (round(time.monotonic() - begun, 2), f"seed {number} ({name})"))
            done.files += 1
            if said is not None:
                kind = said.strip().splitlines()[-1][:200]
                done.crashes[kind] += 1
                if done.crashes[kind] == 1:
                    out.mkdir(parents=True, exist_ok=True)
                    (out / f"{number}-{name}").write_bytes(data)
                    (out / f"{number}.said").write_text(f"seed {number}, {name}\n{said}\n", encoding="utf-8")
                    print(f"seed {number} ({name}): {kind}", flush=True)
            path.unlink()
    bending.end()
    return done


def main(arguments: Sequence[str] | None = None) -> None:
    """Bend, read, and fail where anything but articles and failures came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=0.33)
    parser.add_argument("--files", type=int, default=10**9, help="at most so many")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", metavar="FORMAT", help="a folder of the samples")
    parser.add_argument("--out", type=Path, default=Path("fuzzed"))
    parser.add_argument("--again", type=Path, metavar="FILE", help="read this file and show what comes of it")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.child:
        child()
        return
    if asked.again:
        print(Child().read(asked.again.absolute()) or "nothing is wrong with it")
        return
    done = soak(60 * asked.minutes, asked.files, asked.seed, only=asked.only, out=asked.out)
    print(f"{done.files:,} files bent and read; slowest {done.slowest[0]} s, {done.slowest[1]}")
    if done.crashes:
        print("\n".join(f"{number:>5}  {kind}" for kind, number in done.crashes.most_common()))
        sys.exit(f"{len(done.crashes)} kinds of crash; they lie in {asked.out}")


if __name__ == "__main__":
    main()
