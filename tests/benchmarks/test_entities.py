import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.attribution import under_floors
from benchmarks.entities import (
    CASES,
    FLOORS,
    KINDS,
    Text,
    cases,
    found_names,
    measure,
    measured,
    placed,
    table,
    uner_documents,
    uner_rows,
    uner_sentences,
)
from onrecord.reading import Reader
from onrecord.reading.session import weights
from onrecord.types import Entity, EntityKind, Reading, Span

HERE = Path(__file__).parent.parent.parent / "benchmarks"
IOB = """# newdoc id = letter-1
# sent_id = letter-1-1
# text = Ann Lee's in Oslo.
1\tAnn\tB-PER\t-\tx
2\tLee\tI-PER\t-\tx
3\t's\tO\t-\tx
4\tin\tO\t-\tx
5\tOslo\tB-LOC\t-\tx
6\t.\tO\t-\tx

# sent_id = letter-1-2
# text = Acme pays.
1\tAcme\tB-ORG\t-\tx
2\tpays\tO\t-\tx
3\t.\tB-OTH\t-\tx
"""


def row(number: int, form: str, misc: str = "_") -> str:
    return "\t".join([str(number), form, "_", "X", "X", "_", "0", "dep", "_", misc])


FIRST = [row(1, "Ann"), row(2, "Lee", "SpaceAfter=No"), row(3, "'s"), row(4, "in"), row(5, "Oslo", "SpaceAfter=No")]
SECOND = [row(1, "Acme"), row(2, "pays", "SpaceAfter=No"), row(3, ".")]
CONLLU = "\n".join(["# newdoc id = letter-1", "# newpar", *FIRST, row(6, "."), "", "# newpar", *SECOND, ""])


def corpus(folder: Path) -> Path:
    (folder / "uner_ewt").mkdir()
    (folder / "ewt").mkdir()
    (folder / "uner_ewt" / "test.iob2").write_text(IOB, encoding="utf-8")
    (folder / "ewt" / "test.conllu").write_text(CONLLU, encoding="utf-8")
    return folder


def test_sentences_and_documents_have_the_same_names(tmp_path: Path) -> None:
    data = corpus(tmp_path)
    first, second = uner_sentences(data)
    assert first.gold == {(0, 2, "PER"), (4, 5, "LOC")}
    assert second.gold == {(0, 1, "ORG")}
    (whole,) = uner_documents(data)
    assert whole.text == "Ann Lee's in Oslo.\nAcme pays."
    assert whole.gold == {(0, 2, "PER"), (4, 5, "LOC"), (6, 7, "ORG")}
    assert [name for name, *_ in uner_rows(data / "uner_ewt" / "test.iob2")] == ["letter-1", "letter-1"]


def test_placed_gives_up_where_the_words_differ() -> None:
    assert placed("a bc", ["a", "bc"]) == [Span(0, 1), Span(2, 4)]
    assert placed("a bc", ["a", "d"]) is None
    assert placed("a" + " " * 60 + "b", ["a", "b"]) is None


def test_found_names_are_runs_of_the_tokens_of_the_corpus() -> None:
    places = [Span(0, 3), Span(4, 7), Span(7, 9)]
    entities = [Entity(EntityKind.PERSON, Span(0, 7), 1.0), Entity(EntityKind.ROLE, Span(7, 9), 1.0)]
    assert found_names(entities, places) == {(0, 2, "PER")}


class Naming:
    """Names the first word of every text a place."""

    def read(self, articles):  # type: ignore[no-untyped-def]
        for article in articles:
            first = Entity(EntityKind.PLACE, Span(0, article.text.index(" ")), 1.0)
            yield Reading(article.id, (), (), (), (), (first,), None)  # type: ignore[arg-type]


def test_measured_counts_span_and_kind() -> None:
    places = (Span(0, 4), Span(5, 8))
    right = Text("Oslo won", places, frozenset({(0, 1, "LOC")}))
    wrong = Text("Acme won", places, frozenset({(0, 1, "ORG")}))
    figures = measured(Naming(), [right, wrong])  # type: ignore[arg-type]
    assert figures["all"]["f1"] == 50.0
    assert figures["LOC"] == {"precision": 50.0, "recall": 100.0, "f1": 66.67}
    assert figures["ORG"]["f1"] == 0.0
    assert "50.0" in table({"uner": figures, "weights": "x"})


def test_floors_name_figures_that_exist() -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["entities"]
    low = {name: {"f1": -1.0} for name in ("all", *KINDS.values())}
    assert len(list(under_floors({"uner": low, "cases": low}, floors))) == len(floors)
    assert {path for path in floors if path.startswith("cases.")} >= {f"cases.{kind}.f1" for kind in KINDS.values()}


def test_the_cases_reach_their_floors() -> None:
    result = measure(Reader.load(threads=1))
    assert list(under_floors(result, json.loads(FLOORS.read_text(encoding="utf-8"))["entities"])) == [], table(result)


def test_the_cases_hold_every_kind_and_no_sentence_twice() -> None:
    rows = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len({row["text"] for row in rows}) == len(rows) >= 80
    kinds = Counter(run[2] for case in cases() for run in case.gold)
    assert sum(kinds.values()) == sum(len(row["entities"]) for row in rows)  # none lies upon another
    assert min(kinds[kind] for kind in KINDS.values()) >= 20


def written(folder: Path, *entities: list[object]) -> Path:
    row = {"id": "x", "text": "May Lund sat in May, in Mayfield.", "entities": entities}
    path = folder / "cases.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return path


def test_words_that_stand_twice_are_told_by_their_number(tmp_path: Path) -> None:
    (case,) = cases(written(tmp_path, ["May Lund", "person"], ["May", "date", 2], ["Mayfield", "place"]))
    assert case.gold == {(0, 2, "person"), (4, 5, "date"), (7, 8, "place")}


@pytest.mark.parametrize("entity", [["May", "date"], ["May", "date", 3], ["Lund", "animal"], ["Oslo", "place"]])
def test_a_case_that_points_nowhere_is_refused(tmp_path: Path, entity: list[object]) -> None:
    with pytest.raises(ValueError, match=r"cases\.jsonl|entities\.jsonl"):
        cases(written(tmp_path, entity))


def test_the_table_shows_the_kinds_of_the_cases_and_the_classes_of_corpora() -> None:
    kinds = measured(Naming(), cases()[:3], KINDS)  # type: ignore[arg-type]
    shown = table({"cases": kinds, "uner": measured(Naming(), [Text("Oslo won", (), frozenset())])})  # type: ignore[arg-type]
    assert [line.split()[0] for line in shown.splitlines()] == ["exact", "cases", "exact", "uner"]
    assert "role" in shown
    assert "PER" in shown


def test_the_shipped_weights_are_the_measured_ones() -> None:
    kept = json.loads((HERE / "results" / "entities.json").read_text(encoding="utf-8"))
    assert kept["weights"] == weights().manifest["files"]["reader.onnx"]["sha256"]
    floors = json.loads((HERE / "floors_entities.json").read_text(encoding="utf-8"))["entities"]
    assert list(under_floors(kept, floors)) == []
