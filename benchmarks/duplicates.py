"""Near-duplicates found in a record, on a made corpus of which it is known what is a copy of what.

    python -m benchmarks.duplicates [--data DIR] [--half dev|test] [--each N] [--seed N] [--show] [--json] [--check]
    python -m benchmarks.duplicates --held N …

Articles are put together from paragraphs of corpus texts under DIR (PolNeAR's training articles), without it of the
bundled debate's; each kind of edit is made with 10, 20, 30 and 40 % of the words. Between them stand articles that
only look like copies (``lookalikes``). All go into a record in a random order as they would be read, and what the
record says are copies is compared with what was made. Rules and thresholds were chosen on the half "dev"; the floors
are for "test".

With ``--held`` it measures instead what a look-up costs in a record that holds so many signatures.

A pair counts as right where the one was made from the other; two copies of one original are neither right nor wrong.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if not __package__:  # run as a file: python benchmarks/duplicates.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.edited_copies import KINDS, Paragraphs, edited, joined
from benchmarks.lookalikes import following, framed_reports, furnished, quoting
from benchmarks.made_corpus import Made, article_of, originals, stock_of, texts_of
from onrecord import stories
from onrecord.record import Record, open_record, story_rows
from onrecord.record.stories import Stories
from onrecord.types import Article, Provenance, Reading, Resolution

FLOORS = Path(__file__).with_name("floors_duplicates.json")
SHARES = (0.1, 0.2, 0.3, 0.4)
EACH = 12  # copies of each kind and share where the texts are corpora; of the bundled debate, two
_LOOKALIKES = (quoting, following, furnished)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles in the order in which they are read, and which of them were made from the same."""

    made: Sequence[Made]
    family: Mapping[str, str]

    def is_right(self, one: str, other: str) -> bool | None:
        """Whether two articles are copies; None where both are copies of a third."""
        if self.family[one] != self.family[other]:
            return False
        return True if self.family[one] in (one, other) else None


def corpus(texts: Sequence[str], half: str, *, each: int, seed: int) -> Corpus:
    """Originals, copies of each kind and share, and as many articles that only look like copies."""
    rng = random.Random(seed)
    stock = stock_of(texts)
    source = originals(stock, rng)
    made: list[Made] = []

    def put(text: str, of: str | None = None, kind: str = "original", share: float = 0.0) -> str:
        made.append(Made(article_of(text, len(made)), of, kind, share))
        return made[-1].article.id

    cells = [(kind, share) for kind in KINDS for share in SHARES for _ in range(each)]
    rng.shuffle(cells)
    for start in range(0, len(cells), 2):  # two copies of each original
        paragraphs: Paragraphs = next(source)
        original = put(joined(paragraphs))
        for kind, share in cells[start : start + 2]:
            put(joined(edited(paragraphs, kind, share, stock, rng)), original, kind, share)
        lookalike = rng.choice(_LOOKALIKES)
        put(lookalike(paragraphs, source, rng), None, lookalike.__name__)
        for text in framed_reports(half, rng) if start % 4 == 0 else ():
            put(text, None, "framed report")
    rng.shuffle(made)
    return Corpus(made, {one.article.id: one.copy_of or one.article.id for one in made})


def found_in(record: Record, articles: Sequence[Article]) -> tuple[set[tuple[str, str]], float]:
    """The pairs of copies that a record finds in articles, and how many articles a second that made."""
    provenance = Provenance("none", "1")
    stories.refresh(record)
    seconds = 0.0
    for article in articles:
        with record.transaction():
            empty = Reading(article.id, (), (), (), (), (), provenance)
            record.save_article(article, empty, Resolution((), (), ()))
            begin = time.process_time()
            stories.put(record, article)
            seconds += time.process_time() - begin
    return set(Stories(record).copies()), len(articles) / max(seconds, 1e-9)


