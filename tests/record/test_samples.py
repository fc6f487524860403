from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from onrecord.errors import OnrecordError
from onrecord.record import Record, Verdict
from onrecord.record.audit_rows import read_audit
from onrecord.record.drawing_samples import _shares, draw
from onrecord.record.people import People
from onrecord.record.reviews import Reviews
from onrecord.record.sample_values import Candidate, DrawFrom, SamplePlan, Stratum, Unit
from onrecord.record.samples import Samples
from onrecord.types import Position, Span, Stance

from . import samples as built

PAIR = ("Bo", "Kim")
EVIDENCE = Span(24, 46)


@pytest.fixture
def filled(record: Record) -> Samples:
    """Eight articles of two outlets and four months with two positions each."""
    record.save_codebook(built.codebook())
    for number in range(1, 9):
        article = built.article(number, published=date(2031, 1 + number // 2, 4))
        article = replace(article, outlet="The Ferry" if number < 7 else "Harbour Post")
        record.save_article(article, built.reading(number), built.resolution(number))
        record.save_coding("c1", "k1", built.coding(number))
    return Samples(record)


def said(article: str, stance: Stance = Stance.OPPOSES, span: Span = EVIDENCE) -> Position:
    claim = built.coding().positions[0]
    return replace(claim, article=article, stance=stance, evidence=span, text="")


def plan(size: int = 4, **more: object) -> SamplePlan:
    return replace(SamplePlan(size=size, coders=PAIR), **more)  # type: ignore[arg-type]


# ---------------------------------------------------------------- the draw


def test_the_same_seed_draws_the_same(filled: Samples) -> None:
    one = filled.draw("one", plan(seed=7), by="Kim")
    again = filled.draw("again", plan(seed=7), by="Kim")
    other = filled.draw("other", plan(seed=8), by="Kim")
    targets = [[item.target for item in filled.items(sample.id)] for sample in (one, again, other)]
    assert targets[0] == targets[1]
    assert targets[0] != targets[2]
    assert len(set(targets[0])) == 4
    assert one.plan == plan(seed=7)
    assert (one.codebook, one.drawn_by, one.items, one.comparable) == ("c1", "Kim", 4, False)
    assert filled.all() == (other, again, one)


def test_every_seed_reaches_every_article(filled: Samples) -> None:
    met: Counter[str] = Counter()
    for seed in range(30):
        met.update(item.target for item in filled.items(filled.draw(f"s{seed}", plan(seed=seed), by="Kim").id))
    assert len(met) == 8
    assert min(met.values()) >= 5, "of 30 samples of half the articles, each article is in about 15"


@pytest.mark.parametrize(
    ("unit", "part", "targets"),
    [
        (Unit.ARTICLE, DrawFrom(), 8),
        (Unit.ARTICLE, DrawFrom(outlet="Harbour Post"), 2),
        (Unit.ARTICLE, DrawFrom(since=date(2031, 2, 1), until=date(2031, 3, 31)), 4),
        (Unit.ARTICLE, DrawFrom(option="toll"), 8),
        (Unit.STATEMENT, DrawFrom(), 16),
        (Unit.STATEMENT, DrawFrom(actor="orla"), 8),
        (Unit.STATEMENT, DrawFrom(option="toll"), 8),
        (Unit.POSITION, DrawFrom(), 16),
        (Unit.POSITION, DrawFrom(option="lorry-toll"), 8),
        (Unit.POSITION, DrawFrom(actor="orla", outlet="Harbour Post"), 2),
    ],
)
def test_what_may_be_drawn(filled: Samples, unit: Unit, part: DrawFrom, targets: int) -> None:
    sample = filled.draw("all", plan(100, unit=unit, drawn_from=part), by="Kim")
    assert sample.items == targets
    items = filled.items(sample.id)
    assert all((item.span is None) == (unit is Unit.ARTICLE) for item in items)
    if unit is Unit.STATEMENT:
        assert {item.span for item in items} <= {Span(24, 46), Span(60, 90)}
    articles = [item.article for item in items]
    assert articles == sorted(articles, key=articles.index), "what stands in one article is coded together"


def test_what_reviewers_made_of_it_is_drawn_and_what_they_rejected_is_not(filled: Samples, record: Record) -> None:
    reviews = Reviews(record)
    right, wrong = reviews.of_article("a1")
    reviews.judge(replace(right.claim, stance=Stance.OPEN), Verdict.CORRECTED, "Kim", of=right.id)
    reviews.judge(wrong.claim, Verdict.WRONG, "Kim", of=wrong.id)
    said = reviews.statements_of_article("a2")[0]
    reviews.judge_statement(said.claim, Verdict.WRONG, "Kim", of=said.id)
    positions = filled.items(filled.draw("positions", plan(100, unit=Unit.POSITION), by="Kim").id)
    assert Counter(item.article for item in positions)["a1"] == 1
    assert len(positions) == 15
    statements = filled.items(filled.draw("statements", plan(100, unit=Unit.STATEMENT), by="Kim").id)
    assert Counter(item.article for item in statements)["a2"] == 1
    assert len(statements) == 15


def test_the_part_of_each_stratum_is_its_part_of_all(filled: Samples) -> None:
    sample = filled.draw("by outlet", plan(4, strata=(Stratum.OUTLET,)), by="Kim")
    assert Counter(item.stratum for item in filled.items(sample.id)) == {"The Ferry": 3, "Harbour Post": 1}
    both = plan(8, unit=Unit.POSITION, strata=(Stratum.OPTION, Stratum.OUTLET))
    drawn = filled.items(filled.draw("by both", both, by="Kim").id)
    assert Counter(item.stratum for item in drawn) == {
        "toll · The Ferry": 3,
        "lorry-toll · The Ferry": 3,
        "toll · Harbour Post": 1,
        "lorry-toll · Harbour Post": 1,
    }
    months = filled.items(filled.draw("by month", plan(5, strata=(Stratum.MONTH,)), by="Kim").id)
    assert {item.stratum for item in months} == {"2031-01", "2031-02", "2031-03", "2031-04", "2031-05"}


@pytest.mark.parametrize(
    ("sizes", "wanted", "shares"),
    [
        ({"a": 90, "b": 10}, 10, {"a": 9, "b": 1}),
        ({"a": 97, "b": 2, "c": 1}, 10, {"a": 8, "b": 1, "c": 1}),
        ({"a": 1, "b": 1, "c": 1}, 2, {"a": 1, "b": 1, "c": 0}),
        ({"a": 3, "b": 3, "c": 3}, 7, {"a": 3, "b": 2, "c": 2}),
        ({"a": 5}, 100, {"a": 5}),
        ({}, 3, {}),
    ],
)
def test_shares_add_up(sizes: dict[str, int], wanted: int, shares: dict[str, int]) -> None:
    found = _shares(sizes, wanted)
    assert sum(found.values()) == min(wanted, sum(sizes.values()))
    assert Counter(found.values()) == Counter(shares.values())
    assert all(found[name] <= size for name, size in sizes.items())


def test_another_article_changes_little_of_the_draw() -> None:
    found = [Candidate(f"a{number}", f"a{number}", None) for number in range(100)]
    few = {one.target for one in draw(found[:-1], plan(20))}
    more = {one.target for one in draw(found, plan(20))}
    assert len(few & more) >= 19


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (plan(0), "1 to"),
        (plan(4, coders=()), "coders"),
        (plan(4, coders=("Bo", "Bo")), "each named once"),
        (plan(4, coders=("Bo\0", "Kim")), "can not be seen"),
        (plan(4, coders=("Bo", "")), "name of a coder"),
        (plan(4, overlap=1.5), "share"),
        (plan(4, strata=(Stratum.OPTION,)), "by option"),
        (plan(4, drawn_from=DrawFrom(outlet="No such outlet")), "Nothing in the record"),
        (plan(4, seed=10**12), "seed"),
    ],
)
def test_what_can_not_be_drawn(filled: Samples, asked: SamplePlan, says: str) -> None:
    with pytest.raises(OnrecordError, match=says):
        filled.draw("one", asked, by="Kim")
    assert filled.all() == ()


