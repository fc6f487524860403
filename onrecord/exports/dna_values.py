"""A position as the values of the variables of a DNA statement type."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.dna.places import Places
from onrecord.dna.schema import LONGEST
from onrecord.dna.wording import GRADED, STEPS, lines, option_notes, seal
from onrecord.exports.dna_ledger import Ledger
from onrecord.types import Actor, ActorKind, Codebook, ConditionKind, Position, Spans, Tense


class Names:
    """Actors and options as entities."""

    def __init__(self, ledger: Ledger, actors: Mapping[str, Actor], codebook: Codebook) -> None:
        """Take the actors and options that positions name."""
        self._ledger = ledger
        self._actors = actors
        self._options = {option.id: option for option in codebook.options}
        self._made: dict[tuple[int, str, str | None], int] = {}  # what was asked for before, for it comes again

    def option(self, variable: int, identifier: str) -> int:
        """The entity of an option."""
        held = self._made.get((variable, "option", identifier))
        if held is None:
            held = self._made[variable, "option", identifier] = self._option(variable, identifier)
        return held

    def _option(self, variable: int, identifier: str) -> int:
        option = self._options.get(identifier)
        if option is None:
            return self._ledger.entity(variable, identifier, f"option {identifier}")
        notes = option_notes(option.id, option.parent, option.description)
        about = (option.issue, "; ".join(option.keywords), notes)
        return self._ledger.entity(variable, option.label, f"option {identifier}", about)

    def actor(self, variable: int, identifier: str | None) -> int:
        """The entity of an actor; of nobody, the empty one."""
        held = self._made.get((variable, "actor", identifier))
        if held is None:
            held = self._made[variable, "actor", identifier] = self._actor(variable, identifier)
        return held

    def _actor(self, variable: int, identifier: str | None) -> int:
        actor = None if identifier is None else self._actors.get(identifier)
        if actor is None:
            return self._ledger.entity(variable, identifier or "", f"actor {identifier}" if identifier else None)
        role = f"; role: {actor.role}" if actor.role else ""
        notes = (f"Wikidata: {actor.wikidata}" if actor.wikidata else "") + role
        about = (actor.kind.value, "; ".join(actor.aliases), notes.removeprefix("; "))
        return self._ledger.entity(variable, actor.name, f"actor {identifier}", about)

    def holder(self, position: Position) -> tuple[str | None, str | None]:
        """The ids of the person and of the organisation that a position is of."""
        actor = self._actors.get(position.actor)
        if actor is None:
            kind = position.actor.partition(":")[0]
            return (position.actor, None) if kind == "person" else (None, position.actor)
        if actor.kind is not ActorKind.PERSON:
            return None, actor.id
        return actor.id, actor.affiliation if actor.affiliation in self._actors else None

    def words(self, variable: int, text: str) -> int:
        """The entity of some words."""
        return self._ledger.entity(variable, text)

    def text(self, entity: int) -> str:
        """The words of an entity."""
        return self._ledger.text(entity)

    def called(self, identifier: str | None) -> str | None:
        """An actor as "Name [kind]", so that it is found again; what is no actor as it is."""
        actor = None if identifier is None else self._actors.get(identifier)
        return identifier if actor is None else f"{actor.name} [{actor.kind.value}]"


def values_of(
    label: str, position: Position, places: Places, names: Names, variables: Mapping[str, int], span: tuple[int, int]
) -> dict[str, int | str]:
    """The value of each variable by its name; of a short text, the id of its entity. ``span`` is in UTF-16 units."""
    person, body = names.holder(position)
    values: dict[str, int | str] = {
        "person": names.actor(variables["person"], person),
        "organization": names.actor(variables["organization"], body),
        "concept": names.option(variables["concept"], position.option),
    }
    if label != GRADED:
        return {**values, "agreement": int(position.stance.side > 0)}
    step = STEPS[position.stance]
    sealed = seal((*(names.text(int(entity)) for entity in values.values()), step, *span))
    return {
        **values,
        "stance": step,
        **{name: names.words(variables[name], text) for name, text in passages(position).items()},
        "scope": names.words(variables["scope"], position.scope.value),
        "voice": names.words(variables["voice"], position.voice.value),
        "details": details_of(position, places, names, sealed),
    }


def passages(position: Position) -> dict[str, str]:
    """Condition, limit and reason; empty where a position has none."""
    condition = position.condition
    found = {kind.value: condition.text if condition and condition.kind is kind else "" for kind in ConditionKind}
    return {**found, "reason": position.reason.text if position.reason else ""}


def details_of(position: Position, places: Places, names: Names, sealed: str) -> str:
    """What the other variables can not hold, line by line; places are code points of the document."""

    def written(spans: Spans) -> str:
        return " ".join(f"{places.held(span.begin)}-{places.held(span.end)}" for span in spans)

    said = position.date
    whole = {name: text for name, text in passages(position).items() if len(text) > LONGEST}
    condition = position.condition
    machine = position.provenance.method != "reviewer"
    return lines(
        (
            ("said on", "none" if said is None else f"{said.first}/{said.last}"),
            ("tense", position.tense.value if position.tense is not Tense.CURRENT else None),
            ("by", names.called(position.by)),
            ("via", names.called(position.via)),
            ("addressee", names.called(position.addressee)),
            *whole.items(),
            (f"{condition.kind.value} at", written(condition.spans)) if condition else ("condition at", None),
            ("reason at", written(position.reason.spans) if position.reason else None),
            ("context at", written(position.context)),
            ("method", position.provenance.method if machine else None),
            ("score", f"{position.provenance.score:.4f}" if machine else None),
            ("position", f"{position.id} {sealed}"),
        )
    )
