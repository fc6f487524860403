"""The table of `onrecord read --dry-run`: a line a file, what is left out and why, the first article as it is seen."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from onrecord.cli.options import printable

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.origins.survey import Surveyed
    from onrecord.types import Article, Failure

# Files that are listed, and reasons; the others are counted, and --format jsonl has all.
_MOST_FILES = 40
_MOST_REASONS = 20
_MAIN = (("title", "title"), ("published", "date"), ("outlet", "outlet"))
_MORE = (("author", "author"), ("agency", "agency"), ("section", "section"), ("url", "URL"))
_SHOWN = 100  # letters of a field of the example
# Columns of a terminal from which on there is room for author, agency, section, address and language; columns that all
# but the name of the file take then, and else; the shortest end of a name.
_WIDE, _BESIDE_WIDE, _BESIDE, _SHORTEST = 125, 88, 56, 20


class SurveyTable:
    """What is shown of a survey; memory does not grow with the number of files."""

    def __init__(self, *, verbose: bool = False) -> None:
        """Nothing is taken yet; ``verbose`` shows an article of each listed file, else only that of a single file."""
        self._verbose = verbose
        self._listed: list[Surveyed] = []
        self._files = 0
        self._counts: Counter[str] = Counter()
        self._filled: Counter[str] = Counter()
        self._languages: Counter[str] = Counter()
        self._left_out: list[Failure] = []

    def take(self, one: Surveyed) -> None:
        """Take what was found in a file."""
        self._files += 1
        counts = {name: getattr(one, name) for name in ("articles", "skipped", "failed", "again", "addresses")}
        self._counts.update(counts)
        self._filled.update(one.filled)
        self._languages.update(one.languages)
        if len(self._listed) < _MOST_FILES:
            self._listed.append(one)
        self._left_out += one.failures[: _MOST_REASONS - len(self._left_out)]

    def show(self, console: Console | None = None) -> None:
        """Print it."""
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        console = console or Console()
        wide = console.width >= _WIDE
        more = self._files - len(self._listed)
        rest = f"{self._files:,} files" + (f", {more:,} not listed" if more else "")
        room = max(_SHORTEST, console.width - (_BESIDE_WIDE if wide else _BESIDE))
        table = Table(box=box.SIMPLE_HEAD, show_footer=self._files > 1, pad_edge=False, padding=(0, 1, 0, 0))
        table.add_column("File", rest, no_wrap=True, max_width=room)
        table.add_column("Format", max_width=30 if wide else 16)
        table.add_column("Articles", f"{self._counts['articles']:,}", justify="right", no_wrap=True)
        for name, word in _MAIN:
            share = _share(self._filled[name], self._counts["articles"])
            table.add_column(word.capitalize(), share, justify="right", no_wrap=True)
        if wide:
            table.add_column("Beside", _beside(self._filled), max_width=30)
            table.add_column("Language", _languages(self._languages), max_width=14)
        left_out = _number(self._counts["skipped"] + self._counts["failed"])
        table.add_column("Left out", left_out, justify="right", no_wrap=True)
        for one in self._listed:
            shares = (_share(one.filled[name], one.articles) for name, _ in _MAIN)
            articles = f"{one.articles:,}" if one.articles or not one.addresses else f"{one.addresses:,} to ask"
            more_of_it = (_beside(one.filled), _languages(one.languages)) if wide else ()
            cells = (_end_of(one.origin, room), _formats(one), articles, *shares, *more_of_it)
            left_out = _number(one.skipped + one.failed)
            table.add_row(*(Text(printable(cell)) for cell in cells), Text(left_out, "red" if one.failed else ""))
        console.print(table)
        self._say(console)
        for one in self._listed if self._verbose else self._listed[: int(self._files == 1)]:
            if one.example is not None:
                _show_article(one.example, console)
        console.print("\nNothing was read; leave out --dry-run to read.", highlight=False)

    def _say(self, console: Console) -> None:
        """What the numbers do not say by themselves."""
        totals = self._counts
        if totals["articles"] and console.width < _WIDE:
            console.print(f"Beside these: {_beside(self._filled)}.", highlight=False)
        if len(self._languages) > 1 or (self._languages and console.width < _WIDE):
            console.print(f"Languages: {_languages(self._languages, 12)}.", highlight=False)
        for failure in self._left_out:
            word = "skipped" if failure.skipped else "failed"
            console.print(printable(f"{word}: {failure.reason}"), markup=False, highlight=False)
        if (more := totals["skipped"] + totals["failed"] - len(self._left_out)) > 0:
            console.print(f"… and {more:,} more that are left out; --format jsonl names more of them.")
        if totals["again"]:
            console.print(f"{totals['again']:,} articles have the very text of another one.")
        if totals["addresses"]:
            said = "addresses would be asked" if totals["addresses"] > 1 else "address would be asked"
            console.print(f"{totals['addresses']:,} {said}; a dry run asks none.")
        if totals["articles"] and not self._filled["published"]:
            console.print("No article says its date: give it with --published where one holds for all.")


def _show_article(article: Article, console: Console) -> None:
    from rich.text import Text

    console.print(Text(f"\n{printable(article.origin)}", "bold"))
    for name, word in (*_MAIN, *_MORE):
        value = getattr(article, name)
        said = printable(str(value))[:_SHOWN] if value is not None else "–"
        console.print(Text(f"  {word:<8} {said}", "" if value is not None else "dim"))
    words = " ".join(article.text.split())
    shown = words if len(words) <= 2 * _SHOWN else words[: 2 * _SHOWN] + "…"
    console.print(Text(f"  {'text':<8} {printable(shown)} ({len(article.text):,} characters)"))


def _formats(one: Surveyed) -> str:
    """The format; of a packed file, those of what is in it."""
    if one.formats[:1] == ("packed",) and len(one.formats) > 1:
        return "packed: " + ", ".join(one.formats[1:])
    return ", ".join(one.formats) or "–"


def _end_of(name: str, room: int) -> str:
    """A name, or as much of its end as there is room for: files of one folder begin alike."""
    return name if len(name) <= room else "…" + name[1 - room :]


def _share(part: int, whole: int) -> str:
    if not whole:
        return "–"
    if part in (0, whole):
        return "all" if part else "none"
    return f"{min(99, max(1, round(100 * part / whole)))} %"


def _beside(filled: Counter[str]) -> str:
    return ", ".join(f"{word} {filled[name]:,}" for name, word in _MORE if filled[name]) or "nothing"


def _languages(counted: Counter[str], most: int = 3) -> str:
    if len(counted) == 1:
        return next(iter(counted))
    told = [f"{code} {number:,}" for code, number in counted.most_common(most)]
    return ", ".join(told) + (f" and {len(counted) - most} more" if len(counted) > most else "") if told else "–"


def _number(value: int) -> str:
    return f"{value:,}" if value else "–"
