"""Stands, changes, splits and judgements as plain dictionaries, beside the objects of every other noun."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from onrecord.exports.objects import Exported, Sources, date_text
from onrecord.types import Shift, Split, Stand


class Said(Protocol):
    """A judgement as the record keeps it; ``value`` is the JSON text of the claim as it should be."""

    @property
    def id(self) -> int | None:
        """Its number."""

    @property
    def target_kind(self) -> str:
        """What was judged."""

    @property
    def target_id(self) -> str:
        """Which one."""

    @property
    def verdict(self) -> StrEnum:
        """What was said."""

    @property
    def reviewer(self) -> str:
        """By whom."""

    @property
    def at(self) -> datetime | None:
        """When."""

    @property
    def field(self) -> str | None:
        """Of which part."""

    @property
    def value(self) -> str | None:
        """The claim as it should be."""

    @property
    def note(self) -> str | None:
        """Why."""

    @property
    def withdrawn_at(self) -> datetime | None:
        """When it was taken back."""

    @property
    def undone(self) -> bool:
        """Whether its reviewer took it back and may bring it back."""

    @property
    def settles(self) -> int | None:
        """The sample that it settles."""


def stand_object(stand: Stand, sources: Sources) -> Exported:
    """A stand as it is exported, with the ids of the positions that it rests on, the deciding one first."""
    return {
        "actor": named_object(stand.actor, sources),
        "issue": sources.issue(stand.option),
        "option": stand.option,
        "scope": stand.scope.value,
        "stance": stand.stance.value,
        "date": date_text(stand.date),
        "positions": list(stand.positions),
    }


def shift_object(shift: Shift, sources: Sources) -> Exported:
    """A change of position as it is exported."""
    return {
        "actor": named_object(shift.actor, sources),
        "issue": sources.issue(shift.option) if shift.option else None,
        "option": shift.option,
        "scope": shift.scope.value if shift.scope else None,
        "from": shift.before.value if shift.before else None,
        "to": shift.after.value if shift.after else None,
        "date": date_text(shift.date),
        "reported": shift.reported,
        "positions": list(shift.positions),
    }


def split_object(split: Split, sources: Sources) -> Exported:
    """A body with two voices as it is exported."""
    return {
        "body": named_object(split.body, sources),
        "issue": sources.issue(split.option),
        "option": split.option,
        "kind": "split" if split.opposite else "two voices",
        "positions": list(split.positions),
    }


def judgement_object(said: Said) -> Exported:
    """A judgement as it is exported; ``value`` is the claim as the reviewer wanted it."""
    value: Any = said.value
    if isinstance(value, str):
        with suppress(ValueError):
            value = json.loads(value)
    return {
        "id": said.id,
        "target_kind": said.target_kind,
        "target_id": said.target_id,
        "verdict": said.verdict.value,
        "reviewer": said.reviewer,
        "at": said.at.isoformat() if said.at else None,
        "field": said.field,
        "value": value,
        "note": said.note,
        "withdrawn_at": said.withdrawn_at.isoformat() if said.withdrawn_at else None,
        "undone": said.undone,
        "settles": said.settles,
    }


def named_object(actor: str, sources: Sources) -> Exported:
    """An actor by id, name and kind; who is nowhere keeps the id as a name."""
    known = sources.actors.get(actor)
    return {"id": actor, "name": known.name if known else actor, "kind": known.kind.value if known else None}
