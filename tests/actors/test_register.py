"""Actors meet again across articles, in whatever order these are read."""

from datetime import date
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.actors.register import Changes, Register, is_unnamed, slug
from onrecord.types import Actor, ActorKind, IdentityJudgement, IdentityVerdict, RoleSeen, Sighting
from tests.actors.worlds import body, clusters, person, seen

SAME, DIFFERENT, APART = IdentityVerdict.SAME, IdentityVerdict.DIFFERENT, IdentityVerdict.APART


def test_the_same_register_in_any_order() -> None:
    world = seen(
        person("Wolodymyr Selenskyj", "president", "UA"),
        person("Volodymyr Zelensky", "president", "UA"),
        person("Zelenskyy", "president", "UA"),
        person("Zelenskyy"),
    )
    whole = Register(world)
    assert whole.sighted("person:volodymyr-zelensky") == (
        "person:volodymyr-zelensky.ua",
        "person:wolodymyr-selenskyj.ua",
        "person:zelenskyy.ua",
    )
    for order in permutations(world):
        register = Register()
        for sighting in order:
            register.put(sighting.article, [sighting])
        assert list(register) == list(whole)
        assert register.identities() == whole.identities()


def test_two_of_one_name_get_their_states_into_their_ids() -> None:
    register = Register(seen(person("Ann Reed", "senator", "US")))
    assert [actor.id for actor in register] == ["person:ann-reed"]
    changes = register.put("x", [Sighting("x", person("Ann Reed", "minister", "GB"))])
    assert [actor.id for actor in register] == ["person:ann-reed.gb", "person:ann-reed.us"]
    assert changes.gone == {"person:ann-reed"}
    assert [actor.id for actor in changes.actors] == ["person:ann-reed.gb", "person:ann-reed.us"]
    assert changes.identities == {
        ("person:ann-reed.gb", ""): "person:ann-reed.gb",
        ("person:ann-reed.us", ""): "person:ann-reed.us",
    }
    back = register.put("x", [])
    assert [actor.id for actor in register] == ["person:ann-reed"]
    assert back.gone == {"person:ann-reed.gb", "person:ann-reed.us"}
    assert back.identities["person:ann-reed.gb", ""] == "person:ann-reed.gb"


def test_who_fits_two_that_are_two_stays_alone() -> None:
    register = Register(
        seen(person("Ann Reed", "senator", "US"), person("Ann Reed", "minister", "GB"), person("Ann Reed"))
    )
    assert len(register) == 3
    # a role tells whom it means
    register.put("article-2", [Sighting("article-2", person("Ann Reed", "senator"))])
    assert frozenset({"person:ann-reed", "person:ann-reed.us"}) in clusters(register)


def test_a_bare_surname_comes_loose_when_a_second_person_arrives() -> None:
    register = Register(seen(person("Bill Clay", "lawmaker", "US"), person("Clay", None, "US")))
    assert len(register) == 1
    changes = register.put("x", [Sighting("x", person("Hilda Clay", "lawmaker", "US"))])
    assert len(register) == 3
    assert changes.identities["person:clay.us", ""] == "person:clay"
    register.put("x", [])
    assert len(register) == 1


def test_two_whom_an_article_names_side_by_side_are_two() -> None:
    father, son = person("Aldo Bruni", None, "IT"), person("Aldo Bruni", None, "IT", "person:aldo-bruni.it-2")
    assert len(Register(seen(father, son))) == 1
    register = Register([Sighting("a", father), Sighting("a", son)])
    assert len(register) == 2
    # once in very many articles is a slip of the reading
    for number in range(30):
        register.put(f"b{number}", [Sighting(f"b{number}", father)])
        register.put(f"c{number}", [Sighting(f"c{number}", son)])
    assert len(register) == 1


def test_an_actor_has_its_best_name_and_its_roles_over_time() -> None:
    early, late = date(2020, 5, 1), date(2023, 2, 3)
    plain, marked = person("Stephane Sejourne", "lawmaker", "FR"), person("Stéphane Séjourné", "foreign minister", "FR")
    register = Register([Sighting("a", plain, early), Sighting("b", marked, late), Sighting("c", marked, early)])
    (actor,) = register
    assert (actor.name, actor.aliases) == ("Stéphane Séjourné", ("Stephane Sejourne",))
    assert (actor.role, actor.state, actor.affiliation) == ("foreign minister", "state:FR", "state:FR")
    assert actor.roles == (
        RoleSeen("lawmaker", "state:FR", early, early),
        RoleSeen("foreign minister", "state:FR", early, late),
    )
    register.put("b", [])
    (actor,) = register
    assert actor.roles[-1].last == early


