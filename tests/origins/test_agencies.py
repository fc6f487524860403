from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.origins.agencies import Credit, agency_of
from onrecord.origins.draft import Defaults, Draft
from onrecord.origins.opening import finish
from onrecord.types import Article

CASES = Path(__file__).parents[2] / "benchmarks/cases/agencies.jsonl"
LINES = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
# The half that the rules were not made with has one that they miss: "KYIV. Feb 2 (Interfax-Ukraine)" is like it.
MISSED = 1


def told(case: dict[str, str]) -> bool:
    found = agency_of(case["text"], author=case.get("author"), outlet=case.get("outlet"))
    wanted = Credit(tuple(case["agency"].split(", ")), bool(case["whole"])) if case["agency"] else None
    return found == wanted


@pytest.mark.parametrize("case", [case for case in LINES if case["half"] == "dev"], ids=lambda case: case["id"])
def test_credits_are_told_from_quoted_agencies(case: dict[str, str]) -> None:
    assert told(case)


def test_credits_of_the_half_that_was_not_looked_at() -> None:
    wrong = [case["id"] for case in LINES if case["half"] == "test" and not told(case)]
    assert len(wrong) <= MISSED, wrong


def test_an_article_has_the_agency_that_its_origin_or_else_its_text_credits() -> None:
    text = "OSLO (AP) — The ferry between the islands will sail again on Thursday, the minister said in the evening."
    read = finish(Draft(text, "a.txt", language="en"), Defaults())
    assert isinstance(read, Article)
    assert read.agency == "Associated Press"
    said = finish(Draft(text, "a.txt", language="en", agency="NTB"), Defaults())
    assert isinstance(said, Article)
    assert said.agency == "NTB"


def test_texts_of_nothing_credit_nobody() -> None:
    assert agency_of("") is None
    assert agency_of(" \n ", author="AFP") is None
