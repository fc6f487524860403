"""The map as JSON Lines: one line per actor and option."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from onrecord.exports.objects import date_text
from onrecord.types import Position
from onrecord.web.grid import Cell, Mark
from onrecord.web.view import MapView


def map_lines(view: MapView) -> Iterator[str]:
    """One JSON line per cell of the map, without the newline: actor, option, stands and their receipts."""
    return (json.dumps(_cell(cell, view), ensure_ascii=False) for cell in view.cells())


def _cell(cell: Cell, view: MapView) -> dict[str, Any]:
    option = view.options[cell.option]
    actor = view.actors.get(cell.actor)
    return {
        "issue": option.issue,
        "option": option.id,
        "actor": {"id": cell.actor, "name": view.name(cell.actor), "kind": actor.kind.value if actor else None},
        "stance": cell.marks[0].stance.value,
        "count": sum(mark.count for mark in cell.marks),
        "stands": [_mark(mark) for mark in cell.marks],
        "receipts": [_receipt(view.positions[identifier], view) for identifier in cell.positions],
    }


def _mark(mark: Mark) -> dict[str, Any]:
    return {
        "stance": mark.stance.value,
        "scope": [scope.value for scope in mark.scopes],
        "voice": mark.voice.value,
        "derived": mark.derived,
        "count": mark.count,
        "articles": mark.articles,
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
        "article": article.id,
        "origin": article.origin,
        "outlet": article.outlet,
        "evidence": [position.evidence.begin, position.evidence.end],
        "text": position.text,
    }
