"""Whether a name with these signs around it acts for its state, by rule."""

from __future__ import annotations

from onrecord.actors.around import Spot
from onrecord.actors.cues import cues
from onrecord.actors.lexicon import Sort

# Prepositions and verbs with what they hang on that make a name a place: "a train to …", "the streets of …".
# fmt: off
_PLACED = frozenset((
    "to<place", "to<motion", "to<upon", "route", "from<place", "from<motion", "from<noun", "of<place",
    "of<noun", "between<place", "between<motion", "with<place", "over<place", "over<motion", "for<place",
    "for<motion", "for<upon", "object<upon", "object<motion", "object<still", "word<place", "on<place",
    "on<motion", "on<still", "as<place",
))
# fmt: on
# A capital that opens a sentence acts where one of these follows.
_OPENERS = frozenset(("subject", "relative", "to-verb", "and-after", "capital-after", "comma-after"))


def acts(found: frozenset[str], spot: Spot) -> bool:
    """Whether a name with these signs acts for its state, by rule."""
    capital, demonym, seat = (f"sort={sort}" in found for sort in ("capital", "demonym", "seat"))
    for sign, verdict in (("joined=act", True), ("joined=place", False), ("side", False), ("dateline", False)):
        if sign in found:
            return verdict
    if "owner" in found:
        return _owns(found)
    if "object<giving" in found and not demonym:
        return True
    if "before-noun" in found:
        if capital:
            return "noun<will" in found or ("noun<office" in found and "noun<town" not in found)
        return bool(found & {"noun<office", "noun<act"})
    if "at" in found:
        felt = (capital or seat) and "at<mind" in found
        return felt or "at<address" in found or (seat and "at<chamber" in found)
    if (capital and "of<town" in found) or (seat and found & {"housed", "over<noun"}):
        return False
    if demonym and ("a" in found or "folk" in found or _one(spot)):
        return False
    if "to-verb" in found and "object" in found:
        return True
    if demonym and "the" in found and "prep=between" in found:  # "between the Greeks and the Turks"
        return True
    if found & _PLACED and not {"comma-before", "subject"} <= found:  # "Head of the bloc, Riga wants …"
        return False
    if capital and "start" in found and not found & _OPENERS:
        return False
    # The verb is the name's own where no preposition leads it: "ties with Chad have thawed".
    return "subject<still" not in found or any(sign.startswith("prep=") for sign in found)


def _owns(found: frozenset[str]) -> bool:
    """Whether what a name owns is a doing or body of the state, not of the land, the town or a region's officer."""
    if "sort=region" in found and "owner<office" in found:  # "Ohio's governor": that is who acts
        return False
    if "sort=capital" in found:
        return "owner<office" in found or ("owner<place" not in found and "owner<town" not in found)
    return "owner<place" not in found


def _one(spot: Spot) -> bool:
    """Whether a people's name is that of one of them."""
    last = spot.entry.words[-1]
    return spot.entry.sort is Sort.DEMONYM and not last.endswith((*cues().around["whole"], "s", "men"))
