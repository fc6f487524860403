"""How well sources, cues and contents are found.

``python -m benchmarks.attribution --cofenet FILE`` reads each line of a CofeNet file alone through the shipped
weights; ``--polnear DIR`` reads whole articles and scores spans and linked statements. ``--json`` prints one
object; ``--write`` keeps it under results/; ``--check`` fails where a figure lies under its floor.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if not __package__:  # run as a file: python benchmarks/attribution.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.brat import GoldStatement, documents
from onrecord.reading.reader import Reader
from onrecord.reading.session import weights
from onrecord.types import Article, Reading, Span, Spans, Statement

HERE = Path(__file__).parent
LABELS = ("source", "cue", "content")
# Wang et al., COLING 2022, on the test twin of the file (exact F1)
PUBLISHED = {
    "CofeNet (BERT + Cofe)": (83.2, 75.3, 72.9),
    "BERT": (81.1, 74.0, 68.9),
    "CoreNLP": (13.9, None, 17.5),
}
_PTB = {
    "``": '"', "''": '"', "`": "‘",
    "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}",
}  # fmt: skip
_NO_BLANK_BEFORE = re.compile(r"(?:[,.:;?!%)\]}…]|\.\.\.|n't|'(?:s|re|ve|ll|d|m)?|’(?:s|re|ve|ll|d|m))$", re.IGNORECASE)
_NO_BLANK_AFTER = ("(", "[", "{", "$", "£", "€", "#", "‘")

Labelled = tuple[int, int, str]  # first token, behind the last token, label


@dataclass
class Counts:
    """What was found, what there is, and what of it agrees."""

    found: int = 0
    gold: int = 0
    hits_found: int = 0
    hits_gold: int = 0

    def figures(self) -> dict[str, float]:
        """Precision, recall and F1 in percent."""
        precision = 100 * self.hits_found / self.found if self.found else 0.0
        recall = 100 * self.hits_gold / self.gold if self.gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"precision": round(precision, 2), "recall": round(recall, 2), "f1": round(f1, 2)}


def detokenised(tokens: Sequence[str]) -> tuple[str, list[Span]]:
    """A line of Penn tokens as plain text, and where each token stands in it."""
    text, places, opened, glue = "", [], False, True
    for token in tokens:
        form = _PTB.get(token, token)
        closes = form == '"' and opened and token != "``"
        if text and not glue and not closes and not _NO_BLANK_BEFORE.match(form):
            text += " "
        places.append(Span(len(text), len(text) + len(form)))
        text += form
        if form == '"':
            opened = not closes
        glue = form in _NO_BLANK_AFTER or (form == '"' and opened)
    return text, places


def runs(labels: Iterable[str]) -> set[Labelled]:
    """The spans of a BIO row; an I that follows nothing of its kind begins one."""
    out: list[Labelled] = []
    for at, label in enumerate(labels):
        if label == "O":
            continue
        if label.startswith("I-") and out and out[-1][1] == at and out[-1][2] == label[2:]:
            out[-1] = (out[-1][0], at + 1, label[2:])
        else:
            out.append((at, at + 1, label[2:]))
    return set(out)


def found_runs(reading: Reading, places: Sequence[Span]) -> set[Labelled]:
    """The tags of a reading as runs of tokens; a token belongs to a tag that its first letter lies in."""
    out = set()
    for tag in reading.tags:
        inside = [number for number, place in enumerate(places) if tag.span.begin <= place.begin < tag.span.end]
        if inside:
            out.add((inside[0], inside[-1] + 1, tag.label.value))
    return out


def span_figures(pairs: Sequence[tuple[set[Labelled], set[Labelled]]]) -> dict[str, dict[str, dict[str, float]]]:
    """Exact, begin and overlap figures of (found, gold) rows, by label."""
    agree: dict[str, Callable[[Labelled, Labelled], bool]] = {
        "exact": lambda a, b: a == b,
        "begin": lambda a, b: a[0] == b[0],
        "overlap": lambda a, b: a[0] < b[1] and b[0] < a[1],
    }
    out: dict[str, dict[str, dict[str, float]]] = {}
    for way, same in agree.items():
        out[way] = {}
        for label in LABELS:
            counts = Counts()
            for found, gold in pairs:
                mine = [span for span in found if span[2] == label]
                theirs = [span for span in gold if span[2] == label]
                counts.found += len(mine)
                counts.gold += len(theirs)
                counts.hits_found += sum(any(same(a, b) for b in theirs) for a in mine)
                counts.hits_gold += sum(any(same(a, b) for a in mine) for b in theirs)
            out[way][label] = counts.figures()
    return out


def cofenet(path: Path, reader: Reader) -> dict[str, Any]:
    """Span figures on a CofeNet file, each line read alone; under "context" with the lines before and behind it."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    plain = [detokenised(row["tokens"]) for row in rows]

    def pairs(texts: list[str], firsts: list[int]) -> list[tuple[set[Labelled], set[Labelled]]]:
        articles = (Article(str(number), text, str(path)) for number, text in enumerate(texts))
        moved = [
            [Span(p.begin + at, p.end + at) for p in places] for (_, places), at in zip(plain, firsts, strict=True)
        ]
        return [
            (found_runs(reading, places), runs(row["labels"]))
            for reading, places, row in zip(reader.read(articles), moved, rows, strict=True)
        ]

    lines = [text for text, _ in plain]
    before = [line + " " for line in ["", *lines[:-1]]]
    around = [f"{a}{b} {c}" for a, b, c in zip(before, lines, [*lines[1:], ""], strict=True)]
    alone = pairs(lines, [0] * len(lines))
    context = pairs(around, [len(line) for line in before])
    return {"lines": len(rows), **span_figures(alone), "context": span_figures(context)}


