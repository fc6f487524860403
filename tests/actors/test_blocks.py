"""Look-alikes are found without comparing everybody with everybody."""

import pytest

from onrecord.actors.blocks import Blocks, Filing


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Volodymyr Zelensky", "Wolodymyr Selenskyj", True),
        ("Emmanuel Macron", "Emmanuel Macon", True),
        ("Bill Clinton", "William Clinton", True),
        ("J. Smith", "John Smith", True),
        ("Orban Viktor", "Viktor Orbán", True),
        ("Kim Jong Un", "Jong Un Kim", True),
        ("John Smith", "Mary Smith", False),
        ("John Smith", "John Brown", False),
        ("Joanna Sir", "Joanna Lund", False),
    ],
)
def test_names_meet_in_both_directions(one: str, other: str, near: bool) -> None:
    for first, second in ((one, other), (other, one)):
        blocks = Blocks()
        blocks.add(first)
        assert (blocks.near(second) == {first}) is near
        blocks.discard(first)
        assert blocks.near(second) == set()


def test_one_id_under_a_key_or_several() -> None:
    filing = Filing()
    for node in ("a", "b", "b"):
        filing.add("key", node)
    assert set(filing.get("key")) == {"a", "b"}
    filing.discard("key", "a")
    assert list(filing.get("key")) == ["b"]
    filing.discard("key", "b")
    filing.discard("key", "b")
    assert not filing.get("key")
    assert not filing.filed
