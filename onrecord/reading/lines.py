"""The form of a single line: credit, hint, caption with a label, or prose."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from importlib.resources import files

# Longest line, in characters, whose form is looked at as a whole: a credit, hint or caption of more was not met
# in news pages, and a paragraph of a megabyte must cost no more than its length.
LONGEST_FORM = 600
LONGEST_TAIL = 240  # how far from the end of a paragraph a sign-off is looked for; the longest met have some 180
LONGEST_OPENER = 60  # characters; the longest opening in the lists has 42
QUOTES = "\"“”„«»‹›‘’'"
_HINT_WORDS = 30  # a line that speaks to the reader; cookie notes, the longest kind, have up to about 30 words
_CREDIT_WORDS = 14  # "Photo: Brendan Smialowski / AFP via Getty Images" has 8; two photographers and two agencies 14
_BRACKET_WORDS = 4  # "(Radio Free Europe)": a name in brackets on a line of its own signs the report

_CLOSERS = "\"'”’“‘»«›‹)]*_ \t\u00a0"
_FINAL = ".!?…。"
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_MARGINS = re.compile(r"^[^\w#©(]+|[^\w#)]+$")
_SPACED_DASH = re.compile(r"\s[-–—]\s")
_BETWEEN_NUMBERS = re.compile(r"(?<=\d)[.-](?=\d)|\s[-–—]\s")
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\s,;|()\[\]/]+")
_DASH_END = re.compile(r"\s*[-–—:]+$")
_DATELINE = re.compile(r"^([^\W\d_a-z][^()\n]{1,60}?)?\s*\(([^()]{2,50})\)\s*(?:[-–—]+|[.:])\s*(?=[\w\"“„«»‘'])")
_DATED = re.compile(r"^([A-Z][A-Z .’'/-]{2,40}),\s+([^–—\n]{3,30}?)\s+[–—-]{1,2}\s+(?=[\w\"“„«»‘'])")
_BRACKET_TAIL = re.compile(r"[(\[]([^()\[\]]{2,200})[)\]]\.?$")
_DASH_TAIL = re.compile(r"(?:(?<=\s)[-–—]{1,2}|/{1,2}|\|)\s*((?:(?!\s[-–—])[^|]){2,60})$")
_BARE_TAIL = re.compile(r"(?<=[.!?\"”’])\s+([^.!?]{4,80}/[^.!?]{2,60}|[^.!?]{4,80}\svia\s[^.!?]{2,60})$")
_RIGHTS_TAIL = re.compile(r"©[^©]{2,100}$")
_SIGNS = re.compile(r"^[a-z]{1,5}(?:/[^\W\d_]{1,12})+$")
_ABBREVIATION = re.compile(r"^[^\W\d_]{1,5}$")
_BRACKETED = re.compile(r"^[(\[][^()\[\]]+[)\]]$")
_MARKDOWN_TITLE = re.compile(r"^(?:#{1,6}\s+\S|\*\*[^*]+\*\*$|__[^_]+__$)")
_MARKDOWN_IMAGE = re.compile(r"^!\[[^\]]*\]\([^)]*\)$")


class Form(Enum):
    """What the form of one line shows before its neighbours are looked at."""

    PROSE = auto()
    HEADING = auto()
    CAPTION = auto()
    PHOTO = auto()
    CREDIT = auto()
    IMAGE_HINT = auto()
    LINKS = auto()
    HINT = auto()


def form(line: str) -> Form:
    """What a line is, whatever stands around it."""
    if len(line) > LONGEST_FORM:
        return Form.PROSE
    if _MARKDOWN_TITLE.match(line):
        return Form.HEADING
    if _MARKDOWN_IMAGE.match(line):
        return Form.IMAGE_HINT
    words = len(line.split())
    # Most lines are plain paragraphs; what is longer than any hint or credit is asked for its opening alone.
    key = _key(line if words <= _HINT_WORDS else line[:LONGEST_OPENER])
    return _hint_form(line, key, words) or _photo_form(line, words) or _credit_form(line, key, words) or Form.PROSE


def _key(line: str) -> str:
    """A line as the lists write it."""
    lowered = _NUMBER.sub("#", line.lower().replace("’", "'").replace(":", " "))
    return " ".join(_MARGINS.sub("", lowered).split())


def _label(line: str) -> str | None:
    """What stands before the first colon, as the lists write it."""
    colon = line.find(":", 0, LONGEST_OPENER)
    return _key(line[:colon]).strip("()") if colon >= 0 else None


def _hint_form(line: str, key: str, words: int) -> Form | None:
    lexicon = _lexicon()
    bare = key.strip("()")
    if bare in lexicon.image_hints:
        return Form.IMAGE_HINT
    if bare in lexicon.link_hints:
        return Form.LINKS
    if bare in lexicon.hints or not any(char.isalnum() for char in line):
        # A line of nothing but marks ("***", "- - -") separates and says nothing.
        return Form.HINT
    if words > _HINT_WORDS or line[0] in QUOTES:
        return None
    return Form.HINT if _label(line) in lexicon.hint_labels or bare.startswith(lexicon.hint_openers) else None


def _photo_form(line: str, words: int) -> Form | None:
    lexicon = _lexicon()
    bare = line.strip("()[]|*_ \t\u00a0")
    if match := lexicon.photo_label.match(bare):
        return Form.PHOTO if not match[1] or _is_signed(match[1]) else Form.CAPTION
    dash = _SPACED_DASH.search(bare)
    if _label(bare) in lexicon.caption_labels or (dash and _key(bare[: dash.start()]) in lexicon.caption_labels):
        return Form.CAPTION
    if words > _CREDIT_WORDS or not _is_signed(bare.removeprefix("©")):
        return None
    parts = _credit_parts(bare)
    if bare.startswith("©") or any(part in lexicon.photo_agencies for part in parts):
        return Form.PHOTO
    named = any(" " in part and part not in lexicon.agencies for part in parts)
    agency = any(part in lexicon.agencies for part in parts)
    separated = re.search(r"/|\||\bvia\b", bare) and "(" not in bare
    return Form.PHOTO if agency and named and separated else None


def _credit_form(line: str, key: str, words: int) -> Form | None:
    """A byline, date, dateline, sign-off or note of origin."""
    lexicon = _lexicon()
    key = key if key.startswith("(c)") else key.strip("()")
    if key.startswith(lexicon.credit_openers) or line[:1] == "©":
        return Form.CREDIT if words <= 2 * _HINT_WORDS else None
    if words > 3 * _CREDIT_WORDS:
        return None
    bare = line.strip("()[]|*_ \t\u00a0")
    opener = next((opener for opener in lexicon.signed_openers if key.startswith(opener)), None)
    if opener is not None:
        rest = " ".join(bare.split()[len(opener.split()) :])
        if not rest or _is_signed(rest, words=3 * _CREDIT_WORDS):
            return Form.CREDIT
    if words > _CREDIT_WORDS + 3:
        return None
    if _only_agencies(bare) or _is_date(bare) or _is_dateline(bare):
        return Form.CREDIT
    if _BRACKETED.match(line) and words <= _BRACKET_WORDS and bare[:1].isupper() and _is_signed(bare):
        return Form.CREDIT
    if _label(bare) in lexicon.text_labels and _is_signed(bare.partition(":")[2]):
        return Form.CREDIT
    names = bare.split()[1:]
    if key.startswith("by ") and sum(name[0].isupper() for name in names) >= 2 and _is_signed(bare):
        return Form.CREDIT
    return None


def _credit_parts(line: str) -> list[str]:
    """The names of a credit, in lower case."""
    parts = re.split(r"\s*(?:[/|,;()\[\]©+]|\bvia\b|\band\b|\s[-–—]{1,2}\s)\s*", line.lower())
    return [bare for part in parts if (bare := part.strip(" .:-–—*"))]


def _only_agencies(line: str) -> bool:
    """Whether a line holds nothing but agencies and the signs of those who wrote for them."""
    if len(line) > LONGEST_TAIL:
        return False
    lexicon = _lexicon()
    known = lexicon.agencies | lexicon.photo_agencies
    if line.lower().strip(" .-–—") in known:
        return True
    # Signs of writers ("mrc/jpw", "lm/Meridian") are written small and parted by strokes.
    if _SIGNS.match(line):
        return True
    parts = _credit_parts(line)
    if not parts or not all(part in known or _ABBREVIATION.match(part) for part in parts):
        return False
    return any(part in lexicon.agencies for part in parts)


def _is_signed(line: str, words: int = _CREDIT_WORDS) -> bool:
    """Whether a line holds names, agencies and what joins them, and no sentence."""
    lexicon = _lexicon()
    tokens = _TOKEN.findall(line)
    if not tokens or len(tokens) > words:
        return False
    plain = 0
    for token in tokens:
        bare = token.strip(".:©'’\"-–—*")
        lowered = bare.lower()
        if not bare or not bare[0].islower() or lowered in lexicon.joiners or lowered in lexicon.agencies:
            continue
        plain += lowered not in lexicon.photo_agencies and lowered not in lexicon.date_words and "." not in bare
    # One small word may be a handle or a sign; two make a phrase.
    return plain == 0 or (plain == 1 and len(tokens) <= 3)


def _is_date(line: str) -> bool:
    """Whether a line is a date, with or without the time and what was done then."""
    tokens = [token.strip(".").lower() for token in _TOKEN.findall(_BETWEEN_NUMBERS.sub(" ", line.replace(":", " ")))]
    words = _lexicon().date_words
    if not tokens or len(tokens) > _CREDIT_WORDS or not any(token[:1].isdigit() for token in tokens):
        return False
    known = all(token in words or re.fullmatch(r"\d{1,4}(?:st|nd|rd|th|h|am|pm)?", token) for token in tokens)
    # A bare number is no date: tables and lists have those.
    return known and len(tokens) > 1 and (any(map(str.isalpha, tokens)) or len(re.findall(r"\d+", line)) >= 3)


def _is_place(line: str) -> bool:
    """Whether a line can be the place, and perhaps the date, that opens a wire report."""
    tokens = [token.strip(".").lower() if token[0].islower() else token for token in _TOKEN.findall(line)]
    words = _lexicon().date_words
    return 0 < len(tokens) <= 7 and all(
        not token[:1].islower() or token in words or token in ("de", "of", "and", "la") for token in tokens
    )


def _is_dateline(line: str) -> bool:
    """Whether a line is a place with a date or an agency, and nothing else."""
    bare = _DASH_END.sub("", line)
    if (match := re.fullmatch(r"([^()]{2,60}?)\s*\(([^()]{2,50})\)", bare)) and _is_place(match[1]):
        return _only_agencies(match[2])
    place, comma, rest = bare.partition(",")
    return bool(comma) and _is_place(place) and len(place.split()) <= 3 and _is_date(rest)


def describes_picture(line: str) -> bool:
    """Whether a line has what texts of pictures have: "(left)", "file photo", "speaks" in the present tense."""
    lexicon = _lexicon()
    if lexicon.caption_marks.search(line):
        return True
    opening = line.lower().split()[:10]  # "X, prime minister of Y, right, and Z speak…": the verb comes early
    return line[0] not in QUOTES and any(word.strip(",.") in lexicon.caption_verbs for word in opening)


def is_unfinished(line: str) -> bool:
    """Whether a line ends with a word after which more must follow."""
    return line.split()[-1].lower().strip(QUOTES) in _lexicon().unfinished


def is_ended(line: str) -> bool:
    """Whether a line closes with a full stop or its like, closing quotes and brackets apart."""
    bare = line[-LONGEST_TAIL:].rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in _FINAL


# ---------------------------------------------------------------- what sticks to a paragraph


def head(line: str) -> tuple[int, Form] | None:
    """How far a hint or dateline in front of a paragraph reaches, and which it is."""
    if match := _lexicon().leading_hint.match(line):
        return match.end(), Form.IMAGE_HINT
    if (match := _DATELINE.match(line)) and (not match[1] or _is_place(match[1])):
        # A place in capitals before a bracket and a dash is a dateline, whatever the agency.
        written = bool(match[1]) and match[1].split(",")[0].isupper() and match[0].rstrip()[-1] in "-–—"
        if _only_agencies(match[2]) or (written and _is_place(match[2])):
            return match.end(), Form.CREDIT
    if (match := _DATED.match(line)) and _is_date(match[2]):
        return match.end(), Form.CREDIT
    return None


def tail(line: str) -> tuple[int, Form] | None:
    """How long the sign-off, picture credit or hint at the end of a paragraph is, and which it is."""
    lexicon = _lexicon()
    if match := lexicon.glued_hint.search(line):
        return len(line) - match.start(1), Form.IMAGE_HINT
    if match := _BRACKET_TAIL.search(line):
        before, inner = line[: match.start()], match[1]
        shape = form(inner)
        if shape is Form.PHOTO and before.strip():
            return len(line) - match.start(), Form.PHOTO
        if is_ended(before) and (shape is Form.CREDIT or _only_agencies(inner)):
            return len(line) - match.start(), Form.CREDIT
    if (begin := _photo_label_at(line)) is not None:
        return len(line) - begin, Form.PHOTO
    named = "/" in line or " via " in line
    if named and (match := _BARE_TAIL.search(line)) and form(match[1]) is Form.PHOTO:
        return len(match[1]), Form.PHOTO
    if (match := _RIGHTS_TAIL.search(line)) and _is_signed(match[0][1:]):
        return len(line) - match.start(), Form.PHOTO
    dashed = any(mark in line[-64:] for mark in ("/", "|", " -", " –", " —"))
    if dashed and (match := _DASH_TAIL.search(line)) and is_ended(line[: match.start()]) and _only_agencies(match[1]):
        return len(line) - match.start(), Form.CREDIT
    return None


def _photo_label_at(line: str) -> int | None:
    """Where "Photo: somebody" begins at the end of a paragraph."""
    colon = max(line.rfind(":"), line.rfind("©"))
    if colon < 0 or not line[colon + 1 :].strip() or not _is_signed(line[colon + 1 :]):
        return None
    words = [match.span() for match in _WORD.finditer(line, 0, colon)][-3:]  # the longest labels have three words
    for begin, _ in words:
        before = any(char.isalnum() for char in line[:begin])  # else the whole line is the credit
        if before and line[begin:colon].lower().strip() in _lexicon().photo_labels:
            return begin
    return None


# ---------------------------------------------------------------- data


@dataclass(frozen=True, slots=True)
class _Lexicon:
    image_hints: frozenset[str]
    hints: frozenset[str]
    link_hints: frozenset[str]
    hint_labels: frozenset[str]
    hint_openers: tuple[str, ...]
    photo_label: re.Pattern[str]
    photo_labels: frozenset[str]
    text_labels: frozenset[str]
    credit_openers: tuple[str, ...]
    signed_openers: tuple[str, ...]
    joiners: frozenset[str]
    agencies: frozenset[str]
    photo_agencies: frozenset[str]
    caption_labels: frozenset[str]
    caption_marks: re.Pattern[str]
    caption_verbs: frozenset[str]
    date_words: frozenset[str]
    unfinished: frozenset[str]
    glued_hint: re.Pattern[str]
    leading_hint: re.Pattern[str]


@cache
def _lexicon() -> _Lexicon:
    data = tomllib.loads((files("onrecord.reading") / "layout.toml").read_text(encoding="utf-8"))
    hints, credits, captions = data["hints"], data["credits"], data["captions"]
    labels = _alternatives(credits["photo"])
    long_hints = _alternatives(hint for hint in hints["image"] if " " in hint)
    return _Lexicon(
        image_hints=frozenset(hints["image"]),
        hints=frozenset(hints["exact"]),
        link_hints=frozenset(hints["links"]),
        hint_labels=frozenset(hints["label"]),
        hint_openers=tuple(hints["opener"]),
        photo_label=re.compile(rf"^(?:{labels})\s*(?::|©|/|\bby\b|\bcourtesy of\b)\s*(.*)$", re.IGNORECASE | re.DOTALL),
        photo_labels=frozenset(credits["photo"]),
        text_labels=frozenset(credits["text"]),
        credit_openers=tuple(credits["opener"]),
        signed_openers=tuple(sorted(credits["signed"], key=len, reverse=True)),
        joiners=frozenset(credits["joiners"]),
        agencies=frozenset(data["agencies"]["text"]),
        photo_agencies=frozenset(data["agencies"]["photo"]),
        caption_labels=frozenset(captions["label"]),
        caption_marks=re.compile("|".join(_edged(mark) for mark in captions["marks"]), re.IGNORECASE),
        caption_verbs=frozenset(captions["verbs"]),
        date_words=frozenset(data["dates"]["words"]),
        unfinished=frozenset(data["headlines"]["unfinished"]),
        glued_hint=re.compile(rf"(?<=[.!?…\"”“’»«)])\s*({long_hints})\W*$", re.IGNORECASE),
        leading_hint=re.compile(rf"^\W{{0,3}}(?i:{long_hints})(?:\s*[:|,]?\s+|(?=[A-Z]))(?=[A-Z\"“„«»©(])"),
    )


def _alternatives(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def _edged(mark: str) -> str:
    return rf"(?<!\w){re.escape(mark)}(?!\w)" if mark[0].isalnum() else re.escape(mark)
