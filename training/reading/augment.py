"""Changes that a text may have gone through on its way: other quotation marks, other names, capitals, line breaks."""

from __future__ import annotations

import csv
import random
import re
from collections import defaultdict
from functools import cache
from itertools import pairwise
from pathlib import Path

Edit = tuple[int, int, str]

_DOUBLE = '"“”„«»'
_STYLES = (
    ("\"", "\""), ("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("»", "«"), ("‘", "’"), ("'", "'"),
    ("''", "''"), ("«\u00a0", "\u00a0»"), ("”", "”"),
)  # fmt: skip


@cache
def names() -> dict[str, list[str]]:
    """Names to put in the place of others, by kind."""
    out: dict[str, list[str]] = defaultdict(list)
    with (Path(__file__).parent / "names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            out[row["kind"]].append(row["name"])
    return out


def quotation_marks(text: str, dice: random.Random) -> list[Edit]:
    """Another style of quotation marks, now and then with a mark missing."""
    left, right = dice.choice(_STYLES)
    careless = dice.random()
    edits = []
    for match in re.finditer(rf"[{_DOUBLE}]", text):
        at = match.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        opening = text[at] in "“„«" or (text[at] == '"' and (not before or before in " \n\t([—–-") and after > " ")
        mark = left if opening else right
        if careless > 0.95 or (careless < 0.15 and dice.random() < (0.1 if opening else 0.35)):
            mark = ""
        elif 0.15 <= careless < 0.25:  # pages that mix what they were given
            mark = dice.choice(_STYLES)[0 if opening else 1]
        edits.append((at, at + 1, mark))
    return edits


def other_names(text: str, entities: list[tuple[int, int, str]], dice: random.Random) -> list[Edit]:
    """Other persons, places and organisations, the same one for the same name all through."""
    chosen: dict[tuple[str, str], str] = {}
    edits = []
    for begin, end, kind in entities:
        if kind == "person":
            words = list(re.finditer(r"[^\s.]+\.?", text[begin:end]))
            for number, word in enumerate(words):
                if not word[0][:1].isupper() or len(word[0]) < 3:
                    continue
                part = "surname" if number == len(words) - 1 else "forename"
                other = chosen.setdefault((part, word[0].lower()), dice.choice(names()[part]))
                edits.append((begin + word.start(), begin + word.end(), _as(word[0], other)))
        elif kind in ("place", "organisation", "nationality"):
            name = text[begin:end]
            if kind == "nationality" and not name[:1].isupper():
                continue
            listed = kind + ("s" if kind == "nationality" and name.endswith("s") and name[-2:] != "ss" else "")
            other = chosen.setdefault((listed, name.lower()), dice.choice(names()[listed]))
            edits.append((begin, end, _as(name, other)))
    return edits


def _as(old: str, new: str) -> str:
    return new.upper() if old.isupper() and len(old) > 4 else new


def line_breaks(text: str, sentences: list[tuple[int, int]]) -> list[Edit]:
    """A line break after every sentence."""
    edits = []
    for (_, end), (begin, _) in pairwise(sentences):
        if text[end:begin].isspace():
            edits.append((end, begin, "\n"))
    return edits


def capitals(sentences: list[tuple[int, int]], text: str, dice: random.Random) -> list[Edit]:
    """One sentence in capitals, as headlines are."""
    begin, end = dice.choice(sentences)
    return [(at, at + 1, text[at].upper()) for at in range(begin, end) if text[at].islower()]


def small_letters(text: str) -> list[Edit]:
    """No capitals at all, as some write on the web."""
    return [(at, at + 1, text[at].lower()) for at in range(len(text)) if text[at].isupper()]
