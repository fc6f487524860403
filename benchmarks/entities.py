"""How well names, dates, nationalities and roles are found: exact span and kind.

``python -m benchmarks.entities`` reads the sentences of ``cases/entities.jsonl``, each alone, and measures six kinds.
``--data DIR`` adds corpora, and of them persons, organisations and places: the sentences of UNER-EWT test each alone
(the figure that is published for others), the same as whole documents in their raw text, the news of GUM outside its
train list, and re3d, which the reader was trained on. ``--json`` prints one object; ``--write`` keeps it under
results/; ``--check`` fails where a figure lies under its floor.

A place is a run of tokens, in a corpus its own: a token belongs to a mention that its first letter lies in. The
reader's nationalities, dates, roles and other names have no class in UNER, which leaves peoples unmarked, and are left
out there.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if not __package__:  # run as a file: python benchmarks/entities.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.attribution import Counts, Labelled, missed, runs
from onrecord.reading.reader import Reader
from onrecord.reading.session import weights
from onrecord.types import Article, Entity, EntityKind, Span
from training.data import Document, conllu, re3d

HERE = Path(__file__).parent
CASES = HERE / "cases" / "entities.jsonl"
FLOORS = HERE / "floors_entities.json"
RESULT = HERE / "results" / "entities.json"
# What the cases mark. Other names (treaties, works, events) are not marked there: what is one is a matter of taste.
KINDS: dict[EntityKind, str] = {kind: kind.value for kind in EntityKind if kind is not EntityKind.OTHER}
CLASSES = {EntityKind.PERSON: "PER", EntityKind.ORGANISATION: "ORG", EntityKind.PLACE: "LOC"}
_FAR = 20  # characters: blanks and marks between two tokens of one document; farther means that the texts differ


@dataclass(frozen=True)
class Text:
    """A text, the places of its tokens, and the names in it as runs of tokens."""

    text: str
    places: tuple[Span, ...]
    gold: frozenset[Labelled]


def cases(path: Path = CASES) -> list[Text]:
    """The sentences that the project itself holds."""
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        places = _tokens(row["text"])
        marked = [(_occurrence(row, *entity), entity[1]) for entity in row["entities"]]
        out.append(Text(row["text"], places, frozenset(_in_tokens(marked, places))))
    return out


def _occurrence(row: Mapping[str, Any], words: str, kind: str, which: int | None = None) -> Span:
    """Where the words of a case stand in its text; several times only where their number is given."""
    found = [Span(*match.span()) for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", row["text"])]
    if kind not in KINDS.values() or (which is None and len(found) != 1) or not 0 < (which or 1) <= len(found):
        raise ValueError(f"{CASES.name}: {row['id']}: {words!r} ({kind}) does not stand there just once")
    return found[(which or 1) - 1]


def _tokens(text: str) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in re.finditer(r"\w+|[^\w\s]", text))


def uner_rows(path: Path) -> Iterator[tuple[str, str, list[str], list[str]]]:
    """The sentences of a UNER file: the document, the text, tokens, and labels without other classes."""
    name = ""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        rows = [line.split("\t") for line in lines if "\t" in line and not line.startswith("#")]
        text = re.search(r"^# text = (.*)$", block, re.MULTILINE)
        begins = re.search(r"^# newdoc id = (.*)$", block, re.MULTILINE)
        name = begins[1].strip() if begins else name
        if rows and text:
            labels = [row[2] if row[2][2:] in CLASSES.values() else "O" for row in rows]
            yield name, text[1], [row[1] for row in rows], labels


def placed(text: str, tokens: Iterable[str], at: int = 0) -> list[Span] | None:
    """Where the tokens stand in a text, one behind the other; None where one does not."""
    places = []
    for token in tokens:
        begin = text.find(token, at, at + _FAR + len(token))
        if begin < 0:
            return None
        at = begin + len(token)
        places.append(Span(begin, at))
    return places


def uner_sentences(data: Path, split: str = "test") -> list[Text]:
    """The sentences of UNER, each a text of its own."""
    out = []
    for _, text, tokens, labels in uner_rows(data / "uner_ewt" / f"{split}.iob2"):
        places = placed(text, tokens)
        if places is not None:
            out.append(Text(text, tuple(places), frozenset(runs(labels))))
    return out


def uner_documents(data: Path, split: str = "test") -> list[Text]:
    """The same sentences as whole documents in the raw text that EWT gives; one whose words differ is left out."""
    tokens, labels = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for name, _, forms, marks in uner_rows(data / "uner_ewt" / f"{split}.iob2"):
        tokens[name] += forms
        labels[name] += marks
    out = []
    for document in conllu(data / "ewt" / f"{split}.conllu", "ewt"):
        places = placed(document.text, tokens[document.name])
        if places is not None:
            out.append(Text(document.text, tuple(places), frozenset(runs(labels[document.name]))))
    return out


def of_document(document: Document) -> Text:
    """A document of a corpus with marked names."""
    if document.words is not None:
        places = tuple(Span(begin, end) for begin, end, _ in document.words)
    else:
        places = _tokens(document.text)
    kinds = {kind.value: name for kind, name in CLASSES.items()}
    marked = [(Span(b, e), kinds[kind]) for b, e, kind in document.entities or [] if kind in kinds]
    return Text(document.text, places, frozenset(_in_tokens(marked, places)))


def gum_news(data: Path) -> list[Text]:
    """The news of GUM outside its train list; a name is the run of proper nouns in a marked mention."""
    out = []
    for split in ("dev", "test"):
        for name in (data / "gum" / f"files.{split}").read_text(encoding="utf-8").split():
            if name.split("_")[1] == "news":
                out += [of_document(document) for document in conllu(data / "gum" / f"{name}.conllu", "gum")]
    return out


def _in_tokens(marked: Iterable[tuple[Span, str]], places: Sequence[Span]) -> Iterator[Labelled]:
    for span, label in marked:
        inside = [number for number, place in enumerate(places) if span.begin <= place.begin < span.end]
        if inside:
            yield inside[0], inside[-1] + 1, label


def found_names(
    entities: Iterable[Entity], places: Sequence[Span], classes: Mapping[EntityKind, str] = CLASSES
) -> set[Labelled]:
    """The reader's entities of these classes as runs of tokens."""
    return set(_in_tokens(((e.span, classes[e.kind]) for e in entities if e.kind in classes), places))


