"""Whom the words of a source name: its head noun decides."""

from collections.abc import Sequence

import pytest

from onrecord.actors import resolve
from onrecord.types import Entity, EntityKind, Reading, Resolution, Span, StatementKind, Word
from tests.actors.building import BY_HAND, article, reading, span, statement

# The parts of speech that the tests need, by word; other words with a capital are proper nouns, the rest nouns.
_POS = {
    "DET": "the a an one two some many this its his her",
    "ADP": "of in from by for at on with to about",
    "VERB": "said wants called pledged reported published criticised named warned met asked came ran means mean say",
    "AUX": "is was had would",
    "CCONJ": "and or",
    "PRON": "who which he she they it",
    "ADJ": "British medical presidential top former new senior national",
    "ADV": "again also",
    "PUNCT": '. , ( ) “ ” " — --',
}


def tagged(text: str, *, people: Sequence[str] = (), organisations: Sequence[str] = ()) -> Reading:
    import re

    plain = reading(text, people, organisations)
    words = []
    for match in re.finditer(r"[\w'’-]+|[^\w\s]", text):
        word = match.group()
        pos = next((p for p, those in _POS.items() if word in those.split() or word.lower() in those.split()), "")
        words.append(Word(Span(*match.span()), pos or ("PROPN" if word[0].isupper() else "NOUN")))
    return Reading("a", plain.blocks, plain.sentences, tuple(words), (), plain.entities, BY_HAND)


def speaker(
    text: str, source: str, content: str, *, people: Sequence[str] = (), organisations: Sequence[str] = ()
) -> str | None:
    """The actor of the one statement of a text."""
    return _resolved(text, source, content, people, organisations).statements[0].actor


def _resolved(text: str, source: str, content: str, people: Sequence[str], organisations: Sequence[str]) -> Resolution:
    seen = tagged(text, people=people, organisations=organisations)
    return resolve(article(text), seen, (statement(text, source, content),))


def test_an_adjective_of_a_people_is_not_who_speaks() -> None:
    text = "A top British medical journal said that the levy harms nobody."
    assert speaker(text, "A top British medical journal", "the levy harms nobody") is None


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("guests on his show", "group:guests"),
        ("75 percent of voters", "group:voters"),
        ("one presidential hopeful, Ana Kovac,", "person:ana-kovac"),
        ("an academic named Ana Kovac", "person:ana-kovac"),
        ("one of his advisers, Ana Kovac,", "person:ana-kovac"),
        ("Ana Kovac's comments", "person:ana-kovac"),
        ("praise from Ana Kovac", "person:ana-kovac"),
    ],
)
def test_the_head_of_a_source_decides(source: str, expected: str) -> None:
    text = f"Peter Marsh came late. On Monday {source} warned that the bridge is unsafe."
    assert speaker(text, source, "the bridge is unsafe", people=["Ana Kovac", "Peter Marsh"]) == expected


def test_a_poll_speaks_for_its_maker_and_records_for_nobody() -> None:
    poll = "A Northwind Institute poll said that the levy is liked."
    assert speaker(poll, "A Northwind Institute poll", "the levy is liked", organisations=["Northwind Institute"]) == (
        "org:northwind-institute"
    )
    records = "Northwind Institute records said that the levy is liked."
    found = speaker(records, "Northwind Institute records", "the levy is liked", organisations=["Northwind Institute"])
    assert found is None


def test_an_unnamed_person_is_kept_as_such() -> None:
    text = "A shopkeeper said that the bridge is unsafe."
    actor = _resolved(text, "A shopkeeper", "the bridge is unsafe", (), ()).actors[0]
    assert actor.id.startswith("role:shopkeeper-")
    assert actor.name == "shopkeeper"


def test_who_means_what_stands_right_before_it() -> None:
    text = "Peter Marsh met Ana Kovac, who said that the bridge is unsafe."
    assert speaker(text, "who", "the bridge is unsafe", people=["Ana Kovac", "Peter Marsh"]) == "person:ana-kovac"


def test_an_apposition_is_the_person_before_the_comma() -> None:
    text = "Ana Kovac, a senior adviser, wants it. She said that the bridge is unsafe."
    found = _resolved(text, "She", "the bridge is unsafe", ["Ana Kovac"], ())
    assert found.statements[0].actor == "person:ana-kovac"
    assert not [a for a in found.actors if a.id.startswith("role:")]


def test_her_campaign_is_a_body_of_its_own() -> None:
    text = "Ana Kovac came late. Her campaign said that the bridge is unsafe."
    assert speaker(text, "Her campaign", "the bridge is unsafe", people=["Ana Kovac"]) == "org:ana-kovac-campaign"


