"""What is recognised in files before anything is read by the encoders: formats, fields, languages, what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from onrecord.errors import OnrecordError
from onrecord.origins.collect import entries_of
from onrecord.origins.draft import Address, Defaults, Draft, Entry, Found, Unopened
from onrecord.origins.formats import format_of
from onrecord.origins.opening import finish, opened, spoken
from onrecord.origins.paths import expand
from onrecord.origins.unpacking import members, read_packed
from onrecord.types import Article, Failure

#: The fields that an article may have beside its text, by their names in Article.
FIELDS = ("title", "published", "outlet", "author", "agency", "section", "url")

# Failures of one file that are kept with their words; the others are counted.
_KEPT = 20
# Texts whose hash is remembered, so that one that comes again is told: some 100 MB for so many.
_MOST_REMEMBERED = 1_000_000

Report = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What was recognised in one file.

    ``filled`` counts by field the articles that have it, ``languages`` all texts, also those that are skipped;
    ``again`` are articles whose very text stood in the input before, ``addresses`` what would be asked of the web.
    ``example`` is the first article.
    """

    origin: str
    formats: tuple[str, ...] = ()
    articles: int = 0
    filled: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    skipped: int = 0
    failed: int = 0
    again: int = 0
    addresses: int = 0
    failures: tuple[Failure, ...] = ()
    example: Article | None = None


def survey(paths: Sequence[str | Path], report: Report = lambda origin, articles: None) -> Iterator[Surveyed]:
    """What is recognised in files, folders and patterns, one file after the other; nothing is fetched or written.

    ``report`` is told of each file that is begun, with the articles met so far, and from time to time within it.
    Raises InputError at once where no path leads to a file.
    """
    found, failures = expand(paths)
    return _survey(found, failures, report)


def _survey(found: Sequence[Found | Address], failures: Sequence[Failure], report: Report) -> Iterator[Surveyed]:
    for failure in failures:
        yield _counted(Surveyed(failure.origin), failure)
    known: set[int] = set()
    met = 0
    for file in found:
        if isinstance(file, Address):
            yield Surveyed(file.known.origin, ("address",), addresses=1)
            continue
        tally = _Tally(file.origin)
        for item in _entries(file, tally):
            if tally.met % 50 == 0:
                report(file.origin, met + tally.met)
            tally.take(item, known)
        met += tally.met
        yield tally.surveyed()


def _entries(file: Found, tally: _Tally) -> Iterator[Entry | Failure]:
    """What a file holds; of a packed one, what its files hold."""
    try:
        form = format_of(file)
        tally.formats[form.name] += 1
        if form.read is not read_packed:
            yield from entries_of(file)
            return
        for member in members(file):
            if isinstance(member, Failure):
                yield member
                continue
            tally.formats[format_of(member).name] += 1
            yield from entries_of(member)
    except (OSError, OnrecordError):
        yield from entries_of(file)  # which tells what is wrong with it


class _Tally:
    """The counts of one file while it is gone through."""

    def __init__(self, origin: str) -> None:
        self.formats: Counter[str] = Counter()
        self.met = 0
        self._found = Surveyed(origin)

    def take(self, item: Entry | Failure, known: set[int]) -> None:
        if isinstance(item, Failure):
            self._found = _counted(self._found, item)
            return
        self.met += 1
        if isinstance(item, Address):
            self._found = replace(self._found, addresses=self._found.addresses + 1)
            return
        made = _made(item)
        if isinstance(made, Failure):
            self._found = _counted(self._found, made)
            return
        draft, article = made
        found = self._found
        found.languages[spoken(draft).code] += 1
        if isinstance(article, Failure):
            self._found = _counted(found, article)
            return
        mark = hash(" ".join(article.text.split()))
        again = mark in known
        if len(known) < _MOST_REMEMBERED:
            known.add(mark)
        found.filled.update(name for name in FIELDS if getattr(article, name) is not None)
        example = found.example or article
        self._found = replace(found, articles=found.articles + 1, again=found.again + again, example=example)

    def surveyed(self) -> Surveyed:
        packed = [name for name in self.formats if name == "packed"]
        others = [name for name, _ in self.formats.most_common() if name != "packed"]
        return replace(self._found, formats=(*packed, *others))


def _made(entry: Draft | Unopened) -> tuple[Draft, Article | Failure] | Failure:
    """The draft of an entry with what becomes of it, or why it cannot be opened."""
    if isinstance(entry, Draft):
        draft = entry
    else:
        try:
            draft = opened(entry)
        except OnrecordError as error:
            origin = entry.known.origin
            return Failure(origin, "origins", f"{origin} cannot be read: {error}")
    return draft, finish(draft, Defaults())


def _counted(found: Surveyed, failure: Failure) -> Surveyed:
    kept = (*found.failures, failure) if len(found.failures) < _KEPT else found.failures
    return replace(
        found,
        failures=kept,
        skipped=found.skipped + failure.skipped,
        failed=found.failed + (not failure.skipped),
    )
