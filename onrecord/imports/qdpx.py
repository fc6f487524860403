"""A REFI-QDA project (.qdpx) to what it says in the words of the record.

A code is an option, and a code below it, or beside it at the same place, that means for or against is its stance;
codes under a heading such as "Actors" or "Speakers" are actors, and so are cases. A place without an actor of its own
has that of the smallest place around it that has one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.described import fields_of, guid
from onrecord.errors import InputError
from onrecord.imports.gathering import (
    Gathering,
    Said,
    actor_kind,
    day_of,
    renumbered,
    role_of,
    split,
    stance_of,
)
from onrecord.imports.incoming import Incoming, Wishes, article_id
from onrecord.imports.qdpx_file import Code, Project, Selection, Source, read_project
from onrecord.imports.qdpx_places import counting
from onrecord.types import Article, Span, Stance, StatementKind

FORM = "qdpx"
ROLES = ("actor", "organization", "option", "stance", "nothing")
_KINDS = frozenset(guid("kind", kind) for kind in StatementKind)  # of our own export: these are no options


def read(path: Path, wishes: Wishes) -> Incoming:
    """What a project says; ``wishes.mapping`` says what a code and those below it are: actor, option, stance, nothing.

    Raises InputError where the file can not be read or has no text.
    """
    project = read_project(path)
    name = wishes.name or path.name
    for code, role in wishes.mapping.items():
        if role not in ROLES:
            raise InputError(f"{code}={role}: a code can be {', '.join(ROLES)}")
        if all(code.casefold() not in map(str.casefold, (one.name, *one.above)) for one in project.codes.values()):
            raise InputError(f"{path} has no code {code!r}")
    gathering = Gathering(FORM, wishes.issue or path.stem)
    reading = _Reading(project, gathering, wishes.mapping)
    for source in project.sources:
        if source.text.strip():
            reading.source(source, name)
        else:
            gathering.leave("texts that are empty or not in the file")
    for kind, count in project.unread.items():
        gathering.leave(f"sources that are {kind}", count)
    if not gathering.texts:
        raise InputError(f"{path} holds no text with codings; there is nothing to import")
    gathering.claims = renumbered(gathering.claims)
    return gathering.incoming(name, tuple(reading.understood()))


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a code is: an option by its id, a stance (of that option where it has one), an actor by id."""

    option: str | None = None
    stance: Stance | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class _Coded:
    """A selection in our places with what its codes mean, each with its user."""

    selection: Selection
    span: Span
    meanings: tuple[tuple[_Meaning, str], ...]

    def actors(self) -> list[str]:
        return list(dict.fromkeys(meaning.actor for meaning, _ in self.meanings if meaning.actor))

    def options(self) -> list[tuple[_Meaning, str]]:
        return [(meaning, user) for meaning, user in self.meanings if meaning.option]

    def stances(self) -> set[Stance]:
        return {meaning.stance for meaning, _ in self.meanings if meaning.stance and not meaning.option}


