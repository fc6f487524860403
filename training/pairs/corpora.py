"""Pairs from published corpora: arguments for or against a motion, key points, and sentences on a target."""

from __future__ import annotations

import csv
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from training.pairs.pairs import AGAINST, FOR, SILENT, Sample

# Motions whose matter comes back in the cases of benchmarks/: leaving them out keeps those issues unseen.
LEFT_OUT = (
    "whaling", "capital punishment", "school uniform", "child vaccinations", "ssisted suicide", "keep and bear arms",
)  # fmt: skip

_SHOULD = re.compile(r"^We should (\w+) (.*)$")
_GERUNDS = {
    "ban": "Banning", "end": "Ending", "stop": "Stopping", "limit": "Limiting", "cancel": "Cancelling",
    "abandon": "Abandoning", "subsidize": "Subsidising", "legalize": "Legalising", "prohibit": "Prohibiting",
    "introduce": "Introducing", "close": "Closing", "abolish": "Abolishing", "adopt": "Adopting", "fight": "Fighting",
    "oppose": "Opposing",
}  # fmt: skip
# The contrary of a course, so that the encoder must read the option's verb: who is for the one is against the other.
_CONTRARY = {
    "ban": "Allowing", "end": "Keeping", "stop": "Continuing", "abandon": "Keeping", "prohibit": "Allowing",
    "abolish": "Keeping", "close": "Keeping open", "legalize": "Banning", "cancel": "Holding", "limit": "Not limiting",
}  # fmt: skip


def argq(data: Path, split: str) -> list[tuple[str, str, bool]]:
    """Motion, argument and whether it is for the motion, from one of the official splits."""
    with (data / "argq" / "arg_quality_rank_30k.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["set"] == split and row["stance_WA"] in ("1", "-1")]
    return [(row["topic"], row["argument"], row["stance_WA"] == "1") for row in rows]


def option_of(motion: str) -> str:
    """A motion as a codebook would name it: "We should ban whaling" becomes "Banning whaling"."""
    match = _SHOULD.match(motion)
    return f"{_GERUNDS[match[1]]} {match[2]}" if match and match[1] in _GERUNDS else motion


def contrary_of(motion: str) -> str | None:
    """The contrary course as a codebook would name it: "We should ban whaling" becomes "Allowing whaling"."""
    match = _SHOULD.match(motion)
    return f"{_CONTRARY[match[1]]} {match[2]}" if match and match[1] in _CONTRARY else None


def arguments(data: Path, dice: random.Random) -> Iterator[Sample]:
    """Every argument of both corpora with its motion, often beside the contrary course and other motions."""
    without = _held_out(data)
    rows = dict.fromkeys([*argq(data, "train"), *_key_points(data)])
    kept = [row for row in rows if row[0] not in without]
    motions = sorted({motion for motion, _, _ in kept})
    for motion, text, favours in kept:
        options = [(_worded(motion, dice), FOR if favours else AGAINST)]
        contrary = contrary_of(motion)
        if contrary is not None and dice.random() < 0.25:
            options.append((contrary, AGAINST if favours else FOR))
        if dice.random() < 0.4:
            options.append((_worded(_other(motion, motions, dice), dice), SILENT))
        dice.shuffle(options)
        yield Sample(text, (0, 0), tuple(options), "arguments")


def matches(data: Path, dice: random.Random) -> Iterator[Sample]:
    """Key points as options: an argument says some of its side's, and not the others; none of the other side's."""
    without = _held_out(data)
    points: dict[tuple[str, str], set[str]] = defaultdict(set)
    said: dict[tuple[str, str, str], dict[str, bool]] = defaultdict(dict)
    for row in _argkp(data):
        if row["topic"] not in without:
            points[row["topic"], row["stance"]].add(row["key_point"])
            said[row["topic"], row["stance"], row["argument"]][row["key_point"]] = row["label"] == "1"
    for (topic, stance, argument), own in said.items():
        options = [(point, FOR if matched else SILENT) for point, matched in own.items()]
        options = dice.sample(options, min(3, len(options)))
        others = sorted(points[topic, "-1" if stance == "1" else "1"])
        if others and dice.random() < 0.5:
            options.append((dice.choice(others), AGAINST | SILENT))
        dice.shuffle(options)
        yield Sample(argument, (0, 0), tuple(options), "matches")


def targets(data: Path) -> Iterator[Sample]:
    """What a sentence of news says of a target: good, bad or neither; nobody's stance, but a lesson in polarity."""
    stances = {2.0: AGAINST, 4.0: frozenset({"irrelevant", "undecided"}), 6.0: FOR}
    with (data / "newsmtsc" / "train.jsonl").open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            options = {t["mention"]: stances[t["polarity"]] for t in row["targets"] if t["polarity"] in stances}
            if options:
                yield Sample(row["sentence_normalized"], (0, 0), tuple(options.items()), "targets")


def _worded(motion: str, dice: random.Random) -> str:
    return option_of(motion) if dice.random() < 0.5 else motion


def _held_out(data: Path) -> set[str]:
    """The motions of the official dev and test splits, and those that the cases are about."""
    motions = {motion for split in ("dev", "test") for motion, _, _ in argq(data, split)}
    seen = {motion for motion, _, _ in argq(data, "train")} | {row["topic"] for row in _argkp(data)}
    return motions | {motion for motion in seen if any(word in motion for word in LEFT_OUT)}


def _argkp(data: Path) -> list[dict[str, str]]:
    with (data / "argkp" / "ArgKP-2021_dataset.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _key_points(data: Path) -> list[tuple[str, str, bool]]:
    seen: dict[tuple[str, str], bool] = {}
    for row in _argkp(data):
        seen[row["topic"], row["key_point"]] = row["stance"] == "1"
        seen[row["topic"], row["argument"]] = row["stance"] == "1"
    return [(motion, text, favours) for (motion, text), favours in seen.items()]


def _other(motion: str, motions: list[str], dice: random.Random) -> str:
    """Another motion, every second time one that shares a word with it."""
    words, near = set(motion.lower().split()) - {"we", "should", "the", "of", "be", "a"}, dice.random() < 0.5
    others = [other for other in motions if other != motion and bool(words & set(other.lower().split())) == near]
    return dice.choice(others or [other for other in motions if other != motion])
