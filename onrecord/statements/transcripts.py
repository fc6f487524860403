"""Who speaks in a transcript: the labels that open a turn ("MR BOTHA: …", "Mr. BOTHA. …") and the paragraphs after."""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from onrecord.statements.marks import printing
from onrecord.types import Block, Part, Span

_COLON = re.compile(r"\s*((?=[^\W_]|[dDO]['’])(?:[^\n:“”\"«»„!?;()]|\([^\n:()]{1,40}\)){1,120})(:)\s+(?=\S)")
_BRACKETED = re.compile(r"\([^()]*\)")
# Records of parliaments and courts print the surname in capitals and a full stop behind it: "Mrs. SMITH of Ohio. I…".
_CAPITALS = r"(?:(?:[dD]e|[vV]an|[vV]on|[dD]er|[lL]a|[dD]u) )*(?:[A-Z][a-z]{1,3}|[A-Z]['’])?[A-ZÀ-Þ]{2}[A-ZÀ-Þ'’-]*"
_RECORD = re.compile(
    rf"\s*((?:The |[A-Z][a-zA-Z]{{0,12}}\.? ){{0,2}}{_CAPITALS}(?: {_CAPITALS}){{0,2}}"
    r"(?: of [A-Z][\w ]{2,30}| pro tem(?:pore)?)?)(\.)\s+(?=\S)"
)
# The European Parliament prints a full stop and a dash: "Eva Brandt, on behalf of the Y Group. – Madam President, …".
_DASHED = re.compile(
    r"\s*((?=[^\W\d_])(?:[^\n:.“”\"«»„!?;()]|\([^\n:()]{1,40}\)|(?<=\b[A-Z])\.){2,120})(\.)\s+[–—-]\s+(?=\S)"
)
# Minutes of hearings have one letter for who asks and one for who answers: "Q. Did you see it?"
_ASKED = re.compile(r"\s*(Q|A)(\.)\s+(?=\S)")
_OF_STATE = re.compile(r"(?<=[A-Z]{2}) of .*")
_ENDED = re.compile(r"[.!?…][\"”»’')\]]*\s*$")
_QUOTED = re.compile(r"[“\"„«][^“”\"„«»]*[”\"»“]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_QUOTES = frozenset("\"“”„«»‹›‘’'`″&")
_ASIDE = "([*_—–-"  # what opens a stage direction, a note of the record or speech of another kind
# A conversation has two voices, one of which speaks again; of its turns most end like sentences. A list of
# facts ("Price: 30 euros") has as many labels but no sentences.
_FEWEST_TURNS = 3
_SENTENCES = 0.6
# One turn in four at least asks or says "I", "we" or "you": by judgement; nearly all do in talk, few in lists of facts.
_VOICED = 0.25
# Paragraphs between two turns go on with the first where labels open at least this share of all: less is an article
# that quotes an exchange. The same share of the whole page says that what follows the last label is still speech.
_LABELLED = 0.3
# An answer printed over more paragraphs than this before the next label is a report in between.
_LONGEST_TURN = 8
# A page that is a transcript as a whole has its first label in one of these paragraphs; where talk begins later, what
# follows its last label may be the article that quotes it.
_OPENING = 3
# A label of a name and an office behind a comma or in brackets has more words than a name alone; "Eva Brandt,
# Parliamentary State Secretary at the Ministry of Transport" has eleven.
_LONGEST_WITH_OFFICE = 14


@dataclass(frozen=True, slots=True)
class Turn:
    """The speech in a paragraph of a transcript; ``label`` is who speaks, None where the turn before goes on.

    ``opens`` says that a turn without a label is another's than the turn before: interviews may print none.
    """

    speech: Span
    label: Span | None
    mark: Span | None  # the colon or full stop behind the label
    opens: bool = False

    @property
    def goes_on(self) -> bool:
        """Whether the speaker is that of the turn before."""
        return self.label is None and not self.opens


