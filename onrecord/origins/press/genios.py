"""Downloads of GENIOS (WISO): articles under "Dokument 3 von 20", with source and department above the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.origins.documents.lines import is_wrapped, paragraphs, tidy
from onrecord.origins.press.days import day_in
from onrecord.origins.press.records import Record
from onrecord.origins.press.words import is_rights, labelled, without_by

_ADDRESS = re.compile(r"https?://\S+")
_SOURCE = re.compile(r"^(.*?)(?:\s+(?:print|online))?\s*(?::|,)?\s+(?:Nr\.|vom|\d{1,2}\.)", re.IGNORECASE)
_FOOT = re.compile(r"^(?:© )?GBI-Genios|^© \d{4} GBI|^Seite \d+", re.IGNORECASE)


def is_source(line: str) -> bool:
    """Whether a line tells the source as such downloads do: "Quelle: DIE WOCHE, 08.03.2024, Nr. 58, S. 4"."""
    found = labelled(tidy(line), "genios")
    return bool(found and found[0] == "source" and day_in(found[1]))


def read_genios(lines: Sequence[str]) -> Iterator[Record]:
    """The articles of a download; each ends with its lasting address and its rights."""
    wrapped = is_wrapped(lines)
    block: list[str] = []
    ended = False
    for line in lines:
        found = labelled(tidy(line), "genios")
        if (
            ended
            and not found
            and line.strip()
            and not is_rights(line)
            and not _ADDRESS.match(line.strip())
            and not _FOOT.match(line.strip())
        ):
            yield _record(block, wrapped)
            block, ended = [], False
        ended = ended or bool(found and found[0] in ("url", "key"))
        block.append(line)
    if any(is_source(line) for line in block):
        yield _record(block, wrapped)


def _record(lines: Sequence[str], wrapped: bool) -> Record:
    fields: dict[str, str] = {}
    above: list[str] = []
    rest: list[str] = []
    for line in lines:
        found = labelled(tidy(line), "genios")
        address = _ADDRESS.search(line)
        if found:
            fields.setdefault(*found)
        elif (address and "genios" in line) or (address and "wiso-net" in line):
            fields["url"] = address[0]
        elif is_rights(line) or _FOOT.match(tidy(line)) or re.match(r"^\s*Dokument \d+ von \d+\s*$", line):
            continue
        elif "source" in fields:
            rest.append(line)
        elif line.strip():
            above.append(tidy(line))
    text = paragraphs(rest, wrapped)
    title = fields.get("title") or (above[-1] if above else None)
    if title is None and text:
        title, text = text[0], text[1:]
    source = fields.get("source", "")
    match = _SOURCE.match(source)
    author = fields.get("author")
    return Record(
        text,
        title=title,
        outlet=(match[1] if match else source.split(",")[0]).strip(" :,") or None,
        author=without_by(author) if author else None,
        section=fields.get("section"),
        published=day_in(source),
        url=fields.get("url"),
        key=fields.get("key"),
    )
