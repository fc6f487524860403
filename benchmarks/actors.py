"""Who is speaking: whether each source of an article gets its right actor, beside a careful reader's resolution.

``python -m benchmarks.actors --data DIR`` reads the articles of ``cases/actors.jsonl`` from the corpora in DIR through
the whole chain and looks at every source that the reader of the cases resolved. ``--half dev`` may be looked into
(``--show`` lists what went wrong); of ``test`` only the figures are ever printed.

A source is found where a statement has a source that shares a word with it. Its actor is right where it is the
reader's: for persons, organisations, parties and states by name, for several the same set; for unnamed people and
groups an unnamed one of the article's own words or none; for documents and for what nobody can tell, none or a thing
named by the source's own words. An actor is wrong where another is given, unknown where none is or only an unnamed one
of the source's own words ("the nominee").
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if not __package__:  # run as a file: python benchmarks/actors.py
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.attribution import missed
from onrecord.actors import resolve
from onrecord.actors.names import parse, plain
from onrecord.reading.reader import Reader
from onrecord.reading.session import weights
from onrecord.statements import find_statements
from onrecord.types import Actor, ActorKind, Article, MentionForm, Resolution, Span, Statement
from training.treebanks import conllu

HERE = Path(__file__).parent
CASES = HERE / "cases" / "actors.jsonl"
FLOORS = HERE / "floors_actors.json"
RESULT = HERE / "results" / "actors.json"
NAMED = frozenset({"person", "organisation", "party", "state"})
_REFERRING = frozenset({"pronoun", "role"})


@dataclass(frozen=True)
class Choice:
    """One way to read a source: a kind and, of named actors, for each the names that it may have."""

    kind: str
    actors: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True)
class Source:
    """A source of an article as a careful reader resolves it, the likeliest reading first."""

    spans: tuple[Span, ...]
    form: str
    readings: tuple[Choice, ...]

    @property
    def named(self) -> bool:
        """Whether it means persons, organisations, parties or states that have a name."""
        return bool(self.readings[0].actors)


@dataclass(frozen=True)
class Case:
    """An article of a corpus and its sources."""

    article: Article
    half: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Outcome:
    """What the chain makes of one source: missed, right, wrong or unknown."""

    case: Case
    source: Source
    verdict: str
    given: tuple[Actor, ...]


def load(data: Path, path: Path = CASES) -> list[Case]:
    """The articles that the cases name, from their corpora; ValueError where a text is not the one that was read."""
    cases = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = text_of(data, row["article"])
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            raise ValueError(f"{row['article']}: not the text that the cases were read from")
        sources = tuple(
            Source(
                tuple(Span(begin, end) for begin, end in source["at"]),
                source["form"],
                tuple(_choice(reading) for reading in source["readings"]),
            )
            for source in row["sources"]
        )
        cases.append(Case(Article(row["article"], text, row["article"]), row["half"], sources))
    return cases


def text_of(data: Path, name: str) -> str:
    """The text of an article by its corpus and name: "polnear/dev/…" or "gum/…"."""
    corpus, _, rest = name.partition("/")
    if corpus == "gum":
        return next(iter(conllu(data / "gum" / f"{rest}.conllu", "gum"))).text
    split, _, stem = rest.partition("/")
    return (data / corpus / split / "text" / f"{stem}.txt").read_bytes().decode("utf-8")


def _choice(row: Mapping[str, Any]) -> Choice:
    return Choice(row["kind"], tuple(frozenset(map(key, names)) for names in row.get("actors", ())))


def key(name: str) -> str:
    """A name as it is compared: plain letters, no article, title or middle initial."""
    words = plain(name).split()
    parsed = parse(name)
    if len(parsed.given) > 1 and all(len(word) == 1 for word in parsed.given[1:]):
        words = [parsed.given[0], *(piece for word in parsed.family for piece in plain(word).split())]
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def outcomes(cases: Sequence[Case], reader: Reader) -> Iterator[Outcome]:
    """The verdict on every source."""
    for case, reading in zip(cases, reader.read([case.article for case in cases]), strict=True):
        resolution = resolve(case.article, reading, find_statements(case.article, reading))
        for source in case.sources:
            yield judged(case, source, resolution)


def judged(case: Case, source: Source, resolution: Resolution) -> Outcome:
    """The verdict on one source, by the statement whose source shares most with it."""
    statement = max(resolution.statements, key=lambda s: _shared(s.source, source.spans), default=None)
    if statement is None or not _shared(statement.source, source.spans):
        return Outcome(case, source, "missed", ())
    given = _given(statement, resolution)
    words = {word for span in source.spans for word in plain(span.of(case.article.text)).split()}
    if any(fits(choice, given, words) for choice in source.readings):
        return Outcome(case, source, "right", given)
    own = all(_unnamed(actor) and set(plain(actor.name).split()) <= words for actor in given)
    return Outcome(case, source, "unknown" if own else "wrong", given)


def _shared(one: Sequence[Span], other: Sequence[Span]) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.begin, b.begin)) for a in one for b in other)


def _given(statement: Statement, resolution: Resolution) -> tuple[Actor, ...]:
    """The actors that a statement is given: those of a list or group that its source is, else its one actor."""
    actors = {actor.id: actor for actor in resolution.actors}
    if statement.actor is None:
        return ()
    for mention in resolution.mentions:
        if mention.form is MentionForm.GROUP and mention.span == statement.source[0] and len(mention.actors) > 1:
            return tuple(actors[identifier] for identifier in mention.actors)
    return (actors[statement.actor],)


def fits(choice: Choice, given: Sequence[Actor], words: set[str]) -> bool:
    """Whether the given actors are right by one reading; ``words`` are the source's own, in plain letters."""
    if choice.actors:
        keys = [key(actor.name) for actor in given]
        each = all(any(one in names for one in keys) for names in choice.actors)
        return bool(given) and each and all(any(one in names for names in choice.actors) for one in keys)
    if choice.kind in ("group", "unnamed"):
        return all(_unnamed(actor) for actor in given)
    return all(_unnamed(actor) or set(plain(actor.name).split()) <= words for actor in given)