class _Reading:
    """The codes of a project as options, stances and actors, and its sources read with them."""

    def __init__(self, project: Project, gathering: Gathering, wished: Mapping[str, str]) -> None:
        self._project = project
        self._gathering = gathering
        self._wished = {name.casefold(): role for name, role in wished.items()}
        self._cases: dict[str, list[str]] = defaultdict(list)
        self._at = {(*code.above, code.name): code for code in project.codes.values()}
        self._over = {code.above for code in project.codes.values() if stance_of(code.name) is None}
        self._of_case = self._take_cases()
        self._options: dict[str, str] = {}
        self._meanings: dict[str, _Meaning | None] = {}
        for code in project.codes.values():
            if (*code.above, code.name) not in self._over:  # a heading is an option only where it is used as a code
                self._meaning(code.guid)

    def understood(self) -> Iterator[str]:
        """How the codes were taken, in words."""
        codes = self._project.codes
        kinds: dict[str, dict[str, None]] = {"actors": {}, "stances": {}, "options": {}}
        for one, meaning in self._meanings.items():
            if meaning is not None:
                kind = "actors" if meaning.actor else "options" if meaning.stance is None else "stances"
                kinds[kind].setdefault(codes[one].name)
        for words, found in kinds.items():
            distinct = list(found)
            if distinct:
                more = f" and {len(distinct) - 5:,} more" if len(distinct) > 5 else ""
                yield f"codes that are {words}: {', '.join(distinct[:5])}{more}"

    def source(self, source: Source, name: str) -> None:
        """Take a text and the positions that its codes make."""
        article = _article(source, name)
        self._gathering.texts[source.guid or source.name] = article
        where = counting(source)
        coded = list(self._coded(source, where))
        groups: dict[Span, list[_Coded]] = defaultdict(list)
        for one in coded:
            groups[one.span].append(one)
        speakers = [one for one in coded if one.actors() and not one.options()]
        for span, group in groups.items():
            for one in group:
                self._say(article, one, [other for other in group if other is not one], _around(span, speakers))

    def _coded(self, source: Source, where: Callable[[int], int | None]) -> Iterator[_Coded]:
        for selection in source.selections:
            begin, end = where(selection.begin), where(selection.end)
            if begin is None or end is None or not 0 <= begin < end <= len(source.text):
                self._gathering.leave("codings of places that the text does not have")
                continue
            if any(code in _KINDS for code, _ in selection.codings):  # a statement of our own, or a further part of one
                if "part of" not in fields_of(selection.description)[1]:
                    self._gathering.leave("statements: positions alone come in")
                continue
            given = [(self._meaning(code), user) for code, user in selection.codings]
            known = [(meaning, user) for meaning, user in given if meaning is not None]
            known += [(_Meaning(actor=actor), "") for actor in self._cases.get(selection.guid, ())]
            if known:
                yield _Coded(selection, Span(begin, end), tuple(known))

    def _say(self, article: Article, coded: _Coded, beside: list[_Coded], around: list[str]) -> None:
        """The positions of a selection: its options with the stances and actors that belong to them."""
        _, fields = fields_of(coded.selection.description)
        actors = coded.actors() or list(dict.fromkeys(actor for one in beside for actor in one.actors())) or around
        loose = coded.stances() or {stance for one in beside for stance in one.stances()}
        made: dict[tuple[str, str], Said] = {}
        for meaning, user in coded.options():
            stance = meaning.stance or (next(iter(loose)) if len(loose) == 1 else None)
            if stance is None:
                self._gathering.leave("codings with an option but without a stance")
            elif not actors:
                self._gathering.leave("codings with an option but without an actor")
            else:
                reviewer = self._project.users.get(user, "unknown")
                for actor in actors:
                    said = Said(
                        *(coded.selection.guid, article, coded.span, meaning.option or "", actor, stance, reviewer),
                        fields=fields,
                    )
                    made.setdefault((said.option, actor), said)
        for said in made.values():
            self._gathering.say(said)

    # ------------------------------------------------------------ what the codes are

    def _take_cases(self) -> dict[str, str]:
        """Actors of the cases; the codes that are theirs, by GUID."""
        of_code: dict[str, str] = {}
        for case in self._project.cases:
            values = {key.casefold().removeprefix("actor "): value for key, value in case.values.items()}
            described = next((self._project.codes[one] for one in case.codes if one in self._project.codes), None)
            fields = fields_of(described.description)[1] if described else {}
            if not case.name or not (case.selections or case.codes):
                continue
            kind = values.get("kind") or values.get("type")
            actor = self._gathering.actor(case.name, actor_kind("actor", kind), {**values, **fields})
            for selection in case.selections:
                self._cases[selection].append(actor)
            of_code |= dict.fromkeys(case.codes, actor)
        return of_code

    def _meaning(self, identifier: str) -> _Meaning | None:
        """What a code is; None for one that the project does not have, or that is nothing to us."""
        if identifier not in self._meanings:
            code = self._project.codes.get(identifier)
            self._meanings[identifier] = None if code is None else self._meant(code)
        return self._meanings[identifier]

    def _meant(self, code: Code) -> _Meaning | None:
        role = self._role(code)
        if role == "nothing" or code.guid in _KINDS:
            return None
        if code.guid in self._of_case or role in ("actor", "organization"):
            return _Meaning(actor=self._of_case.get(code.guid) or self._actor(code, role)) if code.codable else None
        stance = stance_of(code.name)
        above = self._at.get(code.above)
        if stance is not None and role != "stance" and above is not None:
            return _Meaning(self._option(above), stance)
        if stance is not None or role == "stance":
            return None if stance is None else _Meaning(stance=stance)
        return _Meaning(self._option(code), split(code.name)[1]) if code.codable else None

    def _option(self, code: Code) -> str:
        """The id of the option that a code is; below the second level it has the name of the code above it too."""
        if code.guid not in self._options:
            text, fields = fields_of(code.description)
            label = split(code.name)[0]
            above = self._at.get(code.above)
            known: dict[str, str | None] = {"description": text}
            if "id" in fields and above is not None and "id" in fields_of(above.description)[1]:
                known["parent"] = self._option(above)
            elif "id" not in fields and len(code.above) > 1:
                label = f"{code.above[-1]}: {label}"
            issue = next(iter(code.above), "")
            self._options[code.guid] = self._gathering.option(label, issue, fields, **known)
        return self._options[code.guid]

    def _actor(self, code: Code, role: str | None) -> str:
        fields = fields_of(code.description)[1]
        return self._gathering.actor(code.name, actor_kind(role, fields.get("kind")), fields)

    def _role(self, code: Code) -> str | None:
        """What the caller says of a code or of one above it, else what the heading that it stands under means."""
        for name in (code.name, *reversed(code.above)):
            if name.casefold() in self._wished:
                return self._wished[name.casefold()]
        return next((role for name in reversed(code.above) if (role := role_of(name))), None)


def _around(span: Span, speakers: Iterable[_Coded]) -> list[str]:
    """The actors of the smallest place around one that has any."""
    over = [one for one in speakers if one.span.covers(span)]
    return min(over, key=lambda one: one.span.end - one.span.begin).actors() if over else []


def _article(source: Source, name: str) -> Article:
    _, fields = fields_of(source.description)
    values = {key.casefold().removeprefix("source "): value for key, value in source.values.items()}
    known = {**values, **fields}
    origin = known.get("origin") or f"{name}#{source.guid or source.name}"
    url = known.get("url")
    return Article(
        id=article_id(origin, source.text),
        text=source.text,
        origin=origin,
        outlet=known.get("outlet") or known.get("source"),
        title=known.get("title") or (None if "origin" in fields else source.name or None),
        published=day_of(known.get("published") or known.get("date")),
        language=known.get("language"),
        url=url if url and url.startswith(("http://", "https://")) else None,
    )