def test_a_name_is_given_once(filled: Samples) -> None:
    filled.draw("one", plan(), by="Kim")
    for name, says in (("one", "already"), (" one ", "already"), ("", "characters"), ("x" * 101, "characters")):
        with pytest.raises(OnrecordError, match=says):
            filled.draw(name, plan(), by="Kim")
    with pytest.raises(OnrecordError, match="no sample 9"):
        filled.sample(9)


def test_a_part_is_shared_and_the_rest_dealt_out(filled: Samples) -> None:
    sample = filled.draw("one", plan(8, overlap=0.5), by="Kim")
    assert [(one.coder, one.items) for one in sample.progress] == [("Bo", 6), ("Kim", 6)]
    held = {coder: _ordinals(filled, sample.id, coder) for coder in PAIR}
    assert len(held["Bo"] & held["Kim"]) == 4
    assert len(held["Bo"] | held["Kim"]) == 8


def _ordinals(samples: Samples, number: int, coder: str) -> set[int]:
    found, at = set(), samples.work(number, coder)
    while at is not None:
        found.add(at.item.ordinal)
        at = None if at.after is None else samples.work(number, coder, at.after)
    return found


# ---------------------------------------------------------------- coding


def test_each_coder_works_alone(filled: Samples, record: Record) -> None:
    sample = filled.draw("one", plan(2), by="Kim")
    before = record.positions()
    work = filled.work(sample.id, "Bo")
    assert work is not None
    assert (work.place, work.items, work.coded, work.before, work.after) == (0, 2, (), None, 1)
    coded = filled.code(sample.id, 0, "Bo", said(work.item.article), remark="a hard one")
    assert [one.claim.stance for one in filled.work(sample.id, "Bo").coded] == [Stance.OPPOSES]  # type: ignore[union-attr]
    assert coded.note == "a hard one"
    mine = filled.work(sample.id, "Kim")
    assert mine is not None
    assert mine.coded == ()
    assert filled.done(sample.id, 0, "Bo").progress[0].done == 1
    later = filled.work(sample.id, "Bo")
    assert later is not None
    assert later.item.ordinal == 1
    assert record.positions() == before, "what is said in a sample touches nothing of the record"
    with pytest.raises(OnrecordError, match="hidden until all have finished"):
        filled.codings(sample.id)


