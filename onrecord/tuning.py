"""The weights of the coders fitted to the record's own judgements, and used where that is better."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from onrecord.errors import OnrecordError
from onrecord.settings import SHIPPED, Engine
from onrecord.types import ArticleMaterial, Position, Span, Stance

if TYPE_CHECKING:
    from onrecord.pipeline import Report
    from onrecord.positions.judging import Judged as Weighed
    from onrecord.positions.merging import Weights
    from onrecord.positions.refitting import Example
    from onrecord.positions.tuning import Tuned
    from onrecord.record import Record
    from onrecord.record.tunings import Tuning
    from onrecord.record.values import Judged

Judges = Callable[[ArticleMaterial], Sequence["Weighed"]]
"""What both coders say of an article."""


def tuned(record: Record, engine: Engine) -> Engine:
    """The engine with what was fitted to this record, where something is in use and starts from this release."""
    from onrecord.record.tunings import Tunings

    standing = Tunings(record).standing()
    if standing is None or standing.base != base():
        return replace(engine, tuning=None)
    return replace(engine, tuning=weights_of(standing))


def base() -> str:
    """What a tuning starts from: the shipped weights, the coder and its encoder. With others it counts no more."""
    from onrecord.positions import Coder, merging
    from onrecord.reading.session import weights

    parts = (merging.NAMES, merging.shipped(), Coder.version, weights().version)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


def tune(record: Record, engine: Engine = SHIPPED, *, report: Report = lambda step: None) -> Tuned:
    """Fit to the judgements of a record and measure on articles held back; nothing is kept yet.

    OnrecordError where there are too few judgements to say anything.
    """
    from onrecord.positions import merging
    from onrecord.positions.tuning import check_enough
    from onrecord.positions.tuning import tune as fit
    from onrecord.record.tunings import judged_claims

    if engine.model is not None and not engine.model.second:
        raise OnrecordError("Nothing can be fitted to a language model's answers; tune without --llm.")
    claims = judged_claims(record)
    told = [one.claim for one in claims if not one.claim.derived]
    check_enough(len(told), len({one.article for one in told}))
    found = list(examples(record, claims, _judging(record, engine), report=report))
    return fit(found, merging.shipped())


def keep(record: Record, made: Tuned, *, by: str) -> Tuning:
    """Keep what was fitted with its figures; the next coding uses it where it helps."""
    from onrecord.record.tunings import Tunings

    weights = made.weights
    content = {
        "rows": [list(row) for row in weights.rows],
        "accept": weights.accept,
        "alone": weights.alone,
        "suggest": weights.suggest,
        "hold": made.hold,
    }
    return Tunings(record).save(content, figures(made), base=base(), by=by, used=made.helps)


def figures(made: Tuned) -> Mapping[str, Any]:
    """What a tuning was worth, for the record and for who asks."""
    return {name: value for name, value in asdict(made).items() if name not in ("weights", "hold")}


def weights_of(tuning: Tuning) -> Weights:
    """The weights of a tuning, named by its version."""
    from onrecord.positions.merging import Weights

    held = tuning.content
    return Weights(tuple(map(tuple, held["rows"])), held["accept"], held["alone"], held["suggest"], tuning.version)


# ---------------------------------------------------------------- from judgements to examples


@dataclass(frozen=True, slots=True)
class _Asked:
    """An option, who may hold a position on it, the sentence, and what speaks for which stance there."""

    option: str
    actors: frozenset[str]
    sentence: Span
    weighed: Weighed


def _judging(record: Record, engine: Engine) -> Judges:
    """What both coders say of articles under the current codebook, worked out anew from what was read in them."""
    from onrecord.stages import Models, coder_of

    codebook = record.current_codebook()
    assert codebook is not None  # there are claims under it
    return coder_of(codebook, Models(replace(engine, tuning=None, model=None))).judged


def examples(
    record: Record, claims: Iterable[Judged], judges: Judges, *, report: Report = lambda step: None
) -> Iterator[Example]:
    """The judged claims, in the order of articles, with what speaks for them; and what nobody judged beside them."""
    from onrecord.pipeline import Progress

    codebook, known = record.current_codebook(), record.identities()
    options = [option.id for option in codebook.options] if codebook is not None else []
    by_article = [(article, list(some)) for article, some in groupby(claims, key=lambda one: one.claim.article)]
    for done, (article, some) in enumerate(by_article):
        material = record.material(article)
        report(Progress("positions", done, len(by_article), material.article.origin))
        asked = [
            _Asked(
                options[one.option],
                frozenset(known.of(actor, article) for actor in one.asked.holder.actors),
                material.reading.sentences[one.asked.sentence],
                one,
            )
            for one in judges(material)
        ]
        yield from _of_article(article, some, asked)
    report(Progress("positions", len(by_article), len(by_article), ""))


def _of_article(article: str, claims: Sequence[Judged], asked: Sequence[_Asked]) -> Iterator[Example]:
    from onrecord.positions.refitting import Example

    said: dict[int, Stance | None] = {}
    near: set[int] = set()  # what stands beside a judged one on the same: nobody said anything of it
    for place, stance in (one for claim in claims for one in _targets(claim)):
        fits = [number for number, one in enumerate(asked) if _is_about(one, place)]
        near.update(fits)
        if fits:
            best = max(fits, key=lambda number: _shared(asked[number].sentence, place.evidence))
            said[best] = stance if stance is not None else said.get(best)
        elif stance is not None:
            yield Example(article, None, stance)
    for number, one in enumerate(asked):
        if number in said:
            yield Example(article, one.weighed.evidence, said[number])
        elif number not in near:
            yield Example(article, one.weighed.evidence, judged=False)


def _targets(judged: Judged) -> Iterator[tuple[Position, Stance | None]]:
    """What is right at which place: one that was moved to another actor or option is wrong where it was."""
    from onrecord.record.values import State

    claim, basis = judged.claim, judged.basis
    if claim.derived:
        return
    if judged.state is State.REJECTED:
        yield basis or claim, None
        return
    if basis is not None and (basis.option, basis.actor) != (claim.option, claim.actor):
        yield basis, None
    yield claim, claim.stance


def _is_about(asked: _Asked, claim: Position) -> bool:
    same = asked.option == claim.option and claim.actor in asked.actors
    return same and asked.sentence.overlaps(claim.evidence)


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.begin, other.begin)
