from __future__ import annotations

import json
import random

import pytest

from benchmarks.duplicates import FLOORS, Corpus, corpus, figures, found_in, meets
from benchmarks.edited_copies import KINDS, Stock, edited, joined, words_in
from benchmarks.lookalikes import following, framed_reports, furnished, quoting
from benchmarks.made_corpus import Made, article_of, made, originals, stock_of, texts_of
from onrecord.record import open_record

TEXTS = texts_of(None)
STOCK = stock_of(TEXTS)


def test_the_record_meets_the_floors_on_the_bundled_texts() -> None:
    of = corpus(TEXTS, "test", each=1, seed=2)
    with open_record("sqlite://") as record:
        found, _ = found_in(record, [one.article for one in of.made])
    assert meets(figures(of, found), json.loads(FLOORS.read_text("utf-8"))["bundled"])


@pytest.mark.parametrize("kind", KINDS)
def test_edits_change_as_much_as_they_say(kind: str) -> None:
    rng = random.Random(4)
    source = originals(STOCK, rng)
    for share in (0.1, 0.4):
        changed = []
        for _ in range(10):
            article = next(source)
            copy = edited(article, kind, share, Stock(STOCK.paragraphs, ("zzz",)), rng)
            one, other = joined(article).split(), joined(copy).split()
            same = len(set(one) & set(other)) / len(set(one))
            changed.append(max(1 - same, abs(words_in(copy) - len(one)) / len(one)))
        if kind != "moved":
            assert share / 3 < sum(changed) / len(changed) < share + 0.15, (kind, share)


def test_lookalikes_share_less_than_half() -> None:
    rng = random.Random(5)
    source = originals(STOCK, rng)
    article = next(source)
    known = {sentence for paragraph in article for sentence in paragraph}
    for lookalike in (quoting, following, furnished):
        text = lookalike(article, source, rng)
        shared = sum(len(one.split()) for one in known if one.strip("“”") in text)
        assert shared < len(text.split()) / 2, lookalike
    one, other, _ = framed_reports("dev", rng)
    assert one != other
    assert "{" not in one + other


def test_a_made_corpus_is_the_same_for_the_same_seed() -> None:
    first, second = (list(made(TEXTS, 60, seed=7, copies=0.5)) for _ in range(2))
    assert first == second
    ids = {one.article.id for one in first}
    assert len(ids) == 60
    assert 15 < sum(one.copy_of is not None for one in first) < 45
    assert all(one.copy_of in ids for one in first if one.copy_of)


def test_two_copies_of_one_original_are_neither_right_nor_wrong() -> None:
    original = Made(article_of("one", 1))
    copies = [Made(article_of(text, n), original.article.id, "cut", 0.1) for n, text in ((2, "two"), (3, "three"))]
    stranger = Made(article_of("four", 4))
    rows = (original, *copies, stranger)
    of = Corpus(rows, {one.article.id: one.copy_of or one.article.id for one in rows})
    a, b, c, d = (one.article.id for one in rows)
    found = figures(of, {(a, b), (b, c), (c, d)})
    assert found["precision"] == 0.5
    assert found["recall"] == 0.5
    assert found["wrong"] == 1
    assert found["recall_of"] == {"10%": 0.5, "cut": 0.5}
