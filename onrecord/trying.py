"""A changed codebook tried on articles of the record, and checked: nothing is written."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.errors import CodebookError
from onrecord.settings import Engine
from onrecord.types import ArticleMaterial, Codebook, Failure, Position
from onrecord.web.place import Step
from onrecord.web.trials import Checked, Checks, Example, OptionTrial, Told, TrialOrder, Tried

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.stages import Models

# Examples kept for one option: enough to see what kind of thing it is.
_EXAMPLES = 6
_SOURCE = "codebook"
_PLACED = re.compile(rf"{_SOURCE}, line (\d+): ", re.ASCII)


def try_codebook(record: str, order: TrialOrder, engine: Engine, report: Callable[[Step], None]) -> Tried:
    """Code some articles with another codebook and compare with what is coded in them under the record's own."""
    from onrecord.positions import parse
    from onrecord.record import open_record
    from onrecord.record.board_rows import article_heads
    from onrecord.stages import Models, code_articles, coder_of
    from onrecord.tuning import tuned

    codebook = parse(order.codebook or "", _SOURCE)
    failed: list[Failure] = []
    with open_record(record, create=False) as opened:
        heads = {head.id: head for head in article_heads(opened)}
        chosen = sorted(heads, key=lambda one: hashlib.sha256(one.encode()).digest())[: order.most]
        models = Models(tuned(opened, engine))
        before, comparing = _Before(opened, models), _Compared(opened, codebook)
        report(Step("positions", 0, len(chosen)))
        done = 0
        for material, coding in code_articles(_materials(opened, chosen), coder_of(codebook, models)):
            done += 1
            report(Step("positions", done, len(chosen), material.article.origin))
            if isinstance(coding, Failure):
                failed.append(coding)
            else:
                comparing.add(material, before(material), coding.positions)
    return Tried(
        coded=done,
        failed=tuple(failed),
        articles=done - len(failed),
        all_articles=len(heads),
        version=codebook.version,
        options=comparing.told(),
    )


def _materials(record: Record, articles: Sequence[str]) -> Iterator[ArticleMaterial]:
    for article in articles:
        try:
            yield record.material(article)
        except KeyError:  # it was imported, and nothing was read in it
            continue


class _Before:
    """The positions under the record's own codebook: those held where they are up to date, else coded now."""

    def __init__(self, record: Record, models: Models) -> None:
        from onrecord.pipeline import coding_version

        self._record, self._models = record, models
        self._codebook = record.current_codebook()
        self._version = coding_version(models.model, models.engine)
        self._code: Callable[[ArticleMaterial], Sequence[Position]] | None = None

    def __call__(self, material: ArticleMaterial) -> Sequence[Position]:
        from onrecord.stages import coder_of

        if self._codebook is None:
            return ()
        article = material.article.id
        if self._record.has_coding(article, self._codebook.version, self._version):
            return [one for one in self._record.positions(article_id=article, as_coded=True) if not one.derived]
        if self._code is None:
            coder = coder_of(self._codebook, self._models)
            self._code = lambda one: coder.code(one).positions
        return self._code(material)


class _Compared:
    """Positions before and after, counted by option."""

    def __init__(self, record: Record, new: Codebook) -> None:
        old = record.current_codebook()
        self._known = record.identities()
        labels = {option.id: option.label for option in (old.options if old else ())}
        self._labels = labels | {option.id: option.label for option in new.options}
        self._counts = {option: [0, 0, 0, 0, 0] for option in self._labels}
        self._examples: dict[str, list[Example]] = {option: [] for option in self._labels}

    def add(self, material: ArticleMaterial, before: Sequence[Position], after: Sequence[Position]) -> None:
        """Count what an article has."""
        left = list(before)
        for one in before:
            self._count(one, 0)
        for one in after:
            self._count(one, 1)
            same = [other for other in left if self._are_of_one(one, other)]
            if not same:
                self._note(material, one, None, one)
                continue
            match = min(same, key=lambda other: other.stance is not one.stance)
            left.remove(match)
            if match.stance is not one.stance:
                self._note(material, one, match, one)
        for one in left:
            self._note(material, one, one, None)

    def told(self) -> tuple[OptionTrial, ...]:
        """What became of each option, those where most changes first."""
        found = [
            OptionTrial(
                option=option,
                label=self._labels[option],
                before=before,
                after=after,
                gained=gained,
                lost=lost,
                turned=turned,
                examples=tuple(self._examples[option][:_EXAMPLES]),
            )
            for option, (before, after, gained, lost, turned) in self._counts.items()
        ]
        return tuple(sorted(found, key=lambda one: -(one.gained + one.lost + one.turned)))

    def _count(self, one: Position, place: int) -> None:
        if one.option in self._counts:
            self._counts[one.option][place] += 1

    def _note(self, material: ArticleMaterial, one: Position, before: Position | None, after: Position | None) -> None:
        if one.option not in self._counts:
            return
        self._count(one, 2 if before is None else 3 if after is None else 4)
        names = {self._actor(actor.id, one.article): actor.name for actor in material.resolution.actors}
        self._examples[one.option].append(
            Example(
                article=material.article.id,
                name=material.article.title or material.article.origin,
                actor=names.get(self._actor(one.actor, one.article), one.actor),
                text=one.text,
                before=before.stance if before else None,
                after=after.stance if after else None,
            )
        )

    def _are_of_one(self, one: Position, other: Position) -> bool:
        """Whether two codings are of the same actor, option and passage."""
        same = self._actor(one.actor, one.article) == self._actor(other.actor, other.article)
        return same and one.option == other.option and one.evidence.overlaps(other.evidence)

    def _actor(self, actor: str, article: str) -> str:
        return self._known.of(actor, article)


# ---------------------------------------------------------------- checking


def checker(engine: Engine) -> Checks:
    """What checks the text of a codebook; the vectors that tell what means the same are loaded once, when needed."""
    from onrecord.positions.checking import warnings
    from onrecord.positions.codebook import written_in
    from onrecord.reading import Vectors

    lock = threading.Lock()
    loaded: list[Vectors] = []

    def check(text: str) -> Checked:
        try:
            held = written_in(text, _SOURCE)
        except CodebookError as error:
            return Checked(problems=tuple(map(_told, _messages(str(error)))))
        with lock:  # the encoder serves one at a time
            if not loaded:
                loaded.append(Vectors.load(engine.threads))
            return Checked(warnings=tuple(map(_told, warnings(held, loaded[0]))))

    return check


def _messages(text: str) -> list[str]:
    """The messages of an error, each with the lines that belong to it."""
    found: list[str] = []
    for line in text.splitlines():
        if not found or line.startswith((f"{_SOURCE}, line", "(and ")):
            found.append(line)
        else:
            found[-1] += f"\n{line}"
    return found


def _told(message: str) -> Told:
    placed = _PLACED.match(message)
    if placed is None:
        return Told(message.removeprefix(f"{_SOURCE}: "))
    return Told(message[placed.end() :], int(placed[1]))
