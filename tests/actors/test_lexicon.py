"""The tables hold what they promise."""

from onrecord.actors.lexicon import Sort, lexicon


def test_every_member_of_a_bloc_or_union_is_a_listed_state() -> None:
    actors = lexicon().actors
    for actor in actors.values():
        assert set(actor.members) <= set(actors), actor.id


def test_bodies_and_affiliations_are_listed() -> None:
    actors = lexicon().actors
    for actor in actors.values():
        assert actor.affiliation is None or actor.affiliation in actors, actor.id
        assert actor.state is None or actor.state in actors, actor.id


def test_unions_have_their_size() -> None:
    actors = lexicon().actors
    assert len(actors["org:eu"].members) == 27
    assert len(actors["org:nato"].members) == 32
    assert len(actors["group:g7"].members) == 7
    assert len(actors["org:euro-area"].members) == 21


def test_no_state_name_means_two_states() -> None:
    seen: dict[tuple[str, ...], str] = {}
    for entries in lexicon().entries.values():
        for entry in entries:
            if entry.sort in (Sort.STATE, Sort.CAPITAL, Sort.DEMONYM) and not entry.weak:
                assert seen.setdefault(entry.words, entry.actor) == entry.actor, entry.words


def test_roles_that_belong_to_one_body_name_a_listed_body() -> None:
    assert set(lexicon().roles.belongs.values()) <= set(lexicon().actors)
