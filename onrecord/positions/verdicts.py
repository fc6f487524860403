"""What a speaker says that another did or is: "X said Y had lied", "X called Y a hero"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.positions.nominals import Party
from onrecord.positions.phrases import Hit
from onrecord.positions.scenes import FIRST, WORDS, Found, Label, Place, happens, speakers_at, subject_of
from onrecord.types import Span

BEING = frozenset({"is", "was", "are", "were", "be", "been", "'s", "'re"})

# Words between a helping verb or a name and what is said of it: "is one of the most dangerous", "called Y “a real”".
FAR_QUALITY = 6


def verdicts(place: Place, hit: Hit[Label]) -> Iterator[Found]:
    """Read "X said that Y had lied"."""
    sentence = place.sentence
    if sentence.row[hit.begin].pos != "VERB" or not happens(place, hit) or sentence.passive(hit.begin):
        return
    yield from _said_of(place, hit, sentence.before(hit.begin))


def oughts(place: Place, hit: Hit[Label]) -> Iterator[Found]:
    """Read "Y should resign, said X"."""
    if not set(place.sentence.helpers(hit.begin)) & WORDS["denials"]:
        yield from _said_of(place, hit, place.sentence.before(hit.begin))


def qualities(place: Place, hit: Hit[Label]) -> Iterator[Found]:
    """Read "X said that Y was unfit", "X called Y a coward"."""
    sentence, kind = place.sentence, hit.label[0]
    at = hit.begin - 1
    while at >= 0 and sentence.row[at].pos in {"DET", "ADJ", "ADV", "NOUN", "CCONJ", "PUNCT", "SCONJ", "ADP"}:
        if sentence.texts[at] in WORDS["denials"] or hit.begin - at > FAR_QUALITY or sentence.mention(at) is not None:
            break
        if sentence.row[at].pos in {"SCONJ", "ADP"} and sentence.texts[at] != "as":
            return
        at -= 1
    if at < 0:
        return
    if sentence.row[at].pos == "AUX" and sentence.texts[at] in BEING and sentence.texts[hit.begin - 1] != ",":
        if not set(sentence.helpers(at + 1)) & (WORDS["denials"] | WORDS["unreal"]):
            yield from _said_of(place, hit, sentence.before(at + 1))
        return
    for verb in range(at, max(-1, at - 6), -1):
        if sentence.texts[verb] in WORDS["naming"] and sentence.row[verb].pos == "VERB":
            named = Hit(verb, verb + 1, hit.label)
            others = [p for p in sentence.behind(verb + 1) if not p.deed and p.end == at + 1]
            actor = subject_of(place, verb) if happens(place, named) and not sentence.passive(verb) else None
            for other in others:
                if actor is not None:
                    yield kind, actor, other
            return


def _said_of(place: Place, hit: Hit[Label], other: Party | None) -> Iterator[Found]:
    """What the speaker of the words says of another that they name."""
    span = place.sentence.row[hit.begin].span
    if other is None or not other.actors or place.sentence.texts[max(0, other.begin - 1)] in WORDS["imagining"]:
        return
    if place.sentence.texts[other.end - 1] in FIRST | {"you"}:
        return
    if _is_retold(place, span):
        return
    speakers = speakers_at(place, span)
    if speakers and not set(speakers) & set(other.actors):
        yield hit.label[0], Party(speakers, hit.begin, hit.end), other


def _is_retold(place: Place, span: Span) -> bool:
    """Whether the speaker tells what others say or think: "many said that Y should go"."""
    around = [c for s in place.material.resolution.statements for c in s.content if c.covers(span)]
    inside = max((content.begin for content in around), default=span.begin)
    before = [token for token in place.sentence.row if inside <= token.span.begin < span.begin]
    told = [i for i, token in enumerate(before) if token.text in WORDS["telling"] and token.pos == "VERB"]
    return any(i == 0 or before[i - 1].text not in FIRST for i in told)