def test_members_of_a_party_that_are_told_apart_are_a_group() -> None:
    text = "Senior Democrats said that the levy is dead. The Democrats said so."
    assert speaker(text, "Senior Democrats", "the levy is dead") == "group:senior-democrats"
    assert speaker(text, "The Democrats", "so") == "party:us-democratic-party"


def test_a_region_tells_senators_apart() -> None:
    text = (
        "Florida Senator Ana Kovac met Senator Lena Marsh, R-Iowa, at noon. "
        "Lena Marsh had asked for it. The Florida senator said that the bridge is unsafe."
    )
    people = ["Ana Kovac", "Lena Marsh"]
    assert speaker(text, "The Florida senator", "the bridge is unsafe", people=people) == "person:ana-kovac.us"


def test_a_surname_that_is_a_word_for_a_role() -> None:
    text = "Stephen King came late. Mr. King said that the bridge is unsafe."
    assert speaker(text, "Mr. King", "the bridge is unsafe", people=["Stephen King"]) == "person:stephen-king"


def test_a_headline_in_title_case_lends_no_name() -> None:
    text = (
        "Northwind Post Hit Piece Exploits Worried Supporter Who Was Ill\n"
        "The Northwind Post ran a story. The Northwind Post said that the bridge is unsafe."
    )
    plain = tagged(text, organisations=["Northwind Post"])
    long = Entity(EntityKind.ORGANISATION, span(text, "Northwind Post Hit Piece Exploits Worried Supporter"), 0.6)
    entities = (long, *(e for e in plain.entities if not long.span.covers(e.span)))
    seen = Reading("a", plain.blocks, plain.sentences, plain.words, (), entities, BY_HAND)
    source = span(text, "The Northwind Post", 1)
    found = resolve(article(text), seen, (statement(text, source, "the bridge is unsafe"),))
    assert found.statements[0].actor == "org:northwind-post"


def test_a_name_within_a_quotation_does_not_speak_next() -> None:
    text = "Ana Kovac wants it. “Lena Marsh never would,” she said."
    seen = tagged(text, people=["Ana Kovac", "Lena Marsh"])
    said = statement(text, "she", "Lena Marsh never would", StatementKind.DIRECT)
    assert resolve(article(text), seen, (said,)).statements[0].actor == "person:ana-kovac"


def test_the_author_may_be_named_at_the_end() -> None:
    text = (
        "I grew up here. I say that the bridge is unsafe. I mean it.\n"
        "Nobody listens to me.\n"
        "Ana Kovac is a teacher in Riga."
    )
    seen = tagged(text, people=["Ana Kovac"])
    said = [
        statement(text, span(text, "I", 1), "the bridge is unsafe"),
        statement(text, span(text, "I", 2), "it"),
    ]
    assert resolve(article(text), seen, said).statements[0].actor == "person:ana-kovac"


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Ana Kovac met Lena Marsh. The two said no.", "The two", {"person:ana-kovac", "person:lena-marsh"}),
        ("Ana Kovac met Lena Marsh. The pair said no.", "The pair", {"person:ana-kovac", "person:lena-marsh"}),
        (
            "Ana Kovac, the mayor of Riga, and Lena Marsh, an engineer, said no.",
            "Ana Kovac, the mayor of Riga, and Lena Marsh, an engineer,",
            {"person:ana-kovac", "person:lena-marsh"},
        ),
        (
            "Neither Ana Kovac nor Lena Marsh said no.",
            "Ana Kovac nor Lena Marsh",
            {"person:ana-kovac", "person:lena-marsh"},
        ),
        ("Officials from Germany and Poland said no.", "Officials from Germany and Poland", {"group:officials"}),
    ],
)
def test_several_speak_together(text: str, source: str, expected: set[str]) -> None:
    found = _resolved(text, source, "no", ["Ana Kovac", "Lena Marsh"], ())
    together = [m for m in found.mentions if m.span == span(text, source) and len(m.actors) > 1]
    speakers = set(together[0].actors) if together else {found.statements[0].actor}
    assert {(s or "").split("-from-")[0] for s in speakers} == expected


def test_who_serves_somebody_is_not_that_person() -> None:
    text = "Ana Kovac's lawyer, Lena Marsh, said that the bridge is unsafe."
    people = ["Ana Kovac", "Lena Marsh"]
    assert (
        speaker(text, "Ana Kovac's lawyer, Lena Marsh,", "the bridge is unsafe", people=people) == "person:lena-marsh"
    )


