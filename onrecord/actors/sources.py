"""Which actors the source of a statement names."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors.lexicon import Lexicon, Sort
from onrecord.actors.refs import Ref, RefKind
from onrecord.actors.register import slug
from onrecord.actors.scene import Scene
from onrecord.actors.tokens import Page, Token
from onrecord.types import Actor, ActorKind, Span

Found = Sequence[tuple[Ref, tuple[str, ...]]]

_POSSESSIVES = frozenset({"his", "her", "its", "their", "my", "our", "your"})
_QUOTES = frozenset("\"'“”‘’«»„")


def holders(page: Page, span: Span, found: Found, lists: Sequence[tuple[Ref, ...]], lex: Lexicon) -> tuple[str, ...]:
    """The actors behind a source: those of the reference that holds its head noun, and of the list that this opens."""
    refs = sorted((ref for ref, _ in found), key=lambda r: (r.begin, -r.end))
    if not refs:
        return ()
    actors_at = {(ref.begin, ref.end): actors for ref, actors in found}
    chosen = _chosen(page, span, refs, lex)
    if chosen is None:
        return ()
    named = _named_behind(page, chosen, refs, lists)
    if named:
        return tuple(dict.fromkeys(a for ref in named for a in actors_at[ref.begin, ref.end]))
    for run in lists:
        members = [ref for ref in run if ref in refs]
        if len(members) > 1 and members[0] is chosen:
            return tuple(dict.fromkeys(a for ref in members for a in actors_at[ref.begin, ref.end]))
    return actors_at[chosen.begin, chosen.end]


def _named_behind(page: Page, chosen: Ref, refs: Sequence[Ref], lists: Sequence[tuple[Ref, ...]]) -> Sequence[Ref]:
    """Who stands in apposition to a description: "his friend at school, X,", "two analysts, X and Y,"."""
    if chosen.kind not in (RefKind.ROLE, RefKind.GROUP):
        return ()
    last = chosen.end + _APPOSITION
    persons = [r for r in refs if r.kind is RefKind.PERSON and chosen.end < r.begin <= last and r.role is None]
    persons = [r for r in persons if page.tokens[r.begin - 1].text in (",", "—", "–", "--")]
    if not persons or any(
        t.lower in ("like", "including", "by", "and") for t in page.tokens[chosen.end : persons[0].begin]
    ):
        return ()
    if chosen.kind is RefKind.ROLE:
        after = page.tokens[persons[0].end] if persons[0].end < len(page.tokens) else None
        return persons[:1] if after is None or not after.word or after.lower == "who" else ()
    run = next((run for run in lists if run[0] is persons[0]), ())
    whole = all(r.kind is RefKind.PERSON and r in refs for r in run)
    return run if whole and (chosen.definite or chosen.role == str(len(run))) else ()


def _chosen(page: Page, span: Span, refs: Sequence[Ref], lex: Lexicon) -> Ref | None:
    """The reference that the source is: the one with its head, one in apposition, or the maker of a report."""
    indexes = page.within(span)
    head = head_of(page, indexes, refs, lex)
    holding = next((ref for ref in refs if head is not None and ref.begin <= head < ref.end), None)
    if holding is not None:
        named = next((r for r in refs if r.kind is RefKind.PERSON and 0 <= r.begin - holding.end <= 1), None)
        one = page.tokens[indexes.start].lower == "one"
        return named if one and holding.plural and named is not None else holding  # "one of his advisers, Tad Devine"
    if (
        head is not None
        and page.tokens[head].capital
        and head + 1 < indexes.stop
        and page.tokens[head + 1].pos == "ADP"
    ):
        return None  # "Concerned Veterans for America"
    if head is None or page.tokens[head].pos not in ("NOUN", ""):
        return next((ref for ref in refs if not _adjective(ref) and ref.name not in _POSSESSIVES), None)
    # "one presidential hopeful, Carly Fiorina,", "an academic named Eric Kingson"
    behind = next((r for r in refs if r.kind is RefKind.PERSON and head < r.begin <= head + _APPOSITION), None)
    if behind is not None and not any(t.pos in ("ADP", "PRON") for t in page.tokens[head + 1 : behind.begin]):
        return behind
    return _maker(page, head, refs, lex)


_APPOSITION = 5  # tokens from a head to a name in apposition: a comma or dash, an article, a title
_BODIES = (RefKind.ORGANISATION, RefKind.LISTED)


def _maker(page: Page, head: int, refs: Sequence[Ref], lex: Lexicon) -> Ref | None:
    """Who made the thing that speaks: "X's letter", "the X poll", "a poll by X"; "the X newspaper" is X itself."""
    word = page.tokens[head].lower
    before = next((ref for ref in reversed(refs) if ref.end <= head and not _adjective(ref)), None)
    if before is not None:
        owns = page.tokens[before.end].text in ("'s", "'") and before.name not in _POSSESSIVES
        if owns and word in lex.groups.things:
            return before
        kind = word in lex.groups.body_anaphors and before.end == head
        if not owns and before.kind in _BODIES and (kind or word in lex.groups.made_things):
            return before
    behind = next((ref for ref in refs if head < ref.begin <= head + _APPOSITION and not _adjective(ref)), None)
    if behind is None:
        return None
    links = {t.lower for t in page.tokens[head + 1 : behind.begin]}
    if word in lex.roles.state_institutions and "of" in links:
        return behind  # "the governments of A and B"
    if links & {"from", "by"} and word in lex.groups.speech_things | lex.groups.made_things:
        return behind  # "praise from X", "a poll by X"
    # "an article in X"; but polls in a state are nobody's
    published = word in lex.groups.made_things and behind.kind is RefKind.ORGANISATION and "in" in links
    return behind if published else None


def head_of(page: Page, indexes: range, refs: Sequence[Ref], lex: Lexicon) -> int | None:
    """The token that heads a noun phrase: its last noun before a preposition, verb or mark; None where it has none."""
    tokens, head, index = page.tokens, None, indexes.start
    begins = {ref.begin: ref for ref in reversed(refs)}  # of several that begin together the longest
    if refs and refs[0].begin < indexes.start:
        begins[indexes.start] = refs[0]
    while index < indexes.stop:
        ref, token = begins.get(index), tokens[index]
        if ref is not None and ref.end > index:
            head, index = ref.end - 1, ref.end
            continue
        if token.text in ("'s", "'") and head is not None:
            head = None  # a possessor is no head
        elif (
            token.pos in ("NOUN", "PROPN", "PRON", "") and token.word and token.lower not in lex.words["phrases.links"]
        ):
            if head is not None and token.pos == "PRON":
                break
            head = index
        elif head is not None and token.lower == "of" and _counts(tokens[head], lex):
            head = None  # "75 percent of Democrats"
        elif head is not None and _ends(token, lex):
            break
        index += 1
    return head


def _counts(token: Token, lex: Lexicon) -> bool:
    return token.lower in lex.groups.quantifiers | lex.words["phrases.shares"] or token.text[0].isdigit()


def _ends(token: Token, lex: Lexicon) -> bool:
    mark = not token.word and token.text not in _QUOTES and token.text not in "-%$"
    return (
        mark
        or token.pos in ("ADP", "VERB", "AUX", "SCONJ", "PART", "CCONJ")
        or token.lower in lex.words["phrases.links"]
    )


def _adjective(ref: Ref) -> bool:
    """Whether a demonym only says where somebody or something comes from."""
    return ref.entry is not None and ref.entry.sort is Sort.DEMONYM and ref.role is None and not ref.plural


def fallback_actor(page: Page, span: Span, scene: Scene) -> Actor | None:
    """An actor made from the source's own words where no reference was found; None where it names nobody."""
    indexes, lex = page.within(span), scene.lex
    tokens = [page.tokens[i] for i in indexes]
    words = lex.words
    determiner = ""
    while tokens and (
        tokens[0].lower in words["determiners.definite"]
        or tokens[0].lower in words["determiners.indefinite"]
        or not tokens[0].word
    ):
        determiner = tokens[0].lower
        tokens = tokens[1:]
    head = head_of(page, indexes, (), lex)
    kept = [t for t in tokens if t.word and (head is None or t.begin <= page.tokens[head].begin)]
    whole = [t for t in tokens if t.word]
    if not kept or len(kept) > 8 or kept[-1].lower in lex.groups.stance:
        return None
    if kept[0].lower in words["not_names.words"] and kept[0].lower not in lex.groups.quantifiers:
        return None
    if any(t.lower in scene.lex.pronouns for t in kept):
        return None
    named = kept[0].pos in ("", "PROPN") or len(whole) > 1
    if all(t.capital for t in whole) and named and len(whole) <= 8:
        name = _text(page, whole)
        return Actor("org:" + slug(name), name, ActorKind.ORGANISATION)
    if (
        len(whole) > 2
        and all(t.capital or t.lower in words["phrases.small"] for t in whole)
        and whole[-1].capital
        and named
    ):
        name = _text(page, whole)
        return Actor("org:" + slug(name), name, ActorKind.ORGANISATION)
    last, name = kept[-1], _text(page, kept)
    if last.pos not in ("NOUN", "PROPN") or last.lower in lex.groups.things or last.lower == "news":
        return None
    if last.lower.endswith("s") and not last.lower.endswith("ss"):
        return Actor("group:" + slug(name), name, ActorKind.GROUP)
    human = last.lower.endswith(lex.groups.human) and not last.lower.endswith(lex.groups.not_human)
    if human and determiner in words["determiners.indefinite"]:
        key = f"role:{slug(name)}-{slug(page.article.id)[:6]}"
        return Actor(key, name, ActorKind.PERSON, name.lower())
    return None


def _text(page: Page, tokens: Sequence[Token]) -> str:
    return " ".join(page.article.text[tokens[0].begin : tokens[-1].end].split())
