"""What of a file the record holds already: articles by their text, actors by their names, options by their labels."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from onrecord.dna.places import Places, with_newlines
from onrecord.imports.incoming import Incoming, Text
from onrecord.types import Actor, ActorKind, Article, Codebook, Condition, Option, Passage, Position, Span, Spans

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.record.kept import KeptLink


@dataclass(frozen=True, slots=True)
class Matched:
    """What everything in a file is called in the record, by its id in the file, and what the record does not have.

    ``held`` are the ids of articles that were there before; ``codebook`` is the one to save, None where all options
    are there.
    """

    articles: Mapping[str, Article]
    actors: Mapping[str, str]
    options: Mapping[str, str]
    held: frozenset[str]
    new_texts: tuple[Text, ...]
    new_actors: tuple[Actor, ...]
    codebook: Codebook | None
    new_options: int
    _places: Mapping[str, Places]  # of articles whose lines end otherwise in the record

    def in_record(self, position: Position) -> Position:
        """A position of the file in terms of the record."""
        article = self.articles[position.article]
        places = self._places.get(position.article)
        moved = position if places is None else _moved(position, places, article.text)
        return replace(
            moved,
            article=article.id,
            actor=self.actors[position.actor],
            option=self.options[position.option],
            by=self.actors.get(position.by or "", position.by),
            via=self.actors.get(position.via or "", position.via),
            addressee=self.actors.get(position.addressee or "", position.addressee),
        )


def match(record: Record, incoming: Incoming, options: Mapping[str, KeptLink]) -> Matched:
    """Find what of a file the record holds; ``options`` are links of an earlier import of it."""
    articles = dict(_articles(record, incoming))
    held = frozenset(article.id for article, was in articles.values() if was)
    actors, new_actors = _actors(record, incoming.actors)
    linked = {incoming.concepts[key]: link.target for key, link in options.items() if key in incoming.concepts}
    meant, codebook, count = _options(record.current_codebook(), incoming, linked)
    new_texts = tuple(
        replace(text, actors=tuple(_renamed(actor, actors) for actor in text.actors))
        for text in incoming.texts
        if articles[text.article.id][0].id not in held
    )
    places = {
        text.article.id: Places(articles[text.article.id][0].text, newlines=True)
        for text in incoming.texts
        if articles[text.article.id][0].text != text.article.text
    }
    return Matched(
        {identifier: article for identifier, (article, _) in articles.items()},
        actors,
        meant,
        held,
        new_texts,
        new_actors,
        codebook,
        count,
        places,
    )


def _articles(record: Record, incoming: Incoming) -> Iterable[tuple[str, tuple[Article, bool]]]:
    """Each article of the file as the record has it or is going to, and whether it was there before."""
    waiting: dict[str, list[Article]] = {}
    for text in incoming.texts:
        article = record.article(text.article.id)
        if article is not None:
            yield text.article.id, (article, True)
        else:
            waiting.setdefault(_hash(text.article.text), []).append(text.article)
    if waiting:
        for article in record.articles():  # by its text: it may have come from elsewhere, with other line ends
            ends = with_newlines(article.text)
            for key in dict.fromkeys((_hash(article.text), _hash(ends))):
                found = next((one for one in waiting.get(key, ()) if _same_day(one, article)), None)
                if found is not None:
                    yield found.id, (article, True)
                    waiting[key].remove(found)
                    break
    yield from ((article.id, (article, False)) for some in waiting.values() for article in some)


def _same_day(one: Article, other: Article) -> bool:
    """Whether nothing says that the same words were printed on two days."""
    return one.published is None or other.published is None or one.published == other.published


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _actors(record: Record, actors: Iterable[Actor]) -> tuple[dict[str, str], tuple[Actor, ...]]:
    """What each actor is called in the record, and the entries that its own list lacks."""
    listed = {entry.id: entry for entry in record.authority()}
    known: dict[tuple[bool, str], set[str]] = {}
    for actor in (*listed.values(), *record.actors()):
        for name in (actor.name, *actor.aliases):
            known.setdefault((actor.kind is ActorKind.PERSON, name.casefold()), set()).add(actor.id)
    taken = {actor.id for actor in record.actors()} | listed.keys()
    meant: dict[str, str] = {}
    new: list[Actor] = []
    for actor in actors:
        found = known.get((actor.kind is ActorKind.PERSON, actor.name.casefold()), set())
        if len(found) == 1:
            (meant[actor.id],) = found
            continue
        identifier, count = actor.id, 2
        while identifier in taken:
            identifier, count = f"{actor.id}-{count}", count + 1
        taken.add(identifier)
        meant[actor.id] = identifier
        new.append(actor)
    return meant, tuple(_renamed(actor, meant) for actor in new)


def _renamed(actor: Actor, meant: Mapping[str, str]) -> Actor:
    body = actor.affiliation
    return replace(actor, id=meant[actor.id], affiliation=meant.get(body, body) if body else None)


def _options(
    codebook: Codebook | None, incoming: Incoming, linked: Mapping[str, str]
) -> tuple[dict[str, str], Codebook | None, int]:
    """What each option is called in the record, the codebook with those that it lacks, and how many these are."""
    present = () if codebook is None else codebook.options
    by_label = {option.label.casefold(): option.id for option in present}
    taken = {option.id for option in present}
    meant: dict[str, str] = {}
    new: list[Option] = []
    for option in incoming.options:
        found = linked.get(option.id) or by_label.get(option.label.casefold())
        if found is None and option.id == option.label and option.id in taken:  # a file that gives no labels
            found = option.id
        if found is None:
            found, count = option.id, 2
            while found in taken:
                found, count = f"{option.id}-{count}", count + 1
            taken.add(found)
            new.append(replace(option, id=found))
        meant[option.id] = found
    if not new:
        return meant, None, 0
    options = (*present, *(replace(one, parent=meant.get(one.parent) if one.parent else None) for one in new))
    source = incoming.name if codebook is None else codebook.source
    return meant, Codebook(options, _version(options), source), len(new)


def _version(options: tuple[Option, ...]) -> str:
    """The version of a codebook of these options: the one that the same options written as YAML have."""
    content = [asdict(option) for option in options]
    for option in content:
        if not option["opposed"]:
            del option["opposed"]
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _moved(position: Position, places: Places, text: str) -> Position:
    """The position with its places counted in a text whose lines end otherwise."""

    def spans(some: Spans) -> Spans:
        return tuple(Span(places.point_of(one.begin), places.point_of(one.end)) for one in some)

    (evidence,) = spans((position.evidence,))
    condition, reason = position.condition, position.reason
    return replace(
        position,
        evidence=evidence,
        text=evidence.of(text),
        context=spans(position.context),
        condition=condition and Condition(condition.kind, condition.text, spans(condition.spans)),
        reason=reason and Passage(reason.text, spans(reason.spans)),
    )
