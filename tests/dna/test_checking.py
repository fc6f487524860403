from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.dna import problems, read_database
from tests.dna.files import spoilt


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("UPDATE STATEMENTS SET Start = 60, Stop = 50 WHERE ID = 2", "STATEMENTS 2, in document 1: it starts at 60"),
        ("UPDATE STATEMENTS SET Stop = 5000 WHERE ID = 2", "its Stop 5000 lies outside of the text"),
        ("UPDATE STATEMENTS SET Start = 1 WHERE ID = 1", "its Start 1 lies inside the character '.U0001f309'"),
        ("UPDATE STATEMENTS SET DocumentId = 77 WHERE ID = 2", "its DocumentId 77 is not in DOCUMENTS"),
        ("UPDATE STATEMENTS SET Coder = NULL WHERE ID = 2", "STATEMENTS 2: Coder is None, which is no number"),
        ("UPDATE STATEMENTS SET Coder = 2 WHERE ID = 2", "its Coder 2 is not in CODERS"),
        ("UPDATE DATASHORTTEXT SET Entity = 99 WHERE ID = 1", "its Entity 99 is not in ENTITIES"),
        ("UPDATE DATASHORTTEXT SET Entity = 6 WHERE ID = 1", "its entity 6 is not of its variable 1"),
        ("UPDATE DATABOOLEAN SET Value = 3 WHERE ID = 1", "neither 0 nor 1"),
        ("UPDATE DATABOOLEAN SET VariableId = 9 WHERE ID = 1", "its variable 9 is 'integer', not boolean"),
        ("UPDATE VARIABLES SET StatementTypeId = NULL WHERE ID = 9", "VARIABLES 9: StatementTypeId is None"),
        ("UPDATE DOCUMENTS SET Text = 'a' || char(0) WHERE ID = 6", "DOCUMENTS 6: Text has a zero byte in it"),
        ("UPDATE DOCUMENTS SET Date = 'May' WHERE ID = 6", "DOCUMENTS 6: Date is 'May', which is no number"),
        ("UPDATE REGEXES SET Label = x'00ff' WHERE Label = 'bridge'", "which is no text"),
    ],
)
def test_what_can_not_be_right_is_named_with_its_place(tmp_path: Path, command: str, said: str) -> None:
    import re

    found = list(problems(read_database(spoilt(tmp_path / "x.dna", command))))
    assert any(re.search(said, problem) for problem in found), found
