"""CAS documents for INCEpTION, read back by dkpro-cassis."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from onrecord.exports import cas
from onrecord.types import Codebook
from tests.exports.chapters import ACTORS, CHAPTERS, CODEBOOK, EMOJI
from tests.exports.values import TEXT


@pytest.fixture
def documents(tmp_path: Path) -> list[Any]:
    cassis = pytest.importorskip("cassis")
    cas.write(tmp_path / "r.zip", CHAPTERS, ACTORS, CODEBOOK)
    with zipfile.ZipFile(tmp_path / "r.zip") as packed:
        names = sorted(name for name in packed.namelist() if name.startswith("documents/"))
        return [cassis.load_cas_from_json(packed.read(name).decode()) for name in names]


def test_cassis_reads_every_place(documents: list[Any]) -> None:
    first, second, third = documents
    assert (first.sofa_string, third.sofa_string) == (TEXT, EMOJI.text)
    statements = first.select("webanno.custom.Statement")
    assert [(one.get_covered_text(), one.kind, one.actor) for one in statements] == [
        ("No toll", "direct", "Orla Brück [orla]"),
        ("if the city pays", "direct", "Orla Brück [orla]"),
    ]
    assert [one.get_covered_text() for one in first.select("webanno.custom.Cue")] == ["said"]
    assert [one.get_covered_text() for one in first.select("webanno.custom.Source")] == ["Mayor Orla Brück"]
    (position,) = first.select("webanno.custom.Position")
    assert (position.issue, position.option, position.stance) == ("The bridge", "A toll on the bridge", "opposes")
    assert (position.sayer, position.condition, position.limit) == ("Rivermouth [city]", "if the city pays", None)
    (after,) = third.select("webanno.custom.Position")
    assert (after.get_covered_text(), after.reviewer) == ("We want", "Ada")
    assert second.select("webanno.custom.Position")[0].get_covered_text() == "Nothing"


def test_places_count_utf16_units(tmp_path: Path) -> None:
    cas.write(tmp_path / "r.zip", CHAPTERS[2:], ACTORS, CODEBOOK)
    with zipfile.ZipFile(tmp_path / "r.zip") as packed:
        (name,) = [name for name in packed.namelist() if name.startswith("documents/")]
        held = json.loads(packed.read(name))
    (position,) = [one for one in held["%FEATURE_STRUCTURES"] if one["%TYPE"].endswith("Position")]
    units = EMOJI.text.encode("utf-16-le")
    assert units[2 * position["begin"] : 2 * position["end"]].decode("utf-16-le") == "We want"
    assert position["begin"] == 9
    assert None not in position.values()


def test_the_layers_come_with_it(tmp_path: Path) -> None:
    cassis = pytest.importorskip("cassis")
    cas.write(tmp_path / "r.zip", (), {}, Codebook((), ""))
    with zipfile.ZipFile(tmp_path / "r.zip") as packed:
        assert packed.namelist() == ["TypeSystem.xml"]
        types = cassis.load_typesystem(packed.read("TypeSystem.xml").decode())
    for layer, features in cas.LAYERS.items():
        found = types.get_type(f"webanno.custom.{layer}")
        assert {one.name for one in found.features} == set(features)
