"""Roles, by a name or alone: "French Foreign Minister X", "X, the mayor of Y", "the chancellor"."""

from __future__ import annotations

from dataclasses import replace

from onrecord.actors.lexicon import Lexicon, Sort
from onrecord.actors.phrases import extend_left, extend_right
from onrecord.actors.refs import Ref, RefKind, Taken
from onrecord.actors.tokens import Page

_BEHIND = frozenset({"of", "for", "to", "at", "in", "with", "from", "on"})


def role_references(page: Page, taken: Taken, sources: frozenset[int], lex: Lexicon) -> None:
    """Claim role phrases, the innermost (rightmost) first, so that principals are known before their staff."""
    for index in range(len(page.tokens) - 1):
        if (
            page.tokens[index + 1].text == "'s"
            and (length := _head_length(page, index, lex))
            and taken.free(index, index + 1)
        ):
            owner = _phrase(page, taken, lex, index - length + 1, index + 1, index in sources)
            if owner is not None:
                taken.put(owner)  # "the prime minister's spokesman" needs the prime minister first
    index = len(page.tokens) - 1
    while index >= 0:
        length = _head_length(page, index, lex)
        if length and not _inside_name(taken, index - length + 1):
            ref = _phrase(page, taken, lex, index - length + 1, index + 1, index in sources)
            if ref is not None:
                taken.put(ref)
                index = ref.begin - 1
                continue
        index -= 1
    _appositions(page, taken, lex)


def head_word(page: Page, begin: int, end: int) -> str:
    """The head as it stands in the lists."""
    return " ".join(t.lower for t in page.tokens[begin:end])


def _head_length(page: Page, last: int, lex: Lexicon) -> int:
    if page.tokens[last].lower not in lex.roles.last_words:
        joined = page.tokens[last].lower.partition("-")
        return int(joined[0] in lex.words["roles.prefixes"] and joined[2] in lex.roles.kinds)  # "co-host"
    for length in (3, 2, 1):
        begin = last - length + 1
        if begin >= 0 and head_word(page, begin, last + 1) in lex.roles.kinds:
            after = page.tokens[last + 1] if last + 1 < len(page.tokens) else None
            # "Republican lawmakers": here it only says of which kind they are.
            adjective = page.tokens[last].lower in lex.roles.adjective and after is not None and after.pos == "NOUN"
            return 0 if adjective else length
    return 1 if page.tokens[last].lower in lex.roles.titles and lex.roles.titles[page.tokens[last].lower] else 0


def _inside_name(taken: Taken, index: int) -> bool:
    ref = taken.at(index)
    return ref is not None


def _phrase(page: Page, taken: Taken, lex: Lexicon, begin: int, end: int, speaks: bool) -> Ref | None:
    head = head_word(page, begin, end)
    head = lex.roles.titles.get(head) or head
    left = extend_left(page, taken, lex, begin)
    if left.quantified or left.determiner in ("no", "any") or (left.number and not left.determiner):
        return None
    right = extend_right(page, taken, lex, end, preposition=_BEHIND)
    kind = lex.roles.kinds.get(head, "occupation")
    role = " ".join(f"{page.words(left.modifiers, end)} {right.text}".lower().split())
    role = role if head in role else f"{role.rsplit(' ', 1)[0]} {head}".strip() if " " in role else head
    body = left.body or right.body
    name = taken.at(right.end) or (taken.at(end) if right.end == end else None)
    gender = lex.roles.gender.get(head, "")
    before = Ref(left.begin, end, RefKind.ROLE, role=role, head=head, body=body, owner=left.owner, gender=gender)
    if kind == "relation":
        before = replace(before, role=None, head=None)
    if name is not None and name.begin == right.end:
        if name.kind is RefKind.PERSON and name.role is None:
            return _with_role(name, before)
        inner = name.body
        if inner is not None and inner.kind is RefKind.PERSON and inner.begin == name.begin and inner.role is None:
            # "presidential candidate X's doctor": the role is X's, not the doctor's
            return replace(name, begin=left.begin, body=_with_role(inner, before))
    bare = not (left.determiner or left.owner or body is not None)
    if bare and not page.tokens[begin].capital and not speaks and not _speaks(page, right.end, lex):
        return None
    if (
        head in lex.words["roles.common"]
        and body is None
        and left.determiner != "the"
        and not left.owner
        and not speaks
    ):
        return None
    definite = left.determiner not in ("a", "an", "one", "another") and (
        bool(left.determiner or left.owner) or body is not None
    )
    return Ref(
        left.begin,
        right.end,
        RefKind.ROLE,
        page.words(left.modifiers, end),
        role=role,
        head=head,
        body=body,
        owner=left.owner,
        gender=gender,
        definite=definite and kind != "",
        core=left.begin + bool(left.determiner or left.owner),
    )


def _with_role(name: Ref, role: Ref) -> Ref:
    """A name with the role that stands right before it."""
    return replace(
        name,
        begin=role.begin,
        role=role.role or None,
        head=role.head or None,
        body=role.body,
        owner=role.owner,
        core=name.name_begin,
        gender=name.gender or role.gender,
    )


