from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, update

from onrecord.record import Record
from onrecord.record.review_tables import judged, judged_statements
from onrecord.record.schema import positions, statements
from onrecord.record.search import Order, Search, Wanted
from onrecord.types import Scope, Span, Stance, StatementKind, Voice

from . import samples
from .test_store import fill, fill_all

NOW = datetime(2031, 6, 1, tzinfo=UTC)


def ids(found: Any) -> list[str]:
    return [hit.value.id for hit in found.rows]


def article(record: Record, number: int, text: str, **more: Any) -> None:
    """An article whose only statement is its whole text."""
    made = replace(samples.article(number, text=text), **more)
    said = replace(samples.statements(number)[0], text=text, said_on=None, content=(Span(0, len(text)),))
    found = replace(samples.resolution(number), statements=(said,))
    record.save_article(made, samples.reading(number), found)


@pytest.fixture
def filled(record: Record) -> Record:
    article(record, 1, "The ferrymen oppose tolls on the Brücke.", published=date(2031, 5, 1), title="Tolls")
    article(record, 2, "No anti-toll vote is planned; the negotiations go on.", published=date(2031, 5, 3))
    article(record, 3, "BRUCKE toll: a vote", published=date(2031, 5, 2), title=None, outlet="Post")
    article(record, 4, "Nothing of all this.", published=None, title="Vote, vote, vote")
    return record


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("toll", ["a2", "a3", "a1"]),
        ("tolls", ["a2", "a3", "a1"]),
        ("brucke", ["a3", "a1"]),
        ("Brücke", ["a3", "a1"]),
        ('"vote is"', ["a2"]),
        ("“is vote”", []),
        ("toll -vote", ["a1"]),
        ("-vote", ["a1"]),
        ("ferryman OR planned", ["a2"]),
        ("ferry* OR planned", ["a2", "a1"]),
        ("anti-toll", ["a2"]),
        ("negotiati*", ["a2"]),
        ("negotiating", ["a2"]),
        ("the toll", ["a2", "a1"]),
        ("\U0001f309", []),
        ("   ", ["a2", "a3", "a1", "a4"]),
        ("vote -", ["a2", "a3", "a4"]),
    ],
)
def test_words_of_people(filled: Record, typed: str, found: list[str]) -> None:
    assert ids(Search(filled).articles(Wanted(text=typed))) == found


def test_the_words_that_were_found_are_shown_where_they_stand(filled: Record) -> None:
    (hit,) = Search(filled).articles(Wanted(text='"on the bruc"* toll')).rows
    assert [span.of(hit.snippet.text) for span in hit.snippet.hits] == ["tolls", "on the Brücke"]
    assert [span.of("Tolls") for span in hit.title_hits] == ["Tolls"]
    (said,) = Search(filled).statements(Wanted(text="planned")).rows
    assert [span.of(said.snippet.text) for span in said.snippet.hits] == ["planned"]


def test_the_best_come_first_where_that_is_wanted(filled: Record) -> None:
    search = Search(filled)
    assert ids(search.articles(Wanted(text="vote", order=Order.BEST)))[0] == "a4"
    assert len(ids(search.articles(Wanted(text="vote", order=Order.BEST)))) == 3
    assert ids(search.articles(Wanted(order=Order.BEST))) == ["a2", "a3", "a1", "a4"]
    assert ids(search.articles(Wanted(order=Order.OLDEST))) == ["a4", "a1", "a3", "a2"]


def test_articles_by_what_is_known_of_them(filled: Record) -> None:
    search = Search(filled)
    assert ids(search.articles(Wanted(outlet="Post"))) == ["a3"]
    assert ids(search.articles(Wanted(since=date(2031, 5, 2)))) == ["a2", "a3"]
    assert ids(search.articles(Wanted(until=date(2031, 5, 1)))) == ["a1"], "what has no day is in no period"
    assert ids(search.articles(Wanted(article="a4"))) == ["a4"]
    assert ids(search.articles(Wanted(ids=("a1", "a3")))) == ["a3", "a1"]
    assert search.outlets() == (("The Ferry", 3), ("Post", 1))