def test_an_authority_entry_gives_id_name_and_role() -> None:
    entry = Actor("Q1", "Ana Lind", ActorKind.PERSON, "premier", "state:SE", "state:SE", ("A. Lind",), wikidata="Q1")
    register = Register(seen(person("Ana Lind", None, "SE"), person("Lind", "premier")), authority=[entry])
    (actor,) = register
    assert (actor.id, actor.role, actor.wikidata, actor.aliases) == ("Q1", "premier", "Q1", ("A. Lind", "Lind"))
    assert register.id_of("person:lind") == "Q1"
    assert register.put("article-0", []).gone == frozenset()
    gone = register.put("article-1", [])
    assert gone.gone == {"Q1"}
    assert list(register) == []
    assert register.get("Q1") is not None


def test_two_authority_entries_are_never_one() -> None:
    entries = [Actor(i, "Ana Lind", ActorKind.PERSON, wikidata=i) for i in ("Q1", "Q2")]
    register = Register(seen(person("Ana Lind", None, "SE")), authority=entries)
    assert [actor.id for actor in register] == ["person:ana-lind"]
    assert {s.other for s in register.suggestions()} == {"person:ana-lind"}


def test_what_a_reviewer_joined_is_one_and_what_was_split_is_two() -> None:
    world = seen(person("Ann Reed", "senator", "US"), person("Ann Reed"), person("Anne Rede", "judge", "GB"))
    ids = ["person:ann-reed.us", "person:ann-reed", "person:anne-rede.gb"]
    assert clusters(Register(world)) == {frozenset(ids[:2]), frozenset(ids[2:])}
    same = IdentityJudgement(SAME, ids[0], ids[2])
    assert len(Register(world, judgements=[same])) == 1
    different = IdentityJudgement(DIFFERENT, ids[0], ids[1])
    assert clusters(Register(world, judgements=[same, different])) == {frozenset({ids[0], ids[2]}), frozenset({ids[1]})}


def test_a_part_of_an_id_can_be_split_off() -> None:
    world = [Sighting(article, person("Jan Kos", "mayor", "PL")) for article in "abcd"]
    split = IdentityJudgement(APART, "person:jan-kos.pl", articles=("b", "c"))
    register = Register(world, judgements=[split])
    assert len(register) == 2
    whole, part = register.id_of("person:jan-kos.pl"), register.id_of("person:jan-kos.pl", "b")
    assert part == register.id_of("person:jan-kos.pl", "c") != whole == register.id_of("person:jan-kos.pl", "a")
    assert register.identities() == {
        ("person:jan-kos.pl", "b"): part,
        ("person:jan-kos.pl", "c"): part,
    }
    (sighted,) = register.sighted(part)
    joined = Register(world, judgements=[split, IdentityJudgement(SAME, "person:jan-kos.pl", sighted)])
    assert len(joined) == 1


def test_putting_the_same_again_changes_nothing() -> None:
    register = Register(seen(person("Ann Reed", "senator", "US")))
    assert register.put("article-0", seen(person("Ann Reed", "senator", "US"))) == Changes()


def test_putting_an_article_again_tells_its_parts_again() -> None:
    split = IdentityJudgement(APART, "person:jan-kos.pl", articles=("b",))
    world = [Sighting(article, person("Jan Kos", "mayor", "PL")) for article in "ab"]
    register = Register(world, judgements=[split])
    told = {("person:jan-kos.pl", "b"): register.id_of("person:jan-kos.pl", "b")}
    assert register.put("b", world[1:]).identities == told
    assert register.put("b", [*world[1:], Sighting("b", person("Eva Nowak"))]).identities.items() >= told.items()


def test_what_is_not_known_means_itself() -> None:
    assert Register().id_of("state:FR") == "state:FR"
    assert Register().get("state:FR") is None


def test_unnamed_officials_are_known_by_role() -> None:
    assert is_unnamed(person("adviser to the mayor", "adviser", identifier="role:adviser-to-the-mayor"))
    assert not is_unnamed(person("Ann Reed"))


@pytest.mark.parametrize(
    ("text", "piece"), [("Dáil Éireann", "dail-eireann"), ("N'Djamena", "ndjamena"), ("…", "unnamed")]
)
def test_slugs_are_plain(text: str, piece: str) -> None:
    assert slug(text) == piece


# ---------------------------------------------------------------- any small world of look-alikes