def _unnamed(actor: Actor) -> bool:
    return actor.kind is ActorKind.GROUP or actor.id.startswith("role:")


def figures(found: Sequence[Outcome]) -> dict[str, Any]:
    """Shares in percent: named sources found and right; of those found right, wrong, unknown; and by form."""
    result: dict[str, Any] = {"sources": len(found), "articles": len({o.case.article.id for o in found})}
    named = [o for o in found if o.source.named]
    result["named"] = {"right": _share(named, "right"), "found": 100 - _share(named, "missed"), "of": len(named)}
    groups = {"all": found, "referring": [o for o in found if o.source.form in _REFERRING]}
    for form in sorted({o.source.form for o in found}):
        groups[form] = [o for o in found if o.source.form == form]
    for name, group in groups.items():
        seen = [o for o in group if o.verdict != "missed"]
        shares = {verdict: _share(seen, verdict) for verdict in ("right", "wrong", "unknown")}
        result[name] = {**shares, "found": len(seen), "of": len(group)}
    return result


def _share(found: Sequence[Outcome], verdict: str) -> float:
    return round(100 * sum(o.verdict == verdict for o in found) / len(found), 1) if found else 0.0


def measure(data: Path, reader: Reader) -> dict[str, Any]:
    """The figures of both halves."""
    found = list(outcomes(load(data), reader))
    return {half: figures([o for o in found if o.case.half == half]) for half in ("dev", "test")}


def table(result: Mapping[str, Any]) -> str:
    """One block for each half."""
    lines = []
    for half in ("dev", "test"):
        row = result[half]
        named = row["named"]
        lines.append(f"{half}: {row['sources']} sources in {row['articles']} articles")
        lines.append(
            f"  named sources found and right {named['right']:5.1f} (found {named['found']:.1f}) of {named['of']}"
        )
        for name, part in row.items():
            if isinstance(part, dict) and name != "named":
                shares = "".join(f"  {verdict} {part[verdict]:5.1f}" for verdict in ("right", "wrong", "unknown"))
                lines.append(f"  {name:14}{shares}   of {part['found']} found of {part['of']}")
    return "\n".join(lines)


def shown(found: Sequence[Outcome]) -> str:
    """What went wrong in the half that may be looked into, each with its place."""
    lines = []
    for outcome in found:
        if outcome.verdict == "right" or outcome.case.half != "dev":
            continue
        text, first = outcome.case.article.text, outcome.source.spans[0]
        around = text[max(0, first.begin - 160) : first.begin] + "[[" + first.of(text) + "]]" + text[first.end :][:60]
        want = " | ".join(f"{c.kind} {[sorted(a) for a in c.actors]}" for c in outcome.source.readings)
        given = [f"{actor.id} {actor.name}" for actor in outcome.given]
        lines.append(f"{outcome.verdict} {outcome.source.form} {outcome.case.article.id}:{first.begin}\n   want {want}")
        lines.append(f"   got  {given}\n   {' '.join(around.split())}")
    verdicts = Counter(o.verdict for o in found if o.case.half == "dev")
    return "\n".join([*lines, str(dict(verdicts))])


def main() -> int:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder with polnear/ and gum/")
    parser.add_argument("--weights", type=Path, help="a folder of weights other than the shipped one")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--show", action="store_true", help="list what went wrong in the half to develop on")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true", help="keep the result under benchmarks/results")
    parser.add_argument("--check", action="store_true", help="fail where a figure lies under its floor")
    given = parser.parse_args()
    reader = Reader.load(given.threads, given.weights)
    if given.show:
        dev = [case for case in load(given.data) if case.half == "dev"]
        print(shown(list(outcomes(dev, reader))))
        return 0
    result = measure(given.data, reader)
    result["weights"] = weights(given.weights).manifest["files"]["reader.onnx"]["sha256"]
    print(json.dumps(result) if given.json else table(result))
    if given.write:
        RESULT.parent.mkdir(exist_ok=True)
        RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    if given.check:
        return missed(result, json.loads(FLOORS.read_text(encoding="utf-8"))["actors"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
