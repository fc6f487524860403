import pytest

from onrecord.networks.offices import speaks_for_state


@pytest.mark.parametrize(
    "role",
    [
        *(
            "prime minister",
            "Foreign Minister",
            "vice-president",
            "head of government",
            "secretary of state",
            "chancellor",
        ),
        *("government spokeswoman", "adviser to the president", "defence ministry official", "diplomats", "ambassador"),
    ],
)
def test_offices(role: str) -> None:
    assert speaks_for_state(role)


@pytest.mark.parametrize(
    "role",
    [
        *("opposition leader", "shadow chancellor", "former president", "ex-minister", "presidential candidate"),
        *("regional premier", "party leader", "farmer", "lawmaker", "professor", "union official", "mayor", ""),
    ],
)
def test_who_speaks_for_somebody_else(role: str) -> None:
    assert not speaks_for_state(role)
