"""What a capital, demonym, seat of power, state or body stands for in its sentence.

The cases are those of cases/metonyms.jsonl, in two halves, and of cases/metonyms_more.jsonl
and cases/metonyms_third.jsonl, which are whole.

python -m benchmarks.metonyms [--show] [--json] [--check]

A case gives a word, its place and the actor that it stands for there, or none: a place, part of a longer name, a team,
a person, a thing. Every text goes through the whole chain; what the chain makes of the word is judged by the tightest
mention that covers it, and a mention that is no surer than half does not act.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from anyascii import anyascii

from onrecord.actors import resolve
from onrecord.actors.lexicon import lexicon
from onrecord.types import Actor, ActorKind, Article, Mention, Resolution, Span

HERE = Path(__file__).parent
CASES = HERE / "cases" / "metonyms.jsonl"
WHOLE = tuple(HERE / "cases" / f"metonyms_{half}.jsonl" for half in ("more", "third"))
HALVES = ("dev", "test", "more", "third")
FLOORS = HERE / "floors_metonyms.json"

ACTS = 0.5  # mentions of a state that is only a place carry this score; what acts is surer
_LEAD = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)
_TAIL = re.compile(r"(?:'s|’s|-[a-z]+)$")


@dataclass(frozen=True, slots=True)
class Case:
    """A line of a file; ``wanted`` holds every name that is right, and is empty where the word stands for nobody."""

    id: str
    half: str
    text: str
    span: Span
    wanted: frozenset[str]
    kind: str

    @property
    def word(self) -> str:
        """The word in question."""
        return self.span.of(self.text)


def cases(lines: Sequence[str]) -> list[Case]:
    """The cases of a file, one to a line."""
    made = []
    for row in map(json.loads, lines):
        span = Span(row["at"], row["at"] + len(row["word"]))
        names = (row["actor"] or "").split("|")
        wanted = frozenset(letters(name) for name in names if name)
        made.append(Case(row["id"], row.get("half", "more"), row["text"], span, wanted, row["class"]))
    return made


def letters(name: str) -> str:
    """A name in plain small letters, without article and marks."""
    return " ".join(re.findall(r"[^\W_]+", _LEAD.sub("", anyascii(name).lower().replace(".", ""))))


def given(case: Case, resolution: Resolution) -> tuple[Actor, ...]:
    """What the chain makes of the word: the actors of the tightest mention over it, none where it does not act.

    A mention of the word alone (with an article, a possessive ending or a joined participle) gives its actors.
    A longer one is about something else, whoever that may be (a newspaper, a spokesman), and counts for the word only
    where it means a state ("French officials", "most Greeks") or, where an actor is asked for, that very actor or
    a body of it ("the Ghanaian cabinet"): a person is never the state that stands in the role.
    """
    over = [m for m in resolution.mentions if m.span.covers(case.span)]
    if not over:
        return ()
    mention = min(over, key=lambda m: (m.span.end - m.span.begin, -m.provenance.score))
    if mention.provenance.score <= ACTS:
        return ()
    known = {actor.id: actor for actor in resolution.actors}
    actors = tuple(known[i] for i in mention.actors)
    return actors if _alone(case, mention) else _share(case, actors, known)


def _alone(case: Case, mention: Mention) -> bool:
    bare = _TAIL.sub("", _LEAD.sub("", mention.span.of(case.text)))
    return letters(bare) == letters(case.word)


def _share(case: Case, actors: tuple[Actor, ...], known: Mapping[str, Actor]) -> tuple[Actor, ...]:
    kept = []
    for actor in actors:
        above = known.get(actor.state or "") if actor.kind is not ActorKind.PERSON else None
        if actor.kind is ActorKind.STATE or _is(actor, case.wanted):
            kept.append(actor)
        elif above is not None and _is(above, case.wanted):
            kept.append(above)
    return tuple(kept)


def _is(actor: Actor, wanted: frozenset[str]) -> bool:
    return any(letters(name) in wanted for name in (actor.name, *actor.aliases, *_listed().get(actor.id, ())))


@lru_cache(maxsize=1)
def _listed() -> Mapping[str, frozenset[str]]:
    """The names of every listed actor: a seat's actor may bear the name of its body."""
    names: dict[str, set[str]] = {}
    for entries in lexicon().entries.values():
        for entry in entries:
            names.setdefault(entry.actor, set()).add(" ".join(entry.words))
    return {actor: frozenset(known) for actor, known in names.items()}


