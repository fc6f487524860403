from pathlib import Path

import pytest

from benchmarks.dna_round_trip import main, measure
from tests.dna.files import write


def test_nothing_is_lost(tmp_path: Path) -> None:
    trip = measure(write(tmp_path / "bridge.dna"), tmp_path)
    assert trip.whole
    assert (trip.rows["STATEMENTS"], trip.positions, trip.added_twice, trip.lost_anew) == (6, 3, 0, 0)


def test_a_difference_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from onrecord import interchange

    def other(record: object, path: Path, **more: object) -> object:
        return interchange.write_dna(record, path, like="")  # type: ignore[arg-type]

    file = write(tmp_path / "bridge.dna")
    assert main(["--dna", str(file), "--check"]) == 0
    monkeypatch.setattr("benchmarks.dna_round_trip.write_dna", other)
    assert main(["--dna", str(file), "--check"]) == 1
    assert main(["--dna", str(file), "--json"]) == 0
    assert '"added_twice": 0' in capsys.readouterr().out
