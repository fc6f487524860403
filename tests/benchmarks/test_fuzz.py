import math
from pathlib import Path

import pytest

from benchmarks import fuzz
from benchmarks.bending import bent


def test_a_seed_gives_the_same_file_again() -> None:
    chosen = fuzz.samples()
    made = [bent(seed, chosen) for seed in range(40)]
    assert made == [bent(seed, chosen) for seed in range(40)]
    assert len({data for _, data in made}) > 35


def test_bent_samples_do_no_harm(tmp_path: Path) -> None:
    done = fuzz.soak(math.inf, 60, 7, out=tmp_path)
    assert not done.crashes
    assert done.files == 60


def test_a_crash_is_found_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz.Child, "read", lambda self, path: "Traceback\nValueError: of a kind")
    done = fuzz.soak(math.inf, 3, 0, out=tmp_path)
    assert done.crashes == {"ValueError: of a kind": 3}
    assert sorted(path.suffix == ".said" for path in tmp_path.iterdir()) == [False, True]
