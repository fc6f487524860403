"""Editing in the article: places in code points, parts of a claim, statements, what was missed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.record import open_record
from onrecord.record.reviews import Reviews
from onrecord.record.values import State
from onrecord.types import (
    Actor,
    ActorKind,
    Article,
    Coding,
    Part,
    Position,
    Provenance,
    Resolution,
    Scope,
    Span,
    Stance,
    Statement,
    StatementKind,
    Voice,
)
from tests.web import serving
from tests.web.debate import DEBATE
from tests.web.test_review_pages import judge, post

# A text in which a character outside of the basic plane stands before everything that is judged.
TEXT = "🌉🌉 Kim 👩‍🚀 said: “Bridges 🌉 for all, if the money lasts.” It would be fair."
HAND = Provenance("hand", "1", 0.8)


def at(words: str) -> list[int]:
    begin = TEXT.index(words)
    return [begin, begin + len(words)]


@pytest.fixture
def bridges(tmp_path: Path) -> Iterator[tuple[serving.Browser, Path]]:
    path = tmp_path / "bridges.db"
    article = Article("b", TEXT, "b.txt")
    kim = Actor("kim", "Kim", ActorKind.PERSON)
    content = Span(*at("Bridges 🌉 for all, if the money lasts."))
    said = Statement(
        "s1", "b", StatementKind.DIRECT, Part.BODY, (content,), (Span(*at("said")),), (), "", HAND, actor="kim"
    )
    position = Position(
        "p1",
        "b",
        "levy",
        "kim",
        Stance.SUPPORTS,
        Scope.GENERAL,
        Voice.OWN,
        content,
        content.of(TEXT),
        HAND,
        statement="s1",
    )
    with open_record(path) as record:
        record.save_codebook(DEBATE.codebook)
        record.save_article(article, serving.reading_of(article), Resolution((said,), (), (kim,)))
        record.save_coding(DEBATE.codebook.version, "c1", Coding("b", (position,)))
        record.save_register([kim], {}, "by hand")
    with serving.browser(path) as browser:
        yield browser, path


def claim(path: Path, identifier: str = "p1") -> Position:
    with open_record(path) as record:
        view = Reviews(record).claim(identifier)
        assert view is not None
        return view.claim


def test_places_count_code_points(bridges: tuple[serving.Browser, Path]) -> None:
    browser, path = bridges
    change = {
        "evidence": at("Bridges 🌉 for all"),
        "condition": {"kind": "condition", "spans": [at("if the money lasts")]},
        "reason": [at("It would be fair")],
    }
    judge(browser, of="p1", verdict="corrected", change=change)
    found = claim(path)
    assert found.text == "Bridges 🌉 for all"
    assert found.condition is not None
    assert found.reason is not None
    assert (found.condition.text, found.reason.text) == ("if the money lasts", "It would be fair")
    told = browser.get("/review/claim.json?id=p1").json()
    assert told["claim"]["evidence"] == change["evidence"]
    page = browser.get("/articles/b").text
    assert f'data-evidence="{at("Bridges 🌉 for all")[0]}-' in page
    judge(browser, of="p1", expected=told["version"], verdict="corrected", change={"condition": None, "reason": None})
    assert (claim(path).condition, claim(path).reason) == (None, None)


def test_what_is_not_given_stays(bridges: tuple[serving.Browser, Path]) -> None:
    browser, path = bridges
    before = claim(path)
    judge(browser, of="p1", verdict="corrected", change={"voice": "reported", "tense": "former"})
    after = claim(path)
    assert (after.voice, after.tense.value) == (Voice.REPORTED, "former")
    assert (after.stance, after.evidence, after.statement, after.text) == (
        before.stance,
        before.evidence,
        before.statement,
        before.text,
    )


def test_a_missed_position_is_added_and_deleted(bridges: tuple[serving.Browser, Path]) -> None:
    browser, path = bridges
    change = {"article": "b", "actor": "kim", "option": "ban", "stance": "open", "evidence": at("It would be fair")}
    done = judge(browser, verdict="corrected", change={**change, "statement": "s1"})
    assert (done["state"], claim(path, done["id"]).text) == ("added", "It would be fair")
    assert f'data-claim="position-{done["id"]}"' in browser.get("/articles/b").text
    judge(browser, of=done["id"], expected=done["version"], verdict="wrong")
    with open_record(path) as record:
        assert [one.id for one in record.positions()] == ["p1"]
    assert post(browser, "/review/undo.json", {})["targets"] == [done["id"]]
    assert post(browser, "/review/undo.json", {})["targets"] == [done["id"]]
    with open_record(path) as record:
        assert Reviews(record).claim(done["id"]) is None


def test_statements_are_changed_and_added(bridges: tuple[serving.Browser, Path]) -> None:
    browser, path = bridges
    change: dict[str, Any] = {"kind": "mixed", "source": [at("Kim 👩‍🚀")], "content": [at("Bridges 🌉 for all")]}
    done = judge(browser, kind="statement", of="s1", verdict="corrected", change=change)
    added = judge(
        browser, kind="statement", verdict="corrected", change={"article": "b", "content": [at("It would be fair")]}
    )
    with open_record(path) as record:
        reviews = Reviews(record)
        views = {view.id: view for view in reviews.statements_of_article("b")}
    changed = views["s1"].claim
    assert (changed.kind, changed.source[0].of(TEXT), changed.cue) == (
        StatementKind.MIXED,
        "Kim 👩‍🚀",
        (Span(*at("said")),),
    )
    assert (views["s1"].version, views[added["id"]].state) == (done["version"], State.ADDED)
    late = judge(browser, 409, kind="statement", of="s1", verdict="wrong")
    assert late["detail"]["now"]["claim"]["sort"] == "mixed"


def test_readers_have_no_tools(browser: serving.Browser) -> None:
    assert "/static/app/editing.js" in browser.get("/articles/a1").text
