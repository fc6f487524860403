"""Names of persons and organisations that no list holds, from the reader's entities and from their form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.actors.lexicon import Lexicon, Sort
from onrecord.actors.names import parse, word_likeness
from onrecord.actors.refs import Ref, RefKind, Taken
from onrecord.actors.sight import LONG, Sight
from onrecord.actors.tokens import Page, Token, articled
from onrecord.types import Entity, EntityKind

# Bare surnames that differ by more than a slip of the pen are not taken for one; see names.word_likeness.
SLIP = 0.8


def name_references(page: Page, sight: Sight, taken: Taken, lex: Lexicon) -> None:
    """Claim the names of persons and organisations: longer names first, then bare surnames that fit them."""
    _whole_organisations(page, sight, taken, lex)
    _organisations_of(page, taken, lex)
    _named_after_places(page, taken, lex)
    surnames: set[str] = set()
    sequences = list(_sequences(page, sight, taken, lex))
    # Longer names first: a bare surname that fits one is a person whatever the reader makes of it alone.
    for begin, end in sorted(sequences, key=lambda s: (s[1] - s[0] == 1, s)):
        if end - begin == 1 and _fits_known(page, begin, end, surnames, sight, lex):
            ref: Ref | None = Ref(begin, end, RefKind.PERSON, page.words(begin, end))
        else:
            ref = _judge(page, sight, lex, begin, end)
        if ref is not None:
            taken.put(_addressed(page, ref, lex))
            if ref.kind is RefKind.PERSON:
                surnames |= {parse(ref.name).family[-1]}
    _surnames_that_are_places(page, sight, taken, lex, surnames)
    _one_kind(taken, surnames)


def _one_kind(taken: Taken, surnames: set[str]) -> None:
    """A single word that the reader takes here for a person and there for an organisation is what it is more often."""
    kinds: dict[str, Counter[RefKind]] = {}
    single = [r for r in taken.all() if r.entry is None and r.end == r.begin + 1 and r.role is None and not r.gender]
    for ref in single:
        kinds.setdefault(ref.name, Counter())[ref.kind] += 1
    for ref in single:
        counts = kinds[ref.name]
        if len(counts) == 2 and parse(ref.name).family[-1] not in surnames:
            kind = max((RefKind.ORGANISATION, RefKind.PERSON), key=lambda k: counts[k])
            if ref.kind is not kind and ref.kind in (RefKind.ORGANISATION, RefKind.PERSON):
                taken.put(replace(ref, kind=kind))


def _surnames_that_are_places(page: Page, sight: Sight, taken: Taken, lex: Lexicon, surnames: set[str]) -> None:
    """A capital or region that is also the surname of a person of the article is that person unless seen as a place."""
    for ref in taken.all():
        if (
            ref.entry is None
            or ref.entry.sort not in (Sort.CAPITAL, Sort.REGION, Sort.STATE, Sort.DEMONYM)
            or ref.end - ref.begin > 1
            or ref.plural
        ):
            continue
        entity = sight.at(ref.begin)
        after = page.tokens[ref.end].lower if ref.end < len(page.tokens) else ""
        person = entity is None or entity.kind is EntityKind.PERSON or after in lex.words["speech.verbs"]
        if page.tokens[ref.begin].lower in surnames and person:
            taken.put(Ref(ref.begin, ref.end, RefKind.PERSON, ref.name))


def _whole_organisations(page: Page, sight: Sight, taken: Taken, lex: Lexicon) -> None:
    """Claim organisations whose names hold small words ("Ministry of Foreign Affairs") as the reader marked them."""
    for entity in dict.fromkeys(e for e in sight.entities if e is not None and e.kind is EntityKind.ORGANISATION):
        indexes = page.within(entity.span)
        begin, end = indexes.start, indexes.stop
        if begin < end and page.tokens[begin].lower in ("the", "a"):
            begin += 1
        small = any(not page.tokens[i].capital for i in range(begin, end))
        inner = any(taken.at(i) is not None for i in (begin, end - 1) if begin < end)
        held = taken.at(begin) if begin < end else None
        people = held is not None and held.entry is not None and held.entry.sort is Sort.DEMONYM and not held.plural
        if held is not None and people and (held.begin, held.end) == (begin, end) and end - begin > 1:
            taken.put(Ref(begin, end, RefKind.ORGANISATION, page.words(begin, end)))  # "The New Yorker" put it so
        elif end - begin > 1 and small and not inner and page.tokens[begin].capital and page.tokens[end - 1].capital:
            taken.put(Ref(begin, end, RefKind.ORGANISATION, page.words(begin, end)))


def _organisations_of(page: Page, taken: Taken, lex: Lexicon) -> None:
    """Claim "Commission on Presidential Debates" by its form: a head, a small word, a capitalised run."""
    heads = lex.roles.organisation_heads | lex.roles.institutions
    for index, token in enumerate(page.tokens[:-2]):
        if not token.capital or token.lower not in heads or page.tokens[index + 1].lower not in ("of", "on", "for"):
            continue
        begin, end = index, index + 2
        while (
            begin
            and page.tokens[begin - 1].capital
            and page.tokens[begin - 1].word
            and taken.free(begin - 1, begin)
            and begin not in page.starts
        ):
            begin -= 1
        if page.tokens[begin].lower in lex.words["not_names.words"]:
            begin += 1
        if end < len(page.tokens) and page.tokens[end].lower == "the":
            end += 1
        first = end
        while end < len(page.tokens) and _in_title(page, taken, lex, end):
            end += 1
        if end > first and begin <= index and taken.free(begin, end):
            taken.put(Ref(begin, end, RefKind.ORGANISATION, page.words(begin, end)))


def _in_title(page: Page, taken: Taken, lex: Lexicon, index: int) -> bool:
    token = page.tokens[index]
    if token.lower == "and" and index + 1 < len(page.tokens):
        return page.tokens[index + 1].capital and page.tokens[index - 1].capital and taken.at(index + 1) is None
    dated = token.lower in lex.words["not_names.words"] and page.tokens[index - 1].lower == "on"
    return token.capital and token.word and not dated and taken.at(index) is None


def _named_after_places(page: Page, taken: Taken, lex: Lexicon) -> None:
    """Claim "New York Times" or "Texas Forest Service" whole: the place is part of the name."""
    for ref in taken.all():
        if ref.entry is None or ref.entry.sort not in (Sort.REGION, Sort.CAPITAL, Sort.STATE):
            continue
        end = ref.end
        while (
            end < len(page.tokens)
            and page.tokens[end].capital
            and page.tokens[end].word
            and taken.free(end, end + 1)
            and end - ref.end < 5
        ):
            end += 1
        last = page.tokens[end - 1].lower
        if end > ref.end and last in lex.roles.organisation_heads and not _is_role(page.tokens[ref.end], lex):
            begin = ref.begin - 1 if ref.begin and page.tokens[ref.begin - 1].text == "The" else ref.begin
            taken.put(Ref(begin, end, RefKind.ORGANISATION, page.words(ref.begin, end), core=ref.begin))


def _addressed(page: Page, ref: Ref, lex: Lexicon) -> Ref:
    """Take in a form of address before the name: it tells the gender."""
    if ref.kind is not RefKind.PERSON or not ref.begin:
        return ref
    before = page.tokens[ref.begin - 1].lower
    if lex.roles.titles.get(before) != "":
        return ref
    gender = lex.roles.gender.get(before, "") or ref.gender
    return replace(ref, begin=ref.begin - 1, core=ref.begin, gender=gender)


def _sequences(page: Page, sight: Sight, taken: Taken, lex: Lexicon) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words that may be one name, cut where a listed name or another entity begins."""
    index, tokens = 0, page.tokens
    while index < len(tokens):
        if not _may_start(page, sight, taken, lex, index):
            index += 1
            continue
        end = index + 1
        while end < len(tokens) and _may_continue(page, sight, taken, lex, index, end):
            end += 1
        while end > index + 1 and tokens[end - 1].lower in lex.words["names.particles"]:
            end -= 1
        begin = index
        while begin and _is_particle(tokens[begin - 1], lex) and taken.free(begin - 1, begin):
            begin -= 1  # "bin Laden", "de Blasio" in small letters
        index = begin = _given_name(page, sight, lex, begin, end)
        yield begin, end
        index = end


