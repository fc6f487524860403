from datetime import date

import numpy as np
import pytest

from onrecord.errors import OnrecordError
from onrecord.networks.asking import Kernel, Unit, Windows
from onrecord.networks.windows import shares, spans


def of(days: list[str], asked: Windows, since: str | None = None, until: str | None = None) -> list[str]:
    numbers = np.array(sorted(date.fromisoformat(day).toordinal() for day in days), dtype=np.int32)
    ends = [date.fromisoformat(day) if day else None for day in (since, until)]
    return [f"{date.fromordinal(span.first)}/{date.fromordinal(span.last)}" for span in spans(numbers, asked, *ends)]


@pytest.mark.parametrize(
    ("asked", "made"),
    [
        (Windows(unit=Unit.YEARS), ["2031-01-01/2031-12-31", "2032-01-01/2032-12-31"]),
        (Windows(unit=Unit.YEARS, size=2), ["2031-01-01/2032-12-31"]),
        (Windows(unit=Unit.YEARS, size=5), ["2031-01-01/2035-12-31"]),
        (Windows(unit=Unit.QUARTERS, size=2), ["2031-10-01/2032-03-31"]),
        (Windows(unit=Unit.MONTHS), ["2031-12-01/2031-12-31", "2032-01-01/2032-01-31", "2032-02-01/2032-02-29"]),
        (Windows(unit=Unit.MONTHS, size=2), ["2031-12-01/2032-01-31", "2032-01-01/2032-02-29"]),
        (Windows(unit=Unit.MONTHS, size=2, step=2), ["2031-12-01/2032-01-31", "2032-02-01/2032-03-31"]),
        (Windows(unit=Unit.MONTHS, step=5), ["2031-12-01/2031-12-31"]),
        (Windows(unit=Unit.WEEKS, size=8), ["2031-12-08/2032-02-01", "2031-12-15/2032-02-08"]),
    ],
)
def test_on_the_calendar(asked: Windows, made: list[str]) -> None:
    assert of(["2031-12-14", "2032-02-05"], asked) == made


def test_days_slide_one_by_one() -> None:
    asked = Windows(unit=Unit.DAYS, size=2)
    assert of(["2032-02-28", "2032-03-01"], asked) == ["2032-02-28/2032-02-29", "2032-02-29/2032-03-01"]


def test_the_period_that_is_asked_for_is_covered() -> None:
    asked = Windows(unit=Unit.MONTHS)
    assert len(of(["2031-03-05"], asked, "2031-01-10", "2031-06-01")) == 6


def test_around_a_moving_day_only_whole_windows() -> None:
    asked = Windows(unit=Unit.DAYS, size=3, centred=True)
    made = of(["2031-01-01", "2031-01-05"], asked)
    assert made == ["2031-01-01/2031-01-03", "2031-01-02/2031-01-04", "2031-01-03/2031-01-05"]


def test_a_moving_day_comes_back_to_the_end_of_the_month() -> None:
    asked = Windows(unit=Unit.MONTHS, size=2, kernel=Kernel.UNIFORM)
    numbers = np.array([date(2031, 1, 31).toordinal(), date(2031, 4, 30).toordinal()], dtype=np.int32)
    middles = [date.fromordinal(span.middle).isoformat() for span in spans(numbers, asked, None, None) if span.middle]
    assert middles == ["2031-01-31", "2031-02-28", "2031-03-31", "2031-04-30"]


def test_windows_of_events_take_all_of_a_day() -> None:
    days = ["2031-01-01", "2031-01-02", "2031-01-02", "2031-01-03", "2031-01-09"]
    assert of(days, Windows(unit=Unit.EVENTS, size=2)) == [
        "2031-01-01/2031-01-02",
        "2031-01-02/2031-01-02",
        "2031-01-02/2031-01-03",
        "2031-01-03/2031-01-09",
    ]
    assert of(days, Windows(unit=Unit.EVENTS, size=9)) == ["2031-01-01/2031-01-09"]
    assert of(days, Windows(unit=Unit.EVENTS, size=2, step=4)) == ["2031-01-01/2031-01-02", "2031-01-09/2031-01-09"]


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("kernel", [None, Kernel.GAUSSIAN, Kernel.TRIANGULAR])
def test_the_ends_of_the_calendar(unit: Unit, kernel: Kernel | None) -> None:
    if unit is Unit.EVENTS and kernel:
        return
    asked = Windows(unit=unit, size=3, kernel=kernel)
    for day in ("9999-12-31", "0001-01-01"):
        for span in of([day], asked):
            first, _, last = span.partition("/")
            assert first <= day <= last


def test_a_stray_date_does_not_make_millions_of_windows() -> None:
    with pytest.raises(OnrecordError, match="3,652,059 windows"):
        of(["0001-01-01", "9999-12-31"], Windows(unit=Unit.DAYS))
    assert len(of(["0001-01-01", "9999-12-31"], Windows(unit=Unit.YEARS))) == 9999


def test_nothing_dated_has_no_windows() -> None:
    assert of([], Windows(unit=Unit.YEARS), "2031-01-01", "2031-12-31") == []


def test_kernels_are_those_of_the_textbook() -> None:
    middle = date(2031, 1, 11).toordinal()
    numbers = np.array([middle - 10, middle + 10], dtype=np.int32)
    asked = Windows(unit=Unit.DAYS, size=10, step=10, kernel=Kernel.UNIFORM)
    span = next(one for one in spans(numbers, asked, None, None) if one.middle == middle)
    assert (span.first, span.last) == (middle - 5, middle + 5)
    days = np.array([middle + off for off in (-6, -5, -3, 0, 3, 5, 6)], dtype=np.int32)
    expected = {
        Kernel.UNIFORM: [0, 0.5, 0.5, 0.5, 0.5, 0.5, 0],
        Kernel.TRIANGULAR: [0, 0, 0.4, 1, 0.4, 0, 0],
        Kernel.EPANECHNIKOV: [0, 0, 0.48, 0.75, 0.48, 0, 0],
        Kernel.GAUSSIAN: [0.194186, 0.241971, 0.333225, 0.398942, 0.333225, 0.241971, 0.194186],
    }
    for kernel, values in expected.items():
        assert shares(days, span, kernel).tolist() == pytest.approx(values, abs=1e-6)
