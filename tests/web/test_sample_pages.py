"""Samples through the pages: drawn, coded by two apart from each other, compared, settled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from onrecord.record import open_record, passwords
from onrecord.record.people import People
from onrecord.record.sample_values import SamplePlan, Unit
from onrecord.record.samples import Samples
from onrecord.types import Stance
from tests.web import serving

GOOD = "ferry toll river town"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", passwords.Cost(n=16, p=1))


@pytest.fixture
def team(debate_db: Path) -> Path:
    """The debate with an owner, two reviewers and a reader."""
    with open_record(debate_db) as record:
        people = People(record)
        people.add("Ada", "owner", GOOD, by="Ada")
        for name, role in (("Bo", "reviewer"), ("Kim", "reviewer"), ("Zoe", "reader")):
            people.add(name, role, GOOD, by="Ada")
    return debate_db


class Desks(dict[str, serving.Browser]):
    """A browser of each person, logged in when it is first used."""

    def __init__(self, team: Path, stack: ExitStack) -> None:
        super().__init__()
        self.team, self.stack = team, stack

    def __missing__(self, name: str) -> serving.Browser:
        browser = self.stack.enter_context(serving.browser(self.team))
        assert post(browser, "/login", "/login", name=name, password=GOOD).status_code == 303
        self[name] = browser
        return browser


@pytest.fixture
def desks(team: Path) -> Iterator[Desks]:
    with ExitStack() as stack:
        yield Desks(team, stack)


def lines(text: str) -> list[dict[str, str]]:
    return serving.rows_of(text)


def post(browser: serving.Browser, path: str, page: str = "/account", **fields: Any) -> Any:
    found = re.search(r'<meta name="csrf" content="(\w+)">', browser.get(page).text)
    assert found is not None
    return browser.post(path, data={"csrf": found[1], **fields}, follow_redirects=False)


def drawn(team: Path, unit: Unit = Unit.ARTICLE, **more: Any) -> int:
    with open_record(team) as record:
        plan = SamplePlan(unit=unit, size=more.pop("size", 2), coders=("Bo", "Kim"), **more)
        return Samples(record).draw(unit.value, plan, by="Ada").id


def item(team: Path, number: int, ordinal: int = 0) -> tuple[str, list[tuple[int, int]]]:
    """The article of an item, and the places of the machine's positions in it."""
    with open_record(team) as record:
        held = Samples(record).items(number)[ordinal]
        found = record.positions(article_id=held.article)
        return held.article, [(one.evidence.begin, one.evidence.end) for one in found] or [(0, 10)]


def form(team: Path, number: int, ordinal: int = 0, stance: Stance = Stance.SUPPORTS, **more: str) -> dict[str, str]:
    places = item(team, number, ordinal)[1]
    with open_record(team) as record:
        actor = record.actors()[0].id
        book = record.current_codebook()
        assert book is not None
        option = book.options[0].id
    begin, end = places[0]
    return {"option": option, "actor": actor, "stance": stance.value, "passage": f"{begin}-{end}", **more}


def finish(desks: Desks, number: int, items: int, *names: str) -> None:
    for name in names or ("Bo", "Kim"):
        for one in range(1, items + 1):
            assert post(desks[name], f"/samples/{number}/items/{one}/done", done="true").status_code == 303


# ---------------------------------------------------------------- drawing


def test_an_owner_draws_a_sample(desks: Desks, team: Path) -> None:
    fields = {"name": "First <b>", "unit": "position", "size": "3", "coder": ["Bo", "Kim"], "strata": ["option"]}
    response = post(desks["Ada"], "/samples", "/samples", **fields, seed="7", overlap="50", blind="true")
    assert response.status_code == 303
    page = desks["Ada"].get(response.headers["location"]).text
    assert "First &lt;b&gt;" in page
    assert "First <b>" not in page
    assert "seed 7" in page
    assert "50 % coded by all" in page
    with open_record(team) as record:
        (sample,) = Samples(record).all()
        assert sample.plan.blind
        assert sample.plan.coders == ("Bo", "Kim")
        assert sample.items == 3
    assert "First &lt;b&gt;" in desks["Bo"].get("/samples").text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name": ""}, "characters"),
        ({"coder": []}, "coders"),
        ({"size": "0"}, "1 to"),
        ({"outlet": "no such outlet"}, "Nothing in the record"),
        ({"strata": ["option"], "unit": "article"}, "by option"),
        ({"since": "yesterday"}, "no day"),
        ({"size": "many"}, "should be"),
    ],
)
def test_what_is_not_drawn(desks: Desks, fields: dict[str, Any], says: str) -> None:
    asked = {"name": "One", "unit": "position", "size": "3", "coder": ["Bo", "Kim"], **fields}
    response = post(desks["Ada"], "/samples", "/samples", **asked)
    assert response.status_code == 422
    assert says in response.text


