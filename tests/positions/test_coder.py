from onrecord.positions import Coder
from onrecord.types import (
    Actor,
    ActorKind,
    Codebook,
    ConditionKind,
    Mention,
    Option,
    Position,
    Scope,
    Stance,
    Statement,
    StatementKind,
    Voice,
)
from tests.positions.articles import material, mention, statement

TOWN = Actor("state:town", "Town", ActorKind.STATE)
MAYOR = Actor("person:mayor", "Ada Mayor", ActorKind.PERSON, "mayor", "state:town", "state:town")
RIVAL = Actor("state:rival", "Rival", ActorKind.STATE)
BOOK = Codebook(
    (
        Option("bridge", "River", "Building a bridge", "A bridge is built over the river.", ("bridge",)),
        Option(
            "lorry-bridge",
            "River",
            "A bridge for lorries",
            "The bridge carries lorries.",
            ("lorries",),
            parent="bridge",
        ),
        Option("no-levy", "River", "Abolishing the levy", "The levy on boats ends.", ("levy",)),
    ),
    "1",
)


def coded(
    text: str, statements: list[Statement], mentions: list[Mention], actors: list[Actor] | None = None, **pos: str
) -> tuple[Position, ...]:
    return Coder(BOOK).code(material(text, statements, mentions, actors or [TOWN, MAYOR, RIVAL], **pos)).positions


def test_words_of_an_actor_are_its_own_voice_with_their_place() -> None:
    text = "Mayor said the bridge is out of the question because it would cost too much."
    content = "the bridge is out of the question because it would cost too much"
    (position,) = coded(
        text, [statement(text, "Mayor", "said", content, actor=MAYOR.id)], [mention(text, "Mayor", MAYOR.id)]
    )
    assert (position.actor, position.option, position.stance) == (MAYOR.id, "bridge", Stance.OPPOSES)
    assert (position.voice, position.scope) == (Voice.OWN, Scope.GENERAL)
    assert position.evidence.of(text) == position.text
    assert "out of the question" in position.text
    assert position.reason is not None
    assert position.reason.text.startswith("because it would cost")


def test_narrated_attitudes_are_reported_and_lists_expanded() -> None:
    text = "Town and Rival oppose a bridge."
    both = mention(text, "Town and Rival", TOWN.id, RIVAL.id)
    found = coded(
        text,
        [statement(text, "Town and Rival", "oppose", "a bridge", StatementKind.ATTITUDE, actor=TOWN.id)],
        [both],
        oppose="VERB",
    )
    assert {(p.actor, p.stance, p.voice) for p in found} == {
        (TOWN.id, Stance.OPPOSES, Voice.REPORTED),
        (RIVAL.id, Stance.OPPOSES, Voice.REPORTED),
    }


def test_what_one_says_another_wants_is_attributed() -> None:
    text = "Mayor said Rival wants a bridge."
    (position,) = coded(
        text,
        [statement(text, "Mayor", "said", "Rival wants a bridge", actor=MAYOR.id)],
        [mention(text, "Mayor", MAYOR.id), mention(text, "Rival", RIVAL.id)],
        wants="VERB",
    )
    assert (position.actor, position.voice, position.by) == (RIVAL.id, Voice.ATTRIBUTED, MAYOR.id)


def test_the_own_country_is_the_speaker_and_spending_it_is_own_scope() -> None:
    text = "Mayor said Town has no plans to build a bridge."
    (position,) = coded(
        text,
        [statement(text, "Mayor", "said", "Town has no plans to build a bridge", actor=MAYOR.id)],
        [mention(text, "Mayor", MAYOR.id), mention(text, "Town", TOWN.id)],
        build="VERB",
    )
    assert (position.actor, position.stance, position.scope) == (MAYOR.id, Stance.RELUCTANT, Scope.OWN)


def test_keeping_what_an_option_ends_is_against_it() -> None:
    text = "Rival wants to keep the levy."
    (position,) = coded(
        text,
        [statement(text, "Rival", "wants", "to keep the levy", StatementKind.ATTITUDE, actor=RIVAL.id)],
        [mention(text, "Rival", RIVAL.id)],
        wants="VERB",
        keep="VERB",
    )
    assert (position.option, position.stance) == ("no-levy", Stance.OPPOSES)


