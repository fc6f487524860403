"""What a name does: the class of the verb behind it, or that it is only described as a place."""

from __future__ import annotations

from onrecord.actors.around import AHEAD, CLOSERS, DETERMINERS, Around, run

_CLAUSE_ENDS = CLOSERS | {",", "(", "—", "–", '"', "“"}
# "fell out with"
_PHRASAL = frozenset((w, p) for w in ("fall", "falls", "fell", "fallen") for p in ("out", "foul", "short", "behind"))


def predicate(around: Around, index: int, like: int) -> set[str]:
    """The verb of which the name is subject."""
    seen_auxiliary = False
    for ahead in range(index, index + AHEAD):
        token = around.token(ahead, like)
        if token is None:
            break
        auxiliary = token.pos == "AUX" or token.lower in around.lex.words["speech.auxiliaries"]
        if auxiliary:
            seen_auxiliary = True
        elif seen_auxiliary and (_befallen(around, ahead, like) or _made(around, ahead, like)):
            return {"subject", "subject<still"}
        elif token.pos == "VERB" or token.lower in around.lex.words["speech.verbs"]:
            return {"subject", f"subject<{_doing(around, ahead, like)}"}
        elif token.lower == "where" or (
            token.pos not in ("ADV", "PART") and token.lower not in ("not", "n't", "never", "also")
        ):
            break
    if not seen_auxiliary:
        return set()
    still = _near(around, index, like, "described") or _near(around, index, like, "landed")
    last = around.token(ahead - 1, like)
    copula = last is not None and last.lower in around.cues.around["being"]
    quality = _quality(around, ahead, like) if copula else "none"
    still = still or quality == "place" or _far(around, ahead, like) or _counts(around, ahead, like)
    still = still and quality != "mind"
    return {"subject", "subject<still" if still else "subject<auxiliary"}


def _doing(around: Around, index: int, like: int) -> str:
    """The class of a verb, judged with what follows: "went dark", "saw no sun", but "burned its bridges"."""
    token, after = around.page.tokens[index], around.token(index + 1, like)
    kind = _alone(around, index, like)
    if kind != "still" or after is None or token.lower in around.cues.verbs["taking"]:
        return kind
    own = after.lower in ("its", "up") or (token.lower, after.lower) in _PHRASAL
    return "other" if own or _goes_on(around, index, like) else kind


def _alone(around: Around, index: int, like: int) -> str:
    """The class of a verb by the quality, people or goods behind it."""
    token = around.page.tokens[index]
    kind = around.verb(token.lower)
    if token.lower in around.cues.verbs["turning"]:
        quality = _quality(around, index + 1, like)
        if quality == "none" and _near(around, index + 1, like, "described"):  # "stands a mile above the sea"
            return "still"
        return {"place": "still", "mind": "other"}.get(quality, kind)
    if kind in ("other", "giving", "motion") and token.lower in around.cues.verbs["taking"]:
        return "still" if _near(around, index + 1, like, "landed") else kind
    before = around.token(index - 1, like)
    willing = before is not None and before.lower in around.cues.around["willing"]
    if token.lower in around.cues.verbs["yielding"] and not willing:
        return "still" if _near(around, index + 1, like, "goods") else kind
    return kind


def _befallen(around: Around, index: int, like: int) -> bool:
    """ "was rocked by an explosion", not "was hit by sanctions" nor "has hit the rebels"."""
    token, last, by = (around.token(i, like) for i in (index, index - 1, index + 1))
    if token is None or around.verb(token.lower) != "upon":
        return False
    passive = last is not None and last.lower in around.cues.around["being"]
    words = run(around, index + 2) if by is not None and by.lower == "by" else []
    return (
        passive
        and by is not None
        and by.lower in ("by", "in", "on", "overnight", ".")
        and not any(around.noun(word, order=("act",)) == "act" for word in words[-1:])
    )


