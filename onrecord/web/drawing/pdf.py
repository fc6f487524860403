"""A picture as PDF: lines and letters, no pixels."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.errors import MissingExtra
from onrecord.web.drawing.svg import FONT, Picture, as_file

# Fonts that hold the letters of all European languages, in the order in which they are taken: plain and bold.
_FONTS = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("verdana.ttf", "verdanab.ttf"),
    ("Verdana.ttf", "Verdana Bold.ttf"),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
    ("Arial.ttf", "Arial Bold.ttf"),
)
_NAME = "onrecord"
# Where nothing else is found: it is in every reader of PDF, but has the letters of Western Europe only.
_PLAIN = "Helvetica"


def pdf_of(picture: Picture) -> bytes:
    """The picture as a PDF of one page; raises MissingExtra where the libraries that write it are not installed."""
    try:
        from reportlab.graphics import renderPDF
        from svglib.svglib import svg2rlg
    except ImportError:
        raise MissingExtra(
            "PDF is written by the library svglib: pip install 'onrecord[pictures]'. The same as .svg needs none"
        ) from None
    source = as_file(picture).replace(f'font-family="{FONT}"', f'font-family="{_font()}"')
    source = source.replace('font-weight="650"', 'font-weight="bold"').replace(
        'font-weight="700"', 'font-weight="bold"'
    )
    drawing: Any = svg2rlg(io.BytesIO(source.encode()))
    written: bytes = renderPDF.drawToString(drawing, msg=picture.title)
    return written


@cache
def _font() -> str:
    """The name of a font that is on this machine, ready to be put into a file."""
    from svglib.fonts import register_font

    for plain, bold in _FONTS:
        path = _found(plain)
        if path is None:
            continue
        register_font(_NAME, str(path))
        register_font(_NAME, str(_found(bold) or path), weight="bold", rlgFontName=f"{_NAME}-Bold")
        return _NAME
    return _PLAIN


def _found(name: str) -> Path | None:
    for folder in _folders():
        for path in (folder / name, *sorted(folder.glob(f"*/{name}")), *sorted(folder.glob(f"*/*/{name}"))):
            if path.is_file():
                return path
    return None


def _folders() -> Iterator[Path]:
    """Where systems keep their fonts."""
    home = Path.home()
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
    elif sys.platform == "darwin":
        yield from (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
    else:
        yield from (
            Path("/usr/share/fonts"),
            Path("/usr/local/share/fonts"),
            home / ".local/share/fonts",
            home / ".fonts",
        )
