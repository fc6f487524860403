# ruff: noqa: E501 - layouts stand here as vendors and programs write them
"""Makes the PDF samples: columns, broken words, running heads, notes, initials, ligatures, scans, locks.

Lines are set by hand here, so that what was set is known to the letter. Run as `python -m tests.origins.making_pdf`.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.origins.making_press import STORIES, Expected, expected, save, uni_lines

_WIDTH, _HEIGHT = A4
_FONTS = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"


@dataclass
class Style:
    columns: int = 1
    size: float = 10.0
    font: str = "Times-Roman"
    justified: bool = True
    indent: float = 10.0
    space: float = 0.0
    hyphens: bool = True
    gutter: float = 14.0
    top: float = 90.0
    words: bool = False  # every word drawn for itself
    ligatures: bool = False
    backwards: bool = False  # the last column is drawn first


def broken(word: str, fits: Callable[[str], bool]) -> tuple[str, str] | None:
    """A word in two parts with a hyphen, where the first fits: at its own hyphen, else between consonant and vowel."""
    own = [match.end() for match in re.finditer(r"(?<=\w)-(?=\w)", word)]
    inner = [
        place
        for place in range(3, len(word) - 2)
        if word[:place].isalpha() and word[place] not in "aeiou" and word[place - 1] in "aeiou"
    ]
    for place in sorted((*own, *(inner if word.isalpha() and len(word) > 6 else ())), reverse=True):
        head = word[:place] if word[place - 1] == "-" else word[:place] + "-"
        if fits(head):
            return head, word[place:]
    return None


def lines_of(text: str, style: Style, width: float) -> Iterator[tuple[str, float, bool]]:
    """Lines of a paragraph with their indent, and whether it is the last."""
    words, line, indent = text.split(), "", style.indent
    while words:
        word = words.pop(0)
        room = width - indent

        def fits(part: str, held: str = line, most: float = room) -> bool:
            return bool(pdfmetrics.stringWidth(f"{held} {part}".strip(), style.font, style.size) <= most)

        if fits(word) or not line:
            line = f"{line} {word}".strip()
            continue
        parts = broken(word, fits) if style.hyphens else None
        if parts:
            yield f"{line} {parts[0]}".strip(), indent, False
            words.insert(0, parts[1])
        else:
            yield line, indent, False
            words.insert(0, word)
        line, indent = "", 0.0
    if line:
        yield line, indent, True


def draw(canvas: Any, line: str, place: tuple[float, float], room: float, style: Style, last: bool) -> None:
    x, y = place
    shown = line.replace("fi", "ﬁ").replace("fl", "ﬂ") if style.ligatures else line
    canvas.setFont(style.font, style.size)
    words = shown.split(" ")
    extra = 0.0
    if style.justified and not last and len(words) > 1:
        extra = (room - pdfmetrics.stringWidth(shown, style.font, style.size)) / (len(words) - 1)
    if style.words:
        for word in words:
            canvas.drawString(x, y, word)
            x += pdfmetrics.stringWidth(word + " ", style.font, style.size) + extra
        return
    text = canvas.beginText(x, y)
    text.setWordSpace(max(extra, 0.0))
    text.textLine(shown)
    canvas.drawText(text)


def set_text(
    canvas: Any, paragraphs: Sequence[str], style: Style, furniture: Callable[[Any, int], None], first_top: float
) -> None:
    """Set paragraphs in columns over as many pages as they take; ``first_top`` is where they begin on the first."""
    width = (_WIDTH - 110 - style.gutter * (style.columns - 1)) / style.columns
    flow = [
        (line, indent, last, at_end)
        for text in paragraphs
        for (*_,) in [()]
        for line, indent, last, at_end in _with_ends(text, style, width)
    ]
    page = 1
    while flow:
        top = first_top if page == 1 else _HEIGHT - style.top
        columns: list[list[tuple[str, float, float, bool]]] = []
        for _ in range(style.columns):
            y, column = top, []
            while flow and y > 70:
                line, indent, last, at_end = flow.pop(0)
                column.append((line, indent, y, last))
                y -= style.size * 1.2 + (style.space if at_end else 0.0)
            columns.append(column)
        order = list(enumerate(columns))
        for number, column in reversed(order) if style.backwards else order:
            for line, indent, y, last in column:
                draw(canvas, line, (55 + number * (width + style.gutter) + indent, y), width - indent, style, last)
        furniture(canvas, page)
        canvas.showPage()
        page += 1


def _with_ends(text: str, style: Style, width: float) -> Iterator[tuple[str, float, bool, bool]]:
    for line, indent, last in lines_of(text, style, width):
        yield line, indent, last, last


def head(canvas: Any, title: str, below: Sequence[str] = (), masthead: str = "", size: float = 20.0) -> float:
    """Set what stands above the text; gives where the text begins."""
    y = _HEIGHT - 60
    if masthead:
        canvas.setFont("Times-Bold", 34)
        canvas.drawString(55, y, masthead)
        y -= 40
    canvas.setFont("Times-Bold", size)
    line = ""
    for word in [*title.split(), ""]:
        if not word or pdfmetrics.stringWidth(f"{line} {word}", "Times-Bold", size) > _WIDTH - 110:
            canvas.drawString(55, y, line.strip())
            y -= size * 1.2
            line = word
        else:
            line = f"{line} {word}"
    canvas.setFont("Times-Roman", 10)
    for text in below:
        canvas.drawString(55, y, text)
        y -= 18
    return float(y - 14)


def prose(number: int, times: int = 1) -> list[str]:
    """A story and, where it is to be long, what others of the debate add to it, in an order of its own."""
    own = list(STORIES[number]["paragraphs"])
    rest = [part for place, story in enumerate(STORIES) if place != number for part in story["paragraphs"]]
    random.Random(number).shuffle(rest)
    return [own[0], *rest[: (times - 1) * 8], *own[1:]] if times > 1 else own


def made(setting: Callable[[Any], None], **facts: str) -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.setTitle(facts.get("title", "untitled"))
    canvas.setAuthor(facts.get("author", "anonymous"))
    setting(canvas)
    canvas.save()
    return stream.getvalue()


def report(
    number: int, style: Style, *, times: int = 1, below: Sequence[str] = (), masthead: str = "", feet: bool = True
) -> Callable[[Any], None]:
    def furniture(canvas: Any, page: int) -> None:
        if not feet:
            return
        canvas.setFont("Helvetica", 8)
        canvas.drawString(55, _HEIGHT - 30, "The Alden Observer" if page % 2 else "Harbours and Ports")
        canvas.drawRightString(_WIDTH - 55, _HEIGHT - 30, "Friday 8 March 2024")
        canvas.drawCentredString(_WIDTH / 2, 30, f"Page {page} of 9" if style.columns == 1 else str(page))

    def setting(canvas: Any) -> None:
        top = head(canvas, STORIES[number]["title"], below, masthead)
        set_text(canvas, prose(number, times), style, furniture, top)

    return setting


def noted(canvas: Any) -> None:
    """A page with a note at its foot, whose number is raised in the text, and a text that goes on behind it."""
    style = Style(size=11, hyphens=False)
    top = head(canvas, STORIES[8]["title"])
    for page, parts in enumerate((prose(8, 2)[:5], prose(8, 2)[5:])):
        y = top if page == 0 else _HEIGHT - 90
        for text in parts:
            for line, indent, last in lines_of(text, style, _WIDTH - 110):
                draw(canvas, line, (55 + indent, y), _WIDTH - 110 - indent, style, last)
                if last and page == 0 and text is parts[0]:
                    canvas.setFont("Times-Roman", 6)
                    canvas.drawString(55 + indent + pdfmetrics.stringWidth(line, "Times-Roman", 11) + 1, y + 4, "1")
                y -= 13.2
        if page == 0:
            canvas.setFont("Times-Roman", 8)
            canvas.drawString(55, 60, "1 The bill was tabled in the autumn session, paper 44 of the assembly.")
        canvas.showPage()


def initial(canvas: Any) -> None:
    """A text that begins with a large initial over two lines."""
    style = Style(columns=1, size=11, indent=0, hyphens=False, justified=False)
    y = head(canvas, STORIES[9]["title"])
    first, *rest = prose(9)
    canvas.setFont("Times-Roman", 30)
    canvas.drawString(55, y - 13.2, first[0])
    width = 25.0
    for place, (line, _, last) in enumerate(lines_of(first[1:], style, _WIDTH - 110 - width)):
        draw(canvas, line, (55 + (width if place < 2 else 0), y), _WIDTH - 110, style, last)
        y -= 13.2
    for text in rest:
        for place, (line, _, last) in enumerate(lines_of(text, style, _WIDTH - 120)):
            draw(canvas, line, (55 + (0 if place else 12), y), _WIDTH - 110, style, last)
            y -= 13.2
    canvas.showPage()


def turned(canvas: Any) -> None:
    """A page that lies on its side and is turned to be read."""
    canvas.setPageRotation(90)
    canvas.translate(_WIDTH, 0)
    canvas.rotate(90)
    y = _WIDTH - 80
    canvas.setFont("Times-Bold", 20)
    canvas.drawString(60, y, STORIES[10]["title"])
    y -= 40
    style = Style(size=11, hyphens=False, justified=False)
    for text in prose(10):
        for line, indent, last in lines_of(text, style, _HEIGHT - 140):
            draw(canvas, line, (60 + indent, y), _HEIGHT - 140, style, last)
            y -= 14
    canvas.showPage()


def download(canvas: Any) -> None:
    """What Nexis prints."""
    y = _HEIGHT - 60
    for line in uni_lines([4, 5], cover=False):
        size = 16 if line.startswith(">") else 10
        canvas.setFont("Times-Roman", size)
        for part, _, _ in (
            lines_of(line.lstrip(">"), Style(size=size, indent=0, hyphens=False), _WIDTH - 110)
            if line.strip()
            else [("", 0, True)]
        ):
            canvas.drawString(55, y, part)
            y -= size * 1.2
            if y < 60:
                canvas.showPage()
                canvas.setFont("Times-Roman", size)
                y = _HEIGHT - 60
    canvas.showPage()


def locked_report(canvas: Any) -> None:
    canvas.setEncrypt("secret")
    report(0, Style())(canvas)


def scan(canvas: Any) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "white")), 50, 50, 500, 700)
    canvas.showPage()


def make_pdf() -> None:
    pdfmetrics.registerFont(TTFont("Serif", _FONTS))
    title = [story["title"] for story in STORIES]
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:Description><prism:publicationName>The Alden Observer</prism:publicationName><prism:publicationDate>2024-03-11</prism:publicationDate></rdf:Description></x:xmpmeta>"
    locked = made(locked_report)
    files: dict[str, str | bytes] = {
        "release.pdf": made(
            report(
                0,
                Style(justified=False, indent=0, space=8, hyphens=False),
                below=["4 March 2024", "By Ann Leeward"],
                feet=False,
            ),
            title="Microsoft Word - release_v3.docx",
            author="Office User",
        ),
        "two_columns.pdf": made(report(1, Style(columns=2, size=9.5), times=4)),
        "three_columns.pdf": made(report(2, Style(columns=3, size=8.5, gutter=11), times=4, masthead="The Meridian")),
        "ragged_columns.pdf": made(report(3, Style(columns=2, size=10, justified=False, space=6, indent=0), times=3)),
        "word_by_word.pdf": made(report(4, Style(columns=2, size=9, words=True, backwards=True), times=3)),
        "ligatures.pdf": made(report(5, Style(size=10, font="Serif", ligatures=True), times=2)),
        "long_report.pdf": made(report(6, Style(size=11, space=5), times=5), title=title[6], author="Gil Tarrant"),
        "with_xmp.pdf": made(report(7, Style(size=10)), title=title[7]) + b"\n%" + xmp + b"\n",
        "notes.pdf": made(noted),
        "initial.pdf": made(initial),
        "turned.pdf": made(turned),
        "narrow.pdf": made(report(11, Style(columns=3, size=9, gutter=9, justified=False, hyphens=True), times=3)),
        "nexis.pdf": made(download, title="LexisNexis Uni"),
        "scan.pdf": made(scan),
        "locked.pdf": locked,
    }
    lines: list[Expected] = []
    plan = {"release.pdf": 0, "two_columns.pdf": 1, "three_columns.pdf": 2, "ragged_columns.pdf": 3, "word_by_word.pdf": 4, "ligatures.pdf": 5,
            "long_report.pdf": 6, "with_xmp.pdf": 7, "notes.pdf": 8, "initial.pdf": 9, "turned.pdf": 10, "narrow.pdf": 11}  # fmt: skip
    times = {
        "two_columns.pdf": 4,
        "three_columns.pdf": 4,
        "ragged_columns.pdf": 3,
        "word_by_word.pdf": 3,
        "ligatures.pdf": 2,
        "long_report.pdf": 5,
        "notes.pdf": 2,
        "narrow.pdf": 3,
    }
    for file, number in plan.items():
        # The heads of the pages name the day of the issue.
        plain = file in ("release.pdf", "notes.pdf", "initial.pdf", "turned.pdf")
        facts: dict[str, str | None] = {"published": None if plain else "2024-03-08", "author": None}
        facts |= {
            "release.pdf": {"published": "2024-03-04", "author": "Ann Leeward"},
            "long_report.pdf": {"author": "Gil Tarrant"},
            "with_xmp.pdf": {"published": "2024-03-11"},
        }.get(file, {})
        outlet = "The Alden Observer" if file == "with_xmp.pdf" else None
        line = expected(file, None, number, outlet, **facts) | {
            "paragraphs": str(len(prose(number, times.get(file, 1))))
        }
        lines.append(line | ({"ends": None, "paragraphs": None} if file == "notes.pdf" else {}))
    for place, number in enumerate((4, 5), start=1):
        outlet = (
            "The Harbour Gazette (London)",
            "Island Courier",
            "The Quayside Times",
            "Northern Ledger.com",
            "Daily Tide",
            "The Meridian",
        )[number % 6]
        section = ("NEWS; Pg. 3", "POLITICS", "", "")[number % 4]
        lines.append(
            expected("nexis.pdf", str(place), number, outlet, section=section)
            | {"paragraphs": None, "begins": None, "ends": None}
        )
    truth = {file: prose(number, times.get(file, 1)) for file, number in plan.items()}
    files["texts.json"] = json.dumps(truth, ensure_ascii=False)
    save("pdf", files, lines)


if __name__ == "__main__":
    make_pdf()