def measured(reader: Reader, texts: Sequence[Text], classes: Mapping[EntityKind, str] = CLASSES) -> dict[str, Any]:
    """Exact figures by class and over all, in percent."""
    counts = {name: Counts() for name in ("all", *classes.values())}
    articles = (Article(str(number), one.text, "benchmark") for number, one in enumerate(texts))
    for one, reading in zip(texts, reader.read(articles), strict=True):
        found = found_names(reading.entities, one.places, classes)
        for name, count in counts.items():
            mine = {run for run in found if name in ("all", run[2])}
            real = {run for run in one.gold if name in ("all", run[2])}
            count.found += len(mine)
            count.gold += len(real)
            count.hits_found += len(mine & real)
            count.hits_gold += len(mine & real)
    figures: dict[str, Any] = {name: count.figures() for name, count in counts.items()}
    return {**figures, "texts": len(texts), "names": dict(Counter(run[2] for one in texts for run in one.gold))}


def measure(reader: Reader, data: Path | None = None) -> dict[str, Any]:
    """The cases, and every corpus that stands in the folder."""
    result = {"cases": measured(reader, cases(), KINDS)}
    corpora = {
        "uner": ("uner_ewt", uner_sentences),
        "uner_documents": ("uner_ewt", uner_documents),
        "gum_news": ("gum", gum_news),
        "re3d_trained_on": ("re3d", lambda d: [of_document(document) for document in re3d(d)]),
    }
    for name, (folder, load) in corpora.items():
        if data is not None and (data / folder).is_dir():
            result[name] = measured(reader, load(data))
    return result


def table(result: dict[str, Any]) -> str:
    """F1 by text and class: the cases with all their kinds, then the corpora."""
    lines, columns = [], tuple[str, ...]()
    for text, row in result.items():
        if isinstance(row, dict):
            names = ("all", *(KINDS if text == "cases" else CLASSES).values())
            if names != columns:
                lines.append(f"{'exact F1':16}" + "".join(f"{name:>13}" for name in (*names, "P", "R", "texts")))
                columns = names
            cells = "".join(f"{row[name]['f1']:13.1f}" for name in names)
            more = f"{row['all']['precision']:13.1f}{row['all']['recall']:13.1f}{row['texts']:13}"
            lines.append(f"{text:16}{cells}{more}")
    return "\n".join(lines)


def main() -> int:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="the folder with uner_ewt/, ewt/, gum/ and re3d/")
    parser.add_argument("--weights", type=Path, help="a folder of weights other than the shipped one")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true", help="keep the result under benchmarks/results")
    parser.add_argument("--check", action="store_true", help="fail where a figure lies under its floor")
    given = parser.parse_args()
    if given.write and given.data is None:
        parser.error("--write keeps the figures of the corpora too: give their folder with --data")
    result = measure(Reader.load(given.threads, given.weights), given.data)
    result["weights"] = weights(given.weights).manifest["files"]["reader.onnx"]["sha256"]
    print(json.dumps(result) if given.json else table(result))
    if given.write:
        RESULT.parent.mkdir(exist_ok=True)
        RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    if given.check:
        floors = json.loads(FLOORS.read_text(encoding="utf-8"))["entities"]
        return missed(result, floors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
