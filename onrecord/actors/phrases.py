"""The noun phrase around a role, an institution or a group: what stands left of its head and behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.actors.lexicon import Lexicon
from onrecord.actors.refs import Ref, RefKind, Taken
from onrecord.actors.tokens import Page

AGED = re.compile(r"^\d+-year-old$")
_COUNT = re.compile(r"^\d{1,3}$")

# "The outgoing French minister for …" and its like stay below; more words are two phrases run together. By judgement.
LONGEST_LEFT = 9


@dataclass(frozen=True, slots=True)
class Left:
    """What stands left of a head: the body, the determiner or owner, the quantifiers."""

    begin: int
    modifiers: int  # first token of the phrase without determiner and body
    body: Ref | None = None
    determiner: str = ""
    owner: str | None = None
    quantified: bool = False
    number: int = 0


def extend_left(page: Page, taken: Taken, lex: Lexicon, head: int) -> Left:
    """Walk left from a head over modifiers, a body in front ("the French", "Spain's") and the determiner."""
    tokens, begin, modifiers = page.tokens, head, head
    body: Ref | None = None
    determiner, owner, quantified, number = "", None, False, 0
    while begin > 0 and head - begin < LONGEST_LEFT:
        token = tokens[begin - 1]
        ref = taken.at(begin - 1)
        if token.block != tokens[begin].block or (token.sentence != tokens[begin].sentence and not token.word):
            break
        if ref is not None:
            if quantified and ref.entry is None:
                break
            if ref.kind in (RefKind.LISTED, RefKind.ORGANISATION) and _portfolio(ref, begin, tokens[head].lower):
                begin = modifiers = ref.begin
                continue
            if ref.kind in (RefKind.LISTED, RefKind.ORGANISATION) and not ref.plural:
                body, begin = body or ref, ref.begin
                continue
            if ref.kind is RefKind.PERSON and ref.role is None and body is None:
                body, begin = ref, ref.begin  # "Clinton spokesman X", "the Trump campaign"
                continue
            break
        if token.text in ("'s", "'") and begin > 1 and (owner_ref := taken.at(begin - 2)) is not None:
            body, begin = body or owner_ref, owner_ref.begin
            break
        lower = token.lower
        if lower == "'s":
            determiner = lower  # somebody's, whom no list holds
            break
        if lower in lex.words["determiners.definite"] or lower in lex.words["determiners.indefinite"]:
            determiner, begin = lower, begin - 1
            break
        if lower in lex.words["determiners.possessive"]:
            owner, begin = lower, begin - 1
            break
        if lower in lex.groups.quantifiers or _COUNT.match(lower) or (lower == "of" and _counts(page, begin - 2, lex)):
            quantified = quantified or (lower not in lex.groups.numbers and not _COUNT.match(lower))
            number = lex.groups.numbers.get(lower, int(lower) if _COUNT.match(lower) else number)
            begin -= 1
            continue
        if quantified or not _modifier(page, begin - 1, lex):
            break
        begin -= 1
        if body is None:
            modifiers = begin
    return Left(begin, modifiers, body, determiner, owner, quantified, number)


def _portfolio(ref: Ref, begin: int, head: str) -> bool:
    """Whether a name is a ministry's field here: Labour minister, Climate Protection Minister."""
    if head not in ("minister", "secretary", "ministry", "ministers"):
        return False
    unlisted = ref.entry is None and ref.end == begin and not ref.name.isupper() and head != "secretary"
    return unlisted or ref.name.lower() == "labour"


def _counts(page: Page, index: int, lex: Lexicon) -> bool:
    return index >= 0 and page.tokens[index].lower in (
        "dozens",
        "hundreds",
        "thousands",
        "scores",
        "number",
        "handful",
        "majority",
        "most",
        "many",
        "some",
        "all",
        "half",
        "group",
        "several",
    )


def _modifier(page: Page, index: int, lex: Lexicon) -> bool:
    token = page.tokens[index]
    lower = token.lower
    if lower in lex.roles.portfolio or lower in lex.roles.adjective or AGED.match(lower):
        return True
    if lower in lex.roles.kinds and lower not in ("member", "source"):
        return True
    if lower in ("and", "&") and index > 0:
        return (
            page.tokens[index - 1].lower in lex.roles.portfolio and page.tokens[index + 1].lower in lex.roles.portfolio
        )
    if lower in lex.words["not_names.words"]:
        return False
    if "-" in lower and lower.split("-")[0] in lex.roles.adjective | lex.roles.portfolio | {"vice"}:
        return True
    return (
        token.pos in ("ADJ", "NOUN", "PROPN")
        and token.word
        and not (token.capital and index in page.starts and token.pos == "NOUN")
    )


@dataclass(frozen=True, slots=True)
class Right:
    """What stands behind a head: its end with "of …", and the body or principal named there."""

    end: int
    body: Ref | None = None
    text: str = ""  # "of foreign affairs"


def extend_right(page: Page, taken: Taken, lex: Lexicon, end: int, *, preposition: frozenset[str]) -> Right:
    """Read "of the European Commission", "to President X", "of foreign affairs" behind a head."""
    tokens = page.tokens
    if end >= len(tokens) or tokens[end].lower not in preposition:
        return Right(end)
    index = end + 1
    while index < len(tokens) and tokens[index].lower in ("the", "its", "their", "his", "her"):
        index += 1
    if index >= len(tokens):
        return Right(end)
    ref = taken.at(index)
    if ref is not None and ref.begin <= index and ref.kind is not RefKind.PRONOUN:
        return Right(ref.end, ref)
    place = index
    while place < len(tokens) and tokens[place].capital and tokens[place].word and taken.free(place, place + 1):
        place += 1
    if place > index and tokens[end].lower == "of":
        return Right(place, None, page.words(end, place).lower())  # "the mayor of Riga": a town, which acts for nobody
    if tokens[end].lower == "in":
        return Right(end)
    stop = index
    while stop < len(tokens) and (
        tokens[stop].lower in lex.roles.portfolio or (tokens[stop].lower == "and" and stop > index)
    ):
        stop += 1
    while stop > index and tokens[stop - 1].lower == "and":
        stop -= 1
    if stop > index:
        after = taken.at(stop + 1) if stop < len(tokens) and tokens[stop].lower == "of" else None
        text = page.words(end, stop).lower()
        if after is not None and after.entry is not None:
            return Right(after.end, after, text)
        return Right(stop, None, text)
    return Right(end)
