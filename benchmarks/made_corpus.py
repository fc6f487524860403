"""A corpus of which it is known what is a copy of what: articles of recombined paragraphs, and edited copies of them.

``made`` gives as many as wanted; ``texts_of`` the texts whose paragraphs it recombines. The same seed gives the same.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.edited_copies import KINDS, Paragraphs, Stock, edited, joined, words_in
from onrecord.types import Article

_REPO = Path(__file__).resolve().parent.parent
_WORDS = (150, 700)  # of an article; wire reports are some 300 to 600 words long
# Words of a paragraph: shorter ones are headings, credits and links, and what is longer would be half of an article, so
# that two of which it is known only that they share a paragraph would be near-duplicates.
_PARAGRAPH = (8, 70)
_FEWEST = 5  # paragraphs of an article
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘'A-Z])")
_CITIES = ("BERLIN", "OSLO", "LONDON", "WASHINGTON", "PARIS", "BRUSSELS", "VIENNA", "ROME", "MADRID", "WARSAW")


@dataclass(frozen=True, slots=True)
class Made:
    """A made article; ``copy_of`` is the id of the one that it was made from, by edits of a kind and a share."""

    article: Article
    copy_of: str | None = None
    kind: str = "original"
    share: float = 0.0


def texts_of(data: Path | None, *, half: str = "all") -> list[str]:
    """The texts under a folder of corpora (PolNeAR's training articles), without one those of the bundled debate.

    ``half`` is "dev", "test" or "all"; a text is always in the same half.
    """
    if data is not None:
        texts = [path.read_text("utf-8") for path in sorted((data / "polnear/train/text").glob("*.txt"))]
    else:
        reports = sorted((_REPO / "onrecord/demo/reports").glob("*.txt"))
        texts = [path.read_text("utf-8").split("\n---\n")[-1] for path in reports]
        texts += [
            "\n\n".join(json.loads(line)["text"] for line in lines)
            for lines in _portions(_REPO / "benchmarks/cases/quotations.jsonl", 20)
        ]
    return [text for text in texts if half == "all" or _half(text) == half]


def stock_of(texts: Sequence[str]) -> Stock:
    """The paragraphs of texts, each once, and the words that edits may put in."""
    paragraphs: dict[str, tuple[str, ...]] = {}
    for text in texts:
        for line in text.split("\n"):
            if _PARAGRAPH[0] <= len(line.split()) <= _PARAGRAPH[1]:
                paragraphs.setdefault(line.strip(), tuple(_SENTENCE.split(line.strip())))
    words = sorted({word for line in paragraphs for word in line.split() if word.isalpha()})
    return Stock(tuple(paragraphs.values()), tuple(words))


def originals(stock: Stock, rng: random.Random) -> Iterator[Paragraphs]:
    """Articles of paragraphs without end; no paragraph comes again before all have been used."""
    while True:
        places = list(range(len(stock.paragraphs)))
        rng.shuffle(places)
        taken: list[tuple[str, ...]] = []
        wanted = rng.randint(*_WORDS)
        for place in places:
            taken.append(stock.paragraphs[place])
            if len(taken) >= _FEWEST and words_in(taken) >= wanted:
                yield tuple(taken)
                taken, wanted = [], rng.randint(*_WORDS)


def made(texts: Sequence[str], number: int, *, seed: int = 1, copies: float = 0.3) -> Iterator[Made]:
    """So many articles, of which a share are copies of one before, edited in any way by 10 to 40 %."""
    rng = random.Random(seed)
    stock = stock_of(texts)
    source = originals(stock, rng)
    known: list[tuple[str, Paragraphs, date]] = []  # the last ones; a story is not taken up after years
    for count in range(number):
        if known and rng.random() < copies:
            origin, paragraphs, day = rng.choice(known)
            kind, share = rng.choice(KINDS), rng.choice((0.1, 0.2, 0.3, 0.4))
            text = joined(edited(paragraphs, kind, share, stock, rng))
            yield Made(article_of(text, count, day + timedelta(days=rng.randrange(3))), origin, kind, share)
            continue
        paragraphs, day = next(source), date(2020, 1, 1) + timedelta(days=count % 2000)
        article = article_of(f"{rng.choice(_CITIES)} — {joined(paragraphs)}", count, day)
        known = [*known[-199:], (article.id, paragraphs, day)]
        yield Made(article)


def article_of(text: str, count: int, day: date | None = None) -> Article:
    """An article of a text: from one of forty outlets, by its number."""
    origin = f"made/{count:07d}.txt"
    identifier = hashlib.sha256(f"{origin}\0{text}".encode()).hexdigest()[:16]
    title = " ".join(text.split()[:8])
    return Article(identifier, text, origin, f"Outlet {count % 40 + 1}", title, day, "en")


def _half(text: str) -> str:
    return "test" if hashlib.sha256(text.encode()).digest()[0] % 2 else "dev"


def _portions(path: Path, size: int) -> list[list[str]]:
    lines = path.read_text("utf-8").splitlines()
    return [lines[start : start + size] for start in range(0, len(lines), size)]
