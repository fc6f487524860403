"""Coded places of a text as claims: what the readers of REFI-QDA, Web Annotation and tables of codings share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from onrecord.imports.dna_mapping import words
from onrecord.imports.incoming import Claim, Incoming, Text, actor_id, options_of, slug
from onrecord.types import (
    Actor,
    ActorKind,
    Article,
    Condition,
    ConditionKind,
    DateInterval,
    Option,
    Passage,
    Position,
    Provenance,
    Scope,
    Span,
    Spans,
    Stance,
    Tense,
    Voice,
)

MACHINE = "onrecord"  # the user under whose name our own exports give what no reviewer coded

_NAMED = re.compile(r"(.*?) ?\[([^\[\]]+)\]")
_PLACE = re.compile(r"(\d+)-(\d+)")


@dataclass(frozen=True, slots=True)
class Said:
    """One position as a file says it: ids are those of here, ``fields`` what it says beside them."""

    key: str
    article: Article
    span: Span
    option: str
    actor: str
    stance: Stance
    reviewer: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Gathering:
    """What a file says, as it comes up; ``issue`` is that of options that the file gives none."""

    form: str
    issue: str
    texts: dict[str, Article] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    options: dict[tuple[str, str], Option] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    met: dict[str, dict[str, None]] = field(default_factory=dict)
    reviewers: dict[str, None] = field(default_factory=dict)
    without: Counter[str] = field(default_factory=Counter)
    entities: dict[str, str] = field(default_factory=dict)

    def option(self, label: str, issue: str = "", fields: Mapping[str, str] | None = None, **known: str | None) -> str:
        """The id of the option of that label and issue, which is made where it is new."""
        issue = issue or self.issue
        held = self.options.get((issue, label))
        if held is None:
            fields = fields or {}
            taken = {option.id for option in self.options.values()}
            identifier = fields.get("id") or options_of([("", label)], issue)[""].id
            held = Option(
                _untaken(identifier, taken),
                issue,
                label,
                description=known.get("description") or "",
                keywords=_listed(fields.get("keywords")),
                parent=known.get("parent"),
                opposed=_listed(fields.get("opposed")),
            )
            self.options[issue, label] = held
        return held.id

    def actor(self, said: str, kind: ActorKind | None = None, fields: Mapping[str, str] | None = None) -> str:
        """The id of an actor that a file calls "Orla Brück" or "Orla Brück [orla]", who is made where new."""
        fields = fields or {}
        found = _NAMED.fullmatch(said.strip())
        name, identifier = (found[1], found[2]) if found else (said.strip(), "")
        named = fields.get("kind", "").casefold()
        kind = ActorKind(words()["kinds"].get(named, kind or ActorKind.ORGANISATION))
        identifier = identifier or fields.get("id") or self.entities.get(name) or actor_id(name, kind)
        self.entities.setdefault(name, identifier)
        held = self.actors.get(identifier)
        if held is None or (fields and held == Actor(identifier, held.name, held.kind)):
            self.actors[identifier] = Actor(
                identifier,
                name or identifier,
                kind,
                role=fields.get("role"),
                affiliation=self._body(fields.get("affiliation"), identifier, ActorKind.ORGANISATION),
                state=self._body(fields.get("state"), identifier, ActorKind.STATE),
                aliases=_listed(fields.get("aliases")),
                wikidata=fields.get("wikidata"),
            )
        return identifier

    def say(self, said: Said) -> None:
        """Take a position; who it names beside its actor is taken along."""
        named = {name: self._named(said.fields.get(name)) for name in ("by", "via", "addressee")}
        position = position_of(said, self.form, named)
        self.claims.append(Claim(said.key, position, said.reviewer, of=said.fields.get("id")))
        self.reviewers.setdefault(said.reviewer)
        here = self.met.setdefault(said.article.id, {})
        for one in (said.actor, *named.values()):
            if one in self.actors:
                here.setdefault(one)

    def leave(self, reason: str, count: int = 1) -> None:
        """Count what no position came of."""
        self.without[reason] += count

    def incoming(self, name: str, understood: tuple[str, ...] = ()) -> Incoming:
        """All of it together."""
        machine = sum(claim.reviewer == MACHINE for claim in self.claims)
        told = [f"{count:,} left out: {reason}" for reason, count in self.without.items()]
        if machine:
            told.append(f"{machine:,} positions are the machine's own; they come in under the name {MACHINE}")
        return Incoming(
            form=self.form,
            name=name,
            texts=tuple(
                Text(key, article, tuple(self.actors[one] for one in self._with_bodies(article.id)))
                for key, article in self.texts.items()
            ),
            actors=tuple(self.actors.values()),
            options=tuple(self.options.values()),
            claims=tuple(self.claims),
            reviewers=tuple(one for one in self.reviewers if one != MACHINE),
            entities=dict(self.entities),
            concepts={f"{option.issue}: {option.label}": option.id for option in self.options.values()},
            understood=understood,
            left=tuple(told),
        )

    def _with_bodies(self, article: str) -> Iterator[str]:
        seen = dict(self.met.get(article, {}))
        for one in tuple(seen):
            for body in (self.actors[one].affiliation, self.actors[one].state):
                if body in self.actors:
                    seen.setdefault(body)
        yield from seen

    def _body(self, said: str | None, of: str, kind: ActorKind) -> str | None:
        """The id of a body; one that is itself needs no making."""
        if said is None:
            return None
        found = _NAMED.fullmatch(said.strip())
        if found and (found[2] == of or not found[1]):
            return found[2]
        return self.actor(said, kind)

    def _named(self, said: str | None) -> str | None:
        """The id of somebody named on the side; words in brackets alone are no actor of the file."""
        if said is None:
            return None
        found = _NAMED.fullmatch(said.strip())
        return found[2] if found and not found[1] else self.actor(said) if found else said


def stance_of(word: str) -> Stance | None:
    """The step that a word means ("support", "against", "neutral"…); None where it is no such word."""
    found = words()["stances"].get(" ".join(word.casefold().split()))
    return None if found is None else Stance(found)


def role_of(word: str) -> str | None:
    """What a heading in the singular or plural means: actor, organization, option or stance."""
    plain = " ".join(word.casefold().split())
    known = words()["variables"]
    singular = plain.removesuffix("ies") + "y" if plain.endswith("ies") else plain.removesuffix("s")
    return known.get(plain) or known.get(singular) or ("actor" if plain in ("people", "persons") else None)


def split(name: str) -> tuple[str, Stance | None]:
    """A code like "Toll: against" or "Toll (pro)" as option and stance; any other is an option alone."""
    for left, right in ((":", ""), (" - ", ""), (" – ", ""), ("/", ""), ("(", ")")):
        label, found, word = name.removesuffix(right).rpartition(left) if right else name.rpartition(left)
        if found and label.strip() and (stance := stance_of(word)) is not None:
            return label.strip(), stance
    return name, None


def position_of(said: Said, form: str, named: Mapping[str, str | None]) -> Position:
    """The position that a file says; its id is still to be given by the record."""
    fields, text = said.fields, said.article.text
    condition = None
    for kind in ConditionKind:
        if condition is None and (words_of := fields.get(kind.value)):
            condition = Condition(kind, words_of, spans_of(fields.get("condition places"), len(text)))
    reason = fields.get("reason")
    scope, voice, tense = (fields.get(name, "").casefold() for name in ("scope", "voice", "tense"))
    return Position(
        id="",
        article=said.article.id,
        option=said.option,
        actor=said.actor,
        stance=said.stance,
        scope=Scope(scope) if scope in set(Scope) else Scope.GENERAL,
        voice=Voice(voice) if voice in set(Voice) else Voice.OWN,
        evidence=said.span,
        text=said.span.of(text),
        provenance=Provenance("import", form),
        condition=condition,
        reason=Passage(reason, spans_of(fields.get("reason places"), len(text))) if reason else None,
        by=named.get("by"),
        via=named.get("via"),
        addressee=named.get("addressee"),
        tense=Tense(tense) if tense in set(Tense) else Tense.CURRENT,
        derived=fields.get("derived") == "yes",
        date=_days(fields, said.article),
        context=spans_of(fields.get("context places"), len(text)),
    )


def spans_of(said: str | None, length: int) -> Spans:
    """The places written as 24-31 33-49, as far as they lie in the text."""
    found = (Span(int(begin), int(end)) for begin, end in _PLACE.findall(said or ""))
    return tuple(span for span in found if span.begin < span.end <= length)


def day_of(said: str | None) -> date | None:
    """The day of a text that begins with one as 2031-05-04; None where it does not."""
    try:
        return date.fromisoformat((said or "").strip()[:10])
    except ValueError:
        return None


def actor_kind(role: str | None, kind: str | None) -> ActorKind:
    """The kind that a file gives an actor, else what the heading that it stands under means."""
    known = words()["kinds"].get((kind or "").casefold())
    if known is not None:
        return ActorKind(known)
    return ActorKind.PERSON if role == "actor" else ActorKind.ORGANISATION


def renumbered(claims: list[Claim]) -> list[Claim]:
    """The claims with keys of their own: one that comes again gets a number."""
    met: Counter[str] = Counter()
    made = []
    for claim in claims:
        met[claim.key] += 1
        made.append(claim if met[claim.key] == 1 else replace(claim, key=f"{claim.key} {met[claim.key]}"))
    return made


def _days(fields: Mapping[str, str], article: Article) -> DateInterval | None:
    """The days that the fields give; of a file that gives none, the article's day."""
    first, _, last = fields.get("date", "").partition("/")
    begun, ended = day_of(first), day_of(last or first)
    if begun is not None and ended is not None:
        return DateInterval(begun, ended)
    if "id" in fields or article.published is None:  # our own fields leave a date out where there is none
        return None
    return DateInterval(article.published, article.published)


def _listed(said: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (said or "").split(" | ") if part.strip())


def _untaken(identifier: str, taken: set[str]) -> str:
    found, number = identifier, 2
    while found in taken:
        found, number = f"{identifier}-{number}", number + 1
    return found or slug(identifier)
