from onrecord.positions import Coder
from onrecord.types import Actor, ActorKind, Codebook, Mention, RelationKind, Stance
from tests.positions.articles import material, mention, statement
from tests.positions.test_coder import BOOK, MAYOR, RIVAL, TOWN

CHIEF = Actor("person:chief", "Bo Chief", ActorKind.PERSON, "chief", RIVAL.id, RIVAL.id)
ACTORS = [TOWN, MAYOR, RIVAL, CHIEF]


def found(text: str, mentions: list[Mention], **pos: str) -> set[tuple[RelationKind, str | None, str]]:
    coding = Coder(Codebook((), "1")).code(material(text, [], mentions, ACTORS, **pos))
    return {(r.kind, r.actor, r.toward) for r in coding.relations}


def test_one_praises_another() -> None:
    text = "Mayor praised Rival for its patience."
    assert found(text, [mention(text, "Mayor", MAYOR.id), mention(text, "Rival", RIVAL.id)], praised="VERB") == {
        (RelationKind.PRAISES, MAYOR.id, RIVAL.id)
    }


def test_passive_turns_the_sides() -> None:
    text = "Mayor was criticised by Chief."
    assert found(
        text,
        [mention(text, "Mayor", MAYOR.id), mention(text, "Chief", CHIEF.id)],
        criticised="VERB",
        was="AUX",
        by="ADP",
    ) == {(RelationKind.CRITICISES, CHIEF.id, MAYOR.id)}


def test_pressure_without_a_source() -> None:
    text = "Rival has come under intense pressure."
    assert found(text, [mention(text, "Rival", RIVAL.id)], come="VERB", under="ADP", intense="ADJ") == {
        (RelationKind.PRESSURES, None, RIVAL.id)
    }


def test_nouns_and_denials_are_no_acts() -> None:
    text = "Mayor did not criticise Rival. Support for Rival grows."
    names = [
        mention(text, "Mayor", MAYOR.id),
        mention(text, "Rival", RIVAL.id),
        mention(text, "Rival", RIVAL.id, after=30),
    ]
    assert found(text, names, criticise="VERB", grows="VERB") == set()


def test_a_text_that_reports_a_change_gives_a_shift_with_what_it_tells() -> None:
    text = "Rival is changing its position. Chief said the bridge is not unthinkable."
    coding = Coder(BOOK).code(
        material(
            text,
            [statement(text, "Chief", "said", "the bridge is not unthinkable", actor=CHIEF.id)],
            [mention(text, "Rival", RIVAL.id), mention(text, "Chief", CHIEF.id)],
            ACTORS,
            changing="VERB",
            said="VERB",
        )
    )
    (shift,) = coding.shifts
    assert (shift.actor, shift.option, shift.before, shift.after) == (RIVAL.id, "bridge", None, Stance.OPEN)
