"""Tables: full-text search over articles and statements."""

from __future__ import annotations
