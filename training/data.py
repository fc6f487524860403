"""Corpus readers: every corpus comes out as documents with layers of spans over raw text."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

Layer = list[tuple[int, int, str]]

_HERE = Path(__file__).parent
_GUM_LEFT_OUT = ("fiction", "whow")  # their licences forbid commercial use
_SILVER_KINDS = {"PERSON": "person", "ORGANIZATION": "organisation", "LOCATION": "place", "DATE": "date"}
_GUM_KINDS = {"person": "person", "organization": "organisation", "place": "place"}
_UNER_KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_RE3D_KINDS = {
    "Organisation": "organisation",
    "Person": "person",
    "Location": "place",
    "Nationality": "nationality",
    "Temporal": "date",
}
_NAME = re.compile(r"[A-Z0-9][^\s,]*( (?:of|the|for|and|[A-Z0-9][^\s,]*)){0,5}")
_RE3D_LEADS = (  # mentions that are no bare names
    "The", "It", "He", "She", "They", "We", "His", "Their", "Its", "Our",
    "President", "Minister", "Foreign", "Prime", "Secretary",
)  # fmt: skip
_UPOS_OF_PTB = {
    "IN": "ADP", "DT": "DET", "CC": "CCONJ", "CD": "NUM", "MD": "AUX", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON",
    "WP$": "PRON", "WDT": "PRON", "EX": "PRON", "WRB": "ADV", "UH": "INTJ", "POS": "PART", "TO": "PART", "RP": "ADP",
    "PDT": "DET", "SYM": "SYM", "$": "SYM", "#": "SYM", "FW": "X", "LS": "X", "NNP": "PROPN", "NNPS": "PROPN",
    "NN": "NOUN", "NNS": "NOUN",
}  # fmt: skip


@dataclass
class Document:
    """A raw text and what is known of it; a layer that is None is unknown, and an empty one is known to be empty."""

    name: str
    corpus: str
    text: str
    attribution: list[tuple[list[tuple[int, int]], str]] | None = None
    entities: Layer | None = None
    sentences: list[tuple[int, int]] | None = None
    words: Layer | None = None
    silver: bool = False
    partial: bool = False  # only the marked names are sure: other words with a capital are unknown
    paragraphs: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Paragraphs are the lines that are not empty."""
        if not self.paragraphs:
            self.paragraphs = [match.span() for match in re.finditer(r"\S[^\n]*", self.text)]


def demonyms() -> frozenset[str]:
    """Words for the people or things of a country, in lower case."""
    return frozenset((_HERE / "reading" / "demonyms.txt").read_text(encoding="utf-8").split())


def polnear(data: Path, split: str) -> Iterator[Document]:
    """PolNeAR articles with their attributions, and the silver layers where the split has them."""
    folder = data / "polnear" / split
    annotations: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotations.setdefault(path.stem.rsplit("_", 1)[0], path)
    silver = _silver(data / "polnear" / f"{split}.silver.jsonl.gz")
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        annotation = annotations.get(path.stem) or annotations.get(path.stem.rsplit("_", 1)[0])
        document = Document(path.stem, "polnear", text, silver=True)
        if annotation is not None:
            document.attribution = brat(annotation)
        if path.stem in silver:
            document.sentences, document.words, document.entities = _layers(silver[path.stem], text)
        yield document


