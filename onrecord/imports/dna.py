"""A .dna database of Discourse Network Analyzer 3 to what it says in the words of the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from onrecord.dna import Database, Row, Said, problems, read_database
from onrecord.dna.places import Places
from onrecord.dna.schema import DATA, TABLES
from onrecord.dna.tables import number, statement_types, statements
from onrecord.dna.wording import read_lines, read_option_notes, seal
from onrecord.errors import InputError
from onrecord.imports.dna_actors import Cast, attributes_of
from onrecord.imports.dna_mapping import Plan, plan
from onrecord.imports.dna_positions import Coded, position_of
from onrecord.imports.incoming import Claim, Incoming, Role, Text, Wishes, article_id, options_of
from onrecord.types import Actor, Article, Option, Position, Span

FORM = "dna"

# Problems shown of a file; who has more mends these first.
_SHOWN = 10
_EPOCH = date(1970, 1, 1)
_DAY = 86_400  # seconds


def read(path: Path, wishes: Wishes) -> Incoming:
    """What a .dna database says; no password is needed.

    Raises InputError with every problem and its table and row where the rows contradict each other.
    """
    database = read_database(path)
    wrong = list(islice(problems(database), _SHOWN + 1))
    if wrong:
        more = "\n(and more)" if len(wrong) > _SHOWN else ""
        shown = "\n".join(f"{path}, {problem}" for problem in wrong[:_SHOWN])
        raise InputError(f"{shown}{more}\nMend this in DNA. Nothing was imported")
    name = wishes.name or path.name
    types = statement_types(database)
    plans, understood = plan(types, _values(database), wishes.mapping, str(path))
    articles = dict(_articles(database, name))
    reading = _Reading(database, plans, articles, wishes.issue or path.stem)
    claims = reading.claims()
    return Incoming(
        form=FORM,
        name=name,
        texts=tuple(
            Text(str(document), article, reading.met.get(document, ())) for document, article in articles.items()
        ),
        actors=reading.cast.all(),
        options=tuple({option.id: option for option in reading.options.values()}.values()),
        claims=claims,
        reviewers=tuple(dict.fromkeys(str(row["Name"]) for row in database.rows("CODERS"))),
        entities=reading.cast.entities,
        concepts={key: option.id for key, option in reading.options.items()},
        roles=_roles(plans.values()),
        kept=_kept(database, articles),
        understood=understood,
        left=(*reading.left(), *_dropped(database)),
    )


def _values(database: Database) -> dict[int, set[int | str]]:
    """The values that each variable has anywhere, but for long texts."""
    found: dict[int, set[int | str]] = {}
    for row in database.rows("ENTITIES"):
        found.setdefault(number(row["VariableId"]), set()).add(str(row["Value"]))
    for table in (DATA["boolean"], DATA["integer"]):
        for _, _, variable, value in database.tables[table]:
            found.setdefault(number(variable), set()).add(number(value))
    return found


def _articles(database: Database, name: str) -> Iterator[tuple[int, Article]]:
    """The documents that have a text, by id."""
    for row in database.rows("DOCUMENTS"):
        text = str(row["Text"])
        if not text.strip():
            continue
        noted = read_lines(str(row["Notes"] or ""))
        origin = noted.get("origin") or f"{name}#{number(row['ID'])}"
        dated = "date" not in noted or noted["date"] != "none"
        yield (
            number(row["ID"]),
            Article(
                id=article_id(origin, text),
                text=text,
                origin=origin,
                outlet=str(row["Source"] or "").strip() or None,
                title=str(row["Title"] or "").strip() or None,
                published=_day(number(row["Date"])) if dated else None,
                language=noted.get("language"),
                url=_url(str(row["Notes"] or ""), noted),
            ),
        )


def _day(seconds: int) -> date | None:
    """The day in UTC of a moment; None where no calendar has it."""
    try:
        return _EPOCH + timedelta(days=seconds // _DAY)
    except OverflowError:
        return None


def _url(notes: str, noted: Mapping[str, str]) -> str | None:
    """The address that stands in the notes: after "URL:", or alone."""
    found = noted.get("url") or notes.strip()
    return found if found.startswith(("http://", "https://")) and len(found.split()) == 1 else None


def _roles(plans: Iterable[Plan]) -> dict[str, Role]:
    """How each variable was taken, by its id."""
    return {
        str(variable.id): Role(
            role, {str(value): stance.value for value, stance in one.steps.items()} if role == "stance" else {}
        )
        for one in plans
        for role, variable in one.roles.items()
    }


def _kept(database: Database, articles: Mapping[int, Article]) -> dict[str, Sequence[Row]]:
    """All rows, without the texts that stand in the record as those of articles."""
    place = list(TABLES["DOCUMENTS"]).index("Text")
    documents = [
        (*row[:place], None, *row[place + 1 :]) if row[0] in articles else row for row in database.tables["DOCUMENTS"]
    ]
    return {**database.tables, "DOCUMENTS": documents}


def _dropped(database: Database) -> Iterator[str]:
    if database.unknown:
        yield f"tables and columns that DNA 3.0 does not have are left out: {', '.join(database.unknown)}"
    undated = [str(row["ID"]) for row in database.rows("DOCUMENTS") if _day(number(row["Date"])) is None]
    if undated:
        yield f"documents {', '.join(undated[:5])} have a date beyond the calendar; their articles have none"


@dataclass(slots=True)
class _Place:
    """A document as statements need it."""

    article: Article
    places: Places


class _Reading:
    """The statements of a file as claims, and what came of those that are none."""

    def __init__(
        self, database: Database, plans: Mapping[int, Plan], articles: Mapping[int, Article], issue: str
    ) -> None:
        self._database = database
        self._plans = plans
        self._places = {key: _Place(one, Places(one.text, newlines=False)) for key, one in articles.items()}
        self._coders = database.named("CODERS", "Name")
        self.cast = Cast(database, plans.values())
        self.options = self._options(issue)
        self._by_label = {option.label: option for option in self.options.values()}
        self.met: dict[int, tuple[Actor, ...]] = {}
        self._without: Counter[str] = Counter()
        self._unplaced = 0

    def _options(self, issue: str) -> dict[str, Option]:
        """An option for every concept, by the ids of its entities; our own say in their notes what they are."""
        concepts = {one.roles["option"].id for one in self._plans.values()}
        attributes = attributes_of(self._database)
        own: dict[str, Option] = {}
        labels: dict[str, str] = {}
        for row in self._database.rows("ENTITIES"):
            key, label = str(row["ID"]), str(row["Value"])
            if row["VariableId"] not in concepts or not label.strip():
                continue
            labels[key] = label
            known = attributes.get(int(key), {})
            noted = read_option_notes(known.get("notes", ""))
            if noted is not None and noted[0] not in {option.id for option in own.values()}:
                words = tuple(filter(None, (word.strip() for word in known.get("alias", "").split(";"))))
                own[label] = Option(noted[0], known.get("type", issue), label, noted[2], words, noted[1])
        ids = {option.id for option in own.values()}
        rest = {label: label for label in labels.values() if label not in own}
        made = options_of(rest.items(), issue, taken=ids)
        for label, option in own.items():
            made[label] = option if option.parent in ids else replace(option, parent=None)
        return {key: made[label] for key, label in labels.items()}

    def claims(self) -> tuple[Claim, ...]:
        """A claim for each statement that says who takes what stance on what; two types' statements of one are one."""
        bodies: dict[str, set[str]] = {}
        coded = [one for said in statements(self._database) if (one := self._coded(said, bodies)) is not None]
        for person, found in bodies.items():
            self.cast.affiliate(person, found.pop() if len(found) == 1 else "")
        self._meet(coded)
        made: dict[tuple[object, ...], list[tuple[Coded, Claim]]] = {}
        for one in coded:
            position = position_of(one, self.cast)
            for role in ("condition", "limit", "reason"):
                if str(one.values.get(role) or "").strip() and not _holds(position, role):
                    self._unplaced += 1
            of, untouched = _origin(one)
            claim = Claim(str(one.said.id), position, self._coders[one.said.coder], of=of, untouched=untouched)
            same = (position.article, position.evidence, position.actor, position.option, one.said.coder)
            made.setdefault(same, []).append((one, claim))
        return tuple(claim for group in made.values() for claim in _joined(group))

    def _coded(self, said: Said, bodies: dict[str, set[str]]) -> Coded | None:
        """The statement with its values put in place; None where no position can be made of it."""
        how = self._plans.get(said.type)
        place = self._places.get(said.document)
        if how is None or place is None:
            self._without["of a type that is only kept" if how is None else "in a document without text"] += 1
            return None
        values = {role: said.values.get(variable.id) for role, variable in how.roles.items()}
        person, body = str(values.get("actor") or ""), str(values.get("organization") or "")
        option = self._by_label.get(str(values["option"] or ""))
        stance = None if values["stance"] is None else how.steps.get(values["stance"])
        if values["stance"] is None:
            self._without[f"without a value of {how.roles['stance'].name}"] += 1
        elif stance is None:
            self._without[f"with a value of {how.roles['stance'].name} that is no stance"] += 1
        elif not person.strip() and not body.strip():
            self._without["without an actor"] += 1
        elif option is None:
            self._without[f"without a {how.roles['option'].name}"] += 1
        else:
            holder = self.cast.actor(person or body, person=bool(person.strip()))
            if person.strip():
                bodies.setdefault(person, set())
                if body.strip():
                    bodies[person].add(self.cast.actor(body, person=False).id)
            span = Span(place.places.point(said.start), place.places.point(said.stop))
            return Coded(said, how, place.article, span, holder, option, stance, values, body)
        return None

    def _meet(self, coded: Sequence[Coded]) -> None:
        """The actors of each document as it gives them: a person counts there for the body that stands beside."""
        whole = {actor.id: actor for actor in self.cast.all()}
        met: dict[int, dict[str, Actor]] = {}
        for one in coded:
            here = met.setdefault(one.said.document, {})
            body = self.cast.actor(one.body, person=False) if one.body.strip() else None
            holder = whole[one.holder.id]
            if body is not None and body.id != holder.id:
                here.setdefault(body.id, whole[body.id])
                holder = replace(holder, affiliation=body.id)
            here.setdefault(holder.id, holder)
        self.met = {document: tuple(actors.values()) for document, actors in met.items()}

    def left(self) -> Iterator[str]:
        """Of which statements no position came, and why."""
        for reason, count in self._without.items():
            verb = "statement is kept as it is" if count == 1 else "statements are kept as they are"
            yield f"{count:,} {verb}, without a position: {reason}"
        if self._unplaced:
            yield (
                f"{self._unplaced:,} conditions and reasons are kept, but stand at no position: their words are "
                "nowhere, or more than once, in the text"
            )


