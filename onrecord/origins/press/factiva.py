"""Downloads of Factiva as text: in display form, or with its codes (HD, BY, WC, PD …) before each field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.origins.documents.lines import is_wrapped, paragraphs, tidy
from onrecord.origins.press.days import day_in, only_day
from onrecord.origins.press.records import Record
from onrecord.origins.press.words import is_byline, is_rights, without_by, words

# The number of an article: its source, its day, a code.
_END = re.compile(
    r"^(?:AN[\s:]+)?(?:Document|Dokument|Documento|Документ)\s+([A-Z][A-Z0-9]{3,9}\d{8}[a-z][a-z0-9]{5,9})\s*$"
)
_CODES = (
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "NGC", "GC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD",
    "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "ART", "CT", "RF", "CLM", "DLN", "CX", "RST", "PRC", "CLD",
)  # fmt: skip
# A code stands alone, or before a tab, two blanks or (in the first fields) one.
_CODED = re.compile(rf"^\s{{0,8}}({'|'.join(_CODES)})(?:[ \xa0]?\t[ \xa0]*|[ \xa0]{{2,}}|[ \xa0]*$)(.*)$")
_LOOSE = re.compile(r"^\s{0,8}(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY)[ \xa0]+(.*)$")
# Below the text, the codes of the index: "NS gpol : Domestic Politics".
_INDEX = re.compile(r"^\s{0,8}(CO|IN|NS|RE|IPC|IPD|PUB)[ \xa0]+((?:[a-z0-9]{2,8} : |[A-Z]+ \| ).*|(?<=PUB ).*)$")
_TEXTS = ("LP", "TD", "CX", "ART")  # in the order in which they are given on
_NOISE = re.compile(
    r"^(?:Page ?\d+ ?of ?\d+\s*)?(?:©|\(c\)|Copyright) ?\d{4} ?Factiva|^Page \d+(?: of \d+)?$"
    r"|^(?:PDF|HTML) ?\(\d+ KB\)$",
    re.IGNORECASE,
)
_TIME = re.compile(r"^\d{1,2}[:.]\d{2}(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})?$")
_SOURCE_CODE = re.compile(r"^[A-Z][A-Z0-9]{1,9}$")
_SHORT_SECTION = 4  # words of a line above the title that names a part of the paper
_LEADER = re.compile(r"[.…]{4,}\s*\d+$")
_LINK = re.compile(r"^<?(https?://\S+?)(?:\[\S*\])?>?$")


def accession(line: str) -> str | None:
    """The number of the article that ends with this line."""
    match = _END.match(tidy(line))
    return match[1] if match else None


def read_factiva(lines: Sequence[str]) -> Iterator[Record]:
    """The articles of a download; what follows the last of them, a summary of the search, is left out."""
    wrapped = is_wrapped(lines)
    found: list[tuple[Record, str]] = []
    block: list[str] = []
    for line in lines:
        key = accession(line)
        if not key:
            if not _NOISE.match(tidy(line)):
                block.append(line)
            continue
        codes = {match[1] for part in block if (match := _CODED.match(part) or _LOOSE.match(part))}
        coded = codes >= {"HD", "SN"} and len(codes) >= 4
        record = _coded(block) if coded else _displayed(block, wrapped)
        found.append((replace(record, key=key), "" if coded else _last(record)))
        block = []
    publishers = Counter((record.outlet, last) for record, last in found if last)
    for record, last in found:
        again = publishers[record.outlet, last] > 1
        yield replace(record, paragraphs=record.paragraphs[:-1]) if last and (again or _is_company(last)) else record


# ---------------------------------------------------------------- with codes


def _coded(lines: Sequence[str]) -> Record:
    fields: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        match = _CODED.match(line) or (_INDEX if code in _TEXTS else _LOOSE).match(line)
        if match:
            code, line = match[1], match[2]
        if code:
            fields.setdefault(code, []).append(line)
    one = {name: tidy(" ".join(value)) for name, value in fields.items()}
    wrapped = is_wrapped([line for name in _TEXTS for line in fields.get(name, ())])
    text = tuple(part for name in _TEXTS for part in _paragraphs(fields.get(name, []), wrapped))
    return Record(
        paragraphs=text,
        title=one.get("HD"),
        outlet=one.get("SN"),
        author=without_by(one["BY"]) if one.get("BY") else None,
        agency=one.get("CR"),
        section=one.get("SE"),
        published=day_in(one.get("PD", "")),
    )


def _paragraphs(lines: Sequence[str], wrapped: bool) -> tuple[str, ...]:
    """Paragraphs of a field: where lines are broken but no blank line is left between them, each line stays one."""
    return paragraphs(lines, wrapped and any(not line.strip() for line in lines))


# ---------------------------------------------------------------- as displayed


def _displayed(lines: Sequence[str], wrapped: bool) -> Record:
    filled = [(place, tidy(line)) for place, line in enumerate(lines) if line.strip()]
    counted = next((number for number, (_, line) in enumerate(filled) if is_count(line)), None)
    if counted is None:
        return Record(paragraphs(lines, wrapped))
    # A printed download begins with its contents: titles with dots that lead to page numbers.
    listed = max((number for number, (_, line) in enumerate(filled[:counted]) if _LEADER.search(line)), default=-1)
    section, title, author = above_count([line for _, line in filled[listed + 1 : counted]])
    outlet, published, below = below_count([line for _, line in filled[counted + 1 :]])
    begin = counted + 1 + below
    rest = list(lines[filled[begin][0] :]) if begin < len(filled) else []
    text, link = linked(paragraphs(rest, wrapped))
    return Record(text, title=title, outlet=outlet, author=author, section=section, published=published, url=link)


def is_count(line: str) -> bool:
    """Whether a line counts the words of an article: "1,234 words", "766 Wörter"."""
    number, _, word = line.partition(" ")
    return word.lower() in words("factiva", "count") and number.replace(",", "").replace(".", "").isdigit()


def above_count(lines: Sequence[str]) -> tuple[str | None, str | None, str | None]:
    """Section, title and author of the lines above the count, of which only the title is always there."""
    rest = list(lines)
    author = without_by(rest.pop()) if len(rest) > 1 and (is_byline(rest[-1]) or len(rest) > 2) else None
    section = None
    if len(rest) > 1 and len(rest[0].split()) <= _SHORT_SECTION and len(rest[0]) < len(rest[1]):
        section = rest.pop(0)
    elif author is None and len(rest) == 2 and _is_name(rest[1]):
        author = without_by(rest.pop())
    return section, " ".join(rest) or None, author


def below_count(lines: Sequence[str]) -> tuple[str | None, str | None, int]:
    """Outlet and day of the lines below the count, and how many lines it takes until the text begins."""
    published = day_in(lines[0]) if lines and only_day(lines[0]) else None
    at = 1 if published else 0
    if at < len(lines) and _TIME.match(lines[at]):
        at += 1
    outlet = lines[at] if at < len(lines) else None
    # Code, edition, page and language follow, then the rights; the language is always there.
    for place in range(at + 1, min(at + 9, len(lines))):
        if lines[place].lower() in words("factiva", "language"):
            return outlet, published, place + 1 + (place + 1 < len(lines) and _is_notice(lines[place + 1]))
    begin = at + 1
    while begin < len(lines) and (_SOURCE_CODE.match(lines[begin]) or is_rights(lines[begin])):
        begin += 1
    return outlet, published, begin


def _is_notice(line: str) -> bool:
    """Whether the line below the language is one of rights, which need not say so: "Acme Media 2011."."""
    return is_rights(line) or bool(re.search(r"(?:19|20)\d\d\W*$", line) and len(line.split()) <= 12)


def linked(text: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    """Paragraphs without one that is nothing but an address, and that address."""
    links = [match[1] for part in text if (match := _LINK.match(part))]
    return tuple(part for part in text if not _LINK.match(part)), links[-1] if links else None


def _is_name(line: str) -> bool:
    """Whether a line can be a name, which a title of two to five capitals rarely is: "Ann Lee and Bo Ek"."""
    parts = [part for part in re.split(r"[\s,;]+", line) if part]
    small = ("and", "und", "et", "y", "e", "en", "de", "van", "von", "der", "la", "in")
    return (
        2 <= len(parts) <= 9
        and all(part[:1].isupper() or part.lower() in small for part in parts)
        and line[-1:] not in "?!"
    )


def _last(record: Record) -> str:
    """The last paragraph, where it may be the name of the publisher."""
    last = record.paragraphs[-1] if len(record.paragraphs) > 1 else ""
    return last if 0 < len(last.split()) <= 12 else ""


def _is_company(line: str) -> bool:
    parts = line.replace(",", " ").lower().split()
    return not line.endswith(("?", "!", "”", '"')) and bool(parts) and parts[-1] in words("byline", "companies")
