"""How a stage is mapped over tasks: in processes beside this one, in order, whatever happens to one of them.

Processes are spawned, never forked: a fork copies the locks of the threads in which onnxruntime waits.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Lock
from types import TracebackType
from typing import Any, Generic, TypeVar

from onrecord.errors import OnrecordError

Task = TypeVar("Task")
Result = TypeVar("Result")
Carried = TypeVar("Carried")

# Tasks that are under way or done for each process before the first of them is fetched: with one, a process would idle
# while its result is being written, with two, while another one is at a task that takes thrice as long as most; with
# more, results of long articles fill the memory.
AHEAD = 4
# Seconds for a process to end that was told to; the system needs milliseconds, a machine that swaps a second or two.
_PATIENCE = 5


@dataclass(frozen=True, slots=True)
class Lost:
    """A task whose process ended under it, for want of memory as a rule; the next one gets a new process."""

    code: int | None

    @property
    def reason(self) -> str:
        """What to tell of it."""
        return f"the process that worked on it ended (exit code {self.code}); give it more memory, or use --jobs 1"


class Workers(Generic[Task, Result]):
    """Processes that do one kind of work; each begins when it is first needed, and all end with the block.

    ``begin`` is called once in each process and gives the work; it, the tasks and the results must be picklable.
    Used from a script of one's own, that script needs ``if __name__ == "__main__":``, as all that starts processes.
    """

    def __init__(self, begin: Callable[[], Callable[[Task], Result]], jobs: int) -> None:
        """Prepare so many places; no process begins yet."""
        self._begin = begin
        self._jobs = jobs
        self._free: SimpleQueue[_Process | None] = SimpleQueue()  # None: a place whose process has not begun
        for _ in range(jobs):
            self._free.put(None)
        self._begun: set[_Process] = set()
        self._lock = Lock()
        self._closed = False
        # one thread for each process: it waits for the answer, or for the end of the process
        self._threads = ThreadPoolExecutor(jobs, initializer=_deaf)

    def __enter__(self) -> Workers[Task, Result]:
        """Itself; processes begin when they are needed."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all processes."""
        self.close()

    def map(self, tasks: Iterable[Task]) -> Iterator[Result | Lost]:
        """The result of each task, in their order; what the work raises is raised here as an OnrecordError."""
        for _, result in self.carried((None, task) for task in tasks):
            assert result is not None
            yield result

    def carried(self, tasks: Iterable[tuple[Carried, Task | None]]) -> Iterator[tuple[Carried, Result | Lost | None]]:
        """The same for tasks with something beside that stays in this process and comes back with the result.

        Where there is no task it only keeps its place in the order. Tasks that are made of results of others keep the
        processes busy too, as long as those were asked for first.
        """
        coming = iter(tasks)
        under_way: deque[tuple[Carried, Future[Result | Lost] | None]] = deque()
        try:
            for beside, task in islice(coming, AHEAD * self._jobs):
                under_way.append((beside, self._begin_on(task)))
            while under_way:
                beside, future = under_way.popleft()
                result = None if future is None else future.result()
                for following, task in islice(coming, 1):
                    under_way.append((following, self._begin_on(task)))
                yield beside, result
        finally:  # also where nobody asks for the rest
            for _, future in under_way:
                if future is not None:
                    future.cancel()

    def _begin_on(self, task: Task | None) -> Future[Result | Lost] | None:
        return None if task is None else self._threads.submit(self._done, task)

    def close(self) -> None:
        """End all processes, whatever they are at."""
        with self._lock:
            self._closed = True
            begun = list(self._begun)
        for process in begun:
            process.end()
        self._threads.shutdown(cancel_futures=True)

    def _done(self, task: Task) -> Result | Lost:
        process = self._free.get()
        try:
            if process is None:
                process = self._start()
            result: Result | Lost = process.do(task)
            if isinstance(result, Lost):
                self._forget(process)
                process = None
            return result
        finally:
            self._free.put(process)

    def _start(self) -> _Process:
        process = _Process(self._begin)
        with self._lock:
            self._begun.add(process)
            if self._closed:
                process.end()
        try:
            process.hear_begin()
        except BaseException:
            self._forget(process)
            raise
        return process

    def _forget(self, process: _Process) -> None:
        process.end()
        with self._lock:
            self._begun.discard(process)


class _Process:
    """One process and the line to it."""

    def __init__(self, begin: Callable[[], Callable[[Any], Any]]) -> None:
        spawning = multiprocessing.get_context("spawn")
        self._ending = Lock()  # two threads may ask for the end
        self._line, theirs = spawning.Pipe()
        self._process = spawning.Process(target=_work, args=(begin, theirs), daemon=True)
        self._process.start()
        theirs.close()  # else its end would not be heard

    def hear_begin(self) -> None:
        """Wait until it is ready; OnrecordError where it never is."""
        begun = self._answer()
        if isinstance(begun, Lost):
            raise OnrecordError(
                f"A process for reading ended before it began (exit code {begun.code}); run it with --jobs 1. "
                'A script that starts processes must stand under `if __name__ == "__main__":`.'
            )

    def do(self, task: Any) -> Any:
        """What the work makes of a task; ``Lost`` where the process ends under it."""
        try:
            self._line.send(task)
        except OSError:  # it ended between two tasks
            return self._lost()
        return self._answer()

    def _answer(self) -> Any:
        try:
            is_good, answer = self._line.recv()
        except (EOFError, OSError):
            return self._lost()
        if not is_good:
            raise answer
        return answer

    def _lost(self) -> Lost:
        with self._ending:
            self._process.join(_PATIENCE)  # the line is cut a moment before the exit code is there
            return Lost(self._process.exitcode)

    def end(self) -> None:
        """End it at once."""
        with self._ending:
            self._process.terminate()
            self._process.join(_PATIENCE)
            if self._process.is_alive():
                self._process.kill()


def _work(begin: Callable[[], Callable[[Any], Any]], line: Connection) -> None:
    """What a process does: one task after another, until the line is cut."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who began it ends it
    try:
        is_good, do = _tried(begin)
        line.send((is_good, None if is_good else do))
        while is_good:
            line.send(_tried(do, line.recv()))
    except (EOFError, OSError):
        return


def _tried(do: Callable[..., Any], *task: Any) -> tuple[bool, Any]:
    """Whether it went well, and what came of it or what it has raised."""
    try:
        return True, do(*task)
    except OnrecordError as error:
        return False, error
    except Exception as error:
        return False, OnrecordError(f"{type(error).__name__}: {error}")


def _deaf() -> None:
    """Ctrl-C is for the thread that waits: a process that is only starting would answer it with a trace."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
