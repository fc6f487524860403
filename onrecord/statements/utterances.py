"""One saying, however many articles or passages report it, and however it was translated."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from heapq import nlargest

import numpy as np

from onrecord.statements.likeness import Floats, weight
from onrecord.statements.sameness import Judge, Verdict
from onrecord.statements.wordings import wording
from onrecord.types import Embedder, Part, Statement, StatementKind

_KINDS = frozenset((StatementKind.DIRECT, StatementKind.INDIRECT, StatementKind.MIXED))
FARTHEST_DAYS = 31  # the same words said on days further apart are said again

# From which chance on two reports alone are one saying. With networks that have not seen the pair, the development half
# gives the best F1 from 0.4 on, 90.9 (training/utterances/README.md).
EVEN = 0.4
# What a new statement needs to join another: it is held against all that its speaker said in two months, where hardly
# anything is the same saying. Of the likest remarks of one source in articles months apart, which cannot be one,
# 4 in 100 reach 0.4 and fewer than 2 in 100 this, at an F1 of 89.3.
SURE = 0.6
# The likest by their rare words, and of the days beside it also some that share none: of the 140 pairs of
# the development half that are one saying 17 do not share a word of matter. More of either finds nothing more there.
_BY_WORDS = 6
_BY_DAY = 4
_JUDGED = 3  # of these the nearest in meaning
_LOOKED_AT = 400  # so many that share a word, the rarest words first: who speaks daily shares the common ones with all
_LEAST_SHARED = 0.12  # of the weight of the shorter one's words


def same_utterance(
    a_text: str, b_text: str, *, judge: Judge | None = None, days: int = 0, caption: bool = False
) -> bool:
    """Whether two texts of one actor give the same saying, perhaps translated twice, reworded or cut.

    ``judge`` knows what they mean, where there are vectors; ``days`` is how many lie between the two, and ``caption``
    says that one of the two is a caption beside the other.
    """
    return (judge or Judge())(a_text, b_text, days=days, caption=caption).chance >= EVEN


def assign_utterances(
    statements: Sequence[Statement],
    known: Iterable[Statement] = (),
    judge: Judge | None = None,
    published: date | None = None,
) -> tuple[Statement, ...]:
    """The statements of an article with an utterance each: that of the likest one of the same actor, or a new one.

    ``published`` is the day of statements that tell none of their own.
    """
    pools: defaultdict[str | None, Pool] = defaultdict(Pool)
    for statement in known:
        pools[statement.actor].add(Said(statement, published))
    return tuple(assign(statement, published, pools, judge or Judge()) for statement in statements)


def assign(statement: Statement, day: date | None, pools: dict[str | None, Pool], judge: Judge) -> Statement:
    """The statement with its utterance, taken into its actor's pool; as it is where it is no saying, or nobody's."""
    if statement.actor is None or statement.kind not in _KINDS:
        return statement
    pool = pools[statement.actor]
    found = twin(Said(statement, day), [pool], judge)
    named = replace(statement, utterance=new_utterance(statement) if found is None else found[0].statement.utterance)
    pool.add(Said(named, day))
    return named


def twin(
    new: Said, pools: Iterable[Pool], judge: Judge, fits: Callable[[Said], bool] = lambda old: True
) -> tuple[Said, Verdict] | None:
    """What most likely gives the same saying as a new statement, the earliest of equals; None where nothing does.

    ``fits`` says which of the known ones count at all.
    """
    near = nlargest(_BY_WORDS + _BY_DAY, (one for pool in pools for one in pool.near(new, fits)), key=_rank)
    found: list[tuple[Verdict, Said]] = []
    open_: list[Said] = []
    for _, old in near:
        verdict = judge.by_words(new.statement.text, old.statement.text, caption=new.captions(old))
        if verdict is not None:
            found.append((verdict, old))
        elif new.elsewhere(old):
            open_.append(old)
    if not any(verdict.chance >= SURE for verdict, _ in found):
        places = judge.near(new.statement.text, [old.statement.text for old in open_])[:_JUDGED]
        found += [(_verdict(new, open_[place], judge), open_[place]) for place in places]
    sure = [(verdict, old) for verdict, old in found if verdict.chance >= SURE]
    if not sure:
        return None
    verdict, old = min(sure, key=lambda one: (-one[0].chance, one[1].on or date.max, one[1].statement.id))
    return old, verdict


def _verdict(new: Said, old: Said, judge: Judge) -> Verdict:
    texts = new.statement.text, old.statement.text
    return judge(*texts, days=new.apart(old), caption=new.captions(old))


def _rank(found: tuple[float, Said]) -> tuple[float, str]:
    """So that the same ones are chosen in whatever order they came."""
    return found[0], found[1].statement.id


def is_saying(statement: Statement) -> bool:
    """Whether a statement gives words, and not an attitude."""
    return statement.kind in _KINDS


def meanings_of(statements: Iterable[Statement], embed: Embedder) -> Mapping[str, Floats]:
    """The vectors of the sayings among the statements, for ``Judge.learn``: to be made where there is time for it."""
    said = (one for one in statements if one.actor is not None and is_saying(one))
    texts = [text for text in dict.fromkeys(wording(one.text).text for one in said) if text]
    return dict(zip(texts, np.asarray(embed(texts), dtype=np.float32), strict=True)) if texts else {}


def new_utterance(statement: Statement) -> str:
    """The id of an utterance that nobody has reported before: by its first report, whoever that turns out to be."""
    return hashlib.sha1(f"utterance|{statement.id}".encode(), usedforsecurity=False).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement and the day of its article, which counts where it tells none of its own."""

    statement: Statement
    day: date | None

    @property
    def on(self) -> date | None:
        """The day on which it was said: the middle of several."""
        said = self.statement.said_on
        return self.day if said is None else date.fromordinal((said.first.toordinal() + said.last.toordinal()) // 2)

    def captions(self, other: Said) -> bool:
        """Whether one is the caption beside the other."""
        one, two = self.statement, other.statement
        return one.article == two.article and (one.part is Part.CAPTION) != (two.part is Part.CAPTION)

    def elsewhere(self, other: Said) -> bool:
        """Whether the other is in another article or part: who is quoted twice in one text mostly says two things."""
        return (self.statement.article, self.statement.part) != (other.statement.article, other.statement.part)

    def apart(self, other: Said) -> int:
        """How many days lie between the two; 0 where one has none."""
        mine, theirs = self.statement.said_on, other.statement.said_on
        if mine is not None and theirs is not None:
            return max(0, (mine.first - theirs.last).days, (theirs.first - mine.last).days)
        one, two = self.on, other.on
        return 0 if one is None or two is None else abs((one - two).days)


class Pool:
    """What one actor said, by words and by days, so that a new saying is compared with its like only."""

    def __init__(self, said: Iterable[Said] = ()) -> None:
        """What is known so far; statements without an utterance are no sayings."""
        self._all: list[Said] = []
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        self._by_day: defaultdict[date | None, list[int]] = defaultdict(list)
        for one in said:
            self.add(one)

    def add(self, one: Said) -> None:
        """Take in another."""
        if one.statement.utterance is None or one.statement.kind not in _KINDS:
            return
        place = len(self._all)
        self._all.append(one)
        self._by_day[one.on].append(place)
        for stem in wording(one.statement.text).matter or ("",):
            self._by_word[stem].append(place)

    def near(self, new: Said, fits: Callable[[Said], bool]) -> list[tuple[float, Said]]:
        """Those with which a new one is compared, with how much of their words they share."""
        matter = wording(new.statement.text).matter
        shared: defaultdict[int, float] = defaultdict(float)
        for stem in sorted(matter or ("",), key=lambda stem: (len(self._by_word.get(stem, ())), stem)):
            places = self._by_word.get(stem, ())
            if len(shared) + len(places) > _LOOKED_AT and shared:
                places = [place for place in places if place in shared]
            for place in places[-_LOOKED_AT:]:
                shared[place] += weight(stem)
        whole = _weight(new)
        likeness = {
            place: sum_ / max(min(whole, _weight(old)), 1e-9)
            for place, sum_ in shared.items()
            for old in (self._all[place],)
            if new.apart(old) <= FARTHEST_DAYS and fits(old)
        }
        likest = nlargest(_BY_WORDS, likeness, key=lambda place: (likeness[place], self._all[place].statement.id))
        chosen = [place for place in likest if likeness[place] >= _LEAST_SHARED]
        beside = [
            place
            for place in self._beside(new)
            if place not in chosen and fits(self._all[place]) and new.elsewhere(self._all[place])
        ]
        chosen += nlargest(_BY_DAY, beside, key=lambda place: (likeness.get(place, 0.0), self._all[place].statement.id))
        return [(likeness.get(place, 0.0), self._all[place]) for place in chosen]

    def _beside(self, new: Said) -> list[int]:
        """Those of the same day and of those beside it."""
        if new.on is None:
            return []
        days = (new.on + timedelta(days=days) for days in (-1, 0, 1) if date.min < new.on < date.max)
        return [place for day in days for place in self._by_day.get(day, ())]


def _weight(said: Said) -> float:
    return sum(map(weight, wording(said.statement.text).matter)) or weight("")
