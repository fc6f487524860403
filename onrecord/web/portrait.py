"""One actor on a terminal: names, stands over time with receipts, relations and statements."""

from __future__ import annotations

from datetime import date

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.networks import bodies
from onrecord.types import Position, RoleSeen, StatementKind, Tense
from onrecord.web.grid import Cell
from onrecord.web.marks import account, answer, clean, outlet, quoted, resting, shortened, written
from onrecord.web.ties import print_moves, print_relations, print_voices, title
from onrecord.web.view import MapView
from onrecord.web.wording import date_words, day_words


def print_who(view: MapView, actor_id: str, console: Console) -> None:
    """Print all that the record holds on an actor."""
    _head(view, actor_id, console)
    _stands(view, actor_id, console)
    _voices(view, actor_id, console)
    _changes(view, actor_id, console)
    _relations(view, actor_id, console)
    _statements(view, actor_id, console)


def _head(view: MapView, actor_id: str, console: Console) -> None:
    console.print(Text(clean(view.name(actor_id)), style="bold"))
    actor = view.actors.get(actor_id)
    if actor is None:
        return
    facts = {
        "Kind": actor.kind.value,
        "Role": clean(actor.role or ""),
        "Roles seen": "\n".join(_role_seen(seen, view) for seen in actor.roles),
        "Counts for": ", ".join(clean(view.name(body)) for body in bodies(actor_id, view.actors)),
        "Also called": ", ".join(map(clean, actor.aliases)),
        "Members": ", ".join(clean(view.name(member)) for member in actor.members),
        "Id": clean(" ".join(filter(None, (actor.id, actor.wikidata)))),
    }
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in facts.items():
        if value:
            table.add_row(Text(label), Text(value))
    console.print(table)


def _role_seen(seen: RoleSeen, view: MapView) -> str:
    """A role, where it is held, and from when to when it was seen."""
    told = clean(", ".join(filter(None, (seen.role, view.name(seen.body) if seen.body else ""))))
    if seen.first is None or seen.last is None:
        end = f"since {day_words(seen.first)}" if seen.first else f"until {day_words(seen.last)}" if seen.last else ""
        return f"{told} ({end})" if end else told
    return f"{told} ({' to '.join(dict.fromkeys(map(day_words, (seen.first, seen.last))))})"


def _stands(view: MapView, actor_id: str, console: Console) -> None:
    cells = [cell for cell in view.cells() if cell.actor == actor_id]
    title("Stands", len(cells), console)
    if not cells:
        console.print(Text("  No position of this actor was found.", style="dim"))
    for cell in cells:
        held = [p for p in view.positions.values() if p.actor == actor_id and p.option == cell.option]
        line = Text("  ").append(clean(view.options[cell.option].label), style="bold").append(": ")
        for place, mark in enumerate(cell.marks):
            line.append(", " if place else "").append_text(written(mark, word=True))
            line.append(f" {resting(mark)}", style="dim")
        console.print(line)
        table = _columns()
        for position in sorted(held, key=_when):
            table.add_row(Text(_day(position)), _stance(position), _told(position, view))
        console.print(Padding(table, (0, 0, 0, 4)))


def _voices(view: MapView, body: str, console: Console) -> None:
    """What those hold who speak for a body, a line for each."""
    held: dict[str, list[Cell]] = {}
    for cell in view.cells():
        if body in bodies(cell.actor, view.actors):
            held.setdefault(cell.actor, []).append(cell)
    if not held:
        return
    title("Voices", len(held), console)
    for actor, cells in held.items():
        line = Text(clean(view.name(actor)), style="bold")
        for place, cell in enumerate(cells):
            line.append(", " if place else "  ", style="not bold")
            for mark in cell.marks:
                line.append_text(answer(mark.stance, word=False, hollow=mark.derived)).append(" ")
            line.append(clean(view.options[cell.option].label), style="not bold")
        console.print(Padding(line, (0, 0, 0, 2), expand=False))


def _columns() -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True, min_width=11)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    return table


def _when(position: Position) -> tuple[bool, date]:
    """Former positions, then by day; the undated count as oldest."""
    return position.tense is not Tense.FORMER, position.date.last if position.date else date.min


def _day(position: Position) -> str:
    return "before" if position.tense is Tense.FORMER else date_words(position.date)


def _stance(position: Position) -> Text:
    return answer(position.stance, hollow=position.derived)


def _told(position: Position, view: MapView) -> Text:
    told = Text(quoted(position.text)).append(f" {outlet(view.articles[position.article])}", style="dim")
    extra = account(position, view)
    return told.append(f"\n{extra}", style="italic") if extra else told


def _changes(view: MapView, actor_id: str, console: Console) -> None:
    changes = [shift for shift in view.shifts if shift.actor == actor_id]
    splits = [split for split in view.splits if split.body == actor_id]
    if changes:
        title("Changes", len(changes), console)
        print_moves(view, changes, console)
    if splits:
        title("Two voices", len(splits), console)
        print_voices(view, splits, console)


def _relations(view: MapView, actor_id: str, console: Console) -> None:
    found = [relation for relation in view.relations if actor_id in (relation.actor, relation.toward)]
    if found:
        title("Relations", len(found), console)
        print_relations(view, found, console)


def _statements(view: MapView, actor_id: str, console: Console) -> None:
    said = [statement for statement in view.statements if statement.actor == actor_id]
    if not said:
        return
    title("Statements", len(said), console)
    table = _columns()
    for statement in said:
        article = view.articles[statement.article]
        day = day_words(article.published) if article.published else "undated"
        quote = statement.kind is not StatementKind.INDIRECT and statement.kind is not StatementKind.ATTITUDE
        told = Text(quoted(statement.text, 160) if quote else shortened(statement.text, 160))
        table.add_row(Text(day), Text(statement.kind.value), told.append(f" {outlet(article)}", style="dim"))
    console.print(Padding(table, (0, 0, 0, 2)))