def brat(path: Path) -> list[tuple[list[tuple[int, int]], str]]:
    """Source, cue and content spans of a brat file; a discontinuous one has several fragments."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        match = re.match(r"T\d+\t(Source|Cue|Content) ([\d; ]+)\t", line)
        if match:
            fragments = [tuple(map(int, part.split())) for part in match[2].split(";")]
            found.append(([(begin, end) for begin, end in fragments], match[1].lower()))
    return found


def _silver(path: Path) -> dict[str, list[list[list[object]]]]:
    if not path.exists():
        return {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {row["doc"]: [s["tokens"] for s in row["sentences"]] for row in map(json.loads, lines)}


def _layers(sentences: list[list[list[object]]], text: str) -> tuple[list[tuple[int, int]], Layer, Layer]:
    peoples = demonyms()
    words: Layer = []
    entities: Layer = []
    for tokens in sentences:
        last = ""
        for begin, end, word, lemma, tag, label in tokens:
            words.append((begin, end, upos(str(tag), str(word), str(lemma))))  # type: ignore[arg-type]
            kind = _SILVER_KINDS.get(str(label), "")
            if label == "MISC":
                kind = "nationality" if str(word).lower() in peoples else "other"
            if kind and kind == last:
                entities[-1] = (entities[-1][0], end, kind)  # type: ignore[assignment]
            elif kind:
                entities.append((begin, end, kind))  # type: ignore[arg-type]
            last = kind
    bounds = [(tokens[0][0], tokens[-1][1]) for tokens in sentences if tokens]
    return bounds, words, entities  # type: ignore[return-value]


def upos(tag: str, word: str, lemma: str) -> str:
    """Universal part of speech of a Penn tag, as far as it can be told without the syntax."""
    if tag.startswith("VB"):
        return "AUX" if lemma in ("be", "have", "do") and tag != "VBG" else "VERB"
    if tag in ("IN", "DT") and word.lower() in ("that", "because", "if", "although", "while", "whether"):
        return "SCONJ"
    if tag[:2] in ("JJ", "RB"):
        return "PART" if lemma == "not" or word == "n't" else {"JJ": "ADJ", "RB": "ADV"}[tag[:2]]
    return _UPOS_OF_PTB.get(tag, "PUNCT")


def conllu(path: Path, corpus: str) -> Iterator[Document]:
    """Documents of a CoNLL-U file as raw text: blanks as SpaceAfter says, a line break between paragraphs."""
    document, pieces = Document("", corpus, "", sentences=[], words=[], entities=[]), list[str]()
    length, gap, opened = 0, "", list[tuple[int, str, str]]()
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        if any(line.startswith("# newdoc") for line in lines) and pieces:
            yield _closed(document, pieces)
            document, pieces = Document("", corpus, "", sentences=[], words=[], entities=[]), []
            length, gap, opened = 0, "", []
        if any(line.startswith("# newpar") for line in lines) and pieces:
            gap = "\n"
        rows = _surface_tokens(lines)
        first = len(document.words or [])
        for form, tag, misc in rows:
            pieces.append(gap)
            begin = length + len(gap)
            pieces.append(form)
            length = begin + len(form)
            gap = "" if "SpaceAfter=No" in misc else " "
            assert document.words is not None
            document.words.append((begin, length, tag))
            _gum_entities(document, opened, misc)
        if rows and document.words and document.sentences is not None:
            document.sentences.append((document.words[first][0], length))
            gap = gap or " "
    if pieces:
        yield _closed(document, pieces)


def _surface_tokens(lines: list[str]) -> list[tuple[str, str, str]]:
    rows, until = list[tuple[str, str, str]](), 0
    for line in lines:
        cells = line.split("\t")
        if len(cells) < 10 or "." in cells[0]:
            continue
        if "-" in cells[0]:  # a contraction: its parts are cut at the right places where their letters add up
            first, until = map(int, cells[0].split("-"))
            rows.append((cells[1], f"@{first}-{until}", cells[9]))
        else:
            rows.append((cells[1], cells[3], cells[9]))
    out: list[tuple[str, str, str]] = []
    skip = 0
    for index, (form, tag, misc) in enumerate(rows):
        if tag.startswith("@"):
            first, until = map(int, tag[1:].split("-"))
            parts = rows[index + 1 : index + 2 + until - first]
            skip = len(parts)
            if "".join(part[0] for part in parts) == form:
                closing = "|SpaceAfter=No"
                out += [(p[0], p[1], p[2] + closing) for p in parts[:-1]]
                out.append((parts[-1][0], parts[-1][1], parts[-1][2] + "|" + misc))
            else:
                out.append((form, parts[0][1], "|".join([misc, *(p[2] for p in parts)])))
        elif skip:
            skip -= 1
        else:
            out.append((form, tag, misc))
    return out


def _gum_entities(document: Document, opened: list[tuple[int, str, str]], misc: str) -> None:
    match = re.search(r"Entity=([^|]*)", misc)
    assert document.words is not None
    here = len(document.words) - 1
    for part in re.findall(r"\([^()]*\)?|[^()]*\)", match[1] if match else ""):
        identifier, *rest = part.strip("()").split("-")
        if part.startswith("("):
            opened.append((here, identifier, rest[0]))
        if part.endswith(")"):
            at = next((i for i in range(len(opened) - 1, -1, -1) if opened[i][1] == identifier), None)
            if at is not None:
                start, _, kind = opened.pop(at)
                _name_in(document, start, here + 1, kind)


def _name_in(document: Document, start: int, stop: int, kind: str) -> None:
    """The name in a mention: its first run of proper nouns, if at most an article and adjectives stand before."""
    assert document.words is not None
    assert document.entities is not None
    tags = [word[2] for word in document.words[start:stop]]
    lead = next((i for i, tag in enumerate(tags) if tag == "PROPN"), None)
    if kind == "time" and len(tags) <= 5 and {"PROPN", "NUM"} & set(tags):
        document.entities.append((document.words[start][0], document.words[stop - 1][1], "date"))
    if lead is None or any(tag not in ("DET", "ADJ") for tag in tags[:lead]) or kind in ("time", "animal", "plant"):
        return
    follow = lead
    while follow < len(tags) and (
        tags[follow] == "PROPN"
        or (kind != "person" and tags[follow] in ("ADP", "DET", "CCONJ") and "PROPN" in tags[follow + 1 : follow + 3])
    ):
        follow += 1
    while kind == "organization" and lead and tags[lead - 1] == "ADJ":
        lead -= 1
    if follow < len(tags) and tags[follow] == "NOUN":  # "the Trump campaign": the name is not the head
        return
    name = (document.words[start + lead][0], document.words[start + follow - 1][1], _GUM_KINDS.get(kind, "other"))
    document.entities.append(name)


def _closed(document: Document, pieces: list[str]) -> Document:
    taken: Layer = []
    for begin, end, kind in sorted(document.entities or [], key=lambda e: (e[0] - e[1], e[0])):
        if all(end <= other[0] or other[1] <= begin for other in taken):
            taken.append((begin, end, kind))
    peoples, text = demonyms(), "".join(pieces)
    for begin, end, _ in document.words or []:
        free = all(end <= other[0] or other[1] <= begin for other in taken)
        if free and text[begin:end].lower() in peoples and text[begin].isupper():
            taken.append((begin, end, "nationality"))
    return Document(document.name, document.corpus, text, None, sorted(taken), document.sentences, document.words)


def gum(data: Path, split: str = "train") -> Iterator[Document]:
    """GUM documents of a split whose licences allow commercial use."""
    names = (data / "gum" / f"files.{split}").read_text(encoding="utf-8").split()
    for name in names:
        path = data / "gum" / f"{name}.conllu"
        if name.split("_")[1] in _GUM_LEFT_OUT or not path.exists():  # reddit is published without its words
            continue
        for document in conllu(path, "gum"):
            document.name = name
            yield document


def ewt(data: Path, split: str = "train") -> Iterator[Document]:
    """EWT documents; their names are not marked."""
    for number, document in enumerate(conllu(data / "ewt" / f"{split}.conllu", "ewt")):
        document.name, document.entities = f"ewt-{split}-{number}", None
        yield document


def uner(data: Path, split: str = "dev") -> Iterator[Document]:
    """UNER sentences: persons, organisations and places; other kinds are unknown there."""
    for block in (data / "uner_ewt" / f"{split}.iob2").read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("#")]
        match = re.search(r"^# text = (.*)$", block, re.MULTILINE)
        if not rows or match is None:
            continue
        text, at, layer = match[1], 0, list[tuple[int, int, str]]()
        for _, form, label, *_rest in rows:
            begin = text.find(form, at)
            if begin < 0:
                break
            at = begin + len(form)
            kind = _UNER_KINDS.get(label[2:], "other" if label != "O" else "")
            if label.startswith("I-") and layer:
                layer[-1] = (layer[-1][0], at, layer[-1][2])
            elif kind:
                layer.append((begin, at, kind))
        yield Document(f"uner-{split}", "uner", text, entities=layer, partial=True)


def re3d(data: Path) -> Iterator[Document]:
    """Defence and security reports with entities; the longest wins where they nest."""
    for folder in sorted((data / "re3d").iterdir()):
        if not (folder / "documents.json").exists():
            continue
        marks: dict[str, Layer] = {}
        rows = [json.loads(line) for line in (folder / "entities.json").read_text(encoding="utf-8-sig").splitlines()]
        places = {row["value"] for row in rows if row["type"] == "Location"}
        for row in rows:
            kind = "place" if row["value"] in places else _RE3D_KINDS.get(row["type"])
            if kind and _NAME.fullmatch(row["value"]) and row["value"].split()[0] not in _RE3D_LEADS:
                marks.setdefault(row["documentId"], []).append((row["begin"], row["end"], kind))
        for line in (folder / "documents.json").read_text(encoding="utf-8-sig").splitlines():
            row = json.loads(line)
            layer: Layer = []
            for begin, end, kind in sorted(marks.get(row["_id"], []), key=lambda e: e[0] - e[1]):
                if all(end <= other[0] or other[1] <= begin for other in layer):
                    layer.append((begin, end, kind))
            yield Document(row["_id"], "re3d", row["text"], entities=sorted(layer), partial=True)