def figures(of: Corpus, found: set[tuple[str, str]]) -> dict[str, Any]:
    """Precision, recall, and recall of each kind and each share of edits."""
    judged = Counter(of.is_right(one, other) for one, other in found)
    known: dict[str, Counter[bool]] = defaultdict(Counter)
    for made, is_found in recalled(of, found):
        for name in ("all", made.kind, f"{made.share:.0%}"):
            known[name][is_found] += 1
    recall = {name: counts[True] / counts.total() for name, counts in sorted(known.items())}
    return {
        "articles": len(of.made),
        "pairs": known["all"].total(),
        "precision": judged[True] / max(1, judged[True] + judged[False]),
        "recall": recall.pop("all"),
        "recall_of": recall,
        "wrong": judged[False],
        "lookalikes": dict(sorted(Counter(one.kind for one in of.made if one.copy_of is None).items())),
    }


def recalled(of: Corpus, found: set[tuple[str, str]]) -> Iterator[tuple[Made, bool]]:
    """Each copy, and whether it was found to be one of its original."""
    pairs = {frozenset(pair) for pair in found}
    for one in of.made:
        if one.copy_of is not None:
            yield one, frozenset((one.article.id, one.copy_of)) in pairs


def look_up(record: Record, held: int, *, seed: int = 1) -> dict[str, float]:
    """Milliseconds of the processor to look up a signature among so many made ones, and to write one.

    One number in ten is one that many have, as stock phrases make them.
    """
    rng = random.Random(seed)

    def signature() -> list[int]:
        return [int(5000 * rng.random() ** 6) if rng.random() < 0.1 else rng.getrandbits(32) for _ in range(48)]

    with record.transaction() as connection:
        begin = time.process_time()
        for number in range(held):
            story_rows.write_bands(connection, number, signature())
        written = time.process_time()
        for _ in range(200):
            story_rows.read_near(connection, signature())
        done = time.process_time()
    return {
        "held": held,
        "look_up_ms": round((done - written) * 5, 3),
        "write_ms": round((written - begin) / held * 1e3, 3),
    }


def meets(result: Mapping[str, Any], floors: Mapping[str, float]) -> bool:
    """Whether no figure is under its floor."""
    return all(result[name] >= floor for name, floor in floors.items())


def main() -> None:
    """Print the figures; with --check, fail under the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--half", choices=["dev", "test"], default="test")
    parser.add_argument("--each", type=int, help="copies of each kind and share")
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--held", type=int, nargs="*", help="signatures among which is looked up")
    for flag in ("--show", "--json", "--check"):
        parser.add_argument(flag, action="store_true")
    asked = parser.parse_args()
    for held in asked.held or ():
        with open_record("sqlite://") as record:
            print(json.dumps(look_up(record, held)))
    if asked.held:
        return
    half = asked.half if asked.data else "all"
    each = asked.each or (EACH if asked.data else 2)
    of = corpus(texts_of(asked.data, half=half), asked.half, each=each, seed=asked.seed)
    with open_record("sqlite://") as record:
        found, speed = found_in(record, [one.article for one in of.made])
    result = {**figures(of, found), "articles_a_second": round(speed)}
    print(json.dumps(result) if asked.json else _told(result))
    if asked.show:
        _show(of, found)
    floors = json.loads(FLOORS.read_text("utf-8"))["corpora" if asked.data else "bundled"]
    if asked.check and not meets(result, floors):
        sys.exit(f"Under the floors of {FLOORS.name}: {floors}")


def _told(result: Mapping[str, Any]) -> str:
    kinds = (f"  {name:10} {value:.3f}" for name, value in result["recall_of"].items())
    return "\n".join(
        (
            f"{result['articles']} articles, {result['pairs']} pairs made; lookalikes: {result['lookalikes']}",
            f"precision {result['precision']:.4f} ({result['wrong']} wrong), recall {result['recall']:.4f}; "
            f"{result['articles_a_second']} articles a second of one core, finding alone",
            *kinds,
        )
    )


def _show(of: Corpus, found: set[tuple[str, str]]) -> None:
    by_id = {one.article.id: one for one in of.made}
    for pair in sorted(found):
        if of.is_right(*pair) is False:
            print(
                "WRONG", *(f"{by_id[one].kind} {by_id[one].share}: {by_id[one].article.text[:100]!r}" for one in pair)
            )
    for one, is_found in recalled(of, found):
        if not is_found:
            print("MISSED", one.kind, one.share, one.article.origin, len(one.article.text.split()))


if __name__ == "__main__":
    main()
