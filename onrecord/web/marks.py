"""How answers, passages and sources are written on a terminal: legible without colour and without art."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text

from onrecord.types import Article, Condition, ConditionKind, Position, Scope, Stance, Voice
from onrecord.web.grid import Mark
from onrecord.web.view import MapView
from onrecord.web.wording import VOICE_WORDS, counted, derivation, short_origin

SYMBOLS: Mapping[Stance, str] = {
    Stance.SUPPORTS: "++",
    Stance.OPEN: "+",
    Stance.UNDECIDED: "=",
    Stance.RELUCTANT: "-",
    Stance.OPPOSES: "--",
}
WORDS: Mapping[Stance, str] = {
    Stance.SUPPORTS: "for",
    Stance.OPEN: "open",
    Stance.UNDECIDED: "undecided",
    Stance.RELUCTANT: "reluctant",
    Stance.OPPOSES: "against",
}
STYLES: Mapping[Stance, str] = {
    Stance.SUPPORTS: "green",
    Stance.OPEN: "cyan",
    Stance.UNDECIDED: "yellow",
    Stance.RELUCTANT: "magenta",
    Stance.OPPOSES: "red",
}
# What stands before an answer that rests on one weak line; a firm one is told by its number and by bold letters.
WEAK = "~"
# The small letters behind an answer and what they mean, in the order in which they are written.
LETTERS: Mapping[str, str] = {
    "m": "own means only",
    "c": "on a condition",
    "l": "for a part only",
    "a": "another says it",
    "r": "the article says it",
    "?": "unsure",
    "!": "disputed, a passage says the other side",
}


def clean(text: str) -> str:
    """Text on one line, without anything that a terminal would obey."""
    return "".join(mark for mark in " ".join(text.split()) if mark.isprintable())


def shortened(text: str, most: int) -> str:
    """Text cut at a word's end, with an ellipsis where something is missing."""
    plain = clean(text)
    if len(plain) <= most:
        return plain
    head = plain[: most - 1]
    at_word = head.rpartition(" ")[0]
    # A single word as long as half the line is cut inside rather than lost.
    return (at_word if len(at_word) > most // 2 else head).rstrip(" ,;:–—") + "…"


def quoted(text: str, most: int = 240) -> str:
    """A passage in quotation marks, unless it brings its own."""
    inner = shortened(text, most)
    return inner if inner.startswith(("“", '"', "„", "«")) else f"“{inner}”"


def outlet(article: Article) -> str:
    """Where an article comes from: its outlet, else the last part of its origin."""
    return clean(article.outlet or short_origin(article.origin))


def answer(stance: Stance, *, word: bool = True, hollow: bool = False) -> Text:
    """A stance as "++ for"; in brackets where nobody said it in so many words."""
    told = f"{SYMBOLS[stance]} {WORDS[stance]}" if word else SYMBOLS[stance]
    return Text(f"({told})" if hollow else told, style=STYLES[stance])


def written(mark: Mark, *, word: bool) -> Text:
    """A mark of the map: stance, letters and the number of passages; dim where weak, bold where firm."""
    behind = letters(mark) + (f" {times(mark)}" if mark.count > 1 else "")
    text = answer(mark.stance, word=word, hollow=mark.derived)
    if mark.weak and not mark.derived:
        text = Text(WEAK).append_text(text)
    text.stylize("dim" if mark.weak else "bold" if mark.firm else "")
    return text.append(f" {behind.strip()}", style="not bold dim") if behind else text


def times(mark: Mark) -> str:
    """How often it is said: x3 in three passages of one article, x3/2 in three passages of two articles."""
    return f"x{mark.count}" + (f"/{mark.articles}" if mark.articles > 1 else "")


def resting(mark: Mark) -> str:
    """What an answer rests on, in words: passages, articles, voices, and whether it is disputed."""
    told = [counted(mark.count, "passage")]
    if mark.articles > 1:
        told.append(counted(mark.articles, "article"))
    if mark.backing.sayings < mark.count:
        told.append(counted(mark.backing.sayings, "saying"))
    told.append(", ".join(VOICE_WORDS[voice] for voice in mark.backing.voices))
    if mark.disputed:
        told.append("disputed")
    return f"({'; '.join(told)})"


def letters(mark: Mark) -> str:
    """The letters that a mark carries."""
    said = {
        "m": mark.scopes == (Scope.OWN,),
        "c": ConditionKind.CONDITION in mark.strings,
        "l": ConditionKind.LIMIT in mark.strings and not mark.derived,
        "a": mark.voice is Voice.ATTRIBUTED,
        "r": mark.voice is Voice.REPORTED,
        "?": mark.unsure,
        "!": mark.disputed,
    }
    return "".join(letter for letter in LETTERS if said[letter])


def behind(position: Position, view: MapView) -> str:
    """What must be known beside a position's stance, in words."""
    said = []
    if position.scope is Scope.OWN:
        said.append("own means")
    if position.condition:
        said.append(_condition(position.condition))
    if position.voice is Voice.ATTRIBUTED:
        said.append(f"says {clean(view.name(position.by))}" if position.by else "said by another")
    elif position.voice is Voice.REPORTED:
        said.append("as the article says")
    if position.derived:
        said.append(derivation(position))
    if position.reason:
        said.append(shortened(position.reason.text, 90))
    return "; ".join(said)


def account(position: Position, view: MapView) -> str:
    """By whose account a position is held, and what must be known beside its stance, in words."""
    rest = behind(position, view)
    return "; ".join(filter(None, ("own words" if position.voice is Voice.OWN else "", rest)))


def _condition(condition: Condition) -> str:
    words = shortened(condition.text, 90)
    return f"limited to: {words}" if condition.kind is ConditionKind.LIMIT else f"condition: {words}"
