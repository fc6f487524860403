"""The words in which stances, scopes, voices and dates are shown to people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from onrecord.networks.asking import Count
from onrecord.networks.derive import EXCLUDED_METHOD
from onrecord.networks.lift import MEMBER_METHOD
from onrecord.types import Article, ConditionKind, DateInterval, Position, RelationKind, Scope, Stance, Voice

STANCE_WORDS: Mapping[Stance, str] = {
    Stance.SUPPORTS: "For",
    Stance.OPEN: "Open",
    Stance.UNDECIDED: "Undecided",
    Stance.RELUCTANT: "Reluctant",
    Stance.OPPOSES: "Against",
}
STANCE_MEANINGS: Mapping[Stance, str] = {
    Stance.SUPPORTS: "wants it, proposes it, demands it or decides to do it",
    Stance.OPEN: "could go along, keeps it possible, explores it",
    Stance.UNDECIDED: "says that it has no position, or weighs both sides",
    Stance.RELUCTANT: "holds back without refusing",
    Stance.OPPOSES: "is against it, refuses it or blocks it",
}
STANCE_SYMBOLS: Mapping[Stance, str] = {
    Stance.SUPPORTS: "▲",
    Stance.OPEN: "△",
    Stance.UNDECIDED: "◇",
    Stance.RELUCTANT: "▽",
    Stance.OPPOSES: "▼",
}
COUNT_WORDS: Mapping[Count, str] = {
    Count.UTTERANCES: "each saying once",
    Count.ARTICLES: "each article",
    Count.STATEMENTS: "each report",
}
SCOPE_WORDS: Mapping[Scope, str] = {Scope.OWN: "own means", Scope.GENERAL: "in general"}
VOICE_WORDS: Mapping[Voice, str] = {
    Voice.OWN: "own words",
    Voice.ATTRIBUTED: "said by another",
    Voice.REPORTED: "reported",
}
# A relation between its two actors: "Norland clashes with Sudmark".
RELATION_WORDS: Mapping[RelationKind, str] = {kind: kind.value for kind in RelationKind} | {
    RelationKind.CLASHES: "clashes with",
    RelationKind.ALLIES: "allies with",
    RelationKind.SHARES_POSITION: "shares its position with",
}
CONDITION_WORDS: Mapping[ConditionKind, str] = {ConditionKind.LIMIT: "limit", ConditionKind.CONDITION: "condition"}

# Names of months are written out here because strftime follows the machine's locale.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(day: date) -> str:
    """A day as 9 Mar 2024."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_words(day: date) -> str:
    """The month of a day as Mar 2024."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def date_words(interval: DateInterval | None) -> str:
    """A date or interval in as few words as it takes, "undated" where there is none."""
    if interval is None:
        return "undated"
    first, last = interval.first, interval.last
    if first == last:
        return day_words(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_words(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {day_words(last)}"
    return f"{day_words(first)} – {day_words(last)}"


def article_name(article: Article) -> str:
    """What an article is called: its title, else where it came from."""
    return article.title or short_origin(article.origin)


def short_origin(origin: str) -> str:
    """The last part of a path or address."""
    return origin.replace("\\", "/").rstrip("/").rpartition("/")[2] or origin


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 article, 20,000 articles."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def derivation(position: Position) -> str:
    """From what a derived position follows, in words."""
    if position.provenance.method == MEMBER_METHOD:
        return "as a member"
    return "from the yes to what excludes it" if position.provenance.method == EXCLUDED_METHOD else "from a part"
