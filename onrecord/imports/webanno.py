"""W3C Web Annotations (JSON-LD) and Hypothesis' own export to what they say in the words of the record.

Our own annotations say all of a claim. Of others, a tag that means for or against is the stance, a tag like "speaker:
Orla Brück" or a body that identifies somebody is the actor, any other tag the option. Places are those of the words
quoted, so that they hold where the text has changed since.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.imports.gathering import (
    MACHINE,
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
from onrecord.imports.quoting import quoted
from onrecord.types import Article, Span, Stance

FORM = "webanno"
# Bytes that are looked at to tell what a file is: the heading of a page, or a first annotation.
_LOOK = 4096
_HOLDING = ("items", "first", "rows", "annotations", "@graph")
_MARKS = ("ns/anno.jsonld", '"TextQuoteSelector"', '"TextPositionSelector"')


def recognises(path: Path) -> bool:
    """Whether a file holds annotations."""
    with path.open("rb") as file:
        begin = file.read(_LOOK).decode("utf-8-sig", "replace").lstrip()
    return begin.startswith(("{", "[")) and any(mark in begin for mark in _MARKS)


def read(path: Path, wishes: Wishes) -> Incoming:
    """What annotations say; texts that the file does not hold are taken from the record, if ``wishes.find`` has them.

    Raises InputError where the file can not be read or holds no annotation.
    """
    name = wishes.name or path.name
    reading = _Reading(Gathering(FORM, wishes.issue or path.stem), wishes)
    found = 0
    for annotation in _annotations(path):
        found += 1
        reading.annotation(annotation, f"{name}#{found}")
    if not found:
        raise InputError(f"{path} holds no annotation with a target")
    reading.gathering.claims = renumbered(reading.gathering.claims)
    return reading.gathering.incoming(name)


def _annotations(path: Path) -> Iterator[dict[str, Any]]:
    """Every annotation of a page, a collection, a list, an export of Hypothesis, or line by line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8: byte {error.start}. Save it as UTF-8") from error
    try:
        held = [json.loads(text)]
    except ValueError:
        held = [_line(path, number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    except RecursionError as error:
        raise InputError(f"{path} is nested too deep to be annotations") from error
    for one in held:
        yield from _inside(one)


def _line(path: Path, number: int, line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}, line {number}: this is no JSON ({error})") from error


def _inside(held: Any) -> Iterator[dict[str, Any]]:
    """The annotations in a value, in their order, however deep they lie."""
    waiting = [held]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(reversed(one))
        elif isinstance(one, dict):
            if "target" in one:
                yield one
            waiting.extend(one[key] for key in reversed(_HOLDING) if isinstance(one.get(key), list | dict))


class _Reading:
    """Annotations as claims, one after another."""

    def __init__(self, gathering: Gathering, wishes: Wishes) -> None:
        self.gathering = gathering
        self._wishes = wishes
        self._articles: dict[str, Article | None] = {}

    def annotation(self, held: Mapping[str, Any], key: str) -> None:
        targets = [one for one in _list(held.get("target")) if isinstance(one, dict)]
        article = next((found for one in targets if (found := self._article(one, held))), None)
        if article is None:
            self.gathering.leave("annotations of texts that neither the file nor the record holds")
            return
        span = next((place for one in targets if (place := _place(one, article.text))), None)
        fields, tags, who = _bodies(held)
        if span is None:
            self.gathering.leave("annotations of words that the text does not have")
        elif "stance" not in fields and "kind" in fields:
            self.gathering.leave("statements: positions alone come in")
        else:
            self._say(str(held.get("id") or key), (article, span, _user(held, fields)), fields, (tags, who))

    def _say(
        self,
        key: str,
        where: tuple[Article, Span, str],
        fields: dict[str, str],
        told: tuple[list[str], list[tuple[str, str | None]]],
    ) -> None:
        stance, option, actor = self._meant(fields, *told)
        if option is None:
            self.gathering.leave("annotations without an option")
        elif stance is None:
            self.gathering.leave("annotations without a stance")
        elif actor is None:
            self.gathering.leave("annotations without an actor")
        else:
            article, span, reviewer = where
            self.gathering.say(Said(key, article, span, option, actor, stance, reviewer, fields))

    def _meant(
        self, fields: dict[str, str], tags: Iterable[str], who: Iterable[tuple[str, str | None]]
    ) -> tuple[Stance | None, str | None, str | None]:
        """Stance, option and actor, each None where the annotation does not say it."""
        stance = stance_of(fields.get("stance", ""))
        option = actor = None
        kinds: dict[str, str | None] = dict(who)
        for tag in tags:
            head, found, rest = tag.partition(":")
            role = role_of(head) if found and rest.strip() else None
            if role in ("actor", "organization"):
                actor = self.gathering.actor(rest, actor_kind(role, None))
            elif stance_of(rest if role == "stance" else tag) is not None:
                stance = stance or stance_of(rest if role == "stance" else tag)
            elif option is None:
                option, stance = self._option(rest.strip() if role == "option" else tag, fields, stance)
        if "actor" in fields:
            name = fields["actor"].rpartition(" [")[0]
            actor = self.gathering.actor(fields["actor"], actor_kind("actor", kinds.get(name)))
        elif kinds and actor is None:
            name, kind = next(iter(kinds.items()))
            actor = self.gathering.actor(name, actor_kind("actor", kind))
        return stance, option, actor

    def _option(self, tag: str, fields: Mapping[str, str], stance: Stance | None) -> tuple[str, Stance | None]:
        if "option" in fields:  # our own: "issue: label", with the id among the fields
            issue, found, label = tag.partition(": ")
            known = {"id": fields["option"]}
            return self.gathering.option(label if found else tag, issue if found else "", known), stance
        label, said = split(tag)
        return self.gathering.option(label), stance or said

    def _article(self, target: Mapping[str, Any], held: Mapping[str, Any]) -> Article | None:
        source = target.get("source", held.get("uri"))
        about = source if isinstance(source, dict) else {"id": source}
        own, address = _dict(about.get("onrecord")), str(about.get("id") or "")
        keys = [str(key) for key in (own.get("id"), own.get("origin"), address) if key]
        known = keys[0] if keys else ""
        if self._articles.get(known) is None:  # one of a later annotation may hold the text
            found = _own(about)
            if found is None and self._wishes.find is not None:
                found = next((one for key in keys if (one := self._wishes.find(key))), None)
            self._articles[known] = found
            if found is not None:
                self.gathering.texts[known] = found
        return self._articles[known]


def _own(about: Mapping[str, Any]) -> Article | None:
    """The article that one of our own annotations holds."""
    fields = _dict(about.get("onrecord"))
    text, origin = fields.get("text"), str(fields.get("origin") or about.get("id"))
    if not isinstance(text, str) or not text.strip():
        return None
    said = {key: str(value) for key, value in fields.items()}
    return Article(
        id=article_id(origin, text),
        text=text,
        origin=origin,
        outlet=said.get("outlet"),
        title=said.get("title"),
        published=day_of(said.get("published")),
        language=said.get("language"),
        url=said.get("url"),
    )


def _bodies(held: Mapping[str, Any]) -> tuple[dict[str, str], list[str], list[tuple[str, str | None]]]:
    """The fields of our own, the tags, and who is identified with the kind of agent."""
    fields: dict[str, str] = {}
    tags = [str(tag) for tag in _list(held.get("tags"))]
    who: list[tuple[str, str | None]] = []
    for body in _list(held.get("body")):
        if not isinstance(body, dict):
            continue
        own = _dict(body.get("onrecord"))
        fields |= {key.replace("_", " "): str(value) for key, value in own.items()}
        if body.get("purpose") in ("tagging", "classifying") and isinstance(body.get("value"), str):
            tags.append(body["value"])
        source = body.get("source")
        if body.get("purpose") == "identifying" and isinstance(source, dict) and source.get("name"):
            who.append((str(source["name"]), str(source.get("type") or "") or None))
    return fields, [tag.strip() for tag in tags if tag.strip()], who


def _place(target: Mapping[str, Any], text: str) -> Span | None:
    """Where the words of a target stand: at the place given if they stand there, else where they are found."""
    begin = end = None
    words: Mapping[str, Any] = {}
    for selector in _list(target.get("selector")):
        kind = selector.get("type") if isinstance(selector, dict) else None
        if kind == "TextPositionSelector" and all(isinstance(selector.get(key), int) for key in ("start", "end")):
            begin, end = selector["start"], selector["end"]
        elif kind == "TextQuoteSelector" and str(selector.get("exact") or "").strip():
            words = selector
    there = begin is not None and end is not None and 0 <= begin < end <= len(text)
    if there and (not words or text[begin:end] == words["exact"]):
        return Span(begin or 0, end or 0)
    before, after = (str(words.get(key) or "") for key in ("prefix", "suffix"))
    return quoted(str(words.get("exact") or ""), text, before=before, after=after, near=begin or 0)


def _user(held: Mapping[str, Any], fields: Mapping[str, str]) -> str:
    """Who says it: the creator, of Hypothesis the user; the machine where it is our own of no reviewer."""
    for creator in _list(held.get("creator")):
        if isinstance(creator, dict):
            if creator.get("type") == "Software" and "method" in fields:
                return MACHINE
            if creator.get("name") or creator.get("id"):
                return str(creator.get("name") or creator["id"])
        elif isinstance(creator, str) and creator:
            return creator
    user = re.fullmatch(r"acct:(.+)@[^@]*", str(held.get("user") or ""))
    return user[1] if user else "unknown"


def _list(held: Any) -> list[Any]:
    return [] if held is None else held if isinstance(held, list) else [held]


def _dict(held: Any) -> dict[str, Any]:
    return held if isinstance(held, dict) else {}
