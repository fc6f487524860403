"""From judgements to weights that the next coding uses, and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord import tuning
from onrecord.errors import OnrecordError
from onrecord.pipeline import coding_version
from onrecord.positions.merging import settled
from onrecord.record import Record, Verdict, open_record
from onrecord.record.reviews import Reviews
from onrecord.record.tunings import Tunings, judged_claims
from onrecord.settings import SHIPPED
from onrecord.stages import Models, coder_of
from onrecord.types import Stance, Voice
from tests import tuned


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    monkeypatch.setattr(tuning, "_judging", lambda record, engine: tuned.judges)
    with open_record(tmp_path / "r.db") as opened:
        yield opened


def test_what_reviewers_do_is_learned_and_used_by_the_next_coding(record: Record) -> None:
    tuned.fill(record)
    made = tuning.tune(record)
    assert made.helps
    assert (made.judgements, made.articles) == (96, 24)
    assert tuning.tuned(record, SHIPPED).tuning is None, "nothing is in use before it is kept"
    kept = tuning.keep(record, made, by="Ida")
    assert kept.used
    engine = tuning.tuned(record, SHIPPED)
    assert engine.tuning is not None
    assert engine.tuning.version == kept.version
    assert replace(engine.tuning, version="") == made.weights
    assert coding_version(None, engine) == f"{coding_version()} tuning {kept.version}"
    reported = tuned.lines(record.material("a0"))
    assert {settled(one.evidence, engine.tuning)[2] == "accept" for one in reported} == {True, False}
    assert all(
        (settled(one.evidence, engine.tuning)[2] == "accept") == (one.evidence.voice is Voice.OWN) for one in reported
    )
    Tunings(record).turn_off("Ida")
    assert tuning.tuned(record, engine).tuning is None


def test_one_of_another_release_is_not_used(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    tuned.fill(record)
    tuning.keep(record, tuning.tune(record), by="Ida")
    monkeypatch.setattr(tuning, "base", lambda: "another")
    assert tuning.tuned(record, SHIPPED).tuning is None


def test_what_does_not_help_is_kept_but_not_used(record: Record) -> None:
    tuned.fill(record)
    made = replace(tuning.tune(record), chance=0.5)
    assert not tuning.keep(record, made, by="Ida").used
    assert tuning.tuned(record, SHIPPED).tuning is None
    assert Tunings(record).all()[0].figures["chance"] == 0.5


def test_too_few_are_refused_before_anything_is_worked_out(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    tuned.fill(record, articles=5)
    monkeypatch.setattr(tuning, "_judging", lambda record, engine: pytest.fail("the encoder was asked"))
    with pytest.raises(OnrecordError, match="20 judged positions in 5 articles"):
        tuning.tune(record)


def test_corrections_and_additions_are_examples_too(record: Record) -> None:
    tuned.fill(record, articles=1)
    reviews = Reviews(record)
    views = sorted(reviews.of_article("a0"), key=lambda view: view.claim.evidence)
    turned = replace(views[0].claim, stance=Stance.OPEN)
    reviews.judge(turned, Verdict.CORRECTED, "Ida", of=views[0].id, expected=views[0].version)
    moved = replace(views[1].claim, actor="cy", option="ferry")
    reviews.judge(moved, Verdict.CORRECTED, "Ida", of=views[1].id, expected=views[1].version)
    found = list(tuning.examples(record, judged_claims(record), tuned.judges))
    first, second, *others = (one for one in found if one.evidence is not None)
    assert (first.stance, second.stance) == (Stance.OPEN, None)  # where it was, the moved one is wrong
    assert [one.stance for one in found if one.evidence is None] == [moved.stance]  # the program never asks that
    assert len(others) == 2
    assert all(one.judged for one in found)


def test_what_nobody_judged_is_no_example_of_anything(record: Record) -> None:
    tuned.fill(record, articles=1)
    assert Reviews(record).undo("Ida") is not None
    found = list(tuning.examples(record, judged_claims(record), tuned.judges))
    assert [one.judged for one in found] == [True, True, True, False]


def test_the_coder_says_by_which_tuning_it_coded(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    tuned.fill(record)
    kept = tuning.keep(record, tuning.tune(record), by="Ida")
    monkeypatch.setattr(Models, "vectors", property(lambda self: lambda texts: [[1.0] for _ in texts]))
    monkeypatch.setattr(Models, "pairs", property(lambda self: None))
    coder = coder_of(tuned.BOOK, Models(tuning.tuned(record, SHIPPED)))
    assert vars(coder)["_made_by"] == f"{coder.version} tuning {kept.version}"
    assert vars(coder_of(tuned.BOOK, Models(SHIPPED)))["_made_by"] == coder.version
