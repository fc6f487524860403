import pytest

from onrecord.errors import OnrecordError
from onrecord.settings import Access, Engine, Settings, from_environment


def test_defaults_and_values() -> None:
    assert from_environment({}) == Settings("onrecord.db", Engine(None, None))
    given = {"ONRECORD_RECORD": "x.db", "ONRECORD_THREADS": "3", "ONRECORD_WEIGHTS": "mine"}
    assert from_environment(given) == Settings("x.db", Engine(3, "mine"))


def test_a_number_that_is_none_is_named() -> None:
    with pytest.raises(OnrecordError, match="ONRECORD_THREADS"):
        from_environment({"ONRECORD_THREADS": "many"})


def test_how_a_language_model_is_reached() -> None:
    assert from_environment({}).access == Access(None, None, None)
    given = {"ONRECORD_LLM_KEY": " secret\n", "ONRECORD_LLM_TIMEOUT": "90", "ONRECORD_LLM_AT_ONCE": "1"}
    settings = from_environment(given)
    assert settings.access == Access("secret", 90, 1)
    assert "secret" not in repr(settings)
    assert from_environment({"ONRECORD_LLM_KEY": ""}).access.key is None
