"""What stands around a listed name: the signs by which it is judged to act or to be a place."""

from __future__ import annotations

from onrecord.actors.around import CLOSERS, DETERMINERS, HOSTS, Around, Spot
from onrecord.actors.around import run as words_ahead
from onrecord.actors.lexicon import Sort
from onrecord.actors.predicates import predicate
from onrecord.actors.tokens import Token

# Words looked at before a preposition for what it hangs on ("a letter, politely worded, from …"). By judgement: more
# words mostly reach another clause.
_BACK = 6
_GOES = frozenset(("go", "goes", "went", "gone"))


def signs(around: Around, spot: Spot) -> frozenset[str]:
    """The signs of a name at its place, each a short word such as ``to<giving`` or ``subject<speech``."""
    found = {f"sort={spot.entry.sort.value}", f"entity={spot.entity.kind.value if spot.entity else 'none'}"}
    found |= _joined(around, spot)
    found |= _left(around, spot)
    found |= _right(around, spot)
    return frozenset(found)


def _joined(around: Around, spot: Spot) -> set[str]:
    """A participle tied on by a hyphen: "Moscow-backed"."""
    last = around.page.tokens[spot.end - 1].text
    name = spot.entry.words[-1]
    tail = last[len(name) + 1 :].lower() if last.startswith(name + "-") else ""
    if not tail:
        return set()
    return {"joined=place" if tail in around.cues.around["joined"] else "joined=act"}


def _left(around: Around, spot: Spot) -> set[str]:
    found: set[str] = set()
    index = spot.begin - 1
    while (token := around.token(index, spot.begin)) is not None:
        if token.lower in around.cues.around["side"]:
            found.add("side")
        elif token.lower in around.cues.around["folk"]:
            found.add("folk")
        elif token.lower in DETERMINERS:
            found.add("the")
        elif token.lower in ("a", "an", "another", "every", "one"):
            found.add("a")
        elif token.pos not in ("ADJ", "NUM") or token.capital:
            break
        index -= 1
    if token is None:
        return found | {"start"}
    if token.lower in ("and", "or", ",", "nor", "&"):
        found |= {"listed", *(("comma-before",) if token.text == "," else ())}
        index, token = _before_list(around, index)
        if token is None:
            return found | {"start"}
    return found | _hangs_on(around, index, token, spot.end)


def _before_list(around: Around, index: int) -> tuple[int, Token | None]:
    """Step from "and" over the names before it to what they hang on."""
    back = index - 1
    while (token := around.token(back, index)) is not None and (
        token.capital or token.lower in (*DETERMINERS, ",", "and", "both")
    ):
        back -= 1
    if back == index - 1:
        return index, around.page.tokens[index]
    return back, token


def _hangs_on(around: Around, index: int, token: Token, spot_end: int) -> set[str]:
    """The preposition or verb before a name, and for a preposition the noun or verb that it belongs to."""
    lower = token.lower
    if lower in around.cues.around["before_house"] and lower not in around.cues.around["at"]:
        return {"housed", f"prep={lower}"}
    if lower in ("toward", "towards") and _sends(around, index):
        return {"prep=toward"}
    if lower in around.cues.around["at"]:
        return {"at", *(_felt(around, index))}
    if lower in around.cues.around["prepositions"]:
        before = around.token(index - 1, index)
        if lower == "to" and before is not None and before.lower == "according":
            return {"prep=according"}
        if lower == "of" and before is not None and before.lower == "out" and not _sends(around, index - 1):
            return {"at", "at<motion"}
        host = _host(around, index)
        back = [t for i in range(index - _BACK, index) if (t := around.token(i, index)) is not None]
        if any(t.lower in around.cues.around["weather"] for t in back):
            return {f"prep={lower}", f"{lower}<place", "weather"}
        if lower == "to" and before is not None and before.lower in _GOES and _sends(around, index):
            return {"prep=to", "to<giving"}  # "the contract went to"
        if lower == "to" and any(t.pos == "VERB" and t.lower in around.cues.verbs["giving"] for t in back):
            return {"prep=to", "to<giving"}
        if (
            lower == "of"
            and before is not None
            and before.lower != "out"
            and before.lower in around.cues.around["parts"]
        ):
            return {"prep=of", "of<place"}
        run = before is not None and before.pos == "VERB" and around.verb(before.lower) != "motion"
        if lower == "from" and (run or _sends(around, index)):  # "ordered from", "a letter from"
            return {"prep=from", "from<act"}
        route = lower in ("to", "and") and any(
            (t := around.token(i, index)) is not None
            and t.lower == "from"
            and _host(around, i) not in ("act", "office")
            for i in range(index - 4, index)
        )
        return {f"prep={lower}", f"{lower}<{host}", *(("route",) if route else ())}
    if token.pos == "VERB":
        following = around.token(spot_end, index)
        kept = following is not None and (
            (following.pos == "VERB" and following.lower.endswith("ing"))  # "left Oslo explaining itself"
            or following.lower in ("with", "without", "to", "no", "little")
            or (following.lower == "in" and _held(around, spot_end + 1, index))
        )
        return {
            "object",
            "object<kept" if lower.startswith(("leav", "left")) and kept else f"object<{around.verb(lower)}",
        }
    if token.pos == "AUX" or lower in around.lex.words["speech.auxiliaries"]:
        return {"auxiliary-before"}
    if lower in around.cues.around["clause"]:
        return {"clause"}
    if token.text in CLOSERS or not token.word:
        return {"mark-before"}
    return {f"word<{token.pos or 'none'}", f"word<{around.noun(lower)}"}


