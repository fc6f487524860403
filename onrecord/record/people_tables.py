"""Tables: reviewers with accounts, and samples that several of them code."""

from __future__ import annotations
