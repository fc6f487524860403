"""Speed of the whole chain against the encoder alone, in one run on the same text; memory and start-up.

    python -m benchmarks.speed [--texts DIR] [--json] [--check]

Without --texts the bundled debate is read five times over under other names.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

if not __package__:  # run as a file: python benchmarks/speed.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from onrecord.actors import Register, resolve
from onrecord.demo import demo_paths
from onrecord.origins import collect
from onrecord.positions import Coder, load
from onrecord.reading import Reader, Vectors
from onrecord.reading.windows import windows
from onrecord.statements import find_statements
from onrecord.types import Article, ArticleMaterial

HERE = Path(__file__).parent
# The first two are shares of the speed of the encoder alone: such ratios hold on any machine, seconds do not.
FLOORS = {"chain": 0.6, "chain_ten_options": 0.3, "memory_mb": 700, "help_s": 0.4, "demo_s": 20.0}
THREADS = 2
ROUNDS = 3


def articles(folder: Path | None) -> list[Article]:
    """The articles of a folder, or the bundled debate five times over."""
    found = [a for a in collect([folder] if folder else demo_paths()) if isinstance(a, Article)]
    if folder:
        return found
    return [replace(a, id=f"{a.id}-{n}") for n in range(5) for a in found]


def encoder_alone(reader: Reader, texts: Sequence[Article]) -> float:
    """Seconds that the attribution encoder needs for the texts, tokenising and decoding left out."""
    made = [w for n, a in enumerate(texts) for w in windows(n, a, _spans(a), reader._tokenizer)]
    made.sort(key=lambda window: len(window.pieces))
    batches = [made[i : i + 16] for i in range(0, len(made), 16)]
    return _timed(lambda: [reader._scores(batch) for batch in batches])


def _spans(article: Article) -> list[Any]:
    from onrecord.reading.layout import blocks

    return [block.span for block in blocks(article.text)]


def chain(reader: Reader, texts: Sequence[Article]) -> Iterator[ArticleMaterial]:
    """Articles through reading, statements and actors."""
    register = Register()
    for article, reading in zip(texts, reader.read(texts), strict=True):
        resolution = resolve(article, reading, find_statements(article, reading), register)
        register = register.extend(resolution.actors)
        yield ArticleMaterial(article, reading, resolution)


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def measure(folder: Path | None) -> dict[str, Any]:
    """The best of some rounds each, taken by turns so that a busy moment hits all alike."""
    texts = articles(folder)
    reader, vectors = Reader.load(threads=THREADS), Vectors.load(threads=THREADS)
    codebook = load(HERE / "cases" / "ten_options.yaml")
    alone, plain, full = [], [], []
    for _ in range(ROUNDS):
        alone.append(encoder_alone(reader, texts))
        plain.append(_timed(lambda: list(chain(reader, texts))))
        full.append(_timed(lambda: _coded(Coder(codebook, vectors), chain(reader, texts))))
    words = sum(len(a.text.split()) for a in texts)
    return {
        "articles": len(texts),
        "words": words,
        "encoder_words_per_s": round(words / min(alone)),
        "chain": round(min(alone) / min(plain), 3),
        "chain_ten_options": round(min(alone) / min(full), 3),
        "articles_per_s": round(len(texts) / min(plain), 1),
        "articles_per_s_ten_options": round(len(texts) / min(full), 1),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "help_s": _command("--help"),
        "demo_s": _demo(),
    }


def _coded(coder: Coder, materials: Iterator[ArticleMaterial]) -> list[object]:
    return [coder.code(material) for material in materials]


def _command(*arguments: str, folder: str | None = None) -> float:
    command = [sys.executable, "-m", "onrecord.cli", *arguments]
    return round(
        min(_timed(lambda: subprocess.run(command, cwd=folder, check=True, capture_output=True)) for _ in range(3)), 2
    )


def _demo() -> float:
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-m", "onrecord.cli", "demo", "--out", folder], check=True, capture_output=True)
        return round(time.perf_counter() - begin, 2)


def main() -> None:
    """Print the figures; with --check, fail under the floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    result = measure(asked.texts)
    print(json.dumps(result, indent=None if asked.json else 2))
    slow = [
        name
        for name, floor in FLOORS.items()
        if (result[name] < floor if floor < 1 and name != "help_s" else result[name] > floor)
    ]
    if asked.check and slow:
        sys.exit(f"Missed: {', '.join(slow)}")


if __name__ == "__main__":
    main()
