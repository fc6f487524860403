"""Who is asked about in which sentence, and with how much of what stands before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.positions.asking import ENOUGH, SENTENCES, Asked, candidates, question, window
from onrecord.positions.clauses import Tokens
from onrecord.positions.holders import Holder, Holders
from onrecord.types import ArticleMaterial, Block, Mention, Option, Part, Span, Statement, StatementKind, Voice
from tests.positions.articles import material, mention, place, statement
from tests.positions.test_coder import MAYOR, RIVAL, TOWN

OPTION = Option("bridge", "River", "Building a bridge", "A bridge is built over the river.")
# One sentence of this length is not enough context, two are.
MIDDLING = "The river is " + "very " * (ENOUGH // 9) + "deep."


def article(
    text: str, statements: list[Statement] | None = None, mentions: list[Mention] | None = None, **pos: str
) -> ArticleMaterial:
    return material(text, statements or [], mentions or [], [TOWN, MAYOR, RIVAL], **pos)


def parted(made: ArticleMaterial, *parts: Part) -> ArticleMaterial:
    """The same article with other parts of its paragraphs."""
    blocks = tuple(Block(block.span, part) for block, part in zip(made.reading.blocks, parts, strict=True))
    return replace(made, reading=replace(made.reading, blocks=blocks))


def all_asked(made: ArticleMaterial) -> list[Asked]:
    tokens = Tokens(made.article.text, made.reading)
    return candidates(made, tokens, Holders(made, tokens))


def asked(made: ArticleMaterial) -> set[tuple[int, str, Voice]]:
    return {(one.sentence, one.holder.actors[0], one.holder.voice) for one in all_asked(made)}


def shown(made: ArticleMaterial, number: int = -1) -> str:
    """What a question on a sentence, by default the last, is asked with."""
    number %= len(made.reading.sentences)
    one = Asked(number, Holder((TOWN.id,), Voice.OWN), None, None)
    return window(made, one).of(made.article.text)


def line(*sentences: str) -> str:
    return " ".join(sentences)


# ---------------------------------------------------------------- the window


def test_short_sentences_are_read_with_three_before_and_no_more() -> None:
    sentences = ["Boats wait.", "Nobody swims.", "Geese do.", "The toll is due.", "Town holds back."]
    assert shown(article(line(*sentences))) == line(*sentences[-1 - SENTENCES :])


def test_context_ends_where_there_is_enough() -> None:
    assert len(MIDDLING) < ENOUGH < 2 * len(MIDDLING)
    made = article(line(MIDDLING, MIDDLING, MIDDLING, "Town holds back."))
    assert shown(made) == line(MIDDLING, MIDDLING, "Town holds back.")


def test_the_sentence_before_counts_however_long() -> None:
    long = "The river is " + "very " * ENOUGH + "deep."
    assert shown(article(line("Boats wait.", long, "Town holds back."))) == line(long, "Town holds back.")


def test_context_goes_on_over_paragraphs_of_the_body() -> None:
    text = "A bridge was proposed.\nBoats wait.\nTown holds back."
    assert shown(article(text)) == text


@pytest.mark.parametrize("between", [Part.HEADLINE, Part.CAPTION, Part.CREDIT, Part.HINT])
def test_context_stops_at_what_is_no_body(between: Part) -> None:
    made = parted(
        article("A bridge was proposed.\nMayor at sea.\nBoats wait. Town holds back."), Part.BODY, between, Part.BODY
    )
    assert shown(made) == "Boats wait. Town holds back."
    assert shown(made, 1) == "Mayor at sea."


def test_a_caption_has_the_sentence_before_in_it_and_nothing_else() -> None:
    made = parted(article("Boats wait.\nA bridge was proposed. Town holds back."), Part.BODY, Part.CAPTION)
    assert shown(made) == "A bridge was proposed. Town holds back."


def test_the_first_sentence_stands_alone() -> None:
    assert shown(article("Town holds back. Boats wait."), 0) == "Town holds back."


# ---------------------------------------------------------------- the question


def put(made: ArticleMaterial, named: Span | None, number: int) -> tuple[str, str | None]:
    asked_of = question(made, Asked(number, Holder((MAYOR.id,), Voice.OWN), named, None), [OPTION])
    assert asked_of.options == ("Building a bridge. A bridge is built over the river.",)
    return asked_of.text, asked_of.holder.of(asked_of.text) if asked_of.holder else None


def test_a_holder_named_in_the_context_is_marked_there() -> None:
    text = "Boats wait. Mayor spoke.\nIt shall not be built."
    assert put(article(text), place(text, "Mayor"), 2) == (text, "Mayor")


def test_a_holder_named_behind_the_sentence_stands_before_the_window() -> None:
    text = "We shall not build it. Boats wait, said Mayor."
    assert put(article(text), place(text, "Mayor"), 0) == ("Mayor: We shall not build it.", "Mayor")


def test_a_holder_that_no_words_name_is_marked_nowhere() -> None:
    assert put(article("We shall not build it."), None, 0) == ("We shall not build it.", None)


# ---------------------------------------------------------------- speech that goes on

TOLD = "Boats wait. Mayor said the toll is a shame. A bridge must come."


def told(text: str, *more: Mention, source: str = "Mayor", **pos: str) -> ArticleMaterial:
    content = "the toll is a shame"
    said = statement(text, source, "said", content, actor=MAYOR.id if source == "Mayor" else RIVAL.id)
    return article(text, [said], [mention(text, source, said.actor or ""), *more], **pos)


def test_speech_goes_on_where_nobody_else_speaks_and_words_tell_a_stance() -> None:
    found = [one for one in all_asked(told(TOLD)) if one.sentence == 2]
    assert [(one.holder, one.place, one.statement) for one in found] == [
        (Holder((MAYOR.id,), Voice.OWN), place(TOLD, "Mayor"), None)
    ]
    assert not found[0].spoken


def test_it_goes_on_over_sentences_between() -> None:
    text = TOLD.replace("A bridge", "Geese swim. A bridge")
    assert {number for number, _, _ in asked(told(text))} == {1, 3}


@pytest.mark.parametrize(
    "text",
    [
        TOLD.replace("A bridge must come.", "Geese swim."),  # no words of stance
        TOLD.replace("A bridge must come.", "Must a bridge come?"),  # a question
        TOLD.replace(" A bridge", "\nA bridge"),  # another paragraph
    ],
)
def test_it_ends_with_the_paragraph_and_is_no_plain_narration(text: str) -> None:
    assert {number for number, _, _ in asked(told(text))} == {1}


def test_it_ends_where_somebody_else_acts() -> None:
    text = TOLD.replace("A bridge", "Rival builds boats. A bridge")
    made = told(text, mention(text, "Rival", RIVAL.id), builds="VERB")
    assert asked(made) == {(1, MAYOR.id, Voice.OWN), (2, RIVAL.id, Voice.REPORTED)}


def test_what_is_only_attributed_does_not_go_on() -> None:
    text = "Boats wait. Mayor said Rival said the toll is a shame. A bridge must come."
    outer = statement(text, "Mayor", "said", "Rival said the toll is a shame", actor=MAYOR.id)
    begin = text.index("said", text.index("Rival"))
    inner = replace(
        statement(text, "Rival", "said", "the toll is a shame", actor=RIVAL.id), cue=(Span(begin, begin + 4),)
    )
    made = article(text, [inner], [mention(text, "Rival", RIVAL.id)])
    assert {number for number, _, _ in asked(made)} == {1, 2}, "told by the article itself it goes on"
    made = replace(made, resolution=replace(made.resolution, statements=(outer, inner)))
    assert (1, RIVAL.id, Voice.ATTRIBUTED) in asked(made)
    assert (2, RIVAL.id, Voice.ATTRIBUTED) not in asked(made)


def test_it_goes_on_in_the_body_only() -> None:
    assert {number for number, _, _ in asked(parted(told(TOLD), Part.CAPTION))} == {1}


# ---------------------------------------------------------------- who acts


def test_a_speaker_is_asked_about_as_an_actor_in_sentences_without_its_words() -> None:
    text = "Mayor was brief. The toll is a shame."
    said = replace(
        statement(text, "Mayor", "was brief", "The toll is a shame", StatementKind.DIRECT, actor=MAYOR.id),
        source=(place(text, "Mayor"),),
    )
    made = article(text, [said], [mention(text, "Mayor", MAYOR.id)], was="AUX")
    assert asked(made) == {(0, MAYOR.id, Voice.REPORTED), (1, MAYOR.id, Voice.OWN)}


def test_a_source_does_not_act_beside_its_own_words() -> None:
    text = "Mayor said the toll is a shame."
    assert asked(told(text)) == {(0, MAYOR.id, Voice.OWN)}


def test_a_list_is_cut_after_three_actors() -> None:
    names = ("Ada", "Bea", "Cal", "Dan")
    text = "Ada, Bea, Cal and Dan have boats."
    made = article(text, [], [mention(text, name, f"person:{name}") for name in names])
    assert [one.holder.actors[0] for one in all_asked(made)] == ["person:Ada", "person:Bea", "person:Cal"]
