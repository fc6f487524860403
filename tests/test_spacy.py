"""The component for spaCy; skipped where spaCy is not installed."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

spacy = pytest.importorskip("spacy", reason="spaCy is not installed: pip install 'onrecord[spacy]'")

import onrecord  # noqa: E402
from onrecord import spacy_pipe  # noqa: E402
from onrecord.errors import WeightsError  # noqa: E402
from onrecord.types import DateInterval  # noqa: E402

if TYPE_CHECKING:
    from spacy.language import Language

TEXT = (
    "Transport minister Ida Lund said on Friday that the ferry-line would stay open.\n\n"
    "“Nobody on the island will lose a seat,” she told reporters 🙂 in Varde."
)


def pipeline(**config: object) -> Language:
    nlp: Language = spacy.blank("en")
    nlp.add_pipe("onrecord", config={"threads": 1, **config})
    return nlp


def test_statements_become_spans_and_objects() -> None:
    doc = pipeline()(TEXT)
    found = onrecord.read_text(TEXT)
    assert doc._.statements == found.statements
    assert doc._.actors == found.actors
    groups = {name: [span.text for span in doc.spans[name]] for name in doc.spans}
    assert groups["onrecord_source"] == ["Transport minister Ida Lund", "she"]
    assert len(groups["onrecord_statements"]) == 2
    first = doc.spans["onrecord_content"][0]
    assert (first.label_, first.id_, first.kb_id_) == ("indirect", found.statements[0].id, found.statements[0].actor)
    assert set(groups) == {"onrecord_statements", "onrecord_content", "onrecord_source", "onrecord_cue"}


def test_places_grow_to_whole_tokens() -> None:
    nlp = pipeline()
    words = [TEXT[at : at + 7] for at in range(0, len(TEXT), 7)]
    doc = nlp(spacy.tokens.Doc(nlp.vocab, words=words, spaces=[False] * len(words)))
    assert doc.text == TEXT
    assert doc._.statements
    for name, part in (("onrecord_content", "content"), ("onrecord_source", "source"), ("onrecord_cue", "cue")):
        places = [place for statement in doc._.statements for place in getattr(statement, part)]
        for span, place in zip(doc.spans[name], places, strict=True):
            assert span.start_char <= place.begin < place.end <= span.end_char


def test_the_day_is_set_on_the_doc() -> None:
    nlp = pipeline()
    doc = nlp.make_doc(TEXT)
    doc._.published = date(2025, 3, 16)
    assert nlp(doc)._.statements[0].said_on == DateInterval(date(2025, 3, 14), date(2025, 3, 14))
    assert nlp(TEXT)._.statements[0].said_on is None


def test_batches_give_what_single_docs_give() -> None:
    nlp = pipeline()
    texts = [TEXT, "", "   ", "Ida Lund said the line would close.", "x" * 5]
    docs = list(nlp.pipe(iter(texts), batch_size=2))
    assert [doc.text for doc in docs] == texts
    assert [doc._.statements for doc in docs] == [nlp(text)._.statements for text in texts]
    assert len(docs[3]._.statements) == 1


def test_docs_and_pipelines_are_saved(tmp_path: Path) -> None:
    nlp = pipeline()
    doc = nlp(TEXT)
    doc._.published = date(2025, 3, 16)
    for copy in (spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes()), pickle.loads(pickle.dumps(doc))):
        assert copy._.statements == doc._.statements
        assert copy._.published == date(2025, 3, 16)
        assert [span.id_ for span in copy.spans["onrecord_cue"]] == [span.id_ for span in doc.spans["onrecord_cue"]]
    nlp.to_disk(tmp_path / "saved")
    loaded = spacy.load(tmp_path / "saved")
    assert loaded.config["components"]["onrecord"]["threads"] == 1
    assert loaded(TEXT)._.statements == doc._.statements


def test_weights_are_named_in_the_config(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"manifest\.json"):
        pipeline(weights=str(tmp_path))(TEXT)


def test_a_component_can_be_made_twice() -> None:
    assert spacy_pipe.Component()(spacy.blank("en").make_doc(TEXT))._.statements
    assert spacy_pipe.Component()(spacy.blank("en").make_doc(TEXT))._.statements


def test_spacy_finds_the_component_by_its_name() -> None:
    script = "import spacy; print(spacy.blank('en').add_pipe('onrecord').__class__.__module__)"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "onrecord.spacy_pipe"


def test_the_example_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    (example,) = [block for block in readme.split("```python\n")[1:] if "import spacy" in block.split("```")[0]]
    exec(compile(example.split("```")[0], "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith("[('that the bridge stays open', 'indirect')] (Statement(")