def _given_name(page: Page, sight: Sight, lex: Lexicon, begin: int, end: int) -> int:
    """Where a person's name begins in a run of four words and more: at its first known given name, if it has one."""
    if end - begin < LONG + 1 or not _person_here(sight, end - 1):
        return begin
    given = [i for i in range(begin, end - 1) if page.tokens[i].lower in lex.given]
    return given[0] if given else begin


def _is_particle(token: Token, lex: Lexicon) -> bool:
    """Whether a word in small letters is a name's particle and no word of English or of another language's text."""
    return (
        token.lower in lex.words["names.particles"]
        and not token.capital
        and token.lower not in lex.words["names.common_particles"]
    )


def _person_here(sight: Sight, index: int) -> bool:
    entity = sight.at(index)
    return entity is not None and entity.kind is EntityKind.PERSON


def _blocked(sight: Sight, taken: Taken, index: int) -> bool:
    ref = taken.at(index)
    if ref is None:
        return False
    entity = sight.at(index)
    # A person entity that is wider than the listed name wins: Michael Jordan, Paris Hilton.
    return not (
        entity is not None
        and entity.kind is EntityKind.PERSON
        and ref.entry is not None
        and index > 0
        and sight.at(index - 1) is entity
        and taken.at(index - 1) is None
    )


