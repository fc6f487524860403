"""States, bodies, blocs, seats and regions: complete, of one meaning, and right on any day."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib.resources import files

import pytest
from anyascii import anyascii

from onrecord.actors.lexicon import Entry, Sort, lexicon, members
from onrecord.actors.tokens import split_words

TODAY = date(2026, 7, 1)

# Territories of CLDR that are no actors: uninhabited, groupings, or stand-ins of the standard itself.
NO_ACTORS = {"AQ", "AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UM", "UN", "XA", "XB", "ZZ"}


def rows(name: str) -> list[dict[str, str]]:
    text = (files("onrecord.actors") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def states(*status: str) -> list[dict[str, str]]:
    return [row for row in rows("states.csv") if not status or row["status"] in status]


def entries() -> Iterator[Entry]:
    for listed in lexicon().entries.values():
        yield from listed


@lru_cache
def meanings(weak: bool = True) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for entry in entries():
        if weak or not entry.weak:
            found[" ".join(entry.words)].add(entry.actor)
    return dict(found)


def on(bloc: str, day: str) -> set[str]:
    return {state.removeprefix("state:") for state in members(bloc, date.fromisoformat(day))}


def test_no_row_of_any_table_has_a_cell_too_many_or_too_few() -> None:
    for name in ("states", "bodies", "blocs", "seats", "regions", "parties", "members", "ambiguous"):
        for row in rows(f"{name}.csv"):
            assert None not in row, (name, row)
            assert None not in row.values(), (name, row)


def test_no_name_is_padded_or_given_twice_in_one_cell() -> None:
    for name in ("states", "bodies", "blocs", "seats", "regions", "parties", "members", "ambiguous"):
        for row in rows(f"{name}.csv"):
            for column, cell in row.items():
                parts = cell.split(";") if column != "told_by" else [cell]
                assert all(part == part.strip() for part in parts), (name, cell)
                assert len(parts) == len(set(parts)), (name, cell)
                assert cell == "" or all(part.strip("~") for part in parts), (name, cell)


def test_all_members_and_observers_of_the_united_nations_are_there() -> None:
    assert len(states("member")) == 193
    assert {row["iso2"] for row in states("observer")} == {"VA", "PS"}
    assert {row["iso2"] for row in states("member")} == on("org:united-nations", "2026-07-01")


def test_every_territory_of_cldr_has_its_english_name_here() -> None:
    babel = pytest.importorskip("babel")
    cldr = {code: name for code, name in babel.Locale("en").territories.items() if code.isalpha() and len(code) == 2}
    assert len(cldr) > 240
    known = meanings()
    flat = {anyascii(name.replace("’", "'")) for name in known}
    missing = {}
    for code, name in cldr.items():
        plain = anyascii(name.replace("’", "'"))
        variants = {
            plain,
            plain.replace(" & ", " and "),
            plain.split(" (")[0],
            plain.replace("(", "( ").replace(")", " )"),
            plain.split(" - ")[0],
        }
        if code not in NO_ACTORS and not variants & flat:
            missing[code] = name
    assert missing == {}


def test_a_state_of_cldr_has_the_code_of_cldr() -> None:
    babel = pytest.importorskip("babel")
    english = babel.Locale("en").territories
    for row in states("member", "observer"):
        assert row["iso2"] in english, row
    for code in ("NE", "NG", "CD", "CG", "GN", "GW", "GQ", "AT", "AU", "DM", "DO", "KP", "KR", "ML", "MW", "SK", "SI"):
        mine = next(row for row in states() if row["iso2"] == code)
        plain = anyascii(english[code]).split(" - ")[0].split(" (")[0]
        assert plain.split()[0].split("-")[0] in anyascii(mine["name"] + ";" + mine["aliases"]), code


def test_every_state_has_a_capital_and_a_demonym() -> None:
    demonyms = {entry.actor for entry in entries() if entry.sort is Sort.DEMONYM}
    for row in states("member", "observer", "partly recognised", "unrecognised"):
        assert row["capitals"], row["name"]
        own = row["name"] in row["adjectives"].split(";")
        assert own or f"state:{row['iso2']}" in demonyms, row["name"]


def test_a_former_state_has_its_years_and_a_living_one_none() -> None:
    for row in states():
        assert bool(row["years"]) == (row["status"] == "former"), row["name"]
        if row["years"]:
            first, last = map(int, row["years"].split("-"))
            assert 1900 < first < last < 2026


def test_a_name_without_accents_is_given_beside_the_name_with_them() -> None:
    known = {"".join(name.split()) for name in meanings()}
    for entry in entries():
        name = "".join(entry.words)
        latin = entry.sort in (Sort.STATE, Sort.CAPITAL, Sort.SEAT, Sort.DEMONYM, Sort.REGION)
        if latin and not entry.weak and not name.isascii() and not any(c in name for c in "öüäßøÖÜÄØł"):
            assert anyascii(name) in known, name


def test_a_name_that_may_mean_two_is_listed_with_what_tells_them_apart() -> None:
    plain = meanings(weak=False)
    assert {name: actors for name, actors in plain.items() if len(actors) > 1} == {}
    sides = {row["name"]: {*row["others"].split(";"), row["usual"]} for row in rows("ambiguous.csv")}
    for row in rows("ambiguous.csv"):
        assert row["told_by"]
        assert plain[row["name"]] == {row["usual"]}, row["name"]
        assert set(row["others"].split(";")) <= set(lexicon().actors), row["name"]
    names = states_names()
    for name, actors in meanings().items():
        if len(actors) > 1 and name in names:
            assert actors <= sides.get(name, set()) | parties_of(actors), (name, actors)


def states_names() -> set[str]:
    sorts = (Sort.STATE, Sort.CAPITAL, Sort.DEMONYM)
    return {" ".join(entry.words) for entry in entries() if entry.sort in sorts and not entry.weak}


def parties_of(actors: set[str]) -> set[str]:
    return {actor for actor in actors if actor.startswith("party:")}


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("UAE", "state:AE"),
        ("DRC", "state:CD"),
        ("ROK", "state:KR"),
        ("DPRK", "state:KP"),
        ("Burma", "state:MM"),
        ("Swaziland", "state:SZ"),
        ("Czechia", "state:CZ"),
        ("Türkiye", "state:TR"),
        ("Cape Verde", "state:CV"),
        ("Côte d'Ivoire", "state:CI"),
        ("Macedonia", "state:MK"),
        ("Zaire", "state:CD"),
        ("West Germany", "state:DE"),
        ("GDR", "state:DD"),
        ("USSR", "state:SU"),
        ("Ceylon", "state:LK"),
        ("Holy See", "state:VA"),
        ("TRNC", "state:XC"),
        ("Kiev", "state:UA"),
        ("Peking", "state:CN"),
        ("Naypyidaw", "state:MM"),
        ("Bogotá", "state:CO"),
        ("Sucre", "state:BO"),
        ("Pretoria", "state:ZA"),
        ("the Hague", "state:NL"),
        ("Nigerien", "state:NE"),
        ("Nigerian", "state:NG"),
        ("Britons", "state:GB"),
        ("Brits", "state:GB"),
        ("Danes", "state:DK"),
        ("Danish", "state:DK"),
        ("Filipinos", "state:PH"),
        ("Emiratis", "state:AE"),
        ("Saudis", "state:SA"),
        ("Czechs", "state:CZ"),
        ("Frenchwoman", "state:FR"),
        ("Thais", "state:TH"),
        ("Bosnian Serb", "state:BA"),
        ("Greenlandic", "org:greenland"),
        ("Scottish", "org:scotland"),
        ("Macao", "org:macau"),
        ("Quai d'Orsay", "org:quai-d-orsay"),
        ("Elysee Palace", "org:elysee"),
        ("Malacanang", "org:malacanang"),
        ("Kantei", "org:kantei"),
        ("Itamaraty", "org:itamaraty"),
        ("Langley", "org:us-cia"),
        ("Turtle Bay", "org:united-nations"),
        ("Rideau Hall", "org:rideau-hall"),
        ("Latin American", "group:latin-america"),
        ("P5+1", "group:p5-plus-1"),
    ],
)
def test_a_name_is_its_actors(name: str, actor: str) -> None:
    assert meanings(weak=False)[" ".join(split_words(name))] == {actor}


@pytest.mark.parametrize("plain", ["Islamic Republic", "Federal Republic", "Emirates", "CAR", "Male", "Kingston"])
def test_a_name_that_is_a_word_or_another_thing_needs_its_state_beside_it(plain: str) -> None:
    assert all(entry.weak for entry in entries() if " ".join(entry.words) == plain)
    assert plain in meanings()


@pytest.mark.parametrize(
    ("bloc", "day", "size"),
    [
        ("org:eu", "1957-12-31", 0),
        ("org:eu", "1958-01-01", 6),
        ("org:eu", "1973-01-01", 9),
        ("org:eu", "1995-01-01", 15),
        ("org:eu", "2004-04-30", 15),
        ("org:eu", "2004-05-01", 25),
        ("org:eu", "2013-07-01", 28),
        ("org:eu", "2020-02-01", 27),
        ("org:nato", "1949-08-24", 12),
        ("org:nato", "1999-03-12", 19),
        ("org:nato", "2004-03-29", 26),
        ("org:nato", "2020-03-27", 30),
        ("org:nato", "2024-03-07", 32),
        ("org:euro-area", "2002-01-01", 12),
        ("org:euro-area", "2023-01-01", 20),
        ("org:euro-area", "2026-01-01", 21),
        ("org:schengen-area", "2024-04-01", 29),
        ("org:united-nations", "1945-10-24", 51),
        ("org:united-nations", "2000-01-01", 187),
        ("org:council-of-europe", "2021-01-01", 47),
        ("org:council-of-europe", "2022-03-16", 46),
        ("org:osce", "2024-01-01", 57),
        ("org:oecd", "2024-01-01", 38),
        ("org:commonwealth", "2024-01-01", 56),
        ("org:african-union", "2024-01-01", 55),
        ("org:arab-league", "2024-01-01", 22),
        ("org:ecowas", "2025-01-28", 15),
        ("org:ecowas", "2025-01-29", 12),
        ("org:opec", "2025-01-01", 12),
        ("org:opec", "2026-05-01", 11),
        ("org:asean", "2025-10-26", 11),
        ("org:brics", "2011-01-01", 5),
        ("org:sco", "2024-07-04", 10),
        ("org:caricom", "2020-01-01", 14),
        ("org:oas", "2020-01-01", 34),
        ("org:sadc", "2020-01-01", 16),
        ("org:apec", "2020-01-01", 20),
        ("org:warsaw-pact", "1980-01-01", 7),
        ("group:g7", "1975-12-01", 6),
        ("group:g8", "2014-01-01", 8),
        ("group:g8", "2015-01-01", 0),
        ("group:g20", "2020-01-01", 19),
        ("group:visegrad", "1992-06-01", 3),
        ("group:visegrad", "1993-01-01", 4),
        ("group:latin-america", "2020-01-01", 20),
    ],
)
def test_a_bloc_has_its_size_on_a_day(bloc: str, day: str, size: int) -> None:
    assert len(on(bloc, day)) == size


def test_who_comes_and_goes_is_a_member_on_the_first_and_the_last_day() -> None:
    assert "GB" in on("org:eu", "1973-01-01") & on("org:eu", "2020-01-31")
    assert "GB" not in on("org:eu", "1972-12-31") | on("org:eu", "2020-02-01")
    assert "FI" not in on("org:nato", "2023-04-03")
    assert "FI" in on("org:nato", "2023-04-04")
    assert "SE" not in on("org:nato", "2024-03-06")
    assert "SE" in on("org:nato", "2024-03-07")
    assert on("group:p5", "1960-01-01") == {"FR", "GB", "US", "TW", "SU"}
    assert on("group:p5", "2020-01-01") == {"FR", "GB", "US", "CN", "RU"}
    assert "QA" not in on("org:opec", "2019-01-01")


def test_what_is_no_bloc_has_no_members() -> None:
    assert members("org:kremlin", TODAY) == ()


def test_an_actors_members_are_those_of_today_or_of_the_last_day() -> None:
    actors = lexicon().actors
    for row in rows("members.csv"):
        assert row["body"] in actors, row["body"]
        assert all(f"state:{iso}" in actors for iso in row["states"].split(";")), row
    assert set(actors["org:eu"].members) == set(members("org:eu", TODAY))
    assert set(actors["group:g8"].members) == set(members("group:g8", date(2014, 1, 1)))
    assert actors["org:united-nations"].members == ()


def test_nobody_is_a_member_twice_on_one_day() -> None:
    for body in {row["body"] for row in rows("members.csv")}:
        for year in range(1946, 2027):
            there = members(body, date(year, 7, 1))
            assert len(there) == len(set(there)), (body, year)


def test_every_state_of_the_g20_and_of_europe_has_a_seat_of_power() -> None:
    seated = {row["state"] for row in rows("seats.csv")}
    assert on("group:g20", "2026-07-01") <= seated
    assert on("org:eu", "2026-07-01") <= seated
    assert {"GB", "NO", "CH", "IS", "UA", "RS", "MK"} <= seated


def test_every_body_of_a_state_names_a_listed_state() -> None:
    codes = {row["iso2"] for row in states()}
    for name in ("bodies.csv", "seats.csv", "parties.csv", "regions.csv"):
        for row in rows(name):
            assert row["state"] == "" or row["state"] in codes, row
