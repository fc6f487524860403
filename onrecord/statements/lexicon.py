"""The cue words of cues.toml, ready for matching."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from itertools import product


class CueClass(Enum):
    """What sort of word marks the statement."""

    SPEECH = "speech"
    VERB = "attitude verb"
    AMBIGUOUS = "attitude verb that may mean a deed"
    ADJECTIVE = "attitude adjective"
    NOUN = "attitude noun"
    VIEWPOINT = "viewpoint"
    PASSIVE = "passive"


@dataclass(frozen=True, slots=True)
class Cue:
    """One way to write a cue: its class, its words after the first, and the lemma that leads it."""

    kind: CueClass
    lemma: str
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All cues by the lower-case form of their first word, and the closed word classes."""

    cues: Mapping[str, tuple[Cue, ...]]
    finding: Mapping[str, tuple[Cue, ...]]  # those that find an attitude where the reader tagged none
    speech_forms: frozenset[str]
    plain_forms: frozenset[str]
    attitude_forms: frozenset[str]
    copulas: frozenset[str]
    modals: frozenset[str]
    auxiliaries: frozenset[str]
    object_control: frozenset[str]
    purpose: frozenset[str]
    words: Mapping[str, frozenset[str]]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    data = tomllib.loads(files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))
    irregular: dict[str, list[str]] = data["inflection"]
    attitude, speech, closed = data["attitude"], data["speech"], data["function_words"]
    found: dict[str, list[Cue]] = {}
    lists = (
        (CueClass.SPEECH, speech["verbs"], True),
        (CueClass.SPEECH, speech["phrases"], False),
        (CueClass.VERB, attitude["verbs"], True),
        (CueClass.AMBIGUOUS, attitude["ambiguous"], True),
        (CueClass.ADJECTIVE, attitude["adjectives"], False),
        (CueClass.NOUN, attitude["nouns"], False),
        (CueClass.VIEWPOINT, attitude["viewpoints"], False),
    )
    for kind, patterns, inflected in lists:
        _add(found, kind, patterns, irregular if inflected else None)
    _add_passives(found, attitude["passives"], irregular)
    plain = _all_forms(speech["plain"], irregular)
    cues = {form: tuple(sorted(its, key=lambda cue: -len(cue.rest))) for form, its in found.items()}
    silent = (CueClass.SPEECH, CueClass.AMBIGUOUS)
    finding = {form: tuple(cue for cue in its if cue.kind not in silent) for form, its in cues.items()}
    return Lexicon(
        cues=cues,
        finding={form: its for form, its in finding.items() if its},
        speech_forms=_all_forms((v.split()[0] for v in speech["verbs"]), irregular),
        plain_forms=plain,
        attitude_forms=_all_forms((v.split()[0] for v in attitude["verbs"] if "|" not in v.split()[0]), irregular),
        copulas=_all_forms(attitude["copulas"], irregular),
        modals=frozenset(data["decision"]["modals"]),
        auxiliaries=_all_forms(("be", "have", "do"), irregular) | frozenset(closed["auxiliaries"]),
        object_control=_all_forms(closed["object_control"], irregular),
        purpose=_all_forms(closed["purpose"], irregular),
        words={name: frozenset(words) for name, words in closed.items()},
    )


def forms(lemma: str, irregular: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """A verb in all its forms."""
    if lemma in irregular:
        return (lemma, *irregular[lemma])
    if lemma.endswith("e"):
        return (lemma, f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing")
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return (lemma, f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing")
    sibilant = lemma.endswith(("s", "x", "z", "ch", "sh"))
    return (lemma, f"{lemma}es" if sibilant else f"{lemma}s", f"{lemma}ed", f"{lemma}ing")


def _all_forms(lemmas: Iterable[str], irregular: Mapping[str, Sequence[str]]) -> frozenset[str]:
    return frozenset(form for lemma in lemmas for form in forms(lemma, irregular))


def _expanded(pattern: str) -> Iterable[tuple[str, ...]]:
    choices: list[tuple[str, ...]] = []
    for item in pattern.split():
        optional = item.endswith("?")
        words = tuple(item.rstrip("?").split("|"))
        choices.append((*words, "") if optional else words)
    for row in product(*choices):
        yield tuple(word for word in row if word)


def _add(
    found: dict[str, list[Cue]], kind: CueClass, patterns: Iterable[str], irregular: Mapping[str, Sequence[str]] | None
) -> None:
    for pattern in patterns:
        for words in _expanded(pattern):
            cue = Cue(kind, words[0], words[1:])
            for form in forms(words[0], irregular) if irregular is not None else (words[0],):
                found.setdefault(form, []).append(cue)


def _add_passives(found: dict[str, list[Cue]], verbs: Iterable[str], irregular: Mapping[str, Sequence[str]]) -> None:
    for pattern in verbs:
        words = tuple(pattern.split())
        for form in forms(words[0], irregular)[2:]:
            if not form.endswith("ing"):
                found.setdefault(form, []).append(Cue(CueClass.PASSIVE, words[0], (*words[1:], "by")))