def _may_start(page: Page, sight: Sight, taken: Taken, lex: Lexicon, index: int) -> bool:
    token = page.tokens[index]
    if _blocked(sight, taken, index) or not token.word:
        return False
    spared = token.lower in lex.words["not_names.words"]
    office = lex.roles.kinds.get(token.lower) == "office" and not _person_here(sight, index)  # "Madam Speaker"
    called = _after_address(page, index, lex) and not office
    if token.capital and not spared and (token.text in sight.surnames or called):
        return True  # "Mr King", and later "King"
    if _opens_role(page, lex, index):
        return False
    entity = sight.at(index)
    named = entity is not None and (
        entity.kind in (EntityKind.PERSON, EntityKind.ORGANISATION) or _body_by_name(page, entity, lex)
    )
    if named and entity is not None and _office_alone(page, entity, token, lex):
        return False  # "the Taoiseach"
    # Christian, Will and April are words too.
    whole_name = _person_here(sight, index) and token.lower in lex.given and _person_here(sight, index + 1)
    opens = named and entity is not None and _opens(page, entity, index)  # New Yorker, Will Doyle
    if named and token.capital and (whole_name or opens or token.lower not in lex.words["not_names.words"]):
        if entity is None or entity.kind is not EntityKind.PERSON or _single(page, entity):
            return True
        # The reader may take the role into the name: "Foreign Minister X".
        return not (_is_role(token, lex) or token.lower in lex.roles.portfolio or token.lower in lex.roles.adjective)
    if not token.capital or token.sentence in sight.shouting:
        return False
    if token.lower in lex.words["not_names.words"] or _is_role(token, lex):
        return False
    if token.lower in lex.roles.portfolio or token.lower in lex.roles.adjective:
        return False
    if token.pos and token.pos not in ("PROPN", "X", "NOUN", "ADJ"):
        return False
    if index not in page.starts or token.pos == "PROPN" or index in sight.sources:
        return True
    return token.lower in lex.given or token.text in sight.seen_capital or _next_capital(page, index)


def _after_address(page: Page, index: int, lex: Lexicon) -> bool:
    return index > 0 and lex.roles.titles.get(page.tokens[index - 1].lower) == ""


def _opens(page: Page, entity: Entity, index: int) -> bool:
    """Whether an entity of several capitalised words begins at a token."""
    inside = page.within(entity.span)
    return inside.start == index and len(inside) > 1 and all(page.tokens[i].capital for i in inside[:2])


def _opens_role(page: Page, lex: Lexicon, index: int) -> bool:
    """Whether a role begins here that has a name or a possessive's owner beside it: "Foreign Minister X"."""
    last = index
    while last < len(page.tokens) - 1 and page.tokens[last].lower in lex.roles.modifiers:
        last += 1
    head = page.tokens[last]
    after = page.tokens[last + 1] if last + 1 < len(page.tokens) else None
    return head.lower in lex.roles.kinds and (last > index or (after is not None and after.capital))


def _office_alone(page: Page, entity: Entity, token: Token, lex: Lexicon) -> bool:
    return _single(page, entity) and lex.roles.kinds.get(token.lower) == "office"


def _body_by_name(page: Page, entity: Entity, lex: Lexicon) -> bool:
    """Whether a name of no certain kind ends like an organisation's: "the Eastern Harbour Forum"."""
    last = page.tokens[page.within(entity.span)[-1]].lower
    return entity.kind is EntityKind.OTHER and last in lex.roles.organisation_heads | lex.roles.institutions


def _single(page: Page, entity: Entity) -> bool:
    return len(page.within(entity.span)) == 1


def _next_capital(page: Page, index: int) -> bool:
    following = page.tokens[index + 1] if index + 1 < len(page.tokens) else None
    return following is not None and following.capital and following.word and page.tokens[index].pos in ("", "PROPN")


def _is_role(token: Token, lex: Lexicon) -> bool:
    lower = token.lower
    return lower in lex.roles.kinds or lower in lex.roles.titles or lower in lex.roles.singular


