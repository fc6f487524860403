"""Pairs from the corpora of arguments: for or against a motion, and motions that an argument does not speak to."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.pairs.pairs import AGAINST, FOR, Pair
from training.pairs.scorer import question

# Motions whose matter comes back in benchmarks/cases/pairs.jsonl: leaving them out keeps its issues unseen.
LEFT_OUT = ("whaling", "capital punishment", "school uniform", "child vaccinations")

_SHOULD = re.compile(r"^We should (\w+) (.*)$")
_GERUNDS = {
    "ban": "Banning", "end": "Ending", "stop": "Stopping", "limit": "Limiting", "cancel": "Cancelling",
    "abandon": "Abandoning", "subsidize": "Subsidising", "legalize": "Legalising", "prohibit": "Prohibiting",
    "introduce": "Introducing", "close": "Closing", "abolish": "Abolishing", "adopt": "Adopting", "fight": "Fighting",
    "oppose": "Opposing",
}  # fmt: skip


def argq(data: Path, split: str) -> list[tuple[str, str, bool]]:
    """Motion, argument and whether it is for the motion, from one of the official splits."""
    with (data / "argq" / "arg_quality_rank_30k.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["set"] == split and row["stance_WA"] in ("1", "-1")]
    return [(row["topic"], row["argument"], row["stance_WA"] == "1") for row in rows]


def argkp(data: Path, without: Iterable[str]) -> list[tuple[str, str, bool]]:
    """Motion, key point or argument, and whether it is for the motion; ``without`` are motions to leave out."""
    left_out = set(without)
    seen: dict[tuple[str, str], bool] = {}
    with (data / "argkp" / "ArgKP-2021_dataset.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["topic"] not in left_out:
                seen[row["topic"], row["key_point"]] = row["stance"] == "1"
                seen[row["topic"], row["argument"]] = row["stance"] == "1"
    return [(motion, text, favours) for (motion, text), favours in seen.items()]


def option_of(motion: str) -> str:
    """A motion as a codebook would name it: "We should ban whaling" becomes "Banning whaling"."""
    match = _SHOULD.match(motion)
    return f"{_GERUNDS[match[1]]} {match[2]}" if match and match[1] in _GERUNDS else motion


def arguments(data: Path, dice: random.Random, *, speakers: list[str] | None = None) -> Iterator[Pair]:
    """The training pairs of both corpora, once; with ``speakers`` half of them become quoted words."""
    held_out = {motion for split in ("dev", "test") for motion, _, _ in argq(data, split)}
    rows = dict.fromkeys([*argq(data, "train"), *argkp(data, held_out)])
    kept = [row for row in rows if row[0] not in held_out and not any(word in row[0] for word in LEFT_OUT)]
    motions = sorted({motion for motion, _, _ in kept})
    dice.shuffle(kept)
    for motion, text, favours in kept:
        stances, asked = FOR if favours else AGAINST, motion
        if dice.random() < 0.2:  # another motion, every second time one that shares a word with it
            asked = _other(motion, motions, dice, near=dice.random() < 0.5)
            stances = frozenset({"irrelevant"})
        if dice.random() < 0.5:
            asked = option_of(asked)
        if speakers is None or dice.random() < 0.5:
            yield Pair(asked, text, stances, "arguments")
        else:
            yield _quoted(asked, text, stances, dice.choice(speakers), dice)


def _other(motion: str, motions: list[str], dice: random.Random, *, near: bool) -> str:
    words = set(motion.lower().split()) - {"we", "should", "the", "of", "be", "a"}
    others = [other for other in motions if other != motion and bool(words & set(other.lower().split())) == near]
    return dice.choice(others or [other for other in motions if other != motion])


def _quoted(asked: str, text: str, stances: frozenset[str], speaker: str, dice: random.Random) -> Pair:
    words = text.strip().rstrip(".")
    form = dice.choice(
        ['"{w}," said {s}.', '{s} said: "{w}."', "{s} said that {w}.", "{w}, {s} said.", "According to {s}, {w}."]
    )
    made = form.format(w=words, s=speaker)
    return Pair(question(asked, speaker), made[:1].upper() + made[1:], stances, "arguments")