def test_it_points_back_to_the_option_before() -> None:
    text = "The bridge was discussed on Monday. Rival is against it."
    (position,) = coded(
        text,
        [statement(text, "Rival", "is against", "it", StatementKind.ATTITUDE, actor=RIVAL.id)],
        [mention(text, "Rival", RIVAL.id)],
        it="PRON",
    )
    assert (position.option, position.stance) == ("bridge", Stance.OPPOSES)
    assert any("bridge" in span.of(text) for span in position.context)


def test_the_narrowest_option_is_coded() -> None:
    text = "Rival demands a bridge for lorries."
    found = coded(
        text,
        [statement(text, "Rival", "demands", "a bridge for lorries", StatementKind.ATTITUDE, actor=RIVAL.id)],
        [mention(text, "Rival", RIVAL.id)],
        demands="VERB",
    )
    assert [p.option for p in found] == ["lorry-bridge"]


def test_conditions_are_kept_with_their_words() -> None:
    text = "Rival supports a bridge if Town pays for it."
    (position,) = coded(
        text,
        [statement(text, "Rival", "supports", "a bridge if Town pays for it", StatementKind.ATTITUDE, actor=RIVAL.id)],
        [mention(text, "Rival", RIVAL.id), mention(text, "Town", TOWN.id)],
        supports="VERB",
        pays="VERB",
    )
    assert position.condition is not None
    assert (position.condition.kind, position.condition.text) == (ConditionKind.CONDITION, "if Town pays for it")


def test_rhetorical_questions_and_past_acts_are_no_position() -> None:
    text = "Mayor said: Should we want a bridge? Mayor said the town built a bridge."
    found = coded(
        text,
        [
            statement(text, "Mayor", "said", "Should we want a bridge?", StatementKind.DIRECT, actor=MAYOR.id),
            statement(text, "Mayor", "said", "the town built a bridge", actor=MAYOR.id),
        ],
        [mention(text, "Mayor", MAYOR.id)],
        built="VERB",
    )
    assert found == ()


def test_the_same_article_gives_the_same_ids() -> None:
    text = "Rival demands a bridge."
    parts = [statement(text, "Rival", "demands", "a bridge", StatementKind.ATTITUDE, actor=RIVAL.id)]
    first = coded(text, parts, [mention(text, "Rival", RIVAL.id)], demands="VERB")
    again = coded(text, parts, [mention(text, "Rival", RIVAL.id)], demands="VERB")
    assert first == again != ()


def test_a_part_named_beside_a_pointing_word_is_coded() -> None:
    text = "Rival does not exclude a bridge. Rival said this would only be an option for lorries."
    found = coded(
        text,
        [
            statement(text, "Rival", "does not exclude", "a bridge", StatementKind.ATTITUDE, actor=RIVAL.id),
            statement(text, "Rival", "said", "this would only be an option for lorries", actor=RIVAL.id),
        ],
        [mention(text, "Rival", RIVAL.id)],
        this="PRON",
        exclude="VERB",
    )
    assert [(p.option, p.stance) for p in found] == [("bridge", Stance.OPEN), ("lorry-bridge", Stance.OPEN)]


def test_the_receipt_is_the_sentence_that_declares_a_stance_not_the_one_that_argues() -> None:
    text = "A bridge for lorries is a mistake. That lorries take the bridge is out of the question."
    for said in (text, " ".join(reversed([f"{part}." for part in text.rstrip(".").split(". ")]))):
        said = f"Mayor: {said}"
        whole = said.removeprefix("Mayor: ")
        statements = [statement(said, "Mayor", ":", whole, StatementKind.DIRECT, actor=MAYOR.id)]
        (position,) = coded(said, statements, [mention(said, "Mayor", MAYOR.id)])
        assert (position.option, position.stance) == ("lorry-bridge", Stance.OPPOSES)
        assert position.text == "That lorries take the bridge is out of the question."


def test_a_narrated_stance_that_points_within_its_sentence_shows_the_whole_of_it() -> None:
    text = "Town supports the idea, lorries on the bridge."
    statements = [statement(text, "", "", "lorries on the bridge.")]
    (position,) = coded(text, statements, [mention(text, "Town", TOWN.id)], supports="VERB")
    assert (position.actor, position.voice, position.text) == (TOWN.id, Voice.REPORTED, text)
