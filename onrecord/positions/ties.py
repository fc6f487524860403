"""Acts and bonds told by a noun or an adjective, and mutual ones: "X, a critic of Y", "the dispute between X and Y"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.positions.nominals import Party, Sentence
from onrecord.positions.phrases import Hit
from onrecord.positions.scenes import JUDGING, WORDS, Found, Label, Place, by_deed, happens, subject_of
from onrecord.types import RelationKind


def nouns(place: Place, hit: Hit[Label]) -> Iterator[Found]:
    """Read "X's criticism of Y", "criticism of Y by X"."""
    sentence, kind = place.sentence, hit.label[0]
    if (
        sentence.row[hit.begin].pos != "NOUN"
        or set(sentence.texts[max(0, hit.begin - 6) : hit.begin]) & WORDS["absent"]
    ):
        return
    others = [party for party in sentence.behind(hit.end) if not party.deed or kind in JUDGING]
    others = [p for p in others if p.deed not in WORDS["suffering"] and p.deed not in WORDS["others"]]
    if not others:
        return
    owner = sentence.owner(hit.begin)
    actors = [owner] if owner is not None else sentence.agent(others[-1].end, frozenset({"by", "from"}))
    for actor in actors:
        for other in others:
            yield kind, actor, other


def agents(place: Place, hit: Hit[Label]) -> Iterator[Found]:
    """Read "X, a fierce critic of Y", "X is an ally of Y"."""
    sentence, kind = place.sentence, hit.label[0]
    others = [party for party in sentence.behind(hit.end) if not party.deed]
    if sentence.row[hit.begin].pos not in {"NOUN", "PROPN"} or not others:
        return
    begin = hit.begin
    while begin > 0 and sentence.row[begin - 1].pos in {"DET", "ADJ", "ADV", "NUM", "NOUN", "CCONJ"}:
        begin -= 1
    words = sentence.texts[begin : hit.begin]
    if "no" in words or "former" in words or begin == 0:
        return
    actor = None
    if sentence.texts[begin - 1] in {",", "—", "–"} and ("a" in words or "an" in words or "the" in words):
        actor = sentence.ending(begin - 2) if begin > 1 else None
    elif sentence.row[begin - 1].pos == "AUX" and not set(sentence.helpers(begin)) & WORDS["denials"]:
        actor = sentence.before(begin)
    for other in others:
        if actor is not None:
            yield kind, actor, other


def adjectives(place: Place, hit: Hit[Label]) -> Iterator[Found]:
    """Read "X has been critical of Y"."""
    sentence, kind = place.sentence, hit.label[0]
    if not happens(place, hit):
        return
    others = [p for p in sentence.behind(hit.end) if not p.deed or by_deed(kind, p, deeds=False) is not None]
    helpers = sentence.helpers(hit.begin)
    copula = any(sentence.row[hit.begin - 1 - i].pos == "AUX" for i in range(len(helpers)))
    actor = subject_of(place, hit.begin) if copula else None
    for other in others:
        if actor is not None:
            yield kind, actor, other


def callings(place: Place, hit: Hit[Label]) -> Iterator[Found]:
    """Read "Y ally X": the name before the noun is the other, the name behind it acts."""
    sentence = place.sentence
    owner = sentence.owner(hit.begin)
    if owner is not None:  # "its closest ally, X"
        at = hit.end + (sentence.texts[hit.end :][:1] == [","])
        others = sentence.behind(at)[:1] if at < len(sentence.row) and sentence.row[at].pos in {"PROPN", "DET"} else []
        yield from ((hit.label[0], other, owner) for other in others if not other.deed)
        return
    named = sentence.mention(hit.begin - 1) if hit.begin else None
    behind = sentence.mention(hit.end) if hit.end < len(sentence.row) else None
    if named is None or behind is None or sentence.row[hit.end].pos != "PROPN":
        return
    yield hit.label[0], Party(behind.actors, hit.end, hit.end + 1), Party(named.actors, hit.begin - 1, hit.begin)


def suffered(place: Place, hit: Hit[Label]) -> Iterator[Found]:
    """Read "Y came under fire from X"; pressure and criticism also where nobody is named."""
    sentence, kind = place.sentence, hit.label[0]
    patient = None
    if sentence.row[hit.begin].pos in {"VERB", "AUX"}:
        is_told = happens(place, hit) and "will" not in sentence.helpers(hit.begin)
        patient = sentence.before(hit.begin) if is_told else None
    elif sentence.texts[hit.begin] == "under":
        before = hit.begin - 1
        apart = before > 0 and sentence.texts[before] == ","
        patient = sentence.ending(before - 1) if apart else sentence.before(hit.begin)
    if {"percent", "%", "points"} & set(sentence.texts[hit.begin : hit.end]):
        return  # what polls count
    agents = sentence.agent(hit.end, frozenset({"from", "by"}))
    if (patient is None or not patient.actors) and agents and sentence.texts[agents[-1].end :][:1] == [","]:
        patient = next(iter(sentence.behind(agents[-1].end + 1)), None)  # "under pressure from X, Y gave in"
    if patient is None:
        return
    for agent in agents:
        yield kind, agent, patient
    unnamed = sentence.texts[hit.end :][:1] not in (["from"], ["by"])
    if not agents and kind is RelationKind.PRESSURES and unnamed:
        yield kind, None, patient


def together(place: Place, hit: Hit[Label]) -> Iterator[Found]:
    """Read "X and Y clashed"."""
    sentence = place.sentence
    if not happens(place, hit):
        return
    subject = sentence.before(hit.begin)
    if subject is not None and len(subject.actors) == 1:
        subject = _pair(sentence, subject)
    if subject is not None and len(subject.actors) == 2:
        yield _one_to_other(hit.label[0], subject)


def between(place: Place, hit: Hit[Label]) -> Iterator[Found]:
    """Read "the dispute between X and Y"."""
    parties = place.sentence.behind(hit.end)
    actors = tuple(dict.fromkeys(a for party in parties if not party.deed for a in party.actors))
    if len(actors) == 2:
        yield _one_to_other(hit.label[0], Party(actors, hit.begin, hit.end))


def _one_to_other(kind: RelationKind, pair: Party) -> Found:
    one, other = pair.actors
    return kind, Party((one,), pair.begin, pair.end), Party((other,), pair.begin, pair.end)


def _pair(sentence: Sentence, last: Party) -> Party | None:
    """The subject "X and Y" where the mentions do not make a list of it."""
    if last.begin < 2 or sentence.texts[last.begin - 1] != "and":
        return None
    first = sentence.mention(last.begin - 2)
    return Party((*first.actors, *last.actors), last.begin - 2, last.end) if first is not None else None
