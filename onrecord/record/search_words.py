"""What a person typed into a search box, and the places in a text that it means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from onrecord.record.wanted import Snippet
from onrecord.types import Span

if TYPE_CHECKING:
    from snowballstemmer import stemmer

# A person types a line; what is longer was pasted by mistake, and its first words find as much as all of them.
_LONGEST, _TERMS, _LETTERS = 4000, 32, 200

# Of a long text this much is shown around the first hit: three lines of a page.
_WIDTH = 280
_BEFORE = 80

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))
_TOKEN = re.compile(r'(-?)"([^"]*)"?(\*?)|(\S+)')
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")

# Words are indexed by their stems, and the databases make stems of prefixes too: of "ferry*" "ferri*", which would
# not find ferrymen. Such a prefix is asked for with every letter that may come next.
_NEXT = "abcdefghijklmnopqrstuvwxyz"

# A word that begins with some letters may have a stem that does not (of "negotiati*", "negoti"): with these behind
# them, a prefix finds such stems too.
_BEHIND = ("", "e", "y", "s", "es", "on", "ons", "ng", "ed", "al", "ly", "ty", "ity")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase as it was typed; with ``prefix`` its last word may go on."""

    text: str
    prefix: bool = False

    @property
    def forms(self) -> tuple[tuple[tuple[str, ...], bool], ...]:
        """The words, in small letters without marks, in every form to be asked for, and whether the last may go on."""
        typed = tuple(map(folded, words(self.text)))
        if not self.prefix:
            return ((typed, False),)
        *before, last = typed
        begun = (last,) if stem(last) == last else tuple(w for w in (last + n for n in _NEXT) if stem(w) == w)
        forms = [((*before, word), True) for word in begun]
        return (*forms, *(((*before, word), False) for word in self.others))

    @property
    def others(self) -> tuple[str, ...]:
        """Words with stems that the letters of a prefix do not begin."""
        last = folded(words(self.text)[-1])
        if not self.prefix or len(last) < 4:  # three letters are hardly ever more than a stem
            return ()
        stems = {stem(last + end): last + end for end in _BEHIND}
        return tuple(word for found, word in stems.items() if not found.startswith(last))


@dataclass(frozen=True, slots=True)
class Query:
    """Terms of which each group must have one in the text, and terms that must not be in it."""

    groups: tuple[tuple[Term, ...], ...] = ()
    without: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.groups or self.without)


def parse(typed: str) -> Query:
    """Words, "phrases", -not, prefix*, and OR between two of them; everything else is a word or nothing."""
    groups: list[tuple[Term, ...]] = []
    without: list[Term] = []
    either = False
    for sign, text, star in _tokens(typed):
        if text in ("OR", "|") and not sign:
            either = bool(groups)
            continue
        term = Term(text[:_LETTERS], bool(star))
        if not words(term.text):
            continue
        if sign:
            without.append(term)
        elif either:
            groups[-1] = (*groups[-1], term)
        else:
            groups.append((term,))
        either = False
        if len(groups) + len(without) >= _TERMS or (groups and len(groups[-1]) >= _TERMS):
            break
    return Query(tuple(groups), tuple(without))


def _tokens(typed: str) -> Iterator[tuple[str, str, str]]:
    """Sign, text and star of each word or phrase."""
    line = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in typed[:_LONGEST])
    for found in _TOKEN.finditer(line.translate(_QUOTES)):
        sign, phrase, star, word = found.groups()
        if word is None:
            yield sign, phrase, star
            continue
        bare = word.lstrip("-")
        text = bare.rstrip("*")
        yield "-" if bare != word else "", text, "*" if text != bare else ""


# ---------------------------------------------------------------- the same words in a text


def words(text: str) -> list[str]:
    """The words of a text as they stand."""
    return _WORD.findall(text)


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """The word in small letters without marks on them."""
    apart = unicodedata.normalize("NFKD", word.lower())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).lower()


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What the forms of an English word have in common, as the databases see it."""
    return str(_stemmer().stemWord(folded(word)))


@cache
def _stemmer() -> stemmer:
    from snowballstemmer import stemmer

    return stemmer("porter")


def hits(text: str, query: Query) -> tuple[Span, ...]:
    """The places in a text that a query looks for, in order; of terms that overlap, the first one's."""
    terms = [term for group in query.groups for term in group]
    if not terms:
        return ()
    places = [(found.start(), found.end(), found.group()) for found in _WORD.finditer(text)]
    found: list[Span] = []
    for term in terms:
        found += _places_of(term, places)
    kept: list[Span] = []
    for span in sorted(found, key=lambda span: (span.begin, -span.end)):
        if not kept or span.begin >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _places_of(term: Term, places: Sequence[tuple[int, int, str]]) -> Iterator[Span]:
    wanted = [stem(word) for word in words(term.text)]
    begun = folded(words(term.text)[-1])
    others = {stem(word) for word in term.others}
    last = len(wanted) - 1
    for at in range(len(places) - last):
        for step, sought in enumerate(wanted):
            word = places[at + step][2]
            # to make a stem takes long, and none changes the first letters
            same = folded(word)[:2] == sought[:2] and stem(word) == sought
            if not same and not (step == last and term.prefix and _goes_on(word, begun, others)):
                break
        else:
            yield Span(places[at][0], places[at + last][1])


def _goes_on(word: str, begun: str, others: set[str]) -> bool:
    return folded(word).startswith(begun) or (folded(word)[:2] == begun[:2] and stem(word) in others)


def snippet(text: str, query: Query, *, whole: bool = False) -> Snippet:
    """The piece of a text around the first place that a query looks for, its beginning where there is none."""
    found = hits(text, query)
    if whole or len(text) <= _WIDTH:
        return Snippet(text, found)
    begin = max(0, (found[0].begin if found else 0) - _BEFORE)
    begin = min(begin, len(text) - _WIDTH)
    if begin:
        begin += _to_blank(text, begin)
    end = begin + _WIDTH
    if end < len(text):
        end = max(text.rfind(" ", begin, end), begin + _WIDTH // 2)
    inside = (Span(s.begin - begin, s.end - begin) for s in found if begin <= s.begin and s.end <= end)
    return Snippet(text[begin:end], tuple(inside), begin)


def _to_blank(text: str, begin: int) -> int:
    """How far it is to the next word, where that is near."""
    blank = text.find(" ", begin, begin + _BEFORE // 2)
    return blank + 1 - begin if blank >= 0 else 0