def _origin(coded: Coded) -> tuple[str | None, bool]:
    """The id of the position that our own file says a statement was made of, and whether it is still as it was."""
    noted = read_lines(str(coded.values.get("details") or "")).get("position", "")
    identifier, _, sealed = noted.rpartition(" ")
    values = (coded.values.get(role) for role in ("actor", "organization", "option", "stance"))
    return identifier or None, sealed == seal((*values, coded.said.start, coded.said.stop))


def _holds(position: Position, role: str) -> bool:
    if role == "reason":
        return position.reason is not None
    return position.condition is not None and position.condition.kind.value == role


def _joined(group: Sequence[tuple[Coded, Claim]]) -> Iterator[Claim]:
    """Claims on the same words by one coder: those of two types are one, the graded one; those of one type are many."""
    graded = [claim for one, claim in group if one.plan.graded]
    plain = [claim for one, claim in group if not one.plan.graded]
    for claim in graded:
        side = claim.position.stance.side
        edited = claim.of is not None and not claim.untouched
        same = next((one for one in plain if edited or one.position.stance.side == side), None)
        if same is not None:
            plain.remove(same)
        elif plain and claim.untouched:  # somebody has changed the yes or no beside it, and means that
            plain[0] = replace(plain[0], of=claim.of)
        yield replace(claim, also=() if same is None else (same.key,))
    yield from plain
