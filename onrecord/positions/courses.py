"""Courses of action in running text: what somebody wants, plans, weighs or refuses to do, as short phrases."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

from onrecord.positions.clauses import Token, Tokens
from onrecord.positions.options import action_book, content_words, stem
from onrecord.positions.phrases import Phrasebook, language
from onrecord.types import ArticleMaterial, Entity, EntityKind, Part, Span

_NOMINAL = frozenset({"NOUN", "PROPN"})
_BEFORE_NOUN = frozenset({"ADJ", "NUM", "NOUN", "PROPN"})
_NAMES = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE, EntityKind.ROLE, EntityKind.DATE})
# Words between an attitude and its course: "urged governments to settle", "not be able to rapidly send".
_REACH = 5
_SKIPPED = frozenset({"ADV", "PART"})
# A label of more words is a sentence; of a phrase with more, the last prepositional part is left out.
_LONGEST = 9
_TIES = 2


@dataclass(frozen=True, slots=True)
class Course:
    """A course of action as a label ("Sending troops to Ukraine"), and where it was found.

    ``stems`` are those of its words that say what it is about, ``object`` the phrase that its act is done to,
    ``acted`` whether a verb names the act, ``plain`` whether it is wanted or refused in so many words; ``spoken`` is
    the actor's id where it stands in somebody's statement.
    """

    label: str
    object: str
    stems: frozenset[str]
    acted: bool
    plain: bool
    article: str
    origin: str
    paragraph: int
    text: str
    spoken: str | None


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads((files("onrecord.positions") / "courses.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=16)
def small(kind: str) -> frozenset[str]:
    """A list of small words of courses.toml."""
    return frozenset(_table()["small"][kind])


@lru_cache(maxsize=1)
def _attitudes() -> Phrasebook[tuple[bool, bool]]:
    """Words after which a course may follow: whether only a verb may, and whether they are plain."""
    table, classes = _table()["attitudes"], language()["classes"]
    return Phrasebook(
        (pattern, (name in table["verbs_only"], name in table["plain"]))
        for name in table["classes"]
        for pattern in classes[name]["patterns"]
        if pattern not in table["not_of"]
    )


@lru_cache(maxsize=1)
def _empty() -> tuple[frozenset[str], frozenset[str]]:
    """Verbs and nouns that name no course."""
    return frozenset(gerund(verb) for verb in _table()["verbs"]["empty"]), frozenset(_table()["nouns"]["empty"])


@lru_cache(maxsize=1)
def _irregular() -> dict[str, str]:
    return dict(line.split(" ", 1) for line in _table()["verbs"]["irregular"])


@lru_cache(maxsize=4096)
def gerund(verb: str) -> str:
    """The form in -ing of a base form or participle: "sending" of "send", "banning" of "ban" and "banned"."""
    if verb.endswith("ing") and len(verb) > 5:
        return verb
    if verb in _irregular():
        return _irregular()[verb]
    if verb.endswith("ied"):
        return verb[:-3] + "ying"
    if verb.endswith("ed") and len(verb) > 4 and not verb.endswith("eed"):
        return verb[:-2] + "ing"
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and len(verb) > 2:
        return verb[:-1] + "ing"
    if verb.endswith("ic"):
        return verb + "king"
    return verb + (verb[-1] if _doubles(verb) else "") + "ing"


def _doubles(verb: str) -> bool:
    if verb in _table()["verbs"]["doubled"]:
        return True
    vowels = [place for place, letter in enumerate(verb) if letter in "aeiou"]
    return len(verb) > 2 and vowels == [len(verb) - 2] and verb[-1] not in "wxy"


def courses(material: ArticleMaterial) -> Iterator[Course]:
    """The courses of action that an article's body speaks of, in the order of the text."""
    text, reading = material.article.text, material.reading
    tokens = Tokens(text, reading)
    names = [entity for entity in reading.entities if entity.kind in _NAMES]
    days = [entity.span for entity in reading.entities if entity.kind is EntityKind.DATE]
    spoken = [(span, one.actor) for one in material.resolution.statements for span in one.content]
    for sentence in reading.sentences:
        block = next((n for n, block in enumerate(reading.blocks, 1) if block.span.covers(sentence)), 0)
        if not block or reading.blocks[block - 1].part is not Part.BODY:
            continue
        row = [token for token in tokens.within(sentence) if not any(day.covers(token.span) for day in days)]
        for found in _in_sentence(_Row(text, row, names)):
            by = next((actor for span, actor in spoken if span.overlaps(found.place)), None)
            yield Course(
                label=found.label,
                object=found.object,
                stems=frozenset(stem(word) for word in content_words(found.label)),
                acted=found.acted,
                plain=found.plain,
                article=material.article.id,
                origin=material.article.origin,
                paragraph=block,
                text=sentence.of(text),
                spoken=by,
            )


