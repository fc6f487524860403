"""How fast a run goes and how long it will take, by a clock of one's own."""

from __future__ import annotations

from onrecord.cli.pace import Pace
from onrecord.pipeline import Progress


class Clock:
    """Goes when it is told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def noted(steps: list[tuple[float, int, float | None]], *, total: int | None = None) -> Pace:
    clock = Clock()
    pace = Pace(clock)
    for seconds, done, share in steps:
        clock.now += seconds
        pace.note(Progress("reading", done, total, "a.txt", share=share))
    return pace


def test_speed_is_that_of_the_last_minute() -> None:
    pace = noted(
        [(1, 0, None), *[(10, 10 * n, None) for n in range(1, 13)], *[(10, 120 + 30 * n, None) for n in range(1, 8)]]
    )
    assert pace.rate == 3.0
    assert (pace.left, str(pace)) == (None, "3.0 a second")


def test_what_is_left_follows_from_the_share() -> None:
    pace = noted([(1, 0, 0.0), *[(10, 10 * n, 0.01 * n) for n in range(1, 13)]])
    assert pace.left is not None
    assert round(pace.left) == 880
    assert str(pace) == "1.0 a second, about 15 min left"


def test_of_a_known_number_the_share_is_what_is_done() -> None:
    assert str(noted([(10, 100, None), (10, 200, None), (10, 300, None)], total=1_000_000)).endswith(
        "about 27.8 h left"
    )


def test_at_the_beginning_nothing_is_said() -> None:
    assert str(noted([(1, 0, 0.0), (2, 5, 0.1)])) == ""
