"""The calculus as a coder: operators of stance over the clauses that name an option or point at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.positions import signs
from onrecord.positions.clauses import Clause, ClauseKind, Token, clauses
from onrecord.positions.finder import Target
from onrecord.positions.holders import Holder, Holders
from onrecord.positions.options import Profile, action_book
from onrecord.positions.stance import Verdict, judge
from onrecord.positions.units import Unit
from onrecord.types import Stance


@dataclass(frozen=True, slots=True)
class Claim:
    """A stance found: where, toward what, by which words, whose."""

    unit: Unit
    target: Target
    clause: Clause
    pieces: Sequence[Clause]
    anchor: tuple[int, int]
    verdict: Verdict
    holder: Holder

    @property
    def judges(self) -> bool:
        """Whether its words only say what the course is worth ("would harm trade"): they argue for a stance that
        plainer words may declare.
        """
        return self.verdict.operators[0].name in {"bad", "good"}


def claims(unit: Unit, target: Target, profile: Profile, holders: Holders) -> Iterator[Claim]:
    """What the clauses of a unit say of one option."""
    pieces = clauses(unit.tokens)
    for clause in pieces:
        if clause.kind in (ClauseKind.REASON, ClauseKind.CONDITION, ClauseKind.QUESTION):
            continue
        anchor = _anchor(unit, clause, target)
        if anchor is None:
            continue
        sign = _sign(unit.tokens, clause, anchor, target, profile)
        contrary = clause.kind is ClauseKind.CONTRARY
        before = pieces[pieces.index(clause) - 1] if clause.begin else clause
        ruling = Clause(before.begin, clause.end, clause.kind) if clause.inherits or contrary else clause
        if target.pointing and _governed_by_another(unit, anchor):
            continue
        ops = [op for op in unit.operators if target.pointing or op.begin not in target.places]
        verdict = judge(unit.tokens, ops, ruling, anchor, sign=sign)
        if contrary:
            verdict = _refused(verdict)
        if verdict is None:
            continue
        holder = holders.find(unit.statement, unit.tokens, ruling, verdict.operators[0], anchor)
        if holder is not None:
            yield Claim(unit, target, clause, pieces, anchor, verdict, holder)


def _sign(tokens: Sequence[Token], clause: Clause, anchor: tuple[int, int], target: Target, profile: Profile) -> int:
    """-1 where the clause names the contrary of the option ("keep the tax" under "abolishing the tax")."""
    bounds = (clause.begin, clause.end)
    if not target.pointing:
        return signs.of_name(tokens, bounds, anchor, profile).value
    before = signs.Sign(1, told=False)
    if target.antecedent is not None and not target.sweeping:
        row, places = target.antecedent
        if places:
            before = signs.of_name(row, (0, len(row)), (places[0], places[-1] + 1), profile)
            if any(
                token.text in {"without", "lack", "lacks", "absence"}
                for token in row[max(0, places[0] - 3) : places[0]]
            ):
                before = signs.Sign(-before.value, told=True)  # "the only country without a limit. This must end."
    return signs.of_pointer(tokens, bounds, anchor, profile, before)


def _refused(verdict: Verdict | None) -> Verdict | None:
    """ "For training, not for combat": a yes turned round is a refusal; a no turned round says nothing."""
    if verdict is None or verdict.stance.side <= 0:
        return None
    return Verdict(Stance.OPPOSES, verdict.operators)


def _anchor(unit: Unit, clause: Clause, target: Target) -> tuple[int, int] | None:
    """Where in a clause the option is named: from its first to its last word that belongs to it."""
    places = [place for place in target.places if clause.begin <= place < clause.end]
    if not places:
        return None
    return places[0], places[-1] + 1


def _governed_by_another(unit: Unit, anchor: tuple[int, int]) -> bool:
    """Whether a pronoun belongs to another verb than the stance: "did not wish to be reminded of it"."""
    if unit.tokens[anchor[0]].text not in signs.THING:
        return False
    before = [op for op in unit.operators if op.end <= anchor[0]]
    between = unit.tokens[before[-1].end : anchor[0]] if before else ()
    acts = {hit.begin for hit in action_book().find([token.text for token in between])}
    return any(token.pos == "VERB" and place not in acts for place, token in enumerate(between))
