import json
from pathlib import Path

from benchmarks.attribution import under_floors
from benchmarks.boundaries import Tally, ewt_test, gum_test, measured, solid, table
from onrecord.reading.session import weights
from training.data import Document

HERE = Path(__file__).parent.parent.parent / "benchmarks"


def row(number: int, form: str, misc: str = "_") -> str:
    return "\t".join([str(number), form, "_", "X", "X", "_", "0", "dep", "_", misc])


def test_solid_places_do_not_count_white_space() -> None:
    assert solid("a  b c", [(0, 1), (1, 3), (3, 6)]) == [(0, 1), (1, 3)]


def test_the_last_end_of_a_document_is_given() -> None:
    tally = Tally()
    tally.add("No. Yes. Well.", [(0, 8), (9, 14)], [(0, 3), (4, 8), (9, 14)])
    assert tally.ends.figures() == {"precision": 100.0, "recall": 50.0, "f1": 66.67}
    assert tally.sentences.figures() == {"precision": 50.0, "recall": 33.33, "f1": 40.0}


def test_a_wrong_end_in_mid_sentence_costs_precision() -> None:
    tally = Tally()
    tally.add("Mr. Lee left.", [(0, 3), (4, 13)], [(0, 13)])
    assert tally.ends.figures()["precision"] == 0.0
    assert tally.sentences.figures()["f1"] == 0.0


def test_measured_by_genre() -> None:
    one = Document("x", "gum", "A b. C d.", sentences=[(0, 4), (5, 9)])
    figures = measured([("news", one), ("vlog", one)], [[(0, 4), (5, 9)], [(0, 9)]])
    assert figures["genres"]["news"]["ends"]["f1"] == 100.0
    assert figures["genres"]["vlog"]["ends"]["f1"] == 0.0
    assert figures["count"] == 4
    text = table({"gum": {"onrecord": figures, "spacy": None}})
    assert "news" in text
    assert "not installed" in text


def test_all_genres_of_the_test_split_are_read(tmp_path: Path) -> None:
    (tmp_path / "gum").mkdir()
    (tmp_path / "ewt").mkdir()
    lines = "\n".join(["# newdoc id = x", row(1, "Go", "SpaceAfter=No"), row(2, "."), "", row(1, "Stop"), "", ""])
    (tmp_path / "gum" / "files.test").write_text("GUM_fiction_a GUM_news_b GUM_reddit_c", encoding="utf-8")
    for name in ("GUM_fiction_a", "GUM_news_b"):
        (tmp_path / "gum" / f"{name}.conllu").write_text(lines, encoding="utf-8")
    (tmp_path / "ewt" / "test.conllu").write_text(lines, encoding="utf-8")
    found = gum_test(tmp_path)
    assert [genre for genre, _ in found] == ["fiction", "news"]
    assert found[0][1].text == "Go. Stop"
    assert found[0][1].sentences == [(0, 3), (4, 8)]
    assert [genre for genre, _ in ewt_test(tmp_path)] == ["ewt"]


def test_floors_name_figures_that_exist() -> None:
    floors = json.loads((HERE / "floors_entities.json").read_text(encoding="utf-8"))["boundaries"]
    low = {"onrecord": {"ends": {"f1": 0.0}}}
    assert len(list(under_floors({"gum": low, "ewt": low}, floors))) == 2


def test_the_shipped_weights_are_the_measured_ones() -> None:
    kept = json.loads((HERE / "results" / "boundaries.json").read_text(encoding="utf-8"))
    assert kept["weights"] == weights().manifest["files"]["reader.onnx"]["sha256"]
    floors = json.loads((HERE / "floors_entities.json").read_text(encoding="utf-8"))["boundaries"]
    assert list(under_floors(kept, floors)) == []
