"""Shapes to SVG: on a page they have classes, in a file they carry their colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from importlib.resources import files

from markupsafe import Markup

from onrecord.types import Stance

# Width of a letter as a part of its size: the mean of the letters of English names in DejaVu Sans, the widest of the
# fonts that a page or file is drawn with; a text cut by it is rather too short than too long.
_LETTER = 0.6

FONT = "DejaVu Sans, Verdana, Noto Sans, Liberation Sans, Arial, sans-serif"

# The signs of the stances in a field of 16 by 16, as the pages have them.
SIGNS: Mapping[Stance, str] = {
    Stance.SUPPORTS: "M3.5 8 8 3.5 12.5 8M3.5 13 8 8.5 12.5 13",
    Stance.OPEN: "M3.5 10.5 8 6l4.5 4.5",
    Stance.UNDECIDED: "M3.5 6h9M3.5 10h9",
    Stance.RELUCTANT: "M3.5 5.5 8 10l4.5-4.5",
    Stance.OPPOSES: "M3.5 3 8 7.5 12.5 3M3.5 8 8 12.5 12.5 8",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """An element; ``paint`` names what it looks like, ``said`` is what is told of it to who points at it."""

    name: str
    attributes: Mapping[str, str | float]
    paint: tuple[str, ...] = ()
    text: str | None = None
    said: str | None = None
    href: str | None = None
    inside: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its size and what it shows, in words."""

    width: float
    height: float
    title: str
    shapes: Sequence[Shape] = field(default_factory=tuple)
    stretches: bool = False


def shape(name: str, *paint: str, said: str | None = None, href: str | None = None, **attributes: str | float) -> Shape:
    """An element; ``x_y=1`` becomes the attribute x-y."""
    return Shape(name, {key.replace("_", "-"): value for key, value in attributes.items()}, paint, None, said, href)


def words(text: str, x: float, y: float, *paint: str, href: str | None = None, **attributes: str | float) -> Shape:
    """Text at a place; ``text_anchor="end"`` lets it end there."""
    placed = {key.replace("_", "-"): value for key, value in attributes.items()}
    return Shape("text", {"x": x, "y": y, **placed}, paint, text, None, href)


def group(*inside: Shape, said: str | None = None, href: str | None = None, **attributes: str | float) -> Shape:
    """Several elements as one."""
    placed = {key.replace("_", "-"): value for key, value in attributes.items()}
    return Shape("g", placed, (), None, said, href, inside)


def sign(stance: Stance, x: float, y: float, size: float, *paint: str) -> Shape:
    """The sign of a stance around a centre."""
    scale = size / 16
    moved = f"translate({_number(x - size / 2)} {_number(y - size / 2)}) scale({_number(scale)})"
    return Shape("path", {"d": SIGNS[stance], "transform": moved}, ("sign", *paint))


def fitting(text: str, width: float, size: float) -> str:
    """As much of a text as fits a width at a size of letters, with an ellipsis where something is missing."""
    most = max(3, int(width / (size * _LETTER)))
    return text if len(text) <= most else text[: most - 1].rstrip(" ,;:–—") + "…"


def wrapped(text: str, width: float, size: float, lines: int) -> list[str]:
    """A text in lines of a width, the last one cut where it does not fit."""
    most = max(3, int(width / (size * _LETTER)))
    found: list[str] = []
    rest = text.split()
    while rest and len(found) < lines:
        line = rest.pop(0)
        while rest and len(line) + 1 + len(rest[0]) <= most and len(found) < lines:
            line += " " + rest.pop(0)
        found.append(line)
    if rest:
        found[-1] += " " + " ".join(rest)
    return [fitting(line, width, size) for line in found]


# ---------------------------------------------------------------- on a page and in a file


def on_page(picture: Picture, *paint: str) -> Markup:
    """The picture as part of a page, whose style sheet has its colours."""
    # A histogram is stretched to the field that it lies in; whatever has letters keeps its proportions.
    stretch = ' preserveAspectRatio="none"' if picture.stretches else ""
    head = f'<svg class="{" ".join(("picture", *paint))}" viewBox="{_box(picture)}"{stretch}'
    body = "".join(_on_page(one) for one in picture.shapes)
    label = escape(_safe(picture.title))
    return Markup(f'{head} role="group" aria-label="{label}" focusable="false">{body}</svg>')


def as_file(picture: Picture) -> str:
    """The picture as a file of its own, light, that needs nothing beside it."""
    size = f'width="{_number(picture.width)}" height="{_number(picture.height)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="{_box(picture)}"'
    ground = f'<rect width="100%" height="100%" fill="{palette()["ground"]["fill"]}"/>'
    body = "".join(_in_file(one) for one in picture.shapes)
    title = escape(_safe(picture.title))
    return f'{head} font-family="{FONT}" font-size="13"><title>{title}</title>{ground}{body}</svg>\n'


@cache
def palette() -> Mapping[str, Mapping[str, str]]:
    """What each paint is in a file: attributes of SVG by name."""
    import tomllib

    read = tomllib.loads((files("onrecord.web.drawing") / "palette.toml").read_text(encoding="utf-8"))
    return {name: {key: str(value) for key, value in found.items()} for name, found in read.items()}


def _box(picture: Picture) -> str:
    return f"0 0 {_number(picture.width)} {_number(picture.height)}"


def _on_page(one: Shape) -> str:
    attributes = dict(one.attributes)
    if one.paint:
        attributes["class"] = " ".join(one.paint)
    made = _element(one, attributes, "".join(map(_on_page, one.inside)))
    if one.href is None:
        return made
    label = f' aria-label="{escape(_safe(one.said))}"' if one.said else ""
    return f'<a href="{escape(one.href)}"{label}>{made}</a>'


def _in_file(one: Shape) -> str:
    attributes: dict[str, str | float] = {}
    for paint in one.paint:
        attributes |= palette().get(paint, {})
    attributes.update(one.attributes)
    return _element(one, attributes, "".join(map(_in_file, one.inside)))


def _element(one: Shape, attributes: Mapping[str, str | float], inside: str) -> str:
    told = "".join(
        f' {name}="{_number(value) if isinstance(value, int | float) else escape(value)}"'
        for name, value in attributes.items()
    )
    said = f"<title>{escape(_safe(one.said))}</title>" if one.said else ""
    text = escape(_safe(one.text)) if one.text is not None else ""
    return f"<{one.name}{told}>{said}{text}{inside}</{one.name}>"


def _safe(text: str) -> str:
    """Text without what XML cannot hold and what turns its direction."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() or one == " " else "\ufffd" for one in text)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
