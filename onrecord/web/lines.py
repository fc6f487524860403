"""The map, the changes and the two voices as JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.exports.objects import date_text
from onrecord.types import Article, Position, ReportedShift, Shift, Split
from onrecord.web.changes import differences
from onrecord.web.grid import Cell, Mark
from onrecord.web.view import MapView


def map_lines(view: MapView) -> Iterator[str]:
    """One JSON line per cell of the map, without the newline: actor, option, stands and their receipts."""
    return (json.dumps(_cell(cell, view), ensure_ascii=False) for cell in view.cells())


def _cell(cell: Cell, view: MapView) -> dict[str, Any]:
    option = view.options[cell.option]
    return {
        "issue": option.issue,
        "option": option.id,
        "actor": _named(cell.actor, view),
        "stance": cell.marks[0].stance.value,
        "disputed": any(mark.disputed for mark in cell.marks),
        "strength": cell.marks[0].backing.strength.value,
        "count": sum(mark.count for mark in cell.marks),
        "stands": [mark_object(mark) for mark in cell.marks],
        "receipts": [_receipt(view.positions[identifier], view) for identifier in cell.positions],
    }


def mark_object(mark: Mark) -> dict[str, Any]:
    """An answer in a cell of the map, as it is written."""
    return {
        "stance": mark.stance.value,
        "scope": [scope.value for scope in mark.scopes],
        "voice": mark.voice.value,
        "derived": mark.derived,
        "count": mark.count,
        "articles": mark.articles,
        "sayings": mark.backing.sayings,
        "voices": {voice.value: number for voice, number in mark.backing.voices.items()},
        "score": round(mark.backing.score, 3),
        "strength": mark.backing.strength.value,
        "disputed": mark.disputed,
        "date": date_text(mark.date),
    }


def _receipt(position: Position, view: MapView) -> dict[str, Any]:
    article = view.articles[position.article]
    condition = position.condition
    return {
        "position": position.id,
        "holder": view.name(view.holders.get(position.id, position.actor)),
        "stance": position.stance.value,
        "scope": position.scope.value,
        "voice": position.voice.value,
        "by": view.name(position.by) if position.by else None,
        "condition": {"kind": condition.kind.value, "text": condition.text} if condition else None,
        "reason": position.reason.text if position.reason else None,
        "tense": position.tense.value,
        "derived": position.derived,
        "date": date_text(position.date),
        "score": round(position.provenance.score, 3),
        **_place(position, article),
    }


def shift_lines(view: MapView, shifts: Iterable[Shift]) -> Iterator[str]:
    """One JSON line per change of position: who, on what, from what to what, when, and the receipts of both."""
    return (json.dumps(_shift(shift, view), ensure_ascii=False) for shift in shifts)


def split_lines(view: MapView, splits: Iterable[Split]) -> Iterator[str]:
    """One JSON line per body with two voices: how they differ, and the receipt of each voice."""
    return (json.dumps(_split(split, view), ensure_ascii=False) for split in splits)


def _shift(shift: Shift, view: MapView) -> dict[str, Any]:
    option = view.options.get(shift.option or "")
    return {
        "actor": _named(shift.actor, view),
        "counts_for": _named(view.body(shift.actor), view),
        "issue": option.issue if option else None,
        "option": shift.option,
        "scope": shift.scope.value if shift.scope else None,
        "from": shift.before.value if shift.before else None,
        "to": shift.after.value if shift.after else None,
        "date": date_text(shift.date),
        "reported": shift.reported,
        "receipts": [_found(identifier, view) for identifier in shift.positions if view.behind(identifier)],
    }


def _split(split: Split, view: MapView) -> dict[str, Any]:
    return {
        "body": _named(split.body, view),
        "issue": view.options[split.option].issue,
        "option": split.option,
        "kind": "split" if split.opposite else "two voices",
        "differences": list(differences(split, view)),
        "receipts": [_found(identifier, view) for identifier in split.positions if view.behind(identifier)],
    }


def _found(identifier: str, view: MapView) -> dict[str, Any]:
    found = view.behind(identifier)
    if isinstance(found, Position):
        return _receipt(found, view)
    assert found is not None
    return {"reported": found.id, "date": date_text(found.date)} | _place(found, view.articles[found.article])


def _named(actor: str | None, view: MapView) -> dict[str, Any] | None:
    if actor is None:
        return None
    known = view.actors.get(actor)
    return {"id": actor, "name": view.name(actor), "kind": known.kind.value if known else None}


def _place(found: Position | ReportedShift, article: Article) -> dict[str, Any]:
    return {
        "article": article.id,
        "origin": article.origin,
        "outlet": article.outlet,
        "evidence": [found.evidence.begin, found.evidence.end],
        "text": found.text,
    }
