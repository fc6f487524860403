"""References of an article before anybody knows whom they mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from onrecord.actors.lexicon import Entry


class RefKind(StrEnum):
    """What sort of words refer."""

    LISTED = "listed"  # a name of the lists: state, capital, body, seat, party, bloc
    PERSON = "person"  # a person's name, with the role before it
    ORGANISATION = "organisation"  # a name or an institution that no list holds
    ROLE = "role"  # a role without a name
    GROUP = "group"  # many, unnamed
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Ref:
    """Tokens [begin, end) that refer to somebody; ``body`` is the reference to whom they belong."""

    begin: int
    end: int
    kind: RefKind
    name: str = ""
    entry: Entry | None = None
    role: str | None = None
    head: str | None = None
    body: Ref | None = None
    owner: str | None = None  # the possessive pronoun before a role: "his counterpart"
    gender: str = ""
    plural: bool = False
    definite: bool = True
    home: str = ""  # the region that a label gives: "(R-Iowa)"
    core: int = -1  # where the name begins, behind the role
    acts: bool = True  # False where a listed name is only a place, a people or an adjective

    @property
    def name_begin(self) -> int:
        """The first token of the name itself."""
        return self.begin if self.core < 0 else self.core

    def overlaps(self, begin: int, end: int) -> bool:
        """Whether it shares a token with [begin, end)."""
        return self.begin < end and begin < self.end


class Taken:
    """Which reference each token belongs to; later claims on taken tokens are refused."""

    def __init__(self, refs: Iterable[Ref] = ()) -> None:
        """Start with these references, later ones over earlier ones."""
        self._by_token: dict[int, Ref] = {}
        for ref in refs:
            self.put(ref)

    def put(self, ref: Ref) -> None:
        """Give the reference its tokens, whoever held them."""
        for index in range(ref.begin, ref.end):
            old = self._by_token.get(index)
            if old is not None and old is not ref:
                self.drop(old)
            self._by_token[index] = ref

    def drop(self, ref: Ref) -> None:
        """Free the tokens of a reference."""
        for index in range(ref.begin, ref.end):
            if self._by_token.get(index) is ref:
                del self._by_token[index]

    def at(self, index: int) -> Ref | None:
        """The reference that holds a token."""
        return self._by_token.get(index)

    def free(self, begin: int, end: int) -> bool:
        """Whether nobody holds a token of [begin, end)."""
        return all(index not in self._by_token for index in range(begin, end))

    def all(self) -> Sequence[Ref]:
        """Every reference once, by place."""
        seen: dict[int, Ref] = {}
        for index in sorted(self._by_token):
            ref = self._by_token[index]
            seen.setdefault(ref.begin, ref)
        return list(seen.values())