def test_when_all_have_finished_everybody_may_compare(filled: Samples) -> None:
    sample = filled.draw("one", plan(2), by="Kim")
    first = filled.items(sample.id)[0]
    filled.code(sample.id, 0, "Bo", said(first.article))
    filled.code(sample.id, 0, "Kim", said(first.article, Stance.RELUCTANT))
    for coder in PAIR:
        for ordinal in (0, 1):
            filled.done(sample.id, ordinal, coder)
        assert filled.work(sample.id, coder) is None
    codings = filled.codings(sample.id)
    assert {key: [one.stance for one in of] for key, of in codings.of.items()} == {
        (0, "Bo"): [Stance.OPPOSES],
        (0, "Kim"): [Stance.RELUCTANT],
        (1, "Bo"): [],
        (1, "Kim"): [],
    }
    assert codings.coders == PAIR
    for change in (
        lambda: filled.code(sample.id, 0, "Bo", said(first.article)),
        lambda: filled.done(sample.id, 0, "Bo", done=False),
    ):
        with pytest.raises(OnrecordError, match="stands"):
            change()


def test_an_owner_may_open_it_before(filled: Samples) -> None:
    sample = filled.draw("one", plan(2), by="Kim")
    filled.code(sample.id, 0, "Bo", said(filled.items(sample.id)[0].article))
    filled.done(sample.id, 0, "Bo")
    filled.code(sample.id, 1, "Bo", said(filled.items(sample.id)[1].article))
    assert filled.open(sample.id, by="Kim").comparable
    assert list(filled.codings(sample.id).of) == [(0, "Bo")], "what was not finished is no answer"
    with pytest.raises(OnrecordError, match="stands"):
        filled.done(sample.id, 1, "Bo")


