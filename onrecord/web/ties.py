"""Changes, two voices and relations on a terminal: one line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.types import ConditionKind, Position, Relation, RelationKind, Scope, Shift, Split, Stance, Tense
from onrecord.web.changes import differences
from onrecord.web.marks import account, answer, clean, outlet, quoted
from onrecord.web.view import MapView
from onrecord.web.wording import RELATION_WORDS, date_words

_FRIENDLY = {
    RelationKind.PRAISES,
    RelationKind.SUPPORTS,
    RelationKind.ECHOES,
    RelationKind.ALLIES,
    RelationKind.SHARES_POSITION,
}

# Shares of the line: who toward whom must be read in full, the source may be cut.
_WHO = 0.45
_SOURCE = 0.3
# On a shorter line nothing would be left for the words.
_ONE_LINE = 110


def title(words: str, number: int | None, console: Console) -> None:
    """A heading with an empty line above, and how many things stand under it."""
    heading = Text(f"\n{words}", style="bold")
    console.print(heading if number is None else heading.append(f" {number}", style="not bold dim"))


def print_changes(view: MapView, changes: Iterable[Shift], console: Console) -> None:
    """One line per change: who, on what, from what to what, when."""
    for shift in changes:
        line = Text(clean(view.name(shift.actor)), style="bold")
        body = view.body(shift.actor)
        if body:
            line.append(f" ({clean(view.name(body))})", style="not bold")
        option = view.options.get(shift.option or "")
        if option:
            line.append(f"  {clean(option.label)}", style="not bold")
        if shift.scope is Scope.OWN:
            line.append(" (own means)", style="not bold dim")
        if shift.before or shift.after:
            line.append("  ").append_text(_step(shift.before)).append(" -> ").append_text(_step(shift.after))
        else:
            line.append("  another position than before", style="not bold")
        line.append("  " + ", ".join(_when(shift)), style="not bold dim")
        console.print(Padding(line, (0, 0, 0, 2), expand=False))


def print_none(view: MapView, found: Iterable[Shift | Split], console: Console) -> None:
    """Say that nothing was found, in the record or under these choices."""
    console.print("Nothing of this kind was found; without --issue, --option, --actor and --since more is looked at.")


def print_moves(view: MapView, changes: Iterable[Shift], console: Console) -> None:
    """Every change with its receipts: what was said before and after, when, and by whose account."""
    for shift in changes:
        print_changes(view, (shift,), console)
        _print_receipts(view, shift.positions, console)


def print_voices(view: MapView, splits: Iterable[Split], console: Console) -> None:
    """Every body with two voices: how they differ, and the receipt of each voice."""
    for split in splits:
        line = Text(clean(view.name(split.body)), style="bold")
        line.append(f"  {clean(view.options[split.option].label)}", style="not bold")
        line.append("  split, opposite sides" if split.opposite else "  two voices", style="bold red")
        told = ", another ".join(differences(split, view))
        if told and not split.opposite:
            line.append(f": another {told}", style="not bold")
        console.print(Padding(line, (0, 0, 0, 2), expand=False))
        _print_receipts(view, split.positions, console, named=True)


def _print_receipts(view: MapView, identifiers: Iterable[str], console: Console, *, named: bool = False) -> None:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(no_wrap=not named, overflow="fold")
    table.add_column(overflow="fold")
    for identifier in identifiers:
        found = view.behind(identifier)
        if found is None:
            continue
        words = Text(quoted(found.text)).append(f" {outlet(view.articles[found.article])}", style="dim")
        if not isinstance(found, Position):
            table.add_row(date_words(found.date), Text("report"), words)
            continue
        said = answer(found.stance, word=not named, hollow=found.derived)
        if named:
            said.append(f" {clean(view.name(view.holders.get(identifier, found.actor)))}", style="not bold default")
        words.append(f"\n{account(found, view)}", style="italic")
        table.add_row("before" if found.tense is Tense.FORMER else date_words(found.date), said, words)
    console.print(Padding(table, (0, 0, 0, 6)))


def print_splits(view: MapView, splits: Iterable[Split], console: Console) -> None:
    """One line per body with two voices: which answers its voices give."""
    for split in splits:
        line = Text(clean(view.name(split.body)), style="bold")
        line.append(f"  {clean(view.options[split.option].label)}", style="not bold")
        if split.opposite:
            line.append("  opposite sides", style="bold red")
        for place, (holder, told) in enumerate(_voices(view, split)):
            line.append(", " if place else "  ", style="not bold").append_text(told)
            line.append(f" {clean(view.name(holder))}", style="not bold")
        console.print(Padding(line, (0, 0, 0, 2), expand=False))


def print_relations(view: MapView, relations: Iterable[Relation], console: Console) -> None:
    """One line per relation with the beginning of the words that it rests on."""
    told = [_relation(view, relation) for relation in relations]
    if console.width < _ONE_LINE:
        for who, words, source in told:
            console.print(Padding(who.append("  ").append_text(source), (0, 0, 0, 2), expand=False))
            console.print(Padding(words, (0, 0, 0, 6), expand=False), no_wrap=True, overflow="ellipsis")
        return
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), expand=True)
    table.add_column(overflow="fold", max_width=int(console.width * _WHO))
    table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
    table.add_column(no_wrap=True, overflow="ellipsis", max_width=int(console.width * _SOURCE))
    for cells in told:
        table.add_row(*cells)
    console.print(Padding(table, (0, 0, 0, 2)))


def _relation(view: MapView, relation: Relation) -> tuple[Text, Text, Text]:
    """Who toward whom, the words, and where they stand."""
    who = Text(clean(view.name(relation.actor))).append(" ")
    who.append(RELATION_WORDS[relation.kind], style="green" if relation.kind in _FRIENDLY else "red")
    who.append(f" {clean(view.name(relation.toward))}")
    source = f"{outlet(view.articles[relation.article])}, {date_words(relation.date)}"
    return who, Text(quoted(relation.text)), Text(source, style="dim")


def _step(stance: Stance | None) -> Text:
    return answer(stance) if stance else Text("not said", style="dim")


def _when(shift: Shift) -> Iterator[str]:
    if shift.date:
        yield date_words(shift.date)
    if shift.reported:
        yield "as the text reports it"


def _voices(view: MapView, split: Split) -> list[tuple[str, Text]]:
    """Each holder with its answer once, and whether a condition or limit hangs on it."""
    held = [view.positions[identifier] for identifier in split.positions if identifier in view.positions]
    told: dict[tuple[str, Stance], Text] = {}
    for position in held:
        text = answer(position.stance, word=False, hollow=position.derived)
        if position.condition and not position.derived:
            text.append(" c" if position.condition.kind is ConditionKind.CONDITION else " l", style="not bold dim")
        told.setdefault((view.holders.get(position.id, position.actor), position.stance), text)
    return [(holder, text) for (holder, _), text in told.items()]
