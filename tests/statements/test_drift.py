"""How the words of a saying differ between reports."""

from onrecord.statements.drift import Change, Weight, drift


def told(first: str, other: str) -> list[tuple[str, str, str]]:
    found = drift(first, other).pieces
    return [(piece.weight.value, piece.before, piece.after) for piece in found if piece.change is not Change.SAME]


def test_person_tense_and_form_are_no_drift() -> None:
    found = drift("We won't cancel the 2 ferries", "she would not cancel the two ferries.")
    assert found.far == 0.0
    assert all(piece.weight is Weight.FORM for piece in found.pieces)


def test_figures_and_negations_are_grave_and_negations_come_first() -> None:
    found = drift("We sank 14 ships and will not return", "We sank 40 ships and will return")
    assert [piece.weight for piece in found.grave] == [Weight.NEGATION, Weight.FIGURE]
    assert not found.part


def test_a_part_is_told_from_other_words() -> None:
    shorter = drift("The levy is fair, and it stays", "The levy is fair")
    assert shorter.part
    assert 0 < shorter.far < 1
    assert not drift("The levy is fair", "The toll is fair").part
    assert told("The levy is fair", "The toll is fair") == [("wording", "levy", "toll")]


def test_what_is_added_is_named() -> None:
    assert told("The levy is fair", "The new levy is fair") == [("wording", "", "new")]
