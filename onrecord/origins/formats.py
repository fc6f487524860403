"""The formats that are read, and how the format of a file is told."""

from __future__ import annotations

from onrecord.origins.draft import Found
from onrecord.origins.form import HEAD, Format, Head, suffix_of
from onrecord.origins.page import is_page, read_page_file
from onrecord.origins.plain import read_plain_file
from onrecord.origins.tables import read_csv, read_json, read_lines

_TEXT = (".txt", ".text", ".md", ".markdown")

# In this order: what a file says of itself comes before what takes everything of an ending.
FORMATS: tuple[Format, ...] = (
    Format("web page", _TEXT, read_page_file, is_page),
    Format("web page", (".html", ".htm", ".xhtml", ".shtml"), read_page_file),
    Format("JSON Lines", (".jsonl", ".ndjson"), read_lines),
    Format("JSON", (".json",), read_json),
    Format("table", (".csv", ".tsv"), read_csv),
    Format("plain text", _TEXT, read_plain_file),
    # files of other names
    Format("web page", (), read_page_file, is_page),
    Format("JSON Lines", (), read_lines, lambda head: head.text.startswith('{"')),
    Format("plain text", (), read_plain_file, lambda head: True),
)
SUFFIXES = frozenset(suffix for form in FORMATS for suffix in form.suffixes)


def format_of(found: Found) -> Format:
    """The format of a file: by its ending and by how it begins; where the ending says nothing, by the latter alone."""
    with found.path.open("rb") as stream:
        head = Head(suffix_of(found.origin), stream.read(HEAD))
    known = head.suffix in SUFFIXES
    fitting = (form for form in FORMATS if (head.suffix in form.suffixes if known else form.begins is not None))
    return next(form for form in fitting if form.begins is None or form.begins(head))