def right(case: Case, actors: Sequence[Actor]) -> bool:
    """Whether these are what the word stands for.

    Where it stands for nobody, a person of that name is right, a team's club is, if no list holds it, and a group of
    people ("millions of Danes") is no state.
    """
    if not case.wanted:
        return all(_itself(case, actor) for actor in actors)
    return bool(actors) and _is(actors[0], case.wanted)


def _itself(case: Case, actor: Actor) -> bool:
    """Whether an actor is just what bears the name, and nobody for whom the name stands."""
    if actor.kind is ActorKind.PERSON:
        return letters(case.word) in letters(actor.name).split()
    if actor.kind is ActorKind.GROUP:
        return not actor.members
    return case.kind in ("team", "sport_trap") and actor.id not in lexicon().actors


def run(asked: Sequence[Case]) -> list[tuple[Case, tuple[Actor, ...]]]:
    """Each case with what the whole chain makes of its word."""
    from onrecord.reading import Reader
    from onrecord.statements import find_statements

    articles = [Article(case.id, case.text, f"{case.id}.txt") for case in asked]
    found = []
    for case, article, reading in zip(asked, articles, Reader.load(threads=1).read(articles), strict=True):
        resolution = resolve(article, reading, find_statements(article, reading))
        found.append((case, given(case, resolution)))
    return found


def figures(found: Sequence[tuple[Case, tuple[Actor, ...]]]) -> dict[str, Any]:
    """Share of right cases, those that stand for somebody, those that do not, and every class, in percent."""
    marks = [(case, right(case, actors)) for case, actors in found]

    def share(of: Sequence[tuple[Case, bool]]) -> float:
        return round(100 * sum(mark for _, mark in of) / len(of), 1) if of else 0.0

    kinds = sorted({case.kind for case, _ in marks})
    return {
        "cases": len(marks),
        "accuracy": share(marks),
        "acting": share([m for m in marks if m[0].wanted]),
        "idle": share([m for m in marks if not m[0].wanted]),
        "classes": {kind: share([m for m in marks if m[0].kind == kind]) for kind in kinds},
    }


def mistakes(found: Sequence[tuple[Case, tuple[Actor, ...]]]) -> list[str]:
    """A line for every mistake in what rules are made on; the test half stays unseen."""
    return [
        f"{case.id} {case.kind}: {case.word!r} is {'; '.join(sorted(case.wanted)) or 'nobody'}, "
        f"given {', '.join(a.name for a in actors) or 'nobody'} | {case.text}"
        for case, actors in found
        if case.half != "test" and not right(case, actors)
    ]


def meets(result: Mapping[str, Any], floors: Mapping[str, Mapping[str, float]]) -> bool:
    """Whether every figure that has a floor reaches it."""
    return all(result[half][name] >= floor for half, entry in floors.items() for name, floor in entry.items())


def main() -> None:
    """Print the figures; with --check, fail under the floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=(*HALVES, "all"), default="all")
    parser.add_argument("--show", action="store_true", help="also print the mistakes outside the test half")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    known = [case for path in (CASES, *WHOLE) for case in cases(path.read_text(encoding="utf-8").splitlines())]
    halves = HALVES if asked.half == "all" else (asked.half,)
    found = run([case for case in known if case.half in halves])
    result = {half: figures([f for f in found if f[0].half == half]) for half in halves}
    if asked.show:
        print("\n".join(mistakes(found)))
    print(json.dumps(result, indent=None if asked.json else 2))
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    if asked.check and not meets(result, {half: floors[half] for half in halves if half in floors}):
        sys.exit("Under the floors of " + FLOORS.name)


if __name__ == "__main__":
    main()