def _speaks(page: Page, index: int, lex: Lexicon) -> bool:
    return index < len(page.tokens) and page.tokens[index].lower in lex.words["speech.verbs"]


def _appositions(page: Page, taken: Taken, lex: Lexicon) -> None:
    """Join what a comma parts, "X, the mayor of Y," and "the mayor of Y, X,"; also "X of NATO", "X (SPD)"."""
    for ref in list(taken.all()):
        if ref.kind is not RefKind.PERSON or taken.at(ref.begin) is not ref:
            continue
        ref = _party_before(page, taken, ref)
        for join in (_role_behind, _role_before, _body_behind):
            ref = join(page, taken, ref, lex) or ref
        taken.put(_second_role(page, taken, ref))


def _second_role(page: Page, taken: Taken, ref: Ref) -> Ref:
    """ "former Governor and committee chairman X": a bare role before the one with the name is the same person's."""
    if ref.role is None or ref.begin < 2 or page.tokens[ref.begin - 1].lower != "and":
        return ref
    other = taken.at(ref.begin - 2)
    if other is None or other.kind is not RefKind.ROLE or other.end != ref.begin - 1 or other.begin != other.core:
        return ref
    taken.drop(other)
    return replace(ref, begin=other.begin, core=ref.name_begin)


def _party_before(page: Page, taken: Taken, ref: Ref) -> Ref:
    """Take in "Democrat", "Frenchman" or "Spain's" right before a name."""
    owned = ref.begin > 1 and page.tokens[ref.begin - 1].text == "'s"
    before = taken.at(ref.begin - 2 if owned else ref.begin - 1)
    if before is None or before.entry is None or before.plural:
        return ref
    if before.entry.sort not in (
        (Sort.STATE, Sort.PARTY, Sort.BODY, Sort.REGION) if owned else (Sort.PARTY, Sort.DEMONYM)
    ):
        return ref
    joined = replace(ref, begin=before.begin, core=ref.name_begin, body=ref.body or before)
    taken.put(joined)
    return joined


def _relation(role: Ref, lex: Lexicon) -> bool:
    return lex.roles.kinds.get(role.head or "") == "relation"


def _comma(page: Page, index: int) -> bool:
    return 0 <= index < len(page.tokens) and page.tokens[index].text in (",", "–", "—", "--", "(", "named", "called")


def _role_behind(page: Page, taken: Taken, ref: Ref, lex: Lexicon) -> Ref | None:
    if ref.role is not None or not _comma(page, ref.end):
        return None
    role = taken.at(ref.end + 1)
    if role is None or role.kind is not RefKind.ROLE or role.begin != ref.end + 1 or _relation(role, lex):
        return None
    if page.tokens[role.begin].block != page.tokens[ref.begin].block:
        return None
    return replace(
        ref, role=role.role, head=role.head, body=role.body, owner=role.owner, gender=ref.gender or role.gender
    )


def _role_before(page: Page, taken: Taken, ref: Ref, lex: Lexicon) -> Ref | None:
    """ "The rapporteur, Dutch lawmaker X, said": one person; the phrase with the body names the role."""
    if not _comma(page, ref.begin - 1) or ref.begin < 2:
        return None
    role = taken.at(ref.begin - 2)
    after = page.tokens[ref.end] if ref.end < len(page.tokens) else None
    closed = after is None or not after.word or after.text == "'s" or after.lower in ("of", "from")
    named = page.tokens[ref.begin - 1].lower in ("named", "called")
    if role is None or role.kind is not RefKind.ROLE or role.end != ref.begin - 1 or not (closed or named):
        return None
    if not named and not role.definite and (after is None or after.text not in (",", ")", "—", "–", "--")):
        return None
    taken.drop(role)
    whole = replace(ref, begin=role.begin, core=ref.name_begin, gender=ref.gender or role.gender)
    if _relation(role, lex) or (ref.role is not None and role.body is None and role.owner is None):
        return whole
    return replace(whole, role=role.role, head=role.head, body=role.body or ref.body, owner=role.owner)


def _body_behind(page: Page, taken: Taken, ref: Ref, lex: Lexicon) -> Ref | None:
    if ref.end + 1 >= len(page.tokens):
        return None
    link = page.tokens[ref.end]
    if link.lower not in ("of", "from", "(", ","):
        return None
    index = ref.end + 1
    while index < len(page.tokens) and page.tokens[index].lower == "the":
        index += 1
    letter, _, state = page.tokens[index].text.partition("-")
    if link.text in ("(", ",") and letter in lex.roles.labels and state:
        label = lex.roles.labels[letter]
        entry = next(e for e in lex.entries[label] if e.words == (label,))
        home = lex.roles.label_states.get(state.rstrip("."), "")
        return replace(ref, body=ref.body or Ref(index, index + 1, RefKind.LISTED, label, entry), home=home)
    if link.text == ",":
        return None
    body = taken.at(index)
    if (
        body is None
        or body.kind not in (RefKind.LISTED, RefKind.ORGANISATION)
        or (ref.body is not None and ref.body.entry is not None)
    ):
        return None
    if link.text == "(" and body.entry is None and body.head != "party":
        return None
    return replace(ref, body=body)
