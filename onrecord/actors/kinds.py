"""Names that stand right behind the word for what they are: "the governing party X", "shipping company Y"."""

from __future__ import annotations

from dataclasses import replace

from onrecord.actors.lexicon import Lexicon, Sort
from onrecord.actors.phrases import extend_left
from onrecord.actors.refs import Ref, RefKind, Taken
from onrecord.actors.tokens import Page

_NAMED = frozenset({Sort.PARTY, Sort.BODY})
# Names longer than this are two names run together. By judgement.
_LONGEST = 6


def kind_references(page: Page, taken: Taken, lex: Lexicon) -> None:
    """Claim "the opposition party X" whole for X, which is an organisation or party whatever it sounds like."""
    heads = lex.roles.organisation_heads | lex.roles.institutions | lex.roles.bodies_by_kind
    for index, token in enumerate(page.tokens[:-1]):
        if token.lower not in heads or (token.capital and index not in page.starts) or taken.at(index) is not None:
            continue
        end = _name_end(page, lex, index + 1)
        if end == index + 1:
            continue
        left = extend_left(page, taken, lex, index)
        inner = taken.at(index + 1)
        if left.quantified or left.owner or (index in page.starts and not inner and token.pos == "VERB"):
            continue
        if inner is not None and inner.kind is RefKind.PERSON and page.tokens[inner.name_begin].lower in lex.given:
            continue  # "the company John Smith founded"
        if inner is not None and inner.entry is not None and inner.begin == index + 1 and inner.end >= end:
            if inner.entry.sort in _NAMED:
                taken.put(replace(inner, begin=left.begin, core=inner.name_begin))
            continue
        party = "party" in [t.lower for t in page.tokens[left.begin : index + 1]]
        name, head = page.words(index + 1, end), "party" if party else None
        taken.put(
            Ref(left.begin, end, RefKind.ORGANISATION, name, head=head, body=_state_of(left.body), core=index + 1)
        )


def _state_of(body: Ref | None) -> Ref | None:
    """The state that the phrase names ("the German company X"); "the opposition" names none."""
    return body if body is not None and body.entry is not None else None


def _name_end(page: Page, lex: Lexicon, begin: int) -> int:
    """Where the capitalised run that opens at ``begin`` ends; a plural's apostrophe may stand inside it."""
    tokens, end = page.tokens, begin
    while end < len(tokens) and end - begin < _LONGEST:
        token = tokens[end]
        if token.block != tokens[begin - 1].block or token.sentence != tokens[begin - 1].sentence:
            break
        inside = token.text in ("'", "’") and end > begin and end + 1 < len(tokens) and tokens[end + 1].capital
        if not inside and not (token.capital and token.word):
            break
        opens = (
            end == begin and token.lower in lex.roles.adjective and end + 1 < len(tokens) and tokens[end + 1].capital
        )
        if not inside and not opens and _other(token.lower, lex):
            # "the company Monday said", "union President X": no name, or another's role
            return begin if end == begin or token.lower in lex.roles.kinds else end
        end += 1
    return end


def _other(lower: str, lex: Lexicon) -> bool:
    return lower in lex.words["not_names.words"] or lower in lex.roles.kinds or lower in lex.roles.titles
