"""Processes that map a stage: order, what is raised, and what happens when one of them ends."""

import os
import time
from collections.abc import Callable

import pytest

from onrecord.errors import OnrecordError, WeightsError
from onrecord.parallel import Lost, Workers

# A machine that does much else may need long to start a process; a hang is what takes longer than this.
PATIENCE = 120


def doubling() -> Callable[[int], int]:
    def work(number: int) -> int:
        if number == 13:
            os._exit(7)
        if number == 14:
            raise ValueError("no such number")
        time.sleep(0.02 if number % 2 else 0)
        return 2 * number

    return work


def never_ready() -> Callable[[int], int]:
    raise WeightsError("no weights")


def gone_at_once() -> Callable[[int], int]:
    os._exit(3)


def sleeping() -> Callable[[int], int]:
    def work(number: int) -> int:
        time.sleep(10 * PATIENCE)
        return number

    return work


def test_results_come_in_the_order_of_the_tasks_and_a_lost_one_costs_only_itself() -> None:
    with Workers(doubling, 2) as workers:
        assert list(workers.map(range(10))) == [2 * n for n in range(10)]
        assert list(workers.map([1, 13, 2, 3])) == [2, Lost(7), 4, 6]
        with pytest.raises(OnrecordError, match="no such number"):
            list(workers.map([1, 14, 2]))
        assert list(workers.map([5])) == [10]
    assert "exit code 7" in Lost(7).reason


def test_what_goes_wrong_at_the_start_is_raised() -> None:
    with Workers(never_ready, 1) as workers, pytest.raises(WeightsError, match="no weights"):
        list(workers.map([1]))
    with Workers(gone_at_once, 1) as workers, pytest.raises(OnrecordError, match="exit code 3"):
        list(workers.map([1]))


def interrupted(workers: Workers[int, int]) -> None:
    with workers:
        for task in range(2):  # what the threads do for map, which would wait here
            workers._threads.submit(workers._done, task)
        while len(workers._begun) < 2:
            time.sleep(0.01)
        raise KeyboardInterrupt


def test_ctrl_c_ends_all_at_once() -> None:
    began, workers = time.monotonic(), Workers(sleeping, 2)
    with pytest.raises(KeyboardInterrupt):
        interrupted(workers)
    assert time.monotonic() - began < PATIENCE
    assert not [one for one in workers._begun if one._process.is_alive()]
