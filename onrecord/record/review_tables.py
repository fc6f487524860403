"""Tables: what reviewers say of claims, and the log of all that people did."""

from __future__ import annotations
