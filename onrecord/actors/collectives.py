"""Bodies that have no name but a description: "the bus drivers' union", "her coalition", "the Turkish air force"."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

from onrecord.actors.lexicon import Lexicon, Sort
from onrecord.actors.refs import Ref, RefKind, Taken
from onrecord.actors.register import slug
from onrecord.actors.scene import Scene
from onrecord.actors.tokens import Page, Token
from onrecord.types import Actor, ActorKind

#: The head of a reference to a body that is known by its description only.
DESCRIBED = "described"

_LONGEST = 7  # words before the head: "the Lower Rhine valley farmers' and growers' association" has six
_LINKS = frozenset({"and", "&"})
_OPEN = frozenset({"government", "institution"})  # what other rules claim without knowing whose it is
_MINE = frozenset({"my", "our", "your"})  # of the speaker, whom the words around tell
_NO_ONE = frozenset({"any", "no", "every", "each", "another"})
_OF = frozenset({"'s", "’s", "'", "’"})


def described_body(scene: Scene, ref: Ref, owner: tuple[str, ...]) -> tuple[str, ...]:
    """Who a description means: the same for the same words in this article, and nobody of another.

    ``owner`` is whom its possessive means ("her coalition"); where that is open, so is the body.
    """
    if ref.owner and not owner:
        return ()
    body = owner[0] if owner else scene.body_id(ref.body) if ref.body is not None else None
    holder = scene.actors.get(body or "")
    if holder is not None and holder.kind is ActorKind.PERSON and ref.name.lower().endswith("party"):
        own = scene.actors.get(holder.affiliation or "")
        if own is not None and own.kind is ActorKind.PARTY:
            return (own.id,)
    name = f"{holder.name}'s {ref.name}" if owner and holder is not None else ref.name
    key = f"role:{slug(name)}-{slug(scene.page.article.id)[:6]}"
    return (scene.add(Actor(key, name, ActorKind.ORGANISATION, None, body, holder.state if holder else None)),)


def collective_references(page: Page, taken: Taken, sources: AbstractSet[int], lex: Lexicon) -> None:
    """Claim descriptions with a head that acts as a body and says more of it than "the union", by the article's words.

    What is bare ("the union") takes up a body named before; what a state's name makes an institution ("the French
    army") was claimed before this. ``sources`` are the tokens of those who are said to say something.
    """
    for index, token in enumerate(page.tokens):
        pair = f"{page.tokens[index - 1].lower} {token.lower}" if index else ""  # "the Turkish air force"
        known = not lex.groups.collectives.isdisjoint((token.lower, pair))
        known = known or (token.lower in lex.groups.doubtful and index in sources)
        if not known or not _ends_phrase(page, taken, lex, index):
            continue
        held = taken.at(index)
        if held is not None and not (held.kind is RefKind.ORGANISATION and held.head in _OPEN and held.body is None):
            continue  # a name, or an institution whose owner is known
        ref = _described(page, taken, lex, index)
        if ref is not None:
            taken.put(ref)


def _ends_phrase(page: Page, taken: Taken, lex: Lexicon, index: int) -> bool:
    """Whether a noun is the last of its phrase: not "union leaders", not "coalition talks"."""
    if page.tokens[index].pos not in ("NOUN", "PROPN", ""):
        return False
    if index + 1 >= len(page.tokens):
        return True
    after = page.tokens[index + 1]
    if after.sentence != page.tokens[index].sentence or not after.word:
        return after.text not in ("'s", "'", "’", "-")
    held = taken.at(index + 1)
    compound = after.pos in ("NOUN", "PROPN") or (held is not None and held.kind is RefKind.PERSON)
    return not compound and after.lower not in ("'s", "’s", "to") and after.lower not in lex.roles.kinds


def _described(page: Page, taken: Taken, lex: Lexicon, index: int) -> Ref | None:
    tokens, begin, body = page.tokens, index, None
    words = lex.words
    determiner, owner, told = "", None, False
    while begin > 0 and index - begin < _LONGEST:
        token, ref = tokens[begin - 1], taken.at(begin - 1)
        if token.block != tokens[index].block or token.sentence != tokens[index].sentence:
            break
        lower = token.lower
        if lower in _OF:
            begin -= 1
            continue
        if ref is not None and ref.end == begin and ref.kind is not RefKind.PRONOUN:
            owns = tokens[begin].lower in _OF
            if not owns and (ref.kind is RefKind.PERSON or _is_the_body(ref, tokens[index], lex)):
                return None  # "the Hanna Berg group"; "the Reuters agency" is Reuters
            body, begin, told = ref, ref.begin, True
            if ref.entry is not None and ref.entry.sort is Sort.DEMONYM:
                continue
            break
        if lower in words["determiners.definite"] or lower in words["determiners.indefinite"]:
            determiner, begin = lower, begin - 1
            break
        if lower in words["determiners.possessive"]:
            owner, begin, told = lower, begin - 1, True
            break
        owner_before = begin > 2 and tokens[begin - 2].lower in _OF  # "the farmers' and growers' association"
        item = tokens[begin - 2 - owner_before] if begin > 1 else None
        joined = lower in _LINKS and item is not None and item.pos in ("NOUN", "PROPN") and told
        if not joined and (token.pos not in ("NOUN", "PROPN", "ADJ", "NUM") or not token.word):
            break
        begin, told = begin - 1, told or token.pos in ("NOUN", "PROPN")
    first = begin + bool(determiner or owner)
    if not told or determiner in _NO_ONE or owner in _MINE or tokens[begin].lower in {*_LINKS, *_OF}:
        return None
    if owner is not None and first == index and tokens[index].lower in lex.groups.body_anaphors:
        return None  # "her party" takes up one named before
    if body is not None and tokens[first].lower in words["determiners.definite"]:
        first += 1  # "the nurses" owns "the nurses' union"
    if first > index or (not determiner and owner is None and body is None and not tokens[begin].capital):
        return None  # "trade union" without an article is a kind of thing, no body
    return replace(
        Ref(begin, index + 1, RefKind.ORGANISATION, page.words(first, index + 1), head=DESCRIBED, owner=owner),
        body=body,
        definite=determiner in ("", "the", "this", "that", "these"),
        core=first,
    )


def _is_the_body(ref: Ref, head: Token, lex: Lexicon) -> bool:
    """Whether a noun only says what the body before it is: "the Reuters agency", not "the UN agency"."""
    if head.lower not in lex.groups.body_anaphors or head.capital:
        return False
    if ref.entry is None:
        return ref.kind is RefKind.ORGANISATION and ref.head is None
    return ref.entry.sort in (Sort.BODY, Sort.PARTY) and not lex.actors[ref.entry.actor].members
