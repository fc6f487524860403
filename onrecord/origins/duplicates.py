"""Near-duplicates: a signature by which those of a text are looked up, and the comparison that decides."""

from __future__ import annotations

import re
import zlib
from functools import cached_property
from itertools import pairwise

from onrecord.origins.likeness import Likeness, Words, likeness

# Which rules of ours; those of the library have a number of its own.
_RULES = "1"

# Numbers in a signature. Of texts in which two words of five are replaced, all but 1 in 100 share two or more of 48.
_HASHES = 48
_SEED = 1
_WORD = re.compile(r"[^\W_]+")
_LONG = 4  # letters; shorter words are mostly grammar, which every text has
_STEM = 6  # letters that count, so that endings and half of the spellings do not
# Pairs of words; a text of fewer is a headline or a caption, which are alike by chance.
_FEWEST = 8
# How many of the longer words of the one text the other has at least, for a closer look to be worth it: copies with two
# words of five replaced have half of them and more, articles on other matters a fifth, at most a third.
_WORTH = 0.4
# Of copies more than half is the same. Of the longer one too, else the next day's long report with all of yesterday's
# as its background would be a copy; but where the longer one begins as the shorter does, that was cut to fit, down to a
# quarter.
_HALF = 0.5
_LEAD, _CUT_TO = 0.4, 0.25
# Figures and names that are others in the same places make another report by the same frame, as the stock exchange's of
# every evening: there, half and more of them differ, and more than twice as many as of all words. In copies with two
# words of five replaced it is two of five at most, and never more than 1.2 times as many (made corpus, half "dev").
_OTHERS, _MANY, _MOST, _TIMES = 3, 0.3, 0.5, 2.0


def rules() -> str:
    """By what rules signatures and copies are made: where they change, those of a record are made anew."""
    from rensa import RMinHash

    return f"{_RULES} rensa {RMinHash.ALGORITHM_VERSION}"


class Copying:
    """A text, made ready to be compared with those that may be copies of it."""

    def __init__(self, text: str) -> None:
        """Take a text."""
        self._text = text
        self._long = _long_words(text)

    @cached_property
    def _pairs(self) -> frozenset[int]:
        words = [word[:_STEM].encode() for word in _WORD.findall(self._text.casefold()) if len(word) >= _LONG]
        return frozenset(zlib.crc32(one + b" " + other) for one, other in pairwise(words))

    @cached_property
    def signature(self) -> tuple[int, ...]:
        """The numbers of which its near-duplicates have some at the same place; none for a very short text."""
        from rensa import RMinHash

        if len(self._pairs) < _FEWEST:
            return ()
        # Pairs are hashed here, because the library hashes words in another way on another machine.
        hashes = sorted(self._pairs)
        made = RMinHash.digest_matrix_from_flat_token_hashes(hashes, [0, len(hashes)], _HASHES, _SEED)
        return tuple(made.to_rows()[0])

    def shared(self, other: str) -> float:
        """How much of the longer of the two texts is the same, where one is a copy of the other; 0 where it is not."""
        theirs = _long_words(other)
        if len(self._long & theirs) < _WORTH * min(len(self._long), len(theirs)) or not theirs:
            return 0.0
        found = likeness(self._words, Words(other), least=_HALF)
        return found.of_longer if _is_copy(found) else 0.0

    @cached_property
    def _words(self) -> Words:
        return Words(self._text)


def _long_words(text: str) -> frozenset[str]:
    return frozenset(word for word in text.casefold().split() if len(word) > _LONG)


def _is_copy(found: Likeness) -> bool:
    if _is_by_frame(found):
        return False
    if found.of_longer > _HALF:
        return True
    return found.of_shorter > _HALF and found.of_longer >= _CUT_TO and found.lead >= _LEAD


def _is_by_frame(found: Likeness) -> bool:
    if found.differing < _OTHERS:
        return False
    others = found.differing / (found.agreeing + found.differing)
    return others > _MOST or others > max(_MANY, _TIMES * found.edited)
