"""Downloads of ProQuest as text: articles between rules, or one after the other with "FULL TEXT" and "DETAILS"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.origins.documents.lines import is_wrapped, paragraphs, tidy
from onrecord.origins.press.days import day_in
from onrecord.origins.press.records import Record
from onrecord.origins.press.words import is_rights, labelled, without_by, words

_RULE = re.compile(r"^\s*_{20,}\s*$")
_COUNTED = re.compile(r"^\s*(?:Document|Documento|Dokument)\s+\d+\s+(?:of|de|von|sur)\s+\d+\s*$", re.IGNORECASE)
_LINK = re.compile(
    r"^(?:ProQuest document link|Enlace de documentos de ProQuest|Lien de document ProQuest|Enlarge this image\.?)$",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"^(?:Contact us at:|Database copyright|Terms and Conditions|Copyright ©? ?\d{4} ProQuest|Word count:)",
    re.IGNORECASE,
)
_BARE = re.compile(r"^(?:FULL TEXT|DETAILS|ABSTRACT(?: \(.*\))?|LINKS|TABLE OF CONTENTS|Headnote)$")
_LISTED = re.compile(r"^\s*\d{1,4}\.\s")


def is_rule(line: str) -> bool:
    """Whether a line is the rule between two articles."""
    return bool(_RULE.match(line))


def read_proquest(lines: Sequence[str]) -> Iterator[Record]:
    """The articles of a download, without its list of contents and its last page."""
    wrapped = is_wrapped(lines)
    for block in _chunks(lines):
        record = _record(block, wrapped)
        if record is not None:
            yield record


def _chunks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Articles: between rules; without rules the field "Database" is the last of each."""
    ruled = any(is_rule(line) for line in lines)
    block: list[str] = []
    for line in lines:
        if ruled and is_rule(line):
            yield block
            block = []
            continue
        block.append(line)
        if not ruled and tidy(line).lower().startswith(
            ("database:", "database\t", "base de datos:", "base de données:")
        ):
            yield block
            block = []
    yield block


def _record(lines: Sequence[str], wrapped: bool) -> Record | None:
    fields, above, body, captions = _fields(lines)
    title = fields.get("title") or (above[0] if above else None)
    if not (fields.keys() & {"outlet", "published", "key", "url", "info"}):
        return None  # what stands before the first article and after the last
    text = tuple(part for part in paragraphs(body, wrapped) if not _FOOT.match(part))
    if len(text) == 1 and text[0].lower().strip(" .") in {word.strip(".") for word in words("proquest", "none")}:
        text = ()
    author = fields.get("author") or _credit(fields.get("credit"))
    outlet = fields.get("outlet") or fields.get("info", "")
    return Record(
        (*text, *(captions if text else ())),
        title=title,
        outlet=outlet.split(";")[0].strip() or None,
        author=without_by(author) if author else None,
        section=fields.get("section"),
        published=day_in(fields.get("published", "")) or day_in(fields.get("info", "")),
        url=fields.get("url", "").split("?accountid")[0] or None,
        key=fields.get("key"),
    )


def _fields(lines: Sequence[str]) -> tuple[dict[str, str], list[str], list[str], list[str]]:
    """The labelled lines, what stands above them, the text, and the captions."""
    fields: dict[str, str] = {}
    above: list[str] = []
    body: list[str] = []
    captions: list[str] = []
    where = "above"
    for raw in lines:
        line = tidy(raw).strip("| ")
        found = labelled(line, "proquest") or _table_row(raw)
        if found and found[0] in ("caption",) and where == "text":
            captions.extend([found[1]] if len(found[1].split()) > 2 else [])
        elif found and not (
            where == "text" and found[0] in ("author", "title", "section", "credit") and not _is_field(body, line)
        ):
            where = "text" if found[0] == "text" else "field" if where != "above" or found[0] != "info" else "above"
            if found[0] == "text":
                body.append(found[1])
            elif found[1]:
                fields.setdefault(*found)
        elif _BARE.match(line):
            where = "text" if line == "FULL TEXT" else "field"
        elif _LINK.match(line) or _COUNTED.match(line):
            continue
        elif where == "above" and line and not is_rights(line):
            above.append(line)
        elif where == "text" and not _FOOT.match(line):
            body.append(raw)
    listed = max((place for place, line in enumerate(above) if _LISTED.match(line)), default=-1)
    if 0 <= listed < len(above) - 1:  # the list of contents stands before the first article
        above = above[listed + 1 :]
    if len(above) > 1 and "author" not in fields and "title" not in fields:
        fields["author"] = above[1]
    return fields, above, body, captions


def _table_row(raw: str) -> tuple[str, str] | None:
    """A row of the table of details: "Subject:\\tElections", "|Publication title:|The Times|"."""
    cells = [tidy(cell) for cell in re.split(r"[\t|]", raw) if cell.strip()]
    return labelled(f"{cells[0].rstrip(':')}: {' '.join(cells[1:])}", "proquest") if len(cells) > 1 else None


def _is_field(body: Sequence[str], line: str) -> bool:
    """Whether a labelled line below the text is a field: a blank line or a whole sentence stands above it."""
    return not body or not body[-1].strip() or line.lower().startswith(("title:", "título:", "titre:"))


def _credit(line: str | None) -> str | None:
    """The author of a credit such as "By ANN LEE; STAFF WRITER"."""
    return line.split(";")[0].strip(" .") or None if line else None
