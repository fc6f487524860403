"""Quotation marks one by one: whether a sign opens or closes by what stands beside it, or is no mark at all."""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files

from onrecord.statements.lexicon import forms, lexicon
from onrecord.types import Span


class Side(Enum):
    """What a mark does where it stands."""

    OPENS = 1
    CLOSES = 2
    EITHER = 3


@dataclass(slots=True)
class Mark:
    """A sign at its place; ``measure`` says that it may as well be one of inches, for a number stands before it."""

    begin: int
    end: int
    single: bool
    side: Side
    measure: bool = False


@dataclass(frozen=True, slots=True)
class Print:
    """What marks.toml says, ready for matching."""

    sign: re.Pattern[str]
    single: frozenset[str]
    opens: frozenset[str]
    closes: frozenset[str]
    seconds: frozenset[str]
    before_opening: frozenset[str]
    behind_closing: frozenset[str]
    minutes_before: re.Pattern[str]
    seconds_behind: re.Pattern[str]
    elided: re.Pattern[str]
    dashes: frozenset[str]
    longest_label: int
    quoting: frozenset[str]
    inserted: re.Pattern[str]
    spoken_after_dash: re.Pattern[str]
    report: re.Pattern[str]


# A mark that a page left as HTML wrote it.
_ESCAPED = r"&(?:#\d{2,5}|#[xX][0-9a-fA-F]{2,4}|[a-zA-Z]{4,6});"
_INSERTED = r"(?:(?:the|a|an|his|her|its|their)\s+)?[\w'’.-]+(?:,?\s+[\w'’.-]+){0,8}?"


