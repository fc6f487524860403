import pytest

from onrecord.errors import MissingExtra
from onrecord.networks import network
from onrecord.networks.insight import Method, centralities, coalitions, libraries
from tests.networks.insight.camps import ASKED, nobody, plain


def _missing(name: str) -> None:
    raise ImportError(name)


def test_what_is_missing_is_named_with_the_way_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "import_module", _missing)
    for measure in (lambda net: coalitions(net, Method.HIERARCHICAL), coalitions, centralities):
        with pytest.raises(MissingExtra, match=r"pip install 'onrecord\[networks\]'"):
            measure(network(plain("ab", "cd"), ASKED))
    assert coalitions(network(nobody(), ASKED)).coalitions == ()
