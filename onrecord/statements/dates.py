"""When something was said: "on Friday", "last month", "2 March" in a sentence, resolved against the article's date."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from onrecord.types import Article, DateInterval

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_SHORT_MONTHS = r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_EXPRESSION = re.compile(
    rf"""\b(?:
    (?P<weekday>(?:last\s+|this\s+|on\s+)?(?:{"|".join(_DAYS)}))\b(?:\s+(?:morning|afternoon|evening|night))?
    |(?P<today>today|tonight|this\s+(?:morning|afternoon|evening))\b
    |(?P<yesterday>yesterday|last\s+night)\b
    |(?P<period>(?:last|this|past|previous)\s+(?:week|weekend|month|year))\b
    |(?P<ago>(?:\d{{1,3}}|a|an|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:day|week|month|year)s?\s+ago)\b
    |(?P<day>(?:(?:{_MONTHS})|(?:{_SHORT_MONTHS})\.?)\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?
      |\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:(?:{_MONTHS})|(?:{_SHORT_MONTHS})\b\.?)(?:,?\s+\d{{4}})?)\b
    |(?P<month>(?:in|since|of|last)\s+(?:{_MONTHS})(?:\s+\d{{4}})?)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_MIDWEEK_MONTH = 28


def said_on(article: Article, sentence_text: str) -> DateInterval | None:
    """The day or days that the first date in the sentence means; None where it has none or the article has no date."""
    if article.published is None:
        return None
    match = _EXPRESSION.search(sentence_text)
    while match is not None:
        found = _resolved(match.lastgroup or "", match.group(match.lastgroup or 0).lower(), article.published)
        if found is not None:
            return found
        match = _EXPRESSION.search(sentence_text, match.end())
    return None


def _resolved(kind: str, words: str, published: date) -> DateInterval | None:
    if kind == "weekday":
        return _weekday(words, published)
    if kind == "today":
        return DateInterval(published, published)
    if kind == "yesterday":
        day = published - timedelta(days=1)
        return DateInterval(day, day)
    if kind == "period":
        return _period(words, published)
    if kind == "month":
        return _month(words, published)
    day_or_none = _parsed(words, published)
    if day_or_none is None:
        return None
    if kind == "ago":
        return _around(words, day_or_none)
    return DateInterval(day_or_none, day_or_none)


def _weekday(words: str, published: date) -> DateInterval:
    """The last such day that is not after the article's."""
    wanted = _DAYS.index(words.split()[-1])
    back = (published.weekday() - wanted) % 7
    if words.startswith("last") and back == 0:
        back = 7
    day = published - timedelta(days=back)
    return DateInterval(day, day)


def _period(words: str, published: date) -> DateInterval:
    past, unit = not words.startswith("this"), words.split()[-1]
    if unit in ("week", "weekend"):
        monday = published - timedelta(days=published.weekday() + (7 if past else 0))
        first = monday + timedelta(days=5) if unit == "weekend" else monday
        return DateInterval(first, monday + timedelta(days=6))
    if unit == "month":
        first = published.replace(day=1)
        if past:
            first = (first - timedelta(days=1)).replace(day=1)
        return DateInterval(first, _month_end(first))
    year = published.year - (1 if past else 0)
    return DateInterval(date(year, 1, 1), date(year, 12, 31))


def _month(words: str, published: date) -> DateInterval | None:
    numbers = re.search(r"\d{4}", words)
    name = re.search(_MONTHS, words)
    if name is None:
        return None
    month = _MONTHS.split("|").index(name.group()) + 1
    year = int(numbers.group()) if numbers else published.year - (1 if month > published.month else 0)
    if not 1 <= year <= 9999:
        return None
    first = date(year, month, 1)
    return DateInterval(first, _month_end(first))


def _month_end(first: date) -> date:
    following = (first.replace(day=_MIDWEEK_MONTH) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)


def _around(words: str, day: date) -> DateInterval:
    """The week, month or year around the day, for "three weeks ago" names none."""
    if "day" in words:
        return DateInterval(day, day)
    if "week" in words:
        monday = day - timedelta(days=day.weekday())
        return DateInterval(monday, monday + timedelta(days=6))
    if "month" in words:
        first = day.replace(day=1)
        return DateInterval(first, _month_end(first))
    return DateInterval(date(day.year, 1, 1), date(day.year, 12, 31))


@lru_cache(maxsize=4096)
def _parsed(words: str, published: date) -> date | None:
    """A written date or distance through dateparser, never in the article's future where the year is missing."""
    import dateparser

    base = datetime(published.year, published.month, published.day)
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past", "DATE_ORDER": "DMY"}
    found = dateparser.parse(words, languages=["en"], settings=settings)
    return None if found is None else found.date()
