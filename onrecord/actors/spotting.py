"""All references of an article, each token in one reference at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.actors.collectives import collective_references
from onrecord.actors.groups import anaphoric_references, group_references, institution_references, short_references
from onrecord.actors.kinds import kind_references
from onrecord.actors.lexicon import Lexicon
from onrecord.actors.listed import listed_names
from onrecord.actors.naming import name_references
from onrecord.actors.phrases import AGED
from onrecord.actors.refs import Ref, RefKind, Taken
from onrecord.actors.roles import role_references
from onrecord.actors.sight import sight_of
from onrecord.actors.tokens import Page
from onrecord.types import Reading, Span


def references(page: Page, reading: Reading, sources: Sequence[Span], lex: Lexicon) -> list[Ref]:
    """Names, roles, groups, institutions and pronouns of an article, by place."""
    taken = Taken(listed_names(page, reading, lex))
    sight = sight_of(page, reading, sources)
    name_references(page, sight, taken, lex)
    kind_references(page, taken, lex)
    institution_references(page, taken, lex)
    role_references(page, taken, sight.sources, lex)
    group_references(page, taken, lex)
    collective_references(page, taken, sight.sources, lex)
    anaphoric_references(page, taken, lex)
    short_references(page, taken, lex)
    for index, token in enumerate(page.tokens):
        kind = lex.pronouns.get(token.lower)
        if kind is not None and taken.free(index, index + 1) and not _a_state(token.text):
            taken.put(Ref(index, index + 1, RefKind.PRONOUN, token.lower, head=kind, plural=kind in ("they", "we")))
        elif index in sight.sources and taken.free(index, index + 1) and (many := _so_many(page, index, lex)):
            begin = index - (token.lower != "both")
            taken.put(Ref(begin, index + 1, RefKind.GROUP, token.lower, role=str(many), head="both", plural=True))
        elif (
            index in sight.sources and AGED.match(token.lower) and taken.free(index, index + 1) and _alone(page, index)
        ):
            taken.put(Ref(index - 1, index + 1, RefKind.ROLE, token.lower, head="politician", core=index))
        elif token.lower in lex.words["relatives.words"] and index in sight.sources and taken.free(index, index + 1):
            taken.put(Ref(index, index + 1, RefKind.PRONOUN, token.lower, head="who"))
    found = list(taken.all())
    nested = [_headed(inner, lex) for ref in found for inner in _inside(ref)]
    return sorted({(r.begin, r.end): r for r in (*nested, *found)}.values(), key=_reading_order)


def _alone(page: Page, index: int) -> bool:
    """Whether "the 54-year-old" stands by itself."""
    after = page.tokens[index + 1] if index + 1 < len(page.tokens) else None
    before = page.tokens[index - 1].lower if index else ""
    return before == "the" and (after is None or after.pos in ("VERB", "AUX", "ADP", "ADV", "PUNCT"))


def _so_many(page: Page, index: int, lex: Lexicon) -> int:
    """How many a word by itself stands for: "both vowed", "the two said", "the pair agreed"; 0 where it does not."""
    word, before = page.tokens[index].lower, page.tokens[index - 1].lower if index else ""
    after = page.tokens[index + 1] if index + 1 < len(page.tokens) else None
    if after is not None and after.pos not in ("VERB", "AUX", "ADP", "ADV", "PUNCT"):
        return 0
    if word == "both":
        return 2
    return lex.groups.numbers.get(word, lex.groups.sets.get(word, 0)) if before == "the" else 0


def _reading_order(ref: Ref) -> tuple[int, bool, int]:
    """By place; a possessive before the phrase that it opens, so that the phrase is not its own antecedent."""
    return (ref.begin, ref.kind is not RefKind.PRONOUN, -ref.end)


def _headed(ref: Ref, lex: Lexicon) -> Ref:
    """A possessive with its pronoun."""
    if ref.kind is not RefKind.PRONOUN:
        return ref
    kind = lex.pronouns.get(ref.name)
    return replace(ref, head=kind, plural=kind in ("they", "we"))


def outermost(refs: Sequence[Ref]) -> list[Ref]:
    """The references that stand in no other."""
    kept: list[Ref] = []
    for ref in sorted(refs, key=lambda r: (r.begin, -r.end)):
        if not kept or ref.begin >= kept[-1].end:
            kept.append(ref)
    return kept


def _inside(ref: Ref) -> list[Ref]:
    """The principal or body named within a longer reference: "President X" in "an adviser to President X"."""
    body = ref.body
    owner: list[Ref] = []
    if ref.owner is not None and ref.kind is not RefKind.PRONOUN:
        owner = [Ref(ref.begin, ref.begin + 1, RefKind.PRONOUN, ref.owner, head=ref.owner)]
    if (
        body is None
        or body.begin < ref.begin
        or body.end > ref.end
        or body.kind not in (RefKind.PERSON, RefKind.ORGANISATION, RefKind.ROLE)
    ):
        return owner
    return [*owner, body, *_inside(body)]


def _a_state(text: str) -> bool:
    return text in ("US", "IT", "WE", "ME")
