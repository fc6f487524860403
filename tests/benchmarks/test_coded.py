"""The matching of the benchmark of coded articles."""

from __future__ import annotations

import json

from benchmarks import coded
from onrecord.types import (
    Actor,
    ActorKind,
    Article,
    ArticleMaterial,
    Codebook,
    Coding,
    Option,
    Position,
    Provenance,
    Reading,
    Relation,
    RelationKind,
    Resolution,
    Scope,
    Span,
    Stance,
    Voice,
)

MADE = Provenance("test", "1")
ADA = Actor("person:ada", "Ada Mayor", ActorKind.PERSON, aliases=("the mayor",))
BEN = Actor("person:ben", "Ben Rival", ActorKind.PERSON)
BOOK = Codebook((Option("toll", "River", "A toll"),), "1")


def position(actor: Actor, stance: Stance, begin: int = 0) -> Position:
    name = f"{actor.id}{stance}{begin}"
    span = Span(begin, begin + 10)
    return Position(name, "a", "toll", actor.id, stance, Scope.GENERAL, Voice.OWN, span, "text", MADE)


def gold(actor: str, stance: str, *, plain: bool = True, tense: str = "current") -> dict[str, object]:
    return {
        "actor": [actor], "option": "toll", "stance": stance, "tense": tense, "plain": plain, "evidence": [[5, 9]],
        "voice": "own", "scope": "general",
    }  # fmt: skip


def outcome(
    wanted: list[dict[str, object]], found: list[Position], relations: tuple[Relation, ...] = ()
) -> coded.Outcome:
    article = Article("a", "x" * 60, "a")
    related = [
        {"kind": "praises", "actor": ["Ada Mayor"], "toward": ["Ben Rival"], "evidence": [[0, 5]], "plain": True}
    ]
    case = coded.Case(article, "dev", BOOK, tuple(wanted), tuple(related), ())
    material = ArticleMaterial(article, Reading("a", (), (), (), (), (), MADE), Resolution((), (), (ADA, BEN)))
    return coded.judged(case, material, Coding("a", tuple(found), relations))


def test_a_position_counts_once_by_actor_option_and_side() -> None:
    both = [position(ADA, Stance.OPEN), position(ADA, Stance.SUPPORTS, 30), position(BEN, Stance.OPPOSES)]
    found = coded.figures([outcome([gold("the mayor", "supports")], both)])
    assert found["positions"] == {"precision": 50.0, "recall": 100.0, "wanted": 1, "found": 2}
    assert found["step"] == 0.0  # the receipt that overlaps says open
    assert found["evidence"] == 100.0


def test_what_readers_might_code_differently_is_neither_wanted_nor_wrong() -> None:
    found = coded.figures([outcome([gold("Ada Mayor", "supports", plain=False)], [position(ADA, Stance.SUPPORTS)])])
    assert found["positions"] == {"precision": 0.0, "recall": 0.0, "wanted": 0, "found": 0}


def test_the_other_side_is_wrong_and_counted() -> None:
    found = coded.figures([outcome([gold("Ada Mayor", "supports")], [position(ADA, Stance.OPPOSES)])])
    assert found["wrong_side"] == 1
    assert found["positions"]["recall"] == 0.0


def test_a_relation_needs_kind_and_both_actors_in_their_places() -> None:
    right = Relation("r", "a", RelationKind.PRAISES, ADA.id, BEN.id, Voice.OWN, Span(0, 5), "x", MADE)
    turned = Relation("t", "a", RelationKind.PRAISES, BEN.id, ADA.id, Voice.OWN, Span(0, 5), "x", MADE)
    assert coded.figures([outcome([], [], (right, turned))])["relations"]["precision"] == 50.0


def test_the_cases_name_their_articles_and_quote_none() -> None:
    rows = [json.loads(line) for line in coded.CASES.read_text(encoding="utf-8").splitlines()]
    assert {row["half"] for row in rows} == {"dev", "test"}
    assert all(len(row["sha256"]) == 64 and "text" not in row for row in rows)
    assert sum(len(row["positions"]) for row in rows) >= 400
