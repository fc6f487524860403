"""Sources of statements get their actors, references their mentions."""

from dataclasses import replace

import pytest

from onrecord.actors import resolve
from onrecord.types import ActorKind, Entity, EntityKind, MentionForm, StatementKind
from tests.actors.building import actor, article, at, reading, resolved, span, statement, who

BRIDGE = (
    "Danish Transport Minister Mette Holmgaard wants the bridge. Holmgard said on Monday that work could begin soon.\n"
    "Sweden's Finance Minister Sven Almquist was reluctant. He said the money was not there."
)


def test_a_misspelt_surname_is_the_person_whom_the_article_names() -> None:
    done = resolved(BRIDGE, [statement(BRIDGE, "Holmgard", "work could begin soon")])
    assert done.statements[0].actor == "person:mette-holmgaard.dk"
    minister = actor(done, "person:mette-holmgaard.dk")
    assert (minister.role, minister.affiliation, minister.state) == ("transport minister", "state:DK", "state:DK")
    assert "Mette Holmgaard" in (minister.name, *minister.aliases)


def test_a_pronoun_agrees_in_gender_and_looks_back() -> None:
    done = resolved(BRIDGE, [statement(BRIDGE, "He", "the money was not there")])
    assert done.statements[0].actor == "person:sven-almquist.se"


def test_the_holder_speaks_where_there_is_no_source() -> None:
    done = resolved(BRIDGE, [statement(BRIDGE, None, "work could begin soon", holder=span(BRIDGE, "Holmgard"))])
    assert done.statements[0].actor == "person:mette-holmgaard.dk"


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        ("Berlin is against the levy.", "Berlin", ("state:DE",)),
        ("The minister met farmers in Berlin.", "Berlin", ()),
        ("The Berlin Wall fell.", "Berlin", ()),
        ("Oslo and Madrid said no.", "Madrid", ("state:ES",)),
        ("The White House said no.", "White House", ("org:white-house",)),
        ("The French government said no.", "The French government", ("state:FR",)),
        ("The government in Athens said no.", "The government in Athens", ("state:GR",)),
        ("The USA is not in favour.", "USA", ("state:US",)),
        ("He told us so.", "us", ()),
        ("The three Baltic states said yes.", "The three Baltic states", ("group:baltic-states",)),
        ("Brussels is still examining the levy.", "Brussels", ("org:eu",)),
    ],
)
def test_states_by_whatever_name(text: str, words: str, actors: tuple[str, ...]) -> None:
    assert who(text, words) == actors


def test_a_surname_that_is_a_capital_is_the_person() -> None:
    text = "Valeska Paris left the group in 2007. Paris said she had been tired."
    assert who(text, "Paris", 1, people=["Valeska Paris", "Paris"]) == ("person:valeska-paris",)


@pytest.mark.parametrize(
    ("words", "role", "affiliation"),
    [
        ("Irish Foreign Minister Brendan Cole said no.", "foreign minister", "state:IE"),
        ("Brendan Cole, the foreign minister of Ireland, said no.", "foreign minister", "state:IE"),
        ("Ireland's foreign minister, Brendan Cole, said no.", "foreign minister", "state:IE"),
        ("NATO spokesman Brendan Cole said no.", "spokesman", "org:nato"),
        ("Brendan Cole, a spokesman for NATO, said no.", "spokesman", "org:nato"),
        ("Brendan Cole of the European Commission said no.", None, "org:european-commission"),
        ("Spain's Brendan Cole said no.", None, "state:ES"),
        ("The Taoiseach, Brendan Cole, said no.", "taoiseach", "state:IE"),
    ],
)
def test_role_and_affiliation_stay_with_the_name(words: str, role: str | None, affiliation: str) -> None:
    found = actor(resolved(words, people=["Brendan Cole"]), "person:brendan-cole")
    assert (found.role, found.affiliation) == (role, affiliation)


