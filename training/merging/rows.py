"""What both coders say in passages and articles whose positions are known: the rows that the weights are fitted to."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.coded import Case, named, receipt
from benchmarks.positions import GOLD
from onrecord.demo import demo_codebook, demo_paths
from onrecord.origins import collect
from onrecord.positions import Coder
from onrecord.positions import load as load_codebook
from onrecord.positions.judging import Judged
from onrecord.positions.merging import Evidence, Weights
from onrecord.reading import Reader, Vectors
from onrecord.stages import read_articles
from onrecord.types import (
    Article,
    ArticleMaterial,
    Block,
    Codebook,
    MentionForm,
    Option,
    Part,
    Span,
    Stance,
    StanceScorer,
)
from training.pairs.written import Issue, Passage, issues

# Nothing is decided while rows are collected.
_NONE = Weights(((0.0,),), 2.0, 2.0, 2.0)


@dataclass(frozen=True)
class Row:
    """The evidence for a holder and an option in a sentence, and what is right; None is no position."""

    evidence: Evidence
    stance: Stance | None
    corpus: str


@dataclass(frozen=True)
class Means:
    """The encoders of the chain."""

    reader: Reader
    vectors: Vectors
    scorer: StanceScorer

    def coder(self, codebook: Codebook) -> Coder:
        """A coder that only judges."""
        return Coder(codebook, self.vectors, scorer=self.scorer, weights=_NONE)

    def material(self, article: Article) -> ArticleMaterial:
        """The article through reading, statements and actors."""
        made = next(iter(read_articles([article], self.reader)))
        if not isinstance(made, ArticleMaterial):
            raise ValueError(f"{article.origin}: {made.reason}")
        return made

    def passage(self, passage: Passage) -> ArticleMaterial:
        """A passage as an article without headline: it is short, and no title."""
        article = Article("passage", passage.text, "passage.txt")
        reading = next(iter(self.reader.read([article])))
        body = replace(reading, blocks=tuple(Block(block.span, Part.BODY) for block in reading.blocks))
        from onrecord.actors import resolve
        from onrecord.statements import find_statements

        return ArticleMaterial(article, body, resolve(article, body, find_statements(article, body)))


def of_passages(path: Path, means: Means) -> Iterator[Row]:
    """Rows of written passages."""
    for issue in issues(path):
        coder, names = means.coder(codebook_of(issue)), list(issue.options)
        for passage in issue.passages:
            material = means.passage(passage)
            for one in coder.judged(material):
                stances = _coded(one, passage, material)
                stance = (stances or {}).get(names[one.option])
                yield Row(one.evidence, Stance(stance) if stance else None, path.stem)


def codebook_of(issue: Issue) -> Codebook:
    """The options of an issue as a codebook."""
    options = [Option(name, issue.name, label, description) for name, (label, description) in issue.options.items()]
    return Codebook(tuple(options), "1")


def _coded(one: Judged, passage: Passage, material: ArticleMaterial) -> dict[str, str] | None:
    """What is coded of the holder that a judgement is about: the words overlap, or else the actors do."""
    by_actor: dict[str, str] | None = None
    for words, stances in passage.holders:
        begin = passage.text.index(words)
        place = Span(begin, begin + len(words))
        if one.asked.place is not None and one.asked.place.overlaps(place):
            return stances
        actors = {a for m in material.resolution.mentions if m.span.overlaps(place) for a in m.actors}
        if by_actor is None and actors & set(one.asked.holder.actors):
            by_actor = stances
    return by_actor


class Called:
    """By which names the actors of an article go in it: their own, and the words of every mention ("Washington")."""

    def __init__(self, material: ArticleMaterial) -> None:
        """Collect the words."""
        self._actors = {actor.id: actor for actor in material.resolution.actors}
        self._words: dict[str, set[str]] = defaultdict(set)
        for mention in material.resolution.mentions:
            if mention.form is not MentionForm.PRONOUN and len(mention.actors) == 1:
                self._words[mention.actors[0]].add(_bare(mention.span.of(material.article.text)))

    def by(self, names: Sequence[str], identifier: str) -> bool:
        """Whether an actor is meant by one of the names."""
        bare = {_bare(name) for name in names}
        return named(names, identifier, self._actors) or bool(bare & self._words[identifier])


def _bare(words: str) -> str:
    low = " ".join(words.lower().split())
    return re.sub("^(?:the|a|an|our|his|her|its|their|my) ", "", low)


def of_articles(cases: Sequence[Case], means: Means, corpus: str = "articles") -> Iterator[Row]:
    """Rows of coded articles."""
    for case in cases:
        for _, one, stance in of_article(case, means):
            yield Row(one.evidence, stance, corpus)


def of_article(case: Case, means: Means) -> Iterator[tuple[ArticleMaterial, Judged, Stance | None]]:
    """Every judgement of an article with what is right.

    Left out is what two readers might code differently, and what the article says of holder and option elsewhere.
    """
    material = means.material(case.article)
    called = Called(material)
    sentences = material.reading.sentences
    for one in means.coder(case.codebook).judged(material):
        option = case.codebook.options[one.option].id
        about = [
            gold
            for gold in case.positions
            if gold["option"] == option and any(called.by(gold["actor"], a) for a in one.asked.holder.actors)
        ]
        here = [gold for gold in about if receipt(gold, sentences[one.asked.sentence])]
        plain = [gold for gold in here if gold["plain"] and gold["tense"] == "current"]
        if plain:
            yield material, one, Stance(plain[0]["stance"])
        elif not about:
            yield material, one, None


def demo_cases() -> list[Case]:
    """The bundled debate as coded articles."""
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    codebook = load_codebook(demo_codebook())
    cases = []
    for article in collect(demo_paths()):
        if not isinstance(article, Article):
            continue
        mine = [g for g in gold if "stance" in g and article.origin.replace("\\", "/").endswith(g["article"])]
        if mine:
            positions = [_located(g, article.text) for g in mine]
            cases.append(Case(article, "dev", codebook, tuple(p for p in positions if p["evidence"]), (), ()))
    return cases


def _located(gold: Mapping[str, Any], text: str) -> dict[str, Any]:
    begin = text.find(gold["evidence"])
    places = [[begin, begin + len(gold["evidence"])]] if begin >= 0 else []
    return {
        "actor": [gold["actor"]],
        "option": gold["option"],
        "stance": gold["stance"],
        "tense": gold.get("tense", "current"),
        "voice": gold["voice"],
        "scope": gold["scope"],
        "plain": gold.get("plain", True),
        "evidence": places,
    }
