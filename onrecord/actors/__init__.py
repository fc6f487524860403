"""Statement sources become canonical actors: names, roles and pronouns of an article are resolved.

States, bodies, capitals, seats of power and parties come from the tables under ``data``.
"""

from .names import same_person
from .register import Register
from .resolution import resolve

__all__ = ["Register", "resolve", "same_person"]