def _held(around: Around, index: int, like: int) -> bool:
    """ "left Athens in the cold", not "left Athens in June" or "in droves"."""
    token, after = around.token(index, like), around.token(index + 1, like)
    if token is None or (after is not None and after.lower in around.cues.around["time"]):
        return False
    return token.lower in (*DETERMINERS, "a", "an", "no", "limbo")


def _felt(around: Around, index: int) -> set[str]:
    """What is felt in a place or thrown at somebody: "unease in Berlin", "railed at London"."""
    near = [t for i in range(index - 4, index) if (t := around.token(i, index)) is not None]
    found = {"at<mind"} if any(t.lower in around.cues.nouns["mind"] for t in near) else set()
    if any(t.lower in around.cues.around["chamber"] for t in near):
        found.add("at<chamber")
    if around.page.tokens[index].lower == "at" and any(t.lower in around.cues.verbs["address"] for t in near):
        found.add("at<address")
    return found


def _sends(around: Around, index: int) -> bool:
    """Whether words or deeds come from the name rather than people or goods: "The offer came from Muscat"."""
    near = (t for i in range(index - _BACK, index) if (t := around.token(i, index)) is not None)
    return any(t.pos in ("NOUN", "") and around.noun(t.lower, order=HOSTS) in ("act", "office") for t in near)


def _host(around: Around, index: int) -> str:
    """The class of the nearest noun or verb before a preposition that the lists know."""
    giving = around.cues.verbs["giving"] if around.page.tokens[index].lower == "to" else frozenset()
    for back in range(index - 1, max(-1, index - 1 - _BACK), -1):
        token = around.token(back, index)
        if token is None or token.text in CLOSERS:
            break
        noun, verb = around.noun(token.lower, order=HOSTS), around.verb(token.lower)
        verb = "giving" if token.lower in giving else verb
        first, second = (verb, "other") if token.pos == "VERB" else (noun, verb if token.pos != "NOUN" else "other")
        if first != "other":
            return first
        if second != "other":
            return second
        if token.pos in ("NOUN", "PROPN"):
            return "noun"
    return "none"


