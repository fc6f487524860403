"""Excerpts of a report, put together where they touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_MARKS = " \t\r\n\"“”„«»‹›‘’‚'`"
#: Letters and digits that two excerpts must share to be taken for neighbours; two words may be the same by chance.
_SHARED = 12

_TRIES = 50  # places at which two excerpts are laid together; only a text made to harm has more that begin alike


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Quoted words and what stands before and behind them, of which more was cut away."""

    before: str
    words: str
    after: str


def put_together(excerpts: Sequence[Excerpt]) -> str:
    """The excerpts of one report as a text: the quoted words in marks, each stretch a paragraph between ellipses.

    What stands between two quotations is written once, so that neighbours become one stretch and nothing that was said
    once is said twice.
    """
    stretches: list[list[str]] = []
    last: Excerpt | None = None
    for excerpt in dict.fromkeys(excerpts):
        between = _between(last, excerpt) if last else None
        if last is not None and between is not None:
            stretches[-1] += [between, f"“{excerpt.words}”"]
        else:
            if last is not None:
                stretches[-1] += [_behind(last.after)]
            stretches.append([_before(excerpt.before), f"“{excerpt.words}”"])
        last = excerpt
    if last is not None:
        stretches[-1] += [_behind(last.after)]
    return "\n\n".join("".join(stretch) for stretch in stretches)


def _before(text: str) -> str:
    text = " ".join(text.split())
    return f"… {_unmarked_end(text)} " if text else ""


def _behind(text: str) -> str:
    text = " ".join(text.split())
    return f"{_gap(_unmarked_begin(text))} …" if text else ""


def _between(one: Excerpt, other: Excerpt) -> str | None:
    """What stands between two quotations where what is known of their surroundings overlaps, else None."""
    words, (after, after_places) = _letters(one.words)[0], _letters(one.after)
    before, before_places = _letters(other.before)
    offset = _offset(words + after, before + _letters(other.words)[0])
    if offset is None:
        return None
    gap = offset + len(before) - len(words)  # letters between the two
    if gap < 0:
        return None
    if gap < len(before):
        return _joining(other.before[before_places[len(before) - gap - 1] + 1 :])
    if gap < len(after):
        return _joining(one.after[: after_places[gap]])
    rest = gap - len(after)  # letters that only the second one has
    return _joining(one.after[: after_places[-1] + 1] + other.before[before_places[len(before) - rest - 1] + 1 :])


def _offset(one: str, other: str) -> int | None:
    """Where a row of letters begins in another that it continues, less than nothing where it begins before it."""
    for first, second, sign in ((one, other, 1), (other, one, -1)):
        at = first.find(second[:_SHARED]) if len(second) >= _SHARED else -1
        for _ in range(_TRIES):
            if at < 0:
                break
            size = min(len(first) - at, len(second))
            if first[at : at + size] == second[:size]:
                return sign * at
            at = first.find(second[:_SHARED], at + 1)
    return None


def _joining(text: str) -> str:
    """A text between two quotations, without the marks that belong to them."""
    text = _unmarked_end(_unmarked_begin(" ".join(text.split())))
    return f"{_gap(text)} " if text else " "


def _gap(text: str) -> str:
    """A text behind a quotation, with a blank before it where it begins with a word."""
    return text if text[:1] in ",.;:!?)" else f" {text}"


def _unmarked_end(text: str) -> str:
    return text.rstrip(_MARKS)


def _unmarked_begin(text: str) -> str:
    return text.lstrip(_MARKS)


def _letters(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text in lower case, and where each of them stands."""
    places = [place for place, char in enumerate(text) if char.isalnum()]
    return "".join(text[place].lower()[:1] for place in places), places
