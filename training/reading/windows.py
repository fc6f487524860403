"""Documents cut into stretches of text, changed as augmentation wants, and labelled piece by piece."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from onrecord.reading.features import codes, surface, trimmed
from onrecord.reading.words import words
from training.documents import UNSURE, Document
from training.reading import augment
from training.reading.labels import ATTRIBUTION, ENTITIES, HEADS, POS, SEGMENTS

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
    starts: Ints  # the first piece of each word
    segments: Ints | None  # first word, last word and kind (from 1) of each; None where they are unknown
    arcs: Ints | None  # the piece of the head of each piece, and the number of the relation; -1 is the root


@dataclass
class Stretch:
    """A place of a document; ``marks`` holds for every code point the number of its span in each layer."""

    document: Document
    begin: int
    end: int


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
    count = 0
    for begin, end in units:
        more = document.text.count(" ", begin, end) + 1
        if not out or count + more > limit:
            limit = WINDOW_WORDS if out else limit
            out.append((begin, end))
            count = more
        else:
            out[-1] = (out[-1][0], end)
            count += more
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
        self.arcs: Ints | None = None
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
    # of what people write on the web a good part has no capitals; articles hardly ever lose theirs
    if dice.random() < (0.01 if document.corpus == "polnear" else 0.06):
        found = augment.small_letters(text)
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
        points = codes(texts[number])
        place = trimmed(points, np.array(encoding.offsets, dtype=np.int64))
        case, gap = surface(points, place[:, 0], place[:, 1])
        labels = _labels(layers[number], stretches[number][1], place)
        if stretches[number][0].document.partial:
            labels[1][(labels[1] == 0) & (case > 1)] = UNKNOWN
        ids = np.array(encoding.ids, dtype=np.int64)
        begin, _ = words(texts[number])
        owner = np.searchsorted(begin, place[:, 0], side="right") - 1
        for start in range(0, len(ids), LONGEST):
            part = slice(start, start + LONGEST)
            starts = _firsts(owner[part])
            here = layers[number][:, place[part, 0]]
            segments = _segments(here[0][starts], stretches[number][1].kinds[0])
            arcs = _arcs(here[3], stretches[number][1].arcs)
            silver = stretches[number][0].document.silver
            out.append(Example(ids[part], case[part], gap[part], labels[:, part], silver, starts, segments, arcs))
    return out


def _firsts(owner: Ints) -> Ints:
    """The first piece of each word that starts here."""
    fresh = np.concatenate(([True], owner[1:] != owner[:-1]))
    return np.flatnonzero(fresh)


def _segments(spans: npt.NDArray[np.int32], kinds: list[str]) -> Ints | None:
    if len(spans) and spans[0] < 0:
        return None
    edge = np.flatnonzero(np.concatenate(([True], spans[1:] != spans[:-1], [True])))
    rows = [
        (first, after - 1, SEGMENTS.index(kinds[spans[first]]) + 1)
        for first, after in pairwise(edge.tolist())
        if spans[first] > 0
    ]
    return np.array(rows, dtype=np.int64).reshape(-1, 3)


def _arcs(words_here: npt.NDArray[np.int32], arcs: Ints | None) -> Ints | None:
    if arcs is None:
        return None
    out = np.full((2, len(words_here)), UNKNOWN, dtype=np.int64)
    first: dict[int, int] = {}
    for at, number in enumerate(words_here.tolist()):
        if number > 0:
            first.setdefault(number, at)
    for number, at in first.items():
        head, relation = arcs[number - 1]
        place = -1 if head < 0 else first.get(int(head) + 1)
        if place is not None:
            out[:, at] = place, relation
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
        out[row][np.array([kind == UNSURE for kind in marks.kinds[row]])[here[row]]] = UNKNOWN
    if here[2, 0] >= 0:  # a replaced first word keeps its mark on all letters: only its first piece begins
        out[2] = (here[2] > 0) & (here[2] != before[2])
    if here[3, 0] >= 0:
        index = {name: number for number, name in enumerate(POS)}
        tags = np.array([index.get(kind, UNKNOWN) for kind in marks.kinds[3]])
        out[3] = tags[here[3]]
        out[3][here[3] == 0] = UNKNOWN
    assert len(out) == len(HEADS)
    return out
