"""Samples from coded articles, asked as the chain asks: its sentences, its holders, its nearest options."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import yaml

from benchmarks.coded import Case, load
from onrecord.positions import parse
from onrecord.positions.asking import Asked, question, worded
from onrecord.reading import Reader, Vectors
from onrecord.types import STANCE_COLUMNS, Article, Codebook, Stance, StanceQuestion
from training.merging.rows import Means, codebook_of, of_article
from training.pairs.pairs import SILENT, Sample
from training.pairs.written import issues

#: The coded articles to learn from: offsets and labels only, the texts lie in the corpora.
CODED = Path(__file__).parent / "coded.jsonl"
#: Articles written for the purpose, each with its codebook and positions; those from which the weighing of the two
#: coders is learned are not the encoder's.
INVENTED = Path(__file__).parent / "invented"
WEIGHED = Path(__file__).parent.parent / "merging" / "invented"


def learned(data: Path) -> list[Case]:
    """The articles that the encoder learns from."""
    return load(data, path=CODED) + invented(INVENTED)


def weighed() -> list[Case]:
    """The articles that are left for weighing the two coders."""
    return invented(WEIGHED)


def invented(folder: Path) -> list[Case]:
    """The written articles with what a careful reader finds in them; ValueError where evidence is not in the text."""
    return [_case(path) for path in sorted(folder.glob("*.yaml"))]


def _case(path: Path) -> Case:
    row = yaml.safe_load(path.read_text(encoding="utf-8"))
    positions = []
    for number, one in enumerate(row["positions"], 1):
        begin = row["text"].find(one["evidence"])
        if begin < 0:
            raise ValueError(f"{path}: evidence of position {number} does not stand in the text: {one['evidence']!r}")
        given = {"plain": True, "tense": "current", "scope": "general", "by": None}
        positions.append({**given, **one, "evidence": [[begin, begin + len(one["evidence"])]]})
    codebook = parse(json.dumps(row["codebook"]), path.name)
    return Case(Article(path.stem, row["text"], path.name), "train", codebook, tuple(positions), (), ())


def coded(cases: Sequence[Case]) -> Iterator[Sample]:
    """Every holder and sentence that the chain would ask about, with what is right of each option asked."""
    means = Means(Reader.load(), Vectors.load(), _silent)
    for case in cases:
        rows = list(of_article(case, means))
        asked: dict[Asked, list[tuple[int, Stance | None]]] = defaultdict(list)
        for _, one, stance in rows:
            asked[one.asked].append((one.option, stance))
        for one_asked, found in asked.items():
            material = rows[0][0]
            options = [case.codebook.options[number] for number, _ in found]
            put = question(material, one_asked, options)
            holder = (put.holder.begin, put.holder.end) if put.holder else (0, 0)
            right = [SILENT if stance is None else frozenset({stance.value}) for _, stance in found]
            yield Sample(put.text, holder, tuple(zip(map(worded, options), right, strict=True)), "coded")


def _silent(questions: Sequence[StanceQuestion], /) -> list[list[list[float]]]:
    """The same answer to everything: what is wanted are the questions."""
    return [np.full((len(one.options), len(STANCE_COLUMNS)), 1 / len(STANCE_COLUMNS)).tolist() for one in questions]


# Articles from which holders are taken for options that the articles are not about, and options drawn for each.
STRAY_ARTICLES = 90
STRAY_OPTIONS = 30


def stray(data: Path, folder: Path, dice: random.Random) -> Iterator[Sample]:
    """Sentences of real articles with options of other debates that lie near them in words: nobody says anything on
    those. Passages written for the purpose cannot teach how much of a paper bears on nothing that one asks.

    Files on debates of the United States are left out, for the articles are from there.
    """
    options = [
        option
        for path in sorted(folder.glob("*.pairs"))
        if path.stem not in {"domestic", "news", "windows"}
        for issue in issues(path)
        for option in codebook_of(issue).options
    ]
    means = Means(Reader.load(), Vectors.load(), _silent)
    names = sorted((data / "polnear" / "train" / "text").glob("*.txt"))
    for path in dice.sample(names, STRAY_ARTICLES):
        drawn = [replace(one, id=str(n), parent=None) for n, one in enumerate(dice.sample(options, STRAY_OPTIONS))]
        material = means.material(Article(path.stem, path.read_bytes().decode("utf-8"), path.name))
        asked: dict[Asked, list[int]] = defaultdict(list)
        for one in means.coder(Codebook(tuple(drawn), path.stem)).judged(material):
            asked[one.asked].append(one.option)
        for one_asked, numbers in asked.items():
            put = question(material, one_asked, [drawn[number] for number in numbers])
            holder = (put.holder.begin, put.holder.end) if put.holder else (0, 0)
            yield Sample(put.text, holder, tuple((worded(drawn[n]), SILENT) for n in numbers), "stray")
