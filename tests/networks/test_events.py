from datetime import date

from onrecord.networks.asking import Choice, Duplicates, Known, NetworkOptions, Qualifier, Weight
from onrecord.networks.events import events
from onrecord.types import Stance
from tests.networks.hand import ACTORS
from tests.networks.rows import columns, row

COLUMNS = columns(
    row("varga", "bridge", Stance.OPPOSES, id="undated", article="a1"),
    row("varga", "bridge", Stance.OPEN, "2031-02-01/2031-02-03", id="late", article="a2", score=0.7),
    row("norland", "bridge", Stance.UNDECIDED, "2031-01-01", id="early", article="a2"),
    row("norland", "bridge", Stance.UNDECIDED, "2031-01-01", id="again", article="a2"),
    a2="The Gazette",
)
ALL = NetworkOptions(qualifier=Qualifier.INTEGER)


def test_in_the_order_of_days_with_all_that_a_model_needs() -> None:
    found = list(events(COLUMNS, ALL, Known(ACTORS, {"bridge": "Building the bridge"})))
    assert [event.id for event in found] == ["again", "early", "late", "undated"]
    assert found[2]._asdict() == {
        "id": "late",
        "first": date(2031, 2, 1),
        "last": date(2031, 2, 3),
        "actor": "varga",
        "actor_name": "Ilse Varga",
        "option": "bridge",
        "option_label": "Building the bridge",
        "stance": 0.5,
        "level": "open",
        "scope": "general",
        "voice": "own",
        "article": "a2",
        "outlet": "The Gazette",
        "score": 0.7,
    }
    assert found[3].first is None
    assert found[3].outlet is None


def test_they_are_those_that_a_network_counts() -> None:
    assert [event.id for event in events(COLUMNS)] == ["late", "undated"]  # nobody undecided has a side
    once = NetworkOptions(qualifier=Qualifier.INTEGER, weight=Weight.SUBTRACT, duplicates=Duplicates.DOCUMENT)
    assert [event.id for event in events(COLUMNS, once)] == ["again", "late", "undated"]
    dated = NetworkOptions(qualifier=Qualifier.INTEGER, choice=Choice(since=date(2031, 1, 15)))
    assert [event.id for event in events(COLUMNS, dated)] == ["late"]
