import gzip
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.origins.expecting import SAMPLES
from tests.origins.harming import bears, harmed, harms, samples

FILES = [path for kind in ("warc", "wet", "parquet") for path in samples(SAMPLES / kind)]
TIMES = int(os.environ.get("ONRECORD_FUZZ", "5"))  # a file: enough for a run of all tests; `make soak` asks for more


@pytest.mark.parametrize("sample", FILES, ids=lambda path: "-".join(path.parts[-2:]))
@settings(max_examples=TIMES, deadline=60_000, suppress_health_check=list(HealthCheck))
@given(changes=harms)
def test_harmed_files_are_read_or_refused(
    sample: Path, changes: list[tuple[int, float, int, bytes]], tmp_path: Path
) -> None:
    path = tmp_path / sample.name
    path.write_bytes(harmed(sample.read_bytes(), changes))
    bears(path)


@settings(max_examples=TIMES * 4, deadline=60_000, suppress_health_check=list(HealthCheck))
@given(changes=harms)
def test_what_is_harmed_before_it_is_packed_is_borne(
    changes: list[tuple[int, float, int, bytes]], tmp_path: Path
) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(harmed((SAMPLES / "warc" / "wget.warc").read_bytes(), changes)))
    bears(path)