@dataclass(frozen=True, slots=True)
class _Row:
    """A sentence's tokens, with the text that they are of and the names in it."""

    text: str
    tokens: Sequence[Token]
    names: Sequence[Entity]

    def words(self, begin: int, end: int) -> str:
        """The words [begin, end) on one line; "our" and "this" are "the", as a label is nobody's."""
        said = [token.span.of(self.text) for token in self.tokens[begin:end]]
        said = [
            "the" if word.lower() in small("own") | small("pointing") and end - begin > 1 else word for word in said
        ]
        spaced = [
            before.span.end < token.span.begin
            for before, token in zip(self.tokens[begin : end - 1], self.tokens[begin + 1 : end], strict=True)
        ]
        return "".join(f"{word}{' ' * gap}" for word, gap in zip(said, [*spaced, False], strict=True))


@dataclass(frozen=True, slots=True)
class _Found:
    label: str
    object: str
    place: Span
    acted: bool
    plain: bool = False


def _in_sentence(row: _Row) -> Iterator[_Found]:
    seen: set[int] = set()
    for hit in _attitudes().find([token.text for token in row.tokens]):
        verbs_only, plain = hit.label
        for found, begin in _after(row, hit.begin, hit.end, verbs_only=verbs_only):
            if begin not in seen:
                seen.add(begin)
                yield replace(found, plain=plain)


def _after(row: _Row, begin: int, place: int, *, verbs_only: bool) -> Iterator[tuple[_Found, int]]:
    """The course behind an attitude at [begin, place): a verb with its object, or an object alone."""
    tokens = row.tokens
    verb = _verb(tokens, place)
    if verb is not None:
        passive = verb > place and tokens[verb - 1].text in small("passive")
        if not passive and not tokens[verb].text.endswith("ing") and not _is_base(tokens[verb].text):
            return
        if not passive and gerund(tokens[verb].text) in _empty()[0] and _tied_for(tokens, verb):
            yield from _after(row, begin, verb + 2, verbs_only=False)
            return
        found = _passive(row, begin, verb) if passive else _active(row, begin, verb)
        if found is not None:
            yield found, verb
        return
    done = _to_be_done(row, place)
    if done is not None:
        yield done
    elif not verbs_only:
        phrase = _phrase(row, place)
        if phrase is not None and _telling(row, *phrase[:2]):
            first, last, end = phrase
            yield _made(row, "", (first, end), (first, last)), first


def _verb(tokens: Sequence[Token], place: int) -> int | None:
    """The verb that an attitude before ``place`` governs: next to it, or behind a "to" within reach."""
    at = place
    while (
        at < len(tokens) and (tokens[at].pos in _SKIPPED or tokens[at].text in small("passive")) and at - place < _REACH
    ):
        at += 1
    if (
        at < len(tokens)
        and tokens[at].pos == "VERB"
        and (tokens[at].text.endswith("ing") or at == place or _bare(tokens, at))
    ):
        return at
    for at in range(place, min(place + _REACH, len(tokens) - 1)):
        if tokens[at].pos in {"PUNCT", "VERB", "SCONJ", "CCONJ"}:
            return None
        if tokens[at].text == "to" and tokens[at + 1].pos == "VERB":
            return at + 1
    return None


def _to_be_done(row: _Row, place: int) -> tuple[_Found, int] | None:
    """ "Proposed that the vote be postponed", "wants the levy abolished": the object stands before its act."""
    tokens = row.tokens
    at = place
    while at < len(tokens) and tokens[at].text in small("between"):
        at += 1
    phrase = _phrase(row, at)
    if phrase is None:
        return None
    verb = phrase[2] + (phrase[2] < len(tokens) and tokens[phrase[2]].text == "be")
    if (
        verb >= len(tokens)
        or tokens[verb].pos != "VERB"
        or (verb == phrase[2] and at == place and tokens[at - 1].pos != "VERB")
    ):
        return None
    found = _passive(row, phrase[2], verb)
    return None if found is None else (found, verb)


def _is_base(verb: str) -> bool:
    """Whether a verb may be a base form: not "presents", "abolished"."""
    return verb.endswith(("ss", "eed")) or not verb.endswith(("s", "ed"))


def _tied_for(tokens: Sequence[Token], verb: int) -> bool:
    """Whether the verb is an attitude itself: "should push for", "wants to vote against"."""
    return verb + 1 < len(tokens) and tokens[verb + 1].text in {"for", "against"}


def _bare(tokens: Sequence[Token], at: int) -> bool:
    """Whether all between the attitude and the verb was "not", "to", "be" or an adverb."""
    return tokens[at - 1].text in {"to", "be", "not", "n't"} or tokens[at - 1].pos == "ADV"


