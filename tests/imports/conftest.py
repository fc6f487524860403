"""An empty record in each of the two databases, as the tests of the record have it."""

from tests.record.conftest import record

__all__ = ["record"]
