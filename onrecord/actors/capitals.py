"""Names that are printed in capitals, in usual letters: "O'BRIEN" is O'Brien, "VAN DER MEER" van der Meer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.actors.lexicon import lexicon
from onrecord.actors.name_lists import listed, name_words

_PART = re.compile(r"[^\W\d_]+")
_PREFIXED = re.compile(r"([A-Z][a-z]{1,3})([^\W\d_a-z]{2,})")  # McCAIN, LaHOOD
_SCOTTISH = re.compile(r"MC[^\W\d_]{3,}")
# Shorter words in capitals are letters that stand for words ("JFK", "JD Vance"), but for those that the lists know.
_LONG = 4


def usual_letters(name: str, written: Iterable[str] = ()) -> str:
    """A name without words in capitals, each as the article writes it elsewhere, else by rule."""
    known = {word.casefold(): word for form in written for word in form.split() if not _in_capitals(word)}
    words = name.split()
    whole = len(words) > 1 and all(_in_capitals(word) or len(word) == 1 for word in words)
    out = []
    for place, word in enumerate(words):
        if not _in_capitals(word):
            out.append(word)
        elif word.casefold() in known:
            out.append(known[word.casefold()])
        else:
            last = place == len(words) - 1
            out.append(_small(word, leads=not last, family=last and (whole or len(words) > 1)))
    return " ".join(out)


def _in_capitals(word: str) -> bool:
    """Whether a word stands in capitals: all of it, or what follows a prefix (McCAIN)."""
    letters = [char for char in word if char.isalpha()]
    return len(letters) > 1 and (word.isupper() or _PREFIXED.fullmatch(word) is not None)


def _small(word: str, *, leads: bool, family: bool) -> str:
    letters = name_words()["letters"]
    if leads and word.lower() in letters["small"]:
        return word.lower()
    if word in letters["numbers"] and family:
        return word
    if "." in word and len(word) <= 2 * _LONG and not word.endswith("R."):
        return word  # initials
    if (match := _PREFIXED.fullmatch(word)) is not None:
        return match[1] + match[2].capitalize()
    if _SCOTTISH.fullmatch(word):
        return "Mc" + word[2:].capitalize()
    plain = word.lower()
    listed_word = (
        plain in lexicon().given or plain in listed("surnames.txt") or plain in listed("east_asian_surnames.txt")
    )
    if len(word) < _LONG and not (listed_word or family):
        return word
    return _PART.sub(lambda part: part.group().capitalize(), word)
