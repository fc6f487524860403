"""What a language model is asked, and which of its answers count: a stance rests on words of the text or on nothing."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from string import Template
from typing import Any

from onrecord.types import Span, Stance, StanceQuestion

#: The prompt in use; its text is ``prompts/stance.v1.txt``. Another wording is another file and another version.
PROMPT = "stance.v1"

_IRRELEVANT = "irrelevant"
_OPEN, _SHUT = "⟦", "⟧"  # around the holder; hardly any text has them, and where one does they are shown as [ ]
_FORGED = str.maketrans({_OPEN: "[", _SHUT: "]"})
# Where in a reply an object may begin: one that holds more braces than this before its answer is no answer.
_TRIES = 200


class Flaw(StrEnum):
    """Why the answer for an option does not count."""

    MISSING = "left out"
    WRONG = "not in the form asked for"
    NOT_VERBATIM = "with evidence that is not in the text"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model says on one option; ``stance`` None where the holder says nothing on it."""

    stance: Stance | None
    evidence: str
    sure: float


@dataclass(frozen=True, slots=True)
class Messages:
    """What the model is sent."""

    system: str
    user: str


def messages(question: StanceQuestion) -> Messages:
    """The question in words, the holder marked in its text."""
    system, user = _prompt()
    numbered = (f"{number}. {' '.join(option.split())}" for number, option in enumerate(question.options, start=1))
    text, holder = _marked(question.text, question.holder)
    return Messages(system, user.substitute(options="\n".join(numbered), holder=holder, text=text))


def schema(options: int) -> Mapping[str, Any]:
    """The JSON schema of the answers."""
    fields = {
        "option": {"type": "integer", "enum": list(range(1, options + 1))},
        "evidence": {"type": "string"},
        "stance": {"type": "string", "enum": [*map(str, Stance), _IRRELEVANT]},
        "sure": {"type": "number"},
    }
    return _closed({"answers": {"type": "array", "items": _closed(fields)}})


def answers(question: StanceQuestion, reply: str) -> tuple[Answer | Flaw, ...] | None:
    """What the reply says on each option, or why that does not count; None where the reply is not of this kind."""
    entries = _entries(reply)
    if entries is None:
        return None
    found: dict[int, Answer | Flaw] = {}
    for entry in entries:
        number = _number(entry)
        if number is None:
            continue
        answer = _answer(entry, question.text)
        # two answers on one option that differ are none
        found[number] = answer if found.get(number, answer) == answer else Flaw.WRONG
    return tuple(found.get(number, Flaw.MISSING) for number in range(1, len(question.options) + 1))


def is_verbatim(evidence: str, text: str) -> bool:
    """Whether the words stand in the text as they are, but for blanks, the shape of quotation marks and punctuation at
    either end.
    """
    words = _folded(evidence).strip(_EDGES)
    if not re.search(r"\w", words):
        return False
    before = r"(?<!\w)" if re.match(r"\w", words[0]) else ""
    after = r"(?!\w)" if re.match(r"\w", words[-1]) else ""
    return re.search(f"{before}{re.escape(words)}{after}", _folded(text)) is not None


@lru_cache(maxsize=1)
def _prompt() -> tuple[str, Template]:
    text = files("onrecord.positions").joinpath("prompts", f"{PROMPT}.txt").read_text(encoding="utf-8")
    system, user = text.removeprefix("=== system\n").split("=== user\n")
    return system.strip(), Template(user.strip())


def _marked(text: str, holder: Span | None) -> tuple[str, str]:
    shown = text.translate(_FORGED)
    if holder is None or not shown[holder.begin : holder.end].strip():
        return shown, "whoever speaks in the text or is spoken of; no name of theirs stands in it"
    name = holder.of(shown)
    marked = f"{shown[: holder.begin]}{_OPEN}{name}{_SHUT}{shown[holder.end :]}"
    return marked, f"{' '.join(name.split())} (marked {_OPEN}…{_SHUT} in the text)"


def _closed(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _entries(reply: str) -> Sequence[Any] | None:
    """The entries of the last object with answers in a reply, whatever stands around it (a fence, an explanation)."""
    decoder, place, found = json.JSONDecoder(), 0, None
    for _ in range(_TRIES):
        place = reply.find("{", place)
        if place < 0:
            break
        try:
            value, place = decoder.raw_decode(reply, place)
        except (ValueError, RecursionError):
            place += 1
            continue
        if isinstance(value, dict) and isinstance(value.get("answers"), list):
            found = value["answers"]
    return found


def _number(entry: Any) -> int | None:
    number = entry.get("option") if isinstance(entry, dict) else None
    if isinstance(number, str) and number.isascii() and number.isdigit() and len(number) < 5:
        return int(number)
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def _answer(entry: Mapping[str, Any], text: str) -> Answer | Flaw:
    word, evidence, sure = entry.get("stance"), entry.get("evidence"), entry.get("sure")
    if not isinstance(word, str) or word.strip().lower() not in {*Stance, _IRRELEVANT}:
        return Flaw.WRONG
    if isinstance(sure, bool) or not isinstance(sure, int | float) or not 0 <= sure <= 1 or not math.isfinite(sure):
        return Flaw.WRONG
    if word.strip().lower() == _IRRELEVANT:
        return Answer(None, "", float(sure))
    if not isinstance(evidence, str):
        return Flaw.WRONG
    words = evidence if _OPEN in text or _SHUT in text else evidence.replace(_OPEN, "").replace(_SHUT, "")
    if not is_verbatim(words, text.translate(_FORGED)) and not is_verbatim(words, text):
        return Flaw.NOT_VERBATIM
    return Answer(Stance(word.strip().lower()), words.strip(), float(sure))


# Quotation marks of every shape, apostrophes and primes.
_QUOTES = re.compile("[\"'`´‘’‚‛“”„‟‹›«»′″＂＇]+")
_EDGES = " '.,;:!?…"


def _folded(text: str) -> str:
    """The text with every quotation mark alike and every stretch of blanks one blank, none beside a mark."""
    plain = " ".join(_QUOTES.sub("'", text.replace("\u200b", "").replace("\ufeff", "")).split())
    return re.sub(" ?' ?", "'", plain)
