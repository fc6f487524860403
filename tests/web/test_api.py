"""The API: what it gives is what the exports give, page by page, and as its description says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord.record import open_record
from onrecord.record.reviews import Reviews
from onrecord.record.sample_values import SamplePlan
from onrecord.record.samples import Samples
from onrecord.record.values import Verdict
from onrecord.web.api import description
from onrecord.web.place import Doings, Order, Outcome
from tests.web import serving
from tests.web.schemas import faults

# A value for everything that stands in a path.
IN_PATHS = {
    "article": "a1",
    "claim": "a1/1",
    "actor": "varga",
    "version": "current",
    "number": "1",
    "what": "positions",
    "form": "jsonl",
}
QUERIES = {"/api/v1/search": {"q": "levy"}, "/api/v1/network": {"mode": "actors"}}


def read(order: Order, report: Any) -> Outcome:
    return Outcome(read=1, notes=(f"{len(order.texts)} texts",))


@pytest.fixture
def full(debate_db: Path) -> Iterator[serving.Browser]:
    """A record in which everything has happened once."""
    with open_record(debate_db) as record:
        reviews = Reviews(record)
        one, two, three, *_ = record.positions()
        reviews.judge(one, Verdict.RIGHT, "Ada", of=one.id)
        reviews.judge(two, Verdict.WRONG, "Bo", of=two.id, note="it is a quotation of somebody else")
        reviews.judge(three, Verdict.UNSURE, "Ada", of=three.id)
        samples = Samples(record)
        drawn = samples.draw("Round", SamplePlan(size=2, coders=("Ada", "Bo")), by="Ada")
        for item in samples.items(drawn.id):
            for coder in ("Ada", "Bo"):
                samples.done(drawn.id, item.ordinal, coder)
    with serving.browser(debate_db, Doings(read=read)) as client:
        headers = {"X-CSRF-Token": client.word()}
        assert (
            client.post("/api/v1/jobs", json={"texts": [{"text": "Some words."}]}, headers=headers).status_code == 202
        )
        yield client


def paths() -> list[str]:
    return [path for path, methods in description()["paths"].items() if "get" in methods]


# ---------------------------------------------------------------- the description is true


@pytest.mark.parametrize("path", paths())
def test_every_answer_is_as_described(full: serving.Browser, path: str) -> None:
    answer = full.get(path.format(**IN_PATHS), params=QUERIES.get(path))
    assert answer.status_code == 200, answer.text
    told = description()["paths"][path]["get"]["responses"]["200"]["content"]
    if "application/json" not in told:
        assert answer.headers["content-type"].partition(";")[0] in told
        return
    schema = told["application/json"]["schema"]
    assert schema  # an empty one would say nothing
    assert not list(faults(answer.json(), schema, description()["components"]["schemas"]))


@pytest.mark.parametrize("path", paths())
def test_every_refusal_is_as_described(full: serving.Browser, path: str) -> None:
    answer = full.get(path.format(**dict.fromkeys(IN_PATHS, "999999")), params={"no such filter": "1"})
    if answer.status_code == 200:  # no id in the path, no filters
        return
    told = description()["paths"][path]["get"]["responses"][str(answer.status_code)]
    schema = told["content"]["application/json"]["schema"]
    assert not list(faults(answer.json(), schema, description()["components"]["schemas"]))
    assert answer.json()["error"]
    assert answer.json()["way_out"]


def test_lists_have_what_they_describe(full: serving.Browser) -> None:
    """An empty list is as any schema says: the record must have something of every sort."""
    for path in paths():
        answer = full.get(path.format(**IN_PATHS), params=QUERIES.get(path))
        if "application/json" in answer.headers["content-type"]:
            told = answer.json()
            listed = told if isinstance(told, list) else told.get("items", [1])
            assert listed or path == "/api/v1/suggestions", path


# ---------------------------------------------------------------- the same as the exports


@pytest.mark.parametrize("what", ["statements", "positions", "relations", "actors"])
def test_lists_give_the_objects_of_the_exports(browser: serving.Browser, debate_db: Path, what: str) -> None:
    exported = {one["id"]: one for one in map(json.loads, onrecord.export(what, record=debate_db))}
    listed = browser.get(f"/api/v1/{what}", params={"limit": 500}).json()
    assert {one["id"]: one for one in listed["items"]} == exported
    assert list(listed["items"][0]) == list(next(iter(exported.values())))  # in the same order
    assert listed["total"] == len(exported)


def test_an_article_is_the_object_of_the_export(browser: serving.Browser, debate_db: Path) -> None:
    for line in onrecord.export("articles", record=debate_db):
        exported = json.loads(line)
        assert browser.get(f"/api/v1/articles/{exported['id']}").json() == {**exported, "story": None}


@pytest.mark.parametrize("what", ["statements", "positions", "suggestions", "relations", "actors", "articles"])
def test_streams_are_the_exports(browser: serving.Browser, debate_db: Path, what: str) -> None:
    lines = browser.get(f"/api/v1/export/{what}.jsonl").text.splitlines()
    assert lines == list(onrecord.export(what, record=debate_db))
    table = browser.get(f"/api/v1/export/{what}.csv")
    assert table.headers["content-disposition"].startswith(f'attachment; filename="{what}.csv"')
    assert table.content.decode("utf-8-sig").removesuffix("\r\n") == "\r\n".join(
        onrecord.export(what, record=debate_db, form="csv")
    )


def test_annotations_are_made_of_what_has_places(browser: serving.Browser) -> None:
    assert json.loads(browser.get("/api/v1/export/positions.jsonld").text)["type"] == "AnnotationPage"
    assert browser.get("/api/v1/export/actors.jsonld").status_code == 422
    assert browser.get("/api/v1/export/everything.jsonl").status_code == 422


def test_shifts_and_splits_are_those_of_the_commands(browser: serving.Browser, debate_db: Path) -> None:
    seen = onrecord.view(debate_db)
    shifts = browser.get("/api/v1/shifts").json()["items"]
    assert sorted(one["positions"] for one in shifts) == sorted(list(one.positions) for one in seen.shifts)
    splits = browser.get("/api/v1/splits").json()["items"]
    assert [(one["body"]["id"], one["option"], one["positions"]) for one in splits] == [
        (one.body, one.option, list(one.positions)) for one in seen.splits
    ]
    stands = browser.get("/api/v1/stands").json()["items"]
    assert {(one["actor"]["id"], one["option"], one["scope"]): one["positions"] for one in stands} == {
        (one.actor, one.option, one.scope.value): list(one.positions) for one in seen.stands
    }


# ---------------------------------------------------------------- lists


@pytest.mark.parametrize(
    "path", ["articles", "statements", "positions", "relations", "actors", "queue", "stands", "shifts", "map"]
)
def test_pages_follow_each_other_without_gap(browser: serving.Browser, path: str) -> None:
    whole = browser.get(f"/api/v1/{path}", params={"limit": 500}).json()
    assert whole["next"] is None
    url: str | None = f"/api/v1/{path}?limit=2"
    met: list[Any] = []
    while url is not None:
        answer = browser.get(url)
        page = answer.json()
        assert len(page["items"]) <= 2
        assert page["total"] == whole["total"]
        met += page["items"]
        url = page["next"]
        assert answer.headers.get("link") == (f'<{url}>; rel="next"' if url else None)
    assert met == whole["items"]


def test_filters_keep_through_the_pages(browser: serving.Browser) -> None:
    asked: Any = {"option": ["levy", "ban"], "stance": "opposes", "limit": 2}
    first = browser.get("/api/v1/positions", params=asked).json()
    second = browser.get(first["next"]).json()
    for one in (*first["items"], *second["items"]):
        assert one["option"] in ("levy", "ban")
        assert one["stance"] == "opposes"


@pytest.mark.parametrize("path", ["positions", "relations", "judgements", "queue", "stands"])
def test_a_cursor_that_is_none_is_refused(browser: serving.Browser, path: str) -> None:
    for cursor in ("nonsense", "eyJ9", "-1", "1; DROP TABLE positions", "²"):
        answer = browser.get(f"/api/v1/{path}", params={"after": cursor})
        assert answer.status_code == 400, cursor
        assert "cursor" in answer.json()["error"]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=501", "limit=x", "stance=maybe", "since=yesterday", "actors=varga", "reviewed=perhaps"]
)
def test_what_cannot_be_asked_is_refused_with_its_name(browser: serving.Browser, query: str) -> None:
    answer = browser.get(f"/api/v1/positions?{query}")
    assert answer.status_code == 422
    assert query.partition("=")[0] in answer.json()["error"]


@pytest.mark.parametrize("words", ['"unclosed', "a' OR '1'='1", "*", "-", "levy AND (", "\x00", "NEAR(", "é" * 900])
def test_no_search_is_an_error(browser: serving.Browser, words: str) -> None:
    assert browser.get("/api/v1/search", params={"q": f"x {words}"}).status_code == 200


def test_hits_mark_their_words_and_lead_to_the_whole(browser: serving.Browser) -> None:
    hits = browser.get("/api/v1/search", params={"q": "levy", "what": "positions"}).json()["items"]
    assert hits
    for hit in hits:
        text = hit["snippet"]["text"]
        assert {text[begin:end].casefold() for begin, end in hit["snippet"]["hits"]} == {"levy"}
        assert browser.get(hit["url"]).json()["position"]["id"] == hit["id"]
    assert browser.get("/api/v1/search").status_code == 422


def test_states_tell_what_people_said(full: serving.Browser) -> None:
    told = full.get("/api/v1/positions", params={"limit": 500}).json()
    assert sorted(told["states"].values()) == ["accepted", "unsure"]
    judged = full.get("/api/v1/positions", params={"reviewed": True}).json()["items"]
    assert {one["id"] for one in judged} == set(told["states"])


# ---------------------------------------------------------------- unchanged answers


def test_who_has_the_answer_is_told_so_until_something_changes(browser: serving.Browser) -> None:
    first = browser.get("/api/v1/positions?limit=500")
    mark = first.headers["etag"]
    again = browser.get("/api/v1/positions?limit=500", headers={"If-None-Match": f'"other", {mark}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", mark)
    claim = first.json()["items"][0]["id"]
    headers = {"X-CSRF-Token": browser.word()}
    browser.post("/api/v1/judgements", json={"of": claim, "verdict": "right"}, headers=headers)
    later = browser.get("/api/v1/positions?limit=500", headers={"If-None-Match": mark})
    assert later.status_code == 200
    assert later.headers["etag"] != mark
    assert later.json()["states"] == {claim: "accepted"}


def test_what_changes_without_the_record_is_never_unchanged(browser: serving.Browser) -> None:
    for path in ("/api/v1/", "/api/v1/jobs", "/api/v1/samples", "/api/v1/audit"):
        assert "etag" not in browser.get(path).headers


# ---------------------------------------------------------------- samples and readings


def test_agreement_is_hidden_as_long_as_a_sample_is_blind(browser: serving.Browser) -> None:
    headers = {"X-CSRF-Token": browser.word()}
    drawn = browser.post("/api/v1/samples", json={"name": "a", "size": 1, "coders": ["Ada", "Bo"]}, headers=headers)
    assert drawn.status_code == 201
    number = drawn.json()["id"]
    assert browser.get(f"/api/v1/samples/{number}").json()["comparable"] is False
    hidden = browser.get(f"/api/v1/samples/{number}/agreement")
    assert hidden.status_code == 409
    assert "hidden" in hidden.json()["error"]


def test_a_reading_is_started_and_watched(full: serving.Browser) -> None:
    headers = {"X-CSRF-Token": full.word()}
    begun = full.post("/api/v1/jobs", json={"texts": [{"text": "A.", "title": "T"}, {"text": "B."}]}, headers=headers)
    assert begun.status_code == 202
    number = begun.json()["number"]
    serving_jobs: Any = full.app
    serving_jobs.state.house.jobs.wait(number, 10)
    done = full.get(f"/api/v1/jobs/{number}").json()
    assert done["state"] == "done"
    assert done["outcome"]["notes"] == ["2 texts"]
    assert full.post("/api/v1/jobs", json={"texts": []}, headers=headers).status_code == 422
    assert full.post("/api/v1/jobs/99/stop", headers=headers).status_code == 404