def test_a_coding_is_taken_back_by_its_coder_alone(filled: Samples, record: Record) -> None:
    sample = filled.draw("one", plan(2), by="Kim")
    coded = filled.code(sample.id, 0, "Bo", said(filled.items(sample.id)[0].article))
    with pytest.raises(OnrecordError, match="Kim has no coding"):
        filled.take_back(sample.id, coded.id, "Kim")
    filled.take_back(sample.id, coded.id, "Bo")
    assert filled.work(sample.id, "Bo").coded == ()  # type: ignore[union-attr]
    with pytest.raises(OnrecordError, match="Bo has no coding"):
        filled.take_back(sample.id, coded.id, "Bo")
    assert len(record.judgements(withdrawn=True)) == 1, "the row stays"


def test_a_finished_item_can_be_reopened_until_all_have_finished(filled: Samples) -> None:
    sample = filled.draw("one", plan(2), by="Kim")
    filled.done(sample.id, 0, "Bo")
    assert filled.done(sample.id, 0, "Bo", done=False).progress[0].done == 0


def test_what_a_coder_may_not(filled: Samples) -> None:
    sample = filled.draw("one", plan(2), by="Kim")
    item = filled.items(sample.id)[0]
    other = "a1" if item.article != "a1" else "a2"
    for change, says in (
        (lambda: filled.code(sample.id, 0, "Zoe", said(item.article)), "not given to Zoe"),
        (lambda: filled.code(sample.id, 7, "Bo", said(item.article)), "not given to Bo"),
        (lambda: filled.work(sample.id, "Bo", 7), "not given"),
        (lambda: filled.code(sample.id, 0, "Bo", said(other)), "another article"),
        (lambda: filled.code(sample.id, 0, "Bo", said(item.article, span=Span(5, 9999))), "has no place"),
        (lambda: filled.code(sample.id, 0, "Bo", said(item.article, span=Span(5, 5))), "has no place"),
    ):
        with pytest.raises(OnrecordError, match=says):
            change()
    assert filled.work(sample.id, "Zoe") is None
    filled.close(sample.id, by="Kim")
    with pytest.raises(OnrecordError, match="stands"):
        filled.code(sample.id, 0, "Bo", said(item.article))


def test_the_machine_can_be_set_beside_the_coders(filled: Samples) -> None:
    for unit, each in ((Unit.ARTICLE, 2), (Unit.POSITION, 1)):
        sample = filled.draw(unit.value, plan(3, unit=unit), by="Kim")
        found = filled.machine(sample.id)
        assert [len(found[ordinal]) for ordinal in range(3)] == [each] * 3
    sample = filled.draw("statements", plan(16, unit=Unit.STATEMENT), by="Kim")
    found = filled.machine(sample.id)
    assert sorted(len(claims) for claims in found.values()) == [0] * 8 + [1] * 8


def test_all_of_it_is_in_the_log(filled: Samples, record: Record) -> None:
    sample = filled.draw("one", plan(1), by="Kim")
    coded = filled.code(sample.id, 0, "Bo", said(filled.items(sample.id)[0].article))
    filled.take_back(sample.id, coded.id, "Bo")
    filled.done(sample.id, 0, "Bo")
    filled.open(sample.id, by="Kim")
    filled.close(sample.id, by="Kim")
    with record.reading() as connection:
        rows = [(row.person, row.verb) for row in read_audit(connection, target=("sample", str(sample.id)))]
    assert rows == [
        ("Kim", "draw sample"),
        ("Bo", "code in sample"),
        ("Bo", "take back in sample"),
        ("Bo", "finish item of sample"),
        ("Kim", "open sample"),
        ("Kim", "close sample"),
    ]


def test_where_there_are_accounts_coders_have_one(record: Record, filled: Samples) -> None:
    People(record).add("Ada", "owner", "a long password", by="Ada")
    asked = SamplePlan(unit=Unit.ARTICLE, size=1, coders=("Ada", "Nobody"))
    with pytest.raises(OnrecordError, match=r"Nobody has no account here.*Ada"):
        filled.draw("pilot", asked, by="Ada")
    assert filled.all() == ()
    People(record).add("Nobody", "reviewer", "a long password", by="Ada")
    assert filled.draw("pilot", asked, by="Ada").id
