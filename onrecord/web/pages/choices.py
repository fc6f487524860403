"""What can be chosen on the map and the pages beside it, in words."""

from __future__ import annotations

from onrecord.networks import Level
from onrecord.types import ActorKind
from onrecord.web.board.asked import Evidence

LEVELS = {
    Level.CODED: "as coded, under their bodies",
    Level.PERSON: "as coded, each alone",
    Level.ORGANISATION: "organisation",
    Level.PARTY: "party",
    Level.STATE: "state",
}
EVIDENCE = {
    Evidence.ANY: "everything found",
    Evidence.PLAIN: "no weak stands",
    Evidence.TWO: "2 sayings or more",
    Evidence.THREE: "3 sayings or more",
    Evidence.FIRM: "firm stands only",
}
KINDS = {
    ActorKind.PERSON: "persons",
    ActorKind.ORGANISATION: "organisations",
    ActorKind.PARTY: "parties",
    ActorKind.STATE: "states",
    ActorKind.GROUP: "groups",
}