def test_the_mayor_of_a_town_has_that_role() -> None:
    text = "The mayor of Kettleby, Lena Marsh, said that the bridge is unsafe. The mayor said that it will fall."
    found = _resolved(text, "The mayor of Kettleby, Lena Marsh,", "the bridge is unsafe", ["Lena Marsh"], ())
    assert found.statements[0].actor == "person:lena-marsh"
    assert found.actors[0].role == "mayor of kettleby"
    assert speaker(text, "The mayor said", "it will fall", people=["Lena Marsh"]) == "person:lena-marsh"


def test_an_age_takes_up_the_person_spoken_of() -> None:
    text = "Prime Minister Ana Kovac wants it. The 54-year-old said that the bridge is unsafe."
    assert speaker(text, "The 54-year-old", "the bridge is unsafe", people=["Ana Kovac"]) == "person:ana-kovac"


def test_a_side_and_a_led_government_are_the_state() -> None:
    assert speaker("The Polish side said no.", "The Polish side", "no") == "state:PL"
    assert speaker("Hungary's Marsh-led government said no.", "Hungary's Marsh-led government", "no") == "state:HU"


def test_an_office_by_which_somebody_is_addressed_is_no_surname() -> None:
    text = "Madam Speaker, the levy is unjust. The Speaker said that the bridge is unsafe."
    found = _resolved(text, "The Speaker", "the bridge is unsafe", (), ())
    assert not [a for a in found.actors if a.id.startswith("person:")]


def test_who_is_named_behind_the_verb_of_saying_is_its_subject() -> None:
    text = "“The levy is unjust,” said Ana Kovac. “The bridge is unsafe,” added the lawmaker."
    seen = tagged(text, people=["Ana Kovac"])
    said = statement(text, "the lawmaker", "The bridge is unsafe", StatementKind.DIRECT)
    assert resolve(article(text), seen, (said,)).statements[0].actor == "person:ana-kovac"


def test_two_nominees_are_two() -> None:
    text = "The Democratic nominee came late. The Republican nominee said that the bridge is unsafe."
    found = _resolved(text, "The Republican nominee", "the bridge is unsafe", (), ())
    assert found.statements[0].actor is not None
    assert "democratic" not in found.statements[0].actor


def test_an_article_in_capitals_belongs_to_a_paper() -> None:
    text = "The vote was put off, The Hill reported."
    assert speaker(text, "The Hill", "The vote was put off", people=["Hill"]) == "org:hill"


def test_the_hill_without_capitals_is_the_parliament() -> None:
    text = "Washington waits. The vote was put off, the Hill said."
    assert speaker(text, "the Hill", "The vote was put off") == "org:us-congress"


def test_a_law_with_a_name_is_nobody_whom_a_pronoun_means() -> None:
    text = "Senators signed the Clean Rivers Act. It pledged that mills would pay."
    assert speaker(text, "It", "mills would pay", organisations=["Clean Rivers Act"]) is None


def test_a_party_named_by_its_members_is_many() -> None:
    text = "Republicans met in May. They said that taxes would fall."
    assert speaker(text, "They", "taxes would fall") == "party:us-republican-party"


def test_the_democrat_is_whoever_was_spoken_of() -> None:
    text = "Senator Lee Marsh met voters. The Democrat said that taxes would rise."
    assert speaker(text, "The Democrat", "taxes would rise", people=["Lee Marsh"]) == "person:lee-marsh"


def test_a_party_before_a_noun_only_tells_of_which_kind() -> None:
    text = "Republican lawmakers said that taxes would fall."
    assert speaker(text, "Republican lawmakers", "taxes would fall") == "group:republican-lawmakers"


def test_the_think_tank_takes_up_the_body_named_last() -> None:
    text = "The Harbour Institute published figures. The think tank said that wages would fall."
    taken = speaker(text, "The think tank", "wages would fall", organisations=["Harbour Institute"])
    assert taken == "org:harbour-institute"


def test_both_groups_are_the_bodies_named_last() -> None:
    text = "Greenpeace and Amnesty International met ministers. Both groups said that they would appeal."
    seen = _resolved(text, "Both groups", "they would appeal", [], ["Amnesty International"])
    over = [m for m in seen.mentions if m.span == span(text, "Both groups")]
    assert {a for m in over for a in m.actors} == {"org:greenpeace", "org:amnesty-international"}


def test_a_list_behind_a_preposition_is_no_subject() -> None:
    text = "Villages led by market town Oslo and farm groups met. They said that the levy was wrong."
    assert speaker(text, "They", "the levy was wrong") != "state:NO"
