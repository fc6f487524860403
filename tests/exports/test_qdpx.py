"""REFI-QDA projects, held against the rules of the schema."""

import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from onrecord.errors import OnrecordError
from onrecord.exports import qdpx
from onrecord.types import Codebook
from tests.exports.chapters import ACTORS, CHAPTERS, CODEBOOK, EMOJI, Chapter
from tests.exports.graphs import CLEAN, NASTY
from tests.exports.refi_rules import SPACE, problems
from tests.exports.values import ARTICLE, MAYOR, TEXT

WHEN = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)


def project(path: Path) -> Element:
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        return ElementTree.fromstring(packed.read("project.qde"))


@pytest.fixture
def written(tmp_path: Path) -> Path:
    qdpx.write(tmp_path / "p.qdpx", CHAPTERS, ACTORS, CODEBOOK, when=WHEN)
    return tmp_path / "p.qdpx"


def test_it_keeps_the_rules_of_the_schema(written: Path) -> None:
    assert list(problems(project(written))) == []


def test_the_rules_find_what_is_wrong(written: Path) -> None:
    root = project(written)
    code = next(root.iter(f"{SPACE}Code"))
    del code.attrib["isCodable"]
    code.append(Element(f"{SPACE}Description"))
    next(root.iter(f"{SPACE}CodeRef")).attrib["targetGUID"] = "here"
    assert len(list(problems(root))) == 4


def test_places_count_code_points_of_the_text_file(written: Path) -> None:
    root = project(written)
    with zipfile.ZipFile(written) as packed:
        sources = {
            one.attrib["guid"]: packed.read(one.attrib["plainTextPath"].replace("internal://", "Sources/")).decode()
            for one in root.iter(f"{SPACE}TextSource")
        }
    assert list(sources.values()) == [TEXT, "Nothing.", EMOJI.text]
    words = []
    for source in root.iter(f"{SPACE}TextSource"):
        for one in source.iter(f"{SPACE}PlainTextSelection"):
            words.append(
                sources[source.attrib["guid"]][int(one.attrib["startPosition"]) : int(one.attrib["endPosition"])]
            )
            assert " ".join(words[-1].split()).startswith(one.attrib["name"])
    assert words == ["No toll", "if the city pays", "No toll, if the city pays", "Nothing", "Nothing", "We want"]


def test_codes_stand_as_issue_option_stance(written: Path) -> None:
    def tree(code: Element) -> dict[str, object]:
        return {inside.attrib["name"]: tree(inside) for inside in code.findall(f"{SPACE}Code")}

    (codes,) = project(written).iter(f"{SPACE}Codes")
    found = tree(codes)
    assert list(found) == ["The bridge", "The river", "Statements", "Actors"]
    bridge = found["The bridge"]
    assert isinstance(bridge, dict)
    assert list(bridge["A toll on the bridge"]) == [
        *("supports", "open", "undecided", "reluctant", "opposes", "A toll at night"),
    ]
    assert found["Actors"] == {"Rivermouth": {}, "Orla Brück": {}, "the two towns": {}}


def test_an_option_of_no_codebook_is_kept(tmp_path: Path) -> None:
    qdpx.write(tmp_path / "p.qdpx", CHAPTERS, ACTORS, Codebook((), ""), when=WHEN)
    root = project(tmp_path / "p.qdpx")
    assert list(problems(root)) == []
    assert "Options of no codebook" in [code.attrib["name"] for code in root.iter(f"{SPACE}Code")]


def test_reviewers_are_users(written: Path) -> None:
    assert [one.attrib["name"] for one in project(written).iter(f"{SPACE}User")] == ["onrecord", "Ada"]


def test_names_with_anything_in_them(tmp_path: Path) -> None:
    actors = {**ACTORS, "orla": replace(MAYOR, name=NASTY, role=NASTY)}
    qdpx.write(tmp_path / "p.qdpx", CHAPTERS, actors, CODEBOOK, when=WHEN)
    root = project(tmp_path / "p.qdpx")
    assert list(problems(root)) == []
    assert CLEAN in [one.attrib["name"] for one in root.iter(f"{SPACE}Case")]


def test_nothing_and_a_bare_article(tmp_path: Path) -> None:
    qdpx.write(tmp_path / "p.qdpx", (), {}, Codebook((), ""), when=WHEN)
    assert list(problems(project(tmp_path / "p.qdpx"))) == []
    qdpx.write(tmp_path / "p.qdpx", [Chapter(replace(ARTICLE, title=None))], {}, Codebook((), ""), when=WHEN)
    assert list(problems(project(tmp_path / "p.qdpx"))) == []


def test_the_same_record_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    qdpx.write(tmp_path / "q.qdpx", CHAPTERS, ACTORS, CODEBOOK, when=WHEN)
    assert (tmp_path / "q.qdpx").read_bytes() == written.read_bytes()


def test_a_failure_leaves_what_was_there(written: Path) -> None:
    before = written.read_bytes()

    def failing() -> object:
        yield CHAPTERS[0]
        raise OnrecordError("the record failed")

    with pytest.raises(OnrecordError, match="the record failed"):
        qdpx.write(written, failing(), ACTORS, CODEBOOK)  # type: ignore[arg-type]
    assert written.read_bytes() == before
    assert [one.name for one in written.parent.iterdir()] == [written.name]
