from collections.abc import Sequence

import numpy as np

from onrecord.positions.options import profiles
from onrecord.positions.relevance import Relevance, anaphors
from onrecord.types import Codebook, Option
from tests.positions.rows import row

BOOK = Codebook(
    (
        Option("ban", "Smoke", "A ban on smoking in bars", "Nobody may smoke in bars."),
        Option("lift", "Smoke", "Lifting the ban on cigars", keywords=("cigar clubs",)),
    ),
    "1",
)


def fake_vectors(texts: Sequence[str], /) -> Sequence[Sequence[float]]:
    """Words that begin alike are alike."""
    rows = np.zeros((len(texts), 26), dtype=np.float32)
    for number, text in enumerate(texts):
        rows[number, (ord(text.lower()[0]) - 97) % 26] = 1.0
    return rows.tolist()


def test_signs_say_whether_an_option_makes_or_ends() -> None:
    ban, lift = profiles(BOOK)
    assert (ban.sign, lift.sign, lift.object_sign) == (-1, 1, -1)


def test_terms_match_by_stem_and_keywords_whole() -> None:
    relevance = Relevance(profiles(BOOK), None)
    assert relevance.match(row("he smokes in a bar"), 0).cover > 0.5
    assert relevance.match(row("the cigar clubs must stay"), 1).keyword
    assert not relevance.match(row("the club of cigar lovers"), 1).keyword
    assert relevance.match(row("the weather is fine"), 0).places == ()


def test_stance_words_are_not_counted_as_terms() -> None:
    relevance = Relevance(profiles(BOOK), None)
    tokens = row("smoking in bars")
    assert relevance.match(tokens, 0, frozenset({0})).places == (2,)


def test_synonyms_count_where_vectors_are_near() -> None:
    relevance = Relevance(profiles(BOOK), fake_vectors)
    relevance.learn_words({"barrooms"})
    assert relevance.match(row("in all barrooms"), 0).places == (2,)


def test_pointing_words_are_definite_and_stand_alone() -> None:
    assert anaphors(row("he is against it .", it="PRON")) == ([3], False)
    assert anaphors(row("it is time to go", it="PRON"))[0] == []
    assert anaphors(row("he rejects the idea", idea="NOUN"))[0] == [3]
    assert anaphors(row("he had an idea", idea="NOUN"))[0] == []
    assert anaphors(row("this war must end", this="DET", war="NOUN"))[0] == []
    assert anaphors(row("we exclude nothing"))[1]


def test_words_that_mean_the_same_as_anothers_tell_nothing() -> None:
    book = Codebook((Option("a", "X", "Sending soldiers"), Option("b", "X", "Sending sappers to mine fields")), "1")
    relevance = Relevance(profiles(book), fake_vectors)  # alike in their first letter
    assert "soldier" in relevance.shared[0]
    assert "mine" not in relevance.shared[1]
    assert Relevance(profiles(book), None).shared == [frozenset(), frozenset()]
