"""What a saying is compared by."""

from onrecord.statements.wordings import wording


def test_person_tense_and_short_forms_go_with_whose_text_it_is() -> None:
    assert wording("We won't send our ships").words == wording("he would not send his ships").words


def test_spelling_case_and_marks_are_one() -> None:
    one, other = wording("The honorable defense, canceled."), wording("the honourable DEFENCE — cancelled")
    assert one.matter.keys() == other.matter.keys()


def test_money_percentages_and_initials_are_one() -> None:
    assert wording("$1 billion").matter.keys() == wording("one billion dollars").matter.keys()
    assert wording("3%").words == wording("three per cent").words
    assert wording("the U.S. navy").words == wording("the US navy").words
    assert "usa" not in wording("tell us more").matter


def test_what_stands_in_brackets_stands_aside() -> None:
    told = wording("They [the islanders] know it")
    assert told.words == ("they", "know", "it")
    assert "island" in {stem[:6] for stem in told.aside}


def test_figures_names_and_negations_are_counted() -> None:
    told = wording("Nobody in Norland counted 14 ships, and Lund did not either")
    assert told.figures == {"14"}
    assert told.names == {"norland", "lund"}
    assert told.negations == 2
    assert len(told.clauses) == 2