@cache
def printing() -> Print:
    """The conventions of marks.toml, read once."""
    text = files(__package__).joinpath("marks.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    irregular = tomllib.loads(files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))["inflection"]
    shapes, apostrophes = data["shapes"], data["apostrophes"]["elided"]
    signs = "".join(shapes["double"] + shapes["single"])
    minutes, seconds = ("|".join(re.escape(s) for s in shapes[name]) for name in ("minutes", "seconds"))
    joined = "|".join(re.escape(s) + (r"(?=[A-Z])" if s == ",," else "") for s in shapes["joined"])
    own = [form for verb in data["quoting"]["verbs"] for form in forms(verb, irregular)]
    quoting = lexicon().plain_forms | frozenset(own)
    finite = "|".join(sorted(form for form in quoting if form.endswith(("ed", "s", "d")) or form in _PAST))
    before = rf"(?:he|she|they|we|it|I|(?:[A-Z]|the\s|an?\s|his\s|her\s|its\s|their\s){_INSERTED}),?\s+(?:{finite})\b"
    after = rf"(?:{finite})\s+(?:the|an?|his|her|its|their|[A-Z]|he\b|she\b|they\b)"
    return Print(
        # Of three apostrophes behind a word the first closes the inner quotation, the others the outer one.
        sign=re.compile(rf"(?<=[^\s(\[])'(?=''(?!'))|{joined}|{_ESCAPED}|[{re.escape(signs)}]"),
        single=frozenset(shapes["single"]),
        opens=frozenset(shapes["opens"]),
        closes=frozenset(shapes["closes"]),
        seconds=frozenset(shapes["seconds"]),
        before_opening=frozenset(data["beside"]["before_opening"]),
        behind_closing=frozenset(data["beside"]["behind_closing"]),
        minutes_before=re.compile(rf"\d\s?(?:{minutes})\s?\d{{0,2}}\s?(?:{seconds})?$"),
        seconds_behind=re.compile(rf"\s?\d{{1,2}}\s?(?:{seconds})"),
        elided=re.compile(rf"(?:\d0s|\d\d\b|(?:{'|'.join(apostrophes)})\b)", re.I),
        dashes=frozenset(data["dialogue"]["dashes"]),
        longest_label=data["transcript"]["longest_label"],
        quoting=quoting,
        spoken_after_dash=re.compile(
            rf"[,?!…]\s+(?:[a-z]+ed|{finite})\s+(?:the|an?|his|her|its|their|[A-Z]|he\b|she\b|they\b)"
        ),
        inserted=re.compile(rf"[,?!]\s+(?:{before}|{after})"),
        report=re.compile(rf"\b(?:{'|'.join(sorted(lexicon().plain_forms))}|{finite})\b(?:\s+that\b)?"),
    )


_ELIDED_BEHIND = re.compile(r"\s['’‘]n$")  # the second mark of "rock 'n' roll"
_PAST = frozenset(("told", "wrote", "began", "swore"))


def shape_of(sign: str) -> str:
    """The sign itself where a page left it as HTML writes it."""
    return html.unescape(sign) if sign.startswith("&") else sign


def marks(text: str, span: Span) -> list[Mark]:
    """The quotation marks of a paragraph in order."""
    known = printing()
    found: list[Mark] = []
    doubled = 0
    matches = list(known.sign.finditer(text, span.begin, span.end))
    for number, match in enumerate(matches):
        shape, begin, end = shape_of(match.group()), match.start(), match.end()
        if match.group().startswith("&") and (len(shape) != 1 or not known.sign.fullmatch(shape)):
            continue
        if found and begin < found[-1].end:
            continue
        single = shape in known.single
        twin = matches[number + 1] if number + 1 < len(matches) else None
        if not single and twin is not None and twin.start() == end and shape_of(twin.group()) == shape:
            # A page that doubles every mark ("" … "") has one quotation, not one within another.
            if _is_free(text, span, begin) and text[twin.end() : twin.end() + 1].strip():
                doubled += 1
                end = twin.end()
            elif doubled:
                doubled -= 1
                end = twin.end()
        if _measures(text, span, match.start(), single):
            continue
        side = _side(text, span, (begin, end), shape)
        if single and not _quotes(text, span, (begin, end), side):
            continue
        number_before = begin > span.begin and text[begin - 1].isdigit() and shape in known.seconds
        found.append(Mark(begin, end, single, side, number_before))
    return _single_pairs_only(text, span, found)


def _is_free(text: str, span: Span, begin: int) -> bool:
    return begin == span.begin or text[begin - 1].isspace()


def _measures(text: str, span: Span, at: int, single: bool) -> bool:
    """Feet and inches: 6'2", 5' 10"."""
    before = text[max(span.begin, at - 8) : at + 1]
    if not before[-2:-1].isdigit():
        return False
    known = printing()
    return bool(known.seconds_behind.match(text, at + 1) if single else known.minutes_before.search(before))


def _side(text: str, span: Span, place: tuple[int, int], shape: str) -> Side:
    begin, end = place
    known = printing()
    before = text[begin - 1] if begin > span.begin else " "
    after = text[end] if end < span.end else " "
    left_free = before.isspace() or before in known.before_opening or before in known.opens
    right_free = after.isspace() or after in known.behind_closing or after in known.closes
    if before in "\"'" and begin - 1 > span.begin:
        left_free = text[begin - 2].isspace()
    if after in "\"'&" and not left_free:
        right_free = True
    if left_free and not after.isspace() and not (right_free and not before.isspace()):
        if right_free and after in ",.;:!?)" and not text.startswith(("...", ". . ."), end):
            return Side.CLOSES if shape not in known.opens else Side.OPENS
        return Side.OPENS
    if right_free and not before.isspace() and before not in "([{":
        return Side.CLOSES if not left_free else Side.EITHER
    if shape in known.opens:
        return Side.OPENS
    if shape in known.closes:
        return Side.CLOSES
    return Side.EITHER


def _quotes(text: str, span: Span, place: tuple[int, int], side: Side) -> bool:
    """Whether a single mark can be a quotation mark rather than an apostrophe."""
    begin, end = place
    before = text[begin - 1] if begin > span.begin else " "
    after = text[end] if end < span.end else " "
    if before.isalnum() and after.isalnum():
        return False
    if side is Side.OPENS:
        return not printing().elided.match(text, end) and not before.isalnum()
    return side is Side.CLOSES and not _ELIDED_BEHIND.search(text, max(span.begin, begin - 3), begin)


def _single_pairs_only(text: str, span: Span, found: list[Mark]) -> list[Mark]:
    """Without the single marks that have no partner: those are apostrophes, unless a speech begins with one."""
    kept: list[Mark] = []
    opened: Mark | None = None
    closer: Mark | None = None
    for mark in [*found, Mark(-1, -1, True, Side.OPENS)]:
        if not mark.single:
            kept.append(mark)
            continue
        if mark.side is Side.OPENS:
            if opened is not None and closer is not None:
                kept.extend((opened, closer))
            elif opened is not None and _begins_speech(text, span, opened):
                kept.append(opened)
            opened, closer = (mark if mark.begin >= 0 else None), None
        elif opened is not None and (closer is None or _possessive(text, closer)):
            closer = mark
    kept.sort(key=lambda m: m.begin)
    return kept


def _begins_speech(text: str, span: Span, mark: Mark) -> bool:
    """A single mark that opens its paragraph and a capital word: a speech that goes on in the next paragraph."""
    return not text[span.begin : mark.begin].strip() and text[mark.end : mark.end + 1].isupper()


def _possessive(text: str, mark: Mark) -> bool:
    """The mark of "the countries' troops": after an s, and the sentence goes on with a word."""
    return text[mark.begin - 1] == "s" and bool(re.match(r"\s\w", text[mark.end : mark.end + 2]))


def ends_before_report(text: str, begin: int, end: int) -> int | None:
    """Where ", he said" or ", said the minister" begins in this stretch, the comma left inside."""
    match = printing().inserted.search(text, begin, end)
    return match.start() + 1 if match else None


def leads(text: str, span: Span, mark: Mark) -> bool:
    """Whether the mark is the first thing in its paragraph."""
    return not text[span.begin : mark.begin].strip()


def leftover_closer(found: Sequence[Mark]) -> bool:
    """Whether a double mark closes what none of these opened."""
    depth = 0
    for mark in found:
        if mark.single:
            continue
        if mark.side is Side.OPENS:
            depth += 1
        elif mark.side is Side.CLOSES or depth:
            depth -= 1
        else:
            depth += 1
        if depth < 0:
            return True
    return False
