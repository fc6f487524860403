"""What reviewers say of positions and statements, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from onrecord.record import bulk_rows, identity_rows, judging_rows, review_views, revisions, stepping
from onrecord.record.audit_rows import write_audit
from onrecord.record.coverings import bring_about
from onrecord.record.judged_rows import (
    KINDS,
    POSITION,
    STATEMENT,
    find_judged,
    judged_position,
    judged_statement,
    kind_of,
    said_in_sample,
)
from onrecord.record.judging_rows import Saying
from onrecord.record.queue_rows import find_queue, queue_size, refresh
from onrecord.record.review_tables import judged
from onrecord.record.values import (
    ClaimView,
    Disagreement,
    Judged,
    JudgedStatement,
    Judgement,
    QueueFilter,
    QueueItem,
    StatementView,
    Step,
    Verdict,
)
from onrecord.types import Position, Statement

if TYPE_CHECKING:
    from onrecord.record.store import Record

EVERYTHING = QueueFilter()
# What a reviewer can take back beside judgements on claims, where somebody renews the register after it.
_IDENTITY = "actor"


class Reviews:
    """The judgements of an open record. A call either writes all that it says or nothing.

    What it raises: Stale where somebody else was first, ValueError where a claim can not be (no such article, actor or
    place in the text), RecordError where the database fails.
    """

    def __init__(self, record: Record) -> None:
        """Take an open record; nothing is read yet."""
        self._record = record

    # ------------------------------------------------------------ judging

    def judge(
        self,
        claim: Position,
        verdict: Verdict,
        reviewer: str,
        *,
        expected: int = 0,
        of: str | None = None,
        sample: int | None = None,
        note: str | None = None,
    ) -> Judged:
        """Say that a position is as ``claim`` has it (RIGHT, CORRECTED), that it is WRONG, or that one is UNSURE.

        ``of`` is the id of the claim that is meant, None where ``claim`` is a new one; ``expected`` is the version that
        the reviewer saw. Within a ``sample`` the judgement touches nothing until it is settled.
        """
        saying = Saying(
            claim=claim, verdict=verdict, reviewer=reviewer, expected=expected, of=of, sample=sample, note=note
        )
        done = self._say(saying)
        assert isinstance(done, Judged)
        return done

    def judge_statement(
        self,
        claim: Statement,
        verdict: Verdict,
        reviewer: str,
        *,
        expected: int = 0,
        of: str | None = None,
        sample: int | None = None,
        note: str | None = None,
    ) -> JudgedStatement:
        """Say the same of a statement: accept or reject it, change its kind, actor or places, add a missed one."""
        saying = Saying(
            claim=claim, verdict=verdict, reviewer=reviewer, expected=expected, of=of, sample=sample, note=note
        )
        done = self._say(saying)
        assert isinstance(done, JudgedStatement)
        return done

    def settle(
        self,
        sample: int,
        claim: Position | Statement,
        verdict: Verdict,
        reviewer: str,
        *,
        of: str | None = None,
        expected: int | None = None,
        note: str | None = None,
    ) -> Judged | JudgedStatement:
        """Say what the answers of a sample come to: this judgement is one like any other from now on.

        Without ``expected`` it stands whatever was judged before.
        """
        return self._say(
            Saying(claim=claim, verdict=verdict, reviewer=reviewer, expected=expected, of=of, settles=sample, note=note)
        )

    def accept_all(self, wanted: Iterable[str] | QueueFilter, reviewer: str, *, at_least: float | None = None) -> int:
        """Accept the claims of these ids, or all of the queue that a filter and a score let through; how many it were.

        Only what nobody has judged is accepted, and what is only suggested where the filter asks for it. A filter needs
        a score, ``at_least`` this. All of it is one step for undo and one row of the log.
        """
        if isinstance(wanted, QueueFilter) and at_least is None and wanted.at_least is None:
            raise ValueError("Accepting all that a filter lets through needs a score that it is to have at least")
        with self._record.transaction() as connection:
            turn = revisions.next_turn(connection)
            known = self._record.identities()
            if isinstance(wanted, QueueFilter):
                refresh(connection, known)
                least = max(filter(None, (at_least, wanted.at_least)), default=None)
                detail: dict[str, object] = {"filter": bulk_rows.filter_told(replace(wanted, at_least=least))}
                found = bulk_rows.unjudged(connection, replace(wanted, at_least=least))
            else:
                ids = list(dict.fromkeys(wanted))
                detail = {"at_least": at_least}
                found = bulk_rows.unjudged_of(connection, ids, at_least=at_least)
            if not found:
                return 0
            stepping.forget_undone(connection, reviewer, sample=None)
            step = bulk_rows.accept(connection, found, reviewer, known)
            bring_about(connection, step, turn, known)
            claims = [one.target_id for one in step]
            write_audit(
                connection,
                reviewer,
                "accept",
                POSITION.name,
                claims[0],
                {**detail, "count": len(step), "claims": claims},
            )
            return len(step)

    # ------------------------------------------------------------ taking back

    def undo(
        self, reviewer: str, *, sample: int | None = None, renew: Callable[[], object] | None = None
    ) -> Step | None:
        """Take back what a reviewer judged last of what still stands; None where there is nothing.

        With ``renew``, which makes the register anew, judgements on who is who are taken back in their turn as well.
        """
        return self._step(reviewer, sample, renew, undone=False)

    def redo(
        self, reviewer: str, *, sample: int | None = None, renew: Callable[[], object] | None = None
    ) -> Step | None:
        """Bring back what the reviewer took back last; None where nothing is, or a new judgement was made since."""
        return self._step(reviewer, sample, renew, undone=True)

    def _step(
        self, reviewer: str, sample: int | None, renew: Callable[[], object] | None, *, undone: bool
    ) -> Step | None:
        kinds = {*KINDS, _IDENTITY} if renew is not None else set(KINDS)
        with self._record.transaction() as connection:
            said = stepping.last_step(connection, reviewer, kinds, sample=sample, undone=undone)
            if any(one.target_kind == _IDENTITY for one in said):
                identity_rows.change_mark(connection)
            turn = revisions.next_turn(connection)
            # Somebody may have judged by the same name until we were alone.
            said = stepping.last_step(connection, reviewer, kinds, sample=sample, undone=undone)
            if not said:
                return None
            stepping.mark(connection, said, undone=not undone)
            if any(one.target_kind == _IDENTITY for one in said):
                identity_rows.change_mark(connection)
                assert renew is not None
                renew()
            if sample is None:
                bring_about(connection, said, turn, self._record.identities())
            detail: dict[str, object] = {
                "judgements": [one.id for one in said],
                "claims": [one.target_id for one in said],
            }
            if sample is not None:
                detail["sample"] = sample
            kind, target = said[0].target_kind, said[0].target_id
            write_audit(connection, reviewer, "redo" if undone else "undo", kind, target, detail)
            return Step(tuple(said), undone=not undone)

    # ------------------------------------------------------------ looking

    def claim(self, claim_id: str) -> ClaimView | None:
        """A position by its id, judged or the machine's; one that stands back behind a judged claim is that one."""
        with self._record.reading() as connection:
            article = review_views.find_article_of(connection, POSITION, claim_id)
            views = () if article is None else self.of_article(article)
            return next((v for v in views if v.id == claim_id or claim_id in {one.id for one in v.machine}), None)

    def statement(self, statement_id: str) -> StatementView | None:
        """A statement by its id, judged or the machine's; one that stands back behind a judged one is that one."""
        with self._record.reading() as connection:
            article = review_views.find_article_of(connection, STATEMENT, statement_id)
            views = () if article is None else self.statements_of_article(article)
            return next((v for v in views if v.id == statement_id or statement_id in {o.id for o in v.machine}), None)

    def of_article(self, article_id: str) -> tuple[ClaimView, ...]:
        """The positions of an article in their order: the machine's, also suggested ones, and the judged ones."""
        with self._record.reading() as connection:
            return tuple(review_views.position_views(connection, article_id, self._record.identities()))

    def statements_of_article(self, article_id: str) -> tuple[StatementView, ...]:
        """The statements of an article in their order: the machine's and the judged ones."""
        with self._record.reading() as connection:
            return tuple(review_views.statement_views(connection, article_id, self._record.identities()))

    def of_sample(self, sample: int, reviewer: str | None = None) -> tuple[Judged | JudgedStatement, ...]:
        """The last word of a reviewer, or of each, on every claim of a sample, in the order in which they came."""
        with self._record.reading() as connection:
            return tuple(said_in_sample(connection, sample, reviewer, self._record.identities()))

    def disagreements(self, *, option: str | None = None, article: str | None = None) -> tuple[Judged, ...]:
        """The judged positions of which the machine now says another thing, or nothing any more."""
        found = select(judged).where(judged.c.disagrees.in_([one.value for one in Disagreement])).order_by(judged.c.id)
        found = found if option is None else found.where(judged.c.option == option)
        found = found if article is None else found.where(judged.c.article == article)
        with self._record.reading() as connection:
            known = self._record.identities()
            return tuple(judged_position(row, known) for row in connection.execute(found))

    # ------------------------------------------------------------ the queue

    def queue(
        self, wanted: QueueFilter = EVERYTHING, *, after: str | None = None, limit: int = 50
    ) -> tuple[QueueItem, ...]:
        """What waits for a reviewer, what matters most first; ``after`` is the cursor of the last item seen."""
        self.prepare()
        with self._record.reading() as connection:
            return tuple(find_queue(connection, wanted, self._record.identities(), after=after, limit=limit))

    def queue_size(self, wanted: QueueFilter = EVERYTHING) -> int:
        """How many claims wait for a reviewer."""
        self.prepare()
        with self._record.reading() as connection:
            return queue_size(connection, wanted)

    def prepare(self) -> None:
        """Bring the queue in step with the record. Asking does the same; after much was read it takes seconds."""
        with self._record.reading() as connection:
            if not revisions.is_waiting(connection):
                return
        with self._record.transaction() as connection:
            refresh(connection, self._record.identities())

    # ------------------------------------------------------------ writing

    def _say(self, saying: Saying) -> Judged | JudgedStatement:
        kind = kind_of(saying.claim)
        with self._record.transaction() as connection:
            turn = revisions.next_turn(connection) if saying.sample is None else 0
            known = self._record.identities()
            written = judging_rows.write_saying(connection, saying, known)
            stepping.forget_undone_before(connection, written)
            if saying.sample is None:
                bring_about(connection, (written,), turn, known)
            write_audit(
                connection, saying.reviewer, _verb(saying), kind.name, written.target_id, _told(saying, written)
            )
            if saying.sample is not None:
                return next(
                    one
                    for one in said_in_sample(connection, saying.sample, saying.reviewer, known)
                    if one.version == written.id
                )
            row = find_judged(connection, kind, written.target_id)
            assert row is not None
            return judged_position(row, known) if kind is POSITION else judged_statement(row, known)


def _verb(saying: Saying) -> str:
    if saying.settles is not None:
        return "settle"
    return {Verdict.RIGHT: "accept", Verdict.WRONG: "reject", Verdict.UNSURE: "doubt"}.get(
        saying.verdict, "add" if saying.of is None else "change"
    )


def _told(saying: Saying, written: Judgement) -> dict[str, object]:
    claim = saying.claim
    said: dict[str, object] = {"judgement": written.id, "verdict": saying.verdict.value, "article": claim.article}
    if isinstance(claim, Position):
        said |= {"option": claim.option, "actor": claim.actor, "stance": claim.stance.value}
    else:
        said |= {"actor": claim.actor, "kind": claim.kind.value}
    more = {"before": saying.expected, "sample": saying.sample, "settles": saying.settles, "note": saying.note}
    return {**said, **{name: value for name, value in more.items() if value}}