def _right(around: Around, spot: Spot) -> set[str]:
    token = around.token(spot.end, spot.begin)
    if token is not None and token.text == ":" and spot.begin in around.page.starts:
        loud = around.page.tokens[spot.begin].text.isupper()
        return {"dateline"} if loud else {"subject", "subject<speech"}  # "Paris: no troops without a mandate"
    if token is None or token.text in CLOSERS:
        return {"end"}
    if token.text in ("'s", "'", "’"):
        run = words_ahead(around, spot.end + 1)
        town = any(word in around.cues.nouns["town"] for word in run)
        last = around.noun(run[-1] if run else "", order=("office", "act", "place"))
        return {"owner", f"owner<{last}", *(("owner<town",) if town else ())}
    if token.text in (",", "—", "–", "-", "("):
        following = around.token(spot.end + 1, spot.begin)
        relative = following is not None and following.lower in ("which", "who", "whose")
        if relative:
            return {"relative"}
        dated = following is not None and (
            following.lower.rstrip(".") in around.cues.around["months"]
            or (following.text.isdigit() and _month(around, spot.end + 2, spot.begin))
        )
        dateline = spot.begin in around.page.starts and (token.text != "," or dated)
        return {"dateline"} if dateline else {"comma-after"} | _after_comma(around, spot)
    if token.lower in ("and", "or"):
        return {"and-after"} | _behind_list(around, spot)
    if token.lower == "to":
        following = around.token(spot.end + 1, spot.begin)
        return {"to-verb"} if following is not None and following.pos == "VERB" else {"preposition-after"}
    if token.capital and token.word:
        return {"capital-after"} | _compound(around, spot, token)
    return predicate(around, spot.end, spot.begin) or _headline(around, spot, token) or _compound(around, spot, token)


def _headline(around: Around, spot: Spot, token: Token) -> set[str]:
    """A verb that the reader takes for a noun: "Row: Canberra eyes deal", "Kyiv and Riga open talks"."""
    following = around.token(spot.end + 1, spot.begin)
    left = around.token(spot.begin - 1, spot.begin)
    if following is None or not following.word or token.pos not in ("NOUN", "ADJ") or spot.entry.sort is Sort.DEMONYM:
        return set()
    if token.lower in around.cues.around["plural"] and left is not None and left.lower == "and":
        return {"subject", "subject<other"}
    if not token.lower.endswith("s") or (left is not None and left.text not in (":", "-", "–", "—")):
        return set()
    index, verb = spot.end + 1, False
    while (other := around.token(index, spot.begin)) is not None and not verb:
        index, verb = index + 1, other.pos in ("VERB", "AUX")
    return set() if verb else {"subject", "subject<other"}


def _month(around: Around, index: int, like: int) -> bool:
    token = around.token(index, like)
    return token is not None and token.lower.rstrip(".") in around.cues.around["months"]


def _compound(around: Around, spot: Spot, token: Token) -> set[str]:
    if token.word and token.pos in ("NOUN", "ADJ", "PROPN"):
        if spot.begin in around.page.starts and token.lower in around.cues.around["feeling"]:
            after = around.token(spot.end + 1, spot.begin)
            if after is None or not (after.pos == "NOUN" and not after.capital):  # "Ottawa mum on jets"
                return {"subject", "subject<auxiliary"}
        if token.pos == "ADJ" and spot.entry.sort is not Sort.DEMONYM and not _noun_ahead(around, spot.end):
            return {"after<ADJ"}  # "holds Paris responsible"
        run = words_ahead(around, spot.end)
        if run and run[-1] in around.cues.around["time"]:
            return {"time-after"}
        town = any(word in around.cues.nouns["town"] for word in run)
        last = around.noun(run[-1] if run else "", order=("office", "act", "place"))
        will = bool(run) and run[-1] in around.cues.nouns["will"]
        return {"before-noun", f"noun<{last}", *(("noun<town",) if town else ()), *(("noun<will",) if will else ())}
    return {f"after<{token.pos or 'none'}"}


def _noun_ahead(around: Around, index: int) -> bool:
    """Whether adjectives lead to a noun."""
    while (token := around.token(index, index)) is not None and token.pos == "ADJ":
        index += 1
    return token is not None and token.pos in ("NOUN", "PROPN")


def _after_comma(around: Around, spot: Spot) -> set[str]:
    """What follows the next comma: "Ankara, for its part, will …"."""
    for index in range(spot.end + 1, spot.end + 12):
        token = around.token(index, spot.begin)
        if token is None or token.text in CLOSERS:
            return set()
        if token.text == "," and "start" in _left(around, spot):
            return predicate(around, index + 1, spot.begin)
    return set()


def _behind_list(around: Around, spot: Spot) -> set[str]:
    """The verb behind "X and Y"."""
    index = spot.end + 1
    while (token := around.token(index, spot.begin)) is not None and (token.capital or token.lower in DETERMINERS):
        index += 1
    return predicate(around, index, spot.begin) if index > spot.end + 1 else set()
