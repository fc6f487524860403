"""Groups ("many capitals", "the three Baltic states", "officials") and institutions ("the French foreign ministry")."""

from __future__ import annotations

from onrecord.actors.lexicon import Lexicon, Sort
from onrecord.actors.phrases import Left, extend_left, extend_right
from onrecord.actors.refs import Ref, RefKind, Taken
from onrecord.actors.tokens import Page, Token

_NOBODY = frozenset({"those", "others", "some", "many", "most"})
_OF = frozenset({"of", "in", "from", "at"})


def institution_references(page: Page, taken: Taken, lex: Lexicon) -> None:
    """Claim governments (they stand for their state) and other institutions of a state or body."""
    for index in range(len(page.tokens)):
        lower = page.tokens[index].lower
        if lower in lex.roles.state_institutions:
            _institution(page, taken, lex, index, "government")
        elif lower in lex.roles.institutions or lower in lex.roles.principal_institutions:
            _institution(page, taken, lex, index, "institution")


def anaphoric_references(page: Page, taken: Taken, lex: Lexicon) -> None:
    """Claim "the newspaper", "the alliance", "his country": they take up a body or state named before."""
    for index, token in enumerate(page.tokens):
        pair = f"{page.tokens[index - 1].lower} {token.lower}" if index else ""  # "the think tank"
        known = lex.groups.state_anaphors | lex.groups.body_anaphors
        name = pair if pair in known else token.lower
        first = index - 1 if pair in known else index
        state = name in lex.groups.state_anaphors
        if name not in known or not taken.free(first, index + 1):
            continue
        left = extend_left(page, taken, lex, first)
        after = page.tokens[index + 1] if index + 1 < len(page.tokens) else None
        compound = after is not None and after.pos == "NOUN" and after.sentence == token.sentence
        if left.body is not None or compound or (left.determiner not in ("the", "this") and not left.owner):
            continue
        head = "country" if state else "body"
        taken.put(Ref(left.begin, index + 1, RefKind.ORGANISATION, name, head=head, owner=left.owner))


def short_references(page: Page, taken: Taken, lex: Lexicon) -> None:
    """Claim "the fund", "the panel" where the article names a body whose name ends so."""
    named = {}
    for ref in taken.all():
        if (ref.kind is RefKind.ORGANISATION and ref.head is None) or (
            ref.entry is not None and ref.entry.sort is Sort.BODY
        ):
            name = lex.actors[ref.entry.actor].name if ref.entry is not None else ref.name
            last = name.split()[-1].lower()
            if len(name.split()) > 1 and last not in named:
                named[last] = ref
    for index, token in enumerate(page.tokens[1:], start=1):
        whole = named.get(token.lower)
        if whole is None or token.capital or not taken.free(index, index + 1) or index < whole.begin:
            continue
        after = page.tokens[index + 1] if index + 1 < len(page.tokens) else None
        compound = after is not None and after.pos in ("NOUN", "PROPN")
        if page.tokens[index - 1].lower == "the" and not compound:
            taken.put(Ref(index - 1, index + 1, RefKind.ORGANISATION, token.lower, head="short", body=whole))


