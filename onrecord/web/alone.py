"""A picture as one HTML file that needs nothing beside it: it opens anywhere, without a server or a network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files

from onrecord.web.drawing import Picture, as_file

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


def page_of(picture: Picture, headings: Sequence[str] = (), rows: Iterable[Sequence[str]] = (), about: str = "") -> str:
    """The picture with the table of what it shows; nodes can be moved, and what is pointed at is brought out.

    A row of the table is about the tie of the same number in the picture.
    """
    title = escape(_visible(picture.title))
    table = _table(headings, rows) if headings else ""
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>\n{_asset('alone.css')}</style>\n</head>\n<body>\n<main>\n"
        f'<figure class="net" data-net>\n{as_file(picture)}</figure>\n'
        f"<p>{escape(_visible(about))}</p>\n{table}</main>\n"
        f'<script type="module">\n{_asset("moving.js")}</script>\n</body>\n</html>\n'
    )


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in headings)
    body = "\n".join(
        f'<tr data-row="{number}">{"".join(f"<td>{escape(_visible(cell))}</td>" for cell in row)}</tr>'
        for number, row in enumerate(rows)
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n"


def _asset(name: str) -> str:
    return (files("onrecord.web") / "static" / "app" / name).read_text(encoding="utf-8")


def _visible(text: str) -> str:
    """Text without what turns its direction or is no character."""
    return "".join(one if one.isprintable() else "\ufffd" for one in text)
