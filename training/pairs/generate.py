"""News-like sentences on invented proposals, made from proposals.csv, verbs.csv, kinds.toml and wording.toml."""

from __future__ import annotations

import csv
import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from training.pairs.pairs import AGAINST, CONTRARY, FOR, Pair
from training.pairs.scorer import question
from training.reading.augment import names

_HERE = Path(__file__).parent
_SLOT = re.compile(r"\{(\w+)\}")
_VERB = re.compile(r"\[(:?)(\w+)\]")
_BE = {
    "be": ("is", "are"),
    "have": ("has", "have"),
    "do": ("does", "do"),
    "was": ("was", "were"),
    "has": ("has", "have"),
}
_ARTICLE = re.compile(r"^an? ")
# How the stances share the sentences: the corpora of arguments know no half steps, so these have more than in the news.
_SHARES = {"supports": 0.19, "open": 0.19, "undecided": 0.09, "reluctant": 0.17, "opposes": 0.2, "irrelevant": 0.16}


@dataclass(frozen=True)
class Holder:
    """Somebody of the sentences: the name, the short name, pronouns and number."""

    full: str
    short: str
    he: str
    his: str
    him: str
    plural: bool = False


@dataclass(frozen=True)
class Course:
    """A thing and what is done with it, in all the forms that a sentence may need."""

    thing: dict[str, str]
    verb: dict[str, str]
    contrary: dict[str, str]
    up: bool

    def slots(self) -> dict[str, str]:
        """The words of the course by the names that wording.toml uses."""
        thing, short = self.thing["object"], self.thing["short"]
        bare = _ARTICLE.sub("the ", thing) if not self.up else thing
        out = {"X": bare, "x": short, "beside": self.thing["beside"], "done": self.verb["participle"]}
        for lead, verb, named in (("", self.verb, bare), ("un", self.contrary, _ARTICLE.sub("the ", thing))):
            out |= {f"{lead}do": f"{verb['base']} {named}", f"{lead}doing": f"{verb['gerund']} {named}"}
            out |= {f"{lead}do_x": f"{verb['base']} {short}", f"{lead}doing_x": f"{verb['gerund']} {short}"}
            out |= {f"{lead}noun": f"the {verb['noun']} {named}", f"be_{lead}done": f"be {verb['participle']}"}
        return out

    @property
    def plural(self) -> bool:
        """Whether the thing is many."""
        return self.thing["number"] == "p"


@cache
def wording() -> dict[str, Any]:
    """The templates."""
    return tomllib.loads((_HERE / "wording.toml").read_text(encoding="utf-8"))


