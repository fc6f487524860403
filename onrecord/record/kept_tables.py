"""Tables: what an imported file says that the record has no words of its own for."""

from __future__ import annotations
