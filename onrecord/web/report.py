"""The map as one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.types import Actor, ConditionKind, Position, Relation, Scope, Shift, Split, Stance, Tense, Voice
from onrecord.version import __version__
from onrecord.web.changes import differences
from onrecord.web.grid import Block, Cell, Mark
from onrecord.web.payload import link, page_json
from onrecord.web.view import MapView
from onrecord.web.wording import (
    RELATION_WORDS,
    STANCE_MEANINGS,
    STANCE_WORDS,
    VOICE_WORDS,
    article_name,
    counted,
    date_words,
    day_words,
    derivation,
    short_origin,
)

_STYLES = ("page.css", "map.css", "panel.css")
# In the order in which they need each other.
_SCRIPTS = ("page.js", "passages.js", "statements.js", "panel.js")
# Controls that turn the reading direction of what follows; shown text is isolated instead.
_TURNS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


@dataclass(frozen=True, slots=True)
class Receipt:
    """A passage with where it stands, as the lists of the page show it."""

    text: str
    href: str
    article: str
    date: str
    stance: Stance | None = None
    actor: str | None = None
    notes: tuple[str, ...] = ()


def render_report(view: MapView) -> str:
    """The whole page: styles, scripts and data are inside, nothing is fetched."""
    template = environment().get_template("report.html")
    return template.render(
        view=view,
        facts=_facts(view),
        data=Markup(page_json(view)),  # escaped by page_json
        style=Markup("\n".join(map(static, _STYLES))),
        script=Markup("\n".join(map(static, _SCRIPTS))),
        shifts=[(shift, _shift_receipts(shift, view)) for shift in view.shifts],
        splits=[(split, _split_receipts(split, view)) for split in view.splits],
        relations=_relations(view),
        version=__version__,
    )


@cache
def environment() -> Environment:
    """The templates of pages that stand alone, loaded once."""
    made = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_plain,
    )
    made.filters |= {
        "day": day_words,
        "date": date_words,
        "counted": counted,
        "place": place,
        "notes": notes,
        "rests": rests,
        "differences": differences,
        "told": _told,
        "value": lambda stance: stance.value,
        "link": link,
        "called": article_name,
        "short": short_origin,
        "shown_role": _shown_role,
        "columns": lambda block: _block_values(block),
    }
    made.globals |= {
        "stances": tuple(Stance),
        "words": STANCE_WORDS,
        "relation_words": RELATION_WORDS,
        "meanings": STANCE_MEANINGS,
    }
    return made


def _plain(value: Any) -> Any:
    """Text without the controls that turn its direction."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return value.translate(_TURNS)


def static(name: str) -> str:
    """A style or script of the package."""
    return files("onrecord.web").joinpath("static", name).read_text(encoding="utf-8")


def place(kind: str, *parts: object) -> str:
    """The part of the address after # that opens a cell, an actor, an article or a passage."""
    return f"#{kind}=" + ",".join(quote(str(part), safe="") for part in parts)


def notes(mark: Mark, cell: Cell | None = None) -> list[str]:
    """What a reader of a cell must know beside the stance, in a word each."""
    said = []
    if mark.scopes == (Scope.OWN,):
        said.append("own means")
    elif cell is not None and len(cell.marks) > 1 and mark.scopes == (Scope.GENERAL,):
        said.append("in general")
    if ConditionKind.CONDITION in mark.strings:
        said.append("conditional")
    if ConditionKind.LIMIT in mark.strings and not mark.derived:
        said.append("limited")
    if mark.voice is not Voice.OWN:
        said.append(mark.voice.value)
    if mark.unsure:
        said.append("unsure")
    if mark.disputed:
        said.append("disputed")
    return said


def _told(cell: Cell, view: MapView) -> str:
    """A cell in words, for those who hear the page."""
    answers = []
    for mark in cell.marks:
        extra = notes(mark, cell)
        if mark.derived:
            extra.append("nobody said it in so many words")
        elif mark.weak:
            extra.append("rests on one weak line")
        answers.append(", ".join([STANCE_WORDS[mark.stance], *extra, rests(mark)]))
    return f"{view.name(cell.actor)}, {view.options[cell.option].label}: {'; '.join(answers)}"


def rests(mark: Mark) -> str:
    """How many passages in how many articles say it, in whose voice."""
    told = counted(mark.count, "passage")
    if mark.articles > 1:
        told += f" in {counted(mark.articles, 'article')}"
    return f"{told}, {', '.join(VOICE_WORDS[voice] for voice in mark.backing.voices)}"


def _shown_role(actor: Actor | None) -> bool:
    """Whether a role tells more than the name does ("transport minister of Norland" says it already)."""
    return bool(actor and actor.role and actor.role.casefold() not in actor.name.casefold())


def _block_values(block: Block) -> str:
    return " ".join(f"{quote(option, safe='')}:{value:.2f}" for option, value in block.answers.items())


def _facts(view: MapView) -> list[str]:
    outlets = {article.outlet for article in view.articles.values() if article.outlet}
    shown = {cell.actor for cell in view.cells()}
    coded = [p for p in view.positions.values() if not p.derived]
    facts = [counted(len(view.articles), "article")]
    if outlets:
        facts.append(counted(len(outlets), "outlet"))
    if view.period:
        facts.append(date_words(view.period))
    facts += [counted(len(shown), "actor"), counted(len(coded), "position")]
    if view.statements:
        facts.append(counted(len(view.statements), "statement"))
    return facts


def _shift_receipts(shift: Shift, view: MapView) -> list[Receipt]:
    return [receipt for identifier in shift.positions for receipt in _receipt(identifier, view)]


def _split_receipts(split: Split, view: MapView) -> list[Receipt]:
    return [receipt for identifier in split.positions for receipt in _receipt(identifier, view)]


def _receipt(identifier: str, view: MapView) -> Iterator[Receipt]:
    """The passage of a position or of a reported shift."""
    found = view.behind(identifier)
    if found is None:
        return
    article = view.articles[found.article]
    href = place("passage", article.id, found.evidence.begin, found.evidence.end)
    source = " · ".join(filter(None, (article.outlet, article_name(article))))
    if not isinstance(found, Position):
        yield Receipt(found.text, href, source, date_words(found.date))
        return
    about = []
    if found.tense is Tense.FORMER:
        about.append("formerly")
    if found.scope is Scope.OWN:
        about.append("own means")
    if found.voice is not Voice.OWN:
        about.append(f"said by {view.name(found.by)}" if found.by else VOICE_WORDS[found.voice])
    if found.derived:
        about.append(derivation(found))
    if found.condition:
        about.append(
            f"{'limited to' if found.condition.kind is ConditionKind.LIMIT else 'condition:'} {found.condition.text}"
        )
    holder = view.holders.get(identifier, found.actor)
    yield Receipt(found.text, href, source, date_words(found.date), found.stance, holder, tuple(about))


def _relations(view: MapView) -> list[tuple[str | None, list[tuple[Relation, Receipt]]]]:
    """Relations by the actor that they come from, who has most first."""
    groups: dict[str | None, list[tuple[Relation, Receipt]]] = {}
    for relation in view.relations:
        article = view.articles[relation.article]
        href = place("passage", article.id, relation.evidence.begin, relation.evidence.end)
        source = " · ".join(filter(None, (article.outlet, article_name(article))))
        receipt = Receipt(relation.text, href, source, date_words(relation.date))
        groups.setdefault(relation.actor, []).append((relation, receipt))
    return sorted(groups.items(), key=lambda item: (item[0] is None, -len(item[1]), view.name(item[0])))
