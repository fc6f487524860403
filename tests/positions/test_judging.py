"""Two coders on one article: who is asked about what, and what becomes of the answers."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence

import pytest

from onrecord.positions import Coder
from onrecord.positions.judging import BACK, BEFORE, LIKE, OPTIONS
from onrecord.positions.merging import NAMES, Weights
from onrecord.types import (
    STANCE_COLUMNS,
    Actor,
    Codebook,
    Coding,
    Mention,
    Option,
    Stance,
    StanceQuestion,
    Statement,
    Voice,
)
from tests.positions.articles import material, mention, statement
from tests.positions.test_coder import BOOK, MAYOR, RIVAL, TOWN

# The encoder's word alone counts: the logarithm of its probability for each column, nothing else.
ROWS = [[float(name == f"log_{column or 'irrelevant'}") for name in NAMES] for column in STANCE_COLUMNS]
TRUSTING = Weights(tuple(map(tuple, ROWS)), 0.6, 0.6, 0.3)
SILENT = (0.0, 0.0, 0.0, 0.0, 0.0, 1.0)


class Told:
    """A scorer that says what it was told of options, and remembers what it was asked."""

    def __init__(self, **stances: tuple[float, ...]) -> None:
        self.stances = stances
        self.asked: list[StanceQuestion] = []

    def __call__(self, questions: Sequence[StanceQuestion], /) -> list[list[tuple[float, ...]]]:
        self.asked += questions
        return [[self._of(option) for option in question.options] for question in questions]

    def _of(self, option: str) -> tuple[float, ...]:
        return next((scores for word, scores in self.stances.items() if word in option.lower()), SILENT)


def alike(texts: Sequence[str], /) -> list[list[float]]:
    """Every sentence is near every option, and no word near another."""
    rows = []
    for text in texts:
        place = 0 if len(text.split()) > 2 else 1 + zlib.crc32(text.encode()) % 383
        rows.append([float(n == place) for n in range(384)])
    return rows


def coded(
    text: str, statements: list[Statement], mentions: list[Mention], scorer: Told, second: Told | None = None
) -> Coding:
    actors: list[Actor] = [TOWN, MAYOR, RIVAL]
    coder = Coder(BOOK, alike, scorer=scorer, second=second, weights=TRUSTING)
    return coder.code(material(text, statements, mentions, actors))


TEXT = "The toll was discussed. Mayor said she would rather swim across."
SAYS = statement(TEXT, "Mayor", "said", "she would rather swim across", actor=MAYOR.id)
NAMED = mention(TEXT, "Mayor", MAYOR.id)


def test_the_encoder_finds_what_no_word_of_the_calculus_says() -> None:
    scorer = Told(bridge=(0.0, 0.0, 0.0, 0.1, 0.9, 0.0))
    coding = coded(TEXT, [SAYS], [NAMED], scorer)
    found = {(p.option, p.stance) for p in coding.positions}
    assert ("bridge", Stance.OPPOSES) in found
    position = next(p for p in coding.positions if p.option == "bridge")
    assert (position.actor, position.voice, position.provenance.method) == (MAYOR.id, Voice.OWN, "encoder")
    assert "she would rather swim across" in position.text
    assert position.evidence.of(TEXT) == position.text


def test_the_question_shows_the_sentence_before_and_marks_the_holder() -> None:
    scorer = Told()
    coded(TEXT, [SAYS], [NAMED], scorer)
    (question,) = scorer.asked
    assert question.text == TEXT
    assert question.holder is not None
    assert question.holder.of(question.text) == "Mayor"
    assert any(option.startswith("Building a bridge. ") for option in question.options)


def test_what_is_not_sure_enough_is_a_suggestion() -> None:
    coding = coded(TEXT, [SAYS], [NAMED], Told(bridge=(0.0, 0.0, 0.0, 0.2, 0.35, 0.45)))
    assert not coding.positions
    assert {p.stance.side for p in coding.suggestions} == {-1}


def test_a_second_scorer_is_asked_where_the_first_is_unsure_and_only_there() -> None:
    second = Told(bridge=(0.0, 0.0, 0.0, 0.0, 1.0, 0.0))
    coding = coded(TEXT, [SAYS], [NAMED], Told(bridge=(0.0, 0.0, 0.0, 0.2, 0.35, 0.45)), second)
    assert {(p.option, p.stance) for p in coding.positions} >= {("bridge", Stance.OPPOSES)}
    sure = Told(bridge=(0.0, 0.0, 0.0, 0.0, 1.0, 0.0))
    unneeded = Told()
    coded(TEXT, [SAYS], [NAMED], sure, unneeded)
    assert not unneeded.asked


def test_where_a_scorer_has_no_answer_nothing_is_invented() -> None:
    nothing = (math.nan,) * 6
    coding = coded(TEXT, [SAYS], [NAMED], Told(bridge=nothing, levy=nothing))
    assert not coding.positions
    assert not coding.suggestions


def test_both_coders_are_named_where_they_agree_and_the_words_of_the_calculus_are_the_receipt() -> None:
    text = "Mayor said the bridge is out of the question."
    says = statement(text, "Mayor", "said", "the bridge is out of the question", actor=MAYOR.id)
    coding = coded(text, [says], [mention(text, "Mayor", MAYOR.id)], Told(bridge=(0.0, 0.0, 0.0, 0.0, 1.0, 0.0)))
    position = next(p for p in coding.positions if p.option == "bridge")
    assert position.provenance.method == "calculus and encoder"


@pytest.mark.parametrize("words", ["Would Rival swim across?", "In Rival the water is warm."])
def test_nobody_is_asked_about_in_a_question_or_as_a_place(words: str) -> None:
    scorer = Told()
    coded(words, [], [mention(words, "Rival", RIVAL.id)], scorer)
    assert not scorer.asked


def test_a_speaker_named_elsewhere_stands_before_the_window() -> None:
    text = "Mayor spoke for an hour.\nBoats wait. Geese swim. The river is deep. We shall swim."
    says = statement(text, "Mayor", "spoke", "We shall swim", actor=MAYOR.id)
    scorer = Told()
    coded(text, [says], [mention(text, "Mayor", MAYOR.id)], scorer)
    question = next(q for q in scorer.asked if q.text.startswith("Mayor: "))
    assert question.text == "Mayor: Boats wait. Geese swim. The river is deep. We shall swim."
    assert question.holder is not None
    assert question.holder.of(question.text) == "Mayor"


def likeness(text: str, near: dict[str, float]) -> list[float]:
    """How near what the mayor said is to an option, where each sentence by itself is as near as told; empty where the
    option is not asked about.
    """

    def embed(texts: Sequence[str], /) -> list[list[float]]:
        rows = []
        for one in texts:
            mine = next((value for words, value in near.items() if words in one), 0.0)
            row = [mine, math.sqrt(1 - mine**2), *[0.0] * 382]
            rows.append([1.0, *[0.0] * 383] if one.startswith("Mending") else row)
        return rows

    book = Codebook((Option("roof", "Roofs", "Mending the roof"),), "1")
    coder = Coder(book, embed, scorer=Told(), weights=TRUSTING)
    words = text.partition("Mayor said ")[2].partition(".")[0]
    said = statement(text, "Mayor", "said", words, actor=MAYOR.id)
    judged = coder.judged(material(text, [said], [mention(text, "Mayor", MAYOR.id)], [MAYOR]))
    return [round(one.evidence.likeness, 4) for one in judged]


GEESE = "Geese swim. "


@pytest.mark.parametrize(
    ("text", "near", "wanted"),
    [
        ("Mayor said it rains in.", {"rains": 0.5}, 0.5),
        ("The tiles fell. Mayor said it is so.", {"tiles": 0.5}, 0.5 * BEFORE),
        ("The tiles fell. " + GEESE * (BACK - 1) + "Mayor said it is so.", {"tiles": 0.9}, 0.9 * BEFORE**BACK),
        ("The tiles fell. Mayor said it rains in.", {"tiles": 0.5, "rains": 0.48}, 0.48),  # its own counts for more
        ("The tiles fell. Mayor said it rains in.", {"tiles": 0.6, "rains": 0.48}, 0.6 * BEFORE),
    ],
)
def test_a_sentence_is_as_near_as_it_or_one_shortly_before_it(text: str, near: dict[str, float], wanted: float) -> None:
    assert likeness(text, near) == [round(wanted, 4)]


def test_what_was_said_longer_ago_makes_no_question_and_neither_does_what_is_hardly_like() -> None:
    text = "The tiles fell. Mayor said it is so."
    assert likeness("The tiles fell. " + GEESE * BACK + "Mayor said it is so.", {"tiles": 1.0}) == []
    assert likeness(text, {"tiles": (LIKE - 0.01) / BEFORE}) == []
    assert likeness(text, {"tiles": (LIKE + 0.01) / BEFORE}) == [round(LIKE + 0.01, 4)]


def test_a_sentence_behind_is_no_context() -> None:
    assert likeness("Mayor said it is so. The tiles fell.", {"tiles": 1.0}) == []


def test_only_the_nearest_options_are_asked_about() -> None:
    options = tuple(Option(f"o{n}", "Roofs", f"Painting roof {chr(97 + n) * 4}") for n in range(OPTIONS + 2))

    def embed(texts: Sequence[str], /) -> list[list[float]]:
        """Each option by itself; a sentence near all of them, the later the nearer."""
        rows = []
        for one in texts:
            named = [n for n, option in enumerate(options) if option.label in one]
            weights = [0.3 + 0.02 * n if not named else float(n in named) for n in range(len(options))]
            rows.append([*weights, *[0.0] * (384 - len(options))])
        return rows

    scorer = Told()
    coder = Coder(Codebook(options, "1"), embed, scorer=scorer, weights=TRUSTING)
    coder.code(material(TEXT, [SAYS], [NAMED], [MAYOR]))
    assert [question.options for question in scorer.asked] == [
        tuple(option.label for option in options[: -OPTIONS - 1 : -1])
    ]
