"""Networks and events as JSON Lines, and as CSV where an edge list is not enough: matrices, windows, events."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Protocol

from onrecord.exports.csv import rows
from onrecord.exports.graph import Network


class Matrix(Network, Protocol):
    """A network that can give its weights as rows of numbers."""

    @property
    def matrix(self) -> Any:
        """Weights, rows by columns."""


class Event(Protocol):
    """One position as an event: a named tuple."""

    def _asdict(self) -> dict[str, Any]:
        """Its values by name."""


_EDGE = ("Since", "Until", "Middle", "Source", "Target", "Weight", "Source name", "Target name", "Positions")


def json_lines(networks: Iterable[Network]) -> Iterator[str]:
    """One line per edge, with its window or period, and the ids of the positions behind it."""
    for network in networks:
        names = _names(network)
        when = _when(network)
        for edge in network.edges():
            line = {
                **when,
                "source": {"id": edge.source, "name": names[edge.source]},
                "target": {"id": edge.target, "name": names[edge.target]},
                "weight": edge.weight,
                "positions": list(edge.positions),
            }
            yield json.dumps(line, ensure_ascii=False)


def csv_lines(networks: Iterable[Network]) -> Iterator[str]:
    """A heading line and one line per window and edge."""
    yield from rows((_EDGE,))
    for network in networks:
        names = _names(network)
        when = [_day(value) for value in _when(network).values()]
        table = (
            (
                *when,
                *(edge.source, edge.target, f"{edge.weight:.12g}", names[edge.source], names[edge.target]),
                " ".join(edge.positions),
            )
            for edge in network.edges()
        )
        yield from rows(table, numbers=True)


def matrix_lines(network: Matrix) -> Iterator[str]:
    """The matrix as a table: names of columns in the first line, names of rows in the first column."""
    yield from rows((("", *(node.name for node in network.columns)),))
    table = (
        (node.name, *(f"{value:.12g}" for value in weights))
        for node, weights in zip(network.rows, network.matrix.tolist(), strict=True)
    )
    yield from rows(table, numbers=True)


def event_json_lines(events: Iterable[Event]) -> Iterator[str]:
    """One line per event."""
    for event in events:
        yield json.dumps({key: _plain(value) for key, value in event._asdict().items()}, ensure_ascii=False)


def event_csv_lines(events: Iterable[Event], heading: Sequence[str]) -> Iterator[str]:
    """A heading line and one line per event."""
    yield from rows((heading,))
    table = ([_cell(value) for value in event._asdict().values()] for event in events)
    yield from rows(table, numbers=True)


def _names(network: Network) -> dict[str, str]:
    return {node.id: node.name for node in (*network.rows, *network.columns)}


def _when(network: Network) -> dict[str, str | None]:
    period = network.period
    return {
        "since": period.first.isoformat() if period else None,
        "until": period.last.isoformat() if period else None,
        "middle": network.middle.isoformat() if network.middle else None,
    }


def _day(day: str | None) -> str:
    return day or ""


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(_plain(value))
