"""Which of the days that a text names is the one on which something was said."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from onrecord.statements.dates import Expression, expressions, resolve, time_words
from onrecord.statements.linking import Attribution
from onrecord.statements.page import Page
from onrecord.types import DateInterval, Span

# Tokens on either side of a cue in which its day is looked for: a sentence with long appositives has some fifty, and a
# text without full stops must not cost the square of its length.
_REACH = 60
# How far back the verb group of a cue reaches ("is widely expected to"), and a noun phrase before a day.
_VERB_GROUP = 5
_NOUN_PHRASE = 6
# How many expressions back the day is looked for from which "the day before" counts.
_ANCHORS = 5
_RANGES = frozenset(("days", "months", "weekdays"))
_NOMINAL = frozenset(("NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON"))
_STOPS = frozenset((",", ";", ":", "—", "–", "(", ")"))


def said_on(page: Page, attributions: Sequence[Attribution]) -> list[DateInterval | None]:
    """The day or days of each saying, as its sentence or the saying that it goes on with names them."""
    calendar = _Calendar(page, attributions)
    days: list[DateInterval | None] = [None] * len(attributions)
    if not calendar.found:
        return days
    before: int | None = None
    for number in sorted(range(len(attributions)), key=lambda n: _head(attributions[n])):
        its = attributions[number]
        days[number] = calendar.day_of(its)
        if days[number] is None and before is not None and _goes_on(page, its, attributions[before]):
            days[number] = days[before]
        before = number
    return days


def _head(attribution: Attribution) -> Span:
    """The words that stand for the saying: its cue, else its source, else its first words."""
    return (attribution.cue or attribution.source or attribution.content)[0]


def _goes_on(page: Page, later: Attribution, earlier: Attribution) -> bool:
    """Whether one saying goes on with the other: in its paragraph, of a pronoun or nobody else, not long done."""
    if page.block_at(_head(later).begin) != page.block_at(_head(earlier).begin):
        return False
    words = time_words()["attachment"]
    spoken = [token.form for span in later.cue for token in page.tokens[slice(*page.token_range(span))]]
    if any(form in ("has", "have", "had", "says", "say") for form in spoken):
        return False
    return all(_of(page, span) in words["pronouns"] for span in later.source)


def _of(page: Page, span: Span) -> str:
    return span.of(page.text).strip().lower()


class _Saying:
    """One saying with what must be known of the tokens around it."""

    def __init__(self, page: Page, attribution: Attribution, cues: Sequence[Span], contents: Sequence[Span]) -> None:
        head = _head(attribution)
        self.first, self.last = page.token_range(head)
        self.last = max(self.last, self.first + 1)
        within = [span for span in contents if span.covers(head) and span not in attribution.content]
        around = min(within, key=lambda span: span.end - span.begin, default=None)
        sentence = page.sentence_span(head.begin)
        if around is not None and around.overlaps(sentence):
            sentence = Span(max(sentence.begin, around.begin), min(sentence.end, around.end))
        low, high = page.token_range(sentence)
        self.low, self.high = max(low, self.first - _REACH), min(high, self.last + _REACH)
        quotation = page.quotation_at(head.begin)
        others = [span for span in contents if span not in within]
        region = page.span_of(self.low, self.high) if self.low < self.high else head
        quoted = [q.span for q in page.quotations_in(region) if q is not quotation]
        self.hidden = self._tokens(page, [*others, *quoted])
        self.source = self._tokens(page, attribution.source)
        self.others = [page.token_range(cue)[0] for cue in cues if cue != head]

    def _tokens(self, page: Page, spans: Sequence[Span]) -> set[int]:
        found: set[int] = set()
        for span in spans:
            first, last = page.token_range(span)
            found.update(range(max(first, self.low), min(last, self.high)))
        return found


class _Calendar:
    """The expressions of an article, and which of them date its sayings."""

    def __init__(self, page: Page, attributions: Sequence[Attribution]) -> None:
        self._page = page
        self._words = time_words()["attachment"]
        self._names = time_words()["names"]
        self.found = [
            expression
            for block in page.blocks
            for expression in expressions(page.text, block.span.begin, block.span.end)
        ]
        self._begins = [expression.span.begin for expression in self.found]
        self._cues = sorted({_head(attribution) for attribution in attributions}) if self.found else []
        self._contents = sorted({span for a in attributions for span in a.content}) if self.found else []

    def day_of(self, attribution: Attribution) -> DateInterval | None:
        """The day that the sentence of a saying names for it."""
        page, head = self._page, _head(attribution)
        first, last = page.token_range(head)
        low, high = max(0, first - _REACH), min(len(page.tokens), last + _REACH)
        if low >= high:
            return None
        near = page.span_of(low, high)
        saying = _Saying(page, attribution, _around(self._cues, near), _around(self._contents, near))
        if saying.low >= saying.high:
            return None
        region = page.span_of(saying.low, saying.high)
        numbers = range(bisect_left(self._begins, region.begin), bisect_left(self._begins, region.end))
        if not numbers or self._is_to_come(saying):
            return None
        best: tuple[int, DateInterval] | None = None
        for number in numbers:
            distance = self._distance(self.found[number], saying)
            if distance is None or (best is not None and distance >= best[0]):
                continue
            days = self._days(number)
            if days is not None:
                best = distance, days
        return None if best is None else best[1]

    def _days(self, number: int, depth: int = _ANCHORS) -> DateInterval | None:
        """What an expression means, counted where it must be from the last day named before it."""
        expression, published = self.found[number], self._page.article.published
        if not expression.anchored:
            return resolve(expression, published)
        earlier = range(number - 1, max(-1, number - 1 - _ANCHORS), -1) if depth else ()
        for other in earlier:
            place = self.found[other].span.begin
            near = self._page.block_at(expression.span.begin) - self._page.block_at(place) <= 1
            if near and self._page.quotation_at(place) is None:
                days = self._days(other, depth - 1)
                if days is not None:
                    return resolve(expression, published, days)
        return resolve(expression, published)

    def _is_to_come(self, saying: _Saying) -> bool:
        """Whether the words are yet to be said: "will say", "is expected to announce", "is to explain"."""
        tokens = self._page.tokens
        end = saying.last
        while end - 1 > saying.first and tokens[end - 1].pos not in ("VERB", "AUX"):
            end -= 1
        group = []
        for at in range(end - 2, max(saying.low, saying.first - _VERB_GROUP) - 1, -1):
            if tokens[at].pos not in ("AUX", "VERB", "ADV", "PART", "ADJ", "ADP", "SCONJ") or at in saying.hidden:
                break
            group.append(tokens[at].form)
        if any(form in self._words["future"] for form in group):
            return True
        return group[:1] == ["to"] and any(form in self._words["present"] for form in group)

    def _distance(self, expression: Expression, saying: _Saying) -> int | None:
        """How far a day stands from the cue of a saying, in tokens of narration; None where it does not date it."""
        first, last = self._page.token_range(expression.span)
        if first in saying.hidden or first == last:
            return None
        if self._is_border(expression, first, last) or self._is_name(expression, first, last):
            return None
        if first < saying.last and saying.first < last:  # the cue is "said late on Thursday"
            return 0
        after = first >= saying.last
        gap = range(saying.last, first) if after else range(last, saying.first)
        told = [at for at in gap if at not in saying.hidden]
        if any(_is_nearer(other, (first, last), saying) for other in saying.others):
            return None
        if after:
            fits = self._runs_on(told, saying, first)
        else:
            fits = self._opens(first, saying) and self._leads_to(told, saying)
            fits = fits or (self._opens(first, saying, free=True) and self._is_and(told))
        return len(told) if fits else None

    def _is_border(self, expression: Expression, first: int, last: int) -> bool:
        """Whether the day is a term, a border, or the day of some event: "since Friday", "ahead of Friday's vote"."""
        tokens, words = self._page.tokens, self._words
        following = tokens[last] if last < len(tokens) else None
        if expression.kind.startswith("anchor"):
            if expression.words.endswith(("before", "after")):
                return following is not None and following.pos != "PUNCT" and following.form != "that"
            return following is not None and following.form == "than"
        at = first - 1
        while at >= 0 and tokens[at].form in words["modifiers"] and tokens[at].form not in ("at", "in", "during"):
            at -= 1
        if at < 0:
            return tokens[last - 1].possessive
        governor = tokens[at].form
        pair = f"{tokens[at - 1].form} {governor}" if at else governor
        if governor in words["borders"] or pair in words["borders"]:
            return not (expression.kind in _RANGES and governor == "from")
        if tokens[last - 1].possessive or (tokens[first - 1].pos == "DET" and expression.kind == "weekday"):
            direct = tokens[last - 1].possessive
            return governor not in words["at_event"] or (governor == "told" and not direct)
        if tokens[at].pos not in _NOMINAL or tokens[at].begin < self._page.sentence_span(tokens[first].begin).begin:
            return False
        return self._is_of_event(at, first)

    def _is_of_event(self, at: int, first: int) -> bool:
        """Whether a noun before the day has it to itself: "before a hearing on Friday", "the flood of May 2013"."""
        tokens, words = self._page.tokens, self._words
        start = at
        while start >= 0 and at - start < _NOUN_PHRASE and tokens[start].pos in _NOMINAL:
            start -= 1
        if start < 0:
            return False
        governor = tokens[start].form
        pair = f"{tokens[start - 1].form} {governor}" if start else governor
        if governor in ("before", "since", "until", "till") or pair == "ahead of":
            return True
        return tokens[first - 1].form == "of" and governor not in words["at_event"]

    def _is_name(self, expression: Expression, first: int, last: int) -> bool:
        """Whether the day is part of a name: the Sunday Times, Black Friday."""
        tokens = self._page.tokens
        if expression.kind not in ("weekday", "month") or tokens[last - 1].possessive:
            return False
        if first and tokens[first - 1].form in self._names["before"] and tokens[first].capital:
            return True
        return last < len(tokens) and tokens[last].capital and tokens[last].form in self._names["after"]

    def _is_event_verb(self, at: int) -> bool:
        token = self._page.tokens[at]
        return token.pos == "VERB" and token.form not in self._words["published"] and not token.form.endswith("ing")

    def _runs_on(self, gap: Sequence[int], saying: _Saying, first: int) -> bool:
        """Whether a day behind the cue is still that of the cue: no other clause opens in between."""
        for at in gap:
            form = self._page.tokens[at].form
            if form in self._words["meanwhile"]:
                return True
            if form in self._words["openers"] and at + 1 not in saying.hidden and at not in saying.source:
                return False
            if self._is_event_verb(at) and at not in saying.source:
                return False
        return True

    def _opens(self, first: int, saying: _Saying, *, free: bool = False) -> bool:
        """Whether what stands before the day in its clause leaves it to the cue; ``free`` allows a verb there."""
        tokens = self._page.tokens
        for at in range(first - 1, saying.low - 1, -1):
            form = tokens[at].form
            if form in _STOPS or at in saying.hidden:
                return True
            if form in self._words["meanwhile"]:
                return True
            if form in self._words["openers"]:
                return False
            if not free and (self._is_event_verb(at) or (at in saying.source and self._is_participle(at, first))):
                return self._is_meanwhile(at, saying)
        return True

    def _is_participle(self, at: int, first: int) -> bool:
        """Whether a word in front of the day looks like a participle, whatever the reader took it for: "those hurt"."""
        token = self._page.tokens[at]
        near = all(self._page.tokens[place].form in self._words["modifiers"] for place in range(at + 1, first))
        return near and not token.capital and token.form.endswith("ed") and token.form not in self._words["published"]

    def _is_meanwhile(self, at: int, saying: _Saying) -> bool:
        """Whether the clause of this verb tells what happened while the words were said."""
        for place in range(at - 1, max(saying.low, at - _NOUN_PHRASE) - 1, -1):
            form = self._page.tokens[place].form
            if form in _STOPS or form in self._words["openers"]:
                return False
            if form in self._words["meanwhile"]:
                return True
        return False

    def _leads_to(self, gap: Sequence[int], saying: _Saying) -> bool:
        """Whether nothing but the speaker and what is inserted stands between a day and its cue."""
        clauses = list(_cut(gap, self._page))
        for number, clause in enumerate(clauses):
            inserted = 0 < number < len(clauses) - 1
            first = self._page.tokens[clause[0]] if clause else None
            if first is None or first.form in self._words["openers"] or (inserted and first.pos in ("VERB", "ADV")):
                continue
            at_verb = (at for at in clause if self._is_event_verb(at) and at not in saying.source)
            if any(not (saying.first - at <= _VERB_GROUP and self._is_helper(at, saying)) for at in at_verb):
                return False
        return True

    def _is_helper(self, at: int, saying: _Saying) -> bool:
        """Whether a verb and the cue are one group: "had refused to say"."""
        between = range(at + 1, saying.first)
        return all(self._page.tokens[place].pos in ("ADV", "PART", "AUX") for place in between)

    def _is_and(self, gap: Sequence[int]) -> bool:
        """Whether "and" alone joins the verb of the day and the cue: "arrived on Friday and said"."""
        pos = [self._page.tokens[at].pos for at in gap]
        return bool(pos) and pos[0] == "CCONJ" and all(one in ("ADV", "AUX") for one in pos[1:])


def _cut(gap: Sequence[int], page: Page) -> Iterator[list[int]]:
    """The tokens of a gap clause by clause."""
    clause: list[int] = []
    for at in gap:
        if page.tokens[at].form in _STOPS:
            yield clause
            clause = []
        else:
            clause.append(at)
    yield clause


def _is_nearer(other: int, place: tuple[int, int], saying: _Saying) -> bool:
    """Whether the day stands nearer to another cue, or behind it."""
    if other in saying.hidden:
        return False
    first, last = place
    mine = first - saying.last if first >= saying.last else saying.first - last
    its = first - other if other < first else other - last
    return 0 <= its < mine


def _around(spans: Sequence[Span], near: Span) -> Sequence[Span]:
    """The spans that begin in a stretch or a little before it."""
    first = max(0, bisect_right(spans, near) - 1)
    while first > 0 and spans[first - 1].end > near.begin:
        first -= 1
    last = bisect_left(spans, Span(near.end, near.end))
    return [span for span in spans[max(0, first) : last] if span.overlaps(near)]
