import pytest

from onrecord.errors import OnrecordError
from onrecord.settings import Settings, from_environment


def test_defaults_and_values() -> None:
    assert from_environment({}) == Settings("onrecord.db", None)
    assert from_environment({"ONRECORD_RECORD": "x.db", "ONRECORD_THREADS": "3"}) == Settings("x.db", 3)


def test_a_number_that_is_none_is_named() -> None:
    with pytest.raises(OnrecordError, match="ONRECORD_THREADS"):
        from_environment({"ONRECORD_THREADS": "many"})