def test_what_is_read_anew_is_found_by_its_new_words(filled: Record) -> None:
    article(filled, 1, "The ferrymen oppose tolls on the Brücke.", published=date(2031, 6, 1), title="Charges")
    search = Search(filled)
    assert ids(search.articles(Wanted(text="charge"))) == ["a1"]
    assert ids(search.articles(Wanted(text="tolls", since=date(2031, 6, 1)))) == ["a1"]
    assert ids(search.statements(Wanted(text="ferrymen", since=date(2031, 6, 1)))) == ["a1-s2"]
    said = replace(samples.statements(1)[0], text="Silence")
    filled.save_article(
        samples.article(1, text="The ferrymen oppose tolls on the Brücke."),
        samples.reading(1),
        replace(samples.resolution(1), statements=(said,)),
    )
    assert ids(search.statements(Wanted(text="ferrymen"))) == []
    assert ids(search.statements(Wanted(text="silence"))) == ["a1-s2"]


# ---------------------------------------------------------------- claims


def test_statements_by_what_they_are(record: Record) -> None:
    fill_all(record)
    search = Search(record)
    assert ids(search.statements(Wanted())) == ["a1-s1", "a1-s2"], "the newest first, a day said before one printed"
    assert ids(search.statements(Wanted(kind=StatementKind.DIRECT))) == ["a1-s2"]
    assert ids(search.statements(Wanted(actor="orla"))) == ["a1-s2"]
    assert ids(search.statements(Wanted(actor="nobody"))) == []
    assert ids(search.statements(Wanted(until=date(2031, 5, 1)))) == ["a1-s2"]
    assert ids(search.statements(Wanted(option="toll"))) == ["a1-s2"]
    assert ids(search.statements(Wanted(option="toll", stance=Stance.SUPPORTS))) == []
    (hit,) = search.statements(Wanted(kind=StatementKind.DIRECT)).rows
    assert (hit.value, hit.article.outlet, hit.state) == (record.statements()[0], "The Ferry", None)
    assert search.count_statements(Wanted(), "kind") == {"attitude": 1, "direct": 1}
    assert search.count_statements(Wanted(), "actor") == {"": 1, "orla": 1}


def test_positions_by_what_they_are(record: Record) -> None:
    fill_all(record)
    search = Search(record)
    assert {hit.value for hit in search.positions(Wanted()).rows} == set(record.positions())
    for wanted, found in (
        (Wanted(option="toll"), ["a1-p2"]),
        (Wanted(options=("toll", "lorry-toll")), ["a1-p1", "a1-p2"]),
        (Wanted(actor="rivermouth"), ["a1-p1"]),
        (Wanted(actors=("rivermouth", "orla")), ["a1-p1", "a1-p2"]),
        (Wanted(stance=Stance.OPEN, scope=Scope.GENERAL, voice=Voice.REPORTED), ["a1-p1"]),
        (Wanted(derived=True), ["a1-p2"]),
        (Wanted(kind=StatementKind.DIRECT), ["a1-p2"]),
        (Wanted(text="delay"), ["a1-p1"]),
        (Wanted(outlet="Post"), []),
        (Wanted(article="a1", since=date(2031, 5, 2)), ["a1-p1"]),
        (Wanted(codebook="another"), []),
        (Wanted(reviewed=True), []),
        (Wanted(reviewed=False), ["a1-p1", "a1-p2"]),
    ):
        assert ids(search.positions(wanted)) == found, wanted
        assert search.positions(wanted).total == len(found), wanted
    assert search.count_positions(Wanted(), "option") == {"lorry-toll": 1, "toll": 1}
    assert search.count_positions(Wanted(), "month") == {"2031-05": 2}
    assert search.count_positions(Wanted(), "outlet") == {"The Ferry": 2}
    assert search.count_positions(Wanted(), "state") == {"": 2}
    with pytest.raises(ValueError, match="counted by text"):
        search.count_positions(Wanted(), "text")


def test_articles_by_what_stands_in_them(record: Record) -> None:
    fill_all(record, 1)
    fill(record, 2)
    search = Search(record)
    assert ids(search.articles(Wanted(option="toll", stance=Stance.OPPOSES, actor="orla"))) == ["a1"]
    assert ids(search.articles(Wanted(option="toll", actor="rivermouth"))) == []
    assert ids(search.articles(Wanted(actor="council"))) == ["a1", "a2"]
    assert ids(search.articles(Wanted(kind=StatementKind.ATTITUDE, actor="orla"))) == []
    assert ids(search.articles(Wanted(kind=StatementKind.DIRECT, actor="orla"))) == ["a1", "a2"]