def test_a_body_without_its_state_counts_for_the_state_in_the_end() -> None:
    text = "The United States is against it, White House press secretary Anna Reed said."
    done = resolved(text)
    assert actor(done, "person:anna-reed").affiliation == "org:white-house"
    assert actor(done, "org:white-house").affiliation == "state:US"
    assert actor(done, "state:US").kind is ActorKind.STATE


def test_a_role_alone_means_the_holder_whom_the_article_knows() -> None:
    text = (
        "French Foreign Minister Luc Garnier met German Foreign Minister Jutta Kahl. "
        "The French minister praised the bridge. The German minister did not."
    )
    done = resolved(text)
    assert at(done, span(text, "The French minister")) == ("person:luc-garnier.fr",)
    assert at(done, span(text, "The German minister")) == ("person:jutta-kahl.de",)


def test_a_counterpart_has_the_role_of_the_one_before() -> None:
    text = "Latvian Foreign Minister Janis Ozols met his Polish counterpart Marek Lis."
    found = actor(resolved(text, people=["Janis Ozols", "Marek Lis"]), "person:marek-lis.pl")
    assert (found.role, found.state) == ("foreign minister", "state:PL")
    assert who(text, "his", people=["Janis Ozols", "Marek Lis"]) == ("person:janis-ozols.lv",)


def test_an_adviser_is_not_the_president() -> None:
    text = "Lithuania is open to the bridge. An adviser to President Jonas Petraitis said so."
    done = resolved(text, [statement(text, "An adviser to President Jonas Petraitis", "said so")])
    speaker = actor(done, done.statements[0].actor or "")
    assert speaker.name == "adviser to President Jonas Petraitis"
    assert (speaker.kind, speaker.affiliation) == (ActorKind.PERSON, "state:LT")
    assert at(done, span(text, "Jonas Petraitis")) == ("person:jonas-petraitis.lt",)


def test_unnamed_officials_of_different_articles_stay_apart() -> None:
    text = "A senior official said no."
    one, other = (resolved(text, identifier=i).mentions[0].actors[0] for i in ("aaaaaa1", "bbbbbb2"))
    assert one != other


def test_a_list_carries_all_its_actors() -> None:
    text = "The governments of Spain and Italy opposed the levy."
    source = "The governments of Spain and Italy"
    done = resolved(text, [statement(text, source, "the levy", StatementKind.ATTITUDE)])
    assert done.statements[0].actor == "state:ES"
    whole = [m for m in done.mentions if m.span == span(text, source)]
    assert whole[0].actors == ("state:ES", "state:IT")


def test_a_source_with_half_a_list_speaks_for_the_whole() -> None:
    text = "Vienna and most other capitals oppose the levy."
    done = resolved(text, [statement(text, "most other capitals", "the levy", StatementKind.ATTITUDE)])
    assert ("state:AT", "group:most-other-capitals") in {m.actors for m in done.mentions}


def test_members_named_beside_a_group_are_actors_too() -> None:
    text = "Most European countries, including Germany and Poland, said no."
    source = "Most European countries, including Germany and Poland"
    done = resolved(text, [statement(text, source, "no")])
    assert {m.actors for m in done.mentions if m.span == span(text, source)} == {
        ("group:most-european-countries", "state:DE", "state:PL")
    }


def test_groups_of_known_members_hold_them_and_quantified_ones_do_not() -> None:
    done = resolved("The Nordic countries agreed. Many EU countries did not. Diplomats shrugged.")
    assert set(actor(done, "group:nordic-countries").members) == {f"state:{i}" for i in ("DK", "FI", "IS", "NO", "SE")}
    assert actor(done, "group:many-eu-countries").members == ()
    assert actor(done, "group:diplomats").name == "diplomats"


def test_both_ministers_are_the_two_named_last() -> None:
    text = "Finance Minister Luc Garnier met Foreign Minister Jutta Kahl. Both ministers said yes."
    assert set(who(text, "Both ministers")) == {"person:luc-garnier", "person:jutta-kahl"}