def test_only_owners_draw_open_close_and_settle(desks: Desks, team: Path) -> None:
    number = drawn(team)
    finish(desks, number, 2)
    assert 'action="/samples"' not in desks["Bo"].get("/samples").text
    for path in ("/samples", *(f"/samples/{number}/{do}" for do in ("open", "close", "settle-agreed", "settle/1"))):
        assert post(desks["Bo"], path).status_code == 403, path
    assert desks["Bo"].get(f"/samples/{number}/settle/1").status_code == 403


# ---------------------------------------------------------------- coding


@pytest.mark.parametrize("unit", list(Unit))
def test_a_coder_works_through_a_sample(desks: Desks, team: Path, unit: Unit) -> None:
    number = drawn(team, unit)
    bo = desks["Bo"]
    first = bo.get(f"/samples/{number}/code")
    assert first.status_code == 200
    assert "1 of 2" in first.text
    assert post(bo, f"/samples/{number}/items/1", **form(team, number)).status_code == 303
    assert "Take back" in bo.get(f"/samples/{number}/items/1").text
    assert "Take back" not in desks["Kim"].get(f"/samples/{number}/items/1").text
    after = post(bo, f"/samples/{number}/items/1/done", done="true")
    assert bo.get(after.headers["location"]).text.count("2 of 2") > 0
    after = post(bo, f"/samples/{number}/items/2/done", done="true")
    assert after.headers["location"] == f"/samples/{number}"
    assert "2 of 2" in bo.get(f"/samples/{number}").text


def test_a_blind_sample_shows_no_coding_but_ones_own(desks: Desks, team: Path) -> None:
    blind, seen = drawn(team, Unit.POSITION), drawn(team, Unit.ARTICLE, blind=False)
    assert "What the machine found" not in desks["Bo"].get(f"/samples/{blind}/items/1").text
    assert "What the machine found" in desks["Bo"].get(f"/samples/{seen}/items/1").text
    told = desks["Bo"].get(f"/samples/{blind}/items/1.json").json()
    assert told["machine"] is None
    assert told["codings"] == []
    assert isinstance(desks["Bo"].get(f"/samples/{seen}/items/1.json").json()["machine"], list)
    for path in ("agreement", "agreement.csv", "differences", "differences.csv", "agreement?machine=true"):
        response = desks["Bo"].get(f"/samples/{blind}/{path}")
        assert response.status_code == 422, path
        assert "hidden until all have finished" in response.text
    assert desks["Ada"].get(f"/samples/{blind}.csv").status_code == 422
    assert desks["Ada"].get(f"/samples/{blind}/settle/1").status_code == 422


def test_what_is_missing_in_a_coding_is_said(desks: Desks, team: Path) -> None:
    number = drawn(team)
    for change, says in (
        ({"passage": ""}, "on which words"),
        ({"passage": "9-900000"}, "has no place"),
        ({"stance": ""}, ""),
        ({"option": "none such"}, "Choose an option"),
        ({"actor": ""}, "Choose an actor"),
        ({"actor": "", "other": "Nobody Atall"}, "no actor Nobody Atall"),
        ({"actor": "person:nobody"}, "no actor"),
    ):
        response = post(desks["Bo"], f"/samples/{number}/items/1", **(form(team, number) | change))
        assert response.status_code == 422, change
        assert says in response.text
    assert "Take back" not in desks["Bo"].get(f"/samples/{number}/items/1").text


def test_an_actor_can_be_named(desks: Desks, team: Path) -> None:
    number = drawn(team)
    with open_record(team) as record:
        name = record.actors()[0].name
    given = form(team, number) | {"actor": "", "other": f" {name.upper()} "}
    assert post(desks["Bo"], f"/samples/{number}/items/1", **given).status_code == 303