NAMES = (
    *("George Bush", "George W. Bush", "George H. W. Bush", "Jeb Bush", "Bush", "John Smith", "Jon Smith", "J. Smith"),
    *("John Smith Jr", "Smith", "Smyth", "Anna Smith", "Volodymyr Zelensky", "Wolodymyr Selenskyj", "Zelensky"),
    *("Selenskyj", "Orban Viktor", "Viktor Orban", "Orbán", "Viktor Orbán", "John Smith 2"),
)
BODIES = ("Green Party", "Green Movement", "Green", "GP", "Grand Parade", "Labour", "Labour Party", "European Union")
ARTICLES = "abcde"


def _persons() -> st.SearchStrategy[Actor]:
    roles, states = st.sampled_from((None, "president", "senator")), st.sampled_from((None, "US", "GB"))
    plain = st.builds(person, st.sampled_from(NAMES), roles, states)
    twin = plain.map(lambda a: Actor(f"{a.id}-2", a.name, a.kind, a.role, a.affiliation, a.state))
    return st.one_of(plain, plain, plain, twin)


def _bodies() -> st.SearchStrategy[Actor]:
    kinds = st.sampled_from((ActorKind.PARTY, ActorKind.ORGANISATION))
    return st.builds(body, st.sampled_from(BODIES), st.sampled_from((None, "US", "GB")), kinds)


def _judgements() -> st.SearchStrategy[IdentityJudgement]:
    ids = st.one_of(_persons(), _bodies()).map(lambda actor: actor.id)
    pair = st.builds(IdentityJudgement, st.sampled_from((SAME, DIFFERENT)), ids, ids)
    split = st.lists(st.sampled_from(ARTICLES), min_size=1, max_size=2, unique=True).map(tuple)
    return st.one_of(pair, pair, st.builds(IdentityJudgement, st.just(APART), ids, st.none(), split))


ACTORS = st.one_of(_persons(), _persons(), _bodies())
ARTICLE = st.lists(ACTORS, max_size=4, unique_by=lambda actor: actor.id)
PUTS = st.lists(st.tuples(st.sampled_from(ARTICLES), ARTICLE, st.sampled_from((None, date(2020, 1, 1)))), max_size=9)
LISTED = st.lists(ACTORS, max_size=2, unique_by=lambda actor: actor.id)


class Told:
    """What somebody knows who only listens to the changes."""

    def __init__(self) -> None:
        self.actors: dict[str, Actor] = {}
        self.identities: dict[tuple[str, str], str] = {}

    def hear(self, article: str, changes: Changes) -> None:
        assert not changes.gone & {actor.id for actor in changes.actors}
        self.identities = {key: known for key, known in self.identities.items() if key[1] != article}
        for key, known in changes.identities.items():
            self.identities[key] = known
            if key == (known, ""):
                del self.identities[key]
        for identifier in changes.gone:
            del self.actors[identifier]
        self.actors.update({actor.id: actor for actor in changes.actors})


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(PUTS, st.lists(_judgements(), max_size=4), LISTED, st.randoms())
def test_a_register_is_a_function_of_what_was_said(puts, judgements, listed, random) -> None:  # type: ignore[no-untyped-def]
    grown, told, said = Register(authority=listed, judgements=judgements), Told(), {}
    for article, actors, day in puts:
        said[article] = [Sighting(article, actor, day) for actor in actors]
        told.hear(article, grown.put(article, said[article]))
    order = sorted(said)
    random.shuffle(order)
    whole = Register((s for article in order for s in said[article]), authority=listed, judgements=judgements)
    assert list(grown) == list(whole)
    assert grown.identities() == whole.identities() == told.identities
    assert {actor.id: actor for actor in grown} == told.actors
    assert [(s.one, s.other) for s in grown.suggestions()] == [(s.one, s.other) for s in whole.suggestions()]
    for actor in whole:
        assert whole.get(actor.id) == actor
        assert whole.id_of(actor.id) == actor.id  # a canonical id is never somebody else's sighted one


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(ACTORS, max_size=8, unique_by=lambda actor: actor.id), st.lists(_judgements(), max_size=3))
def test_the_last_judgement_always_holds(actors, judgements) -> None:  # type: ignore[no-untyped-def]
    register = Register(seen(*actors), judgements=judgements)
    if not judgements or judgements[-1].verdict is APART or judgements[-1].one == judgements[-1].other:
        return
    last = judgements[-1]
    one, other = register.id_of(last.one), register.id_of(last.other)
    known = {actor.id for actor in actors}
    if {last.one, last.other} <= known:
        assert (one == other) == (last.verdict is SAME)
