"""What is done to names before they teach: a program's mistakes taken out, and names told from other words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from training.documents import UNSURE, Document, Layer, is_free
from training.roles import titles

_NAMED = ("person", "organisation", "place")
_OFTEN = 5  # how often a name must stand in a corpus before its other places say what it is
# Share of them that must agree. CoreNLP takes a well known name for something else in up to a third of its places.
_MOSTLY = 0.6
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues|tue|wed|thurs|thu|fri|sat|sun"
_DATE = re.compile(
    rf"\b(?:(?:{_DAYS})\b\.?,? )?(?:(?<!\d)\d{{1,2}}(?:st|nd|rd|th)? )?(?:{_MONTHS})\b\.?"
    rf"(?: \d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,? (?:19|20)\d\d\b)?"
    rf"|\b(?:{_DAYS})\b|\b(?:19|20)\d\d\b|\b\d{{1,2}}/\d{{1,2}}/(?:\d\d){{1,2}}\b",
    re.IGNORECASE,
)
_WORDS_TOO = ("may", "march", "sat", "sun", "mon", "dec", "mar", "wed", "second")  # in small letters mostly no dates
_TIMES = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight|ago|days?|weeks?|months?|years?|mornings?|evenings?|nights?|afternoons?|"
    r"weekends?|decades?|century|centuries|spring|summer|autumn|fall|winter|\d+0s)\b",
    re.IGNORECASE,
)


def mended(documents: Sequence[Document]) -> None:
    """Takes from silver names what their article, the corpus as a whole, or their words speak against."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        for begin, end, kind in document.entities or []:
            if kind in (*_NAMED, "other"):
                kinds[document.text[begin:end].lower()][kind] += 1
    sure = agreed(kinds)
    for document in documents:
        if document.entities is None or document.words is None:
            continue
        proper = [(b, e) for (b, e, _), is_proper in zip(document.words, document.proper, strict=True) if is_proper]
        people = _surnames(document)
        layer = [_mended(document.text, span, people, sure) for span in document.entities]
        document.entities = [span for span in (_trimmed(span, proper) for span in layer) if span is not None]


def _surnames(document: Document) -> frozenset[str]:
    """Last words of the persons that an article names in full."""
    names = (document.text[b:e].split() for b, e, kind in document.entities or [] if kind == "person")
    return frozenset(name[-1].lower() for name in names if len(name) > 1 and name[-1][0].isupper())


def agreed(kinds: Mapping[str, Counter[str]], often: int = _OFTEN) -> dict[str, str]:
    """The kind of each name that is nearly always of one kind."""
    out = {}
    for name, counts in kinds.items():
        kind, count = counts.most_common(1)[0]
        if counts.total() >= often and count >= _MOSTLY * counts.total():
            out[name] = kind
    return out


def _mended(
    text: str, span: tuple[int, int, str], people: frozenset[str], sure: Mapping[str, str]
) -> tuple[int, int, str]:
    begin, end, kind = span
    name = text[begin:end].lower()
    if kind == "date" and not (_DATE.search(name) or _TIMES.search(name) or any(c.isdigit() for c in name)):
        return begin, begin, kind  # "now", "once", "the future" are no dates
    if name in people:
        return begin, end, "person"
    return begin, end, sure.get(name, kind)


def _trimmed(span: tuple[int, int, str], proper: Sequence[tuple[int, int]]) -> tuple[int, int, str] | None:
    """A name from its first proper noun to its last: without the article, without what a headline adds."""
    begin, end, kind = span
    if kind not in _NAMED:
        return span if end > begin else None
    first = bisect_left(proper, (begin, 0))
    behind = bisect_left(proper, (end, 0))
    if first == behind:
        return begin, end, UNSURE
    return proper[first][0], proper[behind - 1][1], kind


def completed(document: Document, rest: str = "other") -> Layer:
    """The marked persons, organisations and places with what else a name may be.

    Months, days and years become dates, and other proper nouns ``rest``; plain words of time are unsure.
    """
    layer = list(document.entities or [])
    assert document.words is not None
    for pattern, kind in ((_DATE, "date"), (_TIMES, UNSURE)):
        for match in pattern.finditer(document.text):
            if is_free(layer, *match.span()) and not (kind == "date" and match[0] in _WORDS_TOO):
                layer.append((*match.span(), kind))
    last = -2  # the word that the newest span ends with
    for number, (begin, end, _) in enumerate(document.words):
        titled = document.text[begin:end].lower() in titles()
        if titled or not document.proper[number] or not is_free(layer, begin, end):
            continue
        if last == number - 1 and not document.text[layer[-1][1] : begin].strip(" "):
            layer[-1] = (layer[-1][0], end, rest)
        else:
            layer.append((begin, end, rest))
        last = number
    return sorted(layer)


def dictionary(documents: Iterable[Document], often: int = 2) -> dict[str, str]:
    """Kinds of the names of marked documents, those that are nearly always of one kind."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        for begin, end, kind in document.entities or []:
            if kind in (*_NAMED, "other") and end - begin > 1:
                kinds[document.text[begin:end].lower()][kind] += 1
    return {name: kind for name, kind in agreed(kinds, often).items() if kind in _NAMED}
