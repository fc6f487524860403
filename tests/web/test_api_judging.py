"""Judging by programs: versions, tokens and their scopes, and who knocks with tokens that are none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.record import open_record
from onrecord.record.people import People
from onrecord.record.reviews import Reviews
from onrecord.record.sample_values import SamplePlan
from onrecord.record.samples import Samples
from onrecord.record.values import Verdict
from onrecord.web.knocking import Knocks
from onrecord.web.refusals import Refusal
from tests.web import serving

PASSWORD = "a long enough password"


class Program:
    """A program that sends a token and nothing else."""

    def __init__(self, browser: serving.Browser, secret: str) -> None:
        self.browser = browser
        self.headers = {"Authorization": f"Bearer {secret}"}

    def get(self, path: str, **more: Any) -> Any:
        return self.browser.get(f"/api/v1{path}", headers=self.headers, **more)

    def post(self, path: str, body: Any = None) -> Any:
        return self.browser.post(f"/api/v1{path}", json=body, headers=self.headers)


@pytest.fixture
def secrets(debate_db: Path) -> dict[str, str]:
    """Tokens: of a reviewer for both scopes, of a reader to write, of an owner."""
    made = {}
    with open_record(debate_db) as record:
        people = People(record)
        people.add("Olga", "owner", PASSWORD, by="t")
        people.add("Rui", "reviewer", by="t")
        people.add("Rea", "reader", by="t")
        for name, person, scope in (
            ("write", "Rui", "write"),
            ("read", "Rui", "read"),
            ("reader", "Rea", "write"),
            ("owner", "Olga", "write"),
        ):
            made[name] = people.issue_token(person, name, scope, by="t")[1]
    return made


@pytest.fixture
def program(debate_db: Path, secrets: dict[str, str]) -> Iterator[Program]:
    with serving.browser(debate_db) as browser:
        yield Program(browser, secrets["write"])


def first(program: Program) -> dict[str, Any]:
    found: dict[str, Any] = program.get("/positions?option=levy&limit=1").json()["items"][0]
    return found


# ---------------------------------------------------------------- judging


def test_a_judgement_is_signed_and_shown(program: Program) -> None:
    claim = first(program)
    answer = program.post("/judgements", {"of": claim["id"], "verdict": "right", "note": "as it stands"})
    assert answer.status_code == 201
    told = answer.json()
    assert (told["state"], told["reviewer"], told["note"]) == ("accepted", "Rui", "as it stands")
    assert program.get(f"/claims/{claim['id']}").json() == told
    log = program.get("/judgements").json()["items"]
    assert [(one["target_id"], one["verdict"], one["id"]) for one in log] == [(claim["id"], "right", told["version"])]
    assert log[0]["value"]["stance"] == claim["stance"]


def test_who_is_late_gets_both_versions_and_loses_nothing(program: Program, secrets: dict[str, str]) -> None:
    claim = first(program)
    owner = Program(program.browser, secrets["owner"])
    mine = {"of": claim["id"], "verdict": "corrected", "expected": 0, "claim": {"stance": "reluctant"}}
    stands = owner.post("/judgements", {"of": claim["id"], "verdict": "wrong"}).json()
    late = program.post("/judgements", mine)
    assert late.status_code == 409
    detail = late.json()["detail"]
    assert detail["who"] == "Olga"
    assert detail["theirs"] == stands
    assert detail["yours"] == mine
    assert program.get(f"/claims/{claim['id']}").json() == stands
    again = program.post("/judgements", {**mine, "expected": detail["version"]})
    assert again.status_code == 201
    assert again.json()["position"]["stance"] == "reluctant"


def test_a_claim_can_be_sent_back_as_it_was_given(program: Program) -> None:
    claim = first(program)
    changed = {
        **claim,
        "stance": "undecided",
        "actor": {"id": "norland", "name": "whatever"},
        "date": "2031-02-01/2031-02-03",
    }
    told = program.post("/judgements", {"of": claim["id"], "verdict": "corrected", "claim": changed}).json()
    position = told["position"]
    assert (position["stance"], position["actor"]["id"]) == ("undecided", "norland")
    assert position["date"] == "2031-02-01/2031-02-03"
    same = ("evidence", "text", "scope", "voice", "condition", "reason", "option")
    assert {name: position[name] for name in same} == {name: claim[name] for name in same}


def test_what_was_missed_is_added(program: Program) -> None:
    text = program.get("/articles/a1").json()["text"]
    begin = text.index("every short flight should cost more")
    place = [begin, begin + len("every short flight should cost more")]
    new = {"article": "a1", "option": "ban", "actor": "varga", "stance": "open", "evidence": [place]}
    told = program.post("/judgements", {"verdict": "corrected", "claim": new}).json()
    assert told["state"] == "added"
    assert told["position"]["text"] == "every short flight should cost more"
    said = {"article": "a1", "kind": "indirect", "content": [place], "actor": "varga"}
    added = program.post("/judgements", {"kind": "statement", "verdict": "corrected", "claim": said}).json()
    assert added["statement"]["content"] == [place]
    assert program.get(f"/claims/{added['id']}").json()["kind"] == "statement"
    assert added["id"] in {one["id"] for one in program.get("/articles/a1/claims").json()}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"of": "no such claim", "verdict": "right"}, 404),
        ({"of": "a1/1", "verdict": "corrected"}, 422),
        ({"of": "a1/1", "verdict": "perhaps"}, 422),
        ({"of": "a1/1", "verdict": "right", "sample": 1}, 422),
        ({"of": "a1/1", "verdict": "corrected", "claim": {"evidence": [[5, 999_999]]}}, 422),
        ({"of": "a1/1", "verdict": "corrected", "claim": {"evidence": [[9, 2]]}}, 422),
        ({"of": "a1/1", "verdict": "corrected", "claim": {"actor": "nobody at all"}}, 422),
        ({"of": "a1/1", "verdict": "corrected", "claim": {"date": "soon"}}, 422),
        ({"of": "a1/1", "verdict": "corrected", "claim": {"option": "no such option"}}, 422),
        ({"of": "a1/1", "verdict": "corrected", "claim": {"stance": None}}, 422),
        ({"verdict": "corrected", "claim": {"stance": "open"}}, 422),
        ({"verdict": "right", "claim": {"article": "a1"}}, 422),
    ],
)
def test_what_cannot_be_is_refused_and_not_written(program: Program, body: Any, status: int) -> None:
    answer = program.post("/judgements", body)
    assert answer.status_code == status, answer.text
    assert answer.json()["way_out"]
    assert program.get("/judgements").json()["items"] == []


def test_undo_and_redo(program: Program) -> None:
    claim = first(program)
    program.post("/judgements", {"of": claim["id"], "verdict": "wrong"})
    assert program.post("/judgements/undo").json()["targets"] == [claim["id"]]
    assert program.get(f"/claims/{claim['id']}").json()["state"] is None
    assert program.get("/judgements").json()["items"] == []
    assert len(program.get("/judgements?withdrawn=true").json()["items"]) == 1
    assert program.post("/judgements/redo").json()["undone"] is False
    assert program.get(f"/claims/{claim['id']}").json()["state"] == "rejected"
    assert program.post("/judgements/redo").json()["targets"] == []


def test_nothing_of_a_blind_sample_is_told(program: Program, debate_db: Path) -> None:
    with open_record(debate_db) as record:
        drawn = Samples(record).draw("Blind", SamplePlan(size=1, coders=("Rui", "Olga")), by="Olga")
        one = record.positions()[0]
        Reviews(record).judge(one, Verdict.WRONG, "Olga", of=one.id, sample=drawn.id)
    assert program.get("/judgements?withdrawn=true").json()["items"] == []
    assert program.get(f"/claims/{one.id}").json()["history"] == []


# ---------------------------------------------------------------- tokens


def test_without_a_token_nothing_is_told(program: Program) -> None:
    answer = program.browser.get("/api/v1/positions")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert set(answer.json()) == {"error", "way_out", "detail"}


def test_scopes_and_roles_bound_what_a_token_may(program: Program, secrets: dict[str, str]) -> None:
    body = {"of": first(program)["id"], "verdict": "right"}
    for name, needed in (("read", "write"), ("reader", "reviewer")):
        weak = Program(program.browser, secrets[name])
        assert weak.get("/positions").status_code == 200
        answer = weak.post("/judgements", body)
        assert answer.status_code == 403
        assert needed in answer.json()["error"] + answer.json()["way_out"]
    assert program.get("/audit").status_code == 403
    assert program.post("/jobs", {"bundled": True}).status_code == 403
    assert Program(program.browser, secrets["owner"]).get("/audit").status_code == 200


def test_a_revoked_token_is_none(program: Program, secrets: dict[str, str], debate_db: Path) -> None:
    assert program.get("/positions").status_code == 200
    with open_record(debate_db) as record:
        People(record).revoke_token(secrets["write"][:12], by="Olga")
    assert program.get("/positions").status_code == 401


def test_a_session_of_a_browser_needs_its_word_but_a_token_does_not(browser: serving.Browser) -> None:
    claim = browser.get("/api/v1/positions?limit=1").json()["items"][0]["id"]
    body = {"of": claim, "verdict": "right"}
    assert browser.post("/api/v1/judgements", json=body).status_code == 403
    assert browser.post("/api/v1/judgements", json=body, headers={"X-CSRF-Token": browser.word()}).status_code == 201


def test_who_goes_through_tokens_is_not_listened_to(program: Program) -> None:
    assert program.get("/positions?limit=1").status_code == 200
    stranger = Program(program.browser, "onr_guess")
    answers = [stranger.get("/positions?limit=1") for _ in range(21)]
    assert [one.status_code for one in answers] == [401] * 20 + [429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= 60
    assert program.browser.get("/map", headers=stranger.headers).status_code == 429  # on every page
    assert program.get("/positions?limit=1").status_code == 200  # who was good before goes on


def test_knocks_are_forgotten_after_a_minute() -> None:
    now = [1000.0]
    knocks = Knocks(lambda: now[0])
    for _ in range(20):
        knocks.check("10.0.0.1", "x")
        knocks.failed("10.0.0.1", "x")
    with pytest.raises(Refusal, match="Too many"):
        knocks.check("10.0.0.1", "y")
    knocks.check("10.0.0.2", "y")
    now[0] += 61
    knocks.check("10.0.0.1", "y")


def test_a_body_too_large_is_refused(program: Program) -> None:
    answer = program.post("/judgements", {"of": "a1/1", "verdict": "right", "note": "x" * 3_000_000})
    assert answer.status_code == 413
    assert answer.json()["way_out"]
