from pathlib import Path

import pytest

from onrecord import verbs
from onrecord.errors import CodebookError, InputError, OnrecordError, RecordError


def test_a_wrong_call_leaves_no_record_behind(tmp_path: Path) -> None:
    record = tmp_path / "r.db"
    with pytest.raises(InputError, match=r"missing\.txt"):
        verbs.read([tmp_path / "missing.txt"], record=record)
    (tmp_path / "one.txt").write_text("A bridge is built.", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"book\.yaml"):
        verbs.read([tmp_path / "one.txt"], record=record, codebook=tmp_path / "book.yaml")
    with pytest.raises(RecordError, match=r"r\.db"):
        verbs.view(record)
    assert not record.exists()


@pytest.mark.parametrize(("what", "form", "says"), [("dreams", "jsonl", "dreams"), ("actors", "xls", "xls")])
def test_an_unknown_export_names_the_known_ones(tmp_path: Path, what: str, form: str, says: str) -> None:
    with pytest.raises(OnrecordError, match=f"{says}.*choose from"):
        list(verbs.export(what, record=tmp_path / "r.db", form=form))
