"""The record as a database of Discourse Network Analyzer 3."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from onrecord.dna import Writer
from onrecord.dna.places import Places
from onrecord.dna.schema import DATA
from onrecord.dna.wording import GRADED, STATEMENT, VARIABLES, lines
from onrecord.exports.dna_base import Base, Kept
from onrecord.exports.dna_ledger import ADMIN, MACHINE, Ledger
from onrecord.exports.dna_values import Names, values_of
from onrecord.exports.writing import replacing
from onrecord.types import Actor, Article, Codebook, Position, Stance, Tense

_EPOCH = date(1970, 1, 1)
_DAY = 86_400  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class DnaWishes:
    """How a record is written for DNA.

    ``strict`` gives no agreement to the half steps, ``former`` and ``derived`` take in such positions; ``plain`` leaves
    out the statement type of graded positions. ``password`` is that of every new coder, Admin's too.
    """

    strict: bool = False
    former: bool = False
    derived: bool = False
    plain: bool = False
    password: str = "onrecord"


@dataclass(frozen=True, slots=True)
class DnaWritten:
    """What was written: documents, statements by type, in words what DNA can not hold, and coders new to it."""

    documents: int
    statements: Mapping[str, int]
    left: tuple[str, ...]
    coders: tuple[str, ...] = ()  # those whose password is that of the wishes


def write(
    path: Path,
    chapters: Iterable[tuple[Article, Sequence[Position]]],
    actors: Mapping[str, Actor],
    codebook: Codebook,
    *,
    wishes: DnaWishes = DnaWishes(),
    base: Base | None = None,
) -> DnaWritten:
    """Write articles and their positions as a database that DNA 3 opens, whole or not at all.

    With a ``base``, a database that was imported, that one is written again with what has changed since.
    """
    with replacing(path) as place, Writer(place) as writer:
        writing = _Writing(Ledger(writer, None if base is None else base.database, wishes.password), wishes, base)
        writing.begin(actors, codebook)
        for article, positions in chapters:
            writing.chapter(article, positions)
        return writing.end()


class _Writing:
    """One database while it is written."""

    def __init__(self, ledger: Ledger, wishes: DnaWishes, base: Base | None) -> None:
        self._ledger = ledger
        self._wishes = wishes
        self._base = base
        self._kept = None if base is None else Kept(base, ledger)
        self._left: Counter[str] = Counter()
        self._statements: Counter[str] = Counter()
        self._documents = 0
        self._types: dict[str, tuple[int, Mapping[str, int]]] = {}

    def begin(self, actors: Mapping[str, Actor], codebook: Codebook) -> None:
        """Make types and options; of a base only what it lacks, when it is needed."""
        self._names = Names(self._ledger, actors, codebook)
        if self._base is None:
            for label in (STATEMENT,) if self._wishes.plain else (STATEMENT, GRADED):
                _, variables = self._ledger.variables(label)
                for option in codebook.options:
                    self._names.option(variables["concept"].id, option.id)
        else:
            self._ledger.own((entity, f"actor {actor}") for entity, actor in self._base.actors.items())
            self._ledger.own((entity, f"option {option}") for entity, option in self._base.options.items())

    def chapter(self, article: Article, positions: Sequence[Position]) -> None:
        """Write an article and what is said in it."""
        held = [] if self._kept is None else self._kept.documents(article)
        waiting = list(positions)
        if not held:
            places = Places(article.text, newlines=True)
            held = [(self._document(article, places), places)]
        elif self._kept is not None:
            waiting = self._again(self._kept, held, positions)
        self._documents += len(held)
        for position in sorted(waiting, key=lambda one: (one.evidence, one.option, one.actor, one.id)):
            self._position(*held[0], position)

    def _again(
        self, kept: Kept, documents: Sequence[tuple[int, Places]], positions: Sequence[Position]
    ) -> list[Position]:
        """Write the statements of documents that were imported; the positions that are none of them."""
        present = {position.id: position for position in positions}
        seen: dict[str, bool] = {}  # of each position that is a statement already, whether it is there with its step
        for document, places in documents:
            for row, linked in kept.statements(document):
                if linked is None or (linked.target not in present and linked.target in kept.unseen):
                    kept.write(row)
                    continue
                position = present.get(linked.target)
                if position is None:
                    self._left["statements are left out, for their positions were rejected or taken back"] += 1
                elif linked.says(position):
                    kept.write(row)
                    seen[position.id] = True
                else:
                    whole = kept.revise(row, position, places, self._names)
                    seen[position.id] = seen.get(position.id, False) or whole
        if not self._wishes.plain:
            for identifier in (one for one, whole in seen.items() if not whole):
                self._add(GRADED, *documents[0], present[identifier])
        return [position for position in positions if position.id not in seen]

    def _document(self, article: Article, places: Places) -> int:
        if article.published is None:
            self._left["documents without a date stand on 1 January 1970, and say so in their notes"] += 1
        if places.text != article.text:
            self._left["documents have one newline at the end of each line where the article has another sign"] += 1
        noted = lines(
            (
                ("URL", article.url),
                ("Origin", article.origin),
                ("Language", article.language),
                ("Date", None if article.published else "none"),
            )
        )
        day = article.published or _EPOCH
        return self._ledger.put(
            "DOCUMENTS",
            article.title or article.origin.rpartition("/")[2],
            places.text,
            self._ledger.coder(ADMIN),
            "",
            article.outlet or "",
            "",
            noted,
            "",
            (day - _EPOCH).days * _DAY,
        )

    def _position(self, document: int, places: Places, position: Position) -> None:
        """Write a position: as yes or no where it is one, and with its step."""
        wishes = self._wishes
        if position.derived and not wishes.derived:
            self._left["positions derived from other options are left out"] += 1
            return
        half = wishes.strict and position.stance not in (Stance.SUPPORTS, Stance.OPPOSES)
        former = position.tense is Tense.FORMER and not wishes.former
        if position.stance.side == 0 or half or former:
            why = "former positions" if former else "undecided positions" if not half else "half steps"
            self._left[f"{why} have no agreement" + (" and are left out" if wishes.plain else "")] += 1
        else:
            self._add(STATEMENT, document, places, position)
        if not wishes.plain:
            self._add(GRADED, document, places, position)

    def _add(self, label: str, document: int, places: Places, position: Position) -> None:
        """Write a position as a statement of one of the two types."""
        ledger = self._ledger
        kind, ids = self._type(label)
        start = places.units(position.evidence.begin)
        stop = max(places.units(position.evidence.end), start + 1)
        by = position.provenance.version if position.provenance.method == "reviewer" else MACHINE
        statement = ledger.put("STATEMENTS", kind, document, start, stop, ledger.coder(by))
        values = values_of(label, position, places, self._names, ids, (start, stop))
        for name, data_type in VARIABLES[label].items():
            ledger.put(DATA[data_type], statement, ids[name], values[name])
        self._statements[label] += 1

    def _type(self, label: str) -> tuple[int, Mapping[str, int]]:
        """The id of a statement type, and those of its variables."""
        if label not in self._types:
            kind, variables = self._ledger.variables(label)
            self._types[label] = kind, {name: one.id for name, one in variables.items()}
        return self._types[label]

    def end(self) -> DnaWritten:
        """Write what of a base is in no article, and tell what could not be held."""
        if self._kept is not None:
            self._documents += self._kept.finish()
            self._statements.update(self._kept.written)
        left = [f"{count:,} {what}" for what, count in self._left.items()]
        left += [
            f"{count:,} texts in {where} were cut to 190 characters"
            for where, count in self._ledger.cut.items()
            if count
        ]
        return DnaWritten(self._documents, dict(self._statements), tuple(left), tuple(self._ledger.new_coders))