def test_reason_and_condition_are_coded_by_their_places(desks: Desks, team: Path) -> None:
    number = drawn(team)
    with open_record(team) as record:
        article = record.article(item(team, number)[0])
    assert article is not None
    parts = {"reason": "0-9", "condition": "10-15", "condition_kind": "limit"}
    assert post(desks["Bo"], f"/samples/{number}/items/1", **(form(team, number) | parts)).status_code == 303
    (coded,) = desks["Bo"].get(f"/samples/{number}/items/1.json").json()["codings"]
    assert coded["reason"] == article.text[0:9]
    assert coded["condition"] == {"kind": "limit", "text": article.text[10:15]}
    beyond = {"reason": f"0-{len(article.text) + 1}"}
    assert post(desks["Bo"], f"/samples/{number}/items/1", **(form(team, number) | beyond)).status_code == 422


def test_who_is_no_coder_codes_nothing(desks: Desks, team: Path) -> None:
    number = drawn(team)
    assert desks["Ada"].get(f"/samples/{number}/code").status_code == 403
    assert desks["Zoe"].get(f"/samples/{number}/code").status_code == 403
    assert post(desks["Ada"], f"/samples/{number}/items/1", **form(team, number)).status_code == 422
    assert post(desks["Zoe"], f"/samples/{number}/items/1", **form(team, number)).status_code == 403
    assert desks["Bo"].get(f"/samples/{number}/items/99").status_code == 422
    assert desks["Bo"].get(f"/samples/{number}/items/0").status_code == 404
    assert desks["Bo"].get("/samples/99").status_code == 422


def test_undo_and_taking_back(desks: Desks, team: Path) -> None:
    number, bo = drawn(team), desks["Bo"]
    where = f"/samples/{number}/items/1"
    post(bo, where, **form(team, number))
    post(bo, f"/samples/{number}/undo", item="1")
    assert bo.get(f"{where}.json").json()["codings"] == []
    post(bo, f"/samples/{number}/undo", item="1", redo="true")
    (coding,) = bo.get(f"{where}.json").json()["codings"]
    assert post(desks["Kim"], f"{where}/remove", coding=coding["id"]).status_code == 422
    assert post(bo, f"{where}/remove", coding=coding["id"]).status_code == 303
    assert bo.get(f"{where}.json").json()["codings"] == []


def test_the_same_as_json(desks: Desks, team: Path) -> None:
    number, bo = drawn(team, Unit.STATEMENT), desks["Bo"]
    where = f"/samples/{number}/items/1.json"
    told = bo.get(where).json()
    assert (told["unit"], told["place"], told["of"], told["left"]) == ("statement", 1, 2, 2)
    begin, end = told["passage"]
    given = form(team, number) | {"passage": f"{begin}-{end}"}
    headers = {"X-CSRF-Token": bo.word(), "Accept": "application/json"}
    told = bo.post(where, json=given, headers=headers).json()
    (coding,) = told["codings"]
    assert coding["evidence"] == [begin, end]
    assert coding["stance"] == "supports"
    changed = given | {"stance": "opposes", "coding": coding["id"]}
    (again,) = bo.post(where, json=changed, headers=headers).json()["codings"]
    assert (again["id"], again["stance"]) == (coding["id"], "opposes")
    gone = bo.delete(where, params={"coding": coding["id"]}, headers=headers).json()
    assert gone["codings"] == []
    assert bo.post(where, json=given).status_code == 403, "without the word of the session"


# ---------------------------------------------------------------- comparing and settling


def test_two_coders_are_compared(desks: Desks, team: Path) -> None:
    number = drawn(team)
    post(desks["Bo"], f"/samples/{number}/items/1", **form(team, number))
    post(desks["Kim"], f"/samples/{number}/items/1", **form(team, number, stance=Stance.OPPOSES))
    finish(desks, number, 2)
    page = desks["Zoe"].get(f"/samples/{number}/agreement").text
    assert "nan" not in page.lower().replace("finance", "").replace("governance", "")
    assert "same value" in page or "not defined" in page or "not reliable" in page
    assert "the machine" in desks["Zoe"].get(f"/samples/{number}/agreement?machine=true&tolerance=0.3").text
    assert desks["Zoe"].get(f"/samples/{number}/agreement?tolerance=7").status_code == 422
    table = lines(desks["Zoe"].get(f"/samples/{number}/agreement.csv").text)
    stance = next(row for row in table if row["measure"] == "stance")
    assert (stance["coders"], stance["units"], stance["percent"]) == ("Bo; Kim", "1", "0.0000")
    assert next(row for row in table if row["measure"] == "passages")["f1"] == "1.0000"
    differences = desks["Zoe"].get(f"/samples/{number}/differences").text
    assert "they differ in stance" in differences
    assert "Settle" not in differences, "that is for owners"
    units = lines(desks["Zoe"].get(f"/samples/{number}.csv").text)
    assert [(row["coder"], row["stance"], row["differs_in"]) for row in units] == [
        ("Bo", "supports", "stance"),
        ("Kim", "opposes", "stance"),
    ]