def test_an_actor_is_whom_the_register_says(record: Record) -> None:
    fill_all(record, 1)
    fill_all(record, 2)
    search = Search(record)
    record.save_changes((), {("orla", ""): "brueck", ("orla", "a2"): "another", ("rivermouth", ""): "brueck"}, ())
    assert set(ids(search.positions(Wanted(actor="brueck")))) == {"a1-p1", "a1-p2", "a2-p1"}
    assert ids(search.positions(Wanted(actor="another"))) == ["a2-p2"]
    assert ids(search.positions(Wanted(actor="orla"))) == [], "nobody is meant by that any more"
    assert search.count_positions(Wanted(), "actor") == {"brueck": 3, "another": 1}
    assert {hit.value.actor for hit in search.positions(Wanted(article="a2")).rows} == {"brueck", "another"}
    assert {hit.value for hit in search.positions(Wanted()).rows} == set(record.positions())
    assert ids(search.articles(Wanted(actor="another"))) == ["a2"]


def judge(record: Record, identifier: str, state: str, **changed: Any) -> None:
    """A judged position as reviews leave it."""
    with record.transaction() as connection:
        row = connection.execute(positions.select().where(positions.c.id == identifier)).one()._mapping
        kept = {name: row[name] for name in set(judged.c.keys()) & set(row) - {"number", "day"}}
        review = {"judgement": 1, "reviewer": "kim", "at": NOW, "disputed": False, "state": state}
        connection.execute(insert(judged), {**kept, **review, **changed})
        connection.execute(update(positions).where(positions.c.id == identifier).values(covered=identifier))


def test_what_reviewers_judged_stands_in_place_of_what_the_machine_said(record: Record) -> None:
    fill_all(record, 1)
    fill_all(record, 2)
    judge(record, "a1-p1", "rejected")
    judge(record, "a1-p2", "changed", stance="supports", text="A toll, said plainly.")
    search = Search(record)
    assert ids(search.positions(Wanted())) == [*ids(search.positions(Wanted(reviewed=False))), "a1-p2"]
    assert ids(search.positions(Wanted(reviewed=True))) == ["a1-p2"]
    assert ids(search.positions(Wanted(state="rejected"))) == ["a1-p1"]
    assert ids(search.positions(Wanted(text="plainly"))) == ["a1-p2"]
    assert ids(search.positions(Wanted(stance=Stance.SUPPORTS))) == ["a1-p2"]
    assert search.positions(Wanted(state="changed")).rows[0].state == "changed"
    assert ids(search.statements(Wanted(option="toll", stance=Stance.SUPPORTS))) == ["a1-s2"]
    assert ids(search.articles(Wanted(reviewed=True))) == ["a1"]
    assert ids(search.articles(Wanted(reviewed=False))) == ["a2"]
    assert ids(search.articles(Wanted(state="unsure"))) == []
    assert search.count_positions(Wanted(), "state") == {"": 2, "changed": 1}
    assert {hit.value.id for hit in search.positions(Wanted()).rows} == {one.id for one in record.positions()}


def test_a_judged_statement_stands_in_place_of_the_one_of_the_machine(record: Record) -> None:
    fill_all(record)
    with record.transaction() as connection:
        row = connection.execute(statements.select().where(statements.c.id == "a1-s1")).one()._mapping
        kept = {name: row[name] for name in set(judged_statements.c.keys()) & set(row) - {"number", "day"}}
        review = {"judgement": 1, "reviewer": "kim", "at": NOW, "disputed": False, "state": "changed"}
        connection.execute(insert(judged_statements), {**kept, **review, "text": "It would be slow."})
        connection.execute(update(statements).where(statements.c.id == "a1-s1").values(covered="a1-s1"))
    search = Search(record)
    assert ids(search.statements(Wanted())) == ["a1-s1", "a1-s2"]
    assert ids(search.statements(Wanted(text="slow"))) == ["a1-s1"]
    assert ids(search.statements(Wanted(text="delays"))) == []
    assert ids(search.statements(Wanted(reviewed=True))) == ["a1-s1"]


# ---------------------------------------------------------------- pages


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("text", ["", "toll"])
def test_every_row_is_on_one_page(record: Record, order: Order, text: str) -> None:
    for number in range(1, 12):
        fill_all(record, number) if number % 4 else article(record, number, "A toll.", published=None)
    for number in (1, 2, 5):
        judge(record, f"a{number}-p2", "accepted", stance="opposes")
    search = Search(record)
    for listed in (search.articles, search.statements, search.positions):
        whole = listed(Wanted(order=order, text=text))
        pages = list(paged(listed, Wanted(order=order, text=text), limit=4))
        assert [one for page in pages for one in ids(page)] == ids(whole)
        assert {(page.total, page.exact) for page in pages} == {(len(whole.rows), True)}
        assert len(set(ids(whole))) == len(whole.rows) == whole.total


