"""Coders of a file as people of the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.record import Record


def bring_reviewers(record: Record, names: Sequence[str], by: str) -> tuple[str, ...]:
    """Give each coder an account that nobody can log in with, where the record has accounts at all; what to say of it.

    Where it has none, everybody who opens it is its owner: the first account would shut everybody out. The names stand
    at their judgements all the same.
    """
    from onrecord.errors import OnrecordError
    from onrecord.record.people import People

    people = People(record)
    if not people.anybody():
        return ()
    refused = []
    for name in names:
        if people.find(name) is not None:
            continue
        try:
            people.add(name, "reviewer", None, by=by)
            people.disable(name, by=by)
        except OnrecordError as error:  # a name that no account can have: its judgements bear it all the same
            refused.append(f"{name}: no account ({error})")
    return tuple(refused)
