from datetime import date
from itertools import product

import pytest

from onrecord.errors import OnrecordError
from onrecord.networks.asking import (
    Choice,
    Kernel,
    Mode,
    NetworkOptions,
    Normalise,
    Qualifier,
    Unit,
    Weight,
    Windows,
    check,
)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (NetworkOptions(weight=Weight.CONGRUENCE), "no congruence edges.*Choose ignore, combine or subtract"),
        (NetworkOptions(normalise=Normalise.JACCARD), "jaccard does not normalise a two-mode network"),
        (NetworkOptions(mode=Mode.ACTORS, normalise=Normalise.ACTIVITY), "Choose no, average, jaccard or cosine"),
        (NetworkOptions(qualifier=Qualifier.NONE, weight=Weight.SUBTRACT), "Without a stance there is no subtract"),
        (
            NetworkOptions(choice=Choice(since=date(2031, 2, 1), until=date(2031, 1, 1))),
            "ends on 2031-01-01 before it begins on 2031-02-01",
        ),
        (NetworkOptions(windows=Windows(unit=Unit.DAYS, size=0)), "size and a step of at least 1"),
        (NetworkOptions(windows=Windows(unit=Unit.DAYS, step=-1)), "size and a step of at least 1"),
        (NetworkOptions(windows=Windows(unit=Unit.EVENTS, kernel=Kernel.GAUSSIAN)), "events have no middle day"),
        (NetworkOptions(windows=Windows(unit=Unit.EVENTS, centred=True)), "events have no middle day"),
    ],
)
def test_what_does_not_go_together_is_said_with_the_way_out(asked: NetworkOptions, message: str) -> None:
    with pytest.raises(OnrecordError, match=message):
        check(asked)


def test_the_rest_goes_together() -> None:
    for weight, normalise in product(Weight, ("no", "average", "jaccard", "cosine")):
        check(NetworkOptions(mode=Mode.OPTIONS, weight=weight, normalise=Normalise(normalise)))
    check(NetworkOptions(windows=Windows(unit=Unit.WEEKS, size=4, kernel=Kernel.TRIANGULAR)))
