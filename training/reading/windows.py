"""Documents cut into stretches of text, changed as augmentation wants, and labelled piece by piece."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from onrecord.reading.features import codes, surface
from training.data import Document
from training.reading import augment
from training.reading.labels import ATTRIBUTION, ENTITIES, HEADS, POS

UNKNOWN = -100  # what the loss leaves out
WINDOW_WORDS = 170  # windows of this size, lr and batch are what earlier trials found best on PolNeAR
LONGEST = 254  # pieces, without [CLS] and [SEP]

Ints = npt.NDArray[np.int64]


@dataclass
class Example:
    """One stretch as the network takes it; labels in the order of the heads."""

    pieces: Ints
    case: Ints
    gap: Ints
    labels: Ints
    silver: bool


@dataclass
class Stretch:
    """A place of a document; ``marks`` holds for every code point the number of its span in each layer."""

    document: Document
    begin: int
    end: int


def tokenizer(path: Path) -> Tokenizer:
    """The tokenizer of the base model, without its own cutting and filling."""
    made = Tokenizer.from_file(str(path))
    made.no_truncation()
    made.no_padding()
    return made


def cut(document: Document, dice: random.Random) -> list[Stretch]:
    """Windows over paragraphs or short pieces of one to three sentences, as the dice fall for the document."""
    sentences = document.sentences
    if sentences is None or document.corpus == "uner":
        return [Stretch(document, begin, end) for begin, end in _by_words(document, document.paragraphs, dice)]
    if dice.random() < 0.5:
        return [Stretch(document, begin, end) for begin, end in _by_words(document, sentences, dice)]
    joined = _joined(document) if dice.random() < 0.7 else sentences
    out, at = [], 0
    while at < len(joined):
        many = dice.choice((1, 1, 1, 2, 3))
        out.append(Stretch(document, joined[at][0], joined[min(at + many, len(joined)) - 1][1]))
        at += many
    return out


def _by_words(document: Document, units: list[tuple[int, int]], dice: random.Random) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    limit = dice.randint(40, WINDOW_WORDS)  # the first one is short at random, so that the borders move
    words = 0
    for begin, end in units:
        more = document.text.count(" ", begin, end) + 1
        if not out or words + more > limit:
            limit = WINDOW_WORDS if out else limit
            out.append((begin, end))
            words = more
        else:
            out[-1] = (out[-1][0], end)
            words += more
    return out


def _joined(document: Document) -> list[tuple[int, int]]:
    """Sentences, those together that one source, cue or content runs through."""
    out: list[tuple[int, int]] = []
    spans = [fragment for fragments, _ in document.attribution or [] for fragment in fragments]
    crossed = sorted(spans)
    for begin, end in document.sentences or []:
        together = out and any(b < begin < e and b < out[-1][1] for b, e in crossed if b < begin and e > begin)
        if together and document.text.count(" ", out[-1][0], end) < WINDOW_WORDS:
            out[-1] = (out[-1][0], end)
        else:
            out.append((begin, end))
    return out


class Marks:
    """The layers of a document as numbers, one row a layer and one column a code point."""

    def __init__(self, document: Document) -> None:
        """Spans are numbered from 1; 0 is no span and -1 unknown."""
        size = len(document.text)
        self.spans = np.zeros((4, size), dtype=np.int32)
        self.kinds: list[list[str]] = [[""], [""], [""], [""]]
        if document.attribution is None:
            self.spans[0] = -1
        # where attributions nest the outermost is painted last and wins
        order = sorted(document.attribution or [], key=lambda a: max(e for _, e in a[0]) - min(b for b, _ in a[0]))
        self._paint(0, [(b, e, label) for fragments, label in order for b, e in fragments])
        for row, layer in ((1, document.entities), (3, document.words)):
            if layer is None:
                self.spans[row] = -1
            else:
                self._paint(row, layer)
        if document.sentences is None:
            self.spans[2] = -1
        else:
            self._paint(2, [(b, b + 1, "B") for b, _ in document.sentences])

    def _paint(self, row: int, layer: list[tuple[int, int, str]]) -> None:
        for begin, end, kind in layer:
            self.spans[row, begin:end] = len(self.kinds[row])
            self.kinds[row].append(kind)


def edits(stretch: Stretch, dice: random.Random) -> list[augment.Edit]:
    """What happens to the text of a stretch this time; often nothing."""
    document, begin, end = stretch.document, stretch.begin, stretch.end
    text = document.text[begin:end]
    inside = [(b, e) for b, e in document.sentences or [] if b < end and e > begin]
    sentences = [(max(b, begin) - begin, min(e, end) - begin) for b, e in inside]
    entities = [(b - begin, e - begin, k) for b, e, k in document.entities or [] if b >= begin and e <= end]
    found: list[augment.Edit] = []
    if dice.random() < 0.3:
        found += augment.quotation_marks(text, dice)
    if document.corpus == "polnear" and dice.random() < 0.25:
        found += augment.other_names(text, entities, dice)
    if len(sentences) > 1 and dice.random() < 0.15:
        found += augment.line_breaks(text, sentences)
    if sentences and dice.random() < 0.02:
        found += augment.capitals(sentences, text, dice)
    out: list[augment.Edit] = []
    for edit in sorted(found):
        if not out or edit[0] >= out[-1][1]:
            out.append(edit)
    return out


def changed(text: str, spans: npt.NDArray[np.int32], found: list[augment.Edit]) -> tuple[str, npt.NDArray[np.int32]]:
    """Text and marks after the edits; new letters carry the marks of the first letter that they replace."""
    if not found:
        return text, spans
    texts, columns, at = [], [], 0
    for begin, end, new in found:
        texts += [text[at:begin], new]
        columns += [spans[:, at:begin], np.repeat(spans[:, begin : begin + 1], len(new), axis=1)]
        at = end
    texts.append(text[at:])
    columns.append(spans[:, at:])
    return "".join(texts), np.concatenate(columns, axis=1)


def examples(stretches: list[tuple[Stretch, Marks]], pieces: Tokenizer, dice: random.Random) -> list[Example]:
    """Each stretch tokenised and labelled; one that is too long goes on in a second example."""
    texts, layers = [], []
    for stretch, marks in stretches:
        text = stretch.document.text[stretch.begin : stretch.end]
        text, spans = changed(text, marks.spans[:, stretch.begin : stretch.end], edits(stretch, dice))
        texts.append(text)
        layers.append(spans)
    out = []
    for number, encoding in enumerate(pieces.encode_batch(texts, add_special_tokens=False)):
        if not encoding.ids:
            continue
        place = np.array(encoding.offsets, dtype=np.int64)
        case, gap = surface(codes(texts[number]), place[:, 0], place[:, 1])
        labels = _labels(layers[number], stretches[number][1], place)
        if stretches[number][0].document.partial:
            labels[1][(labels[1] == 0) & (case > 1)] = UNKNOWN
        ids = np.array(encoding.ids, dtype=np.int64)
        for start in range(0, len(ids), LONGEST):
            part = slice(start, start + LONGEST)
            out.append(Example(ids[part], case[part], gap[part], labels[:, part], stretches[number][0].document.silver))
    return out


def _labels(spans: npt.NDArray[np.int32], marks: Marks, place: Ints) -> Ints:
    here = spans[:, place[:, 0]].astype(np.int64)
    before = np.concatenate((np.zeros((4, 1), dtype=np.int64), here[:, :-1]), axis=1)
    out = np.full(here.shape, UNKNOWN, dtype=np.int64)
    for row, names in ((0, ATTRIBUTION), (1, ENTITIES)):
        if here.size and here[row, 0] < 0:
            continue
        index = {name: number for number, name in enumerate(names)}
        begins = np.array([index.get("B-" + kind, 0) for kind in marks.kinds[row]])
        out[row] = begins[here[row]] + ((here[row] > 0) & (here[row] == before[row]))
    if here[2, 0] >= 0:  # a replaced first word keeps its mark on all letters: only its first piece begins
        out[2] = (here[2] > 0) & (here[2] != before[2])
    if here[3, 0] >= 0:
        index = {name: number for number, name in enumerate(POS)}
        tags = np.array([index.get(kind, UNKNOWN) for kind in marks.kinds[3]])
        out[3] = tags[here[3]]
        out[3][here[3] == 0] = UNKNOWN
    assert len(out) == len(HEADS)
    return out