def _may_continue(page: Page, sight: Sight, taken: Taken, lex: Lexicon, begin: int, index: int) -> bool:
    token, previous = page.tokens[index], page.tokens[index - 1]
    if _blocked(sight, taken, index) or token.block != previous.block:
        return False
    if token.text == "]":  # [Russian President Vladimir] Putin
        following = page.tokens[index + 1] if index + 1 < len(page.tokens) else None
        return following is not None and following.capital and previous.lower in lex.given
    if not token.word:
        return False
    here, there = sight.at(index), sight.at(index - 1)
    if here is not there and token.capital and _opens_role(page, lex, index):
        return False
    if here is not None and there is not None and here is there:
        return token.text != "'s" and token.text != '"'
    if token.sentence in sight.shouting and here is None:
        return False
    if here is not None and there is not None and here.kind is not there.kind:
        # The reader may see a given name it does not know apart from its surname, as another kind of name.
        return here.kind is EntityKind.PERSON and index - 1 == begin and previous.lower in lex.given and token.capital
    if token.lower in lex.words["names.particles"] and index + 1 < len(page.tokens) and not token.capital:
        return (
            page.tokens[index + 1].capital and token.lower not in ("e", "y", "do", "la", "den", "ten")
        ) or here is not None
    if token.lower in ("of", "for", "and", "on", "the") and not token.capital:
        return False
    if token.lower in lex.words["not_names.words"] and token.lower not in ("may", "june", "april", "good", "christian"):
        return False
    if token.pos and token.pos not in ("PROPN", "X", "NOUN", "ADJ") and here is None:
        return False
    return token.capital and token.text != "'s" and (token.end > token.begin)


def _judge(page: Page, sight: Sight, lex: Lexicon, begin: int, end: int) -> Ref | None:
    """What a run of capitalised words names, or None where only other names can tell."""
    tokens = page.tokens[begin:end]
    kinds = [e.kind for i in range(begin, end) if (e := sight.at(i)) is not None]
    lowers = [t.lower for t in tokens]
    name = page.words(begin, end).replace("]", "")
    if any(w in lex.roles.party_heads for w in lowers) and len(tokens) > 1:
        return Ref(begin, end, RefKind.ORGANISATION, name, head="party")
    acronym = len(tokens) == 1 and tokens[0].text.isupper() and 2 < len(tokens[0].text) < 7
    person = EntityKind.PERSON in kinds and not acronym
    if kinds and (acronym or articled(page, begin, end)):
        return Ref(begin, end, RefKind.ORGANISATION, name)
    if not person and len(tokens) > 1 and lowers[-1] in lex.roles.organisation_heads | lex.roles.institutions:
        return Ref(begin, end, RefKind.ORGANISATION, name)
    given = lex.given.get(lowers[0]) or (lex.given.get(lowers[0].split("-")[0]) if "-" in lowers[0] else None)
    if person or (given and len(tokens) > 1 and EntityKind.ORGANISATION not in kinds):
        return Ref(begin, end, RefKind.PERSON, name, gender=_gender(tokens, lex))
    if _titled(page, begin, lex):
        return Ref(begin, end, RefKind.PERSON, name, gender=_gender(tokens, lex))
    if EntityKind.ORGANISATION in kinds:
        return Ref(begin, end, RefKind.ORGANISATION, name)
    if not kinds and len(tokens) > 1 and _role_after_comma(page, end, lex):
        return Ref(begin, end, RefKind.PERSON, name)
    return None


def _role_after_comma(page: Page, end: int, lex: Lexicon) -> bool:
    """Whether "X Y, the secretary general of …" follows."""
    if end + 1 >= len(page.tokens) or page.tokens[end].text != ",":
        return False
    for token in page.tokens[end + 1 : end + 6]:
        if token.lower in lex.roles.kinds:
            return True
        if token.lower not in lex.roles.modifiers and token.lower not in ("the", "a", "an") and not token.capital:
            return False
    return False


def _titled(page: Page, begin: int, lex: Lexicon) -> bool:
    """Whether a role or form of address stands right before the name."""
    if not begin:
        return False
    before = page.tokens[begin - 1]
    if before.lower in lex.roles.titles:
        return True
    return (
        before.lower in lex.roles.kinds
        and before.lower not in ("member", "chair", "head", "major", "source")
        and (before.capital or lex.roles.kinds[before.lower] in ("spokesperson", "counterpart", "office", "staff"))
    )


def _gender(tokens: Sequence[Token], lex: Lexicon) -> str:
    first = tokens[0].lower
    known = lex.given.get(first) or lex.given.get(first.split("-")[0]) if len(tokens) > 1 else None
    if known in ("m", "f"):
        return known
    last = tokens[-1].lower
    return "f" if len(tokens) > 1 and last.endswith(lex.feminine) else ""


def _fits_known(page: Page, begin: int, end: int, surnames: set[str], sight: Sight, lex: Lexicon) -> bool:
    """Whether a bare name is a surname that the article gives in full elsewhere, as it stands or misspelt."""
    word = parse(page.words(begin, end)).family[-1]
    if word in surnames:
        return True
    entity = sight.at(begin)
    if entity is not None and entity.kind is not EntityKind.PERSON:
        return False
    following = page.tokens[end] if end < len(page.tokens) else None
    # A misspelt name must be seen to speak or own, else any capitalised word could be one.
    acts = begin in sight.sources or (
        following is not None and (following.lower in lex.words["speech.verbs"] or following.text == "'s")
    )
    return acts and any(word_likeness(word, known) >= SLIP for known in surnames)
