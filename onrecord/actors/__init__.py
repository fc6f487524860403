"""Statement sources become canonical actors: names, roles and pronouns of an article are resolved.

States, bodies, capitals, seats of power and parties come from the tables under ``data``.
"""

from onrecord.actors.names import same_person
from onrecord.actors.register import Changes, Register, Suggestion
from onrecord.actors.resolution import resolve

__all__ = ["Changes", "Register", "Suggestion", "resolve", "same_person"]
