"""Which state's party a name means that parties of several states have: "the Greens", "the Social Democrats"."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from onrecord.actors.lexicon import Entry, Lexicon, Sort
from onrecord.actors.tokens import Page

#: The head of a reference to a party whose state the article leaves open.
OPEN_PARTY = "open party"

Spot = tuple[int, int, tuple[Entry, ...]]

# What a mention says of the state an article speaks of; all by judgement. Its government, parliament or parties are
# politics of that state, its name is a mention, and a place or an item of a list is hardly one.
_POLITICS = 2.0
_NAMED = 1.0
_PLACE = 0.5
_LISTED = 0.25
_NEAR = 1.5  # times as much in the paragraph of the party's name
_SELF = 4.0  # the party itself by a name of its own
# A name that news give one state's party without saying so ("FDP") is another's only where its state is spoken of more.
_PLAIN = 1.5
_LEAST = 2.0  # politics of a state once, or its name twice: a state named once is no ground
_AHEAD = 1.25  # times the next state with such a party
_OF_MOST = 0.5  # of what the state spoken of most has: an article on France has no Swiss Greens
_AFTER = 3  # words behind an adjective in which an office or a chamber stands: "the Swedish deputy prime minister"
_JOINS = frozenset((",", "and", "or", "&", "the"))
_UNION = "org:eu"
_NAMES = frozenset((Sort.STATE, Sort.CAPITAL, Sort.DEMONYM))


def is_shared(entries: Sequence[Entry], lex: Lexicon) -> bool:
    """Whether a name belongs to parties of several states and to nothing else."""
    if len(entries) < 2 or any(e.sort is not Sort.PARTY for e in entries) or not any(e.weak for e in entries):
        return False
    return len({lex.actors[e.actor].state for e in entries}) > 1


class Grounds:
    """What an article says of the states that have a party of one name."""

    def __init__(self, page: Page, spots: Sequence[Spot], lex: Lexicon) -> None:
        """Weigh all mentions of states and of their bodies."""
        self._page, self._lex = page, lex
        self._begins: dict[int, Entry] = {}
        self._ends: dict[int, tuple[int, Entry]] = {}
        self._marks: list[tuple[int, str, float]] = []  # paragraph, state, weight
        self._itself: Counter[str] = Counter()
        sure = [(begin, end, entry) for begin, end, entries in spots if (entry := _only(entries)) is not None]
        for begin, end, entry in sure:
            self._begins[begin] = entry
            self._ends[end] = begin, entry
        for begin, end, entry in sure:
            actor = lex.actors[entry.actor]
            self._itself[actor.id] += 1
            state = actor.state or (_UNION if _UNION in (actor.id, actor.affiliation) else None)
            if state is not None:
                self._marks.append((page.tokens[begin].block, state, self._weight(begin, end, entry)))

    def choose(self, begin: int, end: int, entries: Sequence[Entry], beside: str | None) -> Entry | None:
        """The party that a name means; ``beside`` is the state right before it. None where that is open."""
        told = beside or self._told(begin, end)
        if told is not None:
            return next((e for e in entries if self._lex.actors[e.actor].state == told), None)
        spoken = self._spoken(self._page.tokens[begin].block)
        scores = {e: self._score(e, spoken) for e in entries}
        best, *others = sorted(scores, key=lambda e: (-scores[e], e.weak, e.actor))
        most = max((*spoken.values(), 0.0))
        if scores[best] >= _LEAST and scores[best] >= _AHEAD * scores[others[0]] and scores[best] >= _OF_MOST * most:
            return best
        plain = [e for e in entries if not e.weak]
        return plain[0] if len(plain) == 1 else None

    def _score(self, entry: Entry, spoken: Mapping[str, float]) -> float:
        actor = self._lex.actors[entry.actor]
        own = _SELF if self._itself[actor.id] else 0.0
        return spoken.get(actor.state or "", 0.0) + own + (0.0 if entry.weak else _PLAIN)

    def _spoken(self, block: int) -> Mapping[str, float]:
        """How much the article speaks of each state, as seen from a paragraph."""
        found: defaultdict[str, float] = defaultdict(float)
        for where, state, weight in self._marks:
            found[state] += weight * (_NEAR if where == block and weight >= _NAMED else 1.0)
        return found

    def _told(self, begin: int, end: int) -> str | None:
        """The state that the words tie to a name: "the Greens in Denmark", "In Denmark, the Greens"."""
        tokens = self._page.tokens
        if end + 1 < len(tokens) and tokens[end].lower in ("in", "of"):
            entry = self._begins.get(end + 1) or self._begins.get(end + 2)
            article = end + 1 in self._begins or tokens[end + 1].lower == "the"
            if entry is not None and article and entry.sort in (Sort.STATE, Sort.CAPITAL):
                return self._lex.actors[entry.actor].state
        before = begin - 1 - (begin > 0 and tokens[begin - 1].lower == "the")
        if before > 1 and tokens[before].text == "," and before in self._ends:
            first, entry = self._ends[before]
            first -= first > 0 and tokens[first - 1].lower == "the"
            if entry.sort in (Sort.STATE, Sort.CAPITAL) and first - 1 in self._page.starts:
                return self._lex.actors[entry.actor].state if tokens[first - 1].lower == "in" else None
        return None

    def _weight(self, begin: int, end: int, entry: Entry) -> float:
        if entry.sort not in _NAMES:
            return _NAMED if entry.sort is Sort.REGION else _POLITICS
        if self._in_list(begin, end):
            return _LISTED
        if self._governs(end):
            return _POLITICS
        tokens = self._page.tokens
        before = begin - 1 - (begin > 1 and tokens[begin - 1].lower == "the")
        preposition = before >= 0 and tokens[before].lower in self._lex.words["places.prepositions"]
        return _PLACE if preposition and entry.sort is not Sort.DEMONYM else _NAMED

    def _in_list(self, begin: int, end: int) -> bool:
        """Whether another state stands right before or behind, with a comma or "and" between."""
        tokens = self._page.tokens
        after, before = end, begin
        while after < len(tokens) and after - end < 2 and tokens[after].lower in _JOINS:
            after += 1
        while before > 0 and begin - before < 2 and tokens[before - 1].lower in _JOINS:
            before -= 1
        later, earlier = self._begins.get(after), self._ends.get(before)
        return (after > end and later is not None and later.sort in _NAMES) or (
            before < begin and earlier is not None and earlier[1].sort in _NAMES
        )

    def _governs(self, end: int) -> bool:
        """Whether an office, a government or a chamber follows: "Sweden's parliament", "the Danish prime minister"."""
        roles = self._lex.roles
        for token in self._page.tokens[end : end + _AFTER + 1]:
            if token.lower in ("'s", "'"):
                continue
            if not token.word:
                return False
            if token.lower in roles.state_institutions or token.lower in roles.institutions:
                return True
            if roles.kinds.get(token.lower) == "office":
                return True
        return False


def _only(entries: Sequence[Entry]) -> Entry | None:
    """The meaning of a name that has one alone."""
    plain = {e.actor: e for e in entries if not e.weak}
    return next(iter(plain.values())) if len(plain) == 1 and len({e.actor for e in entries}) == 1 else None
