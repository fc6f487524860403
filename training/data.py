"""Corpus readers: every corpus comes out as documents with layers of spans over raw text."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from training.documents import UNSURE, Document, Layer, flat, is_free
from training.names import completed, dictionary, mended
from training.roles import demonyms, titles, with_roles
from training.treebanks import conllu

__all__ = ["Document", "brat", "conllu", "demonyms", "ewt", "gum", "polnear", "re3d", "uner", "upos"]

_GUM_LEFT_OUT = ("fiction", "whow")  # their licences forbid commercial use
_SILVER_KINDS = {"PERSON": "person", "ORGANIZATION": "organisation", "LOCATION": "place", "DATE": "date"}
_UNER_KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_RE3D_KINDS = {
    "Organisation": "organisation",
    "Person": "person",
    "Location": "place",
    "Temporal": "date",
}
_NAME = re.compile(r"[A-Z0-9][^\s,]*( (?:of|the|for|and|[A-Z0-9][^\s,]*)){0,5}")
_RE3D_LEADS = (  # mentions that are no bare names
    "The", "I", "My", "It", "He", "She", "They", "We", "His", "Their", "Its", "Our",
    "President", "Minister", "Foreign", "Prime", "Secretary",
)  # fmt: skip
_UPOS_OF_PTB = {
    "IN": "ADP", "DT": "DET", "CC": "CCONJ", "CD": "NUM", "MD": "AUX", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON",
    "WP$": "PRON", "WDT": "PRON", "EX": "PRON", "WRB": "ADV", "UH": "INTJ", "POS": "PART", "TO": "PART", "RP": "ADP",
    "PDT": "DET", "SYM": "SYM", "$": "SYM", "#": "SYM", "FW": "X", "LS": "X", "NNP": "PROPN", "NNPS": "PROPN",
    "NN": "NOUN", "NNS": "NOUN",
}  # fmt: skip


def polnear(data: Path, split: str) -> Iterator[Document]:
    """PolNeAR articles with their attributions, and the silver layers where the split has them."""
    folder = data / "polnear" / split
    annotations: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotations.setdefault(path.stem.rsplit("_", 1)[0], path)
    silver = _silver(data / "polnear" / f"{split}.silver.jsonl.gz")
    documents = []
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        annotation = annotations.get(path.stem) or annotations.get(path.stem.rsplit("_", 1)[0])
        document = Document(path.stem, "polnear", text, silver=True)
        if annotation is not None:
            document.attribution = brat(annotation)
        if path.stem in silver:
            sentences, chains = silver[path.stem]
            _add_layers(document, sentences)
            document.chains = _chains(sentences, chains)
        documents.append(document)
    mended(documents)
    for document in documents:
        if document.entities is not None:
            document.entities = with_roles(document)
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


def _silver(path: Path) -> dict[str, tuple[list[list[list[object]]], list[list[list[int]]]]]:
    if not path.exists():
        return {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = map(json.loads, lines)
        return {row["doc"]: ([s["tokens"] for s in row["sentences"]], row.get("coref", [])) for row in rows}


def _chains(sentences: list[list[list[object]]], chains: list[list[list[int]]]) -> list[tuple[int, int, str]]:
    """The mentions of a machine's coreference chains: sentence, first token, token behind the last."""
    out: list[tuple[int, int, str]] = []
    for number, chain in enumerate(chains):
        for sentence, first, behind, *_ in chain:
            tokens = sentences[sentence]
            if first < behind <= len(tokens):
                out.append((tokens[first][0], tokens[behind - 1][1], str(number)))  # type: ignore[arg-type]
    return out


def _add_layers(document: Document, sentences: list[list[list[object]]]) -> None:
    peoples = demonyms()
    words: Layer = []
    entities: Layer = []
    for tokens in sentences:
        last = ""
        for begin, end, word, lemma, tag, label in tokens:
            words.append((begin, end, upos(str(tag), str(word), str(lemma))))  # type: ignore[arg-type]
            document.proper.append(tag in ("NNP", "NNPS"))
            kind = _SILVER_KINDS.get(str(label), "")
            if label == "MISC":
                kind = "nationality" if str(word).lower() in peoples else "other"
            if kind and kind == last:
                entities[-1] = (entities[-1][0], end, kind)  # type: ignore[assignment]
            elif kind:
                entities.append((begin, end, kind))  # type: ignore[arg-type]
            last = kind
    document.sentences = [(tokens[0][0], tokens[-1][1]) for tokens in sentences if tokens]  # type: ignore[misc]
    document.words, document.entities = words, entities


def upos(tag: str, word: str, lemma: str) -> str:
    """Universal part of speech of a Penn tag, as far as it can be told without the syntax."""
    if tag.startswith("VB"):
        return "AUX" if lemma in ("be", "have", "do") and tag != "VBG" else "VERB"
    if tag in ("IN", "DT") and word.lower() in ("that", "because", "if", "although", "while", "whether"):
        return "SCONJ"
    if tag[:2] in ("JJ", "RB"):
        return "PART" if lemma == "not" or word == "n't" else {"JJ": "ADJ", "RB": "ADV"}[tag[:2]]
    return _UPOS_OF_PTB.get(tag, "PUNCT")