def polnear(folder: Path, reader: Reader) -> dict[str, Any]:
    """Span figures and figures of linked statements on whole articles."""
    from onrecord.statements import find_statements

    gold = list(documents(folder))
    articles = [Article(one.name, one.text, one.name) for one in gold]
    pairs, exact, overlap = [], Counts(), Counts()
    for article, reading, one in zip(articles, reader.read(articles), gold, strict=True):
        places = [Span(*match.span()) for match in re.finditer(r"\w+|[^\w\s]", one.text)]
        pairs.append((found_runs(reading, places), _gold_runs(one.spans, places)))
        made = [_tokens(statement, places) for statement in find_statements(article, reading)]
        real = [_tokens(statement, places) for statement in one.statements]
        for counts, same in ((exact, lambda a, b: a == b), (overlap, overlapping)):
            hits = matched(made, real, same)
            counts.found += len(made)
            counts.gold += len(real)
            counts.hits_found += hits
            counts.hits_gold += hits
    linked = {"exact": exact.figures(), "overlap": overlap.figures()}
    return {"articles": len(gold), **span_figures(pairs), "statements": linked}


Parts = tuple[frozenset[int], frozenset[int], frozenset[int]]


def _tokens(statement: Statement | GoldStatement, places: Sequence[Span]) -> Parts:
    def of(spans: Spans) -> frozenset[int]:
        return frozenset(n for n, place in enumerate(places) if any(place.overlaps(span) for span in spans))

    return of(statement.source), of(statement.cue), of(statement.content)


def _gold_runs(spans: Iterable[tuple[str, Span]], places: Sequence[Span]) -> set[Labelled]:
    out = set()
    for label, span in spans:
        inside = [number for number, place in enumerate(places) if place.overlaps(span)]
        if inside:
            out.add((inside[0], inside[-1] + 1, label))
    return out


def overlapping(found: Parts, gold: Parts) -> bool:
    """Whether every part that gold has shares a token with the found one, and what gold lacks is lacking."""
    return all(bool(a & b) if b else not a for a, b in zip(found, gold, strict=True))


def matched(found: Sequence[Parts], gold: Sequence[Parts], same: Callable[[Parts, Parts], bool]) -> int:
    """Size of the largest one-to-one matching of statements that agree."""
    partner: dict[int, int] = {}

    def place(row: int, tried: set[int]) -> bool:
        for column, other in enumerate(gold):
            if column in tried or not same(found[row], other):
                continue
            tried.add(column)
            if column not in partner or place(partner[column], tried):
                partner[column] = row
                return True
        return False

    return sum(place(row, set()) for row in range(len(found)))


def under_floors(result: dict[str, Any], floors: dict[str, Any]) -> Iterator[str]:
    """Figures that lie under their floors, in words."""
    for path, floor in floors.items():
        value: Any = result
        for step in path.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        if value is not None and value < floor:
            yield f"{path}: {value} is under the floor of {floor}"


def missed(result: dict[str, Any], floors: dict[str, Any]) -> int:
    """The exit code of a check: 1 where a figure lies under its floor, each told on the way."""
    failed = list(under_floors(result, floors))
    for line in failed:
        print(line, file=sys.stderr)
    return 1 if failed else 0


def table(result: dict[str, Any]) -> str:
    """Our figures beside the published ones."""
    lines = [f"{'':28}" + "".join(f"{label:>10}" for label in LABELS)]
    for way in ("exact", "begin", "overlap"):
        if way in result:
            lines.append(f"{'onrecord, ' + way + ' F1':28}" + "".join(f"{result[way][x]['f1']:10.1f}" for x in LABELS))
    if "context" in result:
        near = result["context"]["exact"]
        lines.append(f"{'exact, neighbours as context':28}" + "".join(f"{near[x]['f1']:10.1f}" for x in LABELS))
    for name, row in PUBLISHED.items() if "lines" in result else ():
        lines.append(f"{name + ', test':28}" + "".join(f"{'-' if x is None else x:>10}" for x in row))
    for way, figures in result.get("statements", {}).items():
        lines.append(f"linked statements, {way}: " + " ".join(f"{name} {value:.1f}" for name, value in figures.items()))
    return "\n".join(lines)


def main() -> int:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cofenet", type=Path, help="a file of CofeNet, e.g. valid.txt")
    parser.add_argument("--polnear", type=Path, help="a split of PolNeAR, with text/ and attributions/")
    parser.add_argument("--weights", type=Path, help="a folder of weights other than the shipped one")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true", help="keep the result under benchmarks/results")
    parser.add_argument("--check", action="store_true", help="fail where a figure lies under its floor")
    given = parser.parse_args()
    if not given.cofenet and not given.polnear:
        parser.error("name a corpus: --cofenet FILE or --polnear DIR")
    reader = Reader.load(given.threads, given.weights)
    result: dict[str, Any] = {}
    if given.cofenet:
        result |= cofenet(given.cofenet, reader)
    if given.polnear:
        whole = polnear(given.polnear, reader)
        result = {**result, "polnear": whole} if given.cofenet else whole
    manifest = weights(given.weights).manifest
    result["weights"] = manifest["files"]["reader.onnx"]["sha256"]
    result["segments"] = manifest["segments"]  # how segments follow each other decides as well
    print(json.dumps(result) if given.json else table(result))
    if "polnear" in result and not given.json:
        print("PolNeAR, whole articles\n" + table(result["polnear"]))
    if given.write:
        (HERE / "results").mkdir(exist_ok=True)
        (HERE / "results" / "attribution.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    if given.check:
        kind = "cofenet" if given.cofenet else "polnear"
        floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))["attribution"][kind]
        return missed(result, floors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