def paged(listed: Any, wanted: Wanted, limit: int) -> Iterator[Any]:
    page = listed(wanted, limit=limit)
    yield page
    while page.after is not None:
        page = listed(wanted, after=page.after, limit=limit)
        yield page


def test_a_list_that_grows_repeats_nothing(record: Record) -> None:
    for number in range(1, 7):
        article(record, number, "A toll.", published=date(2031, 5, number))
    search = Search(record)
    first = search.articles(Wanted(), limit=3)
    article(record, 7, "A toll.", published=date(2031, 6, 1))
    article(record, 8, "A toll.", published=date(2031, 5, 2))
    second = search.articles(Wanted(), after=first.after, limit=9)
    assert ids(first) + ids(second) == ["a6", "a5", "a4", "a3", "a2", "a8", "a1"]


def test_more_than_can_be_counted_is_said_to_be_more(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.record.search_pages.COUNTED", 2)
    for number in (1, 2, 3):
        article(record, number, "A toll.")
    found = Search(record).articles(Wanted(), limit=1)
    assert (found.total, found.exact) == (2, False)
    again = Search(record).articles(Wanted(), after=found.after, limit=1)
    assert (again.total, again.exact) == (2, False)
    found = Search(record).articles(Wanted(ids=("a1", "a2")))
    assert (found.total, found.exact) == (2, True)


@pytest.mark.parametrize("cursor", ["", "x", "%%%", "W10", "bnVsbA", "\x00", "ü", "W" * 5000, "W05hTixOYU5d"])
def test_a_cursor_that_means_nothing_begins_anew(filled: Record, cursor: str) -> None:
    assert ids(Search(filled).articles(Wanted(), after=cursor)) == ["a2", "a3", "a1", "a4"]


def test_a_very_long_text_is_saved_and_found(record: Record) -> None:
    long = " ".join(f"word{number}" for number in range(150_000))
    article(record, 1, f"Toll. {long}")
    assert ids(Search(record).articles(Wanted(text="toll word77"))) == ["a1"]


# ---------------------------------------------------------------- whatever is typed

HOSTILE = [
    "'", '"', '""', "'; DROP TABLE articles; --", 'x" OR 1=1 --', "NEAR(a b, 2)", "title:toll", "^toll", "toll*", "*",
    "**", "(toll", ")", "a AND", "AND", "NOT", "OR", "OR OR", "-", "--", '-"', "a + b", "{title} : toll", "\x00toll",
    "to\x00ll", "\ud800", "\U0001f309\U0001f309", "x'41'", "%s %(a)s :words ?", "\\", "\\'", "a:*", "!a & (b", "<->",
    "'toll' <2> 'x'", "\u202etoll", "ﬁ", "ß", "İ", "ٱلسلام", "हिन्दी", "汉字", "a" * 3000, "1e309", "-1", "1/2", "½ ²",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_that_is_typed_is_an_error(filled: Record, typed: str) -> None:
    _ask_all(filled, typed)


def test_a_great_deal_of_text_is_no_error(filled: Record) -> None:
    for typed in ("toll " * 20_000, '"' * 100_000, "-" * 100_000, "a* OR " * 20_000, "x" * 100_000, '" ' * 50_000):
        _ask_all(filled, typed)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(st.text(max_size=12), st.sampled_from([*HOSTILE, "toll", "brücke", "OR", '"', "-", "*", " "])),
        max_size=12,
    )
)
def test_whatever_is_typed_is_no_error(filled: Record, parts: list[str]) -> None:
    _ask_all(filled, "".join(parts))
    _ask_all(filled, " ".join(parts))


def _ask_all(record: Record, typed: str) -> None:
    search = Search(record)
    for order in (Order.NEWEST, Order.BEST):
        search.statements(Wanted(text=typed, order=order))
        search.positions(Wanted(text=typed, order=order))
        for hit in search.articles(Wanted(text=typed, order=order)).rows:
            assert all(0 <= span.begin < span.end <= len(hit.snippet.text) for span in hit.snippet.hits)
    hostile = typed.replace("\x00", "").encode("utf-8", "replace").decode()
    search.positions(Wanted(actor=hostile, option=hostile, outlet=hostile, article=hostile, state=hostile))


def test_both_databases_agree_with_what_is_shown(filled: Record) -> None:
    """Whatever is found by a word is found by it in the snippet too."""
    for typed in ("toll", "tolls", "brucke", "vot*", "negotiati*", "negotiation", '"a vote"', "planning"):
        for hit in Search(filled).statements(Wanted(text=typed)).rows:
            assert hit.snippet.hits, (typed, hit.snippet.text)
