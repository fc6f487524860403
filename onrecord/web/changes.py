"""Who moved and which bodies speak with two voices: chosen by option and actor, and how voices differ."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.errors import OnrecordError
from onrecord.networks import bodies
from onrecord.types import Position, Shift, Split
from onrecord.web.view import MapView

# Names of options that are listed in a message; more of them would bury it.
_SHOWN = 12


def chosen_shifts(view: MapView, *, option: str | None = None, actor: str | None = None) -> tuple[Shift, ...]:
    """The changes on that option, of that actor or of whoever counts for it."""
    _check(option, view)
    return tuple(
        shift
        for shift in view.shifts
        if (option is None or shift.option == option) and (actor is None or _is_or_counts_for(shift.actor, actor, view))
    )


def chosen_splits(view: MapView, *, option: str | None = None, actor: str | None = None) -> tuple[Split, ...]:
    """The splits and two voices on that option, of that body or with that actor among the voices."""
    _check(option, view)
    return tuple(
        split
        for split in view.splits
        if (option is None or split.option == option)
        and (actor is None or any(_is_or_counts_for(end, actor, view) for end in (split.body, *_speakers(split, view))))
    )


def differences(split: Split, view: MapView) -> tuple[str, ...]:
    """In what the voices of a body differ: stance, scope, condition."""
    held = [found for identifier in split.positions if isinstance(found := view.behind(identifier), Position)]
    told: dict[str, set[object]] = {
        "stance": {position.stance for position in held},
        "scope": {position.scope for position in held},
        "condition": {position.condition and position.condition.text for position in held if not position.derived},
    }
    return tuple(name for name, values in told.items() if len(values) > 1)


def _speakers(split: Split, view: MapView) -> Iterator[str]:
    for identifier in split.positions:
        found = view.behind(identifier)
        if found is not None:
            yield found.actor


def _is_or_counts_for(one: str, other: str, view: MapView) -> bool:
    return one == other or other in bodies(one, view.actors)


def _check(option: str | None, view: MapView) -> None:
    if option is None or option in view.options:
        return
    known = sorted(view.options)
    more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
    raise OnrecordError(f"No option {option!r} in the codebook; it has: {', '.join(known[:_SHOWN])}{more}.")