def turns(text: str, blocks: Sequence[Block]) -> list[Turn | None]:
    """For every paragraph the turn that it holds, if the text is a transcript or has one in it."""
    opened = _with_first_line(text, blocks, [_opened(text, block) for block in blocks])
    good = [turn for turn in opened if turn is not None]
    if not (_talk(text, good) or _speech_on_record(text, blocks, opened)):
        return [None] * len(blocks)
    return _carried(text, blocks, opened)


def label_before(text: str, begin: int, end: int) -> tuple[Span, Span] | None:
    """Mark and speaker of a label that opens a turn, where nothing but it stands in [begin, end)."""
    marked = text[end : end + 1] in _QUOTES
    for match in _labels(text, begin):
        # "LONDON. “We …”": before quotation marks a place may stand so, and a name with a colon is read elsewhere.
        if match.end() >= end and not (marked and (match[2] == ":" or not _titled(match[1]))):
            return Span(*match.span(2)), Span(*match.span(1))
    return None


def is_label(words: str) -> bool:
    """Whether words before a colon name a speaker rather than begin a sentence."""
    bare = _BRACKETED.sub(" ", words)
    name, comma, office = bare.partition(",")
    parts = [*name.split(), *office.replace(",", " ").split()]
    named = [part for part in name.split() if _capital(part)]
    longest = _LONGEST_WITH_OFFICE if comma or bare != words else 2 * printing().longest_label
    most = longest if bare != words else printing().longest_label
    return (
        0 < len(named) <= most
        and len(parts) <= longest
        and all(_capital(part) or part.isdigit() or part.lower() in _data().particles for part in parts)
    )


@dataclass(frozen=True, slots=True)
class _Data:
    titles: frozenset[str]
    particles: frozenset[str]
    voices: frozenset[str]