@cache
def proposals() -> list[dict[str, str]]:
    """The invented things."""
    with (_HERE / "proposals.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def verbs() -> dict[str, dict[str, str]]:
    """The forms of each verb, by its base."""
    with (_HERE / "verbs.csv").open(encoding="utf-8", newline="") as file:
        return {row["base"]: row for row in csv.DictReader(file)}


@cache
def kinds() -> dict[str, dict[str, Any]]:
    """What can be done with things of each kind."""
    return tomllib.loads((_HERE / "kinds.toml").read_text(encoding="utf-8"))


def course(thing: dict[str, str], dice: random.Random, *, up: bool) -> Course:
    """One of the ways to say that the thing comes (``up``) or goes."""
    kind, known = kinds()[thing["kind"]], verbs()
    way, contrary = (kind["up"], kind["down"]) if up else (kind["down"], kind["up"])
    return Course(thing, known[dice.choice(way)], known[dice.choice(contrary)], up)


def option(thing: dict[str, str], dice: random.Random) -> tuple[str, bool]:
    """A label as a codebook has it, now and then with a description, and whether it makes the thing."""
    kind = kinds()[thing["kind"]]
    up = not kind["named_down"] or dice.random() < 0.5
    meant = course(thing, dice, up=up)
    slots, forms = meant.slots(), ["{doing}", "{doing}", "{noun}", "{do}"]
    if up and thing["kind"] in ("levy", "works"):
        forms += ["{X}", "{X}"]
    label = _capital(_fill(dice.choice(forms), slots, meant, None, None))
    if dice.random() < 0.25:
        verb = "are" if meant.plural else "is"
        label += f". {_capital(slots['X'])} {verb} {meant.verb['participle']}."
    return label, up


def holder(dice: random.Random) -> Holder:
    """A person with a name, an office, a body or a group."""
    lists, throw = wording()["lists"], dice.random()
    he, his, him = dice.choice((("he", "his", "him"), ("she", "her", "her")))
    if throw < 0.45:
        name = f"{dice.choice(names()['forename'])} {dice.choice(names()['surname'])}"
        full = f"{dice.choice(lists['roles'])} {name}" if dice.random() < 0.6 else name
        return Holder(full, name if dice.random() < 0.5 else name.rsplit(" ", 1)[-1], he, his, him)
    if throw < 0.55:
        office = dice.choice(lists["person"])
        return Holder(office, office, he, his, him)
    if throw < 0.85:
        body = dice.choice(lists["body"] + [dice.choice(names()["place"]), dice.choice(names()["organisation"])])
        return Holder(body, body, "it", "its", "it")
    group = dice.choice(lists["bodies"])
    return Holder(group, group, "they", "their", "them", plural=True)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _fill(template: str, slots: dict[str, str], meant: Course, who: Holder | None, other: Holder | None) -> str:
    """A template with its slots and verbs filled; `[:was]` agrees with the thing, `[was]` with the holder."""

    def verb(match: re.Match[str]) -> str:
        plural = meant.plural if match[1] else bool(who and who.plural)
        word = match[2]
        if word in _BE:
            return _BE[word][plural]
        ends = word.endswith(("s", "sh", "ch", "x", "o"))
        return word if plural else word + ("es" if ends else "s")

    filled = _VERB.sub(verb, template)
    known = dict(slots)
    if who is not None:
        known |= {"H": who.full, "he": who.he, "his": who.his, "him": who.him}
    if other is not None:
        known["A"] = other.full
    return _SLOT.sub(lambda match: known[match[1]], filled)


class Writer:
    """Makes pairs out of the templates with one set of dice."""

    def __init__(self, dice: random.Random) -> None:
        """Use these dice for every choice."""
        self.dice = dice

    def pairs(self, count: int) -> Iterator[Pair]:
        """So many pairs, of several kinds."""
        made = 0
        while made < count:
            throw = self.dice.random()
            if throw < 0.14:
                new = self._several()
            elif throw < 0.24:
                new = [self._elsewhere()]
            else:
                new = [self._valued() if throw < 0.31 else self._single()]
            yield from new
            made += len(new)

    def _slots(self, meant: Course) -> dict[str, str]:
        lists = wording()["lists"]
        return meant.slots() | {name: self.dice.choice(lists[name]) for name in ("day", "year", "place", "said")}

    def _single(self) -> Pair:
        """One holder, one course; the option is the course or its contrary."""
        thing = self.dice.choice(proposals())
        label, up = option(thing, self.dice)
        meant = course(thing, self.dice, up=self.dice.random() < 0.5)
        who, other = holder(self.dice), holder(self.dice)
        stance = self.dice.choices(list(_SHARES), list(_SHARES.values()))[0]
        text = self._text(stance, meant, who, other)
        stances = frozenset({stance}) if meant.up == up else CONTRARY[stance]
        asked = question(label, self._called(who)) if stance == "irrelevant" or self.dice.random() < 0.75 else label
        return Pair(asked, self._beside(text, thing), stances, "generated")

    def _valued(self) -> Pair:
        """The thing itself is praised or blamed."""
        thing = self.dice.choice([p for p in proposals() if "valued" in kinds()[p["kind"]]])
        label, up = option(thing, self.dice)
        good = self.dice.random() < 0.5
        meant, who = course(thing, self.dice, up=True), holder(self.dice)
        clause = _fill(
            self.dice.choice(wording()["valued"]["good" if good else "bad"]), self._slots(meant), meant, who, None
        )
        wanted = good == (up == (kinds()[thing["kind"]]["valued"] == "up"))
        asked = question(label, self._called(who)) if self.dice.random() < 0.75 else label
        return Pair(asked, _capital(clause) + ".", FOR if wanted else AGAINST, "generated")

    def _elsewhere(self) -> Pair:
        """A stance on another thing of the same field, or, less often, of any."""
        thing = self.dice.choice(proposals())
        near = [
            p for p in proposals() if p is not thing and (p["field"] == thing["field"] or self.dice.random() < 0.02)
        ]
        stance = self.dice.choice([name for name in _SHARES if name != "irrelevant"])
        who = holder(self.dice)
        text = self._text(stance, course(thing, self.dice, up=self.dice.random() < 0.5), who, holder(self.dice))
        label, _ = option(self.dice.choice(near), self.dice)
        asked = question(label, self._called(who)) if self.dice.random() < 0.75 else label
        return Pair(asked, text, frozenset({"irrelevant"}), "generated")

    def _several(self) -> list[Pair]:
        """Two or three holders with views of their own in one text, and a question for each."""
        dice, thing = self.dice, self.dice.choice(proposals())
        label, up = option(thing, dice)
        count = 3 if dice.random() < 0.3 else 2
        people, stances, clauses = [], [], []
        for number in range(count):
            meant = course(thing, dice, up=dice.random() < 0.5)
            slots = self._slots(meant)
            if number:  # known by now
                slots |= {
                    "do": slots["do_x"],
                    "doing": slots["doing_x"],
                    "X": thing["short"],
                    "undo": slots["undo_x"],
                    "undoing": slots["undoing_x"],
                }
            who, stance = holder(dice), dice.choice([name for name in _SHARES if name != "irrelevant"])
            clauses.append(_fill(dice.choice(wording()["narrated"][stance]), slots, meant, who, holder(dice)))
            people.append(who)
            stances.append(frozenset({stance}) if meant.up == up else CONTRARY[stance])
        text = self._joined(clauses)
        asked = [(question(label, self._called(who)), stances[n]) for n, who in enumerate(people)]
        return [Pair(q, text, s, "generated") for q, s in asked]

    def _joined(self, clauses: list[str]) -> str:
        first, second, *more = clauses
        form = self.dice.choice(
            [
                "While {a}, {b}",
                "{a}, while {b}",
                "{a}; {b}",
                "{a}, but {b}",
                "{a}. {B}",
                "{a}. By contrast, {b}",
                "{a}, whereas {b}",
            ]
        )
        text = form.format(a=first, b=second, B=_capital(second))
        return (
            _capital("; ".join([text, *more]) if self.dice.random() < 0.5 else ". ".join([text, *map(_capital, more)]))
            + "."
        )

    def _called(self, who: Holder) -> str:
        return who.short if self.dice.random() < 0.5 else who.full

    def _text(self, stance: str, meant: Course, who: Holder, other: Holder) -> str:
        """One or two sentences in which the holder takes the stance on the course."""
        words, slots, throw = wording(), self._slots(meant), self.dice.random()
        if stance == "irrelevant":
            return _capital(_fill(self.dice.choice(words["irrelevant"]["lines"]), slots, meant, who, other))
        if throw < 0.34:
            clause = _fill(self.dice.choice(words["narrated"][stance]), slots, meant, who, other)
            if self.dice.random() < 0.12:
                frame = self.dice.choice(words["frames"]["attributed"])
                return _capital(_fill(frame, slots | {"n": clause, "N": _capital(clause)}, meant, who, other))
            return _capital(clause + self._tail(slots, meant, who, other)) + "."
        if throw < 0.58:
            clause = _fill(self.dice.choice(words["said"][stance]), slots, meant, who, other)
            clause += self._tail(slots, meant, who, other)
            frame = self.dice.choice(words["frames"]["said"])
            return _capital(_fill(frame, slots | {"c": clause, "C": _capital(clause)}, meant, who, other))
        if throw < 0.78:
            words_said = _fill(self.dice.choice(words["quoted"][stance]), slots, meant, who, other)
            if self.dice.random() < 0.2:
                words_said += self._tail(slots, meant, who, other)
            frame = self.dice.choice(words["frames"]["quoted"])
            made = _fill(frame, slots | {"q": _capital(words_said)}, meant, who, other)
            return _capital(made.replace("?,", "?").replace("?.", "?"))
        return self._two(stance, slots, meant, who, other)

    def _two(self, stance: str, slots: dict[str, str], meant: Course, who: Holder, other: Holder) -> str:
        words = wording()
        topic = _capital(_fill(self.dice.choice(words["topics"]["lines"]), slots, meant, who, other))
        again = who
        if who.full in topic:
            again = Holder(
                who.he if self.dice.random() < 0.7 else who.short, who.short, who.he, who.his, who.him, who.plural
            )
        point = _capital(_fill(self.dice.choice(words["pointing"][stance]), slots, meant, again, other))
        return f"{topic} {point}."

    def _tail(self, slots: dict[str, str], meant: Course, who: Holder, other: Holder) -> str:
        throw, tails = self.dice.random(), wording()["tails"]
        kind = "condition" if throw < 0.1 else "reason" if throw < 0.22 else "time" if throw < 0.36 else ""
        if not kind:
            return ""
        tail = _fill(self.dice.choice(tails[kind]), slots, meant, who, other)
        return (", " if kind != "time" else " ") + tail

    def _beside(self, text: str, thing: dict[str, str]) -> str:
        """Now and then a sentence of somebody else on another thing before or after it."""
        if self.dice.random() > 0.15:
            return text
        others = [p for p in proposals() if p["field"] != thing["field"]]
        stance = self.dice.choice([name for name in _SHARES if name != "irrelevant"])
        meant = course(self.dice.choice(others), self.dice, up=self.dice.random() < 0.5)
        clause = _fill(
            self.dice.choice(wording()["narrated"][stance]),
            self._slots(meant),
            meant,
            holder(self.dice),
            holder(self.dice),
        )
        extra = _capital(clause) + "."
        return f"{extra} {text}" if self.dice.random() < 0.5 else f"{text} {extra}"
