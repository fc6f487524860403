"""Speed of reading and of the whole chain, beside yardsticks, in one run on the same text; memory and start-up.

    python -m benchmarks.speed [--texts DIR] [--threads N] [--jobs N] [--rounds N] [--no-yardsticks]
                               [--processor-time] [--json] [--check]

Without --texts the bundled debate is read five times over under other names. The yardsticks are a BERT-base token
classifier, int8 and float, and a pipeline of the size of spaCy's en_core_web_sm, all with random weights; they read
the first part of the texts. Ratios hold on any machine, seconds do not. Each figure is the best of some rounds, which
go by turns so that a busy moment hits all alike; on a machine that is busy throughout, --processor-time counts what
the work had of the processor, all threads together, and not the time that it waited.

The encoder alone and the reading have --threads threads in one process. The chain has --jobs processes of one thread
each, as many as the encoder has threads unless told otherwise: both may use the same cores, but only the chain's
processes can share out its Python. They run before the clock starts; what their start costs is start_s, and a run
on little text goes without them (--jobs 1: the chain in one process with --threads threads, as for a few reports).
With --processor-time the chain is measured in one process, for the clock does not see others that still run.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

if not __package__:  # run as a file: python benchmarks/speed.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from onrecord.actors import Register, resolve
from onrecord.apart import PORTION, Desk, desk, through_apart
from onrecord.demo import demo_paths
from onrecord.origins import collect
from onrecord.positions import load
from onrecord.reading import Reader
from onrecord.reading.layout import blocks
from onrecord.reading.windows import Window, windows
from onrecord.settings import Engine
from onrecord.stages import Made, Models, coder_of
from onrecord.statements import find_statements
from onrecord.types import Article, ArticleMaterial, Codebook, Sighting

Clock = Callable[[], float]

HERE = Path(__file__).parent
# The first two are shares of the speed of the encoder alone, the third a multiple of that of BERT-base.
FLOORS = {"chain": 0.6, "chain_ten_options": 0.3, "reading_to_bert_int8": 4.0}
CEILINGS = {"memory_mb": 700, "help_s": 0.4, "demo_s": 20.0}
THREADS = 2
ROUNDS = 3
# Words that a yardstick reads in a round: a few seconds' work for it.
PART = {"bert_int8": 4000, "bert_float": 1500, "spacy": 8000}


def articles(folder: Path | None) -> list[Article]:
    """The articles of a folder, or the bundled debate five times over."""
    found = [a for a in collect([folder] if folder else demo_paths()) if isinstance(a, Article)]
    if folder:
        return found
    return [replace(a, id=f"{a.id}-{n}") for n in range(5) for a in found]


def words(texts: Iterable[Article]) -> int:
    """How many words the texts have, cut at blanks."""
    return sum(len(article.text.split()) for article in texts)


def part(texts: Sequence[Article], number: int) -> list[Article]:
    """The first articles that have so many words together."""
    taken: list[Article] = []
    for article in texts:
        if words(taken) >= number:
            break
        taken.append(article)
    return taken


def cut(reader: Reader, texts: Sequence[Article]) -> list[Window]:
    """The windows in which an encoder reads the texts."""
    return [
        window
        for number, article in enumerate(texts)
        for window in windows(number, article, [b.span for b in blocks(article.text)], reader._tokenizer)
    ]


def chain(reader: Reader, texts: Sequence[Article]) -> Iterator[ArticleMaterial]:
    """Articles through reading, statements and actors."""
    register = Register()
    for article, reading in zip(texts, reader.read(texts), strict=True):
        resolution = resolve(article, reading, find_statements(article, reading))
        register.put(article.id, [Sighting(article.id, actor) for actor in resolution.actors])
        yield ArticleMaterial(article, reading, resolution)


@dataclass(frozen=True)
class Options:
    """How it is measured."""

    threads: int = THREADS
    jobs: int = THREADS
    rounds: int = ROUNDS
    yardsticks: bool = True
    processor_time: bool = False


@dataclass(frozen=True)
class Work:
    """Something that is timed, and how many words it reads."""

    name: str
    words: int
    do: Callable[[], object]


def our_works(reader: Reader, texts: Sequence[Article], threads: int) -> list[Work]:
    """The encoder alone, the reading, the chain, and the chain with ten options."""
    models, codebook = Models(Engine(threads=threads)), load(HERE / "cases" / "ten_options.yaml")
    made, number = cut(reader, texts), words(texts)

    def coded() -> list[object]:
        coder = coder_of(codebook, models)
        return [coder.code(material) for material in chain(reader, texts)]

    return [
        Work("encoder", number, partial(spread, reader._scores, made, threads)),
        Work("reading", number, lambda: list(reader.read(texts))),
        Work("chain", number, lambda: list(chain(reader, texts))),
        Work("chain_ten_options", number, coded),
    ]


def works_apart(workers: Desk, texts: Sequence[Article]) -> list[Work]:
    """The chain, and the chain with ten options, in processes that have begun; the register stays here."""
    codebook, number = load(HERE / "cases" / "ten_options.yaml"), words(texts)

    def made(codebook: Codebook | None) -> Iterator[Made]:
        register = Register()
        for one in through_apart(texts, lambda article: article, codebook, workers):
            assert isinstance(one, Made), one
            article, met = one.material.article.id, one.material.resolution.actors
            register.put(article, [Sighting(article, actor) for actor in met])
            yield one

    return [
        Work("chain", number, lambda: list(made(None))),
        Work("chain_ten_options", number, lambda: list(made(codebook))),
    ]


def yardsticks(reader: Reader, texts: Sequence[Article], threads: int) -> list[Work]:
    """BERT-base without its tokenising and decoding, as many windows at once as threads; spaCy in 1 and 2 processes."""
    from benchmarks.yardsticks import Bert, annotated, spacy_pipeline

    works = []
    for kind in ("int8", "float"):
        some = part(texts, PART[f"bert_{kind}"])
        works.append(Work(f"bert_{kind}", words(some), partial(spread, Bert(kind), cut(reader, some), threads)))
    some, nlp = part(texts, PART["spacy"]), spacy_pipeline()
    for processes in (1, 2):
        given = [article.text for article in some] * processes  # the start of a process should not weigh much
        do = partial(annotated, nlp, given, processes)
        works.append(Work(f"spacy_{processes}_process", words(some) * processes, do))
    return works


def spread(work: Callable[[Window], object], made: Sequence[Window], threads: int) -> list[object]:
    """The work on each window, on so many threads at once."""
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, made))


def speeds(works: Sequence[Work], rounds: int, clock: Clock = time.perf_counter) -> dict[str, float]:
    """Words a second of each, the best of some rounds by turns."""
    seconds: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for work in works:
            seconds[work.name].append(_timed(work.do, clock))
    return {work.name: work.words / min(seconds[work.name]) for work in works}


def processor_seconds() -> float:
    """What the processes of this run have had of the processor, those that have ended included."""
    return sum(os.times()[:4])


def _timed(work: Callable[[], object], clock: Clock = time.perf_counter) -> float:
    begin = clock()
    work()
    return clock() - begin


def measure(folder: Path | None, options: Options) -> dict[str, Any]:
    """All figures of one run."""
    texts = articles(folder)
    reader = Reader.load(threads=options.threads)
    works = our_works(reader, texts, options.threads)
    speeds(works, rounds=1)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # of the chain in one process, and no yardsticks
    if options.yardsticks:
        works += yardsticks(reader, texts, options.threads)
    start = 0.0
    with desk(Engine(), options.jobs) as workers:
        if options.jobs > 1:
            apart = works_apart(workers, texts)
            start = _timed(lambda: list(through_apart(texts[: PORTION * options.jobs], lambda one: one, None, workers)))
            speeds(apart, rounds=1)
            works = [*works[:2], *apart, *works[4:]]
        found = speeds(works, options.rounds, processor_seconds if options.processor_time else time.perf_counter)
    return {
        "articles": len(texts),
        "words": words(texts),
        "threads": options.threads,
        "jobs": options.jobs,
        "start_s": round(start, 1),
        "clock": "processor" if options.processor_time else "wall",
        "words_per_s": {name: round(speed) for name, speed in found.items()},
        **ratios(found),
        "articles_per_s": round(found["chain"] * len(texts) / words(texts), 1),
        "articles_per_s_ten_options": round(found["chain_ten_options"] * len(texts) / words(texts), 1),
        "memory_mb": round(memory / 1024),
        "help_s": _command("--help"),
        "first_reading_s": _first_reading(),
        "demo_s": _demo(),
    }


def ratios(found: dict[str, float]) -> dict[str, float]:
    """Shares of the encoder's own speed, and multiples of the yardsticks'."""
    out = {name: found[name] / found["encoder"] for name in ("reading", "chain", "chain_ten_options")}
    for yardstick in ("bert_int8", "bert_float", "spacy_1_process", "spacy_2_process"):
        if yardstick in found:
            out |= {f"{name}_to_{yardstick}": found[name] / found[yardstick] for name in ("reading", "chain")}
    return {name: round(ratio, 3) for name, ratio in out.items()}


def missed(result: dict[str, Any]) -> list[str]:
    """The figures that lie under their floor or over their ceiling; what was not measured is not judged."""
    low = [name for name, floor in FLOORS.items() if name in result and result[name] < floor]
    return low + [name for name, ceiling in CEILINGS.items() if name in result and result[name] > ceiling]


def _command(*arguments: str) -> float:
    command = [sys.executable, "-m", "onrecord.cli", *arguments]
    return round(min(_timed(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(3)), 2)


def _first_reading() -> float:
    """Seconds from nothing to the reading of one sentence: Python, the libraries, the weights, their check."""
    code = (
        "from onrecord.reading import Reader; from onrecord.types import Article;"
        "print(*Reader.load().read([Article('a', 'The mayor said that the bridge would stay.', 'a')]))"
    )
    command = [sys.executable, "-c", code]
    return round(min(_timed(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(3)), 2)


def _demo() -> float:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "onrecord.cli", "demo", "--out", folder]
        return round(_timed(lambda: subprocess.run(command, check=True, capture_output=True)), 2)


def main() -> None:
    """Print the figures; with --check, fail where one is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, help="a folder of articles")
    parser.add_argument("--threads", type=int, default=THREADS)
    parser.add_argument("--jobs", type=int, help="processes of the chain; default: as many as threads")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--no-yardsticks", action="store_true", help="neither BERT nor spaCy: no further packages")
    parser.add_argument("--processor-time", action="store_true", help="for a busy machine")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--check", action="store_true", help="fail where a figure is missed")
    asked = parser.parse_args()
    jobs = 1 if asked.processor_time else asked.jobs or asked.threads
    options = Options(asked.threads, jobs, asked.rounds, not asked.no_yardsticks, asked.processor_time)
    result = measure(asked.texts, options)
    print(json.dumps(result, indent=None if asked.json else 2))
    if asked.check and (names := missed(result)):
        sys.exit(f"Missed: {', '.join(names)}")


if __name__ == "__main__":
    main()
