import json
from typing import Any

from onrecord.web import build_view, map_lines
from tests.web.debate import ARTICLES, DEBATE


def lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in map_lines(build_view(DEBATE))]


def line(actor: str, option: str) -> dict[str, Any]:
    (found,) = (known for known in lines() if (known["actor"]["id"], known["option"]) == (actor, option))
    return found


def test_one_line_per_cell() -> None:
    keys = [(known["actor"]["id"], known["option"]) for known in lines()]
    assert len(keys) == len(set(keys)) == len(build_view(DEBATE).cells())


def test_every_receipt_leads_to_its_words() -> None:
    texts = {article.id: article.text for article in ARTICLES}
    for known in lines():
        assert known["receipts"]
        for receipt in known["receipts"]:
            begin, end = receipt["evidence"]
            assert texts[receipt["article"]][begin:end] == receipt["text"]


def test_what_a_line_tells() -> None:
    told = line("estavia", "levy")
    assert told["actor"] == {"id": "estavia", "name": "Estavia", "kind": "state"}
    assert told["stance"] == "supports"
    assert told["receipts"][0]["by"] == "Ilse Varga"
    assert told["receipts"][0]["voice"] == "attributed"


def test_condition_reason_and_date() -> None:
    (receipt,) = line("adviser", "levy")["receipts"]
    assert receipt["condition"] == {"kind": "condition", "text": "if the money stays on the islands"}
    assert receipt["date"] == "2031-03-01"
    assert line("rail-union", "trains")["receipts"][0]["reason"] == "because wages have fallen behind"
    assert line("sudmark", "ban")["receipts"][0]["date"] is None
