"""Days that words name: "on Friday", "last month", "2 March", found in a text and resolved against a day."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from onrecord.types import DateInterval, Span

# A written day without a year that would come within two months of the article is one to come, not one ten months ago.
_SOON = 60
# "A few days ago" leaves open which: a week back to the day before yesterday.
_FEW = (7, 2)
_WEEK = 7
_YEAR = re.compile(r"\d{4}$")
_INITIAL = re.compile(r"[A-Z]")


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that name a day or days; ``kind`` is the way in which they do it."""

    span: Span
    kind: str
    words: str

    @property
    def anchored(self) -> bool:
        """Whether it counts from a day that the text named before ("the day before")."""
        return self.kind.startswith("anchor")


@cache
def time_words() -> Mapping[str, Any]:
    """The lists of dates.toml."""
    data: dict[str, Any] = tomllib.loads(files(__package__).joinpath("dates.toml").read_text(encoding="utf-8"))
    return data


def expressions(text: str, begin: int, end: int) -> Iterator[Expression]:
    """The expressions in a stretch of text, in order; names such as the Sunday Times are left to the caller."""
    pattern, doubtful = _pattern(), _doubtful()
    for match in pattern.finditer(text, begin, end):
        kind = match.lastgroup or ""
        words = match.group(kind)
        capitals = [found.group() for found in doubtful.finditer(words)]
        if kind != "word" and any(not _INITIAL.match(word) for word in capitals):
            continue  # "may 3", "a march"
        yield Expression(Span(match.start(), match.end()), kind, " ".join(words.lower().split()))


def resolve(expression: Expression, day: date | None, before: DateInterval | None = None) -> DateInterval | None:
    """The days that an expression means in an article of that day; ``before`` is what the text dated before it.

    None where it means none that is past, or where there is no day to count from.
    """
    try:
        return _clipped(_resolved(expression, day, before), day)
    except (ValueError, OverflowError):  # before the first or behind the last year that there is
        return None


def _resolved(expression: Expression, day: date | None, before: DateInterval | None) -> DateInterval | None:
    if expression.anchored:
        start = before or (DateInterval(day, day) if day else None)
        if start is None or (before is None and "same" in expression.kind):
            return None
        return _ANCHORED[expression.kind](expression.words, start)
    if expression.kind in _ABSOLUTE:
        return _ABSOLUTE[expression.kind](expression.words, day)
    return None if day is None else _RELATIVE[expression.kind](expression.words, day)


def _clipped(found: DateInterval | None, day: date | None) -> DateInterval | None:
    """Nothing was said after the article came out."""
    if found is None or day is None or found.last <= day:
        return found
    return DateInterval(found.first, day) if found.first <= day else None


# ---------------------------------------------------------------- what is found


