"""Names of the lists in an article: states, capitals, demonyms, bodies, seats of power, parties, blocs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from onrecord.actors.lexicon import Entry, Lexicon, Sort
from onrecord.actors.refs import Ref, RefKind
from onrecord.actors.tokens import Page, Token
from onrecord.types import Actor, Reading


def listed_names(page: Page, reading: Reading, lex: Lexicon) -> list[Ref]:
    """The listed names of an article, the longest match at each place; capitals only where they act for their state."""
    spots = list(_spots(page, lex))
    support = _support(spots, lex.actors)
    found: list[Ref] = []
    for begin, end, entries in spots:
        entry = _choose(entries, support, _neighbour(found, begin, page), lex.actors)
        if entry is None:
            continue
        if entry.sort is Sort.CAPITAL and not stands_for_state(page, begin, end, lex):
            continue
        found.append(Ref(begin, end, RefKind.LISTED, page.words(begin, end), entry, plural=_plural(entry)))
    return found


def _plural(entry: Entry) -> bool:
    last = entry.words[-1]
    return entry.sort is Sort.DEMONYM and last.endswith(("s", "men")) and not last.endswith(("ss", "us"))


def _spots(page: Page, lex: Lexicon) -> Iterator[tuple[int, int, tuple[Entry, ...]]]:
    index = 0
    while index < len(page.tokens):
        best: list[Entry] = []
        for entry in lex.entries.get(_key(page.tokens[index]), ()):
            if best and len(entry.words) < len(best[0].words):
                break
            if _matches(page, index, entry.words):
                best.append(entry)
        if best:
            length = len(best[0].words)
            yield index, index + length, tuple(best)
            index += length
        else:
            index += 1


def _key(token: Token) -> str:
    # Headlines in capitals; four letters and more, so that acronyms keep their own entries.
    return (
        token.text.capitalize()
        if token.text.isupper() and len(token.text) > 4 and "." not in token.text
        else token.text
    )


def _matches(page: Page, index: int, words: tuple[str, ...]) -> bool:
    if index + len(words) > len(page.tokens):
        return False
    for offset, word in enumerate(words):
        token = page.tokens[index + offset]
        if token.text != word and _key(token) != word:
            return False
    return True


def _support(spots: list[tuple[int, int, tuple[Entry, ...]]], actors: Mapping[str, Actor]) -> Counter[str]:
    """How often each actor, and the state or body above it, is named beyond doubt."""
    support: Counter[str] = Counter()
    for _, _, entries in spots:
        strong = {e.actor for e in entries if not e.weak}
        if len(strong) != 1:
            continue
        actor = actors[strong.pop()]
        support.update({i for i in (actor.id, actor.state, actor.affiliation) if i})
    union = actors["org:eu"]
    # Three member states in one article: its "Commission" and "Parliament" are the Union's.
    if len(set(union.members) & set(support)) >= 3:
        support[union.id] += 1
    return support


def _neighbour(found: list[Ref], begin: int, page: Page) -> str | None:
    """The state whose name or demonym stands right before: "Danish Social Democrats"."""
    if not found:
        return None
    last = found[-1]
    gap = page.tokens[last.end : begin]
    if last.entry is not None and last.entry.sort in (Sort.DEMONYM, Sort.STATE) and all(t.text == "'s" for t in gap):
        return last.entry.actor
    return None


def _choose(
    entries: tuple[Entry, ...], support: Counter[str], neighbour: str | None, actors: Mapping[str, Actor]
) -> Entry | None:
    ranked = []
    for entry in entries:
        actor = actors[entry.actor]
        above = [i for i in (actor.state, actor.affiliation) if i]
        backing = sum(support[i] for i in above) + 2 * support[actor.id]
        if neighbour is not None and actor.state is not None and entry.sort in (Sort.PARTY, Sort.BODY, Sort.SEAT):
            if actor.state != neighbour:
                continue
            backing += 100
        if entry.weak and not backing:
            continue
        # A plain name outranks a weak one; among equals the better known in this article wins.
        ranked.append(((not entry.weak, backing), entry))
    ranked.sort(key=lambda pair: pair[0], reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0] and ranked[0][1].actor != ranked[1][1].actor):
        return None
    return ranked[0][1]


def stands_for_state(page: Page, begin: int, end: int, lex: Lexicon) -> bool:
    """Whether a capital acts for its state here ("Berlin is against it") or is a place ("in Berlin", "Berlin Wall")."""
    words, tokens = lex.words, page.tokens
    before = tokens[begin - 1] if begin else None
    after = tokens[end] if end < len(tokens) else None
    if after is not None and (
        after.lower in words["places.after"] or (after.capital and after.text not in ("I",) and after.word)
    ):
        return False
    if before is not None and before.text == "," and begin > 1 and tokens[begin - 2].capital:
        return _acts(page, end, lex)
    if before is None:
        return _acts(page, end, lex)
    if before.lower in words["places.prepositions"] and tokens[begin - 1].sentence == tokens[begin].sentence:
        return False
    if before.lower in ("to", "from", "for", "of", "the"):
        nearby = {t.lower for t in tokens[max(0, begin - 6) : begin]}
        moves = bool(nearby & words["places.motion"])
        return before.lower in ("to", "for") and not moves
    if before.lower in words["places.motion"]:
        return False
    dateline = after is not None and after.text in ("(", "—", "–", "-") and begin in page.starts
    return not dateline


def _acts(page: Page, end: int, lex: Lexicon) -> bool:
    after = page.tokens[end] if end < len(page.tokens) else None
    return after is not None and (
        after.pos in ("VERB", "AUX")
        or after.lower in lex.words["speech.verbs"]
        or after.text == "'s"
        or after.lower in ("is", "was", "has", "will", "would", "and", "had")
    )
