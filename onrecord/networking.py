"""Networks of a record: its positions as columns, and what is asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError
from onrecord.settings import DEFAULT_RECORD

if TYPE_CHECKING:
    from onrecord.networks import Columns, Event, Known, Network, NetworkOptions


@dataclass(frozen=True, slots=True)
class Counting:
    """What the networks of a record are counted from: its effective positions, and what is known of their nodes."""

    columns: Columns
    known: Known


def counting(record: str | Path = DEFAULT_RECORD) -> Counting:
    """The positions of a record under its newest codebook; raises OnrecordError where it was never coded."""
    from onrecord.networks import Columns, Known
    from onrecord.record import open_record
    from onrecord.record.board_rows import article_heads
    from onrecord.record.light_rows import position_rows
    from onrecord.record.sharing import shared

    with open_record(record, create=False) as opened:
        codebook = opened.current_codebook()
        if codebook is None:
            raise OnrecordError(
                f"{record} has not been read with a codebook yet; run `onrecord read` with --codebook FILE."
            )
        outlets = {head.id: head.outlet for head in article_heads(opened)}
        actors = {actor.id: actor for actor in opened.actors()}
        columns = Columns.of(position_rows(opened), outlets, shared(opened))
    return Counting(columns, Known(actors, {option.id: option.label for option in codebook.options}))


def network(asked: NetworkOptions | None = None, *, record: str | Path = DEFAULT_RECORD) -> Network:
    """The network of a record that is asked for; ``to_networkx``, ``to_igraph`` and ``to_pandas`` hand it on."""
    from onrecord import networks as room

    held = counting(record)
    return room.network(held.columns, asked or room.NetworkOptions(), held.known)


def networks(asked: NetworkOptions, *, record: str | Path = DEFAULT_RECORD) -> Iterator[Network]:
    """The networks of a record in the windows that are asked for, one after the other."""
    from onrecord import networks as room

    held = counting(record)
    yield from room.networks(held.columns, asked, held.known)


def events(asked: NetworkOptions | None = None, *, record: str | Path = DEFAULT_RECORD) -> Iterator[Event]:
    """The positions that such a network counts, as a list of events in the order of their days."""
    from onrecord import networks as room

    held = counting(record)
    yield from room.events(held.columns, asked or room.NetworkOptions(), held.known)