def gum(data: Path, split: str = "train") -> Iterator[Document]:
    """GUM documents of a split whose licences allow commercial use."""
    names = (data / "gum" / f"files.{split}").read_text(encoding="utf-8").split()
    for name in names:
        path = data / "gum" / f"{name}.conllu"
        if name.split("_")[1] in _GUM_LEFT_OUT or not path.exists():  # reddit is published without its words
            continue
        for document in conllu(path, "gum"):
            document.name = name
            document.entities = with_peoples(document)
            document.entities = with_roles(document)
            yield document


def with_peoples(document: Document) -> Layer:
    """The entities of a document with the peoples that no name covers."""
    layer = list(document.entities or [])
    for begin, end, _ in document.words or []:
        shown = document.text[begin:end]
        if shown[0].isupper() and shown.lower() in demonyms() and is_free(layer, begin, end):
            layer.append((begin, end, "nationality"))
    return sorted(layer)


def ewt(data: Path, split: str = "train", without: Collection[str] = ()) -> Iterator[Document]:
    """EWT documents; of their proper nouns those are names that GUM and UNER know, the others are unsure."""
    marked = {"gum": gum, "uner": uner}
    known = dictionary(d for name, read in marked.items() if name not in without for d in read(data))
    for document in conllu(data / "ewt" / f"{split}.conllu", "ewt"):
        document.entities = []
        if known:
            document.entities = with_peoples(document)
            document.entities = with_roles(document)
            # words of time are unsure as well, but stand in no dictionary
            document.entities = [
                (b, e, known.get(document.text[b:e].lower(), kind) if kind == UNSURE else kind)
                for b, e, kind in completed(document, UNSURE)
            ]
        else:
            document.entities = None
        yield document


def uner(data: Path, split: str = "dev") -> Iterator[Document]:
    """UNER on the raw text of EWT: documents, and each of their sentences as a document of its own."""
    documents = {d.name: d for d in conllu(data / "ewt" / f"{split}.conllu", "uner")}
    for name, tokens in _uner_tokens(data / "uner_ewt" / f"{split}.iob2").items():
        document = documents[name]
        layer, at = list[tuple[int, int, str]](), 0
        for form, label in tokens:
            begin = document.text.find(form, at, at + len(form) + 20)
            if begin < 0:  # a word that the two corpora spell in two ways
                continue
            at = begin + len(form)
            if label.startswith("I-") and layer:
                layer[-1] = (layer[-1][0], at, layer[-1][2])
            elif label[2:] in _UNER_KINDS:
                layer.append((begin, at, _UNER_KINDS[label[2:]]))
        document.entities = layer
        document.entities = with_peoples(document)
        document.entities = with_roles(document)
        document.entities = flat(completed(document))
        bounds, document.sentences = document.sentences or [], None  # the splits of EWT other than train only measure
        yield document
        for number, (begin, end) in enumerate(bounds):
            yield _cut_out(document, begin, end, f"{name}-{number}")


def _uner_tokens(path: Path) -> dict[str, list[tuple[str, str]]]:
    out: dict[str, list[tuple[str, str]]] = {}
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("# newdoc"):
            name = line.partition("=")[2].strip()
        elif len(cells) > 2 and not line.startswith("#"):
            out.setdefault(name, []).append((cells[1], cells[2]))
    return out


def _cut_out(document: Document, begin: int, end: int, name: str) -> Document:
    """A stretch of a document as one of its own."""
    inside = [(b - begin, e - begin, k) for b, e, k in document.words or [] if begin <= b and e <= end]
    names = [(b - begin, e - begin, k) for b, e, k in document.entities or [] if begin <= b and e <= end]
    return Document(name, document.corpus, document.text[begin:end], None, names, None, inside)


def _re3d_kind(kind: str, name: str) -> str | None:
    if name.lower() in demonyms():
        return "nationality"
    if kind == "Organisation" and name.lower().rpartition(" ")[2] in titles():  # cut off before the person's name
        return None
    return "other" if kind == "Nationality" else _RE3D_KINDS.get(kind)


def re3d(data: Path) -> Iterator[Document]:
    """Defence and security reports with entities; the longest wins where they nest."""
    for folder in sorted((data / "re3d").iterdir()):
        if not (folder / "documents.json").exists():
            continue
        marks: dict[str, Layer] = {}
        rows = [json.loads(line) for line in (folder / "entities.json").read_text(encoding="utf-8-sig").splitlines()]
        named = Counter(row["value"] for row in rows)
        located = Counter(row["value"] for row in rows if row["type"] == "Location")
        for row in rows:
            # states are marked as places in some lines and as organisations in others
            often = located[row["value"]] * 3 >= named[row["value"]]
            kind = "place" if often else _re3d_kind(row["type"], row["value"])
            if kind and _NAME.fullmatch(row["value"]) and row["value"].split()[0] not in _RE3D_LEADS:
                marks.setdefault(row["documentId"], []).append((row["begin"], row["end"], kind))
        for line in (folder / "documents.json").read_text(encoding="utf-8-sig").splitlines():
            row = json.loads(line)
            layer: Layer = []
            for begin, end, kind in sorted(marks.get(row["_id"], []), key=lambda e: e[0] - e[1]):
                if all(end <= other[0] or other[1] <= begin for other in layer):
                    layer.append((begin, end, kind))
            document = Document(row["_id"], "re3d", row["text"], entities=sorted(layer), partial=True)
            document.entities = with_roles(document)
            yield document