def test_an_owner_settles_what_they_differ_on(desks: Desks, team: Path) -> None:
    number = drawn(team)
    post(desks["Bo"], f"/samples/{number}/items/1", **form(team, number))
    post(desks["Kim"], f"/samples/{number}/items/1", **form(team, number, stance=Stance.OPPOSES))
    finish(desks, number, 2)
    ada, where = desks["Ada"], f"/samples/{number}/settle/1"
    assert "Kim" in ada.get(where).text
    assert post(ada, where, where).status_code == 422, "nothing was decided"
    assert post(ada, where, where, **{"unit-0": "of:Kim"}).status_code == 303
    article, _ = item(team, number)
    with open_record(team) as record:
        standing = record.positions(article_id=article)
        assert [(one.option, one.stance) for one in standing] == [(form(team, number)["option"], Stance.OPPOSES)], (
            "the rest of the article was found by nobody"
        )
        assert Samples(record).sample(number).settled == 1
    anew = {f"0-{name}": value for name, value in form(team, number, stance=Stance.UNDECIDED).items()}
    assert post(ada, where, where, **{"unit-0": "anew", **anew}).status_code == 303
    with open_record(team) as record:
        assert [one.stance for one in record.positions(article_id=article)] == [Stance.UNDECIDED]
    more = {f"more-{name}": value for name, value in form(team, number, stance=Stance.OPEN).items()}
    assert post(ada, where, where, **{"unit-0": "none", **more}).status_code == 303
    with open_record(team) as record:
        assert [one.stance for one in record.positions(article_id=article)] == [Stance.OPEN]


def test_what_all_agree_on_is_settled_at_one_stroke(desks: Desks, team: Path) -> None:
    number = drawn(team)
    for name in ("Bo", "Kim"):
        post(desks[name], f"/samples/{number}/items/1", **form(team, number))
    post(desks["Kim"], f"/samples/{number}/items/2", **form(team, number, 1))
    finish(desks, number, 2)
    assert "Settle what all agree on" in desks["Ada"].get(f"/samples/{number}/differences").text
    assert post(desks["Ada"], f"/samples/{number}/settle-agreed").status_code == 303
    with open_record(team) as record:
        items = Samples(record).items(number)
        assert [one.settled_by for one in items] == ["Ada", None]
        assert len(record.positions(article_id=items[0].article)) == 1
        # in the second only one of them found something: that is no agreement, and nothing was touched
        assert all(one.provenance.method != "reviewer" for one in record.positions(article_id=items[1].article))


def test_an_owner_opens_a_sample_before_its_end(desks: Desks, team: Path) -> None:
    number = drawn(team)
    post(desks["Bo"], f"/samples/{number}/items/1", **form(team, number))
    finish(desks, number, 2, "Bo")
    assert post(desks["Ada"], f"/samples/{number}/open").status_code == 303
    page = desks["Bo"].get(f"/samples/{number}/agreement")
    assert page.status_code == 200
    assert "Only one person has coded" in page.text
    assert post(desks["Kim"], f"/samples/{number}/items/1", **form(team, number)).status_code == 422
    assert post(desks["Ada"], f"/samples/{number}/close").status_code == 303
    assert "closed" in desks["Bo"].get("/samples").text


def test_without_accounts_the_coders_are_names(browser: serving.Browser, debate_db: Path) -> None:
    fields = {"name": "One", "unit": "position", "size": "3", "coder": ["Ada"], "others": "Bo,  Kim Lund ,"}
    assert browser.submit("/samples", fields).status_code == 303
    with open_record(debate_db) as record:
        assert Samples(record).all()[0].plan.coders == ("Ada", "Bo", "Kim Lund")
    assert browser.get("/samples/1/code").status_code == 200