def _made(around: Around, index: int, like: int) -> bool:
    """ "is built on a fault line", "is known for its waffles", not "is known for its stubbornness"."""
    token, copula, after = around.token(index, like), around.token(index - 1, like), around.token(index + 1, like)
    if token is None or copula is None or copula.lower not in around.cues.around["being"]:
        return False
    if token.lower in around.cues.around["famed"] and after is not None and after.lower in ("for", "as"):
        owner = around.token(index + 2, like)
        words = run(around, index + 3 if owner is not None and owner.lower in ("its", "the", "a", "an") else index + 2)
        return bool(words) and not any(
            around.noun(word, order=("act",)) == "act" or word.endswith(tuple(around.cues.around["abstract"]))
            for word in words
        )
    joined = after is not None and after.pos in ("ADP", "ADV", "SCONJ", "CCONJ", "")
    return token.lower in around.cues.around["made"] and joined


def _far(around: Around, index: int, like: int) -> bool:
    """ "is two hours away", not "is weeks away from a deal"."""
    for ahead in range(index + 1, index + AHEAD):
        unit, token = around.token(ahead - 1, like), around.token(ahead, like)
        if unit is None or token is None:
            return False
        if token.lower in ("away", "off", "distant"):
            return unit.lower in around.cues.around["far"]
    return False


def _counts(around: Around, index: int, like: int) -> bool:
    """Whether a place is described: "is the most liveable city", "has more dogs than …"."""
    verb, token, after = (around.token(i, like) for i in (index - 1, index, index + 1))
    if verb is None or token is None or after is None:
        return False
    if verb.lower in ("has", "have", "had"):
        act = around.noun(after.lower, order=("act",)) == "act"  # "has more questions than …"
        return token.lower in ("more", "fewer") and after.pos in ("NOUN", "ADJ") and not act
    named = verb.lower in around.cues.around["being"] and token.lower in (*DETERMINERS, "a", "an", "one", "home")
    return named and _near(around, index, like, "places")


def _goes_on(around: Around, index: int, like: int) -> bool:
    """Whether the name does something else in the same breath: "exports gas but will not cut prices"."""
    for ahead in range(index + 1, index + 2 * AHEAD):
        token, after = around.token(ahead, like), around.token(ahead + 1, like)
        if token is None or after is None:
            return False
        if token.lower in ("but", "yet", "and") and (
            after.lower in around.lex.words["speech.verbs"] or (after.pos == "AUX" and token.lower != "and")
        ):
            return True
    return False


def _near(around: Around, index: int, like: int, section: str) -> bool:
    """Whether one of these words follows in the same clause."""
    for ahead in range(index, index + 2 * AHEAD):
        token = around.token(ahead, like)
        if token is None or token.lower in ("that", "to", "who"):
            return False
        if token.text in _CLAUSE_ENDS and not around.page.tokens[ahead - 1].text.isdigit():  # "2,355 metres"
            return False
        if token.lower in around.cues.around[section]:
            return True
    return False


def _quality(around: Around, index: int, like: int) -> str:
    """Whether the adjective here is of somebody's mind, of a place, or none is here."""
    token = around.token(index, like)
    while (
        token is not None
        and token.lower != "where"
        and (token.pos == "ADV" or token.lower in ("not", "n't", "so", "too", "very", "as"))
    ):
        if token.lower in around.cues.around["feeling"]:
            return "mind"
        index += 1
        token = around.token(index, like)
    if token is None or (token.pos != "ADJ" and token.lower not in around.cues.around["feeling"]):
        return "place" if token is not None and token.lower == "where" else "none"
    after, third = around.token(index + 1, like), around.token(index + 2, like)
    if token.lower in around.cues.around["feeling"] or token.lower.endswith(("ed", "ing")):
        return "mind"
    if after is not None and (after.lower in around.cues.around["minded"] or after.pos in ("NOUN", "ADJ", "PROPN")):
        return "mind"
    if after is not None and after.lower == "to" and third is not None and third.pos == "VERB":
        return "mind"
    return "place"
