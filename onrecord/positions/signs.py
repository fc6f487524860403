"""Whether words name an option or its contrary: "keep the tax" is the contrary of "abolishing the tax"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from onrecord.positions.clauses import Token
from onrecord.positions.options import Profile, action_book, action_sign, stem
from onrecord.positions.phrases import Hit, language, without_overlap

# An act on the course stands this close to its name: "keep the much-loved seasonal clock change".
REACH = 6
THING = frozenset({"it", "them", "this", "that"})


@dataclass(frozen=True, slots=True)
class Sign:
    """+1 for the option, -1 for its contrary; ``told`` where an act in the text says so, ``noun`` where a noun does."""

    value: int
    told: bool
    noun: bool = False


def of_name(tokens: Sequence[Token], bounds: tuple[int, int], anchor: tuple[int, int], profile: Profile) -> Sign:
    """The sign of words that name the option at ``anchor``, from the acts around them.

    Where the words are the option's bare object ("the tax") or hold an act of their own ("the ban"), the acts are
    compared with the option's; where they are another name for the option as a whole ("the 2035 date"), acts turn it.
    """
    begin, end = max(bounds[0], anchor[0] - REACH), min(bounds[1], anchor[1] + REACH)
    acts = [hit for hit in _acts(tokens, begin, end) if _acts_on(tokens, hit, anchor)]
    whole = not any(anchor[0] <= hit.begin < anchor[1] for hit in acts) and not _is_object(tokens, anchor, profile)
    nouns = any(tokens[hit.begin].pos == "NOUN" for hit in acts)
    return Sign(action_sign(acts) * (1 if whole else profile.sign), bool(acts), nouns)


def of_pointer(
    tokens: Sequence[Token], bounds: tuple[int, int], anchor: tuple[int, int], profile: Profile, before: Sign
) -> int:
    """The sign of words that point back to words of sign ``before``.

    "support it" and "the plan" mean the option, or its contrary where that was told before; "repeal it" acts on what
    was named; "the abolition" says itself what it does.
    """
    token = tokens[anchor[0]]
    if token.text in THING:
        acts = _acts(tokens, max(bounds[0], anchor[0] - 1), min(bounds[1], anchor[1] + 4))
        return _on_thing(acts, profile, before, named=profile.plural == (token.text == "them"))
    near = _acts(tokens, max(bounds[0], anchor[0] - 3), anchor[0] + 1)
    acts = [hit for hit in near if hit.begin == anchor[0] or tokens[hit.begin].pos == "VERB"]
    if not any(hit.begin == anchor[0] for hit in acts) or token.pos != "NOUN":
        return before.value if before.told else 1
    if any(word.text in {"its", "their"} for word in tokens[max(0, anchor[0] - 3) : anchor[0]]):
        return _on_thing(acts, profile, before, named=True)  # "its introduction" acts on what was named
    new = not profile.gerund and stem(token.text) not in profile.actions and acts[-1].label > 0
    return action_sign(acts) * (1 if new else profile.sign)  # "the introduction" of a limit is the limit


def _on_thing(acts: Sequence[Hit[int]], profile: Profile, before: Sign, *, named: bool) -> int:
    """The sign of acts on what words of sign ``before`` named; of none, their sign where it was told."""
    if acts and named and profile.gerund and not before.noun:
        return action_sign(acts) * profile.sign * profile.object_sign
    return action_sign(acts) * (before.value if before.told or acts else 1)


def _acts(tokens: Sequence[Token], begin: int, end: int) -> list[Hit[int]]:
    """The acts among tokens [begin, end), with places counted in the whole row."""
    hits = without_overlap(action_book().find([token.text for token in tokens[begin:end]]))
    moved = [Hit(begin + hit.begin, begin + hit.end, hit.label) for hit in hits]
    return [
        hit for hit in moved if hit.end - hit.begin > 1 or tokens[hit.begin].pos in {"VERB", "NOUN", "ADJ", "PROPN", ""}
    ]


def _acts_on(tokens: Sequence[Token], hit: Hit[int], anchor: tuple[int, int]) -> bool:
    """Whether an act is one on the course: a noun must lean on its name ("a ban on"); not behind "without"."""
    if hit.begin > 0 and tokens[hit.begin - 1].text in {"without", "with"}:
        return False
    if anchor[0] <= hit.begin < anchor[1] or tokens[hit.begin].pos in {"VERB", ""}:
        return True
    if any(token.text in {"without", "with"} for token in tokens[anchor[1] : hit.begin]):
        return False
    between = tokens[hit.end : anchor[0]] if hit.end <= anchor[0] else tokens[anchor[1] : hit.begin]
    return all(token.pos in {"ADP", "DET", "ADJ", "NOUN", "PROPN", "PART", "NUM"} for token in between)


def _is_object(tokens: Sequence[Token], anchor: tuple[int, int], profile: Profile) -> bool:
    """Whether the words at the anchor are the option's object, not a name for the whole ("the Clean Air Plan")."""
    before = [token.text for token in tokens[max(0, anchor[0] - 2) : anchor[0] + 1]]
    leaning = {"on", "for", "of", "about"}
    if any(word in _instruments() and after in leaning for word, after in pairwise(before)):
        return False  # "the law on petrol cars"
    named = {stem(token.text) for token in tokens[anchor[0] : anchor[1]]}
    named_apart = {stem for stem in profile.label - profile.objects - profile.actions if not stem.isdigit()}
    return bool(named & profile.objects) and not named & named_apart


@lru_cache(maxsize=1)
def _instruments() -> frozenset[str]:
    return frozenset(language()["anaphors"]["nouns"])