def test_the_ministers_of_two_states_are_two_persons() -> None:
    text = "The transport ministers of Latvia and Estonia said yes."
    done = resolved(text, [statement(text, "The transport ministers of Latvia and Estonia", "yes")])
    both = next(m.actors for m in done.mentions if len(m.actors) == 2)
    assert [actor(done, i).state for i in both] == ["state:LV", "state:EE"]


def test_a_group_that_only_its_stance_defines_is_no_actor() -> None:
    text = "Those in favour said yes."
    assert resolved(text, [statement(text, "Those in favour", "yes")]).statements[0].actor is None


def test_first_person_in_direct_speech() -> None:
    text = 'Polish Prime Minister Marek Lis said: "I am tired. We will not pay."'
    direct = statement(text, "Polish Prime Minister Marek Lis", "I am tired. We will not pay.", StatementKind.DIRECT)
    done = resolved(text, [direct])
    assert at(done, span(text, "I")) == ("person:marek-lis.pl",)
    assert at(done, span(text, "We")) == ("state:PL",)


def test_his_country_is_the_state_of_its_owner() -> None:
    text = "Polish Prime Minister Marek Lis said that his country had no plans."
    assert who(text, "his country") == ("state:PL",)


def test_a_long_quotation_brings_nobody_further_away() -> None:
    quotation = '"One. Two words. Three words here. Four of them here. Five. Six. Seven."'
    text = f"Estonian Foreign Minister Urmas Tamm told reporters about Luc Garnier. {quotation} he said."
    direct = statement(text, "he", quotation, StatementKind.DIRECT)
    assert resolved(text, [direct], people=["Urmas Tamm", "Luc Garnier"]).statements[0].actor == "person:urmas-tamm.ee"


def test_ids_are_made_from_the_article_alone() -> None:
    assert resolved(BRIDGE).actors == resolved(BRIDGE).actors
    assert {a.id for a in resolved("Danish Foreign Minister Mette Holmgård said no.").actors} >= {
        "person:mette-holmgard.dk"
    }


def test_two_that_bear_one_name_get_two_ids() -> None:
    one = resolved("Czech Foreign Minister Jan Dvořák said no.")
    other = resolved("Slovak Culture Minister Jan Dvořák said no.")
    assert actor(one, "person:jan-dvorak.cz").name == actor(other, "person:jan-dvorak.sk").name


def test_parties_and_party_labels() -> None:
    done = resolved("Germany is divided. The SPD is against it, and the Social Democrats told Olaf Brandt (CDU) so.")
    assert actor(done, "party:de-spd").kind is ActorKind.PARTY
    assert actor(done, "person:olaf-brandt").affiliation == "party:de-cdu"


def test_mentions_are_sorted_and_say_their_form() -> None:
    text = "Warsaw said no. The Polish government said so. Marek Lis told Poland that he was sorry."
    done = resolved(text)
    assert [m.span.begin for m in done.mentions] == sorted(m.span.begin for m in done.mentions)
    forms = {m.span.of(text): m.form for m in done.mentions}
    assert forms["Warsaw"] is MentionForm.METONYM
    assert forms["Marek Lis"] is MentionForm.NAME
    assert forms["he"] is MentionForm.PRONOUN
    assert forms["The Polish government"] is MentionForm.ROLE


def test_every_actor_of_a_mention_is_returned_with_its_bodies() -> None:
    done = resolved(BRIDGE)
    known = {a.id for a in done.actors}
    for mention in done.mentions:
        assert set(mention.actors) <= known
    for each in done.actors:
        assert {i for i in (each.affiliation, each.state) if i} <= known


def test_an_empty_article_gives_nothing() -> None:
    done = resolved("")
    assert (done.statements, done.mentions, done.actors) == ((), (), ())


