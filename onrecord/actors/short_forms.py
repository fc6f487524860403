"""Which bare surnames and acronyms stand for a fuller actor: those that just one fits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice

from onrecord.actors.blocks import Filing, attaching
from onrecord.actors.evidence import fits
from onrecord.actors.profiles import Traits

Group = tuple[str, ...]  # sorted ids; the first stands for the group

# With two that fit, a short form stands for none; a third one changes nothing.
TOO_MANY = 2


class ShortForms:
    """Groups of short forms, and one or two groups that each of them fits.

    Of what fits not much more than two are kept: a group that changes costs a look at it, and everybody else is looked
    at again only where one of two is lost.
    """

    def __init__(
        self,
        traits: Mapping[str, Traits],
        groups: Mapping[str, Group],
        known: Callable[[Group], Traits],
        odds: Callable[[str, str], bool],
    ) -> None:
        """Start empty.

        ``traits`` and ``groups`` are those of all ids as they are at the time; ``known`` is what is known of a group,
        and ``odds`` says of two ids whether they can not be one actor.
        """
        self._traits, self._groups, self._known, self._odds = traits, groups, known, odds
        self._offers = Filing()  # fuller ids, under what short forms look for
        self._wants = Filing()  # short ids, under the same
        self._fitting: dict[
            str, set[str]
        ] = {}  # first of a short group -> firsts of what it fits: all, or two and more
        self._fitted: dict[str, set[str]] = {}  # the other way round
        self._meant: dict[str, str] = {}  # first of a short group -> first of the only group that it fits
        self._short_for: dict[str, set[str]] = {}  # the other way round

    def refile(self, node: str, former: Traits | None, traits: Traits | None) -> None:
        """Let an id be found by its new traits."""
        before = frozenset[str]() if former is None else attaching(former)
        after = frozenset[str]() if traits is None else attaching(traits)
        if former is not None and traits is not None and former.joins_as_short is traits.joins_as_short:
            before, after = before - after, after - before
        if former is not None:
            filing = self._wants if former.joins_as_short else self._offers
            for key in before:
                filing.discard(key, node)
        if traits is not None:
            filing = self._wants if traits.joins_as_short else self._offers
            for key in after:
                filing.add(key, node)

    def meant(self, first: str) -> str | None:
        """The first of the group that a short one stands for."""
        return self._meant.get(first)

    def short_for(self, first: str) -> Collection[str]:
        """The firsts of the short groups that stand for a group."""
        return self._short_for.get(first, ())

    def fitting(self, group: Group) -> list[Group]:
        """All groups that one may stand for, if it is short."""
        return sorted(self._fits(group)) if self.short(group) else []

    def short(self, group: Group) -> bool:
        """Whether all ids of a group are short forms."""
        return all(self._traits[node].joins_as_short for node in group)

    def settle(self, gone: Iterable[Group], come: Collection[Group]) -> set[str]:
        """Take in that groups are no more, and that others are new or known otherwise than before.

        Returns the firsts of all groups for which others stand now than before.
        """
        stirred: dict[str, int] = {}  # short groups to look at again, and how many they fitted
        for group in (*gone, *come):
            for short in self._fitted.pop(group[0], ()):
                fitting = self._fitting[short]
                stirred.setdefault(short, len(fitting))
                fitting.discard(group[0])
        anew = {group[0] for group in (*gone, *come) if group[0] in self._fitting}
        for first in anew:
            for other in self._fitting.pop(first):
                self._fitted[other].discard(first)
        shorts = {group[0] for group in come if self.short(group)}
        for group in come:
            if group[0] not in shorts:
                self._offer(group, shorts, stirred)
        for first, number in stirred.items():
            left = self._fitting.get(first)
            if left is not None and len(left) < TOO_MANY <= number:
                shorts.add(first)  # others may fit that were not kept
        for first in shorts:
            self._note(first, (group[0] for group in islice(self._fits(self._groups[first]), TOO_MANY)))
        return {
            touched for first in {*stirred, *anew, *shorts} for touched in self._mean(first, self._fitting.get(first))
        }

    def _offer(self, group: Group, anew: Collection[str], stirred: dict[str, int]) -> None:
        """Let the short forms near a group see whether they fit it; not those that will choose anew."""
        near = {
            self._groups[short]
            for node in group
            if not self._traits[node].joins_as_short
            for key in attaching(self._traits[node])
            for short in self._wants.get(key)
        }
        for short in near:
            fitting = self._fitting.get(short[0])
            if short[0] in anew or fitting is None or len(fitting) >= TOO_MANY or group[0] in fitting:
                continue
            if self._fit(short, group):
                stirred.setdefault(short[0], len(fitting))
                self._note(short[0], (group[0],))

    def _note(self, first: str, fitting: Iterable[str]) -> None:
        known = self._fitting.setdefault(first, set())
        for other in fitting:
            known.add(other)
            self._fitted.setdefault(other, set()).add(first)

    def _mean(self, first: str, fitting: set[str] | None) -> Iterator[str]:
        """Let a short group stand for what it fits; yields the firsts of all that this touches."""
        meant = next(iter(fitting)) if fitting is not None and len(fitting) == 1 else None
        former = self._meant.pop(first, None)
        if meant is not None:
            self._meant[first] = meant
        if meant == former:
            return
        yield first
        if former is not None:
            self._short_for[former].discard(first)
            yield former
        if meant is not None:
            self._short_for.setdefault(meant, set()).add(first)
            yield meant

    def _fits(self, group: Group) -> Iterator[Group]:
        """The fuller groups that a short one may stand for."""
        near = {
            self._groups[node]
            for own in group
            for key in attaching(self._traits[own])
            for node in self._offers.get(key)
        }
        return (other for other in near if self._fit(group, other))

    def _fit(self, short: Group, other: Group) -> bool:
        if not fits(self._known(short), self._known(other)):
            return False
        return not any(self._odds(a, b) for a in short for b in other)
