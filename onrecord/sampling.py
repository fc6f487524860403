"""The codings of a sample as the record holds them, compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.comparing import TOLERANCE, Compared, Comparison, Task, compare, units_of
from onrecord.record import Record
from onrecord.record.naming import actors_called
from onrecord.record.sample_values import Codings, Sample, SampleItem, Unit
from onrecord.record.samples import Samples

#: The name under which the machine's coding stands beside those of people.
MACHINE = "the machine"


@dataclass(frozen=True, slots=True)
class Answered:
    """An item with its units, and how many coders finished it."""

    item: SampleItem
    units: tuple[Compared, ...]
    finished: int

    @property
    def agreed(self) -> bool:
        """Whether two or more finished it and agree on all of it."""
        return self.finished > 1 and all(unit.agreed for unit in self.units)

    @property
    def differs(self) -> bool:
        """Whether two or more finished it and do not."""
        return self.finished > 1 and not self.agreed


def compared(
    record: Record, number: int, *, tolerance: float = TOLERANCE, machine: bool = False
) -> tuple[Sample, Comparison]:
    """How far the coders of a sample agree, and with ``machine`` each of them with it."""
    samples = Samples(record)
    with record.reading():
        sample, codings = samples.sample(number), samples.codings(number)
        found, coders = dict(codings.of), list(codings.coders)
        if machine:
            coders.append(MACHINE)
            found |= {(ordinal, MACHINE): claims for ordinal, claims in samples.machine(number).items()}
        tasks = _tasks(record, codings, sample.plan.unit)
    return sample, compare(tasks, coders, found, tolerance=tolerance)


def answered(record: Record, number: int, ordinal: int | None = None) -> tuple[Sample, list[Answered]]:
    """The items of a sample, or one of them, each with its units."""
    samples = Samples(record)
    with record.reading():
        sample, codings = samples.sample(number), samples.codings(number)
    found = []
    for item in codings.items:
        if ordinal is None or item.ordinal == ordinal:
            # the length of the text is for the figures alone
            task = Task(item.ordinal, item.article, 0, sample.plan.unit is not Unit.ARTICLE)
            finished = sum((item.ordinal, coder) in codings.of for coder in codings.coders)
            found.append(Answered(item, tuple(units_of(task, codings.coders, codings.of)), finished))
    return sample, found


def _tasks(record: Record, codings: Codings, unit: Unit) -> list[Task]:
    lengths: dict[str, int] = {}
    for item in codings.items:
        if item.article not in lengths:
            article = record.article(item.article)
            lengths[item.article] = len(article.text) if article else 0
    passage = unit is not Unit.ARTICLE
    return [Task(item.ordinal, item.article, lengths[item.article], passage) for item in codings.items]


def names_of(record: Record, units: Sequence[Compared]) -> Mapping[str, str]:
    """What the actors of these units are called."""
    met = {claim.actor for unit in units for claim in unit.said.values() if claim is not None}
    return {one.id: one.name for one in actors_called(record, met).values()}
