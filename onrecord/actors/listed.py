"""Names of the lists in an article: states, capitals, demonyms, bodies, seats of power, parties, blocs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from onrecord.actors.around import Spot
from onrecord.actors.cues import cues
from onrecord.actors.lexicon import Entry, Lexicon, Sort
from onrecord.actors.refs import Ref, RefKind
from onrecord.actors.shared import OPEN_PARTY, Grounds, is_shared
from onrecord.actors.standing import Judge, Standing
from onrecord.actors.tokens import Page, Token, articled
from onrecord.types import Actor, Entity, EntityKind, Reading

_NEAR = 40  # words to either side that tell one meaning of a name from another: two sentences. By judgement
# Names that may be a place, a people, a person or a team as well; parties and blocs are nothing else.
JUDGED = frozenset({Sort.STATE, Sort.CAPITAL, Sort.DEMONYM, Sort.SEAT, Sort.BODY, Sort.REGION})


def listed_names(page: Page, reading: Reading, lex: Lexicon) -> list[Ref]:
    """The listed names of an article, the longest match at each place; capitals only where they act for their state."""
    judge = Judge(page, reading, lex)
    spots, unsettled = _chosen(page, lex)
    judge.persons({e.actor for _, _, e in spots if e.sort in (Sort.CAPITAL, Sort.DEMONYM)})
    found: list[Ref] = []
    for begin, end, entry in spots:
        standing = Standing.ACTS
        if entry.sort in JUDGED:
            standing = judge(Spot(begin, end, entry, judge.entity(begin)))
        if standing is Standing.OTHER:
            continue
        if standing is Standing.PLACE and entry.sort is Sort.CAPITAL and not _mistaken(judge.entity(begin)):
            continue
        acts = standing is Standing.ACTS
        found.append(Ref(begin, end, RefKind.LISTED, page.words(begin, end), entry, plural=_plural(entry), acts=acts))
    return [*_open_parties(page, unsettled, judge), *found]


def _open_parties(page: Page, unsettled: Sequence[tuple[int, int]], judge: Judge) -> Iterator[Ref]:
    """Parties by their words alone, where several states have one of that name and the article speaks of none."""
    for begin, end in unsettled:
        named = begin not in page.starts or end - begin > 1
        entity = judge.entity(begin)
        longer = entity is not None and entity.span != (span := page.span(begin, end)) and entity.span.covers(span)
        if named and not longer:
            yield Ref(begin, end, RefKind.ORGANISATION, page.words(begin, end), head=OPEN_PARTY)


def _mistaken(entity: Entity | None) -> bool:
    """Whether the reader takes a capital for a body, which nobody else should then name: "the Astana round"."""
    return entity is not None and entity.kind is EntityKind.ORGANISATION


def found_spots(page: Page, lex: Lexicon) -> list[tuple[int, int, Entry]]:
    """Where listed names stand, each with the one of its meanings that the article and the words around speak for."""
    return _chosen(page, lex)[0]


def _chosen(page: Page, lex: Lexicon) -> tuple[list[tuple[int, int, Entry]], list[tuple[int, int]]]:
    """Listed names with the meaning of each; and names of parties of which the article leaves open whose they are."""
    spots = list(_spots(page, lex))
    support, grounds = _support(spots, lex.actors), Grounds(page, spots, lex)
    named = {e.actor for _, _, entries in spots for e in entries if len({e.actor for e in entries}) == 1 and not e.weak}
    found: list[tuple[int, int, Entry]] = []
    unsettled: list[tuple[int, int]] = []
    for begin, end, entries in spots:
        state = _neighbour(found, begin, page)
        if is_shared(entries, lex):
            entry = grounds.choose(begin, end, entries, state)
            if entry is None and state is None:
                unsettled.append((begin, end))
        else:
            beside = _Beside(state, _context(page, begin, entries), named)
            entry = _choose(entries, support, beside, lex.actors)
        if entry is not None:
            found.append((begin, end, entry))
    return found, unsettled


def _plural(entry: Entry) -> bool:
    last = entry.words[-1]
    return entry.sort is Sort.DEMONYM and last.endswith(("s", "men")) and not last.endswith(("ss", "us"))


def _spots(page: Page, lex: Lexicon) -> Iterator[tuple[int, int, tuple[Entry, ...]]]:
    index = 0
    while index < len(page.tokens):
        best: list[Entry] = []
        for entry in lex.entries.get(_key(page.tokens[index]), ()) or lex.entries.get(_tied(page.tokens[index]), ()):
            if best and len(entry.words) < len(best[0].words):
                break
            if _matches(page, index, entry.words):
                best.append(entry)
        if best and best[0].words[0] in cues().articled:
            led = index > 0 and page.tokens[index - 1].lower == "the"
            best = best if led and not articled(page, index, index + 1) else []  # "…, The Hill reported": a paper
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
        if token.text.isupper() and len(token.text) > 3 and "." not in token.text
        else token.text
    )


def _tied(token: Token) -> str:
    """The name that a hyphen ties to a small word: "Moscow-backed"."""
    name, hyphen, tail = token.text.rpartition("-")
    return name if hyphen and tail.isalpha() and tail.islower() else ""


def _matches(page: Page, index: int, words: tuple[str, ...]) -> bool:
    if index + len(words) > len(page.tokens):
        return False
    for offset, word in enumerate(words):
        token = page.tokens[index + offset]
        last = offset == len(words) - 1
        if token.text != word and _key(token) != word and not (last and _tied(token) == word):
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


def _neighbour(found: list[tuple[int, int, Entry]], begin: int, page: Page) -> str | None:
    """The state whose name or demonym stands right before: "Danish Social Democrats"."""
    if not found:
        return None
    _, end, entry = found[-1]
    gap = page.tokens[end:begin]
    if entry.sort in (Sort.DEMONYM, Sort.STATE) and all(t.text == "'s" for t in gap):
        return entry.actor
    return None


@dataclass(frozen=True, slots=True)
class _Beside:
    """What tells of a name: the state right before it, words around it by meaning, and actors named otherwise."""

    state: str | None
    context: Mapping[str, int]
    named: Set[str]


def _context(page: Page, begin: int, entries: tuple[Entry, ...]) -> Mapping[str, int]:
    """How many words around a name of several meanings speak for each of them."""
    told = {e.actor: words for e in entries if (words := cues().contexts.get(e.actor)) is not None}
    if not told or (len({e.actor for e in entries}) == 1 and not entries[0].weak):
        return {}
    near = {t.lower for t in page.tokens[max(0, begin - _NEAR) : begin + _NEAR]}
    return {actor: len(near & words) for actor, words in told.items()}


def _choose(
    entries: tuple[Entry, ...], support: Counter[str], beside: _Beside, actors: Mapping[str, Actor]
) -> Entry | None:
    ranked = []
    plain = any(e.actor in beside.named for e in entries if not e.weak)
    told = max(beside.context.values(), default=0)
    for entry in entries:
        actor = actors[entry.actor]
        above = {i for i in (actor.state, actor.affiliation) if i}
        backing = sum(support[i] for i in above) + 2 * support[actor.id]
        if beside.state is not None and actor.state is not None and entry.sort in (Sort.PARTY, Sort.BODY, Sort.SEAT):
            if actor.state != beside.state:
                continue
            backing += 100
        context = told > 0 and beside.context.get(entry.actor, 0) == told
        if entry.weak and not backing and not context:
            continue
        # What the words around speak for comes first, then a plain name before a weak one, unless the article names the
        # weak one's actor otherwise and not the plain one's; among equals the better known in this article wins.
        ranked.append(((context, not entry.weak or (actor.id in beside.named and not plain), backing), entry))
    ranked.sort(key=lambda pair: pair[0], reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0] and ranked[0][1].actor != ranked[1][1].actor):
        return None
    return ranked[0][1]
