"""What each variable of a .dna database is to onrecord: told by its name and data type, or by the caller."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.dna import StatementType, Variable
from onrecord.dna.wording import GRADED, STEPS
from onrecord.errors import InputError
from onrecord.types import Stance

#: What a caller may say that a variable is.
ROLES = ("actor", "organization", "option", "stance", "nothing")

# The data types that can be what, those first that are tried first.
_FIT: Mapping[str, tuple[str, ...]] = {
    "actor": ("short text",),
    "organization": ("short text",),
    "option": ("short text",),
    "stance": ("boolean", "integer", "short text"),
    "details": ("long text",),
}
_TEXTS = ("short text", "long text")


@dataclass(frozen=True, slots=True)
class Plan:
    """How positions are made of the statements of one type: which variable is what, and what its values mean."""

    type: StatementType
    roles: Mapping[str, Variable]
    steps: Mapping[int | str, Stance]

    @property
    def graded(self) -> bool:
        """Whether a stance may be more than yes and no."""
        return self.roles["stance"].data_type != "boolean"


def plan(
    types: Sequence[StatementType], values: Mapping[int, set[int | str]], wished: Mapping[str, str], where: str
) -> tuple[dict[int, Plan], tuple[str, ...]]:
    """The types that positions can be made of, by id, and how each type was taken, in words.

    ``values`` are those that each variable has anywhere in the file.
    """
    said = _wished(types, wished, where)
    plans: dict[int, Plan] = {}
    told: list[str] = []
    for kind in types:
        roles = _roles(kind, said)
        lacking = [] if roles.keys() & {"actor", "organization"} else ["actor or organization"]
        lacking += [role for role in ("option", "stance") if role not in roles]
        if lacking:
            told.append(f"{kind.label}: kept as it is; no variable is {', none is '.join(lacking)}")
            continue
        steps = _steps(kind, roles["stance"], values.get(roles["stance"].id, set()))
        plans[kind.id] = Plan(kind, roles, steps)
        taken = ", ".join(f"{variable.name} = {role}" for role, variable in roles.items())
        meant = ", ".join(f"{value} = {stance.value}" for value, stance in steps.items())
        told.append(f"{kind.label}: {taken}; {roles['stance'].name} {meant or 'has no value that is known'}")
    return plans, tuple(told)


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """What names of variables, kinds and stances mean, each by its form in lower case."""
    data: dict[str, Any] = tomllib.loads((files("onrecord.imports") / "words.toml").read_text(encoding="utf-8"))
    return {part: {form: key for key, forms in table.items() for form in forms} for part, table in data.items()}


def _wished(types: Sequence[StatementType], wished: Mapping[str, str], where: str) -> dict[int, str]:
    """What the caller says that variables are, by the id of the variable."""
    known = {(kind.label, variable.name): variable.id for kind in types for variable in kind.variables}
    said: dict[int, str] = {}
    for name, role in wished.items():
        if role not in ROLES:
            raise InputError(f"{name}={role}: a variable can be {', '.join(ROLES)}")
        meant = [
            identifier
            for (label, variable), identifier in known.items()
            if name.casefold() in (variable.casefold(), f"{label}.{variable}".casefold())
        ]
        if not meant:
            present = ", ".join(f"{label}.{variable}" for label, variable in known)
            raise InputError(f"{where} has no variable {name!r}; it has {present}")
        said.update(dict.fromkeys(meant, role))
    return said


def _roles(kind: StatementType, said: Mapping[int, str]) -> dict[str, Variable]:
    """Which variable of a type is what; what the caller says goes before names, and the first name before others."""
    roles = {said[variable.id]: variable for variable in kind.variables if said.get(variable.id) in ROLES[:-1]}
    order = list(words()["variables"])
    free = sorted(
        (variable for variable in kind.variables if variable.id not in said),
        key=lambda one: order.index(one.name.casefold()) if one.name.casefold() in order else len(order),
    )
    for variable in free:
        role = words()["variables"].get(variable.name.casefold())
        if role is not None and role not in roles and variable.data_type in _FIT.get(role, _TEXTS):
            roles[role] = variable
    booleans = [variable for variable in free if variable.data_type == "boolean"]
    if "stance" not in roles and len(booleans) == 1:  # a yes or no on a concept, whatever it is called
        roles["stance"] = booleans[0]
    return roles


def _steps(kind: StatementType, variable: Variable, values: Iterable[int | str]) -> dict[int | str, Stance]:
    """What each value of the variable of stance means."""
    if variable.data_type == "boolean":
        return {1: Stance.SUPPORTS, 0: Stance.OPPOSES}
    if variable.data_type == "short text":
        known = words()["stances"]
        return {one: Stance(known[one.casefold()]) for one in sorted(map(str, values)) if one.casefold() in known}
    if kind.label == GRADED:
        return {step: stance for stance, step in STEPS.items()}
    numbers = sorted((one for one in values if isinstance(one, int)), reverse=True)
    if not numbers:
        return {}
    # A scale that has negative values has its middle at 0; another one, midway between its ends.
    low, high = numbers[-1], numbers[0]
    half = max(abs(low), abs(high)) if low < 0 else (high - low) / 2
    middle = 0 if low < 0 else (high + low) / 2
    return {one: _nearest((one - middle) / half if half else float(one > 0)) for one in numbers}


def _nearest(value: float) -> Stance:
    """The step nearest to a value on the scale from -1 to 1; between two, the weaker one."""
    return min(Stance, key=lambda one: (abs(one.value_on_scale - value), abs(one.value_on_scale)))
