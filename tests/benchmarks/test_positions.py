import json

import pytest

from benchmarks.positions import FLOORS, GOLD, meets, run, score


def test_the_bundled_debate_reaches_its_floors() -> None:
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    result = score(run(), gold)
    assert meets(result, json.loads(FLOORS.read_text(encoding="utf-8"))), result


@pytest.mark.parametrize(
    ("result", "floors", "good"),
    [
        ({"step": 90.0}, {"step": 90.0}, True),
        ({"step": 89.9}, {"step": 90.0}, False),
        ({"wrong_side": 3}, {"wrong_side": 2}, False),
        ({"positions": {"precision": 70.0, "recall": 50.0}}, {"positions": {"precision": 60.0, "recall": 60.0}}, False),
    ],
)
def test_every_figure_counts(result: dict[str, object], floors: dict[str, object], good: bool) -> None:
    assert meets(result, floors) is good


def test_gold_stands_word_for_word_in_the_debate() -> None:
    from onrecord.demo import demo_paths
    from onrecord.origins import collect
    from onrecord.types import Article

    texts = {a.origin.replace("\\", "/"): a.text for a in collect(demo_paths()) if isinstance(a, Article)}
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        text = next((t for origin, t in texts.items() if origin.endswith(gold["article"])), "")
        assert gold.get("evidence", gold.get("quotation", "")) in text, gold