def _institution(page: Page, taken: Taken, lex: Lexicon, index: int, head: str) -> None:
    held = taken.at(index)
    if held is not None and (held.kind is not RefKind.ORGANISATION or held.end != index + 1):
        return
    if held is not None and held.core > held.begin:
        return  # "the opposition Democratic Alliance" is that alliance
    first = held.begin if held is not None else index
    left = extend_left(page, taken, lex, first)
    after = page.tokens[index + 1] if index + 1 < len(page.tokens) else None
    if after is not None and after.pos == "NOUN" and after.lower not in lex.roles.kinds:
        return  # "the opposition party"
    if after is not None and page.tokens[index].lower == "opposition" and after.lower == "to":
        return  # an act, no body
    if left.owner and not left.quantified and page.tokens[index].lower in lex.roles.principal_institutions:
        name = page.words(left.modifiers, index + 1)  # "her campaign"
        taken.put(
            Ref(left.begin, index + 1, RefKind.ORGANISATION, name, head="owned", owner=left.owner, core=left.modifiers)
        )
        return
    if left.quantified or left.owner or left.determiner in ("a", "an", "no", "any", "one", "another"):
        return
    right = extend_right(page, taken, lex, index + 1, preposition=frozenset({"of"}))
    body = left.body or right.body
    end = right.end if right.body is not None or right.text else index + 1
    if index + 1 < len(page.tokens) and page.tokens[index + 1].lower in lex.roles.kinds:
        return  # "the government spokesman": the role is the head
    lower = page.tokens[index].lower
    if body is not None and body.kind is RefKind.ORGANISATION and body.end == first:
        return  # "the BNS agency" is BNS
    if body is not None and body.kind is RefKind.PERSON and lower not in lex.roles.principal_institutions:
        return
    if body is None and after is not None and after.lower == "in":
        body, end = _capital_behind(page, lex, index + 2), index + 3  # "the government in Athens"
        end = end if body is not None else index + 1
    if body is None:
        if lower == "governments":
            return
        if held is None and left.determiner in ("the", "this", "that"):
            taken.put(
                Ref(left.begin, end, RefKind.ORGANISATION, page.words(left.modifiers, end), head=head, definite=True)
            )
        return
    part = any(t.lower in lex.roles.parts_of_states for t in page.tokens[left.modifiers : first])
    if body.entry is not None and body.kind is RefKind.LISTED and head == "government" and not part:
        taken.put(
            Ref(left.begin, end, RefKind.LISTED, page.words(left.begin, end), body.entry, role="government", body=None)
        )
        return
    if left.body is not None and body.entry is not None and _proper(page, lex, body.begin, index + 1):
        taken.put(Ref(left.begin, index + 1, RefKind.ORGANISATION, page.words(body.begin, index + 1), core=body.begin))
        return  # "the American Medical Association"
    name = " ".join(f"{page.words(left.modifiers, index + 1)} {right.text}".split())
    taken.put(Ref(left.begin, end, RefKind.ORGANISATION, name, head=head, body=body, core=left.modifiers))


def _proper(page: Page, lex: Lexicon, begin: int, end: int) -> bool:
    """Whether words are a name of their own: all with capitals, and no institution that every state has."""
    tokens = page.tokens[begin:end]
    return tokens[-1].lower not in lex.roles.of_states and len(tokens) > 2 and all(t.capital for t in tokens)


def _capital_behind(page: Page, lex: Lexicon, index: int) -> Ref | None:
    if index >= len(page.tokens):
        return None
    for entry in lex.entries.get(page.tokens[index].text, ()):
        if entry.sort is Sort.CAPITAL and len(entry.words) == 1:
            return Ref(index, index + 1, RefKind.LISTED, page.tokens[index].text, entry)
    return None


def group_references(page: Page, taken: Taken, lex: Lexicon) -> None:
    """Claim phrases with a plural head that acts: states, bodies, people, plural roles."""
    groups = lex.groups
    heads = groups.states | groups.bodies | groups.people | groups.stance
    index = len(page.tokens) - 1
    while index >= 0:
        lower = page.tokens[index].lower
        if (lower in heads or lower in lex.roles.singular) and taken.free(index, index + 1):
            ref = _group(page, taken, lex, index)
            if ref is not None:
                taken.put(ref)
                index = ref.begin - 1
                continue
        held = taken.at(index)
        if held is not None and held.entry is not None and held.begin == index and _many(held):
            _people(page, taken, lex, held)
        elif held is not None and held.entry is not None and held.entry.sort is Sort.PARTY and held.begin == index:
            _member(page, taken, lex, held)
        index -= 1
    for ref in taken.all():
        if ref.entry is not None and ref.entry.sort is Sort.BLOC_ADJECTIVE and ref.kind is RefKind.LISTED:
            taken.drop(ref)


def _many(held: Ref) -> bool:
    """Whether a listed name is a plural of people: Germans, Republicans."""
    if held.entry is None:
        return False
    return held.plural or (held.entry.sort is Sort.PARTY and held.name.endswith("s") and held.end == held.begin + 1)


def _people(page: Page, taken: Taken, lex: Lexicon, held: Ref) -> None:
    """ "most Germans", "House Republicans", "Democrats who …" are groups; "the Germans" and "Democrats" are not.

    A people without its article ("Americans fear …") is a group too: it does not stand for its state.
    """
    tokens = page.tokens
    left = extend_left(page, taken, lex, held.begin)
    begin = left.begin
    share = begin > 1 and tokens[begin - 1].lower == "of" and _share(tokens[begin - 2], lex)
    while share and begin and (_share(tokens[begin - 1], lex) or tokens[begin - 1].lower == "of"):
        begin -= 1
    own = held.entry is not None and _own_state(taken, lex, held, left)
    before = left.begin + bool(left.determiner) < held.begin and not own
    narrowed = left.quantified or share or before or (_narrowed(page, held.end) and not own)
    bare = held.entry is not None and held.entry.sort is Sort.DEMONYM and left.determiner not in ("the", "these")
    if not (narrowed or bare) or left.owner or (left.body is not None and left.body.kind is RefKind.PERSON):
        return
    first = left.begin + bool(left.determiner)
    name, head = page.words(first, held.end), held.name.lower()
    taken.put(Ref(begin, held.end, RefKind.GROUP, name, plural=True, definite=False, head=head, body=held))


