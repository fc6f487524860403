"""Articles that look like copies and are none: shared quotations, repeated background, page furniture, desk frames."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from benchmarks.edited_copies import Paragraph, Paragraphs, joined, words_in

_FRAMES = Path(__file__).with_name("cases") / "report_frames.toml"
_SLOT = re.compile(r"\{(\w+)\}|\[([^\]]*)\]")
_NAMES = ("Anna Lund", "Piotr Nowy", "Jean Marchand", "Rosa Vidal", "Tom Hale", "Ines Prado", "Karl Weber", "Lea Sorel")
_TOWNS = ("Aldhaven", "Bergstad", "Corvale", "Dunmere", "Estrava", "Falkow", "Grimsund", "Hollin", "Istria", "Jarlby")
_FIRMS = ("Norvex", "Allied Mills", "Tarn Bank", "Quayside Group", "Helio Power", "Bruun Shipping", "Vesta Foods")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_MONTHS = ("January", "March", "April", "June", "August", "October", "December")


def quoting(original: Paragraphs, source: Iterator[Paragraphs], rng: random.Random) -> str:
    """Another report that has 10 to 30 % of its words from the same quotations, word for word."""
    own = list(next(source))
    wanted = words_in(own) * rng.uniform(0.1, 0.3)
    sentences = [sentence for paragraph in original for sentence in paragraph]
    rng.shuffle(sentences)
    shared: list[Paragraph] = []
    for sentence in sentences:
        if words_in(((sentence,), *shared)) <= wanted:
            shared.append((f"“{sentence.strip('“”')}”", "the minister told reporters."))
    for paragraph in shared:
        own.insert(rng.randint(0, len(own)), paragraph)
    return joined(tuple(own))


def following(original: Paragraphs, source: Iterator[Paragraphs], rng: random.Random) -> str:
    """The next day's report: news of its own first, then 20 to 45 % of its words from the report before."""
    share = rng.uniform(0.2, 0.45)
    background: list[Paragraph] = []
    new = next(source)
    most = words_in(new) * share / (1 - share)
    for paragraph in original[rng.randint(0, max(0, len(original) - 2)) :]:
        if words_in((*background, paragraph)) <= most:
            background.append(paragraph)
    return joined((*new, *background))


def furnished(original: Paragraphs, source: Iterator[Paragraphs], rng: random.Random) -> str:
    """Another article on a page whose furniture makes up 20 to 45 % of it."""
    new = next(source)
    size = int(words_in(new) * rng.uniform(0.25, 0.8))
    words = (_furniture() * 9).split()[:size]
    return joined((*new, (" ".join(words),)))


def framed_reports(half: str, rng: random.Random) -> tuple[str, ...]:
    """Three reports by one frame of a desk, with other figures."""
    frame = rng.choice(_frames(half))
    return tuple(_SLOT.sub(lambda found: _filled(found, rng), frame).strip() for _ in range(3))


def _filled(found: re.Match[str], rng: random.Random) -> str:
    slot, choices = found.groups()
    if choices is not None:
        return _SLOT.sub(lambda inner: _filled(inner, rng), rng.choice(choices.split("|")))
    match slot:
        case "n":
            return str(rng.randint(1, 99))
        case "p":
            return f"{rng.randint(0, 9)}.{rng.randint(1, 99)}"
        case "date":
            return f"{rng.randint(1, 28)} {rng.choice(_MONTHS)}"
    return rng.choice({"day": _DAYS, "name": _NAMES, "town": _TOWNS, "firm": _FIRMS}[slot])


@cache
def _frames(half: str) -> tuple[str, ...]:
    frames = tomllib.loads(_FRAMES.read_text("utf-8"))["frame"]
    return tuple(frame["text"] for frame in frames if half in ("all", frame["half"]))


def _furniture() -> str:
    return (
        "Sign up for our newsletter and get the day's most important stories in your inbox every morning. You can "
        "unsubscribe at any time. By subscribing you accept our terms of use and our privacy policy. We use cookies to "
        "measure how our pages are used and to show you advertisements that match your interests. Read more about how "
        "we handle your data. Most read: the ten best walks in the county; how to save on your energy bill; films of "
        "the year. Follow us on social media, write to the editor, or call our newsroom at any "
        "hour. All rights reserved; no part of this page may be copied without leave of the publisher. "
    )
