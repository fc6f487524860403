"""What actors are known to have said, at hand while articles are read, so that a saying meets its other reports."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from onrecord.types import Article, ArticleMaterial, Statement

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.record.said_rows import Dated, Spoken
    from onrecord.registering import LiveRegister
    from onrecord.statements import Judge
    from onrecord.statements.likeness import Floats
    from onrecord.statements.utterances import Pool

_NONE: Mapping[str, Floats] = {}
# Statements held at once, over all actors: some 100 MB with their words. A run meets the same few hundred again.
MOST = 40_000


@dataclass(slots=True)
class _Held:
    """What an actor, as sighted, said from one day to another, and how it stood when it was read."""

    first: date
    last: date
    spoken: Spoken
    pool: Pool
    ids: dict[int, str] = field(default_factory=dict)

    def take(self, rows: dict[int, Dated]) -> None:
        """Hold more."""
        from onrecord.statements.utterances import Said

        for number, (statement, day) in rows.items():
            self.ids[number] = statement.id
            self.pool.add(Said(statement, day))

    def agrees(self, now: Spoken) -> bool:
        """Whether what is held is what the record counts."""
        return len(self.ids) == now.size and self.ids.get(now.number, "") == now.last


class LiveUtterances:
    """Joins the statements of one article after the other to the utterances that the record holds.

    What it keeps in memory is compared with the record each time it is used, so that the answer is the same whatever it
    keeps, whoever else writes, and whether or not the last article could be written. Actors that are merged or taken
    apart meanwhile change nothing that is kept: it is filed by who speaks as the articles give it.
    """

    def __init__(self, record: Record, register: LiveRegister, judge: Callable[[], Judge], *, most: int = MOST) -> None:
        """Nothing is held yet; who judges is called when the first article comes that has sayings."""
        self.register = register
        self._record, self._make, self._most = record, judge, most
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._judge: Judge | None = None

    def joined(self, material: ArticleMaterial, meanings: Mapping[str, Floats] = _NONE) -> ArticleMaterial:
        """The article with an utterance for each of its sayings: that of another report, or a new one.

        ``meanings`` are vectors of its sayings that are there already.
        """
        from onrecord.statements.utterances import Pool

        article, found = material.article, material.resolution.statements
        if meanings:
            self._judging().learn(meanings)
        days = [day for statement in found for day in _days(statement, article)]
        own: defaultdict[str, Pool] = defaultdict(Pool)
        named = tuple(self._named(statement, article, days, own) for statement in found)
        self._drop()
        return replace(material, resolution=replace(material.resolution, statements=named))

    def _named(
        self, statement: Statement, article: Article, days: list[date | None], own: defaultdict[str, Pool]
    ) -> Statement:
        from onrecord.statements.utterances import Said, is_saying, new_utterance, twin

        if statement.actor is None or not is_saying(statement):
            return statement
        judge = self._judging()
        register = self.register
        canonical = register.canonical(statement)
        actor = canonical.actor or ""

        new = Said(canonical, article.published)

        def fits(old: Said) -> bool:
            return old.statement.article != article.id and register.canonical(old.statement).actor == actor

        pools = [self._of(sighted, days).pool for sighted in sorted(register.sighted(statement.actor))]
        found = twin(new, pools, judge, fits), twin(new, [own[actor]], judge)
        met = [one for one in found if one is not None]
        likest = max(met, key=lambda one: one[1].chance, default=None)  # of equals the report of another article
        utterance = new_utterance(canonical) if likest is None else likest[0].statement.utterance
        own[actor].add(Said(replace(canonical, utterance=utterance), article.published))
        return replace(statement, utterance=utterance)

    def _judging(self) -> Judge:
        """Who judges, made when it is first needed."""
        self._judge = judge = self._judge or self._make()
        return judge

    def _of(self, sighted: str, days: Iterable[date | None]) -> _Held:
        """What one actor said within a month of some days; without a day, whenever."""
        from onrecord.record.said_rows import Spoken, said_since, spoken
        from onrecord.statements.utterances import FARTHEST_DAYS, Pool

        month = timedelta(days=FARTHEST_DAYS)
        dated = [day for day in days if day is not None]
        whole = not dated or None in days
        first = date.min if whole else _moved(min(dated), -month)
        last = date.max if whole else _moved(max(dated), month)
        held = self._held.pop(sighted, None)
        if held is None or first < held.first or last > held.last:
            first, last = (first, last) if held is None else (min(first, held.first), max(last, held.last))
            held = _Held(first, last, Spoken(), Pool())
        now = spoken(self._record, sighted, held.first, held.last)
        if now != held.spoken:
            held.take(said_since(self._record, sighted, held.first, held.last, after=held.spoken.number))
            if not held.agrees(now):  # something was taken out or written anew
                held.pool, held.ids = Pool(), {}
                held.take(said_since(self._record, sighted, held.first, held.last))
            held.spoken = now
        self._held[sighted] = held
        return held

    def _drop(self) -> None:
        """Let go of those that were not asked for longest."""
        size = sum(len(held.ids) for held in self._held.values())
        while size > self._most and self._held:
            size -= len(self._held.popitem(last=False)[1].ids)


def _days(statement: Statement, article: Article) -> tuple[date | None, ...]:
    said = statement.said_on
    return (article.published,) if said is None else (said.first, said.last)


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta() else date.min
