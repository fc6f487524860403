"""Interviews whose turns name nobody: paragraphs that ask and paragraphs that answer in the first person by turns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.statements.transcripts import Turn
from onrecord.types import Block, Part, Span

# What is somebody else's or nobody's words within a turn: quotations, and asides as "(laughs)".
_QUOTED = re.compile(r"(?:[“”\"„«»]|'').*?(?:[“”\"„«»]|''|$)|(?<!\w)[‘'](?=\w).*?[.,!?…][’'](?!\w)", re.DOTALL)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_EDGE = re.compile(r"(?:\s|[–—-]\s|\([^()]{1,40}\)|\[[^\[\]]{1,40}\])*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*\.?(?!-?\w)")
# How much each sign speaks for a question and for an answer, all by judgement on invented interviews of three
# countries: only their order of size matters. A question mark at the end is the surest sign of a question, "I" of an
# answer.
_ASKS = (2.5, -0.5)
_ADDRESSES = (2.0, 0.0)  # "Minister, …"
_SAYS_YOU = (1.0, 0.0)
_SAYS_I = (-1.0, 2.0)
_SAYS_WE = (0.0, 0.75)  # the paper says "we" as well
_REPLIES = (-1.0, 1.5)  # "No. …"
_POINTS_BACK = (0.0, 0.25)  # "That is …"
_LONG = (-1.5, 0.0)
_NEUTRAL = (-0.1, -0.1)  # what has no sign at all is a turn only between turns
_LONG_WORDS = 60  # questions of more words are rare; answers of a hundred are not
# What it costs that two questions or two paragraphs of one answer follow each other: of twenty printed answers one or
# two have a second paragraph, and questions are printed as one.
_SECOND_QUESTION = 3.0
_SECOND_ANSWER = 0.75
# An interview asks so often at least, and as often as this among its paragraphs; where title or standfirst call it one,
# twice is enough. Letters, essays and reports ask the reader now and then, explainers ask but never say "I".
_FEWEST, _FEWEST_ANNOUNCED = 3, 2
_ASKING = 0.25
# Of the questions so many look like questions, with a mark, an address or "you", and of the answers so many say "I" or
# "we": of nine questions to a minister six may be remarks where the page is called an interview.
_SHOWN, _SHOWN_ANNOUNCED = 0.6, 0.25
_PERSONAL = 0.4
_FEWEST_I = 2
_TOP = 4  # title, standfirst, byline and dateline are among so many paragraphs
_ASKING_OF_ONESELF = 0.25  # in lists of common questions and in letters for advice whoever asks says "I"


@dataclass(frozen=True, slots=True)
class _Looks:
    """What a paragraph has outside quotation marks and brackets."""

    span: Span
    words: int
    asks: bool
    addresses: bool
    you: bool
    me: int
    us: bool
    replies: bool
    points: bool
    announces: bool

    @property
    def weights(self) -> tuple[float, float]:
        """How well it fits a question and an answer."""
        signs = (
            (self.asks, _ASKS),
            (self.addresses, _ADDRESSES),
            (self.you and not self.me, _SAYS_YOU),
            (self.me > 0, _SAYS_I),
            (self.us, _SAYS_WE),
            (self.replies, _REPLIES),
            (self.points, _POINTS_BACK),
            (self.words > _LONG_WORDS, _LONG),
            (True, _NEUTRAL),
        )
        held = [weight for sign, weight in signs if sign]
        return sum(question for question, _ in held), sum(answer for _, answer in held)

    @property
    def shown(self) -> bool:
        """Whether it looks like a question by itself."""
        return self.asks or self.addresses or self.you


def answers(text: str, blocks: Sequence[Block]) -> list[Turn | None]:
    """For every paragraph the answer that it holds, if the text is an interview whose turns have no labels."""
    none: list[Turn | None] = [None] * len(blocks)
    looks = {number: _looks(text, block) for number, block in enumerate(blocks) if block.part in _TURNS}
    body = [number for number in looks if looks[number].words]
    if len(body) <= 2 * _FEWEST_ANNOUNCED:
        return none
    labels = _labelled([looks[number] for number in body])
    asked = [looks[n] for n, label in zip(body, labels, strict=True) if label == _QUESTION]
    replied = [looks[n] for n, label in zip(body, labels, strict=True) if label == _ANSWER]
    head = body[: labels.index(_QUESTION)] if asked else []
    if not _is_interview(asked, replied, announced=any(looks[number].announces for number in head[:_TOP])):
        return none
    before = _HEAD
    for number, label in zip(body, labels, strict=True):
        if label == _ANSWER:
            none[number] = Turn(looks[number].span, None, None, opens=before == _QUESTION)
        before = label
    return none


_TURNS = (Part.BODY, Part.HEADLINE)
_HEAD, _QUESTION, _ANSWER, _TAIL = range(4)
_NEVER = float("-inf")
# What a paragraph of a kind (row) costs behind one of another (column).
_STEPS = (
    (0.0, _NEVER, _NEVER, _NEVER),
    (0.0, -_SECOND_QUESTION, 0.0, _NEVER),
    (_NEVER, 0.0, -_SECOND_ANSWER, _NEVER),
    (_NEVER, _NEVER, 0.0, 0.0),
)


def _labelled(looks: Sequence[_Looks]) -> list[int]:
    """Head, questions, answers and tail of a text, so that they fit its paragraphs best."""
    best = [0.0, _NEVER, _NEVER, _NEVER]  # the first paragraph is the title
    came: list[list[int]] = [[_HEAD] * 4]
    for one in looks[1:]:
        question, answer = one.weights
        from_where = [max(range(4), key=lambda k, row=row: best[k] + row[k]) for row in _STEPS]  # type: ignore[misc]
        gains = (0.0, question, answer, 0.0)
        best = [best[k] + _STEPS[state][k] + gains[state] for state, k in enumerate(from_where)]
        came.append(from_where)
    state = max((_HEAD, _ANSWER, _TAIL), key=lambda one: best[one])
    labels: list[int] = []
    for row in reversed(came):
        labels.append(state)
        state = row[state]
    return labels[::-1]


def _is_interview(asked: Sequence[_Looks], replied: Sequence[_Looks], *, announced: bool) -> bool:
    marked = sum(one.asks for one in asked)
    enough = len(asked) >= _FEWEST_ANNOUNCED and any(one.shown for one in asked)
    if not announced:
        addressed = sum(one.you or one.addresses for one in asked)
        enough = len(asked) >= _FEWEST and marked >= _FEWEST_ANNOUNCED and addressed >= _ASKING * len(asked)
    return (
        enough
        and len(asked) >= _ASKING * (len(asked) + len(replied))
        and sum(one.shown for one in asked) >= (_SHOWN_ANNOUNCED if announced else _SHOWN) * len(asked)
        and sum(one.me > 0 or one.us for one in replied) >= _PERSONAL * len(replied)
        and sum(one.me for one in replied) >= _FEWEST_I
        and sum(one.me > 0 for one in asked) <= _ASKING_OF_ONESELF * len(asked)
    )


@dataclass(frozen=True, slots=True)
class Voices:
    """The words by which interviews are known."""

    announcing: frozenset[str]
    you: frozenset[str]
    me: frozenset[str]
    us: frozenset[str]
    replies: frozenset[str]
    pointing: frozenset[str]
    addressed: frozenset[str]
    asking: frozenset[str]


@cache
def voices() -> Voices:
    """The words of transcripts.toml that tell who asks and who answers."""
    data = tomllib.loads((files("onrecord.statements") / "transcripts.toml").read_text(encoding="utf-8"))
    known = {name: frozenset(words) for name, words in data["interviews"].items()}
    titles = frozenset(title.lower() for title in data["labels"]["titles"])
    return Voices(**{**known, "addressed": known["addressed"] | titles})


def _looks(text: str, block: Block) -> _Looks:
    known, whole = voices(), block.span.of(text)
    begin = block.span.begin + (edge.end() if (edge := _EDGE.match(whole)) else 0)
    own = _ASIDE.sub(" ", _QUOTED.sub(" ", whole)).strip().rstrip("”\"’'»)")
    raw = [word.rstrip(".") for word in _WORD.findall(own)]
    words = [
        word.replace("’", "'").lower().partition("'")[0] for word in raw if len(word) == 1 or not word.isupper()
    ]  # "US"
    first = words[0] if words else ""
    return _Looks(
        Span(min(begin, block.span.end), block.span.begin + len(whole.rstrip())),
        len(raw),
        asks=own.endswith("?"),
        addresses=first in known.addressed and own[len(raw[0]) :].startswith(","),
        you=any(word in known.you for word in words),
        me=sum(word in known.me for word in words),
        us=any(word in known.us for word in words),
        replies=first in known.replies,
        points=first in known.pointing,
        announces=any(word.lower() in known.announcing for word in raw),
    )