@cache
def _pattern() -> re.Pattern[str]:
    words = time_words()
    day = "|".join(words["weekdays"])
    month = rf"(?:(?:{'|'.join(words['months'])})\b|(?:{'|'.join(words['short_months'])})\b\.?)"
    part = rf"(?:\s+(?:{'|'.join(words['parts_of_day'])})\b)?"
    number = rf"(?:\d{{1,3}}|{'|'.join(words['numbers'])})"
    season = "|".join(words["seasons"])
    third = r"(?:(?:early|mid|late)[\s-]+(?:in\s+)?|(?:beginning|start|middle|end)\s+of\s+)"
    nth = r"\d{1,2}(?:st|nd|rd|th)?\b"
    year = r"(?:,?\s+\d{4}\b)"
    to = r"\s*(?:-|–|\bto\b|\band\b|\bor\b|\buntil\b)\s*"
    lead = rf"(?:(?:{day})\s*,?\s*\(?\s*(?:the\s+)?)?"
    source = rf"""\b(?:
        (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})\b
        |(?P<dotted>\d{{1,2}}\.\s?\d{{1,2}}\.\s?\d{{4}})\b
        |(?P<days>{nth}{to}{nth}\s+(?:of\s+)?{month}{year}?|{month}\s+{nth}{to}{nth}(?!\s+{month}){year}?)
        |{lead}(?P<day>{nth}\s+(?:of\s+)?{month}{year}?|{month}\s+{nth}{year}?)
        |(?P<thirds>{third}(?:{month}{year}?|\d{{4}}\b))
        |(?P<months>in\s+{month}{to}{month}{year}?)
        |(?P<month>{month}\s+(?:of\s+)?\d{{4}}\b
            |(?:in|last|this|during|throughout)\s+{month}(?:\s+(?:of\s+)?\d{{4}}\b)?)
        |(?P<season>(?:last|this)\s+(?:{season})\b|(?:{season})\s+(?:of\s+)?\d{{4}}\b)
        |(?P<year>(?:in|during)\s+(?:19|20)\d\d)\b
        |(?P<weekdays>(?:{day}){part}{to}(?:{day}))\b{part}
        |(?P<lastweek>(?:{day})(?:{part})(?:\s+of)?\s+last\s+week|last\s+week(?:\s+on|'s|’s)?\s+(?:{day}))\b
        |(?P<weekday>(?:(?:last|this|past)\s+)?(?:{day}))\b{part}
        |(?P<word>today|tonight|this\s+(?:morning|afternoon|evening)|yesterday|last\s+night|overnight
            |(?:the\s+)?day\s+before\s+yesterday)\b
        |(?P<period>(?:last|this|past|previous)\s+(?:week|weekend|month|year)|the\s+weekend
            |past\s+few\s+days)\b
        |(?P<ago>(?:{number})\s+(?:day|week|fortnight|month|year)s?\s+ago)\b
        |(?P<few>(?:a\s+few|some|several)\s+days\s+ago)\b
        |(?P<anchor_same>(?:the\s+)?(?:same|that)\s+(?:day|week|month|year|{"|".join(words["parts_of_day"])})
            |(?:later|earlier)\s+in\s+the\s+day)\b
        |(?P<anchor_near>the\s+(?:day|week|month|year)\s+(?:before|after)
            |the\s+(?:previous|next|following)\s+(?:day|week|month|year))\b
        |(?P<anchor_far>{number}\s+(?:day|week|month|year)s?\s+(?:earlier|before|later|after|afterwards))\b
        )"""
    # Nobody writes a date over more blanks, and a page of nothing else must not cost the square of its length.
    source = source.replace(r"\s+", r"\s{1,4}").replace(r"\s*", r"\s{0,4}")
    return re.compile(source, re.IGNORECASE | re.VERBOSE)


@cache
def _doubtful() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(time_words()['other_words'])})\b", re.IGNORECASE)


# ---------------------------------------------------------------- what it means


def _one(day: date) -> DateInterval:
    return DateInterval(day, day)


def _month_number(words: str) -> int | None:
    """The first month in the words, 1 to 12."""
    known = time_words()
    for word in re.findall(r"[a-z]+", words):
        for number, name in enumerate(known["months"], start=1):
            if word == name or (word in known["short_months"] and name.startswith(word)):
                return number
    return None


