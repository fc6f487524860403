"""Samples that several people code apart from each other, so that their agreement can be told and then settled.

What a coder says in a sample is a judgement with the number of the sample, under ``SAMPLE/ITEM/…`` as its target: it
touches nothing of the shared record. Until all have finished nobody sees what the others coded.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from onrecord.errors import OnrecordError
from onrecord.record import coding_rows, drawing_samples
from onrecord.record.judging_rows import Saying, write_saying
from onrecord.record.people import People
from onrecord.record.people_tables import sample_items, sample_work, samples
from onrecord.record.reviews import Reviews
from onrecord.record.sample_rows import belongs, coded_in, item_of, items_of, needed, note, plan_text, sample_of
from onrecord.record.sample_settling import settle_item
from onrecord.record.sample_values import Coded, Codings, Sample, SampleItem, SamplePlan, Unit, Work
from onrecord.record.schema import articles, judgements
from onrecord.record.stepping import forget_undone_before
from onrecord.record.store import Record
from onrecord.record.values import Verdict
from onrecord.types import DateInterval, Position

_CODES = 500  # positions that one coder may give to one item: more is a mistake of a program
_NAME_MOST = 100  # characters
_STANDS = "This sample is closed or can be compared by everybody: what was coded in it stands"


class Samples:
    """The samples of an open record; coders are named as their judgements are."""

    def __init__(self, record: Record) -> None:
        """Look at the samples of this record."""
        self._record = record

    # ------------------------------------------------------------ drawing

    def draw(self, name: str, plan: SamplePlan, *, by: str) -> Sample:
        """Draw a sample and share it out among its coders; OnrecordError where there is nothing to draw from."""
        drawing_samples.refuse(plan)
        name = " ".join(name.split())
        if not name or len(name) > _NAME_MOST or not name.isprintable():
            raise OnrecordError(f"The name of a sample has 1 to {_NAME_MOST} characters")
        self._refuse_strangers(plan.coders)
        with self._record.transaction() as connection:
            if connection.scalar(select(samples.c.id).where(samples.c.name == name)) is not None:
                raise OnrecordError(f"There is a sample {name} already. Take another name")
            drawn = drawing_samples.draw(drawing_samples.candidates(connection, plan, self._record.identities()), plan)
            if not drawn:
                raise OnrecordError("Nothing in the record is as the sample asks for. Ask for less")
            row = {
                "name": name,
                "unit": plan.unit.value,
                "seed": plan.seed,
                "blind": plan.blind,
                "plan": plan_text(plan),
                "codebook": coding_rows.current_version(connection),
                "drawn_by": by,
                "drawn_at": datetime.now(UTC),
            }
            key = connection.execute(insert(samples), row).inserted_primary_key
            assert key is not None
            number = int(key[0])
            rows = [
                {
                    "sample": number,
                    "ordinal": ordinal,
                    "article": one.article,
                    "target": one.target,
                    "begin": one.span and one.span.begin,
                    "end": one.span and one.span.end,
                    "stratum": one.stratum,
                }
                for ordinal, one in enumerate(drawn)
            ]
            connection.execute(insert(sample_items), rows)
            work = [
                {"sample": number, "coder": coder, "ordinal": ordinal}
                for coder, ordinal in drawing_samples.deal(len(drawn), plan)
            ]
            connection.execute(insert(sample_work), work)
            note(connection, by, "draw sample", number, {"name": name, "items": len(drawn), "coders": plan.coders})
        return self.sample(number)

    def _refuse_strangers(self, coders: Iterable[str]) -> None:
        """Raise OnrecordError where the record has accounts and a coder has none: nobody could code for them."""
        accounts = {person.name for person in People(self._record).everybody() if person.disabled_at is None}
        strangers = [coder for coder in coders if coder not in accounts]
        if accounts and strangers:
            known = ", ".join(sorted(accounts)[:10])
            raise OnrecordError(f"{strangers[0]} has no account here. Make one first, or name one of: {known}")

    def all(self) -> tuple[Sample, ...]:
        """Every sample, the latest first."""
        with self._record.reading() as connection:
            found = connection.execute(select(samples).order_by(samples.c.id.desc())).all()
            return tuple(sample_of(connection, row) for row in found)

    def sample(self, number: int) -> Sample:
        """The sample of that number; OnrecordError where there is none."""
        with self._record.reading() as connection:
            return sample_of(connection, needed(connection, number))

    def items(self, number: int) -> tuple[SampleItem, ...]:
        """What was drawn, in the order in which it is coded."""
        with self._record.reading() as connection:
            return items_of(connection, number)

    # ------------------------------------------------------------ coding

    def next_item(self, number: int, coder: str) -> int | None:
        """The first item of a coder that is not done, the first of all where all are; None where they have none."""
        with self._record.reading() as connection:
            needed(connection, number)
            mine = select(sample_work.c.ordinal).where(sample_work.c.sample == number, sample_work.c.coder == coder)
            found = mine.order_by(sample_work.c.done_at.is_not(None), sample_work.c.ordinal).limit(1)
            return connection.scalar(found)

    def work(self, number: int, coder: str, ordinal: int | None = None) -> Work | None:
        """What a coder has before them: the item asked for, else the first that is not done; None where all are."""
        with self._record.reading() as connection:
            needed(connection, number)
            mine = select(sample_work.c.ordinal, sample_work.c.done_at).order_by(sample_work.c.ordinal)
            mine = mine.where(sample_work.c.sample == number, sample_work.c.coder == coder)
            rows = connection.execute(mine).all()
            order = [row.ordinal for row in rows]
            if ordinal is None:
                ordinal = next((row.ordinal for row in rows if row.done_at is None), None)
                if ordinal is None:
                    return None
            if ordinal not in order:
                raise OnrecordError(f"Item {ordinal + 1} of sample {number} is not given to {coder}")
            place = order.index(ordinal)
            held = connection.execute(
                select(sample_items).where(sample_items.c.sample == number, sample_items.c.ordinal == ordinal)
            ).one()
            return Work(
                item=item_of(held),
                place=place,
                items=len(order),
                done_at=rows[place].done_at,
                coded=tuple(self._coded(connection, number, coder=coder, ordinal=ordinal)),
                before=order[place - 1] if place else None,
                after=order[place + 1] if place + 1 < len(order) else None,
            )

    def code(
        self,
        number: int,
        ordinal: int,
        coder: str,
        claim: Position,
        *,
        of: str | None = None,
        remark: str | None = None,
    ) -> Coded:
        """Write a position that a coder finds in an item, in place of their coding ``of`` where that is given.

        Its id, text and provenance do not matter; without a date it has that of the article.
        """
        with self._record.transaction() as connection:
            item = self._open_item(connection, number, ordinal, coder)
            if claim.article != item.article:
                raise OnrecordError("The position is of another article than the item of the sample")
            held = self._coded(connection, number, coder=coder, ordinal=ordinal)
            if of is not None and of not in {one.id for one in held}:
                raise OnrecordError(f"{coder} has no coding {of} in item {ordinal + 1} of sample {number}")
            if of is None and len(held) >= _CODES:
                raise OnrecordError(f"One item holds at most {_CODES} positions of one coder")
            saying = Saying(
                claim=_dated(connection, claim, item, _needed_unit(connection, number)),
                verdict=Verdict.CORRECTED,
                reviewer=coder,
                expected=None,
                of=of or f"{number}/{ordinal}/{secrets.token_hex(6)}",
                sample=number,
                note=remark,
            )
            try:
                written = write_saying(connection, saying, self._record.identities())
            except ValueError as error:
                raise OnrecordError(str(error)) from error
            forget_undone_before(connection, written)
            # not what was coded: the log is open to people who are still to code the same
            note(connection, coder, "code in sample", number, {"item": ordinal + 1, "coding": written.target_id})
            return next(o for o in self._coded(connection, number, coder=coder) if o.id == written.target_id)

    def take_back(self, number: int, coding: str, coder: str) -> None:
        """Take a position back that one has coded oneself."""
        with self._record.transaction() as connection:
            found = [one for one in self._coded(connection, number, coder=coder) if one.id == coding]
            if not found:
                raise OnrecordError(f"{coder} has no coding {coding[:80]} in sample {number} that stands")
            self._open_item(connection, number, found[0].ordinal, coder)
            said = (
                (judgements.c.sample == number) & (judgements.c.reviewer == coder) & judgements.c.withdrawn_at.is_(None)
            )
            taken = update(judgements).where(said, judgements.c.target_id == coding)
            connection.execute(taken.values(withdrawn_at=datetime.now(UTC)))
            note(connection, coder, "take back in sample", number, {"item": found[0].ordinal + 1, "coding": coding})

    def undo(self, number: int, coder: str, *, redo: bool = False) -> bool:
        """Take back what one said last in the sample, or bring back what one took back last; False where nothing is."""
        with self._record.transaction() as connection:
            sample = sample_of(connection, needed(connection, number, alone=True))
            if sample.closed_at is not None or sample.comparable:
                raise OnrecordError(_STANDS)
            reviews = Reviews(self._record)
            step = reviews.redo(coder, sample=number) if redo else reviews.undo(coder, sample=number)
            return step is not None

    def _coded(
        self, connection: Connection, number: int, *, coder: str | None = None, ordinal: int | None = None
    ) -> list[Coded]:
        """The codings that stand, of all or of one coder, in all or in one item; actors as the register has them."""
        unit = _needed_unit(connection, number)
        found = coded_in(connection, number, unit, self._record.identities(), coder=coder)
        return [one for one in found if ordinal is None or one.ordinal == ordinal]

    def done(self, number: int, ordinal: int, coder: str, *, done: bool = True) -> Sample:
        """Mark an item as finished, with or without a position in it, or as not; the sample as it is then."""
        with self._record.transaction() as connection:
            self._open_item(connection, number, ordinal, coder)
            mine = (sample_work.c.sample == number) & (sample_work.c.coder == coder)
            found = update(sample_work).where(mine, sample_work.c.ordinal == ordinal)
            connection.execute(found.values(done_at=datetime.now(UTC) if done else None))
            verb = "finish item of sample" if done else "reopen item of sample"
            note(connection, coder, verb, number, {"item": ordinal + 1})
        return self.sample(number)

    def _open_item(self, connection: Connection, number: int, ordinal: int, coder: str) -> SampleItem:
        """The item, where the coder has it and may still change what they say of it."""
        sample = sample_of(connection, needed(connection, number, alone=True))
        mine = (sample_work.c.sample == number) & (sample_work.c.coder == coder) & (sample_work.c.ordinal == ordinal)
        if connection.scalar(select(sample_work.c.ordinal).where(mine)) is None:
            raise OnrecordError(f"Item {ordinal + 1} of sample {number} is not given to {coder}")
        if sample.closed_at is not None or sample.comparable:
            raise OnrecordError(_STANDS)
        return _item(connection, number, ordinal)

    # ------------------------------------------------------------ comparing

    def open(self, number: int, *, by: str) -> Sample:
        """Let the sample be compared before all have finished; nobody codes in it any more."""
        with self._record.transaction() as connection:
            sample = sample_of(connection, needed(connection, number, alone=True))
            if sample.opened_at is None:
                connection.execute(update(samples).where(samples.c.id == number).values(opened_at=datetime.now(UTC)))
                left = {one.coder: one.items - one.done for one in sample.progress if not one.finished}
                note(connection, by, "open sample", number, {"items left": left})
        return self.sample(number)

    def close(self, number: int, *, by: str) -> Sample:
        """End a sample: nobody codes in it any more, and it is no longer among what is to do."""
        with self._record.transaction() as connection:
            needed(connection, number)
            connection.execute(update(samples).where(samples.c.id == number).values(closed_at=datetime.now(UTC)))
            note(connection, by, "close sample", number, {})
        return self.sample(number)

    def codings(self, number: int) -> Codings:
        """What everybody coded, actors as the register has them; OnrecordError before it may be looked at."""
        with self._record.reading() as connection:
            sample = sample_of(connection, needed(connection, number))
            if not sample.comparable:
                left = sum(one.items - one.done for one in sample.progress)
                raise OnrecordError(
                    f"What the others coded is hidden until all have finished; {left} items are left. "
                    "An owner can open the sample before that"
                )
            finished = select(sample_work.c.ordinal, sample_work.c.coder)
            finished = finished.where(sample_work.c.sample == number, sample_work.c.done_at.is_not(None))
            held: dict[tuple[int, str], list[Position]] = {
                (ordinal, coder): [] for ordinal, coder in connection.execute(finished)
            }
            for one in self._coded(connection, number):
                if (one.ordinal, one.coder) in held:
                    held[one.ordinal, one.coder].append(one.claim)
            return Codings(
                items_of(connection, number), sample.plan.coders, {key: tuple(of) for key, of in held.items()}
            )

    def machine(self, number: int) -> Mapping[int, tuple[Position, ...]]:
        """What the machine has for each item at present, under the current codebook and without any judgement."""
        found: dict[int, tuple[Position, ...]] = {}
        with self._record.reading() as connection:
            items = items_of(connection, number)
            unit = _needed_unit(connection, number)
            by_article: dict[str, tuple[Position, ...]] = {}
            for item in items:
                if item.article not in by_article:
                    by_article[item.article] = self._record.positions(article_id=item.article, as_coded=True)
                found[item.ordinal] = tuple(one for one in by_article[item.article] if belongs(one, item, unit))
        return found

    def machine_of(self, number: int, ordinal: int) -> tuple[Position, ...]:
        """What the machine has for one item at present."""
        with self._record.reading() as connection:
            item, unit = _item(connection, number, ordinal), _needed_unit(connection, number)
            found = self._record.positions(article_id=item.article, as_coded=True)
            return tuple(one for one in found if belongs(one, item, unit))

    # ------------------------------------------------------------ settling

    def settle(self, number: int, ordinal: int, claims: Sequence[Position], *, by: str) -> None:
        """Write what an item comes to into the shared record: these positions and no others.

        What stands in the record for the same is accepted or corrected, what is new is added, the rest is rejected.
        """
        with self._record.transaction() as connection:
            sample = sample_of(connection, needed(connection, number))
            if not sample.comparable:
                raise OnrecordError("A sample is settled when all have finished, or when an owner has opened it")
            item = _item(connection, number, ordinal)
            dated = [_dated(connection, claim, item, sample.plan.unit) for claim in claims]
            try:
                settle_item(self._record, number, item, sample.plan.unit, dated, by=by)
            except ValueError as error:
                raise OnrecordError(str(error)) from error
            found = update(sample_items).where(sample_items.c.sample == number, sample_items.c.ordinal == ordinal)
            connection.execute(found.values(settled_by=by, settled_at=datetime.now(UTC)))
            note(connection, by, "settle item of sample", number, {"item": ordinal + 1, "positions": len(dated)})


def _needed_unit(connection: Connection, number: int) -> Unit:
    return Unit(needed(connection, number).unit)


def _item(connection: Connection, number: int, ordinal: int) -> SampleItem:
    for item in items_of(connection, number):
        if item.ordinal == ordinal:
            return item
    raise OnrecordError(f"Sample {number} has no item {ordinal + 1}")


def _dated(connection: Connection, claim: Position, item: SampleItem, unit: Unit) -> Position:
    """The position with the day of its article, and on its statement, where nothing else is said."""
    statement = item.target if unit is Unit.STATEMENT else claim.statement
    if claim.date is not None:
        return replace(claim, statement=statement)
    day = connection.scalar(select(articles.c.published).where(articles.c.id == claim.article))
    return replace(claim, statement=statement, date=None if day is None else DateInterval(day, day))