def test_a_bare_surname_of_relatives_is_the_one_named_most() -> None:
    text = (
        "Prime Minister Aldo Ferri wants the levy. Aldo Ferri came with his wife, Lucia Ferri. "
        "Ferri said that it was time. Mrs. Ferri told reporters that she was tired."
    )
    done = resolved(text, people=["Aldo Ferri", "Lucia Ferri", "Ferri"])
    assert at(done, span(text, "Ferri", 3)) == ("person:aldo-ferri",)
    assert at(done, span(text, "Ferri", 4)) == ("person:lucia-ferri",)


def test_a_name_that_no_tagger_saw_is_known_by_the_role_behind_it() -> None:
    text = "Xu Qinglu, the secretary general of the United Nations, said no."
    assert actor(resolved(text), "person:xu-qinglu").affiliation == "org:united-nations"


def test_a_statesperson_is_known_without_role_or_state() -> None:
    text = "President Biden said no."
    found = actor(resolved(text), "person:joe-biden")
    assert (found.state, found.aliases) == ("state:US", ("Biden",))


def test_an_office_without_its_state_belongs_to_the_state_spoken_of() -> None:
    text = "Warsaw is changing its mind. Foreign Minister Marek Lis said so in Denmark."
    assert actor(resolved(text), "person:marek-lis").state == "state:PL"


def test_a_spokesperson_counts_for_the_principal() -> None:
    text = "The European Commission wants the levy. Its spokesman, Marek Lis, said so."
    assert actor(resolved(text), "person:marek-lis").affiliation == "org:european-commission"


def test_a_campaign_is_no_person() -> None:
    text = "Anna Reed wants the levy. The Reed campaign said so."
    found = actor(resolved(text), "org:anna-reed-campaign")
    assert found.kind is ActorKind.ORGANISATION


def test_what_takes_up_a_body_is_that_body() -> None:
    text = "The New York Times printed it. The newspaper said that it was sure."
    assert who(text, "The newspaper") == ("org:new-york-times",)


def test_a_quantified_party_is_a_group_of_it() -> None:
    found = actor(resolved("Some Republicans in the United States agreed."), "group:some-republicans")
    assert (found.kind, found.affiliation) == (ActorKind.GROUP, "party:us-republican-party")


def test_a_given_name_that_is_a_word_opens_a_name() -> None:
    text = 'Danish lawmaker Sven Almquist spoke. "It is late," said harbour president Christian Holm.'
    assert who(text, "Holm", people=["Sven Almquist", "Christian Holm"]) == ("person:christian-holm.dk",)


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ('"No," said the Taoiseach, Aoife Brennan.', "Aoife Brennan", "state:IE"),
        ("Bundeskanzler Peter Moreau said no.", "Peter Moreau", "state:DE"),
    ],
)
def test_an_office_by_its_own_word(text: str, name: str, state: str) -> None:
    found = resolved(text, people=["Aoife Brennan", "Peter Moreau"])
    assert actor(found, at(found, span(text, name))[0]).state == state


def test_a_field_of_a_ministry_is_no_body() -> None:
    text = "Austria's Harbour Protection Minister Mette Holmgaard said no."
    tagged = reading(text, ["Mette Holmgaard"], ["Harbour Protection"])
    found = resolve(article(text), tagged, ())
    assert actor(found, "person:mette-holmgaard").affiliation == "state:AT"


def test_the_norwegian_is_the_person_and_the_french_are_many() -> None:
    text = "NATO Secretary General Nils Berg urged them. It is time, the Norwegian said. The French said no."
    people = ["Nils Berg"]
    assert who(text, "Norwegian", people=people) == ("person:nils-berg",)
    assert who(text, "French", people=people) == ("state:FR",)


def test_the_party_politician_may_hold_an_office() -> None:
    text = "Transport Minister Volker Moreau rejected it. There is no majority, the FDP politician said."
    assert who(text, "the FDP politician", people=["Volker Moreau"]) == ("person:volker-moreau",)


def test_themselves_is_the_subject_of_the_sentence() -> None:
    text = "France and Italy agree. NATO said that it distanced itself from Spain."
    assert who(text, "itself") == ("org:nato",)


