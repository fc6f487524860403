"""A user's own list: what it may look like, what is joined, and what each mistake is answered with."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from onrecord.actors.authority import read_authority
from onrecord.errors import InputError
from onrecord.types import Actor, ActorKind, RoleSeen


def read(text: str) -> tuple[Actor, ...]:
    return read_authority(text.splitlines(keepends=True), "list.csv")


def only(text: str) -> Actor:
    (actor,) = read(text)
    return actor


def test_a_full_row() -> None:
    found = only(
        "name,aliases,kind,state,role,wikidata,from,to,affiliation,id\n"
        "Ida Lund,Lund; Ida  Maria Lund;Ida Lund,person,DK,minister,Q12,2021-03-05,2022-01-09,EU,person:il\n"
    )
    assert found == Actor(
        "person:il",
        "Ida Lund",
        ActorKind.PERSON,
        role="minister",
        affiliation="org:eu",
        state="state:DK",
        aliases=("Lund", "Ida Maria Lund"),
        roles=(RoleSeen("minister", "org:eu", date(2021, 3, 5), date(2022, 1, 9)),),
        wikidata="Q12",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Wikidata ID,NAME, Kind ,Country\nhttp://www.wikidata.org/entity/Q12,Ida Lund,Human,Denmark\n",
        "\ufeffname;type;state;qid\r\nIda Lund;person;dk;q12\r\n",
        "\n\nlabel\tKIND\tnation\twikidata_id\tnotes\nIda Lund\tPerson\tstate:DK\tQ12\tof no use\n\n",
        'name,kind,state,wikidata\n" Ida\nLund ",person,Kingdom of Denmark,Q12\n',
    ],
)
def test_the_form_is_forgiven(text: str) -> None:
    assert only(text) == Actor("person:ida-lund", "Ida Lund", ActorKind.PERSON, state="state:DK", wikidata="Q12")


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ("2021,2022", date(2021, 1, 1), date(2022, 12, 31)),
        ("2020-02,2024-02", date(2020, 2, 1), date(2024, 2, 29)),
        ("+2020-02-03T00:00:00Z,2024-00-00", date(2020, 2, 3), date(2024, 12, 31)),
        (",2024", None, date(2024, 12, 31)),
        ("2024-05-06,", date(2024, 5, 6), None),
    ],
)
def test_days_may_be_months_or_years(given: str, first: date | None, last: date | None) -> None:
    (seen,) = only(f"name,kind,role,from,to\nIda Lund,person,mayor,{given}\n").roles
    assert (seen.first, seen.last) == (first, last)


def test_rows_of_one_actor_are_joined_and_the_newest_role_is_the_present_one() -> None:
    found = only(
        "name,aliases,kind,state,role,wikidata,from,to\n"
        "Ida Lund,I. Lund,person,DK,mayor,Q12,2010,2015\n"
        "Ida Maria Lund,,person,DK,minister,Q12,2019,\n"
        "ida lund,,person,DK,deputy,,2015,2019\n"
        "Ida Lund,I. Lund,person,DK,mayor,Q12,2010,2015\n"
    )
    assert found.name == "Ida Lund"
    assert found.role == "minister"
    assert [seen.role for seen in found.roles] == ["mayor", "deputy", "minister"]
    assert set(found.aliases) == {"I. Lund", "Ida Maria Lund", "ida lund"}


def test_namesakes_are_told_apart_by_what_they_have() -> None:
    found = read(
        "name,kind,state,wikidata,id\n"
        "Jan Novak,person,CZ,Q1,\n"
        "Jan Novak,person,CZ,Q2,\n"
        "Jan Novak,person,SI,,\n"
        "Jan Novak,person,PL,Q3,person:the-third\n"
        "Jan Novak,party,,,\n"
    )
    assert {actor.id: actor.wikidata for actor in found} == {
        "person:jan-novak.cz.q1": "Q1",
        "person:jan-novak.cz.q2": "Q2",
        "person:jan-novak.si": None,
        "person:the-third": "Q3",
        "party:jan-novak": None,
    }


def test_states_and_bodies_of_the_tables_keep_their_ids() -> None:
    found = read("name,kind,wikidata\nFrance,country,Q142\nEuropean Union,organisation,Q458\nAtlantis,state,\n")
    assert [actor.id for actor in found] == ["org:eu", "state:FR", "state:atlantis"]


def test_a_body_is_found_in_the_list_or_is_an_entry_of_its_own() -> None:
    found = read(
        "name,aliases,kind,affiliation\n"
        "Ida Lund,,person,The Ferry Board\n"
        "Per Holm,,person,Harbour office\n"
        "Ferry Board of Varde,The Ferry Board,organisation,\n"
    )
    known = {actor.id: actor for actor in found}
    assert known["person:ida-lund"].affiliation == "org:ferry-board-of-varde"
    assert known["person:per-holm"].affiliation == "org:harbour-office"
    assert known["org:harbour-office"].name == "Harbour office"


HEAD = "name,aliases,kind,state,role,wikidata,from,to,id\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", r"line 1: there is no column 'name', only nothing"),
        ("actor_name,kind\nIda,person\n", r"line 1: there is no column 'name', only 'actor_name', 'kind'"),
        ("name,state\nIda,DK\n", r"no column 'kind'"),
        ("name,kind,country,nation\nIda,person,DK,DK\n", r"'country' and 'nation' both mean the column 'state'"),
        (HEAD, "no rows"),
        (HEAD + "Ida Lund,,person,DK,,,,\n", r"line 2: 8 cells, but the header has 9 columns"),
        (HEAD + "\nIda Lund,,person,DK,,,,,,x\n", r"line 3: 10 cells"),
        (HEAD + "Ida Lund,,wizard,DK,,,,,\n", r"line 2: the kind 'wizard' is not known; write person, organisation"),
        (HEAD + "Ida Lund,,,DK,,,,,\n", r"line 2: the kind is missing"),
        (HEAD + ",,person,DK,,,,,\n", r"line 2: the name is missing"),
        (HEAD + "?!,,person,DK,,,,,\n", r"line 2: the name '\?!' has no letters"),
        (HEAD + "Ida Lund,,person,Narnia,,,,,\n", r"line 2: the state 'Narnia' is not known; write its two-letter"),
        (HEAD + "Ida Lund,,person,,,12,,,\n", r"line 2: the Wikidata id '12' is none"),
        (HEAD + "Ida Lund,,person,,mayor,,12 May,,\n", r"line 2: the day '12 May' is none; write 2024-12-31"),
        (HEAD + "Ida Lund,,person,,mayor,,2024-13-01,,\n", r"line 2: the day '2024-13-01'"),
        (HEAD + "Ida Lund,,person,,mayor,,2023-02-29,,\n", r"line 2: the day '2023-02-29'"),
        (HEAD + "Ida Lund,,person,,mayor,,2024,2023,\n", r"line 2: it begins on 2024-01-01, after its end"),
        (HEAD + "Ida Lund,,person,,,,,,a b\n", r"line 2: the id 'a b' is none"),
        (HEAD + "Ida Lund,,person,,,,,,x:y\nOle,,party,,,,,,x:y\n", r"line 3: 'Ole' is a party here.*line 2"),
        (HEAD + '"Ida\nLund",,person,,,,,,\nOle,,cat,,,,,,\n', r"line 4: the kind 'cat'"),
        (HEAD + 'Ida,,person,,,,,,\n"Ole,,person,,,,,,\n', r"line 3: this is no CSV"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, says: str) -> None:
    with pytest.raises(InputError, match=f"(?s)list.csv.*{says}"):
        read(text)


def test_aliases_that_lead_round_in_a_circle() -> None:
    rows = HEAD + "Ida,Ole,person,,,,,,\nOle,Per,person,,,,,,\nPer,Ida,person,,,,,,\n"
    with pytest.raises(InputError, match=r"line 2 \(Ida\), line 3 \(Ole\), line 4 \(Per\).*circle.*Keep one line"):
        read(rows)
    with pytest.raises(InputError, match="circle"):
        read(HEAD + "Zoe,Ida,person,,,,,,\nIda,Ole,person,,,,,,\nOle,Ida,person,,,,,,\n")


@pytest.mark.parametrize(
    "rows",
    [
        "Ida,Ole,person,,,,,,\nOle,,person,,,,,,\n",
        "Ida,Ole,person,,,Q1,,,\nOle,Ida,person,,,Q2,,,\n",
        "Ida,Ole,person,DK,,,,,\nOle,Ida,person,SE,,,,,\n",
        "Ida,Ole,person,,,,,,\nOle,Ida,party,,,,,,\n",
        "Ida,Ida;ida,person,,,,,,\nIda,Ida,person,,,,,,\nOle,,person,,,,,,\n",
    ],
)
def test_aliases_that_are_no_circle(rows: str) -> None:
    assert len(read(HEAD + rows)) == 2


@settings(deadline=None, max_examples=30)
@given(some.permutations(range(6)))
def test_ids_do_not_depend_on_the_order_of_the_lines(order: list[int]) -> None:
    rows = [
        "Jan Novak,,person,CZ,,Q1,,,",
        "Jan Novak,,person,CZ,,Q2,,,",
        "Jan Novak,,person,SI,,,,,",
        "Ida Lund,,person,DK,mayor,,2010,2015,",
        "Ida Lund,,person,DK,minister,,2019,,",
        "Lund,,person,,,,,,",
    ]
    found = read(HEAD + "\n".join(rows[place] for place in order))
    assert {(actor.id, actor.role, actor.wikidata) for actor in found} == {
        ("person:jan-novak.cz.q1", None, "Q1"),
        ("person:jan-novak.cz.q2", None, "Q2"),
        ("person:jan-novak.si", None, None),
        ("person:ida-lund", "minister", None),
        ("person:lund", None, None),
    }


def test_many_rows_take_seconds_and_are_told_of() -> None:
    lines = [
        HEAD,
        *(
            f"Ida Lund{number},Lund{number};L{number},person,DK,mayor,Q{number + 1},2010,,\n"
            for number in range(20_000)
        ),
    ]
    told: list[int] = []
    begun = time.process_time()
    found = read_authority(lines, "list.csv", told.append)
    assert len(found) == 20_000
    assert told == [5_000, 10_000, 15_000, 20_000, 20_000]
    assert time.process_time() - begun < 10, "500,000 rows in minutes at most, also on a slow machine"
