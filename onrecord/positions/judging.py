"""What calculus and encoder together make of one article: for each holder, sentence and option what speaks for what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from onrecord.positions.asking import Asked, question
from onrecord.positions.calculus import Claim
from onrecord.positions.clauses import Tokens
from onrecord.positions.merging import Evidence
from onrecord.positions.options import Profile
from onrecord.positions.relevance import Relevance
from onrecord.types import ArticleMaterial, StanceQuestion, StanceScorer

# Options that the encoder is asked about for one sentence, the nearest first; what the calculus found is asked in any
# case. A sentence speaks to one or two, and each costs some twenty pieces.
OPTIONS = 5
# The least likeness of sentence and option from which on the encoder is asked.
LIKE = 0.2
# What a sentence says of "it" is about one before ("Paris is torn."): the likeness of each of the last BACK sentences
# counts, with each step a little less than the sentence's own.
BEFORE = 0.9
BACK = 4


@dataclass(frozen=True, slots=True)
class Judged:
    """A holder in a sentence and an option, with what the calculus found and what speaks for which stance.

    ``scored`` is the method and version of the scorer that was heard.
    """

    asked: Asked
    option: int
    claim: Claim | None
    evidence: Evidence
    scored: tuple[str, str] = ("encoder", "")


def signature(scorer: StanceScorer) -> tuple[str, str]:
    """The method and version of a scorer; the shipped encoder goes by the version of the coder."""
    return getattr(scorer, "method", "encoder"), getattr(scorer, "version", "")


def judgements(
    material: ArticleMaterial,
    tokens: Tokens,
    asked: Sequence[Asked],
    claims: Iterable[Claim],
    means: tuple[Relevance, StanceScorer],
) -> list[Judged]:
    """Every holder and option that is worth a question, with the answers of both coders."""
    relevance, scorer = means
    found, by_asked = _joined(asked, claims)
    near = _likeness(material, found, relevance)
    wanted: list[tuple[Asked, list[int]]] = []
    for one in found:
        claimed = by_asked[one]
        ranked = sorted(range(len(relevance.profiles)), key=lambda n: -near[one.sentence][n])
        chosen = [n for n in ranked[:OPTIONS] if near[one.sentence][n] >= LIKE]
        chosen += [n for n in claimed if n not in chosen]
        if chosen:
            wanted.append((one, chosen))
    answers = scorer(_questions(material, wanted, relevance.profiles))
    out = []
    for (one, chosen), rows in zip(wanted, answers, strict=True):
        for option, row in zip(chosen, rows, strict=True):
            claim = by_asked[one].get(option)
            scores = tuple(float(value) for value in row)
            answered = all(value == value for value in scores)
            if not answered and claim is None:
                continue  # neither coder says anything
            evidence = Evidence(
                scores if answered else (),
                claim.verdict.stance if claim else None,
                min(1.0, claim.target.score) if claim else 0.0,
                near[one.sentence][option],
                one.holder.voice,
                one.spoken,
                _cover(material, tokens, relevance, (one.sentence, option)),
                near[one.sentence][option] >= max(near[one.sentence]),
            )
            out.append(Judged(one, option, claim, evidence, signature(scorer)))
    return out


def _cover(material: ArticleMaterial, tokens: Tokens, relevance: Relevance, at: tuple[int, int]) -> float:
    """How much of an option the words of a sentence name."""
    sentence, option = at
    return relevance.match(tokens.within(material.reading.sentences[sentence]), option).cover


def _joined(asked: Sequence[Asked], claims: Iterable[Claim]) -> tuple[list[Asked], dict[Asked, dict[int, Claim]]]:
    """The candidates with those that only the calculus knows, and what it found for each; its first claim counts."""
    found = list(asked)
    by_asked: dict[Asked, dict[int, Claim]] = defaultdict(dict)
    places: dict[tuple[int, str], Asked] = {}
    for one in found:
        for actor in one.holder.actors:
            places.setdefault((one.sentence, actor), one)
    for claim in claims:
        key = (claim.unit.sentence, claim.holder.actors[0])
        held = places.get(key)
        if held is None:
            statement = claim.unit.statement
            place = statement.source[0] if statement.source else statement.holder
            held = Asked(claim.unit.sentence, claim.holder, place, statement if statement.id else None)
            places[key] = held
            found.append(held)
        by_asked[held].setdefault(claim.target.option, claim)
    return found, by_asked


def _likeness(material: ArticleMaterial, asked: Sequence[Asked], relevance: Relevance) -> dict[int, list[float]]:
    """How near each sentence, or one shortly before it, is to each option."""
    wanted = {one.sentence for one in asked}
    numbers = sorted({n - step for n in wanted for step in range(BACK + 1) if n >= step})
    text, sentences = material.article.text, material.reading.sentences
    rows = relevance.similarities([sentences[n].of(text) for n in numbers])
    own = dict(zip(numbers, rows, strict=True))
    fading = np.power(BEFORE, np.arange(BACK + 1), dtype=np.float64)[:, None]
    return {n: _nearest([own[n - step] for step in range(BACK + 1) if n >= step], fading) for n in wanted}


def _nearest(rows: Sequence[npt.NDArray[np.float32]], fading: npt.NDArray[np.float64]) -> list[float]:
    return [float(value) for value in (np.stack(rows) * fading[: len(rows)]).max(axis=0)]


def _questions(
    material: ArticleMaterial, wanted: Sequence[tuple[Asked, Sequence[int]]], profiles: Sequence[Profile]
) -> list[StanceQuestion]:
    return [question(material, one, [profiles[n].option for n in chosen]) for one, chosen in wanted]


def second_opinion(
    material: ArticleMaterial, unsure: Sequence[Judged], profiles: Sequence[Profile], scorer: StanceScorer
) -> list[Judged]:
    """The same with the answers of another scorer, where it has one."""
    answers = scorer([question(material, one.asked, [profiles[one.option].option]) for one in unsure])
    out = []
    for one, rows in zip(unsure, answers, strict=True):
        scores = tuple(float(value) for value in rows[0])
        answered = all(value == value for value in scores)
        heard = replace(one, evidence=replace(one.evidence, scores=scores), scored=signature(scorer))
        out.append(heard if answered else one)
    return out
