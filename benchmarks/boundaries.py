"""How well sentence boundaries are found in raw text, beside rule splitters that run here.

``python -m benchmarks.boundaries --data DIR`` rebuilds the raw text of GUM test (all genres) and EWT test from their
CoNLL-U files and scores sentence ends (a document's last one is given and not counted) and, more strictly, whole
sentences as the CoNLL 2018 shared task does: begin and end must both be right. ``--json`` prints one object;
``--write`` keeps it under results/; ``--check`` fails where a figure lies under its floor. The splitters of spaCy and
pysbd are shown where they are installed (the extra ``bench``).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

if not __package__:  # run as a file: python benchmarks/boundaries.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.attribution import Counts, missed
from onrecord.reading.reader import Reader
from onrecord.reading.session import weights
from onrecord.types import Article
from training.data import Document, conllu

HERE = Path(__file__).parent
RULES = ("spacy", "pysbd")

Bounds = list[tuple[int, int]]
Splitter = Callable[[Document], Bounds]


@dataclass
class Tally:
    """Sentence ends and whole sentences, counted over documents."""

    ends: Counts = field(default_factory=Counts)
    sentences: Counts = field(default_factory=Counts)

    def add(self, text: str, found: Bounds, gold: Bounds) -> None:
        """Count one document; white space does not matter."""
        mine, real = solid(text, found), solid(text, gold)
        _count(self.sentences, set(mine), set(real))
        last = max(end for _, end in real)
        _count(self.ends, {e for _, e in mine if e != last}, {e for _, e in real if e != last})

    def figures(self) -> dict[str, Any]:
        """Both measures in percent, and how many sentences there are."""
        return {"ends": self.ends.figures(), "sentences": self.sentences.figures(), "count": self.sentences.gold}


def _count(counts: Counts, found: set[Any], gold: set[Any]) -> None:
    counts.found += len(found)
    counts.gold += len(gold)
    counts.hits_found += len(found & gold)
    counts.hits_gold += len(found & gold)


def solid(text: str, bounds: Bounds) -> Bounds:
    """Places counted in characters that are no white space; stretches of white space alone are left out."""
    before = [0, *accumulate(not letter.isspace() for letter in text)]
    return [(before[b], before[e]) for b, e in bounds if before[e] > before[b]]


def gum_test(data: Path) -> list[tuple[str, Document]]:
    """Every document of GUM test with its genre, the genres left out of training too."""
    out = []
    for name in (data / "gum" / "files.test").read_text(encoding="utf-8").split():
        path = data / "gum" / f"{name}.conllu"
        if path.exists():
            out += [(name.split("_")[1], document) for document in conllu(path, "gum")]
    return out


def ewt_test(data: Path) -> list[tuple[str, Document]]:
    """Every document of EWT test."""
    return [("ewt", document) for document in conllu(data / "ewt" / "test.conllu", "ewt")]


def of_reader(reader: Reader, documents: Sequence[Document]) -> list[Bounds]:
    """Sentences as the shipped reader gives them for the whole raw text."""
    articles = [Article(str(number), document.text, "benchmark") for number, document in enumerate(documents)]
    return [[(s.begin, s.end) for s in reading.sentences] for reading in reader.read(articles)]


def of_spacy() -> Splitter:
    """The rule splitter of spaCy, each paragraph apart; ImportError where it is not installed."""
    import spacy

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")

    def split(document: Document) -> Bounds:
        return [
            (begin + sentence.start_char, begin + sentence.end_char)
            for begin, end in document.paragraphs
            for sentence in pipeline(document.text[begin:end]).sents
        ]

    return split


def of_pysbd() -> Splitter:
    """The rule splitter pysbd, each paragraph apart; ImportError where it is not installed."""
    import pysbd

    segmenter = pysbd.Segmenter(language="en", clean=False, char_span=True)

    def split(document: Document) -> Bounds:
        return [
            (begin + piece.start, begin + piece.end)
            for begin, end in document.paragraphs
            for piece in segmenter.segment(document.text[begin:end])
        ]

    return split


def measured(documents: Sequence[tuple[str, Document]], found: Iterable[Bounds]) -> dict[str, Any]:
    """Figures of all documents, and by genre where there are several."""
    whole, genres = Tally(), defaultdict[str, Tally](Tally)
    for (genre, document), bounds in zip(documents, found, strict=True):
        for tally in (whole, genres[genre]):
            tally.add(document.text, bounds, document.sentences or [])
    out = whole.figures()
    if len(genres) > 1:
        out["genres"] = {genre: tally.figures() for genre, tally in sorted(genres.items())}
    return out


def measure(data: Path, reader: Reader, rules: Sequence[str] = RULES) -> dict[str, Any]:
    """Every splitter on every corpus; None for one that is not installed."""
    corpora = {"gum": gum_test(data), "ewt": ewt_test(data)}
    out: dict[str, Any] = {}
    for name, documents in corpora.items():
        texts = [document for _, document in documents]
        out[name] = {"onrecord": measured(documents, of_reader(reader, texts))}
        for rule in rules:
            try:
                split = {"spacy": of_spacy, "pysbd": of_pysbd}[rule]()
            except ImportError:
                out[name][rule] = None
            else:
                out[name][rule] = measured(documents, map(split, texts))
    return out


def table(result: dict[str, Any]) -> str:
    """F1 of sentence ends and, behind it, of whole sentences."""
    lines = [f"{'F1: ends (whole sentences)':28}" + "".join(f"{name:>16}" for name in ("onrecord", *RULES))]
    for corpus in ("gum", "ewt"):
        if corpus not in result:
            continue
        peers = result[corpus]
        genres = peers["onrecord"].get("genres", {})
        for label, pick in [(corpus, None), *((f"  {genre}", genre) for genre in genres)]:
            cells = []
            for name in ("onrecord", *RULES):
                row = peers.get(name)
                row = row and (row if pick is None else row["genres"][pick])
                cells.append(f"{row['ends']['f1']:.1f} ({row['sentences']['f1']:.1f})" if row else "not installed")
            lines.append(f"{label:28}" + "".join(f"{cell:>16}" for cell in cells))
    return "\n".join(lines)


def main() -> int:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder with gum/ and ewt/")
    parser.add_argument("--weights", type=Path, help="a folder of weights other than the shipped one")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true", help="keep the result under benchmarks/results")
    parser.add_argument("--check", action="store_true", help="fail where a figure lies under its floor")
    given = parser.parse_args()
    result = measure(given.data, Reader.load(given.threads, given.weights))
    result["weights"] = weights(given.weights).manifest["files"]["reader.onnx"]["sha256"]
    print(json.dumps(result) if given.json else table(result))
    if given.write:
        (HERE / "results").mkdir(exist_ok=True)
        (HERE / "results" / "boundaries.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    if given.check:
        floors = json.loads((HERE / "floors_entities.json").read_text(encoding="utf-8"))["boundaries"]
        return missed(result, floors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