def _own_state(taken: Taken, lex: Lexicon, held: Ref, left: Left) -> bool:
    """Whether nothing but its state stands beside a party: "the Swedish Greens" and "the Greens in Sweden" are it."""
    if held.entry is None or held.entry.sort is not Sort.PARTY or left.modifiers < held.begin:
        return False
    state = lex.actors[held.entry.actor].state
    beside = (left.body, taken.at(held.end + 1))
    return state is not None and any(r is not None and r.entry is not None and r.entry.actor == state for r in beside)


def _member(page: Page, taken: Taken, lex: Lexicon, held: Ref) -> None:
    """ "one Republican said": an unnamed person of the party."""
    left = extend_left(page, taken, lex, held.begin)
    after = page.tokens[held.end] if held.end < len(page.tokens) else None
    noun = after is not None and (after.pos in ("NOUN", "ADJ", "PROPN") or after.capital)
    home = left.body is not None and left.body.entry is not None and left.body.entry.sort is Sort.REGION
    if home and left.determiner == "the" and not noun:  # "the Ohio Democrat"
        taken.put(
            Ref(left.begin, held.end, RefKind.ROLE, held.name, head="politician", body=left.body, core=held.begin)
        )
        return
    if noun or held.end > held.begin + 1 or page.tokens[left.begin].lower not in ("a", "one", "another"):
        return
    name = page.words(left.begin + 1, held.end)
    taken.put(
        Ref(left.begin, held.end, RefKind.ROLE, name, role=name.lower(), head="member", body=held, definite=False)
    )


def _share(token: Token, lex: Lexicon) -> bool:
    return token.lower in lex.words["phrases.shares"] or token.text[0].isdigit()


def _narrowed(page: Page, index: int) -> bool:
    """Whether what follows says which of many are meant: "who critiqued it", "in Congress", "trying to …"."""
    if index >= len(page.tokens):
        return False
    token = page.tokens[index]
    return token.lower in ("who", "in", "on", "from") or (token.pos == "VERB" and token.lower.endswith("ing"))


def _group(page: Page, taken: Taken, lex: Lexicon, index: int) -> Ref | None:
    tokens, lower, groups = page.tokens, page.tokens[index].lower, lex.groups
    left = extend_left(page, taken, lex, index)
    end = index + 1
    if lower == "heads" and tokens[index + 1 : index + 2] and tokens[index + 1].lower == "of":
        end = index + 3
        if [t.lower for t in tokens[end : end + 2]] in (["and", "government"], ["or", "government"]):
            end += 2
    if lower == "heads" and end == index + 1:
        return None
    stance = lower in groups.stance
    if stance and (lower in _NOBODY or (left.body is None and left.begin == index)):
        return None
    if tokens[index].pos == "VERB" and (index in page.starts or (left.body is not None and not left.determiner)):
        return None  # "the union advocates …"
    right = extend_right(page, taken, lex, end, preposition=_OF)
    body = left.body or right.body
    if right.body is not None and right.body.kind is not RefKind.PERSON:
        end = right.end
    begin = left.begin + bool(left.determiner or left.owner)
    name = page.words(begin, end)
    definite = not left.quantified and (left.determiner in ("the", "these") or bool(left.owner) or body is not None)
    # "the ministers of A and B" are two; "officials from A and B" stay many, and "members of A and B" are states
    held = lex.roles.kinds.get(lex.roles.singular.get(lower, "")) == "office" and lower not in groups.states
    shared = right.body is not None and body is right.body and held and not left.quantified
    members = left.number if left.determiner == "the" or page.tokens[left.begin].lower == "both" else 0
    if page.tokens[left.begin].lower == "both":
        definite, members = True, 2
    return Ref(
        left.begin,
        end,
        RefKind.GROUP,
        name,
        role=str(members) if members else None,
        head=lower,
        body=body,
        owner=left.owner,
        plural=True,
        definite=definite,
        core=left.modifiers if shared else -1,
    )