@cache
def _data() -> _Data:
    text = (files("onrecord.statements") / "transcripts.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    titles = frozenset(title.lower() for title in data["labels"]["titles"])
    return _Data(titles, frozenset(data["labels"]["particles"]), frozenset(data["speech"]["voices"]))


def _capital(word: str) -> bool:
    return any(char.isupper() for char in word)  # "al-Hariri" and "d'Angelo" are names as well


def _titled(label: str) -> bool:
    first, _, surname = label.removeprefix("The ").partition(" ")
    return bool(surname) and first.rstrip(".").lower() in _data().titles


def _labels(text: str, begin: int, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
    """What may be the label of a turn at a place."""
    colon = _COLON.match(text, begin, end)
    if colon is not None and is_label(colon[1]):
        yield colon
    dashed = _DASHED.match(text, begin, end)
    if dashed is not None and is_label(dashed[1]):
        yield dashed
    for pattern in (_RECORD, _ASKED):
        match = pattern.match(text, begin, end)
        if match is not None:
            yield match


def _with_first_line(text: str, blocks: Sequence[Block], opened: Sequence[Turn | None]) -> list[Turn | None]:
    """Turns of the body, and a first line that passes for a headline: a sentence of one who speaks again below."""
    voices = {
        _voice(turn.label.of(text))
        for block, turn in zip(blocks, opened, strict=True)
        if turn is not None and turn.label is not None and block.part is Part.BODY
    }
    return [
        turn
        if turn is not None
        and turn.label is not None
        and (
            block.part is Part.BODY
            or (not number and _voice(turn.label.of(text)) in voices and _ENDED.search(turn.speech.of(text)))
        )
        else None
        for number, (block, turn) in enumerate(zip(blocks, opened, strict=True))
    ]


def _opened(text: str, block: Block) -> Turn | None:
    if block.part not in (Part.BODY, Part.HEADLINE):
        return None
    match = next(_labels(text, block.span.begin, block.span.end), None)
    if match is None or text[match.end()] in _QUOTES:
        return None
    return Turn(Span(match.end(), _trimmed(text, block.span)), Span(*match.span(1)), Span(*match.span(2)))


def _talk(text: str, found: Sequence[Turn]) -> bool:
    labels = [turn.label.of(text) for turn in found if turn.label is not None]
    names, total = Counter(name for label in labels for name in _names(label)), len(found)
    if len({_voice(label) for label in labels}) < 2 or max(names.values()) < 2 or total < _FEWEST_TURNS:
        return False
    ended = sum(1 for turn in found if _ENDED.search(turn.speech.of(text)))
    return ended >= _SENTENCES * total and sum(_spoken(turn.speech.of(text)) for turn in found) >= _VOICED * total


def _voice(label: str) -> str:
    """What a speaker's labels have in common: "JANE LUND, HOST:" is "LUND:" later on."""
    bare = _BRACKETED.sub(" ", label).partition(",")[0]
    words = _OF_STATE.sub("", bare).split() or [label]
    return words[-1].casefold()


def _names(label: str) -> set[str]:
    """What may stand for a speaker alone later on: "The Minister (Ana Roos):" is "Ana Roos:"."""
    inside = [bracket[1:-1] for bracket in _BRACKETED.findall(label) if " " in bracket]
    return {_voice(name) for name in (label, *inside)}


def _spoken(words: str) -> bool:
    """Whether words are talk by what they say outside quotation marks: they ask, or name who talks or listens."""
    own = _QUOTED.sub(" ", words)
    return "?" in own or any(
        word.lower().replace("’", "'") in _data().voices
        for word in _WORD.findall(own)
        if len(word) == 1 or not word.isupper()  # "US"
    )


def _speech_on_record(text: str, blocks: Sequence[Block], opened: Sequence[Turn | None]) -> bool:
    """Whether one titled label as records print it opens the page: a speech in a chamber has no second voice."""
    body = [(block, turn) for block, turn in zip(blocks, opened, strict=True) if block.part is Part.BODY]
    for place, (_, turn) in enumerate(body[:2]):
        if turn is None or turn.label is None or turn.mark is None or turn.mark.of(text) != ".":
            continue
        dashed = bool(text[turn.mark.end : turn.speech.begin].strip())
        label = turn.label.of(text)
        known = (label.endswith(")") or ", on behalf of" in label) if dashed else _titled(label)
        begun = [turn.speech.of(text), *(block.span.of(text) for block, _ in body[place + 1 : place + _OPENING])]
        return known and any(_spoken(words) for words in begun)
    return False


def _carried(text: str, blocks: Sequence[Block], opened: Sequence[Turn | None]) -> list[Turn | None]:
    """The turns with the paragraphs that go on with them."""
    body = [number for number, block in enumerate(blocks) if block.part is Part.BODY]
    labelled = [number for number in body if opened[number] is not None]
    out = list(opened)
    if not labelled:
        return out
    inside = [number for number in body if labelled[0] <= number <= labelled[-1]]
    alone = len(labelled) == 1
    if not alone and len(labelled) < _LABELLED * len(inside):
        return out
    whole = alone or len(labelled) >= _LABELLED * len(body)
    gap = max((second - first - 1 for first, second in pairwise(labelled)), default=0)
    longest = _LONGEST_TURN if labelled[0] in body[:_OPENING] else gap
    run = 0
    for number in body:
        block = blocks[number]
        if number <= labelled[0] or opened[number] is not None:
            run = 0
            continue
        run += 1
        begin = _first(text, block.span)
        if number > labelled[-1] and not alone and (not whole or run > longest):
            break
        told = begin >= block.span.end or text[begin] in _ASIDE or text[begin] in _QUOTES
        if (run <= _LONGEST_TURN or alone) and not told:
            out[number] = Turn(Span(begin, _trimmed(text, block.span)), None, None)
    return out


def _first(text: str, span: Span) -> int:
    begin = span.begin
    while begin < span.end and text[begin].isspace():
        begin += 1
    return begin


def _trimmed(text: str, span: Span) -> int:
    end = span.end
    while end > span.begin and text[end - 1].isspace():
        end -= 1
    return end
