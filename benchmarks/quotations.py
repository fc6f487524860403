"""Direct quotations in the typography of many countries: found with the right extent, given to the right speaker.

``python -m benchmarks.quotations [--split dev|test] [--json] [--check] [--show-failures dev]`` reads every passage of
``cases/quotations.jsonl`` as an article of its own, with the shipped weights and rules. Failures are shown of the dev
half only: the test half is for measuring.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.actors import resolve
from onrecord.reading import Reader
from onrecord.statements import find_statements
from onrecord.types import Article, Resolution, Span, Statement, StatementKind

HERE = Path(__file__).parent
CASES = HERE / "cases" / "quotations.jsonl"
FLOORS = HERE / "floors_quotations.json"
SPLITS = ("dev", "test")
# Shares of the expected quotations have floors, counts of wrong finds have ceilings.
CEILINGS = frozenset(("false",))


@dataclass(frozen=True, slots=True)
class Expected:
    """A quotation with its marks, who says it (any of these places; None for nobody), and how it stands there.

    ``within`` marks a quotation that is built into indirect speech: a content must cover it, more may belong to it.
    ``named`` is the actor that a pronoun stands for.
    """

    span: Span
    speaker: tuple[Span, ...] | None
    within: bool = False
    named: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A passage, what phenomenon it is of, and the quotations that a careful reader finds in it."""

    id: str
    kind: str
    split: str
    text: str
    expected: tuple[Expected, ...]
    not_statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the chain made of one expected quotation; ``named`` is None where no name is expected."""

    case: Case
    expected: Expected
    extent: bool
    speaker: bool
    named: bool | None
    found: str


def load(path: Path = CASES) -> tuple[Case, ...]:
    """The cases; ValueError where an expected string is not in its passage, or is there more than once unnumbered."""
    return tuple(_case(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines())


def _case(line: dict[str, Any]) -> Case:
    text = line["text"]
    for tempting in line.get("not_statements", ()):
        if tempting not in text:
            raise ValueError(f"{line['id']}: {tempting!r} is not in the text")
    expected = tuple(
        Expected(
            _place(line["id"], text, quotation),
            None if quotation["speaker"] is None else tuple(_place(line["id"], text, s) for s in quotation["speaker"]),
            quotation.get("within", False),
            quotation.get("named"),
        )
        for quotation in line["quotations"]
    )
    return Case(line["id"], line["class"], line["split"], text, expected, tuple(line.get("not_statements", ())))


def _place(case: str, text: str, words: str | dict[str, Any]) -> Span:
    """Where the words stand; ``occurrence`` counts from 1 and is needed where they stand there more than once."""
    wanted, number = (words, None) if isinstance(words, str) else (words["text"], words.get("occurrence"))
    begins = [at for at in range(len(text)) if text.startswith(wanted, at)]
    if len(begins) < (number or 1) or (number is None and len(begins) > 1):
        raise ValueError(f"{case}: {wanted!r} stands {len(begins)} times in the text")
    begin = begins[(number or 1) - 1]
    return Span(begin, begin + len(wanted))


def run(cases: Sequence[Case], reader: Reader | None = None) -> tuple[list[Outcome], list[tuple[Case, str]]]:
    """What the chain makes of the expected quotations, and the direct statements that are none of them."""
    reader = reader or Reader.load(threads=1)
    articles = [Article(case.id, case.text, case.id, language="en") for case in cases]
    outcomes: list[Outcome] = []
    false: list[tuple[Case, str]] = []
    for case, article, reading in zip(cases, articles, reader.read(articles), strict=True):
        resolution = resolve(article, reading, find_statements(article, reading))
        outcomes.extend(judged(case, expected, resolution) for expected in case.expected)
        false.extend((case, words) for words in mistaken(case, resolution.statements))
    return outcomes, false


def judged(case: Case, expected: Expected, resolution: Resolution) -> Outcome:
    """Extent and speaker of one quotation, by the statement that fits it best."""
    best = max(resolution.statements, key=lambda s: _fit(s, expected), default=None)
    if best is None or _fit(best, expected) == (False, 0, False):
        return Outcome(case, expected, False, False, None if expected.named is None else False, "nothing")
    named = None
    if expected.named is not None:
        named = any(a.id == best.actor and a.name == expected.named for a in resolution.actors)
    who = best.source or ((best.holder,) if best.holder is not None else ())
    if expected.speaker is None:
        speaker = not who
    else:
        speaker = any(place.overlaps(right) for place in who for right in expected.speaker)
    words = " + ".join(place.of(case.text) for place in who) or "nobody"
    return Outcome(case, expected, _fit(best, expected)[0], speaker, named, f"{best.kind}: {words}: {best.text!r}")


def _fit(statement: Statement, expected: Expected) -> tuple[bool, int, bool]:
    """Whether the extent is right, how many code points they share, and whether it is direct.

    The marks belong to a quotation, a comma behind the closing mark does not; where a mark is missing the words alone
    count. A quotation within indirect speech needs a content that covers it.
    """
    span = expected.span
    if expected.within:
        exact = any(content.covers(span) for content in statement.content)
    else:
        exact = statement.kind is StatementKind.DIRECT and span in statement.content
    shared = sum(max(0, min(c.end, span.end) - max(c.begin, span.begin)) for c in statement.content)
    return exact, shared, statement.kind is StatementKind.DIRECT


def mistaken(case: Case, statements: Iterable[Statement]) -> Iterator[str]:
    """Places that became direct speech and share nothing with any expected quotation."""
    for statement in statements:
        if statement.kind is StatementKind.DIRECT:
            for content in statement.content:
                if not any(content.overlaps(expected.span) for expected in case.expected):
                    yield content.of(case.text)


def score(outcomes: Sequence[Outcome], false: Sequence[tuple[Case, str]]) -> dict[str, Any]:
    """Extent and speaker as shares of the expected quotations, wrong finds as a count; in all and by class."""
    classes = {
        kind: _figures([o for o in outcomes if o.case.kind == kind], sum(case.kind == kind for case, _ in false))
        for kind in sorted({o.case.kind for o in outcomes} | {case.kind for case, _ in false})
    }
    return {**_figures(outcomes, len(false)), "classes": classes}


def _figures(outcomes: Sequence[Outcome], false: int) -> dict[str, Any]:
    named = [o.named for o in outcomes if o.named is not None]
    figures = {
        "extent": _share(sum(o.extent for o in outcomes), len(outcomes)),
        "speaker": _share(sum(o.speaker for o in outcomes), len(outcomes)),
        "false": false,
        "expected": len(outcomes),
    }
    return figures if not named else {**figures, "named": _share(sum(named), len(named))}


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 100.0


def under_floors(result: dict[str, Any], floors: dict[str, Any]) -> list[str]:
    """What is worse than its floor, a line each."""
    lines = []
    for split, figures in floors.items():
        for name, floor in figures.items():
            value = result[split][name]
            if value > floor if name in CEILINGS else value < floor:
                lines.append(f"{split} {name}: {value} against {floor}")
    return lines


def failures(outcomes: Sequence[Outcome], false: Sequence[tuple[Case, str]]) -> Iterator[str]:
    """A line for everything that went wrong."""
    for o in outcomes:
        wrong = [name for name in ("extent", "speaker", "named") if getattr(o, name) is False]
        if wrong:
            yield f"{o.case.id} {'+'.join(wrong)}: {o.expected.span.of(o.case.text)!r}\n    {o.found}"
    for case, words in false:
        yield f"{case.id} false: {words!r}"


def main() -> None:
    """Print the figures; with --check, fail under the floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=SPLITS)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--show-failures", choices=("dev",))
    asked = parser.parse_args()
    cases, reader = load(), Reader.load(threads=1)
    result = {}
    for split in (asked.split,) if asked.split else SPLITS:
        outcomes, false = run([case for case in cases if case.split == split], reader)
        result[split] = score(outcomes, false)
        if asked.show_failures == split:
            print("\n".join(failures(outcomes, false)))
    print(json.dumps(result) if asked.json else _table(result))
    if asked.check:
        floors = {s: f for s, f in json.loads(FLOORS.read_text(encoding="utf-8")).items() if s in result}
        if lines := under_floors(result, floors):
            sys.exit("Under the floors of " + FLOORS.name + ":\n" + "\n".join(lines))


def _table(result: dict[str, Any]) -> str:
    lines = []
    for split, figures in result.items():
        lines.append(f"{split:14}  extent  speaker  false  expected")
        for name, row in [*figures["classes"].items(), ("all", figures)]:
            named = f"  (actor {row['named']})" if "named" in row else ""
            lines.append(
                f"  {name:12}  {row['extent']:6}  {row['speaker']:7}  {row['false']:5}  {row['expected']:8}{named}"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
