import pytest

from onrecord.errors import OnrecordError
from onrecord.settings import Engine, Settings, from_environment


def test_defaults_and_values() -> None:
    assert from_environment({}) == Settings("onrecord.db", Engine(None, None))
    given = {"ONRECORD_RECORD": "x.db", "ONRECORD_THREADS": "3", "ONRECORD_WEIGHTS": "mine"}
    assert from_environment(given) == Settings("x.db", Engine(3, "mine"))


def test_a_number_that_is_none_is_named() -> None:
    with pytest.raises(OnrecordError, match="ONRECORD_THREADS"):
        from_environment({"ONRECORD_THREADS": "many"})