def _whole_month(year: int, month: int, months: int = 1) -> DateInterval | None:
    if not 1 <= year < 9999:
        return None
    following = month - 1 + months
    return DateInterval(date(year, month, 1), date(year + following // 12, following % 12 + 1, 1) - timedelta(days=1))


def _given_year(words: str) -> int | None:
    found = _YEAR.search(words)
    return int(found.group()) if found else None


def _year_of(words: str, month: int, day: date | None) -> int | None:
    """The year that the words give, else that of the last such month that has begun by the day."""
    year = _given_year(words)
    if year is not None or day is None:
        return year
    if words.startswith("last") and month == day.month:
        return day.year - 1
    return day.year - (month > day.month)


def _written_day(words: str, day: date | None) -> DateInterval | None:
    if day is None and not _YEAR.search(words) and not words[:4].isdigit():
        return None
    found = _parsed(words, day or date(2000, 1, 1))
    if found is None or (day is not None and not _given_year(words) and 0 < (_next_year(found) - day).days <= _SOON):
        return None
    return _one(found)


def _next_year(day: date) -> date:
    return day + timedelta(days=365) if day.year < date.max.year else day


def _iso(words: str, day: date | None) -> DateInterval | None:
    return _one(date.fromisoformat(words))


def _written_days(words: str, day: date | None) -> DateInterval | None:
    """From one day of a month to another: "14-15 December", "March 3 to 5"."""
    month = _month_number(words)
    year = None if month is None else _year_of(words, month, day)
    numbers = [int(n) for n in re.findall(r"(?<!\d)\d{1,2}(?!\d)", words)]
    if month is None or year is None or len(numbers) != 2:
        return None
    first, last = date(year, month, numbers[0]), date(year, month, numbers[1])
    return DateInterval(first, last) if first <= last else None


def _month(words: str, day: date | None) -> DateInterval | None:
    month = _month_number(words)
    year = None if month is None else _year_of(words, month, day)
    return None if month is None or year is None else _whole_month(year, month)


def _months(words: str, day: date | None) -> DateInterval | None:
    """From one month to another: "in November and December"."""
    first, last = (
        _month_number(part) for part in re.split(r"\s*(?:-|–|\bto\b|\band\b|\bor\b|\buntil\b)\s*", words)[:2]
    )
    year = None if last is None else _year_of(words, last, day)
    if first is None or last is None or year is None:
        return None
    return _whole_month(year - (first > last), first, (last - first) % 12 + 1)


def _third(words: str, day: date | None) -> DateInterval | None:
    """The first, second or last third of a month or a year."""
    which = next(third for name, third in time_words()["thirds"].items() if words.startswith(name))
    month = _month_number(words)
    if month is None:
        year = _given_year(words)
        return None if year is None else _whole_month(year, 1 + 4 * which, 4)
    whole = _month(words, day)
    if whole is None:
        return None
    last = whole.last if which == 2 else whole.first.replace(day=10 * (which + 1))
    return DateInterval(whole.first.replace(day=1 + 10 * which), last)


def _season(words: str, day: date | None) -> DateInterval | None:
    month = next(first for name, first in time_words()["seasons"].items() if name in words)
    year = _given_year(words)
    if year is None:
        if day is None:
            return None
        year = day.year - (month > day.month)
        whole = _whole_month(year, month, 3)
        if words.startswith("last") and whole is not None and whole.last >= day:
            year -= 1
    return _whole_month(year, month, 3)


def _whole_year(words: str, day: date | None) -> DateInterval | None:
    return _whole_month(int(words[-4:]), 1, 12)


def _back_to(name: str, day: date) -> date:
    """The last such day of the week that is not after the day."""
    wanted: int = time_words()["weekdays"].index(name)
    return day - timedelta(days=(day.weekday() - wanted) % _WEEK)


def _weekday(words: str, day: date) -> DateInterval | None:
    found = _back_to(words.split()[-1], day)
    if words.startswith("last") and found == day:
        found -= timedelta(days=_WEEK)
    return None if words.startswith("this") and found < _monday(day) else _one(found)


def _weekdays(words: str, day: date) -> DateInterval:
    """From one day of the week to the other; the later one is the last that has come."""
    names = [word for word in re.findall(r"[a-z]+", words) if word in time_words()["weekdays"]]
    last = _back_to(names[1], day)
    return DateInterval(_back_to(names[0], last), last)


def _last_week(words: str, day: date) -> DateInterval:
    name = next(word for word in re.findall(r"[a-z]+", words) if word in time_words()["weekdays"])
    return _one(_back_to(name, _monday(day) - timedelta(days=1)))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _near_word(words: str, day: date) -> DateInterval:
    if words.endswith("before yesterday"):
        return _one(day - timedelta(days=2))
    if words in ("yesterday", "last night"):
        return _one(day - timedelta(days=1))
    return DateInterval(day - timedelta(days=1), day) if words == "overnight" else _one(day)


def _period(words: str, day: date) -> DateInterval | None:
    which, unit = words.split()[0], words.split()[-1]
    if unit == "days":
        return DateInterval(day - timedelta(days=_WEEK), day)
    if unit == "weekend":
        saturday = _back_to("saturday", day)
        current = (day - saturday).days < 2
        if which in ("last", "past", "previous") and current:
            saturday -= timedelta(days=_WEEK)
        return DateInterval(saturday, saturday + timedelta(days=1))
    back = 0 if which == "this" else 1
    if unit == "week":
        monday = _monday(day) - timedelta(days=_WEEK * back)
        return DateInterval(monday, monday + timedelta(days=6))
    if unit == "year":
        return _whole_month(day.year - back, 1, 12)
    months = day.year * 12 + day.month - 1 - back
    return _whole_month(months // 12, months % 12 + 1)


def _ago(words: str, day: date) -> DateInterval | None:
    """The day, or the week, month or year around it, for "three weeks ago" names none."""
    found = _parsed(words.replace("a fortnight", "two weeks"), day)
    return None if found is None else _around(words, found)


def _around(words: str, day: date) -> DateInterval | None:
    if "day" in words:
        return _one(day)
    if "week" in words or "fortnight" in words:
        return DateInterval(_monday(day), _monday(day) + timedelta(days=6))
    return _whole_month(day.year, day.month) if "month" in words else _whole_month(day.year, 1, 12)


def _few_days(words: str, day: date) -> DateInterval:
    return DateInterval(day - timedelta(days=_FEW[0]), day - timedelta(days=_FEW[1]))


def _same(words: str, start: DateInterval) -> DateInterval | None:
    if any(unit in words for unit in ("week", "month", "year")):
        return _around(words, start.first)
    return start


def _beside(words: str, start: DateInterval) -> DateInterval | None:
    """One unit away, or as many as the words say: the day itself; for months and years the whole of them."""
    first = words.split()[0]
    count = int(first) if first.isdigit() else time_words()["numbers"].get(first, 1)
    sign = -1 if re.search(r"\b(?:earlier|before|previous)\b", words) else 1
    day = start.first if sign < 0 else start.last
    if "month" in words or "year" in words:
        months = day.year * 12 + day.month - 1 + sign * count * (12 if "year" in words else 1)
        return _whole_month(months // 12, months % 12 + 1, 1) if "month" in words else _whole_month(months // 12, 1, 12)
    return _one(day + timedelta(days=sign * count * (_WEEK if "week" in words else 1)))


_Absolute = Callable[[str, date | None], DateInterval | None]
_ABSOLUTE: Mapping[str, _Absolute] = {
    "iso": _iso,
    "dotted": _written_day,
    "day": _written_day,
    "days": _written_days,
    "thirds": _third,
    "months": _months,
    "month": _month,
    "season": _season,
    "year": _whole_year,
}
_RELATIVE: Mapping[str, Callable[[str, date], DateInterval | None]] = {
    "weekday": _weekday,
    "weekdays": _weekdays,
    "lastweek": _last_week,
    "word": _near_word,
    "period": _period,
    "ago": _ago,
    "few": _few_days,
}
_ANCHORED: Mapping[str, Callable[[str, DateInterval], DateInterval | None]] = {
    "anchor_same": _same,
    "anchor_near": _beside,
    "anchor_far": _beside,
}


@lru_cache(maxsize=4096)
def _parsed(words: str, day: date) -> date | None:
    """A written date or distance through dateparser, never in the article's future where the year is missing."""
    import dateparser

    base = datetime(day.year, day.month, day.day)
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past", "DATE_ORDER": "DMY"}
    found = dateparser.parse(words, languages=["en"], settings=settings)
    return None if found is None else found.date()
