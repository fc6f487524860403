"""Acts told by a verb: "X praised Y", "Y was accused by X", "X dismissed Y as a dreamer"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.positions.nominals import Party, Sentence
from onrecord.positions.phrases import Hit, relation_language
from onrecord.positions.scenes import JUDGING, WORDS, Found, Label, Place, by_deed, happens, subject_of
from onrecord.types import MentionForm, RelationKind


def acts(place: Place, hit: Hit[Label], *, deeds: bool = False) -> Iterator[Found]:
    """Read "X praised Y" and its passive; with ``deeds`` only what Y did can be the object."""
    sentence, kind = place.sentence, hit.label[0]
    if sentence.row[hit.begin].pos != "VERB":
        return
    if not happens(place, hit):
        if kind is not RelationKind.ECHOES or not {"do", "does", "did"} & set(sentence.helpers(hit.begin)):
            return
        kind = RelationKind.CONTRADICTS  # "does not agree with"
    passive = sentence.passive(hit.begin)
    behind = [] if passive else _objects(place, hit)
    if not passive and not behind and not _reduced(sentence, hit):
        return
    if not behind:
        patient = sentence.before(hit.begin) if passive else _patient(sentence, hit.begin)
        if patient is not None and not deeds:
            for agent in sentence.agent(hit.end):
                yield kind, agent, patient
        return
    actor = subject_of(place, hit.begin)
    if actor is None or _is_violent(place, hit):
        return
    for other in behind:
        if not _is_pressing(sentence, hit, behind[-1].end):
            break
        judged = by_deed(kind, other, deeds)
        if judged is not None:
            yield judged, actor, other


def _is_pressing(sentence: Sentence, hit: Hit[Label], end: int) -> bool:
    """Whether what stands behind the one pressed fits the verb: "pressed Y to go", not "appeals to voters"."""
    if hit.label[0] is not RelationKind.PRESSURES:
        return True
    after = sentence.texts[end] if end < len(sentence.texts) else "."
    if sentence.texts[hit.end - 1] == "that":
        return after not in {"be", "is", "are", "was", "were", "being"}
    return sentence.texts[hit.begin] not in WORDS["ambiguous"] or after in WORDS["pressing"]


def deeds(place: Place, hit: Hit[Label]) -> Iterator[Found]:
    """Read "X welcomed Y's offer", where X judges Y by it."""
    yield from acts(place, hit, deeds=True)


def likened(place: Place, hit: Hit[Label]) -> Iterator[Found]:
    """Read "X dismissed Y as a dreamer"."""
    behind = place.sentence.behind(hit.end)
    if place.sentence.passive(hit.begin) or (behind and "as" in place.sentence.texts[behind[-1].end :][:1]):
        yield from acts(place, hit)


def _objects(place: Place, hit: Hit[Label]) -> list[Party]:
    behind = place.sentence.behind(hit.end)
    if behind or hit.label[0] not in JUDGING:
        return behind
    return _pointed_at(place, hit.end)


def _pointed_at(place: Place, begin: int) -> list[Party]:
    """Whose "restraint" or "refusal" it is that words such as "this restraint" point at."""
    row, words = place.sentence.row, relation_language()["stance_nouns"]["words"]
    if begin + 1 >= len(row) or row[begin].text not in {"this", "that", "such"} or row[begin + 1].text not in words:
        return []
    if place.before is None:
        return []
    tokens = place.holders.tokens(place.before)
    if not tokens:
        return []
    earlier = Sentence(tokens, place.holders)
    named = [m for m in place.holders.within(place.before) if m.form in (MentionForm.NAME, MentionForm.METONYM)]
    for mention in named:
        at = next((i for i, t in enumerate(tokens) if t.span.begin >= mention.span.begin), 0)
        if at == 0 or (tokens[at - 1].pos != "ADP" and earlier.texts[at - 1] != "to"):
            return [Party(mention.actors, begin, begin + 2)]
    return []


def _reduced(sentence: Sentence, hit: Hit[Label]) -> bool:
    """Whether "by" follows a participle that no helping verb goes with ("X, accused by Y, left")."""
    return bool(sentence.agent(hit.end)) and not sentence.texts[hit.begin].endswith(("ing", "s"))


def _patient(sentence: Sentence, verb: int) -> Party | None:
    at = verb - 1 - len(sentence.helpers(verb))
    if at > 0 and sentence.texts[at] == ",":
        at -= 1
    return sentence.ending(at) if at >= 0 else None


def _is_violent(place: Place, hit: Hit[Label]) -> bool:
    """Whether an attack is one with arms."""
    texts = place.sentence.texts
    return texts[hit.begin].startswith("attack") and bool(WORDS["arms"] & set(texts))
