"""How the map is asked for: its whole state, from the address and back to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from onrecord.networks import Count, Level
from onrecord.types import ActorKind, Scope

Kind = TypeVar("Kind", bound=StrEnum)

# Longer texts than this are no names; they would only make long addresses.
_LONGEST = 200


class Evidence(StrEnum):
    """How much must rest behind an answer for it to be shown."""

    ANY = "any"
    PLAIN = "plain"
    TWO = "2"
    THREE = "3"
    FIRM = "firm"


class Sort(StrEnum):
    """By what the rows are ordered; ``option`` is by the answers on one of them."""

    SAID = "said"
    NAME = "name"
    CAMP = "camp"
    OPTION = "option"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a map is to show; what is None or empty shows everything."""

    issue: str | None = None
    by: Level = Level.CODED
    since: date | None = None
    until: date | None = None
    scope: Scope | None = None
    reviewed: bool = False
    evidence: Evidence = Evidence.ANY
    count: Count = Count.UTTERANCES
    derived: bool = True
    kind: ActorKind | None = None
    body: str | None = None
    find: str = ""
    sort: Sort = Sort.SAID
    on: str | None = None
    page: int = 1

    @property
    def days(self) -> tuple[int, int]:
        """The period as ordinals, 0 for an open end."""
        return (self.since.toordinal() if self.since else 0, self.until.toordinal() if self.until else 0)

    @property
    def question(self) -> tuple[object, ...]:
        """What decides the answers in the cells, apart from which rows are shown and in which order."""
        plain = Level.CODED if self.by is Level.PERSON else self.by
        kept = (self.issue, plain, self.since, self.until, self.scope, self.reviewed, self.evidence, self.derived)
        return (*kept, self.count)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the issue, the level and the order is asked for."""
        bare = Asked(issue=self.issue, by=self.by, sort=self.sort, on=self.on, page=self.page)
        return bare != self

    def query(self, **changes: object) -> str:
        """The query of the address of this map, or of one that differs; the first page where not told otherwise."""
        asked = replace(self, **({"page": 1} | changes))  # type: ignore[arg-type]
        told = [(one.name, _told(getattr(asked, one.name))) for one in fields(asked) if _differs(asked, one.name)]
        return urlencode(told)

    def url(self, path: str = "/map", **changes: object) -> str:
        """The address of this map, or of one that differs."""
        query = self.query(**changes)
        return f"{path}?{query}" if query else path


def asked_for(query: Mapping[str, str]) -> Asked:
    """The state that a query tells; what makes no sense in it counts for nothing."""
    since, until = _day(query.get("since")), _day(query.get("until"))
    if since and until and since > until:
        since, until = until, since
    page = query.get("page", "")
    return Asked(
        issue=query.get("issue") or None,
        by=_one_of(Level, query.get("by")) or Level.CODED,
        since=since,
        until=until,
        scope=_one_of(Scope, query.get("scope")),
        reviewed=query.get("reviewed") in ("yes", "on", "1"),
        count=_one_of(Count, query.get("count")) or Count.UTTERANCES,
        evidence=_one_of(Evidence, query.get("evidence")) or Evidence.ANY,
        derived=query.get("derived") != "no",
        kind=_one_of(ActorKind, query.get("kind")),
        body=query.get("body") or None,
        find=" ".join(query.get("find", "").split())[:_LONGEST],
        sort=_one_of(Sort, query.get("sort")) or Sort.SAID,
        on=query.get("on") or None,
        page=int(page) if page.isdecimal() and len(page) < 7 and page.isascii() else 1,
    )


def _one_of(kind: type[Kind], given: str | None) -> Kind | None:
    return next((one for one in kind if one.value == given), None)


def _day(given: str | None) -> date | None:
    try:
        return date.fromisoformat(given.strip()) if given else None
    except ValueError:
        return None


def _differs(asked: Asked, name: str) -> bool:
    value = getattr(asked, name)
    return bool(value != getattr(_PLAIN, name) and value != "")


def _told(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


_PLAIN = Asked()
