"""Readings that were asked for from the page: one at a time in the background, in the order of asking."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from onrecord.errors import OnrecordError
from onrecord.web.place import Order, Outcome, ReadsArticles, Step, Stopped
from onrecord.web.refusals import Refusal

# Readings that are remembered, and that may wait: more than a day's work for the one, a slip of the hand for the other.
_REMEMBERED = 50
_WAITING = 20
# Articles of a stage that must be done before a rate is told: the first ones load the encoders.
_BEFORE_RATE = 3


class JobState(StrEnum):
    """Where a reading is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """One reading as it stands: ``rate`` in articles a second, ``remaining`` in seconds, both None where not known."""

    number: int
    title: str
    by: str
    asked: datetime
    state: JobState = JobState.WAITING
    stage: str = ""
    done: int = 0
    total: int | None = None
    now: str = ""
    rate: float | None = None
    remaining: float | None = None
    seconds: float = 0.0
    stopping: bool = False
    outcome: Outcome | None = None
    error: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state not in (JobState.WAITING, JobState.RUNNING)


class Jobs:
    """The queue of readings and the thread that works on it; everything it gives out is a value."""

    def __init__(self, read: ReadsArticles | None) -> None:
        """Start nothing yet."""
        self._read = read
        self._jobs: dict[int, Job] = {}
        self._orders: dict[int, tuple[Order, Callable[[], None]]] = {}
        self._change = threading.Condition()
        self._worker: threading.Thread | None = None
        self._closed = False
        self._begun = (0.0, 0, 0.0)  # of the stage under way: when, how much was done by then; when the job began

    def submit(self, order: Order, clean: Callable[[], None] = lambda: None) -> Job:
        """Put a reading into the queue; ``clean`` is called when it is over, whatever became of it."""
        with self._change:
            waiting = [job for job in self._jobs.values() if job.state is JobState.WAITING]
            if self._read is None or self._closed or len(waiting) >= _WAITING:
                clean()
                what = "Many readings are waiting already." if waiting else "This server does not read articles."
                raise Refusal(503, what, "Wait until they are done." if waiting else "Use `onrecord read` instead.")
            number = max(self._jobs, default=0) + 1
            job = self._jobs[number] = Job(number, order.title, order.by, datetime.now(UTC))
            self._orders[number] = order, clean
            for old in [n for n, one in self._jobs.items() if one.is_over][: max(0, len(self._jobs) - _REMEMBERED)]:
                del self._jobs[old]
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="onrecord-reading", daemon=True)
                self._worker.start()
            self._change.notify_all()
            return job

    def all(self) -> tuple[Job, ...]:
        """Every reading that is remembered, the latest first."""
        with self._change:
            return tuple(reversed(self._jobs.values()))

    def get(self, number: int) -> Job | None:
        """One reading."""
        with self._change:
            return self._jobs.get(number)

    def stop(self, number: int) -> Job | None:
        """Let a reading stop: at once where it waits, after the article under way where it runs."""
        clean = None
        with self._change:
            job = self._jobs.get(number)
            if job is not None and job.state is JobState.WAITING:
                _, clean = self._orders.pop(number)
                job = self._jobs[number] = replace(job, state=JobState.STOPPED)
            elif job is not None and job.state is JobState.RUNNING:
                job = self._jobs[number] = replace(job, stopping=True)
        if clean is not None:
            clean()
        return job

    def wait(self, number: int, seconds: float) -> Job | None:
        """A reading when it is over, or as it is after so long."""
        end = time.monotonic() + seconds
        with self._change:
            while (job := self._jobs.get(number)) is not None and not job.is_over and time.monotonic() < end:
                self._change.wait(max(0.0, end - time.monotonic()))
            return job

    def close(self, *, patience: float = 10.0) -> None:
        """Stop everything and take nothing more; what was read so far stays in the record."""
        with self._change:
            self._closed = True
            numbers = list(self._jobs)
            self._change.notify_all()
        for number in numbers:
            self.stop(number)
        if self._worker is not None:
            self._worker.join(patience)

    # ------------------------------------------------------------ the thread

    def _work(self) -> None:
        while (number := self._next()) is not None:
            order, clean = self._orders.pop(number)
            try:
                became = self._run(number, order)
            finally:
                clean()
            self._end(number, became)

    def _next(self) -> int | None:
        with self._change:
            while True:
                if self._closed:
                    return None
                waiting = [job.number for job in self._jobs.values() if job.state is JobState.WAITING]
                if waiting:
                    self._begun = time.monotonic(), 0, time.monotonic()
                    self._jobs[waiting[0]] = replace(self._jobs[waiting[0]], state=JobState.RUNNING)
                    return waiting[0]
                self._change.wait()

    def _run(self, number: int, order: Order) -> Outcome | JobState | str:
        """What became of a reading: its outcome, that it was stopped, or why it failed."""
        assert self._read is not None
        try:
            return self._read(order, lambda step: self._tell(number, step))
        except Stopped:
            return JobState.STOPPED
        except OnrecordError as error:
            return str(error)
        except Exception as error:  # whatever it is, the queue goes on and the page says what it was
            return f"{type(error).__name__}: {error}"

    def _end(self, number: int, became: Outcome | JobState | str) -> None:
        with self._change:
            job = replace(self._jobs[number], remaining=None, now="", stopping=False)
            job = replace(job, seconds=time.monotonic() - self._begun[2])
            if isinstance(became, Outcome):
                self._jobs[number] = replace(job, state=JobState.DONE, outcome=became)
            elif isinstance(became, JobState):
                self._jobs[number] = replace(job, state=became)
            else:
                self._jobs[number] = replace(job, state=JobState.FAILED, error=became)
            self._change.notify_all()

    def _tell(self, number: int, step: Step) -> None:
        with self._change:
            job, now = self._jobs[number], time.monotonic()
            if job.stopping or self._closed:
                raise Stopped
            if job.stage != step.stage:
                self._begun = now, step.done, self._begun[2]
            since, first, began = self._begun
            done, took = step.done - first, now - since
            rate = done / took if done >= _BEFORE_RATE and took > 0 else None
            left = None if rate is None or step.total is None else max(0.0, (step.total - step.done) / rate)
            job = replace(job, stage=step.stage, done=step.done, total=step.total, now=step.now)
            self._jobs[number] = replace(job, rate=rate, remaining=left, seconds=now - began)
            self._change.notify_all()
