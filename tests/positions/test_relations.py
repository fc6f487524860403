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
    names = [mention(text, "Mayor", MAYOR.id), mention(text, "Rival", RIVAL.id)]
    assert found(text, names, praised="VERB", **{"for": "ADP"}) == {(RelationKind.PRAISES, MAYOR.id, RIVAL.id)}


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


def test_the_head_of_the_subject_acts_not_a_name_inside_it() -> None:
    text = "Critics of Mayor praised Rival."
    names = [mention(text, "Mayor", MAYOR.id), mention(text, "Rival", RIVAL.id)]
    assert found(text, names, praised="VERB") == set()


def test_a_participle_shares_the_subject_of_its_verb() -> None:
    text = "Mayor left early, accusing Chief of delay."
    names = [mention(text, "Mayor", MAYOR.id), mention(text, "Chief", CHIEF.id)]
    assert found(text, names, left="VERB", early="ADV", accusing="VERB") == {
        (RelationKind.CRITICISES, MAYOR.id, CHIEF.id)
    }


def test_what_one_did_is_judged_but_what_was_done_to_him_is_not() -> None:
    text = "Mayor mocked Chief's speech. Mayor condemned Chief's arrest."
    names = [
        mention(text, "Mayor", MAYOR.id),
        mention(text, "Chief", CHIEF.id),
        mention(text, "Mayor", MAYOR.id, after=20),
        mention(text, "Chief", CHIEF.id, after=20),
    ]
    (relation,) = (
        Coder(Codebook((), "1"))
        .code(material(text, [], names, ACTORS, mocked="VERB", condemned="VERB", **{"'s": "PART"}))
        .relations
    )
    assert relation.text == "Mayor mocked Chief's speech."


def test_a_noun_leads_to_both() -> None:
    text = "Criticism of Mayor by Chief grew louder."
    names = [mention(text, "Mayor", MAYOR.id), mention(text, "Chief", CHIEF.id)]
    assert found(text, names, by="ADP", grew="VERB", criticism="NOUN") == {
        (RelationKind.CRITICISES, CHIEF.id, MAYOR.id)
    }


def test_naming_and_verdicts_of_a_speaker() -> None:
    text = "Mayor called Chief a coward. Chief said Mayor had lied."
    names = [
        mention(text, "Mayor", MAYOR.id),
        mention(text, "Chief", CHIEF.id),
        mention(text, "Chief", CHIEF.id, after=20),
        mention(text, "Mayor", MAYOR.id, after=20),
    ]
    said = statement(text, "Chief", "said", "Mayor had lied", actor=CHIEF.id)
    pos = {"called": "VERB", "said": "VERB", "lied": "VERB", "had": "AUX"}
    coding = Coder(Codebook((), "1")).code(material(text, [said], names, ACTORS, **pos))
    assert {(r.kind, r.actor, r.toward) for r in coding.relations} >= {
        (RelationKind.CRITICISES, MAYOR.id, CHIEF.id),
    }
    assert all(r.kind is RelationKind.CRITICISES for r in coding.relations)


def test_a_wish_is_no_act_and_a_law_is_no_actor() -> None:
    text = "Mayor would praise Rival."
    names = [mention(text, "Mayor", MAYOR.id), mention(text, "Rival", RIVAL.id)]
    assert found(text, names, praise="VERB", would="AUX") == set()
    law = Actor("org:act", "Bridge Act", ActorKind.ORGANISATION)
    text = "Mayor criticised Act."
    names = [mention(text, "Mayor", MAYOR.id), mention(text, "Act", law.id)]
    coding = Coder(Codebook((), "1")).code(material(text, [], names, [*ACTORS, law], criticised="VERB"))
    assert coding.relations == ()


def test_two_clash() -> None:
    text = "Mayor and Chief clashed."
    names = [mention(text, "Mayor", MAYOR.id), mention(text, "Chief", CHIEF.id)]
    assert found(text, names, clashed="VERB") == {(RelationKind.CLASHES, MAYOR.id, CHIEF.id)}


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