def _active(row: _Row, begin: int, verb: int) -> _Found | None:
    tokens, table = row.tokens, _table()["verbs"]
    word = gerund(tokens[verb].text)
    at = verb + 1
    if word in {gerund(letting) for letting in table["letting"]}:
        return _letting(row, verb)
    if at < len(tokens) and tokens[at].text in _table()["verbs"]["particles"]:
        word, at = f"{word} {tokens[at].text}", at + 1
    elif word in _empty()[0]:
        return None
    acting = bool(action_book().find([tokens[verb].text]))
    tie = ""
    if at < len(tokens) and tokens[at].pos == "ADP" and tokens[at].text in _table()["nouns"]["ties"]:
        if tokens[verb].text in table["both"]:
            return _passive(row, begin, verb)
        tie, at = f" {tokens[at].text}", at + 1
    phrase = _phrase(row, at)
    if phrase is None and not tie and tokens[verb].text in table["both"]:
        return _passive(row, begin, verb)
    if phrase is None or not (acting or _contentful(row, *phrase[:2])):
        return None
    first, last, end = phrase
    return _made(row, word + tie, (first, end), (first, last), verb)


def _letting(row: _Row, verb: int) -> _Found | None:
    """ "Let each town choose its own time": the object does something itself."""
    tokens = row.tokens
    phrase = _phrase(row, verb + 1)
    if phrase is None:
        return None
    last = phrase[1]
    at = last + (last < len(tokens) and tokens[last].text == "to")
    if at >= len(tokens) or tokens[at].pos != "VERB":
        return None
    inner = _phrase(row, at + 1)
    if inner is None or not _contentful(row, *inner[:2]):
        return None
    return _made(row, gerund(tokens[verb].text), (verb + 1, inner[2]), inner[:2], verb)


def _passive(row: _Row, begin: int, verb: int) -> _Found | None:
    """ "The levy should be abolished", "should end": what stands before the attitude is the object."""
    word = gerund(row.tokens[verb].text)
    known = ("ed", *_irregular(), *_table()["verbs"]["both"])
    if word in _empty()[0] or not row.tokens[verb].text.endswith(known):
        return None
    last = begin
    while last > 0 and row.tokens[last - 1].pos in {"ADV", "PART"}:
        last -= 1
    first = last
    while first > 0 and row.tokens[first - 1].pos in _BEFORE_NOUN:
        first -= 1
    acting = bool(action_book().find([row.tokens[verb].text]))
    if first == last or not (acting or _contentful(row, first, last)):
        return None
    return _made(row, word, (first, last), (first, last), verb)


def _phrase(row: _Row, place: int) -> tuple[int, int, int] | None:
    """A noun phrase at ``place`` without its article: where it begins, where it ends, and where its ties end."""
    tokens = row.tokens
    at = place
    while at < len(tokens) and (tokens[at].pos in {"DET", "ADV"} or tokens[at].text in small("own")):
        at += 1
    first, last = at, _nominal(tokens, at)
    if last is None:
        return None
    end = last
    for _ in range(_TIES):
        if end >= len(tokens) or tokens[end].text not in _table()["nouns"]["ties"]:
            break
        at = end + 1
        while at < len(tokens) and (tokens[at].pos == "DET" or tokens[at].text in small("own")):
            at += 1
        tied = _nominal(tokens, at)
        if tied is None or tied - first > _LONGEST:
            break
        end = tied
    return first, last, end


def _nominal(tokens: Sequence[Token], at: int) -> int | None:
    """The end of a row of adjectives and nouns that ends in a noun; None where there is none."""
    end, noun = at, None
    while end < len(tokens):
        token = tokens[end]
        if token.pos in _NOMINAL:
            noun = end + 1
        elif token.pos not in _BEFORE_NOUN and not (token.text in {"'s", "-", "’s"} and noun):
            break
        end += 1
    return noun


def _contentful(row: _Row, first: int, last: int) -> bool:
    """Whether one of a phrase's nouns, whose it is apart, says something: not "change", but "clock change"."""
    own = [at + 1 for at in range(first, last) if row.tokens[at].text in {"'s", "’s"}]
    if own and any(row.tokens[own[-1] - 2].span.overlaps(n.span) for n in row.names if n.kind is EntityKind.PERSON):
        return False  # "the minister's chances" are nobody's course
    first = own[-1] if own else first
    return any(token.pos in _NOMINAL and token.text not in _empty()[1] for token in row.tokens[first:last])


def _telling(row: _Row, first: int, last: int) -> bool:
    """Whether a phrase names a course by itself: no empty word, and no name of a person, body or place."""
    head = row.tokens[last - 1]
    named = any(name.span.overlaps(head.span) for name in row.names)
    return _contentful(row, first, last) and head.pos == "NOUN" and not named


def _made(row: _Row, act: str, whole: tuple[int, int], inner: tuple[int, int], verb: int | None = None) -> _Found:
    first = whole[0]
    if act and first > 0 and row.tokens[first - 1].text in small("articles") | small("own") | small("pointing"):
        whole = (first - 1, whole[1])
    said = row.words(*whole)
    said = f"the {said[4:]}" if said.startswith("The ") else said
    label = f"{act} {said}".strip()
    begin = min(whole[0], verb if verb is not None else whole[0])
    end = max(whole[1], (verb or 0) + 1)
    place = Span(row.tokens[begin].span.begin, row.tokens[end - 1].span.end)
    return _Found(label[:1].upper() + label[1:], row.words(*inner), place, bool(act))
