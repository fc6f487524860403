"""What a changed codebook would do: what is asked, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.types import Stance
from onrecord.web.place import Order, Outcome


@dataclass(frozen=True, slots=True)
class Told:
    """A problem or a warning, and the line of the codebook that it is about where it is about one."""

    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong in the text of a codebook, and what is not wrong but will mislead."""

    problems: tuple[Told, ...] = ()
    warnings: tuple[Told, ...] = ()


#: What checks the text of a codebook.
Checks = Callable[[str], Checked]


@dataclass(frozen=True, slots=True)
class TrialOrder(Order):
    """A codebook that is to be tried on some articles of the record, drawn by chance; nothing is written."""

    most: int = 30


@dataclass(frozen=True, slots=True)
class Example:
    """A position that would come, go or change: ``before`` and ``after`` are its stances, None where it is none."""

    article: str
    name: str
    actor: str
    text: str
    before: Stance | None
    after: Stance | None


@dataclass(frozen=True, slots=True)
class OptionTrial:
    """What would become of the positions on one option in the articles that were tried."""

    option: str
    label: str
    before: int
    after: int
    gained: int
    lost: int
    turned: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Tried(Outcome):
    """What a trial came to: ``articles`` of ``all_articles`` were coded; ``version`` is the codebook tried."""

    articles: int = 0
    all_articles: int = 0
    version: str = ""
    options: tuple[OptionTrial, ...] = ()

    @property
    def altered(self) -> tuple[OptionTrial, ...]:
        """The options of which anything would become other."""
        return tuple(one for one in self.options if one.gained or one.lost or one.turned)