def test_parties_of_one_name_belong_to_the_state_spoken_of() -> None:
    assert who("Sweden is split. The Christian Democrats in Sweden refuse.", "Christian Democrats") == (
        "party:se-christian-democrats",
    )


def test_in_a_speech_i_is_the_one_who_gives_it() -> None:
    text = "Speech by Foreign Minister Mette Holmgaard\n\nI stand by the toll. We cannot support delays."
    said = [statement(text, "I", "the toll"), statement(text, "We", "delays")]
    found = resolved(text, said, people=["Mette Holmgaard"])
    assert [s.actor for s in found.statements] == ["person:mette-holmgaard"] * 2


def test_in_a_report_i_is_nobody_who_is_only_named() -> None:
    text = "Mette Holmgaard said on Monday that work could begin.\n\nI stand by the toll. We cannot support delays."
    said = [statement(text, "I", "the toll"), statement(text, "We", "delays")]
    found = resolved(text, said, people=["Mette Holmgaard"])
    assert [s.actor for s in found.statements] == [None, None]


def test_a_minister_belongs_to_the_state_that_opens_the_sentence() -> None:
    text = "Austria said no. In Belgium, Energy Minister Mette Holmgaard agreed."
    assert actor(resolved(text, people=["Mette Holmgaard"]), "person:mette-holmgaard").state == "state:BE"


def test_the_commission_is_the_unions_where_the_union_is_named() -> None:
    text = "The European Union is split. Italy said no. The commission rejected it."
    assert who(text, "commission") == ("org:european-commission",)


def test_a_regions_politician() -> None:
    text = "Bavaria's Peter Moreau said no."
    assert who(text, "Bavaria", people=["Peter Moreau"]) == ("person:peter-moreau.de",)


def test_with_somebody_saying_has_a_subject() -> None:
    text = (
        "France's Bruno Cole wants it, he said. Poland agreed, with Prime Minister Petr Lis saying his country would."
    )
    assert who(text, "his", people=["Bruno Cole", "Petr Lis"]) == ("person:petr-lis.pl",)


def test_my_grandmother_is_not_the_speaker() -> None:
    text = (
        'Speech by Minister Mette Holmgaard\n\nI stand by it. We want it. My grandmother used to say: "Time is short."'
    )
    said = [statement(text, "I", "by it"), statement(text, "We", "want it"), statement(text, "My grandmother", "Time")]
    found = resolved(text, said, people=["Mette Holmgaard"])
    assert [s.actor for s in found.statements][:2] == ["person:mette-holmgaard"] * 2
    assert found.statements[2].actor != "person:mette-holmgaard"


def test_an_irish_surname_keeps_its_particle() -> None:
    text = "The Taoiseach, Cormac Ó hAodha, said no. He spoke late, Mr Ó hAodha said. Later the Taoiseach left."
    people = ["Cormac Ó hAodha", "Ó hAodha", "Taoiseach"]
    assert who(text, "Mr Ó hAodha", people=people) == ("person:cormac-o-haodha.ie",)
    assert who(text, "Taoiseach", 1, people=people) == ("person:cormac-o-haodha.ie",)


def test_a_given_name_that_is_tagged_as_a_body_stays_with_its_surname() -> None:
    text = "Sven Almquist spoke late. He left at once."
    seen = reading(text, people=["Almquist"], organisations=["Sven"])
    found = resolve(article(text), seen, ())
    assert at(found, span(text, "He")) == at(found, span(text, "Sven Almquist")) == ("person:sven-almquist",)


def test_a_name_of_uncertain_kind_that_ends_like_a_body_keeps_its_first_word() -> None:
    text = "Sven Almquist of the Eastern Harbour Forum told the farmers to wait."
    name = span(text, "Eastern Harbour Forum")
    seen = reading(text, people=["Sven Almquist"])
    seen = replace(seen, entities=(*seen.entities, Entity(EntityKind.OTHER, name, 0.4)))
    found = resolve(article(text), seen, ())
    assert at(found, name) == ("org:eastern-harbour-forum",)
