import pytest

from onrecord.positions.courses import courses, gerund
from tests.positions.articles import material

# Parts of speech that the hand-made reading would not guess.
_POS = {
    "the": "DET", "a": "DET", "each": "DET", "to": "PART", "be": "AUX", "should": "AUX", "must": "AUX", "will": "AUX",
    "wants": "VERB",
    "plans": "VERB", "close": "VERB", "abolished": "VERB", "end": "VERB", "called": "VERB",
    "for": "ADP", "on": "ADP", "at": "ADP", "against": "ADP", "urged": "VERB", "let": "VERB", "choose": "VERB",
    "its": "PRON", "own": "ADJ", "old": "ADJ", "think": "VERB", "postponed": "VERB", "proposed": "VERB",
    "that": "SCONJ",
    "our": "PRON", "sell": "VERB", "vote": "VERB", "new": "ADJ", "rejects": "VERB",
}  # fmt: skip


def found(text: str) -> list[str]:
    return [course.label for course in courses(material(text, [], [], [], **_POS))]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Lund plans to close the old port.", ["Closing the old port"]),
        ("Lund urged towns to sell our ferry.", ["Selling the ferry"]),
        ("The levy should be abolished.", ["Abolishing the levy"]),
        ("The levy must end.", ["Ending the levy"]),
        ("Lund called for a referendum on the ferry.", ["Referendum on the ferry"]),
        ("Lund rejects a levy at ports.", ["Levy at ports"]),
        ("Lund proposed that the referendum be postponed.", ["Postponing the referendum"]),
        ("The town will vote against the new toll.", ["New toll"]),
        ("Lund wants to let each town choose its own ferry.", ["Letting each town choose the own ferry"]),
        ("Lund will think.", []),
        ("The old ferry.", []),
    ],
)
def test_what_is_wanted_or_refused_becomes_a_label(text: str, labels: list[str]) -> None:
    assert found(text) == labels


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("send", "sending"), ("ban", "banning"), ("banned", "banning"), ("close", "closing"), ("free", "freeing"),
        ("tie", "tying"), ("applied", "applying"), ("permit", "permitting"), ("open", "opening"), ("allow", "allowing"),
        ("built", "building"), ("panic", "panicking"), ("leading", "leading"), ("lift", "lifting"),
    ],
)  # fmt: skip
def test_verbs_take_their_form_in_ing(verb: str, form: str) -> None:
    assert gerund(verb) == form
