"""Tests of training need torch, which only those install who train."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("torch") else ["test_bases.py", "test_linking_train.py", "test_segment_loss.py"]


def pytest_report_header() -> str | None:
    return None if find_spec("torch") else "torch is not installed: the tests of training are left out"
