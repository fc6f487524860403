"""The queue over HTTP: what it gives, what it writes, many at once, who is who, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onrecord import judging, reviewing
from onrecord.record import open_record
from onrecord.record.people import People
from onrecord.record.reviews import Reviews
from onrecord.record.values import State, Verdict
from onrecord.registering import renew
from onrecord.types import Coding, Provenance, Resolution, Span
from onrecord.web import security
from onrecord.web.pages.review import sentence
from onrecord.web.passages import around
from onrecord.web.place import Doings, Place
from onrecord.web.records import Records
from onrecord.web.renewals import Renewals, RenewalState
from tests.web import serving
from tests.web.debate import DEBATE
from tests.web.pages import page_of, text_of

DOINGS = Doings(
    extra={
        "judge_same": reviewing.judge_same,
        "judge_different": reviewing.judge_different,
        "split": reviewing.split,
        "proposals": reviewing.proposals,
        "undo": judging.undo,
        "redo": judging.redo,
    }
)

OTHER = Provenance("reader", "r2", 0.9)


@pytest.fixture
def able(debate_db: Path) -> Iterator[serving.Browser]:
    """A browser in front of an app that can decide on who is who."""
    with serving.browser(debate_db, DOINGS) as client:
        yield client


def post(browser: serving.Browser, url: str, body: Any, status: int = 200) -> Any:
    answer = browser.post(url, json=body, headers={"X-CSRF-Token": browser.word()})
    assert answer.status_code == status, answer.text
    return answer.json()


def judge(browser: serving.Browser, status: int = 200, **said: Any) -> Any:
    return post(browser, "/review/judge.json", {"verdict": "right", **said}, status)


def first(browser: serving.Browser, query: str = "") -> Any:
    return browser.get(f"/review/queue.json?limit=1&{query}").json()["items"][0]


# ---------------------------------------------------------------- what it gives


def test_the_page_tells_what_waits(browser: serving.Browser) -> None:
    tree = page_of(browser, "/review")
    total = browser.get("/review/queue.json").json()["total"]
    assert tree.xpath("//b[@id='left']")[0].text == str(total)
    assert len(tree.xpath("//ol[@id='upcoming']/li")) == min(20, total)
    assert tree.xpath("//select[@name='reason']/option[@value='only']")


def test_a_claim_comes_with_the_words_around_it(browser: serving.Browser) -> None:
    item = first(browser)
    passage, claim = item["passage"], item["claim"]
    text = next(one.text for one in DEBATE.articles if one.id == passage["article"])
    begin, end = claim["evidence"]
    assert passage["begin"] <= begin < end <= passage["end"]
    assert claim["text"] == text[begin:end]
    assert f'data-b="{begin - passage["begin"]}"' in passage["html"]
    assert claim["actorName"] in item["sentence"]
    assert item["reasons"]


def test_cursors_lead_through_all_of_it_once(browser: serving.Browser) -> None:
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        told = browser.get(
            f"/review/queue.json?limit=4&after={after}" if after else "/review/queue.json?limit=4"
        ).json()
        seen += [one["id"] for one in told["items"]]
        after = told["after"]
    assert len(seen) == len(set(seen)) == browser.get("/review/queue.json").json()["total"]


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("option=ban", lambda one: one["claim"]["option"] == "ban"),
        ("actor=varga", lambda one: one["claim"]["actor"] == "varga"),
        ("stance=open", lambda one: one["claim"]["stance"] == "open"),
        ("outlet=Anselm+Daily", lambda one: one["passage"]["outlet"] == "Anselm Daily"),
        ("at_least=0.8", lambda one: one["claim"]["score"] >= 0.8),
        ("reason=only", lambda one: "it is all there is of this actor on this option" in one["reasons"]),
        ("since=2031-03-01&until=2031-03-31", lambda one: "Mar 2031" in one["claim"]["date"]),
    ],
)
def test_filters_narrow_it(browser: serving.Browser, query: str, holds: Callable[[Any], bool]) -> None:
    told = browser.get(f"/review/queue.json?{query}").json()
    assert 0 < told["total"] < browser.get("/review/queue.json").json()["total"]
    assert all(holds(one) for one in told["items"])
    assert len(page_of(browser, f"/review?{query}").xpath("//p[@class='chips']/a")) == query.count("=")


@pytest.mark.parametrize("query", ["stance=maybe", "at_least=much", "reason=x", "since=soon", "kind=loud", "after=x"])
def test_what_cannot_be_asked_is_said(browser: serving.Browser, query: str) -> None:
    answer = browser.get(f"/review/queue.json?{query}")
    assert answer.status_code == 422
    assert answer.json()["way_out"]


def test_one_claim_has_an_address(browser: serving.Browser) -> None:
    item = first(browser, "actor=varga")
    assert page_of(browser, f"/review/{item['id']}").xpath("//div[@id='review']/@data-first") == [item["id"]]
    assert browser.get(f"/review/item.json?id={item['id']}").json()["sentence"] == item["sentence"]
    page_of(browser, "/review/nobody", 404)


def test_a_position_in_words() -> None:
    for claim in DEBATE.positions:
        said = sentence(claim, {}, {})
        assert said.startswith(f"{claim.actor}: ")
        assert (claim.condition is not None) == ("limited to" in said or "on condition" in said)
        assert ("formerly" in said) == (claim.tense.value == "former")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a" * 5000, Span(2000, 2010)),
        ("x\n\n" + "word " * 400 + "\n\ny", Span(1000, 1004)),
        ("short", Span(0, 5)),
        ("🌉 " * 3000, Span(3000, 3001)),
        ("one\n\ntwo\n\nthree", Span(5, 8)),
        ("word " * 4000, Span(0, 20_000)),
    ],
)
def test_the_words_around_hold_the_place(text: str, place: Span) -> None:
    found = around(text, place)
    assert 0 <= found.begin <= place.begin < found.end <= len(text)
    assert found.end - found.begin < 8000
    assert found.end >= min(place.end, place.begin + 6000)


# ---------------------------------------------------------------- what it writes


def test_a_decision_is_written_and_taken_back(browser: serving.Browser, debate_db: Path) -> None:
    item = first(browser)
    done = judge(browser, of=item["id"], expected=0, verdict="corrected", change={"stance": "undecided"})
    assert done["state"] == "changed"
    again = browser.get(f"/review/item.json?id={item['id']}").json()
    assert (again["claim"]["stance"], again["version"], again["reviewer"]) == ("undecided", done["version"], "Ada")
    assert browser.get("/review/mine.json").json()["today"] == 1
    told = post(browser, "/review/undo.json", {})
    assert (told["done"], told["targets"], told["undone"]) == (True, [item["id"]], True)
    assert browser.get("/review/mine.json").json()["today"] == 0
    assert post(browser, "/review/undo.json", {"redo": True})["undone"] is False
    assert post(browser, "/review/undo.json", {"redo": True})["done"] is False
    words = [row["word"] for row in browser.get("/review/mine.json").json()["rows"]]
    assert words == ["Brought back", "Took back", "Changed"]
    with open_record(debate_db) as record:
        view = Reviews(record).claim(item["id"])
        assert view is not None
        assert view.state is State.CHANGED


def test_who_is_late_gets_both_versions(browser: serving.Browser, debate_db: Path) -> None:
    item = first(browser)
    with open_record(debate_db) as record:
        view = Reviews(record).claim(item["id"])
        assert view is not None
        Reviews(record).judge(view.claim, Verdict.WRONG, "Bo", of=item["id"])
    told = judge(browser, 409, of=item["id"], expected=0, verdict="corrected", change={"stance": "open"})
    detail = told["detail"]
    assert (detail["who"], detail["now"]["state"]) == ("Bo", "rejected")
    assert detail["mine"]["change"] == {"stance": "open"}
    done = judge(browser, of=item["id"], expected=detail["version"], verdict="corrected", change={"stance": "open"})
    assert done["state"] == "changed"
    assert browser.get(f"/review/item.json?id={item['id']}").json()["disputed"] is True


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"of": "nobody", "verdict": "right"}, 404),
        ({"verdict": "right"}, 422),
        ({"verdict": "corrected", "change": {"article": "a1", "evidence": [3, 9]}}, 422),
        ({"of": "a1/1", "verdict": "corrected", "change": {"actor": "nobody at all"}}, 422),
        ({"of": "a1/1", "verdict": "corrected", "change": {"evidence": [5, 5_000_000]}}, 422),
        ({"of": "a1/1", "verdict": "corrected", "change": {"evidence": [9, 3]}}, 422),
        ({"of": "a1/1", "verdict": "corrected", "change": {"stance": "maybe"}}, 422),
        ({"of": "a1/1", "verdict": "corrected", "change": {"id": "a1/2"}}, 422),
    ],
)
def test_what_cannot_be_is_refused(browser: serving.Browser, debate_db: Path, said: Any, status: int) -> None:
    assert judge(browser, status, **said)["error"]
    with open_record(debate_db) as record:
        assert record.judgements() == ()


def test_forged_posts_and_readers_decide_nothing(debate_db: Path) -> None:
    with open_record(debate_db) as record:
        people = People(record)
        people.add("Ada", "owner", "a river runs under it", by="t")
        secret = people.open_session(people.add("Zoe", "reader", "a river runs under it", by="t"))
    with serving.browser(debate_db, DOINGS) as browser:
        browser.cookies.set(security.cookie_name(Place(str(debate_db))), secret)
        assert browser.post("/review/judge.json", json={"of": "a1/1", "verdict": "right"}).status_code == 403
        for url, body in (
            ("/review/judge.json", {"of": "a1/1", "verdict": "right"}),
            ("/review/undo.json", {}),
            ("/review/accept.json", {"ids": ["a1/1"]}),
            ("/review/actors.json", {"name": "Nobody"}),
            ("/actors/varga/identity.json", {"doing": "same", "other": "reuel"}),
        ):
            assert "reader" in post(browser, url, body, 403)["error"]
        assert browser.get("/review").status_code == 200
        assert browser.get("/review/mine.json").status_code == 403


# ---------------------------------------------------------------- many at once


def test_many_are_previewed_accepted_and_taken_back(browser: serving.Browser) -> None:
    judge(browser, of="a1/1", verdict="wrong")
    asked = {"query": {"option": "levy"}, "at_least": 0.8}
    count = post(browser, "/review/accept.json", {**asked, "preview": True})["count"]
    assert count > 2
    assert post(browser, "/review/accept.json", asked)["count"] == count
    assert post(browser, "/review/accept.json", asked)["count"] == 0
    assert browser.get("/review/mine.json").json()["today"] == count + 1
    assert len(post(browser, "/review/undo.json", {})["targets"]) == count
    assert post(browser, "/review/accept.json", {"ids": ["a1/2", "a1/3", "a1/1"]})["count"] == 2
    assert "score" in post(browser, "/review/accept.json", {"query": {}}, 422)["error"]


def test_what_is_only_suggested_is_accepted_where_that_is_asked_for(browser: serving.Browser, debate_db: Path) -> None:
    held = [one for one in DEBATE.positions if one.article == "a1" and not one.derived]
    with open_record(debate_db) as record:
        coding = Coding("a1", tuple(held[1:]), suggestions=(held[0],))
        record.save_coding(DEBATE.codebook.version, "c2", coding)
    asked: dict[str, Any] = {"query": {"article": "a1"}, "at_least": 0, "preview": True}
    plain = post(browser, "/review/accept.json", asked)["count"]
    asked["query"]["suggested"] = "true"
    assert (plain, post(browser, "/review/accept.json", asked)["count"]) == (len(held) - 1, 1)


# ---------------------------------------------------------------- who is who


def test_a_merge_is_shown_before_it_is_done(able: serving.Browser, debate_db: Path) -> None:
    told = able.get("/review/merge.json?one=varga&other=reuel").json()
    assert "Ilse Varga" in told["lines"][0]
    assert "opposite sides" in told["warning"]
    for other in ("reuel", "Tomas+Reuel"):
        assert "opposite sides" in text_of(page_of(able, f"/actors/varga/identity?other={other}"))
    assert "Nobody in this record" in text_of(page_of(able, "/actors/varga/identity?other=Zzz"))
    assert "fits several actors" in text_of(page_of(able, "/actors/varga/identity?other=a"))
    with open_record(debate_db) as record:
        assert record.identity_judgements() == ()


def test_actors_are_merged_and_parted_again(able: serving.Browser, debate_db: Path) -> None:
    told = post(able, "/actors/varga/identity.json", {"doing": "same", "other": "reuel"})
    told = _over(able, told)
    assert told["said"].startswith("Merged")
    merged = told["url"].removeprefix("/actors/")
    with open_record(debate_db) as record:
        assert {record.identities().of("varga"), record.identities().of("reuel")} == {merged}
    assert "is the same as" in text_of(page_of(able, f"/actors/{merged}/identity"))
    assert able.get("/review/mine.json").json()["rows"][0]["word"] == "Merged"
    back = _over(able, post(able, "/review/undo.json", {}))
    assert "Taken back" in back["said"]
    with open_record(debate_db) as record:
        assert record.identities().of("varga") != record.identities().of("reuel")
    form = able.submit("/actors/varga/identity", {"doing": "different", "other": "belmont"})
    assert form.status_code == 303
    same = able.submit("/actors/varga/identity", {"doing": "same", "other": "varga"})
    assert same.status_code == 422
    assert "one actor already" in same.text


def _over(browser: serving.Browser, told: Any) -> Any:
    for _ in range(100):
        if told["over"]:
            break
        told = browser.get(f"/review/renewals/{told['renewal']}.json").json()
    assert told["done"], told
    return told


def test_an_actor_is_split_by_its_articles(able: serving.Browser, debate_db: Path) -> None:
    with open_record(debate_db) as record:
        for number, article in enumerate(DEBATE.articles[:3]):
            if number:
                met = Resolution((), (), (DEBATE.actors[1],))
                record.save_article(article, replace(serving.reading_of(article), provenance=OTHER), met)
        renew(record)
        articles = sorted({one for some in record.appearances("varga").values() for one in some})
        varga = record.identities().of("varga")
    assert len(articles) > 1
    page = page_of(able, f"/actors/{varga}/identity")
    assert sorted(page.xpath("//input[@name='articles']/@value")) == articles
    assert able.submit(f"/actors/{varga}/identity", {"doing": "split"}).status_code == 422
    done = able.submit(f"/actors/{varga}/identity", {"doing": "split", "articles": articles[1:]})
    assert done.status_code == 303, done.text
    with open_record(debate_db) as record:
        assert record.identities().of("varga", articles[0]) != record.identities().of("varga", articles[1])


def test_a_server_that_cannot_says_so(browser: serving.Browser) -> None:
    told = post(browser, "/actors/varga/identity.json", {"doing": "same", "other": "reuel"}, 503)
    assert "command line" in told["way_out"]
    assert "needs the role" in text_of(page_of(browser, "/actors/varga/identity"))


def test_a_failed_decision_tells_why_and_the_next_goes_on(debate_db: Path) -> None:
    records = Records(str(debate_db))
    renewals = Renewals(records)

    def fails(record: object) -> tuple[str, str]:
        raise ValueError("They are two")

    one = renewals.submit("One", "Ada", fails)
    two = renewals.submit("Two", "Ada", lambda record: ("Done", "/x"))
    failed, done = renewals.wait(one.number, 20), renewals.wait(two.number, 20)
    assert failed is not None
    assert done is not None
    assert (failed.state, failed.said) == (RenewalState.FAILED, "They are two")
    assert (done.state, done.said, done.url) == (RenewalState.DONE, "Done", "/x")
    renewals.close()
    records.close()


# ---------------------------------------------------------------- choosing


def test_actors_are_found_by_what_is_typed_and_added(browser: serving.Browser) -> None:
    assert [one["id"] for one in browser.get("/review/actors.json?find=varg").json()["actors"]] == ["varga"]
    assert browser.get("/review/actors.json?find=zzz").json()["actors"] == []
    post(browser, "/review/actors.json", {"name": "\u202e\u200b", "kind": "person"}, 422)  # nothing that can be seen
    new = post(browser, "/review/actors.json", {"name": "Ölaf <b>Zett</b>", "kind": "person"})
    assert post(browser, "/review/actors.json", {"name": "Ölaf <b>Zett</b>", "kind": "person"})["id"] == new["id"]
    assert browser.get("/review/actors.json?find=olaf").json()["actors"] == [{**new, "hint": "person"}]
    done = judge(browser, of="a1/1", verdict="corrected", change={"actor": new["id"]})
    assert done["state"] == "changed"
    assert browser.get("/review/item.json?id=a1/1").json()["claim"]["actorName"] == "Ölaf <b>Zett</b>"
    assert "Ölaf &lt;b&gt;Zett" in browser.get("/articles/a1").text
    assert "Ölaf &lt;b&gt;Zett" in browser.get(f"/actors/{new['id']}").text


def test_choices_have_words(browser: serving.Browser) -> None:
    told = browser.get("/review/choices.json").json()
    assert [one["id"] for one in told["options"]] == [option.id for option in DEBATE.codebook.options]
    assert all(one["label"] for some in told.values() for one in some)
